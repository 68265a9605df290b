"""Kill the process that sends a response with signal 9, at named points on the way.

`python -m tests.kill_submit FOLDER [TIMES]` makes a sample instance in FOLDER, kills at each point TIMES times (5), and
prints for each what was kept: nothing but the draft, or the whole receipt. Afterwards the form is sent again, as a
person would.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from ingest.archive.model import Job
from portal import answers, create_app, mail, publishing
from portal.instance import Instance
from portal.model import Dispatch, Response, ResponseVersion, Role
from portal.responses import check, send
from tests.fixtures_web import Visitor
from tests.sample_web import new_instance

Point = tuple[object, str, bool]  # where the function stands, its name, and whether to die after it or before it
POINTS: dict[str, Point] = {
    "begun": (send, "now", False),
    "locked": (send, "find", False),
    "found": (send, "find", True),
    "checked": (check, "problems", True),
    "copied": (answers, "copy_of", True),
    "kept": (answers, "_note", False),
    "published": (publishing, "publish", True),
    "mailed": (mail, "queue", True),
    "written": (send, "deliver", True),
    "committed": (send, "arrive", False),
    "woken": (mail, "wake", True),
}
DONE = ("committed", "woken")  # points after the transaction


@dataclass(frozen=True)
class Kept:
    """What is there after the kill: versions of the response, its draft, jobs and mails of it."""

    versions: int
    draft: bool
    jobs: int
    mails: int


def prepare(folder: Path) -> tuple[Path, dict[str, int]]:
    """Make the instance that is copied for each kill."""
    _, ids = new_instance(folder / "whole")
    return folder / "whole", ids


def kill(whole: Path, copy: Path, ids: dict[str, int], point: str) -> Kept:
    """Kill a process that sends, in a copy of the instance, and say what was kept; then send again.

    Raises:
        AssertionError: What was kept is neither all nor nothing, or sending again does not end in one receipt.
    """
    shutil.copytree(whole, copy)
    key = _in_child(lambda: _send(copy, ids, None, ""), copy / "key")
    assert _in_child(lambda: _send(copy, ids, point, key), None) == str(-signal.SIGKILL), point
    instance = Instance.open(copy)
    kept = _kept(instance, ids)
    again = Visitor(create_app(instance)).enter(Role.RESPONDER)
    answer = _post(again, ids, key)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    receipt = again.text(answer.headers["Location"])
    with instance.database.read() as session:
        versions = session.scalars(_versions(ids)).all()
        assert len(versions) == 1, point
        assert versions[0].receipt_number in receipt
        assert versions[0].sha256 == answers.digest_of(versions[0].content)
        assert session.scalar(select(func.count()).select_from(Job).where(Job.id == versions[0].job_id)) == 1
    return kept


def _versions(ids: dict[str, int]) -> Any:
    return select(ResponseVersion).where(ResponseVersion.response_id == ids["response-open-west"])


def _kept(instance: Instance, ids: dict[str, int]) -> Kept:
    with instance.database.read() as session:
        response = session.get_one(Response, ids["response-open-west"])
        return Kept(
            versions=len(session.scalars(_versions(ids)).all()),
            draft=response.draft is not None,
            jobs=session.scalar(select(func.count()).select_from(Job).where(Job.kind == "arrival")) or 0,
            mails=session.scalar(select(func.count()).select_from(Dispatch)) or 0,
        )


def _in_child(action: Callable[[], str], note: Path | None) -> str:
    """Do something in a process of its own; give what it wrote in the note, or minus the signal that killed it."""
    child = os.fork()
    if child == 0:
        said = action()
        if note is not None:
            note.write_text(said, encoding="ascii")
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return note.read_text(encoding="ascii") if note is not None and status == 0 else str(status)


def _send(copy: Path, ids: dict[str, int], point: str | None, key: str) -> str:
    """Read the one-time key of the check page; or send with it and die on the way."""
    visitor = Visitor(create_app(Instance.open(copy))).enter(Role.RESPONDER)
    if point is None:
        page = visitor.text(f"{_place(ids)}/kontrol")
        found = re.search(r'name="submission"[^>]*value="([^"]+)"', page)
        assert found, page
        return found[1]
    _die_at(*POINTS[point])
    _post(visitor, ids, key)
    return ""


def _place(ids: dict[str, int]) -> str:
    return f"/hoeringer/{ids['hearing-open']}/svar/{ids['open-west']}"


def _post(visitor: Visitor, ids: dict[str, int], key: str) -> Any:
    page = visitor.client.get(f"{_place(ids)}/kontrol").get_data(as_text=True)
    version = re.search(r'name="row_version"[^>]*value="(\d+)"', page)
    data = {"submission": key, "row_version": version[1] if version else "1"}
    return visitor.post(f"{_place(ids)}/send", data)


def _die_at(where: object, name: str, after: bool) -> None:
    real = getattr(where, name)

    def deadly(*given: Any, **more: Any) -> Any:
        if after:
            real(*given, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(where, name, deadly)


def main() -> None:
    """See the module."""
    folder, times = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    whole, ids = prepare(folder)
    for point in POINTS:
        for n in range(times):
            copy = folder / f"{point}-{n}"
            print(point, kill(whole, copy, ids, point))
            shutil.rmtree(copy)


if __name__ == "__main__":
    main()

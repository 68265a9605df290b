"""Many at once: each party presses `Send` twice at the same moment; two save each draft from the same page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ingest.archive.model import now
from portal import clock, create_app
from portal.instance import Instance
from portal.model import Hearing, Invitation, Party, Question, Response
from tests.bench.figures import Figure

_HIDDEN = re.compile(r'<input type="hidden" name="(row_version|submission|csrf_token)" value="([^"]*)"')
_THREADS = 32  # as many as the server answers side by side
_TURNS = 1000


def measure(scratch: Path) -> list[Figure]:
    """Send twice and save side by side, a thousand times each."""
    instance = Instance.open(scratch / "instance")
    twice, side_by_side = hearings(instance, _TURNS)
    app = create_app(instance)
    sent = double_submits(instance, app, twice, _TURNS)
    saved = parallel_saves(instance, app, side_by_side, _TURNS)
    one, silent = sent["one_receipt"], saved["overwritten_silently"]
    given = f"{_TURNS} parties, {_THREADS} at a time"
    answered = sent["answered_303"] == 2 * _TURNS
    return [
        Figure("sent twice at once: one receipt", given, one, "parties", f"{_TURNS}", one == _TURNS and answered),
        Figure("saved side by side: overwritten silently", given, silent, "drafts", "0", silent == 0),
    ]


def hearings(instance: Instance, parties: int) -> list[list[str]]:
    """Make two hearings of all parties; give the addresses of their answers."""
    today = clock.today(now())
    with instance.database.write() as session:
        everybody = [Party(name=f"Part {n:04}", name_key=f"part {n:04}", kind="other") for n in range(parties)]
        session.add_all(everybody)
        made = []
        for number in range(2):
            hearing = Hearing(
                title=f"Høring {number}", type="other", opens_on=today, deadline=today.replace(year=today.year + 1),
                published_at=now(), questions=[Question(text="Jeres svar", required=True)],
                invitations=[Invitation(party=party) for party in everybody],
            )  # fmt: skip
            session.add(hearing)
            session.flush()
            made.append([f"/hoeringer/{hearing.id}/svar/{one.id}" for one in hearing.invitations])
    return made


def visitor(app: Flask, where: str) -> FlaskClient:
    """Give a browser that opened the personal link of an answer."""
    client = app.test_client()
    with client.session_transaction() as cookies:
        cookies["invitation"] = f"{where.rpartition('/')[2]}:1"
    return client


def form_of(client: FlaskClient, where: str) -> dict[str, Any]:
    """Give what the form of a page carries, and the field of its question."""
    page = client.get(where).get_data(as_text=True)
    field = re.search(r'name="(svar-\d+)"', page)
    return dict(_HIDDEN.findall(page)) | ({"field": field[1]} if field else {})


def at_once(work: Sequence[Callable[[], None]]) -> None:
    """Do all of it, as many at a time as the server has threads."""
    left = list(reversed(work))
    lock = threading.Lock()

    def run() -> None:
        while True:
            with lock:
                if not left:
                    return
                one = left.pop()
            one()

    threads = [threading.Thread(target=run) for _ in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def double_submits(instance: Instance, app: Flask, places: Sequence[str], turns: int) -> dict[str, Any]:
    """Let each party press `Send` twice at the same moment; count receipts."""
    statuses: list[int] = []

    def party(where: str) -> None:
        client = visitor(app, where)
        form = form_of(client, where)
        client.post(where, data={**form, form["field"]: "Vi støtter forslaget."})
        form = form_of(client, f"{where}/kontrol")
        other = visitor(app, where)
        other_form = form | {"csrf_token": form_of(other, where)["csrf_token"]}
        pair = [
            threading.Thread(target=lambda c=c, f=f: statuses.append(c.post(f"{where}/send", data=f).status_code))  # type: ignore[misc]
            for c, f in ((client, form), (other, other_form))
        ]
        for thread in pair:
            thread.start()
        for thread in pair:
            thread.join()

    at_once([lambda where=where: party(where) for where in places[:turns]])  # type: ignore[misc]
    numbers = [place.rpartition("/")[2] for place in places[:turns]]
    with instance.database.read() as session:
        rows = session.scalars(select(Response).where(Response.invitation_id.in_(numbers)))
        versions = [len(row.versions) for row in rows]
    return {
        "double_submits": turns,
        "answered_303": statuses.count(303),
        "one_receipt": versions.count(1),
        "more": sum(number != 1 for number in versions),
    }


def parallel_saves(instance: Instance, app: Flask, places: Sequence[str], turns: int) -> dict[str, Any]:
    """Let two save each draft from the same page at the same moment; one is saved, the other is told."""
    told: dict[str, list[tuple[int, str]]] = {where: [] for where in places[:turns]}

    def save(where: str, name: str) -> None:
        client = visitor(app, where)
        form = form_of(client, where)
        form |= {"row_version": "0", form["field"]: name, "autosave": "1"}
        told[where].append((client.post(where, data=form).status_code, name))

    at_once([lambda w=where, n=name: save(w, n) for where in places[:turns] for name in ("Åse", "Bo")])  # type: ignore[misc]
    with instance.database.read() as session:
        drafts = {row.invitation_id: row.draft for row in session.scalars(select(Response))}
    silent = 0
    for where, pair in told.items():
        won = [name for status, name in pair if status == 200]
        kept = list((drafts[int(where.rpartition("/")[2])] or {}).values())
        silent += won != kept
    return {"parallel_saves": turns, "overwritten_silently": silent}

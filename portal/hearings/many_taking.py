"""Registering the rows of a list that was looked through: a job of the worker, some rows at a time.

What is to be done and what came of it stand in the tray, so a job that was cut off goes on where it was. Each row has a
one-time key of its own: none is registered twice, however often it is tried.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from ingest import jobs
from ingest.archive.model import Job, now
from portal import access
from portal.hearings import many_order, trays
from portal.hearings.many_order import Order
from portal.hearings.many_rows import Planned
from portal.hearings.taking import Incoming, Taken, senders_of, take
from portal.hearings.trays import NotATray, Tray
from portal.hearings.uploading import Upload, discard, receive
from portal.instance import Instance
from portal.model import Hearing, User
from portal.standing import name_of

KIND = "registering"
_JOB, _OUTCOMES = "job", "outcomes"
_AT_ONCE = 50  # rows of one transaction: others write in between, and the page sees how far it came


def begin(session: Session, tray: Tray, hearing_id: int, person_id: int) -> Job:
    """Write down the job that registers what the tray's order says; the caller wakes the worker after the commit."""
    payload = {"hearing_id": hearing_id, "tray": tray.folder.name, "token": tray.token}
    job = jobs.enqueue(session, KIND, payload, created_by=person_id)
    tray.note(_JOB, job.id)
    return job


def job_of(session: Session, tray: Tray) -> Job | None:
    """Give the job that registers a tray's rows; None when nobody said yes to them."""
    number = tray.noted(_JOB)
    return session.get(Job, number) if number is not None else None


def outcomes(tray: Tray) -> list[dict[str, Any]]:
    """Give what came of the rows so far, in the order of the list: with `receipt`, `late`, `response_id`."""
    return tray.noted(_OUTCOMES) or []


def work(instance: Instance, job: Job) -> tuple[str, dict[str, Any]]:
    """Register the rows of a job (`hearing_id`, `tray`) that are not registered yet."""
    try:
        tray = trays.at(instance.files, job.payload["tray"])
    except NotATray:
        return "failed", {"message": "Filerne er her ikke mere."}
    wanted, done = many_order.kept(tray), outcomes(tray)
    registered = {row["number"] for row in done}
    for rows in _pieces([row for row in wanted.rows if row.number not in registered]):
        made, begun = _register(instance, job, tray, wanted, rows)
        done += made
        tray.note(_OUTCOMES, done)
        jobs.wake(instance.files, *begun)
    return "done", {"registered": len(done)}


def _pieces(rows: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    for at in range(0, len(rows), _AT_ONCE):
        yield rows[at : at + _AT_ONCE]


def _register(
    instance: Instance, job: Job, tray: Tray, wanted: Order, rows: Sequence[Planned]
) -> tuple[list[dict[str, Any]], list[int]]:
    """Register some rows in one transaction; give their outcomes, and the jobs to wake the worker for."""
    uploads = {row.number: receive(instance.files, tray, row.files) for row in rows}
    made: list[dict[str, Any]] = []
    begun: list[int] = []
    used: set[int] = set()
    try:
        with instance.database.write() as session:
            hearing = session.get_one(Hearing, job.payload["hearing_id"])
            person = access.person_of(session.get_one(User, job.created_by))
            senders = senders_of(session, hearing)
            for row in rows:
                incoming = _incoming(tray, row, uploads[row.number], wanted.cpr_reason)
                taken = take(session, hearing, incoming, person, now(), senders)
                begun += taken.jobs
                made.append(_outcome(row, taken))
        used = {row["number"] for row in made if row["new"]}
    finally:
        for number, some in uploads.items():
            if number not in used:
                discard(some)
    return made, begun


def _outcome(row: Planned, taken: Taken) -> dict[str, Any]:
    version = taken.version
    return {
        "number": row.number,
        "name": name_of(version.response.invitation, version.response),
        "state": "registered",
        "said": "",
        "receipt": version.receipt_number,
        "late": version.late,
        "response_id": version.response_id,
        "new": bool(taken.jobs),
    }


def _incoming(tray: Tray, row: Planned, uploads: tuple[Upload, ...], cpr_reason: str) -> Incoming:
    assert row.received_on is not None  # noqa: S101  (a row without has a problem)
    key = hashlib.sha256(f"{tray.folder.name}:{row.number}".encode()).hexdigest()
    return Incoming(
        invitation_id=row.invitation_id,
        sender=row.name,
        channel=row.channel,
        received_on=row.received_on,
        kind=row.kind,
        text=row.text,
        uploads=uploads,
        submission=key[:40],
        case_number=row.case_number,
        document_number=row.document_number,
        theme=row.theme,
        cpr_reason=cpr_reason if row.numbers else None,
    )

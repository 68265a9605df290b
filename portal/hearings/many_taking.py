"""Registering the rows of a list that was looked through: in few transactions, with an outcome for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from ingest import jobs
from ingest.archive.model import now
from portal import access
from portal.context import instance
from portal.hearings.many_rows import Plan, Planned
from portal.hearings.registering import discard, find_begun, receive
from portal.hearings.taking import Incoming, Taken, Upload, senders_of, take
from portal.hearings.trays import Tray
from portal.standing import name_of

_AT_ONCE = 50  # rows of one transaction: others write in between
_WOKEN = 50  # jobs the worker is told of; its clock finds the rest within a minute


def register(hearing_id: int, tray: Tray, planned: Plan, *, with_again: bool, cpr_reason: str) -> list[dict[str, Any]]:
    """Register the good rows of a plan, and give an outcome for every row and every file.

    Args:
        hearing_id: Of the hearing.
        tray: Where the files lie.
        planned: Made of the tray just before.
        with_again: Register also what becomes a new version of an answer that is there.
        cpr_reason: Why rows that seem to hold CPR numbers are registered; "" when they are not.
    """
    outcomes: list[dict[str, Any]] = []
    begun: list[int] = []
    said = {row.number: _kept_back(row, with_again, cpr_reason) for row in planned.rows}
    good = [row for row in planned.rows if not said[row.number]]
    for rows in _pieces(good):
        made, waiting = _register_some(hearing_id, tray, rows, cpr_reason)
        outcomes += made
        begun += waiting
    for job_id in begun[:_WOKEN]:
        jobs.wake(instance().files, job_id)
    for row in planned.rows:
        if said[row.number]:
            outcomes.append({"number": row.number, "name": row.name, "state": "skipped", "said": said[row.number]})
    outcomes.sort(key=lambda row: int(row["number"]))
    left = "Filen hører ikke til nogen linje."
    return [*outcomes, *({"number": 0, "name": file.name, "state": "skipped", "said": left} for file in planned.left)]


def _kept_back(row: Planned, with_again: bool, cpr_reason: str) -> str:
    """Say why a row is not registered; "" when it is."""
    if row.problem:
        return row.problem
    if row.again and not with_again:
        return "Har allerede svaret; ikke registreret igen."
    return "Ligner et CPR-nummer; ikke registreret uden begrundelse." if row.numbers and not cpr_reason else ""


def _pieces(rows: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    for at in range(0, len(rows), _AT_ONCE):
        yield rows[at : at + _AT_ONCE]


def _register_some(
    hearing_id: int, tray: Tray, rows: Sequence[Planned], cpr_reason: str
) -> tuple[list[dict[str, Any]], list[int]]:
    """Register some rows in one transaction; give their outcomes, and the jobs to wake the worker for."""
    uploads = {row.number: receive(tray, list(row.files)) for row in rows}
    outcomes: list[dict[str, Any]] = []
    begun: list[int] = []
    used: set[int] = set()
    try:
        with instance().database.write() as session:
            hearing = find_begun(session, hearing_id)
            senders, person = senders_of(session, hearing), access.me()
            for row in rows:
                incoming = _incoming(tray, row, uploads[row.number], cpr_reason)
                taken = take(session, hearing, incoming, person, now(), senders)
                begun += taken.jobs
                outcomes.append(_outcome(row, taken))
        used = {row["number"] for row in outcomes if row["new"]}
    finally:
        for number, some in uploads.items():
            if number not in used:
                discard(some)
    return outcomes, begun


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

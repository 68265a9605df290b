"""/hoeringer/<hearing>/registrer/mange/<tray>: look the rows through, say yes, follow them, and see what came of each.

The worker registers them, so that the page can be closed. Saying yes twice begins nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response as Answer
from flask import abort, make_response, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest import jobs
from ingest.archive.model import Job, now
from portal import access, clock, days, htmx
from portal.context import db, instance
from portal.hearings import bp, many_order, many_taking, trays
from portal.hearings.many_rows import Known, Plan, Usual, plan
from portal.hearings.registering import find_begun
from portal.hearings.registering_many import sheet_of, whose
from portal.hearings.trays import NotATray, Tray
from portal.model import Channel, Hearing, Response
from portal.party_names import key_of

_OVER = ("failed", "cancelled")
_HEADINGS = {
    "running": "Svarene bliver registreret",
    "stopped": "Registreringen er gået i stå",
    "done": "Registreringen er færdig",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the worker came with the rows.

    Attributes:
        state: `running` | `stopped` (it will not go on by itself) | `done`.
        rows: What came of each so far; when it is done also of those that were left out.
    """

    state: str
    done: int
    total: int
    rows: list[dict[str, Any]]


@bp.route("/<int:hearing_id>/registrer/mange/<tray>", methods=["GET", "POST"])
@access.allow(*access.RUNS_HEARINGS)
def many_rows(hearing_id: int, tray: str) -> Answer:
    """Show row by row what will be registered, or how far it came; or begin."""
    hearing = find_begun(db.session, hearing_id)
    try:
        opened = trays.opened(instance().files, instance().settings.secret_key, whose(hearing), tray)
    except NotATray:
        abort(404)
    job = many_taking.job_of(db.session, opened)
    if request.method == "POST":
        if job is None or job.state in _OVER:
            _begin(hearing, opened)
        return make_response("", 303, {"Location": url_for("hearings.many_rows", hearing_id=hearing_id, tray=tray)})
    return _followed(hearing, opened, job) if job else _looked_through(hearing, opened)


def _begin(hearing: Hearing, tray: Tray) -> None:
    """Begin to register, or go on with what stopped; nothing when it is under way or done."""
    reason, again = request.form.get("cpr_reason", "").strip()[:2000], bool(request.form.get("again"))
    planned = _plan(db.session, hearing, tray)  # before the transaction: a long list takes its time
    with instance().database.write() as session:
        before = many_taking.job_of(session, tray)
        if before is not None and before.state not in _OVER:
            return
        if before is None:
            many_order.keep(tray, many_order.order(planned, with_again=again, cpr_reason=reason))
        job = many_taking.begin(session, tray, hearing.id, access.me().id)
    jobs.wake(instance().files, job.id, soon=True)


def _plan(session: Session, hearing: Hearing, tray: Tray) -> Plan:
    noted, today = tray.noted("usual"), clock.today(now())
    usual = Usual(Channel(noted["channel"]), days.read(noted["received_on"]) or today, today)
    return plan(sheet_of(tray), tray.files(), _known(session, hearing), usual)


def _known(session: Session, hearing: Hearing) -> Known:
    asked = [row for row in hearing.invitations if row.withdrawn_at is None and row.party]
    parties = {key_of(row.party.name): (row.id, row.party.name) for row in asked if row.party}
    given = session.scalars(select(Response).where(Response.hearing_id == hearing.id, Response.current.is_not(None)))
    answered = {response.invitation_id or key_of(response.sender) for response in given}
    return Known(parties, answered)


def _looked_through(hearing: Hearing, tray: Tray) -> Answer:
    planned, sheet = _plan(db.session, hearing, tray), sheet_of(tray)
    fit = [row for row in planned.rows if not row.problem]
    return _page(
        hearing,
        tray,
        heading="Se linjerne igennem",
        progress=None,
        plan=planned,
        merged=sheet is not None and sheet.merged,
        good=sum(not row.again for row in fit),
        again=sum(row.again for row in fit),
        bad=len(planned.rows) - len(fit),
        warned=sum(bool(row.numbers) for row in fit),
    )


def _followed(hearing: Hearing, tray: Tray, job: Job) -> Answer:
    progress = _progress(tray, job)
    return _page(hearing, tray, heading=_HEADINGS[progress.state], progress=progress)


def _progress(tray: Tray, job: Job) -> Progress:
    order, rows = many_order.kept(tray), many_taking.outcomes(tray)
    if job.state != "done":
        return Progress("stopped" if job.state in _OVER else "running", len(rows), len(order.rows), rows)
    everything = sorted([*rows, *order.skipped], key=lambda row: (not row["number"], row["number"]))
    return Progress("done", len(rows), len(order.rows), everything)


def _page(hearing: Hearing, tray: Tray, **values: Any) -> Answer:
    refused = tray.noted("refused") or []
    template, block = "hearings/many_rows.html", "rows"
    return htmx.page_or_block(template, block, hearing=hearing, tray=tray.token, refused=refused, **values)

"""/hoeringer/<hearing>/journal: case, document number, date and theme of each response, many at once.

And the pile of those that are not journalised, across hearings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask import Response as Answer
from flask import flash, make_response, render_template, request, url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload
from werkzeug.datastructures import MultiDict

from ingest import jobs
from ingest.archive.model import now
from portal import access, clock, days, journal_pile
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.head import head_of
from portal.hearings.registering_form import problem_of_day
from portal.hearings.taking import put_day_right
from portal.model import Channel, Hearing, HearingEvent, Invitation, Response
from portal.paging import Paging
from portal.row_numbers import row_numbers
from portal.standing import name_of

PER_PAGE = 50
_LONGEST = {"case_number": 100, "document_number": 100, "theme": 200}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the form: a response, and what stands in its fields.

    Attributes:
        received_on: As typed; what came through the portal has its receipt's day, which cannot be changed.
        seen: What the line was when the page was made: another's change in between is not overwritten.
        errors: By field, in Danish; `line` for the whole.
    """

    response: Response
    case_number: str
    document_number: str
    received_on: str
    theme: str
    done: bool
    seen: str
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The party, or the sender."""
        return name_of(self.response.invitation, self.response)

    @property
    def day_is_open(self) -> bool:
        """Whether the day it came is known from staff alone."""
        return self.response.channel != Channel.PORTAL


@bp.route("/<int:hearing_id>/journal", methods=["GET", "POST"])
@access.allow(*access.RUNS_HEARINGS)
def journal(hearing_id: int) -> Answer:
    """Show the responses of a hearing with what journalising needs, or keep what was typed."""
    hearing, everyone = access.find_hearing(db.session, access.me(), hearing_id), request.args.get("vis") == "alle"
    if request.method != "POST":
        asked = _sent(hearing, everyone)
        total = db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0
        paging = Paging.of(request.args.get("side"), total, PER_PAGE)
        found = db.session.scalars(_whole(asked).limit(PER_PAGE).offset(paging.offset)).all()
        return _page(hearing, [entry_of(response) for response in found], everyone, paging)
    changed, wrong, begun = _keep(hearing_id)
    jobs.wake(instance().files, *begun)
    if wrong:
        return _page(hearing, wrong, everyone, Paging(1, len(wrong), PER_PAGE))
    told = {0: "Der var ikke noget at gemme.", 1: "1 svar er gemt."}
    flash(told.get(changed, f"{changed} svar er gemt."))
    target = url_for("hearings.journal", hearing_id=hearing_id, vis="alle" if everyone else None)
    return make_response("", 303, {"Location": target})


def _sent(hearing: Hearing, everyone: bool) -> Select[Response]:
    asked = select(Response).where(Response.hearing_id == hearing.id, Response.current.is_not(None))
    return asked if everyone else asked.where(journal_pile.is_waiting())


def _whole(asked: Select[Response]) -> Select[Response]:
    party = selectinload(Response.invitation).selectinload(Invitation.party)
    loaded = asked.options(selectinload(Response.versions), party)
    return loaded.order_by(Response.id)


def entry_of(response: Response) -> Entry:
    """Give the line of a response as it is kept."""
    entry = Entry(
        response,
        response.case_number or "",
        response.document_number or "",
        f"{response.received_on:%d-%m-%Y}" if response.received_on else "",
        response.theme,
        response.journalised_at is not None,
        "",
    )
    return replace(entry, seen=_mark(entry))


def _mark(entry: Entry) -> str:
    kept = (
        entry.case_number,
        entry.document_number,
        entry.received_on,
        entry.theme,
        entry.done,
        entry.response.current,
    )
    return hashlib.sha256(repr(kept).encode()).hexdigest()[:16]


def _keep(hearing_id: int) -> tuple[int, list[Entry], list[int]]:
    """Keep the lines of the form when all are right.

    Returns:
        How many changed, or every line with what is wrong; and the ids of jobs to be woken.
    """
    moment, person, begun = now(), access.me(), list[int]()
    with instance().database.write() as session:
        hearing = access.find_hearing(session, person, hearing_id)
        found = session.scalars(_whole(_sent(hearing, True)).where(Response.id.in_(_ids(request.form)))).all()
        typed = [_typed(response, request.form, clock.today(moment)) for response in found]
        if any(entry.errors for entry in typed):
            return 0, typed, []
        changed = [entry for entry in typed if _mark(entry) != _mark(entry_of(entry.response))]
        done = [entry.name for entry in changed if entry.done and not entry.response.journalised_at]
        for entry in changed:
            begun += _set(session, entry, moment)
        if changed:
            _note(session, hearing, len(changed), len(done), moment)
    return len(changed), [], begun


def _ids(form: MultiDict[str, str]) -> list[int]:
    return row_numbers(form.getlist("id"))[:PER_PAGE]


def _typed(response: Response, form: MultiDict[str, str], today: date) -> Entry:
    """Read a line of the form, with what is wrong with it."""

    def value(name: str) -> str:
        return " ".join(form.get(f"{name}-{response.id}", "").split())

    kept = entry_of(response)
    entry = Entry(
        response,
        value("case_number"),
        value("document_number"),
        value("received_on") if kept.day_is_open else kept.received_on,
        value("theme"),
        f"done-{response.id}" in form or "all" in form,
        value("seen"),
    )
    for name, most in _LONGEST.items():
        if len(getattr(entry, name)) > most:
            entry.errors[name] = f"Skriv højst {most} tegn her."
    if entry.day_is_open and (said := problem_of_day(entry.received_on, today)):
        entry.errors["received_on"] = said
    if entry.seen != kept.seen and _mark(entry) != kept.seen:
        entry.errors["line"] = "En anden har rettet linjen imens. Det, der gælder nu, står her; ret det, hvis du vil."
        return replace(kept, errors={"line": entry.errors["line"]})
    return entry


def _set(session: Session, entry: Entry, moment: datetime) -> list[int]:
    """Keep a line; give the ids of jobs to be woken."""
    response = entry.response
    response.case_number, response.document_number = entry.case_number or None, entry.document_number or None
    response.theme = entry.theme
    response.journalised_at = (response.journalised_at or moment) if entry.done else None
    day = days.read(entry.received_on) if entry.day_is_open else None
    return put_day_right(session, response, day, moment) if day and day != response.received_on else []


def _note(session: Session, hearing: Hearing, changed: int, done: int, moment: datetime) -> None:
    person = access.me()
    text = f"{person.name} rettede oplysninger til journalen for {changed} svar"
    text += f" og journaliserede {done}." if done else "."
    session.add(HearingEvent(hearing_id=hearing.id, user_id=person.id, what="journal", text=text, at=moment))


def _page(hearing: Hearing, entries: Sequence[Entry], everyone: bool, paging: Paging) -> Answer:
    page = render_template(
        "hearings/journal.html",
        **head_of(hearing, now()),
        entries=entries,
        everyone=everyone,
        paging=paging,
        wrong=[entry for entry in entries if entry.errors],
    )
    return make_response(page, 422 if request.method == "POST" else 200)


@bp.get("/ikke-journaliseret")
@access.allow(*access.RUNS_HEARINGS)
def unjournalised() -> str:
    """List the responses that are not journalised, the oldest first, across hearings."""
    total, _ = journal_pile.count(db.session)
    paging = Paging.of(request.args.get("side"), total, PER_PAGE)
    asked = select(Response).where(journal_pile.is_waiting()).options(selectinload(Response.hearing))
    responses = db.session.scalars(_whole(asked).limit(PER_PAGE).offset(paging.offset)).all()
    return render_template(
        "hearings/unjournalised.html", rows=[entry_of(response) for response in responses], paging=paging
    )

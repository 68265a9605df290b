"""/hoeringer: what waits for an answer, what one runs, and what else there is to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask import Response as Answer
from flask import request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from ingest.archive.model import now
from portal import access, clock, htmx
from portal.clock import HearingState
from portal.context import db
from portal.hearings import bp, to_do
from portal.model import Hearing, Invitation, Response, Role, User
from portal.paging import Paging

_PER_PAGE = 25
_MINE = "mig"
SORTS = {"frist": "Nærmeste frist", "nyeste": "Nyeste", "titel": "Titel"}
_READERS = (Role.READER,)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the list. `who`: "" for everybody's, `mig`, or the id of an officer."""

    text: str
    state: str
    who: str
    sort: str

    def address(self, endpoint: str = "hearings.index", **but: Any) -> str:
        """Give the address of the list, or of its file, with something changed."""
        values = {"q": self.text, "tilstand": self.state, "hvem": self.who, "sort": self.sort} | but
        kept = {name: value for name, value in values.items() if value or name == "hvem"}
        return url_for(endpoint, **kept)


@dataclass(frozen=True, slots=True)
class Row:
    """A hearing in the list.

    Attributes:
        asked, answered, missing: How many parties; responses of those who were not asked count as answered.
    """

    hearing: Hearing
    state: HearingState
    asked: int
    answered: int
    missing: int


@bp.get("")
@access.allow()
def index() -> Answer:
    """Show what waits for the person, and the hearings they may know of."""
    person, moment = access.me(), now()
    parties = access.parties_of(db.session, person)
    tasks = {step: list(group) for step, group in _by_step(to_do.tasks(db.session, parties, moment))}
    reads = person.runs_hearings or person.role in _READERS
    known = _known(db.session, person) if reads else []
    asked = _asked(person, known)
    found = _found(known, asked, person, moment)
    paging = Paging.of(request.args.get("side"), len(found), _PER_PAGE)
    shown = found[paging.offset : paging.offset + _PER_PAGE]
    return htmx.page_or_block(
        "hearings/list.html",
        "found",
        today=clock.today(moment), tasks=tasks, answers_for=bool(parties), reads=reads, total=len(known), asked=asked,
        rows=_rows(db.session, shown, moment), paging=paging, sorts=SORTS, states=list(HearingState),
        officers=_officers(known), mine=sum(1 for one in known if one.officer_id == person.id),
        numbers=person.runs_hearings,
    )  # fmt: skip


def rows_asked_for(session: Session, person: access.Person, moment: datetime) -> list[Row]:
    """Give all the rows that the address asks for, in its order."""
    known = _known(session, person)
    return _rows(session, _found(known, _asked(person, known), person, moment), moment)


def _found(known: Sequence[Hearing], asked: Asked, person: access.Person, moment: datetime) -> list[Hearing]:
    return _sorted([one for one in known if _fits(one, asked, person, moment)], asked.sort, moment)


def _by_step(tasks: Sequence[to_do.Task]) -> Any:
    return groupby(sorted(tasks, key=lambda task: task.step), key=lambda task: task.step.value)


def _known(session: Session, person: access.Person) -> list[Hearing]:
    known = select(Hearing).where(access.hearings_known_to(session, person), ~Hearing.template)
    return list(session.scalars(known.options(selectinload(Hearing.officer))))


def _asked(person: access.Person, known: Sequence[Hearing]) -> Asked:
    """Read the address; who runs hearings begins with their own, if they have any."""
    given = request.args
    own = person.runs_hearings and any(one.officer_id == person.id for one in known)
    state = given.get("tilstand", "")
    return Asked(
        text=given.get("q", "").strip()[:200],
        state=state if state in set(HearingState) else "",
        who=given.get("hvem", _MINE if own else "")[:20],
        sort=given["sort"] if given.get("sort") in SORTS else "frist",
    )


def _fits(hearing: Hearing, asked: Asked, person: access.Person, moment: datetime) -> bool:
    officer = str(person.id) if asked.who == _MINE else asked.who
    said = f"{hearing.title} {hearing.case_number or ''} {hearing.committee or ''}".casefold()
    return (
        (not officer or str(hearing.officer_id) == officer)
        and (not asked.state or clock.state_of(hearing, moment) == asked.state)
        and all(word in said for word in asked.text.casefold().split())
    )


def _sorted(found: list[Hearing], sort: str, moment: datetime) -> list[Hearing]:
    """Sort by title, by age, or by deadline: those to come first, nearest first; then those that are over."""
    if sort == "titel":
        return sorted(found, key=lambda one: one.title.casefold())
    newest = sorted(found, key=lambda one: one.id, reverse=True)
    if sort == "nyeste":
        return newest
    today = clock.today(moment)
    by_day = sorted(newest, key=lambda one: one.deadline or date.max)
    over = [one for one in by_day if one.deadline and one.deadline < today]
    return [one for one in by_day if one not in over] + over[::-1]


def _rows(session: Session, hearings: Sequence[Hearing], moment: datetime) -> list[Row]:
    ids = [one.id for one in hearings]
    asked, silent, answered = _asked_in(session, ids), _silent_in(session, ids), _answered_in(session, ids)
    return [
        Row(one, clock.state_of(one, moment), asked.get(one.id, 0), answered.get(one.id, 0), silent.get(one.id, 0))
        for one in hearings
    ]


def _asked_in(session: Session, ids: Sequence[int]) -> dict[int, int]:
    asked = select(Invitation.hearing_id, func.count()).where(
        Invitation.hearing_id.in_(ids), Invitation.withdrawn_at.is_(None)
    )
    return _numbers(session, asked.group_by(Invitation.hearing_id))


def _silent_in(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Count the parties nothing came from. Of historical hearings: those that are known not to have answered."""
    sent = select(Response.id).where(Response.invitation_id == Invitation.id, Response.current.is_not(None)).exists()
    before_us = Invitation.answered_before_us
    silent = (
        select(Invitation.hearing_id, func.count())
        .join(Hearing)
        .where(
            Invitation.hearing_id.in_(ids),
            Invitation.withdrawn_at.is_(None),
            ~sent,
            before_us.is_(False) | (before_us.is_(None) & ~Hearing.historical),
        )
    )
    return _numbers(session, silent.group_by(Invitation.hearing_id))


def _answered_in(session: Session, ids: Sequence[int]) -> dict[int, int]:
    counted = (Response.hearing_id.in_(ids), Response.current.is_not(None), Response.withdrawn_at.is_(None))
    sent = select(Response.hearing_id, func.count()).where(*counted).group_by(Response.hearing_id)
    without = (
        ~select(Response.id).where(Response.invitation_id == Invitation.id, Response.current.is_not(None)).exists()
    )
    before_us = (Invitation.hearing_id.in_(ids), Invitation.answered_before_us.is_(True), without)
    told = select(Invitation.hearing_id, func.count()).where(*before_us).group_by(Invitation.hearing_id)
    first, second = _numbers(session, sent), _numbers(session, told)
    return {number: first.get(number, 0) + second.get(number, 0) for number in ids}


def _numbers(session: Session, counted: Any) -> dict[int, int]:
    return {number: count for number, count in session.execute(counted)}


def _officers(known: Sequence[Hearing]) -> list[User]:
    found = {one.officer_id: one.officer for one in known if one.officer is not None}
    return sorted(found.values(), key=lambda user: user.name.casefold())

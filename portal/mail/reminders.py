"""Who is to be reminded now: those that miss, some days before their own deadline, once for each.

The worker asks every minute. What was sent stands in the log (`Dispatch`), so a worker that died sends none twice, and
one that slept sends what is due when it wakes: the nearest reminder, not all it missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal import clock, mail, words
from portal.clock import HearingState
from portal.mail import letter_words
from portal.mail.letter_words import Letter
from portal.model import Dispatch, DispatchKind, DispatchState, Hearing, HearingEvent, Invitation
from portal.standing import Line, Standing, lines, name_of

MORNING = time(8)  # in Copenhagen: nobody is reminded at night
_LETTERS = (DispatchKind.INVITATION, DispatchKind.EXTENSION, DispatchKind.REQUEST_ANSWER)


@dataclass(frozen=True, slots=True)
class Due:
    """That a party is to be reminded of a deadline, as one of the hearing's reminders (`days_before`)."""

    invitation: Invitation
    days_before: int
    deadline: date


def due(hearing: Hearing, table: Iterable[Line], moment: datetime) -> list[Due]:
    """Say who is to be reminded now.

    Args:
        hearing: With its `reminder_days`.
        table: The party table (`standing.lines`), with what was mailed to each.
        moment: Now.
    """
    if clock.state_of(hearing, moment) is HearingState.DECIDED or moment.astimezone(words.ZONE).time() < MORNING:
        return []
    found = []
    for line in table:
        if line.invitation is None or line.deadline is None:
            continue
        days = _nearest(hearing.reminder_days, line.deadline, moment)
        told = days is None or _told(line.invitation, days, line.deadline)
        if days is not None and not told and missing(hearing, [line], moment):
            found.append(Due(line.invitation, days, line.deadline))
    return found


def missing(hearing: Hearing, table: Iterable[Line], moment: datetime) -> list[Line]:
    """Give the parties that were asked by mail, can still answer, and have not."""
    return [
        line
        for line in table
        if line.invitation is not None
        and line.standing is Standing.AWAITING
        and clock.can_answer(hearing, line.invitation, moment)
        and mail.invited_by_mail(line.invitation)
        and mail.addresses_of(line.invitation.party)
    ]


def _nearest(reminder_days: Sequence[int], deadline: date, moment: datetime) -> int | None:
    """Give the reminder whose time has come and whose day is nearest to the deadline; None when none has."""
    return min((days for days in reminder_days if moment >= _time_of(days, deadline)), default=None)


def _time_of(days: int, deadline: date) -> datetime:
    return datetime.combine(deadline - timedelta(days=days), MORNING, words.ZONE)


def _told(invitation: Invitation, days: int, deadline: date) -> bool:
    """Tell whether this reminder was sent, or a letter that names the deadline came after its time anyway."""
    return any(
        (row.kind == DispatchKind.REMINDER and row.for_deadline == deadline and (row.days_before or 0) <= days)
        or (row.kind in _LETTERS and row.state != DispatchState.FAILED and row.created_at >= _time_of(days, deadline))
        for row in invitation.dispatches
    )


def letters(invitation: Invitation, letter: Letter, days_before: int, deadline: date) -> list[Dispatch]:
    """Write a reminder to each address that has not had it."""
    had = {
        row.address
        for row in invitation.dispatches
        if (row.kind, row.days_before, row.for_deadline) == (DispatchKind.REMINDER, days_before, deadline)
    }
    own = letter.to(name_of(invitation), deadline)
    return mail.letters_to(invitation, DispatchKind.REMINDER, own, days_before, deadline, without=had)


def running(session: Session, moment: datetime) -> list[Hearing]:
    """Give the hearings in which somebody may still answer."""
    today = clock.today(moment)
    longer = select(Invitation.hearing_id).where(Invitation.extended_to >= today)
    asked = select(Hearing).where(
        Hearing.published_at.is_not(None),
        ~Hearing.template,
        ~Hearing.historical,
        or_(Hearing.deadline >= today, Hearing.id.in_(longer)),
    )
    return list(session.scalars(asked))


def anything_due(session: Session, moment: datetime) -> bool:
    """Tell whether anybody is to be reminded now, without writing."""
    return any(due(hearing, lines(session, hearing, moment), moment) for hearing in running(session, moment))


def send_due(session: Session, municipality: str, moment: datetime) -> list[int]:
    """Queue every reminder whose time has come, and note them; give the ids of the jobs. In a write transaction."""
    written = list[Dispatch]()
    for hearing in running(session, moment):
        wanted = due(hearing, lines(session, hearing, moment), moment)
        letter = letter_words.reminder(hearing, municipality)
        for one in wanted:
            written += letters(one.invitation, letter, one.days_before, one.deadline)
        if wanted:
            text = f"Påmindelse før fristen sendt til {words.count(len(wanted), 'part', 'parter')}."
            session.add(HearingEvent(hearing_id=hearing.id, what="reminded", text=text, at=moment))
    return [job.id for job in mail.queue_all(session, written)]

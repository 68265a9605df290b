"""Who is on the list of a hearing: put on and taken off, with what is written down about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.model import Dispatch, ExtensionRequest, Hearing, HearingEvent, Invitation, Party, Response
from portal.standing import name_of
from portal.words import count

_NAMED = 5  # names in a line of the log


@dataclass(frozen=True, slots=True)
class Added:
    """What became of those that were to be put on the list: their names."""

    added: tuple[str, ...]
    already: tuple[str, ...]
    inactive: tuple[str, ...]


def day_of(hearing: Hearing, moment: datetime) -> date:
    """Give the day on which a party must exist to be asked: when the hearing opens, else today."""
    return hearing.opens_on or clock.today(moment)


def add(
    session: Session,
    hearing: Hearing,
    wanted: Iterable[tuple[Party, str]],
    *,
    by: int,
    moment: datetime,
    inactive_too: bool = False,
) -> Added:
    """Put parties on the list, each once; one that was taken off comes back with what was sent to it.

    Args:
        session: In a write transaction.
        hearing: Whose list.
        wanted: Parties (flushed), and where each came from in Danish words.
        by: The user who does it.
        moment: When.
        inactive_too: Somebody chose them one by one and saw that they do not exist on the day.
    """
    day = day_of(hearing, moment)
    known = {row.party_id: row for row in hearing.invitations if row.party_id}
    added: dict[str, str] = {}
    already, inactive = [], []
    for party, origin in wanted:
        row = known.get(party.id)
        if row is not None and row.withdrawn_at is None:
            if party.name not in added:
                already.append(party.name)
        elif not (inactive_too or party.active_on(day)):
            inactive.append(party.name)
        else:
            known[party.id] = _put(session, hearing, party, origin, row)
            added[party.name] = origin
    session.flush()
    if added:
        text = f"{count(len(added), 'part', 'parter')} kom på listen: {_named(list(added))}"
        origins = sorted({origin for origin in added.values() if "linje" not in origin})
        text += f" ({'; '.join(origins)})." if origins else "."
        session.add(HearingEvent(hearing_id=hearing.id, user_id=by, what="parties_added", text=text, at=moment))
    return Added(tuple(added), tuple(dict.fromkeys(already)), tuple(dict.fromkeys(inactive)))


def _put(session: Session, hearing: Hearing, party: Party, origin: str, row: Invitation | None) -> Invitation:
    if row is None:
        row = Invitation(hearing=hearing, party=party, origin=origin)
        session.add(row)
    else:
        row.withdrawn_at, row.origin = None, origin
    return row


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" og {more} mere" if more == 1 else f" og {more} flere" if more > 1 else "")


def leaves_a_trace(session: Session, invitation: Invitation) -> bool:
    """Tell whether something was sent, answered or asked, or can have been handed out: then the row is kept."""
    if invitation.hearing.published_at is not None and not invitation.hearing.historical:
        return True  # a personal link may have been given by hand
    rows = (Dispatch.invitation_id, Response.invitation_id, ExtensionRequest.invitation_id, HearingEvent.invitation_id)
    return any(session.scalar(select(column).where(column == invitation.id).limit(1)) is not None for column in rows)


def take_off(session: Session, invitation: Invitation, why: str, *, by: int, moment: datetime) -> bool:
    """Take a party off the list; give whether a trace of it is kept.

    Args:
        session: In a write transaction.
        invitation: Not yet withdrawn.
        why: In Danish; "" where nothing was sent.
        by: The user who does it.
        moment: When.
    """
    name, kept = name_of(invitation), leaves_a_trace(session, invitation)
    if kept:
        invitation.withdrawn_at = moment
    else:
        session.delete(invitation)
    text = f"{name} blev taget af listen" + (f": {why}" if why else ".")
    event = HearingEvent(hearing_id=invitation.hearing_id, user_id=by, what="party_taken_off", text=text, at=moment)
    event.invitation_id = invitation.id if kept else None
    session.add(event)
    return kept

"""How each party stands in a hearing: computed from what is kept and the clock, never stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal import clock
from portal.model import (
    Dispatch,
    DispatchKind,
    DispatchState,
    Hearing,
    Invitation,
    Response,
    ResponseKind,
    ResponseVersion,
)

UNKNOWN_PARTY = "Ukendt part"


class Standing(StrEnum):
    """How a party stands. `AWAITING` becomes `NO_RESPONSE` as the deadline passes."""

    ANSWERED = "answered"
    NO_COMMENTS = "no_comments"
    DECLINES = "declines"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    NOT_DELIVERED = "not_delivered"
    AWAITING = "awaiting"
    NO_RESPONSE = "no_response"
    UNKNOWN = "unknown"  # of historical hearings: nobody knows whether it answered


_BY_KIND = {
    ResponseKind.ANSWER.value: Standing.ANSWERED,
    ResponseKind.NO_COMMENTS.value: Standing.NO_COMMENTS,
    ResponseKind.DECLINES.value: Standing.DECLINES,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the party table.

    Attributes:
        invitation: None for a sender who was not asked.
        name: The party, the sender, or "Ukendt part" with what the source says of it.
        response: None when nothing was ever begun.
        deadline: The party's own, or the hearing's.
    """

    invitation: Invitation | None
    name: str
    response: Response | None
    standing: Standing
    deadline: date | None


def standing_of(
    hearing: Hearing,
    invitation: Invitation | None,
    response: Response | None,
    dispatches: Collection[Dispatch],
    moment: datetime,
) -> Standing:
    """Say how a party stands.

    Args:
        hearing: The hearing it is about.
        invitation: None for a sender who was not asked.
        response: With its versions.
        dispatches: What was mailed to the party in this hearing.
        moment: When.
    """
    version = response.sent if response else None
    if version is not None:
        return Standing.LATE if is_late(hearing, invitation, version) else _BY_KIND[version.kind]
    if response is not None and response.withdrawn_at is not None:
        return Standing.WITHDRAWN
    before_us = invitation.answered_before_us if invitation else None
    if before_us is not None:
        return Standing.ANSWERED if before_us else Standing.NO_RESPONSE
    if hearing.historical:
        return Standing.UNKNOWN
    if not _reached(dispatches):
        return Standing.NOT_DELIVERED
    return Standing.AWAITING if clock.in_time(hearing, invitation, moment) else Standing.NO_RESPONSE


def is_late(hearing: Hearing, invitation: Invitation | None, version: ResponseVersion) -> bool:
    """Tell whether a version counts as late.

    It was late when it came, and is by the deadline as it is now: who was given more time afterwards answered in time.
    """
    return version.late and clock.came_late(hearing, invitation, version.sent_at)


def _reached(dispatches: Collection[Dispatch]) -> bool:
    """Tell whether the letter came through: nothing was mailed (it went by hand), or no address failed for good."""
    letters = [row for row in dispatches if row.kind == DispatchKind.INVITATION]
    latest = {row.address: row for row in sorted(letters, key=lambda row: row.id)}
    return not latest or any(row.state != DispatchState.FAILED for row in latest.values())


def name_of(invitation: Invitation | None, response: Response | None = None) -> str:
    """Name a party as the tables do."""
    if invitation is None:
        return response.sender if response and response.sender else UNKNOWN_PARTY
    if invitation.party is None:
        return f"{UNKNOWN_PARTY} ({invitation.note})" if invitation.note else UNKNOWN_PARTY
    return invitation.party.name


def lines(session: Session, hearing: Hearing, moment: datetime) -> list[Line]:
    """Give the whole party table, by name; parties taken off the list are not in it unless they answered."""
    asked = select(Invitation).where(Invitation.hearing_id == hearing.id)
    asked = asked.options(selectinload(Invitation.party), selectinload(Invitation.dispatches))
    invitations = session.scalars(asked).all()
    given = select(Response).where(Response.hearing_id == hearing.id).options(selectinload(Response.versions))
    responses = session.scalars(given).all()
    by_invitation = {response.invitation_id: response for response in responses if response.invitation_id}
    found = [_line(hearing, invitation, by_invitation.get(invitation.id), moment) for invitation in invitations]
    found = [line for line in found if _counts(line)]
    found += [_line(hearing, None, response, moment) for response in _unasked(responses)]
    return sorted(found, key=lambda line: line.name.casefold())


def _line(hearing: Hearing, invitation: Invitation | None, response: Response | None, moment: datetime) -> Line:
    dispatches = invitation.dispatches if invitation else ()
    standing = standing_of(hearing, invitation, response, dispatches, moment)
    return Line(invitation, name_of(invitation, response), response, standing, clock.deadline_of(hearing, invitation))


def _counts(line: Line) -> bool:
    invited = line.invitation is not None and line.invitation.withdrawn_at is None
    return invited or (line.response is not None and line.response.current is not None)


def _unasked(responses: Sequence[Response]) -> list[Response]:
    return [response for response in responses if response.invitation_id is None and response.current is not None]

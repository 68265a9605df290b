"""What waits for an answer from the parties that a person answers for, and what they have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal import clock
from portal.model import Hearing, Invitation, Party, Response


class Step(StrEnum):
    """How far an answer is."""

    WAITING = "waiting"  # to be written and sent now
    COMING = "coming"
    ANSWERED = "answered"
    OVER = "over"  # the deadline went by without an answer


@dataclass(frozen=True, slots=True)
class Task:
    """A hearing that a party is asked in.

    Attributes:
        next_meeting: The party's own next meeting; None when none is known.
    """

    invitation: Invitation
    response: Response | None
    step: Step
    deadline: date | None
    next_meeting: date | None

    @property
    def hearing(self) -> Hearing:
        """The hearing."""
        return self.invitation.hearing

    @property
    def meets_in_time(self) -> bool:
        """Whether the party meets before it must have answered."""
        return self.next_meeting is not None and self.deadline is not None and self.next_meeting <= self.deadline

    @property
    def has_draft(self) -> bool:
        """Whether something is written that was not sent."""
        draft = self.response.draft if self.response else None
        written = any(text.strip() for text in (draft or {}).values())
        return bool(self.response and draft is not None and (written or self.response.files))


def tasks(session: Session, party_ids: Sequence[int], moment: datetime) -> list[Task]:
    """Give everything the parties are asked, nearest deadline first; what is over comes last first."""
    asked = (
        select(Invitation)
        .join(Hearing)
        .where(
            Invitation.party_id.in_(party_ids),
            Invitation.withdrawn_at.is_(None),
            Hearing.published_at.is_not(None),
            ~Hearing.template,
            ~Hearing.historical,
        )
        .options(selectinload(Invitation.hearing), selectinload(Invitation.party).selectinload(Party.meetings))
    )
    invitations = session.scalars(asked).all()
    given = select(Response).where(Response.invitation_id.in_([one.id for one in invitations]))
    loaded = given.options(selectinload(Response.versions), selectinload(Response.attachments))
    responses = {response.invitation_id: response for response in session.scalars(loaded)}
    found = [_task(invitation, responses.get(invitation.id), moment) for invitation in invitations]
    return sorted(found, key=lambda task: (task.deadline or date.max, task.invitation.id))


def _task(invitation: Invitation, response: Response | None, moment: datetime) -> Task:
    hearing, today = invitation.hearing, clock.today(moment)
    if response is not None and response.sent is not None:
        step = Step.ANSWERED
    elif clock.can_answer(hearing, invitation, moment):
        step = Step.WAITING
    else:
        step = Step.COMING if clock.in_time(hearing, invitation, moment) else Step.OVER
    meetings = invitation.party.meetings if invitation.party else []
    coming = [meeting.day for meeting in meetings if meeting.day >= today]
    return Task(invitation, response, step, clock.deadline_of(hearing, invitation), min(coming, default=None))

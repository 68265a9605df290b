"""Which answer a request is about, who writes it, and whether it can be written now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import access, clock
from portal.access import Actor
from portal.model import Hearing, Invitation, Question, QuestionKind, Response
from portal.standing import name_of


@dataclass(frozen=True, slots=True)
class Place:
    """An invitation as the one who answers it meets it.

    Attributes:
        response: None when nothing was ever begun.
        moment: That of the request; everything about deadlines is judged by it.
    """

    invitation: Invitation
    actor: Actor
    response: Response | None
    moment: datetime

    @property
    def hearing(self) -> Hearing:
        """The hearing that is answered."""
        return self.invitation.hearing

    @property
    def party(self) -> str:
        """The name of the party, as on the receipt."""
        return name_of(self.invitation)

    @property
    def deadline(self) -> date | None:
        """The day that counts for this party."""
        return clock.deadline_of(self.hearing, self.invitation)

    @property
    def is_open(self) -> bool:
        """Whether it can be written and sent now."""
        return clock.can_answer(self.hearing, self.invitation, self.moment)

    @property
    def has_begun(self) -> bool:
        """Whether the hearing has begun, however long ago."""
        opens = self.hearing.opens_on
        return opens is None or self.moment >= clock.begins(opens)

    @property
    def is_writing(self) -> bool:
        """Whether there is a draft, or nothing yet; else something was sent and nothing is being changed."""
        return self.response is None or self.response.draft is not None or self.response.current is None

    @property
    def draft(self) -> dict[str, str]:
        """What is written so far, by question id."""
        return dict(self.response.draft or {}) if self.response else {}

    @property
    def row_version(self) -> int:
        """What a form carries, so that it overwrites nobody; 0 when nothing was begun."""
        return self.response.row_version if self.response else 0

    def address(self, endpoint: str = "responses.write", **more: object) -> str:
        """Give the address of a page of this answer."""
        return url_for(endpoint, hearing_id=self.hearing.id, invitation_id=self.invitation.id, **more)  # type: ignore[arg-type]


def find(session: Session, hearing_id: int, invitation_id: int, moment: datetime) -> Place:
    """Give the answer that the person of this request writes; 404 for everybody else's."""
    invitation, actor = access.find_invitation(session, invitation_id)
    if invitation.hearing_id != hearing_id:
        abort(404)
    response = session.scalar(select(Response).where(Response.invitation_id == invitation.id))
    return Place(invitation, actor, response, moment)


def begin(session: Session, place: Place) -> Response:
    """Give the row of the answer, made when nothing was begun. In a write transaction."""
    if place.response is not None:
        return place.response
    response = Response(hearing=place.hearing, invitation=place.invitation, draft={}, row_version=1)
    response.changed_at, response.changed_by = place.moment, place.actor.name
    session.add(response)
    session.flush()
    return response


def first_text(hearing: Hearing) -> Question | None:
    """Give the question that a text for several hearings goes to."""
    return next((question for question in hearing.questions if question.kind == QuestionKind.TEXT), None)

"""Who may see which hearing, its papers and its responses, and who answers for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort
from flask import session as browser
from flask_login import current_user
from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import Session

from portal import clock
from portal.access.people import Person
from portal.model import Hearing, Invitation, PartyUser, Role, Visibility

_KEPT = "invitation"  # in the browser's session: "<id>:<link version>" of the personal link that was opened
_STAFF = (Role.READER,)  # sees what is for all staff; those who run hearings see everything


@dataclass(frozen=True, slots=True)
class Actor:
    """Who answers for a party.

    Attributes:
        user_id: None for one who came by a personal link.
        name: As it stands on receipts and in the log.
    """

    user_id: int | None
    name: str


def hearings_known_to(session: Session, person: Person) -> ColumnElement[bool]:
    """Give the condition that a row of Hearing is one the person may know of.

    Those who run hearings know every one, drafts too. Others know what is published: staff all but those for the
    invited only, and everybody the hearings their own party is asked in. Templates are for those who run hearings.
    """
    if person.runs_hearings:
        return true()
    asked = exists().where(
        Invitation.hearing_id == Hearing.id,
        Invitation.withdrawn_at.is_(None),
        Invitation.party_id.in_(_parties_of(person)),
    )
    for_all = Hearing.visibility != Visibility.INVITED.value
    seen = or_(for_all, asked) if person.role in _STAFF else asked
    return and_(Hearing.published_at.is_not(None), ~Hearing.template, seen)


def _parties_of(person: Person) -> ColumnElement[int]:
    return select(PartyUser.party_id).where(PartyUser.user_id == person.id)  # type: ignore[return-value]


def parties_of(session: Session, person: Person) -> list[int]:
    """Give the ids of the parties the person answers for."""
    return list(session.scalars(select(PartyUser.party_id).where(PartyUser.user_id == person.id)))


def find_hearing(session: Session, person: Person, hearing_id: int) -> Hearing:
    """Give a hearing the person may know of; 404 else."""
    known = select(Hearing).where(Hearing.id == hearing_id, hearings_known_to(session, person))
    return session.scalar(known) or abort(404)


def sees_responses(person: Person, hearing: Hearing, moment: datetime) -> bool:
    """Tell whether the person may read what all parties sent: who runs hearings always, staff as the hearing says.

    A party reads its own through `find_invitation`, and never another's here.
    """
    if person.runs_hearings:
        return True
    if person.role not in _STAFF or hearing.published_at is None or hearing.visibility == Visibility.INVITED:
        return False
    over = hearing.deadline is not None and moment >= clock.ends(hearing.deadline)
    return hearing.visibility == Visibility.STAFF or over


def _shows_responses(moment: datetime) -> ColumnElement[bool]:
    """Give the condition that staff may read the responses of a published hearing: `sees_responses` for a list."""
    over = Hearing.deadline < clock.today(moment)
    return or_(Hearing.visibility == Visibility.STAFF.value, and_(Hearing.visibility == Visibility.HIDDEN.value, over))


def hearing_tokens(session: Session, person: Person, moment: datetime) -> frozenset[str]:
    """Give the tokens of audience that hearings give a person now (ingest.archive.audience).

    `papers:<hearing>` for its letter and annexes, `hearing:<hearing>` for the responses of all, `party:<party>` for
    the responses of one's own party. Computed from the clock, so that a deadline needs no work at midnight.
    """
    own = {f"party:{party_id}" for party_id in parties_of(session, person)}
    if person.runs_hearings:
        return frozenset(own | {"papers:*", "hearing:*"})
    known = select(Hearing.id, _shows_responses(moment)).where(hearings_known_to(session, person))
    found = session.execute(known).all()
    papers = {f"papers:{hearing_id}" for hearing_id, _ in found}
    shown = {f"hearing:{hearing_id}" for hearing_id, shows in found if shows and person.role in _STAFF}
    return frozenset(own | papers | shown)


def find_invitation(session: Session, invitation_id: int) -> tuple[Invitation, Actor]:
    """Give an invitation and who answers it: a login of its party, or one who opened its personal link; 404 else.

    Those who run hearings do not answer for a party: they register what came.
    """
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.withdrawn_at is not None or invitation.hearing.published_at is None:
        abort(404)
    person = current_user._get_current_object()
    if isinstance(person, Person) and invitation.party_id in parties_of(session, person):
        return invitation, Actor(person.id, person.name)
    if _opened(invitation):
        return invitation, Actor(None, f"Personligt link til {invitation.party.name if invitation.party else 'ukendt'}")
    abort(404)


def enter_by_link(invitation: Invitation) -> None:
    """Keep in the browser's session that a personal link was opened. A login that is there stays."""
    browser[_KEPT] = f"{invitation.id}:{invitation.link_version}"


def linked_invitation_id() -> int | None:
    """Give the id of the invitation whose personal link was opened in this browser, valid or not."""
    number = str(browser.get(_KEPT, "")).partition(":")[0]
    return int(number) if number.isdecimal() else None


def _opened(invitation: Invitation) -> bool:
    return not invitation.link_revoked and browser.get(_KEPT) == f"{invitation.id}:{invitation.link_version}"


def link_is_good(session: Session) -> bool:
    """Tell whether this browser holds a personal link that still counts."""
    number = linked_invitation_id()
    invitation = session.get(Invitation, number) if number is not None else None
    return invitation is not None and invitation.withdrawn_at is None and _opened(invitation)

"""What letters, links and deadlines of a hearing share: whether something can be sent, to whom, and the log."""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, make_response, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, clock, mail, words
from portal.clock import HearingState
from portal.context import instance
from portal.model import Hearing, HearingEvent, Invitation, Role
from portal.standing import name_of

STAFF = (Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
NO_SERVER = "Der er ikke sat en mailserver op, så portalen sender ingen breve. Uddel de personlige links i stedet."


def cannot_send(hearing: Hearing, moment: datetime, invitation: Invitation | None = None) -> str:
    """Say why no letter can be sent now; "" when it can.

    Args:
        hearing: The hearing.
        moment: Now.
        invitation: Only for this party, which may have a later deadline and a link that is shut.
    """
    if hearing.historical:
        return "Høringen blev holdt uden om portalen, så der er ingen breve at sende."
    if hearing.published_at is None or hearing.template:
        return "Høringen er ikke udgivet. Brevene kan sendes, når den er det."
    own = clock.in_time(hearing, invitation, moment)
    if clock.state_of(hearing, moment) is HearingState.DECIDED or not (own or _somebody_later(hearing, moment)):
        return "Fristen er gået, så der kan ikke sendes flere breve. Giv længere frist, hvis flere skal kunne svare."
    if not instance().settings.smtp_host:
        return NO_SERVER
    if invitation is not None and invitation.link_revoked:
        return f"Linket til {name_of(invitation)} er spærret. Giv parten et nyt link først."
    if invitation is not None and not mail.addresses_of(invitation.party):
        return f"{name_of(invitation)} har ingen mailadresse. Skriv en på parten, eller uddel det personlige link."
    return ""


def _somebody_later(hearing: Hearing, moment: datetime) -> bool:
    return any(clock.in_time(hearing, one, moment) for one in hearing.invitations if one.withdrawn_at is None)


def find(session: Session, hearing_id: int, invitation_id: int) -> Invitation:
    """Give an invitation of a hearing; 404 when it is another's or was withdrawn."""
    known = select(Invitation).where(
        Invitation.id == invitation_id, Invitation.hearing_id == hearing_id, Invitation.withdrawn_at.is_(None)
    )
    return session.scalar(known) or abort(404)


def note(session: Session, hearing_id: int, what: str, text: str, invitation_id: int | None = None) -> None:
    """Write in the hearing's log what the person did."""
    session.add(
        HearingEvent(
            hearing_id=hearing_id,
            invitation_id=invitation_id,
            what=what,
            text=text,
            user_id=access.me().id,
            at=now(),
        )
    )


def municipality() -> str:
    """Give who writes."""
    return instance().settings.municipality


def parties(count: int) -> str:
    """Write a number of parties."""
    return words.count(count, "part", "parter")


def back(hearing_id: int) -> Response:
    """Go to the letters."""
    return make_response("", 303, {"Location": url_for("hearings.letters", hearing_id=hearing_id)})

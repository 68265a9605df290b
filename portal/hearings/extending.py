"""What it means to give a later deadline: which days can be chosen, whose it becomes, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from portal import clock, days, mail, words
from portal.clock import HearingState
from portal.context import instance
from portal.mail.letter_words import Letter
from portal.model import Dispatch, DispatchKind, Hearing, Invitation
from portal.standing import name_of

_FURTHEST = timedelta(days=366)


class WrongDeadline(ValueError):
    """A day that cannot be a later deadline; the message says why in Danish."""


def later(typed: str, current: date | None, moment: datetime) -> date:
    """Read a later deadline as it was typed.

    Args:
        typed: As it was typed.
        current: The deadline that counts now.
        moment: Now.

    Raises:
        WrongDeadline: It is no day, over, not later than now, or so far away that it is a slip of the finger.
    """
    try:
        day = days.read(typed)
    except days.WrongDay as error:
        raise WrongDeadline(str(error)) from error
    if day is None:
        raise WrongDeadline("Skriv den nye frist.")
    return checked(day, current, moment)


def checked(day: date, current: date | None, moment: datetime) -> date:
    """Give the day, when it can be the later deadline.

    Raises:
        WrongDeadline: See `later`.
    """
    today = clock.today(moment)
    if day < today:
        raise WrongDeadline(f"{words.day(day).capitalize()} er gået. Vælg en dag, der kommer.")
    if current is not None and day <= current:
        raise WrongDeadline(f"Den nye frist skal ligge efter den nuværende, som er {words.day(current)}.")
    if day > today + _FURTHEST:
        raise WrongDeadline("Datoen ligger mere end et år ude i fremtiden. Er årstallet rigtigt?")
    return day


def cannot(hearing: Hearing, moment: datetime) -> str:
    """Say why the hearing's deadline cannot be made later; "" when it can."""
    if hearing.historical:
        return "Høringen blev holdt uden om portalen, så der er ingen frist at forlænge."
    if hearing.published_at is None or hearing.template:
        return "Høringen er ikke udgivet. Ret fristen under Oplysninger."
    if clock.state_of(hearing, moment) is HearingState.DECIDED:
        return "Høringen er afgjort, så fristen kan ikke forlænges."
    return ""


def for_all(hearing: Hearing, day: date) -> list[Invitation]:
    """Move the hearing's deadline; give those whose own deadline moves with it."""
    asked = [one for one in hearing.invitations if one.withdrawn_at is None]
    moved = [one for one in asked if one.extended_to is None or one.extended_to < day]
    hearing.deadline = day
    hearing.row_version += 1
    return moved


def for_one(invitation: Invitation, day: date, why: str) -> None:
    """Give one party a later deadline of its own."""
    invitation.extended_to, invitation.extended_why = day, why


def tell(
    session: Session, concerned: Iterable[Invitation], kind: DispatchKind, letter: Letter
) -> tuple[list[int], list[str]]:
    """Queue the letter to those who were asked by mail.

    Returns:
        The ids of the jobs, and the names of those that must be told in another way.
    """
    written, by_hand = list[Dispatch](), list[str]()
    for invitation in concerned:
        reached = bool(instance().settings.smtp_host) and not invitation.link_revoked
        if reached and mail.invited_by_mail(invitation) and mail.addresses_of(invitation.party):
            deadline = clock.deadline_of(invitation.hearing, invitation)
            own = letter.to(name_of(invitation), deadline)
            written += mail.letters_to(invitation, kind, own, for_deadline=deadline)
        else:
            by_hand.append(name_of(invitation))
    return [job.id for job in mail.queue_all(session, written)], by_hand


def by_hand_words(names: list[str], plural: Callable[[int], str]) -> str:
    """Say who is to be told by hand; "" for nobody."""
    if not names:
        return ""
    who = names[0] if len(names) == 1 else plural(len(names))
    return f" {who} får ikke mail fra portalen: giv selv besked."

"""/hoeringer/<id>/parter: whom a hearing asks, and where each came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, downloads
from portal.context import db, instance
from portal.hearing_words import PARTY_KINDS
from portal.hearings import bp
from portal.hearings.head import head_of
from portal.hearings.inviting import Added, add, day_of, leaves_a_trace, take_off
from portal.model import DispatchKind, Hearing, Invitation, Party, PartyGroup, Role
from portal.row_numbers import row_numbers
from portal.standing import Line, lines
from portal.words import count

_SUGGESTED = 50
_EARLIER = 200
CHOSEN = "Valgt fra registret"
Whom = Callable[[Session, list[int]], list[tuple[Party, str]]]


@bp.get("/<int:hearing_id>/parter")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def party_list(hearing_id: int) -> str:
    """Show the list, and ways to put somebody on it."""
    return page(access.find_hearing(db.session, access.me(), hearing_id))


@bp.post("/<int:hearing_id>/parter/tilfoej")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def add_parties(hearing_id: int) -> Response:
    """Put chosen parties on the list, also those that do not exist on the day: the page said so."""

    def chosen(session: Session, numbers: list[int]) -> list[tuple[Party, str]]:
        parties = session.scalars(select(Party).where(Party.id.in_(numbers)).order_by(Party.name_key))
        return [(party, CHOSEN) for party in parties]

    return _put_on(hearing_id, "part", ("sog", "Vælg mindst én part."), chosen, inactive_too=True)


@bp.post("/<int:hearing_id>/parter/gruppe")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def add_groups(hearing_id: int) -> Response:
    """Put whole groups on the list."""

    def members(session: Session, numbers: list[int]) -> list[tuple[Party, str]]:
        groups = session.scalars(select(PartyGroup).where(PartyGroup.id.in_(numbers)).order_by(PartyGroup.name))
        return [(party, f"Gruppen {group.name}") for group in groups for party in group.parties]

    return _put_on(hearing_id, "gruppe", ("grupper", "Vælg mindst én gruppe."), members)


@bp.post("/<int:hearing_id>/parter/fra-hoering")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def add_from_hearing(hearing_id: int) -> Response:
    """Put those on the list that another hearing asked."""

    def asked(session: Session, numbers: list[int]) -> list[tuple[Party, str]]:
        other = access.find_hearing(session, access.me(), numbers[0])
        rows = [row for row in other.invitations if row.party and row.withdrawn_at is None]
        return [(row.party, f"Høringen {other.title}") for row in rows if row.party]

    return _put_on(hearing_id, "hoering", ("hoering", "Vælg en høring."), asked)


def _put_on(
    hearing_id: int, field: str, problem: tuple[str, str], whom: Whom, *, inactive_too: bool = False
) -> Response:
    """Put those on the list that a form chose.

    Args:
        hearing_id: Of the hearing.
        field: Holds the numbers that were chosen.
        problem: What is said when none was: the field's id on the page, and the sentence.
        whom: Gives the parties behind the numbers, each with where it came from.
        inactive_too: Also those that do not exist on the day.
    """
    numbers = _numbers(field)
    if not numbers:
        return _refused(hearing_id, *problem)
    with instance().database.write() as session:
        hearing = access.find_hearing(session, access.me(), hearing_id)
        given = whom(session, numbers)
        added = add(session, hearing, given, by=access.me().id, moment=now(), inactive_too=inactive_too)
    return told(hearing_id, added)


@bp.get("/<int:hearing_id>/parter/<int:invitation_id>/fjern")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def taking_off(hearing_id: int, invitation_id: int) -> str:
    """Ask why a party is taken off."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    return _taking_off(_on_list(db.session, hearing, invitation_id))


@bp.post("/<int:hearing_id>/parter/<int:invitation_id>/fjern")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def taken_off(hearing_id: int, invitation_id: int) -> Response:
    """Take a party off the list; with a reason, when something was sent to it."""
    why = " ".join(request.form.get("hvorfor", "").split())[:500]
    invitation = _on_list(db.session, access.find_hearing(db.session, access.me(), hearing_id), invitation_id)
    if not why and leaves_a_trace(db.session, invitation):
        return make_response(_taking_off(invitation, "Skriv, hvorfor parten tages af listen."), 422)
    with instance().database.write() as session:
        hearing = access.find_hearing(session, access.me(), hearing_id)
        row = _on_list(session, hearing, invitation_id)
        name = row.party.name if row.party else "Den ukendte part"
        kept = take_off(session, row, why, by=access.me().id, moment=now())
    flash(f"{name} er taget af listen." + (" Det, der er sendt, er gemt." if kept else ""))
    return make_response("", 303, {"Location": url_for("hearings.party_list", hearing_id=hearing_id)})


@bp.get("/<int:hearing_id>/parter/hent.csv")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def party_list_csv(hearing_id: int) -> Response:
    """Give the list as CSV."""
    return _file(hearing_id, "csv")


@bp.get("/<int:hearing_id>/parter/hent.xlsx")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def party_list_xlsx(hearing_id: int) -> Response:
    """Give the list as XLSX."""
    return _file(hearing_id, "xlsx")


def _file(hearing_id: int, form: str) -> Response:
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    rows = [
        (line.name, PARTY_KINDS[party.kind] if party else "", party.mail if party else "", row.origin, row.note)
        for line, row in _listed(hearing)
        for party in (row.party,)
    ]
    head = ("Part", "Type", "Mail", "Hvor fra", "Bemærkning")
    return downloads.table(form, f"hoeringsliste-{hearing.id}", "Høringsliste", head, rows)


def page(hearing: Hearing, problems: Sequence[tuple[str, str]] = ()) -> str:
    """Show the list of a hearing, with what is wrong in a form on it: the field's id and the sentence."""
    moment = now()
    listed, text = _listed(hearing), request.values.get("q", "").strip()[:200]
    on_list = {row.party_id for _, row in listed}
    groups = select(PartyGroup, func.count(Party.id)).join(PartyGroup.parties).group_by(PartyGroup.id)
    return render_template(
        "hearings/party_list.html",
        **head_of(hearing, moment),
        listed=listed,
        without_letter=_without_letter(hearing, listed),
        problems=problems,
        q=text,
        day=day_of(hearing, moment),
        **_suggested(hearing, text, on_list),
        groups=db.session.execute(groups.order_by(PartyGroup.name)).all(),
        earlier=_earlier(hearing),
    )


def told(hearing_id: int, added: Added) -> Response:
    """Go back to the list and say what happened."""
    if added.added:
        flash(f"{count(len(added.added), 'part er', 'parter er')} kommet på listen.")
    if added.already:
        flash(f"{count(len(added.already), 'part stod', 'parter stod')} der allerede.")
    if added.inactive:
        flash(
            f"Ikke tilføjet, fordi de ikke er aktive den dag, høringen begynder: {', '.join(added.inactive)}. "
            "Søg dem frem nedenfor, hvis de skal høres alligevel."
        )
    if not (added.added or added.already or added.inactive):
        flash("Der var ingen parter at tilføje.")
    return make_response("", 303, {"Location": url_for("hearings.party_list", hearing_id=hearing_id)})


def _refused(hearing_id: int, field: str, said: str) -> Response:
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    return make_response(page(hearing, [(field, said)]), 422)


def _numbers(name: str) -> list[int]:
    return row_numbers(request.form.getlist(name))


def _listed(hearing: Hearing) -> list[tuple[Line, Invitation]]:
    everybody = lines(db.session, hearing, now())
    return [(line, line.invitation) for line in everybody if line.invitation and not line.invitation.withdrawn_at]


def _without_letter(hearing: Hearing, listed: Sequence[tuple[Line, Invitation]]) -> int:
    """Count those of a published hearing to whom no letter went and who did not begin an answer."""
    if hearing.published_at is None or hearing.historical:
        return 0
    letters = {DispatchKind.INVITATION.value}
    return sum(
        line.response is None and not any(sent.kind in letters for sent in row.dispatches) for line, row in listed
    )


def _suggested(hearing: Hearing, text: str, on_list: set[int | None]) -> dict[str, Any]:
    """Give the parties to choose among: those that exist on the day, and, when searched for, also others."""
    day = day_of(hearing, now())
    wanted = select(Party).where(Party.id.not_in([number for number in on_list if number])).order_by(Party.name_key)
    for word in text.casefold().split():
        wanted = wanted.where(Party.name_key.contains(word, autoescape=True))
    found = db.session.scalars(wanted).all()
    active = [party for party in found if party.active_on(day)]
    inactive = [party for party in found if not party.active_on(day)] if text else []
    shown = [*active, *inactive][:_SUGGESTED]
    return {"suggested": shown, "more": len(active) + len(inactive) - len(shown)}


def _earlier(hearing: Hearing) -> Sequence[tuple[Hearing, int]]:
    parties = func.count(Invitation.party_id)
    asked = select(Hearing, parties).join(Invitation, Invitation.hearing_id == Hearing.id)
    asked = asked.where(Hearing.id != hearing.id, Invitation.withdrawn_at.is_(None), Invitation.party_id.is_not(None))
    asked = asked.where(access.hearings_known_to(db.session, access.me())).group_by(Hearing.id)
    return db.session.execute(asked.order_by(Hearing.id.desc()).limit(_EARLIER)).all()


def _on_list(session: Session, hearing: Hearing, invitation_id: int) -> Invitation:
    row = session.get(Invitation, invitation_id)
    if row is None or row.hearing_id != hearing.id or row.withdrawn_at is not None:
        abort(404)
    return row


def _taking_off(invitation: Invitation, problem: str | None = None) -> str:
    moment = now()
    return render_template(
        "hearings/party_taking_off.html",
        **head_of(invitation.hearing, moment),
        invitation=invitation,
        kept=leaves_a_trace(db.session, invitation),
        problem=problem,
        why=request.form.get("hvorfor", ""),
    )

"""One party: who it is, whom to write to, when it meets, and which logins answer for it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, clock, days, words
from portal.context import db, instance
from portal.model import Hearing, Invitation, Party, PartyContact, PartyGroup, PartyMeeting, PartyUser, Role, User
from portal.parties import bp
from portal.parties.forms import ContactRow, PartyForm, check, contacts_of, say
from portal.party_names import key_of


@bp.get("/ny")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def new() -> str:
    """Show the form for a new party."""
    form = PartyForm(formdata=None, name=request.args.get("navn", "")[:200])
    return _page(form, [ContactRow()], None)


@bp.post("/ny")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def new_submit() -> Response:
    """Add a party."""
    return _submit(None)


@bp.get("/<int:party_id>")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def show(party_id: int) -> str:
    """Show a party."""
    party = _get(db.session, party_id)
    rows = [ContactRow(c.name, c.title, c.mail or "", c.phone) for c in party.contacts] or [ContactRow()]
    return _page(_form_of(party), rows, party)


@bp.post("/<int:party_id>")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def save(party_id: int) -> Response:
    """Change a party."""
    return _submit(_get(db.session, party_id))


@bp.post("/<int:party_id>/slet")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def delete(party_id: int) -> Response:
    """Delete a party that was never asked; others get a last day instead."""
    with instance().database.write() as session:
        party = _get(session, party_id)
        asked = _was_asked(session, party)
        if not asked:
            session.delete(party)
    if asked:
        flash(f"{party.name} har været hørt og kan ikke slettes. Skriv en sidste dag i stedet.")
        return make_response("", 303, {"Location": url_for("parties.show", party_id=party_id)})
    flash(f"{party.name} er slettet.")
    return make_response("", 303, {"Location": url_for("parties.index")})


def _get(session: Session, party_id: int) -> Party:
    return session.get(Party, party_id) or abort(404)


def _was_asked(session: Session, party: Party) -> bool:
    return session.scalar(select(Invitation.id).where(Invitation.party_id == party.id).limit(1)) is not None


def _submit(party: Party | None) -> Response:
    form, rows = PartyForm(), contacts_of(request.form)
    _offer(form)
    if "add" in request.form or "remove" in request.form:  # a row more or less; nothing is saved
        return make_response(_page(form, [*rows, ContactRow()] if "add" in request.form else rows, party))
    good = form.validate_on_submit() & check(rows)
    same = _same(form.name.data or "", party)
    if same is not None:
        say(form, "name", f"{same.name} står allerede i registret.")
    elif good:
        try:
            number = _save(party.id if party else None, form, rows)
        except IntegrityError:  # somebody else added it at the same moment
            same = _same(form.name.data or "", party)
            say(form, "name", "Parten er lige blevet oprettet af en anden.")
        else:
            flash(f"Oplysningerne om {form.name.data} er gemt." if party else f"{form.name.data} er nu i registret.")
            return make_response("", 303, {"Location": url_for("parties.show", party_id=number)})
    return make_response(_page(form, rows, party, same), 422)


def _same(name: str, party: Party | None) -> Party | None:
    """Give another party with the same name, however it is typed."""
    found = db.session.scalar(select(Party).where(Party.name_key == key_of(name))) if name.strip() else None
    return None if found is None or (party and found.id == party.id) else found


def _save(party_id: int | None, form: PartyForm, rows: Sequence[ContactRow]) -> int:
    with instance().database.write() as session:
        party = _get(session, party_id) if party_id else Party()
        name = " ".join((form.name.data or "").split())
        party.name, party.name_key, party.kind = name, key_of(name), form.kind.data
        party.mail, party.note = (form.mail.data or "").strip() or None, (form.note.data or "").strip()
        party.active_from, party.active_to = (
            days.read(form.active_from.data or ""),
            days.read(form.active_to.data or ""),
        )
        session.add(party)
        party.contacts = [
            PartyContact(name=row.name, title=row.title, mail=row.mail or None, phone=row.phone)
            for row in rows
            if not row.empty
        ]
        _set_meetings(party, form.meetings.data or "")
        party.groups = list(session.scalars(select(PartyGroup).where(PartyGroup.id.in_(form.groups.data or ()))))
        _set_users(party, set(form.users.data or ()))
        session.flush()
        return party.id


def _set_meetings(party: Party, text: str) -> None:
    """Set the days to come; days that are over stay."""
    today = clock.today(now())
    wanted = {day for line in text.splitlines() if (day := days.read(line))}
    party.meetings = [kept for kept in party.meetings if kept.day < today or kept.day in wanted]
    known = {kept.day for kept in party.meetings}
    party.meetings += [PartyMeeting(day=day) for day in sorted(wanted - known)]


def _set_users(party: Party, wanted: set[int]) -> None:
    party.users = [kept for kept in party.users if kept.user_id in wanted]
    known = {kept.user_id for kept in party.users}
    party.users += [PartyUser(user_id=number) for number in sorted(wanted - known)]


def _form_of(party: Party) -> PartyForm:
    today = clock.today(now())
    return PartyForm(
        formdata=None,
        name=party.name,
        kind=party.kind,
        mail=party.mail or "",
        note=party.note,
        active_from=days.typed(party.active_from),
        active_to=days.typed(party.active_to),
        meetings="\n".join(days.typed(meeting.day) for meeting in party.meetings if meeting.day >= today),
        groups=[group.id for group in party.groups],
        users=[tie.user_id for tie in party.users],
    )


def _offer(form: PartyForm) -> tuple[list[User], list[User]]:
    """Offer all groups and active logins; logins of parties come first: they are the usual ones."""
    groups = db.session.execute(select(PartyGroup.id, PartyGroup.name).order_by(PartyGroup.name)).all()
    users = db.session.scalars(select(User).where(User.active | User.id.in_(_tied())).order_by(User.name)).all()
    usual = [user for user in users if user.role == Role.RESPONDER]
    others = [user for user in users if user.role != Role.RESPONDER]
    shown = [(user.id, f"{user.name} ({user.username}), {words.role(user.role)}") for user in (*usual, *others)]
    form.offer(groups, shown)
    return usual, others


def _tied() -> Sequence[int]:
    """Give the logins a party already has, so that a disabled one is not lost unseen."""
    return db.session.scalars(select(PartyUser.user_id)).all()


def _page(form: PartyForm, rows: Sequence[ContactRow], party: Party | None, same: Party | None = None) -> str:
    usual, _ = _offer(form)
    hearings: Sequence[Hearing] = ()
    if party:
        asked = select(Hearing).join(Invitation, Invitation.hearing_id == Hearing.id)
        asked = asked.where(Invitation.party_id == party.id, Invitation.withdrawn_at.is_(None))
        hearings = db.session.scalars(asked.order_by(Hearing.deadline.desc())).all()
    moment = now()
    return render_template(
        "parties/party.html",
        form=form,
        rows=rows,
        party=party,
        same=same,
        hearings=[(hearing, clock.state_of(hearing, moment)) for hearing in hearings],
        can_delete=party is not None and not _was_asked(db.session, party),
        usual={user.id for user in usual},
        today=clock.today(moment),
    )

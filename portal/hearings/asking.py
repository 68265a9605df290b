"""/hoeringer/<id>/svar/<invitation>/frist: a party asks for a longer deadline, and the hearing's contact is told."""

from __future__ import annotations

from datetime import date

from flask import Response, abort, flash, make_response, render_template, url_for
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ingest.archive.model import now
from portal import access, clock, mail, words
from portal.addresses import mail_in
from portal.context import db, instance
from portal.hearings import bp, extending
from portal.hearings.extending import WrongDeadline
from portal.mail import letter_words
from portal.model import Dispatch, DispatchKind, ExtensionRequest, Hearing, HearingEvent, Invitation, RequestState
from portal.standing import name_of

_LONGEST = Length(max=500, message="Skriv højst 500 tegn.")


class WishForm(FlaskForm):  # type: ignore[misc]
    """A party asks for more time."""

    wanted = StringField("Hvornår kan I svare?", [Length(max=60)])
    why = TextAreaField("Hvorfor har I brug for mere tid?", [DataRequired("Skriv kort hvorfor."), _LONGEST])


@bp.get("/<int:hearing_id>/svar/<int:invitation_id>/frist")
@access.parties
def ask_extension(hearing_id: int, invitation_id: int) -> Response:
    """Show a party the form for a wish, and what became of its wishes."""
    invitation, _ = _own(hearing_id, invitation_id)
    return _ask_page(invitation, WishForm(formdata=None))


@bp.post("/<int:hearing_id>/svar/<int:invitation_id>/frist")
@access.parties
def ask_extension_submit(hearing_id: int, invitation_id: int) -> Response:
    """Keep a party's wish for a longer deadline; one at a time."""
    invitation, actor = _own(hearing_id, invitation_id)
    form, moment = WishForm(), now()
    if not form.validate_on_submit() or cannot_ask(invitation):
        return _ask_page(invitation, form, 422)
    try:
        wanted = extending.later(form.wanted.data or "", clock.deadline_of(invitation.hearing, invitation), moment)
    except WrongDeadline as error:
        form.wanted.errors = [str(error)]
        return _ask_page(invitation, form, 422)
    with instance().database.write() as session:
        job_ids = _ask(session, invitation_id, wanted, (form.why.data or "").strip(), actor.name)
    mail.wake(instance().files, job_ids)
    flash("Jeres ønske er sendt. Vi svarer her på siden og på mail, hvis vi har jeres adresse.")
    where = url_for("hearings.ask_extension", hearing_id=hearing_id, invitation_id=invitation_id)
    return make_response("", 303, {"Location": where})


def _ask(session: Session, invitation_id: int, wanted: date, why: str, asked_by: str) -> list[int]:
    """Keep a wish, and tell the hearing's contact; give the ids of the jobs. A second click asks for nothing more."""
    if open_wish(session, invitation_id) is not None:
        return []
    invitation = session.get_one(Invitation, invitation_id)
    hearing, name = invitation.hearing, name_of(invitation)
    session.add(ExtensionRequest(invitation_id=invitation_id, wanted=wanted, why=why, asked_by=asked_by))
    text = f"{name} beder om frist til {words.day(wanted)}."
    event = HearingEvent(hearing_id=hearing.id, invitation_id=invitation_id, what="extension_asked", text=text)
    session.add(event)
    address = mail_in(hearing.contact)
    if address is None or not instance().settings.smtp_host:
        return []
    letter = letter_words.wish(hearing, name, wanted, why, _answer_page(hearing))
    kind = DispatchKind.EXTENSION_WISH.value  # of no invitation: it is not the party's mail, nor its personal link
    told = Dispatch(hearing_id=hearing.id, kind=kind, address=address, subject=letter.subject, text=letter.text)
    return [mail.queue(session, told).id]


def _answer_page(hearing: Hearing) -> str:
    """Give the address where the wish is answered; "" where none is set: what a browser asked for is not trusted."""
    site = instance().settings.base_url.rstrip("/")
    return f"{site}{url_for('hearings.letters', hearing_id=hearing.id)}" if site else ""


def cannot_ask(invitation: Invitation) -> str:
    """Say why a party cannot ask for more time; "" when it can."""
    if not clock.in_time(invitation.hearing, invitation, now()):
        return "Fristen er gået, så der kan ikke bedes om længere frist her. Skriv til kontakten i høringen."
    if open_wish(db.session, invitation.id) is not None:
        return "I har allerede bedt om længere frist. Vi svarer snart."
    return ""


def open_wish(session: Session, invitation_id: int, number: int | None = None) -> ExtensionRequest | None:
    """Give the wish of a party that waits for an answer; with a number only that very one."""
    asked = select(ExtensionRequest).where(
        ExtensionRequest.invitation_id == invitation_id, ExtensionRequest.state == RequestState.OPEN
    )
    return session.scalar(asked.where(ExtensionRequest.id == number) if number is not None else asked)


def _own(hearing_id: int, invitation_id: int) -> tuple[Invitation, access.Actor]:
    invitation, actor = access.find_invitation(db.session, invitation_id)
    return (invitation, actor) if invitation.hearing_id == hearing_id else abort(404)


def _ask_page(invitation: Invitation, form: WishForm, status: int = 200) -> Response:
    moment = now()
    asked = select(ExtensionRequest).where(ExtensionRequest.invitation_id == invitation.id)
    text = render_template(
        "hearings/ask_extension.html",
        hearing=invitation.hearing,
        invitation=invitation,
        name=name_of(invitation),
        deadline=clock.deadline_of(invitation.hearing, invitation),
        today=clock.today(moment),
        form=form,
        cannot=cannot_ask(invitation),
        wishes=db.session.scalars(asked.order_by(ExtensionRequest.id.desc())).all(),
    )
    return make_response(text, status)

"""/hoeringer/<id>/frist: a later deadline for all or for one, and the answer to a party that asked for one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import Response, flash, make_response, render_template, request
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from ingest.archive.model import now
from portal import access, clock, mail, words
from portal.context import db, instance
from portal.hearings import bp, extending
from portal.hearings.asking import open_wish
from portal.hearings.extending import WrongDeadline
from portal.hearings.head import head_of
from portal.hearings.letters import page
from portal.hearings.sending import STAFF, back, find, municipality, note, parties
from portal.mail import letter_words
from portal.model import DispatchKind, ExtensionRequest, Hearing, Invitation, RequestState
from portal.row_numbers import chosen
from portal.standing import name_of

ALL = "alle"
_LONGEST = Length(max=500, message="Skriv højst 500 tegn.")


class ExtendForm(FlaskForm):  # type: ignore[misc]
    """A later deadline."""

    who = SelectField("Hvem får længere frist?")
    deadline = StringField("Ny frist", [Length(max=60)])
    why = TextAreaField("Begrundelse", [DataRequired("Skriv, hvorfor fristen bliver forlænget."), _LONGEST])

    def offer(self, hearing: Hearing) -> None:
        """Set whom it can be for."""
        asked = [one for one in hearing.invitations if one.withdrawn_at is None and one.party is not None]
        named = sorted(((str(one.id), name_of(one)) for one in asked), key=lambda pair: pair[1].casefold())
        self.who.choices = [SelectChoice(ALL, "Alle parter"), *(SelectChoice(*pair) for pair in named)]


@bp.get("/<int:hearing_id>/frist")
@access.allow(*STAFF)
def extend(hearing_id: int) -> Response:
    """Show the form for a later deadline."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    return _extend_page(hearing, ExtendForm(formdata=None, who=request.args.get("part", ALL)))


@bp.post("/<int:hearing_id>/frist")
@access.allow(*STAFF)
def extend_submit(hearing_id: int) -> Response:
    """Give a later deadline, and tell those it concerns."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    form, moment = ExtendForm(), now()
    form.offer(hearing)
    if not form.validate_on_submit() or extending.cannot(hearing, moment):
        return _extend_page(hearing, form, 422)
    try:
        with instance().database.write() as session:
            job_ids, said = _extend(session, session.get_one(Hearing, hearing_id), form)
    except WrongDeadline as error:
        form.deadline.errors = [str(error)]
        return _extend_page(hearing, form, 422)
    mail.wake(instance().files, job_ids)
    flash(said)
    return back(hearing_id)


def _extend(session: Session, hearing: Hearing, form: ExtendForm) -> tuple[list[int], str]:
    why = " ".join((form.why.data or "").split())
    one = None if form.who.data == ALL else find(session, hearing.id, int(form.who.data))
    day = extending.later(form.deadline.data or "", clock.deadline_of(hearing, one), now())
    if one is None:
        concerned, whom = extending.for_all(hearing, day), "alle"
    else:
        extending.for_one(one, day, why)
        concerned, whom = [one], name_of(one)
    _settle(session, concerned, day)
    said = f"Fristen er forlænget for {whom} til {words.day(day)}."
    note(session, hearing.id, "extended", f"{said} Begrundelse: {why}", one.id if one else None)
    letter = letter_words.extension(hearing, municipality(), why)
    job_ids, by_hand = extending.tell(session, concerned, DispatchKind.EXTENSION, letter)
    return job_ids, said + extending.by_hand_words(by_hand, parties)


def _settle(session: Session, concerned: Iterable[Invitation], day: date) -> None:
    """Grant the wishes that a later deadline fulfils: nobody is to be asked about them, or to be refused by mistake."""
    for invitation in concerned:
        wish = open_wish(session, invitation.id)
        if wish is not None and wish.wanted <= day:
            wish.state, wish.answer = RequestState.GRANTED.value, f"Fristen er nu {words.day(day)}."
            wish.answered_by, wish.answered_at = access.me().id, now()


def _extend_page(hearing: Hearing, form: ExtendForm, status: int = 200) -> Response:
    moment = now()
    form.offer(hearing)
    text = render_template(
        "hearings/extend.html",
        **head_of(hearing, moment),
        form=form,
        cannot=extending.cannot(hearing, moment),
    )
    return make_response(text, status)


@bp.post("/<int:hearing_id>/breve/<int:invitation_id>/frist")
@access.allow(*STAFF)
def answer_extension(hearing_id: int, invitation_id: int) -> Response:
    """Answer a party's wish: `ja` grants the very day it asked for, else it is refused."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    find(db.session, hearing_id, invitation_id)
    granted, said = "ja" in request.form, " ".join(request.form.get("svar", "").split())[:500]
    try:
        with instance().database.write() as session:
            wish = open_wish(session, invitation_id, _asked_for())
            if wish is None:
                raise WrongDeadline("Ønsket er allerede besvaret.")
            job_ids, told = _answer(session, wish, granted, said)
    except WrongDeadline as error:
        return page(hearing, problem=str(error))
    mail.wake(instance().files, job_ids)
    flash(told)
    return back(hearing_id)


def _asked_for() -> int | None:
    """Give the number of the wish that was looked at; 0, which none has, for what is no number."""
    return chosen(request.form["oenske"]) if "oenske" in request.form else None


def _answer(session: Session, wish: ExtensionRequest, granted: bool, said: str) -> tuple[list[int], str]:
    invitation, moment = wish.invitation, now()
    hearing, name = invitation.hearing, name_of(invitation)
    if granted:
        if reason := extending.cannot(hearing, moment):
            raise WrongDeadline(reason)
        day = extending.checked(wish.wanted, clock.deadline_of(hearing, invitation), moment)
        extending.for_one(invitation, day, wish.why)
    wish.state = (RequestState.GRANTED if granted else RequestState.REFUSED).value
    wish.answer, wish.answered_by, wish.answered_at = said, access.me().id, moment
    day_words = words.day(wish.wanted)
    told = f"{name} har fået frist til {day_words}." if granted else f"{name} har ikke fået frist til {day_words}."
    note(session, hearing.id, "extension_answered", told, invitation.id)
    letter = letter_words.request_answer(hearing, municipality(), granted, wish.wanted, said)
    job_ids, by_hand = extending.tell(session, [invitation], DispatchKind.REQUEST_ANSWER, letter)
    return job_ids, told + extending.by_hand_words(by_hand, parties)

"""/hoeringer/<id>/spoergsmaal: what is asked. It cannot be changed any more when somebody has answered it."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response as Answer
from flask import abort, flash, make_response, render_template, request, url_for
from flask_wtf import FlaskForm
from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from ingest.archive.model import now
from portal import access
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.edit_form import is_offered
from portal.hearings.head import head_of
from portal.model import Hearing, HearingEvent, Question, QuestionKind, Response, ResponseVersion, Role

KINDS = {
    QuestionKind.TEXT.value: "Svar med egne ord",
    QuestionKind.CHOICE.value: "Vælg én af flere",
    QuestionKind.SCALE.value: "Skala fra 1 til 5",
}
LOCKED = "Der er sendt svar. Derfor kan spørgsmålene ikke ændres: alle skal have svaret på det samme."
_MOST_CHOICES, _LONGEST_CHOICE = 30, 200


class QuestionForm(FlaskForm):  # type: ignore[misc]
    """One question. `seen`: the digest of the question as it was shown, so that nobody overwrites anybody."""

    text = TextAreaField(
        "Spørgsmål", [DataRequired("Skriv spørgsmålet."), Length(max=2000, message="Højst 2.000 tegn.")]
    )
    section = StringField("Mål eller overskrift", [Length(max=200, message="Skriv højst 200 tegn her.")])
    kind = RadioField(
        "Hvordan svares der?",
        choices=[SelectChoice(*one) for one in KINDS.items()],
        default=QuestionKind.TEXT.value,
        validators=[is_offered],
        validate_choice=False,
    )
    choices = TextAreaField("Valgmuligheder", [Length(max=10_000, message="Skriv højst 10.000 tegn her.")])
    required = BooleanField("Skal besvares")
    question = HiddenField()
    seen = HiddenField()

    def validate_choices(self, field: Field) -> None:
        """Take one choice a line, at least two when there are any to choose from."""
        if self.kind.data != QuestionKind.CHOICE.value:
            return
        lines = choices_of(field.data or "")
        if len(lines) < 2:
            raise ValidationError("Skriv mindst to forskellige valgmuligheder, én på hver linje.")
        if len(lines) > _MOST_CHOICES or any(len(line) > _LONGEST_CHOICE for line in lines):
            raise ValidationError(f"Højst {_MOST_CHOICES} valgmuligheder på hver {_LONGEST_CHOICE} tegn.")


@bp.get("/<int:hearing_id>/spoergsmaal")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def questions(hearing_id: int) -> Answer:
    """Show the questions, and a form for a new one or, with `?ret=<question>`, for one of them."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    chosen = _find(hearing, request.args.get("ret", ""))
    form = _form_of(chosen) if chosen else QuestionForm(formdata=None)
    return _page(hearing, form, 200)


@bp.post("/<int:hearing_id>/spoergsmaal")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def questions_submit(hearing_id: int) -> Answer:
    """Add, change, move or remove a question, by what the button says."""
    what = request.form.get("what", "")
    if what not in ("save", "up", "down", "remove"):
        abort(400)
    person, form = access.me(), QuestionForm()
    good = what != "save" or form.validate_on_submit()
    with instance().database.write() as session:
        hearing = access.find_hearing(session, person, hearing_id)
        said, status = (LOCKED, 409) if is_locked(session, hearing) else (None, 422)
        if said is None and good:
            said, status = _change(session, hearing, what, form), 409
            if said is None and hearing.published_at is not None:
                _note(session, hearing, person.id)
    if said is None and good:
        return make_response("", 303, {"Location": url_for("hearings.questions", hearing_id=hearing_id)})
    hearing = access.find_hearing(db.session, person, hearing_id)
    db.session.expire_all()
    return _page(hearing, form if what == "save" else QuestionForm(formdata=None), status, said)


def is_locked(session: Session, hearing: Hearing) -> bool:
    """Tell whether somebody has answered the questions."""
    sent = exists().where(ResponseVersion.response_id == Response.id, Response.hearing_id == hearing.id)
    return bool(session.scalar(select(sent)))


def choices_of(typed: str) -> list[str]:
    """Read choices, one a line; the same twice is one."""
    return list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))


def digest_of(question: Question) -> str:
    """Give a short digest of all a question says."""
    said = (question.text, question.section, question.kind, *question.choices, str(question.required))
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]


def _change(session: Session, hearing: Hearing, what: str, form: QuestionForm) -> str | None:
    """Do what the button says; give a Danish sentence when somebody was there first and nothing is changed."""
    question = _find(hearing, form.question.data or "")
    if what == "save":
        return _save(hearing, question, form)
    if question is None:
        return "Spørgsmålet er fjernet i mellemtiden."
    order = list(hearing.questions)
    at = order.index(question)
    order.remove(question)
    if what != "remove":
        order.insert(max(at - 1, 0) if what == "up" else at + 1, question)
    else:
        session.delete(question)
    _number(order)
    flash("Spørgsmålet er fjernet." if what == "remove" else "Spørgsmålet er flyttet.")
    return None


def _save(hearing: Hearing, question: Question | None, form: QuestionForm) -> str | None:
    if form.question.data and question is None:
        form.question.data = form.seen.data = ""
        return "Spørgsmålet er fjernet i mellemtiden. Din tekst står her. Gemmer du nu, bliver den et nyt spørgsmål."
    if question is None:
        question = Question(ordinal=len(hearing.questions))
        hearing.questions.append(question)
        flash("Spørgsmålet er tilføjet.")
    elif form.seen.data != digest_of(question):
        form.seen.data = digest_of(question)
        return (
            f"En anden har rettet spørgsmålet, mens du skrev. Nu står der: »{question.text}« "
            "Din tekst står her i formularen. Gemmer du igen, gælder den."
        )
    else:
        flash("Spørgsmålet er gemt.")
    _fill(question, form)
    _number(hearing.questions)
    return None


def _fill(question: Question, form: QuestionForm) -> None:
    question.text = (form.text.data or "").replace("\r\n", "\n").strip()
    question.section = " ".join((form.section.data or "").split())
    question.kind = form.kind.data
    question.choices = choices_of(form.choices.data or "") if form.kind.data == QuestionKind.CHOICE.value else []
    question.required = bool(form.required.data)


def _number(order: list[Question]) -> None:
    for number, question in enumerate(order):
        question.ordinal = number


def _note(session: Session, hearing: Hearing, user_id: int) -> None:
    event = HearingEvent(hearing_id=hearing.id, user_id=user_id, what="changed", text="Ændrede spørgsmålene.", at=now())
    session.add(event)


def _find(hearing: Hearing, number: str) -> Question | None:
    return next((question for question in hearing.questions if str(question.id) == number), None)


def _form_of(question: Question) -> QuestionForm:
    kept: dict[str, Any] = {
        "text": question.text,
        "section": question.section,
        "kind": question.kind,
        "choices": "\n".join(question.choices),
        "required": question.required,
        "question": str(question.id),
        "seen": digest_of(question),
    }
    return QuestionForm(formdata=None, data=kept)


def _page(hearing: Hearing, form: QuestionForm, status: int, said: str | None = None) -> Answer:
    moment = now()
    page = render_template(
        "hearings/questions.html",
        form=form,
        said=said,
        locked=LOCKED if is_locked(db.session, hearing) else None,
        kinds=KINDS,
        sections=sorted({question.section for question in hearing.questions if question.section}),
        **head_of(hearing, moment),
    )
    return make_response(page, status)

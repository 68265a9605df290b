"""The form of a hearing's own facts: every field is text, so that two versions can be laid beside each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from portal import access, days, periods
from portal.hearing_words import VISIBILITIES
from portal.model import Hearing, User, Visibility
from portal.periods import About, Remark, Severity

NO_OFFICER = ""
_KLE = re.compile(r"\d\d\.\d\d(\.\d\d)?( ?[A-ZÆØÅ]\d\d)?")
_REMINDER = re.compile(r"\d{1,3}")
_MOST_REMINDERS, _LONGEST_REMINDER = 5, 90
_TYPES = [SelectChoice(kind.key, kind.name) for kind in periods.types().values()]
_WHO = [SelectChoice(one.value, VISIBILITIES[one]) for one in Visibility]
_DAYS = ("opens_on", "deadline", "decided_on")


def _long(most: int) -> Length:
    return Length(max=most, message=f"Skriv højst {most} tegn her.")


def _is_day(form: FlaskForm, field: Field) -> None:
    try:
        day = days.read(field.data or "")
    except days.WrongDay as error:
        raise ValidationError(str(error)) from error
    if day and not periods.EARLIEST <= day <= periods.LATEST:
        raise ValidationError(f"Brug et år fra {periods.EARLIEST.year} til {periods.LATEST.year}.")


def is_offered(form: FlaskForm, field: SelectField) -> None:
    """Refuse what is not among the choices (the library's own refusal is English)."""
    if field.data not in [value for value, *_ in field.iter_choices()]:
        raise ValidationError("Vælg en af mulighederne.")


class HearingForm(FlaskForm):  # type: ignore[misc]
    """What a hearing says about itself."""

    title = StringField("Titel", [DataRequired("Skriv, hvad høringen handler om."), _long(300)])
    type = SelectField("Type", [is_offered], choices=_TYPES, validate_choice=False)
    summary = TextAreaField("Resumé", [_long(20_000)])
    case_number = StringField("Sagsnummer", [_long(100)])
    kle_subject = StringField("KLE-emne", [_long(20)])
    committee = StringField("Udvalg", [_long(200)])
    opens_on = StringField("Høringen begynder", [_is_day])
    deadline = StringField("Høringsfrist", [_is_day])
    decided_on = StringField("Besluttet den", [_is_day])
    officer = SelectField("Sagsbehandler", [is_offered], validate_choice=False)
    contact = StringField("Kontakt", [_long(300)])
    visibility = RadioField("Hvem kan se høringen", [is_offered], choices=_WHO, validate_choice=False)
    reminder_days = StringField("Påmind dem, der mangler", [_long(40)])
    row_version = HiddenField()
    kept_deadline: date | None = None  # of a published hearing: a decision comes after it

    def validate_kle_subject(self, field: Field) -> None:
        """Take a KLE number, with or without its facet."""
        if field.data and not _KLE.fullmatch(field.data.strip()):
            raise ValidationError("Skriv KLE-emnet med tal, for eksempel 17.01.00.")

    def validate_reminder_days(self, field: Field) -> None:
        """Take days before the deadline: `7, 2`; nothing means no reminders."""
        parts = _parts(field.data or "")
        good = all(_REMINDER.fullmatch(part) and 1 <= int(part) <= _LONGEST_REMINDER for part in parts)
        if not good or len(parts) > _MOST_REMINDERS:
            raise ValidationError("Skriv antal dage før fristen med komma imellem, for eksempel 7, 2. Højst fem tal.")

    def validate_deadline(self, field: Field) -> None:
        """Refuse a period that cannot be; what is only short or unwise is said beside it."""
        if "opens_on" in self and self.opens_on.data:
            found = remarks(self.type.data or "", self.opens_on.data, field.data or "", periods.EARLIEST)
            if said := next((remark.text for remark in found if remark.about == About.ORDER), None):
                raise ValidationError(said)

    def validate_decided_on(self, field: Field) -> None:
        """Refuse a decision made while answers still came in."""
        try:
            decided = days.read(field.data or "")
        except days.WrongDay:
            return  # said already
        if decided and self.kept_deadline and decided < self.kept_deadline:
            raise ValidationError("Udvalget kan ikke have besluttet, før høringsfristen var gået.")

    def offer(self, officers: list[tuple[str, str]]) -> None:
        """Set who can be the officer: (id, name) each."""
        self.officer.choices = [SelectChoice(NO_OFFICER, "Ingen valgt"), *(SelectChoice(*one) for one in officers)]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says one thing in the form and another in the archive, in the words people read."""

    label: str
    mine: str
    saved: str


def remarks(type_: str, opens_on: str, deadline: str, today: date) -> list[Remark]:
    """Check a period as it was typed; a day that is none is an error on its field."""
    read: dict[str, date | None] = {}
    wrong = []
    for name, typed in (("opens_on", opens_on), ("deadline", deadline)):
        try:
            read[name] = days.read(typed)
        except days.WrongDay as error:
            wrong.append(Remark(Severity.ERROR, About.RANGE, name, str(error)))
    return wrong or periods.check(type_, read["opens_on"], read["deadline"], today)


def form_of(session: Session, hearing: Hearing, *, sent: bool) -> HearingForm:
    """Make the form of a hearing, filled with what was sent or with what is kept."""
    form = HearingForm() if sent else HearingForm(formdata=None, data=values_of(hearing))
    form.offer(_officers(session, hearing))
    form.kept_deadline = None if hearing.historical else hearing.deadline
    for name in locked(hearing):
        del form[name]
    return form


def locked(hearing: Hearing) -> tuple[str, ...]:
    """Name the fields that cannot be changed here: after publication a deadline is moved where all are told of it."""
    if hearing.template:
        return _DAYS
    if hearing.published_at is None:
        return ("decided_on",)
    return () if hearing.historical else ("opens_on", "deadline")


def values_of(hearing: Hearing) -> dict[str, str]:
    """Give what is kept, each field as its text."""
    return {
        "title": hearing.title,
        "type": hearing.type,
        "summary": hearing.summary,
        "case_number": hearing.case_number or "",
        "kle_subject": hearing.kle_subject or "",
        "committee": hearing.committee or "",
        "opens_on": days.typed(hearing.opens_on),
        "deadline": days.typed(hearing.deadline),
        "decided_on": days.typed(hearing.decided_on),
        "officer": str(hearing.officer_id) if hearing.officer_id else NO_OFFICER,
        "contact": hearing.contact,
        "visibility": hearing.visibility,
        "reminder_days": ", ".join(str(number) for number in hearing.reminder_days),
        "row_version": str(hearing.row_version),
    }


def differences(form: HearingForm, hearing: Hearing) -> list[Difference]:
    """Lay what was typed beside what is kept; only where they differ."""
    saved = values_of(hearing)
    typed = {name: _normal(name, field.data or "") for name, field in _fields(form)}
    return [
        Difference(field.label.text, _shown(field, typed[name]), _shown(field, saved[name]))
        for name, field in _fields(form)
        if typed[name] != saved[name]
    ]


def apply(form: HearingForm, hearing: Hearing) -> list[str]:
    """Put what was typed into the hearing and give the names of the fields it changed, as people read them."""
    changed = [difference.label for difference in differences(form, hearing)]
    for name, field in _fields(form):
        value: Any = _normal(name, field.data or "")
        if name in _DAYS:
            setattr(hearing, name, days.read(value))
        elif name == "officer":
            hearing.officer_id = int(value) if value else None
        elif name == "reminder_days":
            hearing.reminder_days = [int(part) for part in _parts(value)]
        elif name in ("case_number", "kle_subject", "committee"):
            setattr(hearing, name, value or None)
        else:
            setattr(hearing, name, value)
    return changed


def _fields(form: HearingForm) -> list[tuple[str, Field]]:
    return [(field.short_name, field) for field in form if field.short_name not in ("row_version", "csrf_token")]


def _normal(name: str, typed: str) -> str:
    """Write what was typed as it will be kept, so that two ways of writing one day are no difference."""
    if name in _DAYS:
        return days.typed(days.read(typed))
    if name == "reminder_days":
        return ", ".join(str(number) for number in sorted({int(part) for part in _parts(typed)}, reverse=True))
    return typed.replace("\r\n", "\n").strip()


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;]", typed) if part.strip()]


def _shown(field: Field, value: str) -> str:
    """Give a value in the words it is chosen by."""
    choices = field.iter_choices() if hasattr(field, "iter_choices") else ()
    return next((str(shown) for stored, shown, *_ in choices if stored == value), value)


def _officers(session: Session, hearing: Hearing) -> list[tuple[str, str]]:
    """Give who can run it: those whose role does, and whoever does now."""
    roles = [role.value for role in access.RUNS_HEARINGS]
    able = User.active & User.role.in_(roles)
    users = session.scalars(select(User).where(able | (User.id == hearing.officer_id)).order_by(User.name))
    return [(str(user.id), user.name) for user in users]

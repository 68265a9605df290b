"""The forms of /parter, with the words they answer in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from portal import days
from portal.addresses import is_mail
from portal.hearing_words import PARTY_KINDS
from portal.row_numbers import chosen

WRONG_MAIL = "Det ligner ikke en mailadresse. Skriv den som navn@sted.dk."
_MOST_CONTACTS = 50


def _mail(form: FlaskForm, field: Field) -> None:
    if (field.data or "").strip() and not is_mail(field.data.strip()):
        raise ValidationError(WRONG_MAIL)


def _day(form: FlaskForm, field: Field) -> None:
    try:
        days.read(field.data or "")
    except days.WrongDay as error:
        raise ValidationError(f"»{field.data}« er ikke en dato. {days.EXAMPLE}") from error


def _days(form: FlaskForm, field: Field) -> None:
    for line in (field.data or "").splitlines():
        try:
            days.read(line)
        except days.WrongDay as error:
            raise ValidationError(f"»{line.strip()}« er ikke en dato. {days.EXAMPLE}") from error


class PartyForm(FlaskForm):  # type: ignore[misc]
    """What is known of a party."""

    name = StringField(
        "Navn", [DataRequired("Skriv partens navn."), Length(max=200, message="Navnet må højst være på 200 tegn.")]
    )
    kind = SelectField(
        "Type",
        choices=[SelectChoice(code, name) for code, name in {"": "Vælg en type", **PARTY_KINDS}.items()],
        validate_choice=False,
    )
    mail = StringField("Mail", [_mail])
    active_from = StringField("Første dag", [_day])
    active_to = StringField("Sidste dag", [_day])
    note = TextAreaField("Bemærkning", [Length(max=2000, message="Bemærkningen må højst være på 2.000 tegn.")])
    meetings = TextAreaField("Næste møder", [_days])
    groups = SelectMultipleField("Grupper", coerce=chosen, validate_choice=False)
    users = SelectMultipleField("Hvem svarer for parten?", coerce=chosen)

    def offer(self, groups: Sequence[tuple[int, str]], users: Sequence[tuple[int, str]]) -> None:
        """Set the groups and logins that can be chosen: id and what is shown."""
        self.groups.choices = [SelectChoice(number, name) for number, name in groups]
        self.users.choices = [SelectChoice(number, name) for number, name in users]

    def validate_kind(self, field: Field) -> None:
        """Ask for a kind."""
        if field.data not in PARTY_KINDS:
            raise ValidationError("Vælg en type.")

    def validate_active_to(self, field: Field) -> None:
        """Refuse a last day before the first."""
        _day(self, field)
        if self.active_from.errors:
            return
        first, last = days.read(self.active_from.data or ""), days.read(field.data or "")
        if first and last and last < first:
            raise ValidationError("Sidste dag ligger før første dag.")


class GroupForm(FlaskForm):  # type: ignore[misc]
    """A group and who is in it."""

    name = StringField(
        "Gruppens navn",
        [DataRequired("Skriv gruppens navn."), Length(max=200, message="Navnet må højst være på 200 tegn.")],
    )
    members = SelectMultipleField("Parter", coerce=chosen, validate_choice=False)


@dataclass(slots=True)
class ContactRow:
    """One contact person as typed. `wrong`: Danish sentences by the field they are about."""

    name: str = ""
    title: str = ""
    mail: str = ""
    phone: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing is typed: such a row is not kept."""
        return not (self.name or self.title or self.mail or self.phone)


def contacts_of(form: MultiDict[str, str]) -> list[ContactRow]:
    """Read the rows of contact persons, without the one that "Fjern" was pressed at."""
    lists = [form.getlist(f"contact_{name}") for name in ("name", "title", "mail", "phone")]
    rows = [ContactRow(*(text.strip()[:200] for text in row)) for row in zip(*lists, strict=False)]
    gone = form.get("remove", "")
    return [row for number, row in enumerate(rows[:_MOST_CONTACTS]) if str(number) != gone]


def check(rows: Sequence[ContactRow]) -> bool:
    """Look the contact persons through; what is wrong is written on the row."""
    for row in rows:
        if not row.empty and not row.name:
            row.wrong["name"] = "Skriv kontaktpersonens navn."
        if row.mail and not is_mail(row.mail):
            row.wrong["mail"] = WRONG_MAIL
    return not any(row.wrong for row in rows)


def say(form: Any, field: str, message: str) -> None:
    """Put an error on a field that the form itself could not find."""
    form[field].errors = [*form[field].errors, message]

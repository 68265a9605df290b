"""The form of a hearing that ran before the portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from portal import days, periods
from portal.hearings import heard

NEW, UNKNOWN = "opret", "ukendt"
_SHOWN = 5  # wrong lines told at once


def _is_day(form: FlaskForm, field: Field) -> None:
    try:
        days.read(field.data or "")
    except days.WrongDay as error:
        raise ValidationError(str(error)) from error


class PartiesForm(FlaskForm):  # type: ignore[misc]
    """Who was heard, line by line."""

    lines = TextAreaField("Hvem blev hørt?")
    unmatched = RadioField(
        "Navne, der ikke står i registret",
        choices=[
            SelectChoice(NEW, "Opret dem som parter"),
            SelectChoice(UNKNOWN, "Skriv dem som ukendte, så de kan findes senere"),
        ],
        default=NEW,
        validate_choice=False,
    )
    source = HiddenField()  # name of the list the lines came from

    def validate_lines(self, field: Field) -> None:
        """Ask for lines that can be read."""
        text = field.data or ""
        if heard.too_many(text):
            raise ValidationError("Der er flere end 5.000 linjer. Tag dem i flere omgange.")
        wrong = [f"Linje {line.number}: {said}" for line in heard.read(text) for said in line.wrong]
        if wrong:
            more = f" Og {len(wrong) - _SHOWN} til." if len(wrong) > _SHOWN else ""
            raise ValidationError(" ".join(wrong[:_SHOWN]) + more)


class HistoricalForm(PartiesForm):
    """What is known of an earlier hearing."""

    title = StringField(
        "Titel", [DataRequired("Skriv, hvad høringen hed."), Length(max=300, message="Højst 300 tegn.")]
    )
    type = SelectField("Type", validate_choice=False)
    committee = StringField("Udvalg", [Length(max=200, message="Højst 200 tegn.")])
    case_number = StringField("Sagsnummer", [Length(max=100, message="Højst 100 tegn.")])
    opens_on = StringField("Høringen begyndte", [_is_day])
    deadline = StringField("Høringsfrist", [_is_day])
    decided_on = StringField("Besluttet den", [_is_day])
    document = StringField("Dokument i arkivet")
    today: date | None = None

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.type.choices = [SelectChoice(kind.key, kind.name) for kind in periods.types().values()]

    def validate_type(self, field: Field) -> None:
        """Ask for one of the types."""
        if field.data not in periods.types():
            raise ValidationError("Vælg en type.")

    def validate_deadline(self, field: Field) -> None:
        """Ask for a deadline that is over, and not before the beginning."""
        _is_day(self, field)
        last = days.read(field.data or "")
        if last and self.today and last >= self.today:
            raise ValidationError("Fristen er ikke gået endnu. Opret høringen som en ny høring i stedet.")
        if last and not self.opens_on.errors and (first := days.read(self.opens_on.data or "")) and last < first:
            raise ValidationError("Fristen ligger før den dag, høringen begyndte.")

    def validate_decided_on(self, field: Field) -> None:
        """Refuse a decision before the deadline, or one that is still to come."""
        _is_day(self, field)
        decided = days.read(field.data or "")
        if decided and self.today and decided > self.today:
            raise ValidationError("Beslutningen kan ikke ligge efter i dag.")
        if decided and not self.deadline.errors and (last := days.read(self.deadline.data or "")) and decided < last:
            raise ValidationError("Beslutningen ligger før høringsfristen.")


class HeardForm(FlaskForm):  # type: ignore[misc]
    """What is known of one who was heard."""

    party = StringField("Part")
    answered = RadioField(
        "Svarede parten?",
        choices=[SelectChoice("ja", "Ja"), SelectChoice("nej", "Nej"), SelectChoice("", "Ved ikke")],
        validate_choice=False,
    )
    note = TextAreaField("Bemærkning", [Length(max=1000, message="Højst 1.000 tegn.")])

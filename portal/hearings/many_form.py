"""The form of many registered answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FileField, MultipleFileField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from portal.hearing_words import CHANNELS
from portal.hearings.registering_form import one_of, problem_of_day
from portal.model import Channel

_CHANNELS = [SelectChoice(c.value, CHANNELS[c]) for c in (Channel.MAIL, Channel.PAPER)]


class ManyForm(FlaskForm):  # type: ignore[misc]
    """A list, files, and what counts where the list says nothing."""

    list = FileField("Liste")
    files = MultipleFileField("Filer")
    channel = RadioField("Kom som", [one_of(_CHANNELS)], choices=_CHANNELS, default="mail", validate_choice=False)
    received_on = StringField("Modtaget den")
    today: date

    def validate_received_on(self, field: Field) -> None:
        """Take a day that has been."""
        if said := problem_of_day(field.data or "", self.today):
            raise ValidationError(said)

    def say(self, name: str, message: str) -> None:
        """Put an error on a field that the form itself could not find."""
        field: Any = self[name]
        field.errors = [*field.errors, message]

"""The forms of /konto, with the words they answer in."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, EqualTo, Length, Regexp

from portal import passwords, words
from portal.model import Role

_ROLES = [SelectChoice(role.value, words.ROLES[role]) for role in Role]


def _good_password(form: FlaskForm, field: Field) -> None:
    name = form["username"].data if "username" in form else ""
    if said := passwords.problem(field.data or "", name or ""):
        raise ValidationError(said)


class LoginForm(FlaskForm):  # type: ignore[misc]
    """Who are you?"""

    username = StringField("Brugernavn", [DataRequired("Skriv dit brugernavn."), Length(max=100)])
    password = PasswordField("Adgangskode", [DataRequired("Skriv din adgangskode."), Length(max=passwords.LONGEST)])
    next = HiddenField()


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password for oneself."""

    current = PasswordField(
        "Nuværende adgangskode", [DataRequired("Skriv din nuværende adgangskode."), Length(max=passwords.LONGEST)]
    )
    password = PasswordField("Ny adgangskode", [_good_password])
    repeated = PasswordField(
        "Ny adgangskode igen", [EqualTo("password", "De to nye adgangskoder er ikke ens. Skriv dem igen.")]
    )


class PersonForm(FlaskForm):  # type: ignore[misc]
    """What an administrator says about a person."""

    name = StringField(
        "Navn", [DataRequired("Skriv personens navn."), Length(max=200, message="Navnet må højst være på 200 tegn.")]
    )
    role = RadioField("Rolle", choices=_ROLES, validators=[DataRequired("Vælg en rolle.")])
    active = BooleanField("Kan logge ind", default=True)
    grants = SelectMultipleField("Lukkede punkter", validate_choice=True)

    def offer(self, committees: list[tuple[str, str]]) -> None:
        """Set whose closed material can be opened for the person: (stored, shown) each."""
        self.grants.choices = [SelectChoice(stored, shown) for stored, shown in committees]


class NewPersonForm(PersonForm):
    """A person who is not there yet."""

    username = StringField(
        "Brugernavn",
        [
            DataRequired("Skriv et brugernavn."),
            Length(max=100, message="Brugernavnet må højst være på 100 tegn."),
            Regexp(
                r"^[\w.@-]+$", message="Brug kun bogstaver, tal, punktum, bindestreg, understreg og @ i brugernavnet."
            ),
        ],
    )
    password = PasswordField("Adgangskode", [_good_password])


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A password the administrator sets for somebody who lost theirs."""

    new_password = PasswordField("Ny adgangskode", [_good_password])


def say(form: Any, field: str, message: str) -> None:
    """Put an error on a field that the form itself could not find."""
    form[field].errors = [*form[field].errors, message]

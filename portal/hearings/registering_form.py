"""The form of one registered answer, with the words it answers in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from types import MappingProxyType
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, DataRequired, Length

from portal import days, question_form, words
from portal.cpr_warnings import Warned, warned_in
from portal.hearing_words import CHANNELS, RESPONSE_KINDS
from portal.model import Channel, Question, QuestionKind, ResponseKind

OTHER = "andre"
_EARLIEST = date(1900, 1, 1)  # before it a year is mistyped
_LONGEST_TEXT = 400_000  # characters: a long answer typed off has 40,000
_CHANNELS = [SelectChoice(c.value, CHANNELS[c]) for c in (Channel.MAIL, Channel.PAPER)]
_KINDS = [SelectChoice(kind.value, RESPONSE_KINDS[kind]) for kind in ResponseKind]


def _long(most: int) -> Length:
    return Length(max=most, message=f"Skriv højst {most} tegn her.")


def one_of(choices: list[Any]) -> AnyOf:
    """Ask for one of the choices, in Danish."""
    return AnyOf([choice.value for choice in choices], message="Vælg en af mulighederne.")


class RegisterForm(FlaskForm):  # type: ignore[misc]
    """Who answered, when, how and what."""

    part = SelectField("Hvem svarer", [DataRequired("Vælg, hvem der svarer.")], validate_choice=False)
    sender = StringField("Afsenderens navn", [_long(200)])
    channel = RadioField("Kom som", [one_of(_CHANNELS)], choices=_CHANNELS, default="mail", validate_choice=False)
    received_on = StringField("Modtaget den")
    kind = RadioField("Hvad svarer de", [one_of(_KINDS)], choices=_KINDS, default="answer", validate_choice=False)
    text = TextAreaField("Svarets tekst", [_long(_LONGEST_TEXT)])
    files = MultipleFileField("Filer")
    case_number = StringField("Sagsnummer", [_long(100)])
    document_number = StringField("Dokumentnummer", [_long(100)])
    theme = StringField("Tema", [_long(200)])
    cpr_reason = StringField(validators=[_long(2000)])
    confirmed = BooleanField("Ja, registrér svaret alligevel")
    tray = HiddenField()
    submission = HiddenField(validators=[_long(100)])
    today: date
    offered: Set[str] = frozenset()
    asked: Sequence[Question] = ()  # shown one by one
    answers: Mapping[str, str] = MappingProxyType({})  # to those, by question id
    of_questions: Mapping[str, str] = MappingProxyType({})  # what is wrong, by the id of a question's field

    def offer(self, parties: list[tuple[str, str]]) -> None:
        """Set who can be chosen: (id of the invitation, name) each."""
        self.offered = {OTHER, *(key for key, _ in parties)}
        named = [SelectChoice(key, name) for key, name in parties]
        self.part.choices = [SelectChoice("", "Vælg"), *named, SelectChoice(OTHER, "En anden, der ikke er på listen")]

    def ask(self, questions: Sequence[Question], typed: Mapping[str, str]) -> None:
        """Show a hearing's questions one by one, unless it asks but one thing in words: that is the text."""
        if len(questions) > 1 or any(question.kind != QuestionKind.TEXT for question in questions):
            self.asked, self.answers = questions, question_form.read(typed, questions)

    @property
    def errors(self) -> dict[str, Any]:
        """What is wrong, by the field or the question (`svar-12`) where it is."""
        return {**super().errors, **{anchor: [message] for anchor, message in self.of_questions.items()}}

    @property
    def answered(self) -> dict[str, str]:
        """What was answered question by question."""
        return {number: said.strip() for number, said in self.answers.items() if said.strip()}

    @property
    def invitation_id(self) -> int | None:
        """The id of the invitation that was chosen; None for a sender who is not on the list."""
        return None if self.part.data == OTHER else int(self.part.data)

    def validate_part(self, field: Field) -> None:
        """Take one that is on the list now: it may have been taken off since the page was made."""
        if field.data and field.data not in self.offered:
            raise ValidationError("Den part er ikke på høringslisten. Vælg en anden.")

    def validate_received_on(self, field: Field) -> None:
        """Take a day that has been."""
        if said := problem_of_day(field.data or "", self.today):
            raise ValidationError(said)

    def makes_sense(self, files: int, on_the_list: str | None, most_files: int) -> bool:
        """Look at what no field can see alone, and say it at the field it is about.

        Args:
            files: How many came with it.
            on_the_list: The party whose name a sender "not on the list" has.
            most_files: The limit.
        """
        if self.part.data == OTHER and not (self.sender.data or "").strip():
            self.say("sender", "Skriv, hvem der svarer.")
        elif self.part.data == OTHER and on_the_list:
            self.say("part", f"{self.sender.data} står på høringslisten. Vælg parten på listen i stedet.")
        answer, text = self.kind.data == ResponseKind.ANSWER, (self.text.data or "").strip()
        if answer and not text and not files and not self.answered:
            self.say("text", "Skriv svarets tekst, eller vælg en fil med svaret.")
        if not answer and (text or self.answered):
            self.say("text", "Der står en tekst, men det er ikke et svar. Vælg Svar, eller slet teksten.")
        for number in question_form.too_long(self.answers):
            self.say(f"svar-{number}", f"Skriv højst {words.number(question_form.LONGEST)} tegn i et svar.")
        if files > most_files:
            self.say("files", f"Et svar kan højst have {most_files} filer. Fjern nogle af dem.")
        return not self.errors

    def warned(self, files: Sequence[str]) -> list[Warned]:
        """Give the places in what was typed, and in the names of files, that seem to hold CPR numbers."""
        typed = (self.sender, self.text, self.case_number, self.document_number, self.theme)
        found = [one for field in typed for one in warned_in(field.data or "", field.id, field.label.text)]
        for number, question in enumerate(self.asked, 1):
            said = self.answers.get(str(question.id), "")
            found += warned_in(said, f"svar-{question.id}", f"Spørgsmål {number}")
        return [*found, *(one for name in files for one in warned_in(name, "files", "Navnet på en fil"))]

    def account_for(self, warned: Sequence[Warned]) -> None:
        """Ask at each place for the number to be taken out, unless somebody says why it must be there."""
        if warned and not (self.cpr_reason.data or "").strip():
            self.say("cpr_reason", f"Skriv, hvorfor {'tallet' if len(warned) == 1 else 'tallene'} skal med.")
            for anchor, masked in {one.anchor: one.masked for one in warned}.items():
                self.say(anchor, f"{masked} ligner et CPR-nummer. Tag det ud, eller skriv, hvorfor det skal med.")

    def say(self, name: str, message: str) -> None:
        """Put an error on a field, or a question's, that the form itself could not find."""
        if name not in self:
            self.of_questions = {**self.of_questions, name: message}
            return
        field: Any = self[name]
        field.errors = [*field.errors, message]


def problem_of_day(typed: str, today: date) -> str | None:
    """Say what is wrong with the day an answer came; None when nothing is."""
    try:
        day = days.read(typed)
    except days.WrongDay as error:
        return f"Datoen kan ikke bruges. {error}"
    if day is None:
        return "Skriv, hvilken dag svaret kom."
    if day < _EARLIEST:
        return f"Brug et år fra {_EARLIEST.year}."
    return "Datoen ligger i fremtiden. Skriv den dag, svaret kom." if day > today else None

"""The form in which a letter is looked through and changed before it is sent."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from portal import words
from portal.mail.letter_words import LINK, Letter

_SUBJECT, _TEXT = 200, 10_000  # letters


def _with_link(form: FlaskForm, field: TextAreaField) -> None:
    if LINK not in (field.data or ""):
        raise ValidationError(f"Teksten skal indeholde {LINK}, så parten kan komme til at svare. Sæt det ind igen.")


class LetterForm(FlaskForm):  # type: ignore[misc]
    """A letter as it will be sent."""

    subject = StringField(
        "Emne", [DataRequired("Skriv et emne."), Length(max=_SUBJECT, message=f"Skriv højst {_SUBJECT} tegn i emnet.")]
    )
    text = TextAreaField(
        "Tekst",
        [
            DataRequired("Skriv en tekst."),
            Length(max=_TEXT, message=f"Teksten må højst være på {words.number(_TEXT)} tegn."),
            _with_link,
        ],
    )

    def letter(self) -> Letter:
        """Give what was written."""
        return Letter(" ".join((self.subject.data or "").split()), (self.text.data or "").replace("\r\n", "\n"))


def form_of(prefix: str, letter: Letter) -> LetterForm:
    """Fill the form with a letter, whatever was just sent in."""
    return LetterForm(formdata=None, prefix=prefix, subject=letter.subject, text=letter.text)

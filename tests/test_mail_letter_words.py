"""What letters say before somebody changes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from portal.mail import letter_words
from portal.model import Hearing
from tests.fixtures_web import Archive

LETTERS: dict[str, Callable[[Hearing], letter_words.Letter]] = {
    "invitation": lambda hearing: letter_words.invitation(hearing, "Ådal Kommune"),
    "reminder": lambda hearing: letter_words.reminder(hearing, "Ådal Kommune"),
    "extension": lambda hearing: letter_words.extension(hearing, "Ådal Kommune", "Ferie"),
    "granted": lambda hearing: letter_words.request_answer(hearing, "Ådal Kommune", True, date(2026, 4, 1), "Ja."),
    "refused": lambda hearing: letter_words.request_answer(hearing, "Ådal Kommune", False, date(2026, 4, 1), "Nej."),
}


@pytest.mark.parametrize("name", LETTERS)
def test_letters_say_what_a_party_needs(archive: Archive, name: str):
    with archive.instance.database.read() as session:
        hearing = session.get_one(Hearing, archive.ids["hearing-open"])
        letter = LETTERS[name](hearing).to("Ældrerådet", date(2026, 3, 12))
    assert "Fælles skoledistrikt i Ådal Vest" in letter.subject
    for needed in ("Til Ældrerådet\n", "torsdag den 12. marts 2026 kl. 23.59", "\n{link}\n", "hoering@aadal.example"):
        assert needed in letter.text
    assert "Bjørn Ærø\nÅdal Kommune\n" in letter.text
    assert "\n\n\n" not in letter.text


def test_a_long_summary_is_cut_at_a_word(archive: Archive):
    with archive.instance.database.read() as session:
        hearing = session.get_one(Hearing, archive.ids["hearing-open"])
        hearing.summary = "skoledistrikt " * 200
        text = letter_words.invitation(hearing, "Ådal Kommune").text
    assert "skoledistrikt ...\n" in text
    assert len(text) < 1600

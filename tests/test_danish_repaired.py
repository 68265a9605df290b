"""A damaged text with its words repaired, and the repairs with their places and probabilities."""

from __future__ import annotations

import random

from ingest.danish.ocr_repair import LIKELY
from ingest.danish.repaired import Guess, by_printed, guesses, repaired, repairs_in

TEXT = (
    "Referat fra MGDET\nBgrnene far en legeplads i H@rsholm ved sgen, og institu-\ntionsledelsen gnsker hgrings-\nsvar."
)


def test_words_are_repaired_in_place_with_their_capitals() -> None:
    found = repairs_in(TEXT)
    far = repaired("far", repairs_in("far"))  # får or far: which is the likelier is not asked here
    assert repaired(TEXT, found) == (
        f"Referat fra MØDET\nBørnene {far} en legeplads i Hørsholm ved søen, og institu-\n"
        "tionsledelsen ønsker høringssvar."
    )
    for one in found:
        assert TEXT[one.start : one.end] == one.printed
        assert one.words and all(0 < share <= 1 for _, share in one.words)
        assert [share for _, share in one.words] == sorted((share for _, share in one.words), reverse=True)


def test_a_word_divided_at_a_lines_end_is_read_whole() -> None:
    divided = next(one for one in repairs_in(TEXT) if "\n" in one.printed)
    assert divided.printed == "hgrings-\nsvar"
    assert divided.words[0][0] == "høringssvar"


def test_a_hyphen_that_is_meant_stays() -> None:
    text = "bgrne-\nog ungeudvalget"
    assert repaired(text, repairs_in(text)) == "børne-\nog ungeudvalget"


def test_repairs_are_laid_over_any_text_that_has_the_words() -> None:
    known = by_printed(repairs_in(TEXT))
    body = "Bgrnene gnsker hgringssvar. En mgde."
    found = list(guesses(body, known))
    assert Guess(15, 26, "hgringssvar", "høringssvar") in found
    assert all(body[one.start : one.end] == one.printed for one in found)
    assert "mgde" not in [one.printed for one in found]  # nobody repaired it on that page
    assert list(guesses(body, {})) == []


def test_what_is_unlikely_is_kept_and_not_shown() -> None:
    text = "Bgrnene og mode og bern og barn og far og mal og hgj og sa"
    found = repairs_in(text)
    unlikely = {one.printed for one in found if one.words[0][1] < LIKELY}
    assert unlikely
    assert not unlikely & set(by_printed(found))
    assert all(word in repaired(text, found).split() for word in unlikely)


def test_another_language_is_left_alone() -> None:
    text = "The bgrn of this town are the best of all and will be so, said the committee that was here.\n"
    assert repairs_in(text) == ()
    assert list(guesses(text, {"bgrn": (("børn", 1.0),)})) == []


def test_any_text_comes_back_whole_where_nothing_is_repaired() -> None:
    dice = random.Random(2)
    pieces = ["bgrn", "-\n", "\n", " ", "mgde", "@", "'", "KL's", "p3", "-", "å", "é", "\u0301", "12.3", "sgen"]
    for _ in range(800):
        text = "".join(dice.choice(pieces) for _ in range(dice.randrange(1, 25)))
        at, rest = 0, []
        for one in repairs_in(text):
            assert at <= one.start < one.end
            assert text[one.start : one.end] == one.printed
            rest.append(text[at : one.start])
            at = one.end
        assert all(piece in repaired(text, repairs_in(text)) for piece in rest)

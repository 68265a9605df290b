"""What is shown, logged or put into the index in place of a number never gives it away."""

from __future__ import annotations

import re
from datetime import date
from random import Random

from ingest import danish
from ingest.cpr import Certainty, blank, cover, find, mask
from tests.cpr_numbers import number, planted, surest

N = number(Random(20), day=date(1985, 7, 15))
PARTED = f"{N[:6]}-{N[6:]}"


def test_nothing_that_is_told_holds_the_number() -> None:
    for text in planted(seed=77, count=1040):
        for finding in find(f"faktura{N} {text.text}"):
            assert re.fullmatch(r"[0-9]{4}••-••••", finding.masked)
            assert not re.search("[0-9]{3}", finding.reason)


def test_a_masked_text_keeps_its_length_and_shows_day_and_month_alone() -> None:
    assert mask(f"CPR {PARTED}, tak") == f"CPR {N[:4]}••-••••, tak"
    assert mask(f"?cpr={N[:6]}%2D{N[6:]}&x=1") == f"?cpr={N[:4]}••%2D••••&x=1"
    assert mask(f"{N[:2]}.{N[2:4]}.19{N[4:6]}-{N[6:]}") == f"{N[:2]}.{N[2:4]}.••••-••••"
    assert mask(" ".join(N)) == f"{' '.join(N[:4])} • • • • • •"
    for text in planted(seed=78, count=1040):
        if surest(find(text.text)) != "low":
            masked = mask(text.text)
            assert len(masked) == len(text.text)
            assert masked.count("•") - text.text.count("•") in (5, 6, 8)
            assert surest(find(masked)) == "none", text.shape
            assert mask(masked) == masked


def test_a_blanked_text_gives_the_index_no_part_of_the_number() -> None:
    for text in planted(seed=79, count=1040):
        blanked = blank(text.text, Certainty.LOW)
        assert len(blanked) == len(text.text)
        assert blanked.count("\n") == text.text.count("\n")
        pieces = danish.streams(text.text[text.start : text.end]).all.split()
        assert not set(danish.streams(blanked).all.split()) & {
            piece for piece in pieces if re.search("[0-9]{3}", piece)
        }


def test_what_is_hidden_follows_the_certainty_asked_for() -> None:
    text = f"konto {N}"
    assert mask(text) == text
    assert blank(text) == text
    assert mask(text, Certainty.LOW) == f"konto {N[:4]}••••••"
    assert mask(f"svar fra {N}", Certainty.HIGH) == f"svar fra {N}"


def test_kept_places_are_covered_without_looking_again() -> None:
    other = number(Random(21), day=date(1990, 10, 3))
    text = f"CPR {PARTED} og {other[:6]}\n{other[6:]}, tak"
    kept = [(finding.start, finding.end) for finding in find(text)]
    assert cover(text, kept) == f"CPR {N[:4]}••-•••• og {other[:4]}••\n••••, tak" == mask(text)
    assert cover(text[4:15], [(0, 11)]) == f"{N[:4]}••-••••"
    assert cover("uden", []) == "uden"
    for planted_text in planted(seed=80, count=520):
        covered = cover(planted_text.text, [(f.start, f.end) for f in find(planted_text.text)])
        assert len(covered) == len(planted_text.text)
        assert surest(find(covered)) == "none", planted_text.shape

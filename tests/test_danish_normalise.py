"""Characters: one way of writing each."""

from __future__ import annotations

import random
import unicodedata

import pytest

from ingest.danish import normalise


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("A\u030arhus \u00e5 a\u030a", "Århus å å"),  # decomposed letters from a Mac
        ("\u212bdal", "Ådal"),  # the sign for ångström
        ("bo\u0338rn", "børn"),  # o with a stroke put over it
        ("linje\r\nlinje\rlinje\u2028linje\x0cside", "linje\nlinje\nlinje\nlinje\nside"),
        ("1.250\u00a0kr.\u2009og\u202fmere", "1.250 kr. og mere"),
        ("et\ttal", "et tal"),
        ("hørings\u00adsvar", "høringssvar"),
        ("hørings\u00ad\nsvar", "høringssvar"),  # a word that was really divided
        ("frist\u00ad \n 1. maj", "frist \n 1. maj"),  # and one that was not
        ("sko\u200ble\ufeff\u2060n", "skolen"),
        ("\u202egnirøh\u202c", "gnirøh"),
        ("a\x00b\x07c\x1bd\x9fe\nf", "abcde\nf"),
        ("ﬁnans og ﬂytning, oﬃciel", "finans og flytning, officiel"),
        ("it\u2011strategi og nær\u2010ved", "it-strategi og nær-ved"),
        ("lås \udce5 op", "lås  op"),  # a lone surrogate cannot be stored
        ("ＡＢＣ \ufffd \uf0b7", "ＡＢＣ \ufffd \uf0b7"),  # left as they are
        ("§ 4, stk. 2 – »idé« … 1½ m²", "§ 4, stk. 2 – »idé« … 1½ m²"),
        ("", ""),
    ],
)
def test_one_way_of_writing(given: str, expected: str) -> None:
    assert normalise(given) == expected


def test_normal_text_stays_the_same_object() -> None:
    text = "Børne- og Ungeudvalget vedtog indstillingen.\nÆblet på øen.\n" * 50
    assert normalise(text) is text


def test_normalising_again_changes_nothing_and_all_can_be_stored() -> None:
    dice = random.Random(4)
    blocks = [(0x00, 0x250), (0x300, 0x370), (0x2000, 0x2070), (0xD800, 0xE000), (0xFB00, 0xFB10), (0xFE00, 0x10000)]
    for _ in range(300):
        text = "".join(chr(dice.randrange(*dice.choice(blocks))) for _ in range(dice.randrange(400)))
        once = normalise(text)
        once.encode("utf-8")
        assert normalise(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in once if c != "\n")


@pytest.mark.parametrize(
    "unit", ["a\u030a", "\u0316\u0300", "\u0bcd\u0b3c", "\x00a", "\u00ad \n", "ﬁ", "Børn "], ids=ascii
)
def test_a_million_characters_in_one_line(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert len(normalise(text)) <= 2 * len(text)


def test_letters_stay_whole_at_every_length() -> None:
    """Long text is composed in pieces; no letter is cut from its mark."""
    for size in (126, 127, 128, 129, 255, 256, 257, 1000):
        assert normalise("x" * size + "a\u030ao\u0308" * 300) == "x" * size + "åö" * 300

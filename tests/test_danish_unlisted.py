"""Damaged words that stand in no list: names and compounds told by how Danish is spelt, and what is left as it is."""

from __future__ import annotations

import pytest

from ingest.danish import analyse, local, unlisted
from ingest.danish.channel import Channel
from ingest.danish.ocr_repair import best, repairs


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("houlkaer", "houlkær"), ("houlkeer", "houlkær"), ("rebaek", "rebæk"), ("hulgard", "hulgård"),
        ("bramdrupgard", "bramdrupgård"), ("fuglsg", "fuglsø"), ("skelbeekvej", "skelbækvej"), ("aparken", "åparken"),
        ("paf@rt", "påført"), ("genoptreening", "genoptræning"), ("dagtilbudsomr4de", "dagtilbudsområde"),
        ("4eblehaven", "æblehaven"), ("buksbomhagk", "buksbomhæk"),
    ],
)  # fmt: skip
def test_what_a_word_in_no_list_was(printed: str, meant: str) -> None:
    (row,) = analyse(printed, damaged=True)
    assert row.text == meant


@pytest.mark.parametrize(
    "word",
    [
        "drejens", "neddelingsmaskine", "geninvesteringsmodel", "hjarupvej", "mattesen", "jonasen", "sonnerup",
        "becker", "mehmet", "gutierrez", "okonkwo", "journalnr", "balticagade", "elaftaler",
        "asmild", "hvenegaard", "brolagte", "hjortebroskolens", "ellekonebakken",
        "bilag3", "lokalplan4", "gl", "dh", "brdr", "klf", "mtm",
    ],
)  # fmt: skip
def test_what_was_not_damaged_stands(word: str) -> None:
    assert best(word) == word


def test_a_name_that_may_be_either_is_found_as_both() -> None:
    assert best("skovbol") == "skovbol"
    assert "skovbøl" in dict(repairs("skovbol"))


def test_a_letter_alone_may_have_lost_its_second() -> None:
    assert best("p") == "p" and "på" in dict(repairs("p"))
    assert not any(repairs(letter) for letter in "aimsb")


def test_readings_hold_the_word_itself_and_put_back_danish_letters_alone() -> None:
    channel = Channel(local.now().table)
    found = unlisted.readings(b"sagsnr", channel)
    assert b"sagsnr" in found and b"sagshr" not in found
    assert all(cost > 0 for cost in found.values())


def test_ends_are_costs_and_words_that_may_be_read() -> None:
    ends = unlisted.Ends(Channel(local.now().table))
    assert {end.decode("latin-1") for _, end in ends.of(b"hulgardsvej", 3)} == {"gårdsvej"}
    assert all(0 < cost < 40 for found in ends.by_read.values() for cost, _ in found)
    assert not list(ends.of(b"hulgardx", 3))

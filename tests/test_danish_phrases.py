"""Phrases and beginnings across other spellings, hyphens and repaired words."""

from __future__ import annotations

import pytest

from ingest.archive.marks import marks
from ingest.archive.query import Or, Phrase, Prefix, Query
from ingest.archive.query_parser import parse
from ingest.danish import streams
from ingest.danish.synonyms import SynonymTable


def tree(typed: str) -> Query:
    return parse(typed, SynonymTable()).tree


def holds(typed: str, text: str, *, damaged: bool = False) -> bool:
    """Say whether the phrase stands in the text; the marks must say the same."""
    phrase = tree(typed)
    assert isinstance(phrase, Phrase)
    words = f" {streams(text, damaged=damaged).text} "
    found = any(f" {' '.join(way)} " in words for way in (phrase.surfaces, *phrase.others))
    assert bool(marks(text, phrase, damaged=damaged)) == found
    return found


@pytest.mark.parametrize(
    ("typed", "text", "damaged"),
    [
        ('"århus kommune"', "I Aarhus Kommune er", False),
        ('"aarhus kommune"', "I Århus Kommune er", False),
        ('"høring om boligerne"', "En hoering om boligerne", False),
        ('"hoeringer om skolen"', "To høringer om skolen", False),
        ('"it-strategi for skoler"', "En itstrategi for skoler", False),
        ('"itstrategi for skoler"', "En it-strategi for skoler", False),
        ('"vores skole-hjem-samarbejde"', "Om vores skolehjemsamarbejde", False),
        ('"møde om børn"', "Et mgde om bgrn.", True),
        ('"århus kommune"', "I Arhus Kommune blev der holdt et mgde for bgrn", True),
        ('"sag 00.01.10-G01-1-21 om vejen"', "Sag 00.0l.10-GO1-l-21 om vejen", False),
        ('"sag 18-01234"', "Sag 18/01234", False),
        ('"børne- og ungeudvalget"', "Bgrne- og Ungeudvalget", True),
    ],
)
def test_a_phrase_runs_across_other_spellings(typed: str, text: str, damaged: bool) -> None:
    assert holds(typed, text, damaged=damaged)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"får på marken"', "Far på marken"),
        ('"skøn over byen"', "Skoen over byen"),
        ('"skoen over byen"', "Skøn over byen"),
        ('"råd til alle"', "Rad til alle"),
        ('"sag 18/01234"', "Sag 18/01235"),
        ('"itstrategi for skoler"', "it og strategi for skoler"),
    ],
)
def test_another_word_is_no_other_spelling(typed: str, text: str) -> None:
    assert not holds(typed, text)


def test_the_ways_of_a_phrase_are_few() -> None:
    phrase = tree('"' + "årene så få råd på gården måtte gå " * 4 + '"')
    assert isinstance(phrase, Phrase)
    assert 0 < len(phrase.others) < 16


def test_one_word_in_quotes_has_no_other_way() -> None:
    phrase = tree('"århus"')
    assert isinstance(phrase, Phrase)
    assert phrase.others == ()


@pytest.mark.parametrize(
    ("typed", "prefixes"),
    [("bibliotek*", {"bibliotek"}), ("aarh*", {"aarh", "årh"}), ("hoering*", {"hoering", "høring"}),
     ("boern*", {"boern", "børn"}), ("aelder*", {"aelder", "ælder"}), ("poe*", {"poe"}), ("skoe*", {"skoe"}),
     ("israe*", {"israe"}), ("aar*", {"aar"})],
)  # fmt: skip
def test_a_beginning_typed_without_danish_letters(typed: str, prefixes: set[str]) -> None:
    found = tree(typed)
    parts = found.parts if isinstance(found, Or) else (found,)
    assert {part.prefix for part in parts if isinstance(part, Prefix)} == prefixes


@pytest.mark.parametrize(
    ("typed", "text"),
    [("bibliotek*", "Biblioteksudvalget"), ("pædagog*", "Pzdagogiske"), ("mødet*", "Mgdet var langt")],
)
def test_a_beginning_finds_damaged_words(typed: str, text: str) -> None:
    prefix = tree(typed)
    assert isinstance(prefix, Prefix)
    assert any(token.startswith(prefix.prefix) for token in streams(text, damaged=True).all.split())
    assert [mark.found for mark in marks(text, prefix, damaged=True)] == [text.split()[0]]

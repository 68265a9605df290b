"""å is not a, ø is not o: words that differ by a Danish letter are kept apart, in every form and as parts of others."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.danish import query_terms, streams

APART = [
    ("får", "far"), ("får", "faren"), ("får", "fars"), ("fårene", "farene"), ("får", "fader"), ("fåreavl", "far"),
    ("måde", "mad"), ("måde", "maden"), ("måder", "mader"), ("måde", "madordning"), ("mål", "mal"), ("mål", "malet"),
    ("mål", "male"), ("målet", "malet"), ("målene", "malene"), ("mål", "maling"), ("råd", "rad"), ("råd", "raden"),
    ("råd", "radio"), ("råd", "rader"), ("rådet", "raderet"), ("ældreråd", "ældrerad"), ("møde", "mode"),
    ("møder", "moder"), ("mødet", "modet"), ("bøn", "bon"), ("bøde", "bode"), ("så", "sa"), ("hår", "har"),
    ("år", "ar"), ("vår", "var"), ("nål", "nal"), ("tår", "tar"), ("båd", "bad"), ("både", "bade"), ("hånd", "hand"),
    ("sæd", "sad"), ("hæl", "hal"), ("lære", "lare"), ("læse", "lase"), ("vænge", "vange"), ("gær", "gar"),
    ("rød", "rod"), ("løn", "lon"), ("kør", "kor"), ("føl", "fol"), ("mør", "mor"), ("søl", "sol"), ("tø", "to"),
    ("blå", "bla"), ("gå", "ga"), ("stål", "stal"), ("sål", "sal"), ("tåge", "tage"), ("låge", "lage"),
    ("målgruppe", "malgruppe"), ("rådhus", "radhus"), ("bymål", "bymal"),
]  # fmt: skip


def finds(typed: str, printed: str, *, damaged: bool = False) -> bool:
    return bool(set(query_terms(typed)[1]) & set(streams(printed, damaged=damaged).all.split()))


@pytest.mark.parametrize(("one", "other"), APART)
def test_clean_text_keeps_them_apart_both_ways(one: str, other: str) -> None:
    assert not finds(one, other)
    assert not finds(other, one)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("hoeringer", "høring"), ("høringer", "hoering"), ("boernehaver", "børnehaven"), ("aalborg", "Ålborgs"),
        ("Ålborg", "Aalborg"), ("Århus", "Aarhus'"), ("aeldreraad", "ældrerådet"), ("ældreråd", "aeldreraadet"),
        ("bestyrelsesmoeder", "bestyrelsesmødet"), ("skolevaesenet", "skolevæsen"),
        ("læringscenter", "laeringscentret"),
        ("raadhus", "rådhuset"), ("rådhus", "Raadhuset"), ("maal", "målene"), ("vaagekone", "vågekonen"),
        ("koebenhavn", "Københavns"), ("Soenderborg", "Sønderborg"), ("Ærø", "Aeroe"), ("Nørrebro", "Noerrebro"),
    ],
)  # fmt: skip
def test_twins_meet_in_their_forms(typed: str, printed: str) -> None:
    assert finds(typed, printed)
    assert finds(unicodedata.normalize("NFD", typed), printed)
    assert finds(typed, unicodedata.normalize("NFD", printed))


@pytest.mark.parametrize(("typed", "printed"), [("århus", "Aarhus"), ("høring", "hoering")])
def test_a_twin_ranks_below_the_word_itself(typed: str, printed: str) -> None:
    made = streams(printed)
    term = query_terms(typed)[1][0]
    assert term not in made.text.split()
    assert term in made.forms.split()

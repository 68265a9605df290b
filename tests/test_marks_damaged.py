"""In a damaged text what a word was read as is found, and marked as it stands there."""

from __future__ import annotations

import random

import pytest

from ingest.archive.excerpt import excerpt
from ingest.archive.marks import marks
from ingest.archive.query import Prefix, Query, Word
from ingest.archive.query_parser import parse
from ingest.danish import streams
from ingest.danish.synonyms import SynonymTable


def tree(query: str) -> Query:
    return parse(query, SynonymTable()).tree


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("børn", "Om bgrn og bornene", [("børn", "bgrn"), ("børn", "bornene")]),
        ("mødet", "Pa mgdet blev", [("mødet", "mgdet")]),
        ('"møde om børn"', "Et mgde om bgrn.", [("møde om børn", "mgde om bgrn")]),
        ("hørsholm", "I H@rsholm p& skolen", [("hørsholm", "H@rsholm")]),
        ("pædagog*", "Pzdagogiske mål", [("pædagog*", "Pzdagogiske")]),
        ("bgrn", "Om bgrn", [("bgrn", "bgrn")]),
        ("børn", "The committee said that the bgrn of this town are the best of all and will be so.", []),
    ],
)
def test_what_a_damaged_word_was_read_as_is_marked_where_it_stands(
    query: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(mark.query, mark.found) for mark in marks(text, tree(query), damaged=True)] == expected
    assert all(text[mark.start : mark.end] == mark.found for mark in marks(text, tree(query), damaged=True))
    html, shown_marks = excerpt(text, tree(query), damaged=True)
    assert [mark.found for mark in shown_marks] == [found for _, found in expected]
    assert html.count("<mark>") == len(expected)


def test_a_very_long_damaged_text_is_looked_into_as_far_as_can_be_afforded() -> None:
    near, far = "kaffe " * 3000 + "bgrn", "kaffe " * 4000 + "bgrn"
    assert [mark.read_as for mark in excerpt(near, tree("børn"), damaged=True)[1]] == ["børn"]
    html, found = excerpt(far, tree("børn"), damaged=True)
    assert found == [] and html.startswith("kaffe kaffe")
    assert [mark.found for mark in excerpt(far + " børn", tree("børn"))[1]] == ["børn"]


DAMAGED = ["Mgdet", "om", "bgrnene", "p&", "H@rsholm", "born", "berne-", "og", "Ungeudvalget", "mode", "it-strategi",
           "pa", "samarbejdsaftale", "arsregnskab", "BUU", "made", "the", "of", "and", "is", "\n"]  # fmt: skip


def test_a_damaged_text_is_marked_exactly_when_the_index_finds_it() -> None:
    dice = random.Random(8)
    hits = 0
    for _ in range(1500):
        text = " ".join(dice.choice(DAMAGED) for _ in range(dice.randrange(1, 18)))
        typed = dice.choice(
            ("møde", "børn", "på", "hørsholm", "born", "årsregnskab", "mgdet", "måde", "aftale", "børne*")
        )
        query = tree(typed)
        made = streams(text, damaged=True).all.split()
        wanted = (
            any(token.startswith(query.prefix) for token in made)
            if isinstance(query, Prefix)
            else isinstance(query, Word) and bool(set(query.terms) & set(made))
        )
        hits += wanted
        assert bool(marks(text, query, damaged=True)) == wanted, (typed, text)
    assert 300 < hits < 1300

"""Whatever is typed: a sound tree or advice, and never too much of it."""

from __future__ import annotations

import random

import pytest

from ingest.archive.query import And, Everything, Not, Or, Phrase, Prefix, Query, QueryProblem, Word
from ingest.archive.query_parser import LONGEST, MOST_WORDS, parse
from ingest.danish import synonyms
from ingest.danish.synonyms import SynonymTable

NONE = SynonymTable()


def test_only_so_many_words_are_used() -> None:
    parsed = parse(" ".join(f"ord{n}" for n in range(100)), NONE)
    assert isinstance(parsed.tree, And)
    assert len(parsed.tree.parts) == MOST_WORDS
    assert str(MOST_WORDS) in parsed.notes[0]
    phrase = parse('"' + "ord " * 100 + '"', NONE).tree
    assert isinstance(phrase, Phrase)
    assert len(phrase.surfaces) == MOST_WORDS


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "a OR " * 500, "skole " * 2000, "a-" * 5000, "ord1 ord2 -ord3 " * 500, "[a TO " * 2000,
              "vej -" * 3000, "skole " + "ab* " * 2500, "buu " * 2500, '"a b" ' * 2000, "1." * 5000, "ø\u0308" * 5000]
)  # fmt: skip
def test_a_long_query_is_cut_and_said(typed: str) -> None:
    parsed = parse(typed, synonyms.load())
    assert size(parsed.tree) <= 10 * MOST_WORDS
    assert str(LONGEST) in parsed.notes[0]


def size(query: Query) -> int:
    match query:
        case And(parts=parts) | Or(parts=parts):
            return sum(map(size, parts))
        case Not(part=part):
            return size(part)
        case Phrase(surfaces=surfaces):
            return len(surfaces)
        case _:
            return 1


def well_made(query: Query, *, within: type | None = None) -> None:
    """Hold a tree against what query.py promises."""
    match query:
        case Word(surface=surface, terms=terms, exclude=exclude):
            assert surface and terms and exclude
            assert all(" " not in token and token == token.lower() for token in (*terms, *exclude, surface))
        case Phrase(surfaces=surfaces):
            assert surfaces and all(surfaces)
        case Prefix(prefix=prefix):
            assert len(prefix) >= 3
        case And(parts=parts):
            assert any(not isinstance(part, Not) for part in parts)
            for part in parts:
                well_made(part, within=And)
        case Or(parts=parts):
            assert len(parts) > 1
            for part in parts:
                assert not isinstance(part, Not)
                well_made(part, within=Or)
        case Not(part=part):
            assert within is And
            well_made(part)
        case Everything():
            assert within is None


def test_anything_typed_gives_a_sound_tree_or_advice() -> None:
    dice = random.Random(11)
    pieces = [
        "skole", "BUU", "børne-", "og", "skoleudvalget", '"', "»", "-", "OR", "*", "(", ")", " ", " ", "it-strategi",
        "ß", "00.01.10-G01-1-21", "NOT", "AND", "|", "sk*", "høringer", "\u202e", "\x00", "a\u030a", "^2", ":", "'s",
    ]  # fmt: skip
    answered = 0
    for _ in range(3000):
        typed = "".join(dice.choice(pieces) + dice.choice((" ", " ", "")) for _ in range(dice.randrange(1, 12)))
        try:
            parsed = parse(typed, synonyms.load())
        except QueryProblem as problem:
            assert problem.message
            continue
        answered += 1
        assert parsed.text == typed
        well_made(parsed.tree)
    assert answered > 2000

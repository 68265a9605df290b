"""What any search engine must do for us: the same hits and the same counts, whichever it is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from ingest.archive.index import Answer, Entry, Filters, SearchIndex
from ingest.archive.query import And, Everything, Not, Or, Phrase, Prefix, Word
from ingest.values import Streams
from tests.index_engines import found, ids, put
from tests.index_model import entry, expected, some_entries, some_filters, some_query, word

EVERY_CLOSED = frozenset({"closed:*"})
BUDGET, SCHOOL = word("budget"), word("skole")


def test_an_empty_index_answers(index: SearchIndex) -> None:
    nothing: dict[str, dict[str, int]] = {"kind": {}, "committee": {}, "year": {}, "quality": {}, "decision": {}}
    assert index.search(Everything()) == Answer(0, 0, (), nothing, nothing)
    assert index.search(BUDGET, audience=EVERY_CLOSED).total == 0
    assert list(index.words("", 10)) == []


def test_words_are_found_by_what_all_holds(index: SearchIndex) -> None:
    put(index, entry(1, "budget+et skole+n"), entry(2, "skole"), entry(3, "høring"))
    assert found(index, SCHOOL) == {1, 2}
    assert found(index, word("høring", "en")) == {3}
    assert found(index, Word("hoering", "hoering", ("hoering",))) == {3}  # a spelling twin
    assert found(index, word("havn")) == set()
    assert found(index, Word("x", "x", ("havn", "høring"))) == {3}  # any one of the terms


def test_and_or_not_everything(index: SearchIndex) -> None:
    put(index, entry(1, "budget skole"), entry(2, "budget"), entry(3, "skole+r"), entry(4, "havn"))
    assert found(index, And((BUDGET, SCHOOL))) == {1}
    assert found(index, Or((BUDGET, SCHOOL))) == {1, 2, 3}
    assert found(index, And((SCHOOL, Not(BUDGET)))) == {3}
    assert found(index, And((Everything(), Not(Or((BUDGET, SCHOOL)))))) == {4}
    assert found(index, Everything()) == {1, 2, 3, 4}


def test_without_leaves_out_by_surface_and_lemma_alone(index: SearchIndex) -> None:
    sure = Entry(1, 1, Streams(all="vej vejen skole", text="vejen skole", lemma="vej"), "minutes")
    guess = Entry(2, 2, Streams(all="bej vej skole", text="bej skole", forms="vej"), "minutes")
    part = Entry(3, 3, Streams(all="vejplan vej skole", text="vejplan skole", parts="vej"), "minutes")
    put(index, sure, guess, part)
    assert found(index, word("vej")) == {1, 2, 3}
    assert found(index, And((SCHOOL, Not(word("vej"))))) == {2, 3}
    assert found(index, And((SCHOOL, Not(word("vej", "en"))))) == {2, 3}


def test_phrases_are_decided_by_the_text_alone_word_by_word(index: SearchIndex) -> None:
    put(index, entry(1, "frist for svar"), entry(2, "svar for frist"), entry(3, "frister for svar"))
    put(index, entry(4, "en frist forsvar"), entry(5, "frist for for svar"))
    assert found(index, Phrase("", ("frist", "for", "svar"))) == {1}
    assert found(index, Phrase("", ("for", "for"))) == {5}
    assert found(index, Phrase("", ("frist", "svar"))) == set()
    assert found(index, Phrase("", ("frist",))) == {1, 2, 4, 5}  # one word alone: exactly this form
    title_only = Entry(6, 6, Streams(all="havn plan", text="havn", title="havn plan"), "minutes")
    put(index, title_only)
    assert found(index, Phrase("", ("havn", "plan"))) == set()


def test_a_prefix_is_every_word_that_begins_so(index: SearchIndex) -> None:
    put(index, entry(1, "økonomi"), entry(2, "økonomiudvalg+et"), entry(3, "øko"), entry(4, "ålegræs"))
    assert found(index, Prefix("økonomi*", "økonomi")) == {1, 2}
    assert found(index, Prefix("øko*", "øko")) == {1, 2, 3}
    assert found(index, Prefix("økq*", "økq")) == set()
    assert found(index, And((Prefix("øko*", "øko"), Not(Prefix("økonomiu*", "økonomiu"))))) == {1, 3}


def test_case_numbers_are_one_word(index: SearchIndex) -> None:
    put(index, entry(1, "sag 00.01.10-g01-1-21 om havn"), entry(2, "sag 00.01.10-g01-1-22"), entry(3, "18/01234"))
    assert found(index, word("00.01.10-g01-1-21")) == {1}
    assert found(index, Prefix("", "00.01.10-g01")) == {1, 2}
    assert found(index, word("18/01234")) == {3}


@pytest.mark.parametrize("seed", range(4))
def test_hits_counts_and_facets_equal_looking_at_everything(index: SearchIndex, seed: int) -> None:
    dice = random.Random(seed)
    entries = some_entries(240, seed)
    for start in range(0, len(entries), 60):  # several commits
        put(index, *entries[start : start + 60])
    for _ in range(120):
        query, filters = some_query(dice), some_filters(dice)
        audience = frozenset(
            dice.choice(((), (), ("closed:økonomiudvalget",), ("closed:ukendt", "closed:x"), ("closed:*",)))
        )
        answer = index.search(query, filters, audience=audience, limit=1000)
        wanted = expected(entries, query, filters, audience)
        assert replace(answer, hits=()) == wanted, (query, filters, audience)
        assert len(answer.hits) == len(set(ids(answer))) == wanted.total


def test_closed_entries_are_invisible_without_their_grant(index: SearchIndex) -> None:
    put(index, *(entry(n, "høring skole") for n in range(1, 6)))
    before = index.search(SCHOOL)
    put(
        index,
        entry(6, "skole hemmelig+t", audience="closed:økonomiudvalget", committee="Økonomiudvalget"),
        entry(7, "skole hemmelig+t", audience="closed:ukendt"),
    )
    assert index.search(SCHOOL) == before  # nor in the scores
    assert found(index, word("hemmelig")) == set()
    assert found(index, Everything()) == {1, 2, 3, 4, 5}
    assert found(index, word("hemmelig"), audience=frozenset({"closed:økonomiudvalget"})) == {6}
    assert found(index, SCHOOL, audience=frozenset({"closed:ukendt"})) == {1, 2, 3, 4, 5, 7}
    assert found(index, word("hemmelig"), audience=EVERY_CLOSED) == {6, 7}
    assert found(index, word("hemmelig"), audience=frozenset({"closed:ældrerådet"})) == set()
    assert list(index.words("hem", 10)) == []
    assert sorted(index.passages())[-2:] == [(6, 6, "closed:økonomiudvalget"), (7, 7, "closed:ukendt")]


def test_one_grant_tells_nothing_of_other_closed_entries(index: SearchIndex) -> None:
    own = frozenset({"closed:ældrerådet"})
    put(index, entry(1, "skole"), entry(2, "vej"), entry(3, "skole", audience="closed:ældrerådet"))
    before = index.search(SCHOOL, audience=own)
    put(index, *(entry(n, "skole vej", audience="closed:økonomiudvalget") for n in range(10, 30)))
    assert index.search(SCHOOL, audience=own) == before


def test_filters(index: SearchIndex) -> None:
    put(
        index,
        entry(1, "skole", kind="agenda", committee="Økonomiudvalget", day=date(2010, 1, 1)),
        entry(2, "skole", kind="minutes", committee="Økonomiudvalget", day=date(2010, 12, 31), quality="damaged"),
        entry(3, "skole", kind="minutes", committee=None, day=None, document_id=1),
    )

    def under(**filters: object) -> set[int]:
        return found(index, SCHOOL, filters=Filters(**filters))  # type: ignore[arg-type]

    assert under(kinds=frozenset({"agenda"})) == {1}
    assert under(kinds=frozenset({"agenda", "minutes"})) == {1, 2, 3}
    assert under(committees=frozenset({"Økonomiudvalget"})) == {1, 2}
    assert under(committees=frozenset({"økonomiudvalget"})) == set()  # names as they are shown
    assert under(first=date(2010, 1, 1), last=date(2010, 12, 31)) == {1, 2}
    assert under(first=date(2010, 1, 2)) == {2}
    assert under(last=date(2010, 12, 30)) == {1}
    assert under(documents=frozenset({1})) == {1, 3}
    assert under(qualities=frozenset({"damaged"})) == {2}
    assert under(kinds=frozenset({"minutes"}), committees=frozenset({"Økonomiudvalget"})) == {2}


def test_words_of_the_open_text_by_number_of_passages(index: SearchIndex) -> None:
    put(index, entry(1, "skole skole+n vej"), entry(2, "skole+n"), entry(3, "skole+n skov"), entry(4, "å"))
    assert list(index.words("sko", 10)) == [("skolen", 3), ("skole", 1), ("skov", 1)]
    assert list(index.words("sko", 1)) == [("skolen", 3)]
    assert list(index.words("å", 5)) == [("å", 1)]
    index.replace([(3, [])])
    assert list(index.words("skov", 10)) == []
    assert list(index.words("skolen", 10)) == [("skolen", 2)]


def test_hostile_queries_are_answered(index: SearchIndex) -> None:
    put(index, *some_entries(60, 9))
    assert index.search(Or((SCHOOL,) * 500)).total == index.search(SCHOOL).total
    assert index.search(Phrase("", ("skole",) * 5000)).total == 0
    assert index.search(word("x" * 10_000)).total == 0
    assert index.search(Prefix("", "x" * 10_000)).total == 0
    assert index.search(word("\x00\uffff")).total == 0
    assert index.search(Or((word("\udcff"), Prefix("", "\udcff\udcff\udcff")))).total == 0
    assert index.search(Phrase("", ("skole", "\udcff"))).total == 0

"""What any search engine must make of changes: new entries in place of all the old, exact whatever came before."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from ingest.archive.index import Entry, Filters, SearchIndex
from ingest.archive.query import And, Everything, Not, Or, Prefix
from tests.index_engines import ENGINES, found, put
from tests.index_model import entry, expected, some_entries, word

EVERY_CLOSED = frozenset({"closed:*"})
BUDGET, SCHOOL = word("budget"), word("skole")


def test_replace_puts_new_entries_in_place_of_all_the_old(index: SearchIndex) -> None:
    put(index, entry(1, "skole", document_id=1), entry(2, "budget", document_id=1), entry(3, "skole", document_id=2))
    index.replace([(1, [entry(2, "skole", document_id=1), entry(9, "havn", document_id=1)])])
    assert found(index, SCHOOL) == {2, 3}
    assert found(index, BUDGET) == set()
    assert sorted(index.passages()) == [(2, 1, None), (3, 2, None), (9, 1, None)]
    index.replace([(1, []), (77, [])])
    assert sorted(index.passages()) == [(3, 2, None)]
    assert index.search(Everything()).facets["kind"] == {"minutes": 1}


def test_replacing_again_changes_nothing(index: SearchIndex) -> None:
    entries = some_entries(40, 3)
    put(index, *entries)
    before = index.search(Everything(), audience=EVERY_CLOSED, limit=100)
    put(index, *entries)
    assert index.search(Everything(), audience=EVERY_CLOSED, limit=100) == before


def test_what_becomes_closed_leaves_the_open(index: SearchIndex) -> None:
    put(index, entry(1, "skole budget"))
    put(index, entry(1, "skole budget", audience="closed:ukendt"))
    assert found(index, SCHOOL) == set()
    assert found(index, SCHOOL, audience=EVERY_CLOSED) == {1}
    put(index, entry(1, "skole budget"))
    assert found(index, SCHOOL) == {1}
    assert found(index, SCHOOL, audience=EVERY_CLOSED) == {1}


def test_closed_and_opened_again_it_is_the_same(engine: str, tmp_path: Path) -> None:
    create, reopen = ENGINES[engine]
    index = create(tmp_path / "again")
    put(index, *some_entries(60, 5))
    before = index.search(Everything(), audience=EVERY_CLOSED, limit=100)
    index.close()
    again = reopen(tmp_path / "again")
    assert again.search(Everything(), audience=EVERY_CLOSED, limit=100) == before
    again.close()


def test_many_small_changes_stay_exact(index: SearchIndex) -> None:
    """As in a day of corrections: each document again and again, some removed; merging in between."""
    dice = random.Random(11)
    standing: dict[int, list[Entry]] = {}
    for _ in range(150):
        document = dice.randint(1, 40)
        if dice.random() < 0.1:
            standing[document] = []
        else:
            standing[document] = [
                replace(one, passage_id=document * 100 + n, document_id=document)
                for n, one in enumerate(some_entries(dice.randint(1, 4), dice.randint(0, 99)))
            ]
        index.replace([(document, standing[document])])
    entries = [one for those in standing.values() for one in those]
    for query in (Everything(), SCHOOL, And((word("vej"), Not(BUDGET))), Prefix("", "lok"), Or((SCHOOL, BUDGET))):
        answer = index.search(query, audience=EVERY_CLOSED)
        assert replace(answer, hits=()) == expected(entries, query, Filters(), EVERY_CLOSED)
    assert sorted(index.passages()) == sorted((e.passage_id, e.document_id, e.audience) for e in entries)

"""The order any search engine must give hits in: by trust, by day, and always the same."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.archive.index import Entry, SearchIndex
from ingest.archive.query import And, Or
from ingest.values import Streams
from tests.index_engines import ids, put
from tests.index_model import entry, some_entries, word

EVERY_CLOSED = frozenset({"closed:*"})
BUDGET, SCHOOL = word("budget"), word("skole")


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_show_every_hit_once_in_one_order(index: SearchIndex, sort: str) -> None:
    put(index, *some_entries(150, 7))
    query = Or((SCHOOL, BUDGET, word("høring")))
    how = {"sort": sort, "audience": EVERY_CLOSED}
    whole = index.search(query, limit=1000, **how)  # type: ignore[arg-type]
    pages = [index.search(query, limit=7, offset=n, **how) for n in range(0, whole.total, 7)]  # type: ignore[arg-type]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert all((page.total, page.documents) == (whole.total, whole.documents) for page in pages)
    assert index.search(query, limit=7, offset=whole.total + 5, **how).hits == ()  # type: ignore[arg-type]
    assert index.search(query, limit=0, **how).hits == ()  # type: ignore[arg-type]


def test_order_by_day_puts_the_undated_last_and_ties_by_passage(index: SearchIndex) -> None:
    days = {1: date(2010, 5, 1), 2: None, 3: date(2015, 1, 1), 4: date(2010, 5, 1), 5: None, 6: date(1899, 12, 31)}
    put(index, *(entry(n, "skole", day=day) for n, day in days.items()))
    assert ids(index.search(SCHOOL, sort="newest")) == [3, 1, 4, 6, 2, 5]
    assert ids(index.search(SCHOOL, sort="oldest")) == [6, 1, 4, 3, 2, 5]


def test_equal_scores_go_by_newest_then_passage(index: SearchIndex) -> None:
    put(index, entry(3, "skole"), entry(1, "skole", day=date(2010, 1, 1)))
    put(index, entry(2, "skole"), entry(4, "skole", day=date(2012, 1, 1)))
    assert ids(index.search(SCHOOL)) == [4, 1, 2, 3]
    assert len({hit.score for hit in index.search(SCHOOL).hits}) == 1


def test_order_of_trust(index: SearchIndex) -> None:
    """Title, exact, lemma, forms, parts; all in passages of one length, among others that do not match."""
    fill = "om noget andet"
    rows = [
        Streams(all=f"vej {fill}", text=f"vej {fill}", title="vej"),
        Streams(all=f"vej {fill}", text=f"vej {fill}"),
        Streams(all=f"vejen vej {fill}", text=f"vejen {fill}", lemma="vej"),
        Streams(all=f"vei vej {fill}", text=f"vei {fill}", forms="vej"),
        Streams(all=f"vejplan vej {fill}", text=f"vejplan {fill}", parts="vej"),
    ]
    put(index, *(Entry(n, n, streams, "minutes") for n, streams in enumerate(reversed(rows), 1)))
    put(index, *(entry(n, fill) for n in range(10, 30)))
    answer = index.search(word("vej"))
    assert ids(answer) == [5, 4, 3, 2, 1]
    assert [hit.score for hit in answer.hits] == sorted({hit.score for hit in answer.hits}, reverse=True)


def test_words_side_by_side_come_before_words_apart(index: SearchIndex) -> None:
    put(index, entry(1, "plan om trafik og meget mere"), entry(2, "trafik plan og meget mere om"))
    put(index, *(entry(n, "meget andet og mere om vej") for n in range(10, 30)))
    assert ids(index.search(And((word("trafik"), word("plan"))))) == [2, 1]

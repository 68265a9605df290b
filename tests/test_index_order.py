"""The order any search engine must give hits in: by trust, by day, and always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.archive.index import Entry, SearchIndex
from ingest.archive.query import And, Or, Phrase
from ingest.archive.weights import WEIGHTS
from ingest.archive.whoosh_index import WhooshIndex
from ingest.streams import streams
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


def read(passage: int, text: str, heading: str = "", **what: object) -> Entry:
    """Make the entry of a passage as it is read from a file."""
    made = streams(f"{heading}\n{text}", heading=heading)
    return Entry(passage, passage, made, **{"kind": "minutes", **what})  # type: ignore[arg-type]


OTHERS = [read(n, "Udvalget drøftede noget andet, og sagen blev udsat til næste gang.") for n in range(50, 80)]


def test_a_heading_comes_before_any_number_of_mentions(index: SearchIndex) -> None:
    put(index, *OTHERS, read(1, "Skolen. " * 30), read(2, "Sagen blev drøftet. " * 60, "Skolen"))
    assert ids(index.search(word("skolen", "")))[:2] == [2, 1]


def test_the_whole_word_comes_before_a_part_and_a_heading_before_the_text(index: SearchIndex) -> None:
    body = "Den blev drøftet på mødet."
    put(index, *OTHERS, read(1, f"Der er en svømmehal. {body}"), read(2, body, "Svømmehal"))
    put(index, read(3, f"Der er en hal. {body}"), read(4, body, "Hal"))
    assert ids(index.search(word("hal"))) == [4, 3, 2, 1]


def test_what_stands_there_comes_before_what_was_read_out_of_a_bad_scan(index: SearchIndex) -> None:
    """Though the bad scan is newer: the day decides between equals alone."""
    newer = date(2012, 1, 1)
    put(index, *OTHERS, read(1, "Om børn", quality="damaged", day=newer), read(2, "Om børn", day=date(2004, 1, 1)))
    assert ids(index.search(word("børn"))) == [2, 1]


def test_minutes_come_before_the_agenda_that_says_the_same(index: SearchIndex) -> None:
    text = "Budget 2014. Forvaltningen indstiller, at budgettet godkendes, og at taksterne følger med."
    put(index, *OTHERS, read(1, text, kind="agenda"), read(2, f"{text} Beslutning: Godkendt som indstillet."))
    assert ids(index.search(word("budget"))) == [2, 1]


def test_of_two_that_say_nearly_the_same_the_newer_comes_first(index: SearchIndex) -> None:
    text = "Budget 2014. Forvaltningen indstiller, at budgettet godkendes, og at taksterne følger med."
    put(index, *OTHERS, read(1, text, day=date(2014, 9, 3)))
    put(index, read(2, f"{text} Anbefales af udvalget.", day=date(2014, 10, 8)))
    assert ids(index.search(word("budget"))) == [2, 1]


def test_the_passages_of_a_case_come_newest_first_however_long_they_are(index: SearchIndex) -> None:
    case = "2014-0021312"
    put(index, *OTHERS, read(1, f"Sagsnr. {case}", day=date(2014, 3, 1)))
    put(index, read(2, f"Sagsnr. {case}. " + "Byrådet vedtog forslaget. " * 90, day=date(2014, 6, 25)))
    assert ids(index.search(word(case))) == [2, 1]


def test_phrases_gain_by_a_heading_and_by_little_around_them(index: SearchIndex) -> None:
    put(index, *OTHERS, read(1, "Fælles mål. " + "Der er meget andet at sige om det. " * 60))
    put(index, read(2, "Fælles mål blev nævnt."), read(3, "Sagen blev udsat.", "Fælles mål"))
    assert ids(index.search(Phrase("fælles mål", ("fælles", "mål")))) == [3, 2, 1]


def test_a_lift_that_is_off_changes_the_order_and_not_what_is_found(tmp_path: Path) -> None:
    put(made := WhooshIndex.create(tmp_path / "index"), *OTHERS, read(1, "Skolen. " * 9), read(2, "Sagen.", "Skolen"))
    made.close()
    orders = {}
    for title in (WEIGHTS.title, 0.0):
        opened = WhooshIndex.open(tmp_path / "index", replace(WEIGHTS, title=title))
        orders[title] = ids(opened.search(word("skolen", "")))
        opened.close()
    assert orders == {WEIGHTS.title: [2, 1], 0.0: [1, 2]}

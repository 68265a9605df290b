"""What a reader is promised of a search: the right passages, where they stand, and nothing he may not see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.archive import search as archive_search
from ingest.archive import store
from ingest.archive.index import Filters
from ingest.archive.model import Document, Passage
from ingest.archive.query import QueryProblem
from ingest.archive.search import Found, SearchRequest
from tests.archive_making import Archive, Text

EVERY_CLOSED = frozenset({"closed:*"})
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path)
    yield made
    made.close()


def find(archive: Archive, query: str, audience: frozenset[str] = NOBODY, **how: object) -> Found:
    archive.generations.drain()
    with archive.database.read() as session:
        request = SearchRequest(query, **how)  # type: ignore[arg-type]
        return archive_search.search(session, archive.generations.index(), request, audience)


def test_a_hit_says_where_it_stands_and_why_it_matched(archive: Archive) -> None:
    before = Text(("Godkendelse af dagsorden",), "Godkendelse af dagsorden", "1")
    item = Text(
        ("Lokalplan for havnen", "Udvalget drøftede støj fra <lastbiler> & tog.", "Høringsfristen blev forlænget."),
        heading="Lokalplan for havnen",
        number="2",
        first_page=3,
        case_number="00.01.10-G01-1-21",
    )
    document = archive.add(
        "arkiv/2012/referat.pdf", before, item,
        title="Referat fra Teknikudvalget", committee="Teknikudvalget", meeting_date="2012-09-26", case_number="12/77",
    )  # fmt: skip
    found = find(archive, "støj lastbil")
    assert (found.query, found.total, found.documents, found.suggestion) == ("støj lastbil", 1, 1, None)
    (hit,) = found.hits
    assert hit.document_id == document
    assert (hit.path, hit.name) == ("arkiv/2012/referat.pdf", "referat.pdf")
    assert (hit.title, hit.heading, hit.number) == ("Referat fra Teknikudvalget", "Lokalplan for havnen", "2")
    assert (hit.kind, hit.committee, hit.date) == ("minutes", "Teknikudvalget", "2012-09-26")
    assert hit.case_number == "00.01.10-G01-1-21"
    assert hit.page == 4
    assert hit.matched == (("støj", "støj"), ("lastbil", "lastbiler"))
    assert "<mark>støj</mark> fra &lt;<mark>lastbiler</mark>&gt; &amp; tog" in hit.excerpt
    assert (hit.quality, hit.closed) == ("clean", False)
    assert find(archive, "dagsorden").hits[0].case_number == "12/77"


def test_words_are_found_in_every_form_and_a_case_number_is_one_word(archive: Archive) -> None:
    archive.add("a.txt", "Lederne af børnehaverne i Ådalen bad om møder. Sag 18/01234.")
    archive.add("b.txt", "Sag 18/01235 handler om noget andet.")
    for query in ("leder", "børnehave", "MØDE", "ådalen", '"børnehaverne i ådalen"', "børneh*", "18/01234"):
        assert [hit.name for hit in find(archive, query).hits] == ["a.txt"], query
    assert find(archive, "sag -møder").hits[0].name == "b.txt"
    assert find(archive, "").total == 2


def test_an_abbreviation_is_searched_as_what_it_stands_for_unless_told_not_to(archive: Archive) -> None:
    archive.add("a.txt", "Sagen går til Børne- og Ungdomsudvalget.")
    archive.add("b.txt", "Sagen går til BUU.")
    both = find(archive, "BUU")
    assert sorted(hit.name for hit in both.hits) == ["a.txt", "b.txt"]
    assert both.total == 2
    assert [typed for typed, _ in both.expansions] == ["BUU"] * len(both.expansions) != []
    assert [hit.name for hit in find(archive, "BUU", synonyms=False).hits] == ["b.txt"]


def test_what_cannot_be_answered_says_so(archive: Archive) -> None:
    with pytest.raises(QueryProblem, match="udelades"):
        find(archive, "-skole")


def test_closed_passages_are_for_those_with_the_grant(archive: Archive) -> None:
    archive.add("åben.txt", "Ejendommen sælges.", committee="Økonomiudvalget")
    archive.add(
        "blandet.txt",
        "Ejendommen er vurderet.",
        Text(("Ejendommens pris er hemmelig.",), closed=True),
        committee="Økonomiudvalget",
    )
    archive.add("ukendt.txt", Text(("Ejendommens ejer.",), closed=True))
    assert find(archive, "ejendom").total == 2
    assert find(archive, "hemmelig").total == 0
    found = find(archive, "ejendom", frozenset({"closed:økonomiudvalget"}))
    assert (found.total, sorted(hit.closed for hit in found.hits)) == (3, [False, False, True])
    assert find(archive, "ejer", frozenset({"closed:ukendt"})).total == 1
    assert find(archive, "ejendom", EVERY_CLOSED).total == 4


def test_a_hit_is_checked_against_the_database_before_it_is_shown(archive: Archive) -> None:
    """The index is behind: what was closed, replaced or removed since is not shown all the same."""
    documents = [archive.add(f"{n}.txt", "Ejendommen sælges.", committee="Økonomiudvalget") for n in range(4)]
    assert find(archive, "ejendom").total == 4
    index = archive.generations.index()
    with archive.database.write() as session:
        closed = session.query(Passage).filter_by(document_id=documents[0]).one()
        closed.closed = True
    archive.add("1.txt", "Noget helt andet, som ikke ligner.", again=True)
    archive.remove(documents[2])
    with archive.database.read() as session:

        def seen(audience: frozenset[str]) -> list[int]:
            found = archive_search.search(session, index, SearchRequest("ejendom"), audience)
            return sorted(hit.document_id for hit in found.hits)

        assert seen(NOBODY) == [documents[3]]
        assert seen(frozenset({"closed:ældrerådet"})) == [documents[3]]
        assert seen(frozenset({"closed:økonomiudvalget"})) == [documents[0], documents[3]]


def test_filters_sort_and_paging(archive: Archive) -> None:
    for year in range(2004, 2014):
        kind = "agenda" if year % 2 else "minutes"
        archive.add(f"{year}.txt", "Budgettet blev vedtaget.", meeting_date=f"{year}-05-01", kind=kind)
    newest = find(archive, "budget", sort="newest", limit=3, offset=3)
    assert [hit.name for hit in newest.hits] == ["2010.txt", "2009.txt", "2008.txt"]
    assert (newest.total, newest.documents) == (10, 10)
    some = find(archive, "budget", filters=Filters(kinds=frozenset({"agenda"}), first=date(2008, 1, 1)), sort="oldest")
    assert [hit.name for hit in some.hits] == ["2009.txt", "2011.txt", "2013.txt"]
    assert some.facets["year"] == {"2009": 1, "2011": 1, "2013": 1}
    assert some.choices["kind"] == {"agenda": 3, "minutes": 3}
    assert find(archive, "budget", limit=0).hits == ()


def test_the_first_path_is_the_one_shown(archive: Archive) -> None:
    document = archive.add("mappe/første.txt", "Kulturhuset åbner.")
    with archive.database.write() as session:
        store.sight(session, session.get_one(Document, document), store.Place("mappe/anden.txt"))
    assert find(archive, "kulturhus").hits[0].path == "mappe/første.txt"


@pytest.mark.parametrize("query", ["*", "?*", "a" * 10_000, "(" * 5000, '"uden slut', "a OR " * 500, "\x00", "-" * 900])
def test_hostile_queries_are_answered_or_refused(archive: Archive, query: str) -> None:
    archive.add("a.txt", "Et a og en skole uden slut.")
    try:
        found = find(archive, query)
    except QueryProblem as problem:
        assert problem.message.endswith(".")
    else:
        assert found.total in (0, 1)

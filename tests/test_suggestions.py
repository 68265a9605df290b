"""What was perhaps meant, of words that every reader may see; and at no hits the words that a scanner spoilt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.archive import search as archive_search
from ingest.archive.index import Filters
from ingest.archive.search import Found, SearchRequest
from ingest.archive.suggestions import ONE_LESS
from ingest.danish.suggest import closest, damaged_forms, distance
from tests.archive_making import Archive, Text


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path)
    yield made
    made.close()


def find(archive: Archive, query: str, audience: frozenset[str] = frozenset()) -> Found:
    archive.generations.drain()
    with archive.database.read() as session:
        return archive_search.search(session, archive.generations.index(), SearchRequest(query), audience)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("borgmesteer", "borgmester"), ("brogmester", "borgmester"), ("orgmester", "borgmester"),
        ("fritidsintitution", "fritidsinstitution"), ("høringssvra", "høringssvar"), ("skole borgmestre støi", None),
        ("skolen borgmestr", "skolen borgmester"), ("borgmester", None), ("xqzwk", None), ("Havnstrupp", "havnstrup"),
    ],
)  # fmt: skip
def test_a_word_typed_wrong_is_put_right(archive: Archive, typed: str, meant: str | None) -> None:
    for n in range(4):
        archive.add(f"{n}.txt", f"Skolen i Havnstrup og dens fritidsinstitution gav borgmester {n} et høringssvar.")
    assert find(archive, typed).suggestion == meant


def test_no_word_is_suggested_that_is_closed_or_damaged(archive: Archive) -> None:
    for n in range(3):
        closed = Text((f"Afskedigelse af rektor {n}",), "Personsag", "1", closed=True)
        archive.add(f"{n}.txt", "Skolen fik en ny sti.", closed)
    archive.add("scan.txt", Text(("Om xqolestyrxe og gfrbm",), damaged=True))
    assert find(archive, "afskedigelsse").suggestion is None
    assert find(archive, "afskedigelsse", frozenset({"closed:*"})).suggestion is None
    assert find(archive, "xqolestyrxee").suggestion is None


def test_a_damaged_document_is_found_by_proper_danish(archive: Archive) -> None:
    text = "Referat af mgdet\nBgrne- og Ungeudvalget drgftede en samarbejdsaftale pa omradet med H@rsholm."
    archive.add("scan.txt", Text((text,), damaged=True))
    archive.add("ren.txt", "Mødet om børn.")
    for query in ("drøfte", "område", "hørsholm", '"børne og ungeudvalget drøftede"', "aftale", "drgftede"):
        assert [hit.name for hit in find(archive, query).hits] == ["scan.txt"], query
    assert [hit.name for hit in find(archive, "møde").hits] in (["ren.txt", "scan.txt"], ["scan.txt", "ren.txt"])
    (hit,) = find(archive, "drøfte").hits
    assert hit.matched == (("drøfte", "drgftede"),)
    assert "<mark>drgftede</mark>" in hit.excerpt
    assert hit.quality == "damaged"


def test_the_whole_word_ranks_before_its_part(archive: Archive) -> None:
    archive.add("del.txt", "Ressourceteammødet blev flyttet til fredag.")
    archive.add("hel.txt", "Dette møde blev flyttet helt til fredag.")
    assert [hit.name for hit in find(archive, "møde").hits] == ["hel.txt", "del.txt"]


def test_at_no_hits_words_that_a_scanner_spoilt_are_shown_and_the_page_says_so(archive: Archive) -> None:
    archive.add("scan.txt", "Om Kjolby kro, som ingen vidste var odelagt.")
    found = find(archive, "Kjølby")
    assert [hit.matched for hit in found.hits] == [(("Kjølby", "Kjolby"),)]
    assert any("dårlig scanning" in note for note in found.notes)
    assert find(archive, "kro").notes == ()
    assert find(archive, "Æblekrogen").notes == ()


def test_distances() -> None:
    assert distance("møde", "møde", 2) == 0
    assert distance("mode", "møde", 2) == 0.5
    assert distance("mdøe", "møde", 2) == 0.8
    assert distance("mødde", "møde", 2) == 0.6
    assert distance("abc", "xyzxyz", 2) > 2
    assert closest("møed", [("møde", 5), ("mand", 50)]) == "møde"
    assert closest("abc", []) is None


def test_damaged_forms_begin_with_the_likeliest_and_are_few() -> None:
    assert damaged_forms("skole") == ()
    assert "mode" in damaged_forms("møde")[:2]
    assert len(damaged_forms("æøåæøåæøåæøåæøå")) <= 48
    assert "møde" not in damaged_forms("møde")


def test_a_phrase_with_other_spellings_ranks_below_the_phrase_itself(archive: Archive) -> None:
    archive.add("aa.txt", "Her skriver Aarhus Kommune til alle.")
    archive.add("å.txt", "Her skriver Århus Kommune til alle.")
    archive.add("andet.txt", "Her skriver kommunen i Århus til alle.")
    assert [hit.name for hit in find(archive, '"århus kommune"').hits] == ["å.txt", "aa.txt"]
    assert [hit.name for hit in find(archive, '"aarhus kommune"').hits] == ["aa.txt", "å.txt"]
    assert {hit.name for hit in find(archive, 'skriver -"århus kommune"').hits} == {"andet.txt", "aa.txt"}


def test_at_no_hits_on_three_words_or_more_one_may_be_missing_and_the_page_says_so(archive: Archive) -> None:
    archive.add("bus.txt", "Ældrerådet vil have en telebus til lægen.", committee="Ældrerådet")
    archive.add("to.txt", "Telebus til lægen. Apoteket er lukket.")
    found = find(archive, "telebus ældre læge apotek")
    assert {hit.name: [pair[1] for pair in hit.matched] for hit in found.hits} == {
        "bus.txt": ["Ældrerådet", "telebus", "lægen"],
        "to.txt": ["Telebus", "lægen", "Apoteket"],
    }
    assert (found.total, found.notes) == (2, (ONE_LESS,))
    assert find(archive, "telebus læge apotek").notes == ()  # all are there
    assert find(archive, "telebus tandlæge").total == 0  # half of what was asked is too little
    assert find(archive, "telebus læge tandlæge -apotek").total == 1
    assert find(archive, "telebus kro tandlæge").total == 0


def test_a_small_word_is_none_of_those_that_may_be_missing(archive: Archive) -> None:
    archive.add("bus.txt", "Telebus i byen, og apotek.")
    assert find(archive, "telebus i kro").total == 0  # half of what was asked
    assert [hit.name for hit in find(archive, "telebus på apotek i kro by").hits] == ["bus.txt"]


def test_a_filter_that_leaves_nothing_takes_no_word_away(archive: Archive) -> None:
    archive.add("bus.txt", "Telebus til læge og apotek.")
    archive.add("to.txt", "Telebus til lægen.", kind="policy")
    archive.generations.drain()
    with archive.database.read() as session:
        asked = SearchRequest("telebus læge apotek", Filters(kinds=frozenset({"policy"})))
        assert archive_search.search(session, archive.generations.index(), asked, frozenset()).total == 0

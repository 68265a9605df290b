"""Why a hit is one: the excerpt marks what stands there, and says what it was read as. And what is never proposed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.archive import search as archive_search
from ingest.archive.model import Document
from ingest.archive.search import Found, SearchRequest
from tests.archive_making import Archive, Text


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path)
    yield made
    made.close()


def find(archive: Archive, query: str, *, audience: frozenset[str] = frozenset(), **how: bool) -> Found:
    archive.generations.drain()
    with archive.database.read() as session:
        return archive_search.search(session, archive.generations.index(), SearchRequest(query, **how), audience)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "printed", "matched", "readings"),
    [
        ("skolen", "Begge skoler", ("skolen", "skoler"), ()),
        ("møde", "Et ressourceteammøde", ("møde", "ressourceteammøde"), ()),
        ("århus", "Fra Aarhus", ("århus", "Aarhus"), ()),
        ("hoeringer", "Om høringen", ("hoeringer", "høringen"), ()),
        ("børn", "Om bgrnene", ("børn", "bgrnene"), (("bgrnene", "børnene"),)),
        ("pædagog*", "De pzdagogiske", ("pædagog*", "pzdagogiske"), (("pzdagogiske", "pædagogiske"),)),
        ('"møde om børn"', "Et mgde om bgrn", ("møde om børn", "mgde om bgrn"), (("mgde om bgrn", "møde om børn"),)),
        ("bgrn", "Om bgrn", ("bgrn", "bgrn"), ()),
        ("BUU", "I Børne- og Ungdomsudvalget", ("BUU", "Børne- og Ungdomsudvalget"), ()),
        ("00.01.10", "Sag 00.01.10-G01-1-21", ("00.01.10", "00.01.10-G01-1-21"), ()),
        ("18-01234", "Sag l8/O1234", ("18/01234", "l8/O1234"), (("l8/O1234", "18/01234"),)),
        (
            "00.01.10",
            "Sag 00.0l.10-GO1-1-21",
            ("00.01.10", "00.0l.10-GO1-1-21"),
            (("00.0l.10-GO1-1-21", "00.01.10-G01-1-21"),),
        ),
        ("18/01834", "Sag 18/01B34", ("18/01834", "18/01B34"), (("18/01B34", "18/01834"),)),
    ],
)
def test_every_way_of_matching_says_what_stands_there_and_what_it_was_read_as(
    archive: Archive, typed: str, printed: str, matched: tuple[str, str], readings: tuple[tuple[str, str], ...]
) -> None:
    archive.add("a.txt", Text((f"{printed} blev drøftet.",), damaged="gr" in printed or "pz" in printed))
    (hit,) = find(archive, typed).hits
    assert hit.matched == (matched,)
    assert hit.readings == readings
    assert f"<mark>{matched[1]}</mark>" in hit.excerpt


def test_a_number_that_is_sure_goes_before_one_that_may_be_several(archive: Archive) -> None:
    archive.add("spoilt.txt", "Sag 18/01B34 om vejen.")
    archive.add("clean.txt", "Sag 18/01834 om vejen.")
    archive.add("other.txt", "Sag 18/01634 om vejen.")
    assert [hit.name for hit in find(archive, "18/01834").hits] == ["clean.txt", "spoilt.txt"]
    assert [hit.name for hit in find(archive, "18/01634").hits] == ["other.txt", "spoilt.txt"]


def test_no_damaged_word_is_proposed_however_often_it_stands(archive: Archive) -> None:
    for n in range(5):
        archive.add(f"{n}.txt", Text((f"Om xqolestyrxe og Kjglbyvzng nr. {n}",), damaged=True))
    assert find(archive, "xqolestyrxee").suggestion is None
    assert find(archive, "kjglbyvzngg").suggestion is None
    for n in range(3):
        archive.add(f"ren{n}.txt", f"Foreningen Xqolestyrxe skriver {n}.")
    assert find(archive, "xqolestyrxee").suggestion == "xqolestyrxe"


def test_no_word_is_proposed_of_what_others_may_not_see(archive: Archive) -> None:
    secret = archive.add("udkast.txt", "Grævlingemosen skal bebygges, siger borgmesteren.")
    with archive.database.write() as session:
        session.get_one(Document, secret).audience = "hearing:1"
    for n in range(3):
        archive.add(f"{n}.txt", Text((f"Grævlingehegnet {n}",), "Personsag", "1", closed=True))
    archive.add("åben.txt", "Skolen fik en ny sti.")
    archive.generations.rebuild()
    for typed in ("grævlingemosem", "grævlingehegnett", "borgmesterenn"):
        for audience in (frozenset[str](), frozenset({"hearing:1"}), frozenset({"closed:*"})):
            assert find(archive, typed, audience=audience).suggestion is None


def test_the_wider_search_can_be_left_out(archive: Archive) -> None:
    archive.add("scan.txt", "Om Kjolby kro, som ingen vidste var odelagt.")
    found = find(archive, "Kjølby")
    assert (found.total, found.widened) == (1, True)
    narrow = find(archive, "Kjølby", widen=False)
    assert (narrow.total, narrow.widened, narrow.notes) == (0, False, ())
    assert not find(archive, "kro").widened

"""The archivist keeps the table of abbreviations; it counts at the next search."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ingest.archive.synonym_groups import SynonymGroup
from ingest.danish import synonyms
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of


@pytest.fixture
def archivist(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.ARCHIVIST)


def kept(archive: Archive) -> dict[str, int]:
    with archive.instance.database.read() as session:
        return {group.names[0]: group.id for group in session.scalars(select(SynonymGroup))}


def test_the_table_that_comes_with_the_program_stands_until_it_is_edited(changeable: Archive, archivist: Visitor):
    assert "Børne- og Ungeudvalget" in archivist.text("/arkiv/forkortelser")
    assert kept(changeable) == {}
    archivist.post("/arkiv/forkortelser")
    assert len(kept(changeable)) == len(synonyms.groups())


def test_a_new_name_counts_at_once_and_can_be_taken_away(changeable: Archive, archivist: Visitor):
    reader = Visitor(changeable.app).enter(Role.READER)
    assert "Ingen fund" in words_of(reader.text("/soeg?q=HAVBAD"))
    answer = archivist.post("/arkiv/forkortelser/0", {"navne": "HAVBAD\n  Havnebadet \n\n"})
    assert answer.status_code == 303
    page = words_of(reader.text("/soeg?q=HAVBAD"))
    assert "HAVBAD er også søgt som Havnebadet" in page
    assert "Havnebadet åbner" in page
    archivist.post(f"/arkiv/forkortelser/{kept(changeable)['HAVBAD']}", {"handling": "slet"})
    assert "Ingen fund" in words_of(reader.text("/soeg?q=HAVBAD"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "mindst to forskellige navne"),
        ("BUU", "mindst to forskellige navne"),
        ("Havn\nHAVN", "mindst to forskellige navne"),
        ("a\nb\n…", "har ingen ord"),
        ("navn\n" + "x" * 300, "højst 20 navne"),
        ("\n".join(synonyms.groups()[0]), "allerede en linje"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_box(
    changeable: Archive, archivist: Visitor, typed: str, said: str
):
    answer = archivist.post("/arkiv/forkortelser/0", {"navne": typed})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert said in words_of(page)
    assert typed.splitlines()[0] in page if typed else True

"""What an archivist closed stays closed, however a new reading cuts the paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.archive import closed_table
from ingest.archive.closed_words import runs_of, secrets, share
from ingest.archive.database import Database
from ingest.archive.model import Base, Passage
from ingest.understand.closed_doubt import UNSURE
from ingest.values import PassageText
from tests.test_item_corrections import BATH, ROAD, SCHOOL, passage, reading, save

PLAN = "11. Ny børnehave\nForvaltningen foreslår, at der bygges en børnehave i den gamle stationsbygning ved søen."
LINES = ("Ejendommen på Grævlingevej købes for fire millioner kroner af boet.", "Sælgeren vil blive boende til maj.")
HOUSE = "12. Køb af ejendom\n" + "\n".join(LINES)
ITEMS = (passage(SCHOOL, "8", "Skolernes budget"), passage(PLAN, "11", "Ny børnehave"), passage(HOUSE, "12", "Køb af"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An archive whose item 12 an archivist has closed, and which the readings hold for open."""
    opened = Database.open(f"sqlite:///{tmp_path / 'closed.sqlite'}")
    Base.metadata.create_all(opened.engine)
    save(opened, reading(*ITEMS))
    with opened.write() as session:
        item = session.scalars(select(Passage).where(Passage.number == "12")).one()
        closed_table.decide(session, item, closed=True, user_id=7)
    yield opened
    opened.engine.dispose()


def open_text(database: Database) -> str:
    with database.read() as session:
        live = select(Passage.text).where(Passage.superseded_at.is_(None), Passage.closed.is_(False))
        return "\n".join(session.scalars(live))


def reasons(database: Database) -> list[str]:
    with database.read() as session:
        live = select(Passage).where(Passage.superseded_at.is_(None), Passage.closed)
        return [one.closed_reason for one in session.scalars(live)]


HALVES = (passage("12. Køb af ejendom\n" + LINES[0], "12", "Køb af"), passage(LINES[1], None, "", "text"))
MERGED = passage(f"{PLAN}\n{HOUSE}", "11", "Ny børnehave")
SPREAD = (passage(f"{PLAN}\n12. Køb af ejendom\n{LINES[0]}", "11", "Ny børnehave"), passage(f"{LINES[1]}\n{BATH}"))


@pytest.mark.parametrize(
    "cut",
    [HALVES, (MERGED,), SPREAD, (passage(HOUSE.replace("\n", " "), None, "", "text"),), HALVES[::-1]],
    ids=["halves", "merged", "spread", "other lines", "turned round"],
)
def test_however_it_is_cut_and_however_often(database: Database, cut: tuple[PassageText, ...]) -> None:
    for again in (cut, cut, ITEMS[1:], cut, (MERGED,)):
        save(database, reading(ITEMS[0], *again))
        assert "Grævlingevej" not in open_text(database)
        assert "Sælgeren" not in open_text(database)
        assert "skolernes budget hæves" in open_text(database)


def test_an_open_item_that_took_some_of_it_waits_for_an_archivist(database: Database) -> None:
    save(database, reading(ITEMS[0], MERGED))
    assert [reason.startswith(UNSURE) for reason in reasons(database)] == [True]
    with database.write() as session:
        held = session.scalars(select(Passage).where(Passage.closed, Passage.superseded_at.is_(None))).one()
        closed_table.decide(session, held, closed=False, user_id=7)
    save(database, reading(ITEMS[0], MERGED))
    assert "Grævlingevej" in open_text(database)  # opened by somebody who looked at these very words


def test_what_is_said_in_open_items_too_closes_nothing(database: Database) -> None:
    text = "13. Veje\nForvaltningen foreslår, at skolernes budget hæves for at få råd."
    save(database, reading(*ITEMS, passage(text, "13", "Veje"), passage(ROAD, "10", "Strandvejen")))
    assert "for at få råd" in open_text(database)
    assert len(reasons(database)) == 1


def test_runs_of_words() -> None:
    assert runs_of("Et to tre") == {"et to tre"}
    assert len(runs_of("a b c d e f g h")) == 3
    hidden = secrets(["den hemmelige sag om salg af Søgården og ti mark"], ["den åbne sag om salg"])
    assert share("salg af Søgården", hidden) == 1.0
    assert share("Noget helt andet end det, som var lukket.", hidden) == 0.0

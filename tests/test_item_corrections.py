"""What an archivist says about an item counts at once, is found, and outlives readings that cut the paper otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive import item_corrections, store
from ingest.archive.database import Database
from ingest.archive.entries import entries_of, unpack
from ingest.archive.item_corrections import ItemCorrection
from ingest.archive.model import Base, Document, FieldValue, IndexChange, Passage
from ingest.streams import streams
from ingest.values import Evidence, Field, Layer, LayerKind, PassageText, Prepared, Segment, Source, SourcePage
from ingest.values import Understood as U

SCHOOL = "8. Skolernes budget\nForvaltningen foreslår, at skolernes budget hæves.\nBeslutning\nForslaget blev godkendt."
BATH = "9. Havnebadet\nBadet åbner igen den 1. juni, når broen er lavet færdig.\nBeslutning\nUdsat til næste møde."
ROAD = "10. Strandvejen\nVejen får ny belægning hen over sommeren, og der bliver plads til cykler.\nTiltrådt."


def passage(text: str, number: str | None = None, heading: str = "", kind: str = "item") -> PassageText:
    return PassageText(kind, heading, number, text, (Segment(1, 0, len(text)),))


def reading(*passages: PassageText, fields: tuple[Field, ...] = ()) -> Prepared:
    page = SourcePage(1, (Layer(LayerKind.MARKUP, "x"),), body="x")
    made = tuple(streams(one.text, heading=one.heading, title="Referat") for one in passages)
    known = (Field("title", "Referat", Evidence(1, "Referat")), *fields)
    return Prepared(Source("text/plain", (page,)), U("minutes", known, passages), made)


ITEMS = (
    passage(SCHOOL, "8", "Skolernes budget"),
    passage(BATH, "9", "Havnebadet"),
    passage(ROAD, "10", "Strandvejen"),
)
DECIDED = (
    Field("decision", "Udsat til næste møde.", Evidence(1, "Udsat til næste møde."), 1),
    Field("decision_type", "udsat", Evidence(1, "Udsat"), 1),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{tmp_path / 'items.sqlite'}")
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.engine.dispose()


def save(database: Database, prepared: Prepared) -> None:
    with database.write() as session:
        document = store.find(session, "a" * 64) or store.new_document(session, "a" * 64, 5)
        store.save_parse(session, document, prepared, 0.1)


def live(session: Session) -> list[Passage]:
    return list(session.scalars(select(Passage).where(Passage.superseded_at.is_(None)).order_by(Passage.ordinal)))


def say(database: Database, number: str, name: str, value: str) -> None:
    with database.write() as session:
        item = next(one for one in live(session) if one.number == number)
        item_corrections.say(session, item, name, value, user_id=7, words="rettet af Karen 1. maj 2026")


def known(database: Database, position: int) -> dict[str, str]:
    with database.read() as session:
        return item_corrections.in_force(session, live(session)[position])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Havnebadet og broen"),
        ("number", "9a"),
        ("case_number", "21/4711"),
        ("decision", "Godkendt med den ændring, at broen lægges om."),
        ("decision_type", "godkendt"),
        ("decision_body", "Byrådet"),
        ("attachment", "Tegning af broen\nBudget"),
    ],
)
def test_it_counts_at_once_and_after_the_next_reading_and_is_taken_back(
    database: Database, name: str, value: str
) -> None:
    save(database, reading(*ITEMS, fields=DECIDED))
    before = known(database, 1)
    say(database, "9", name, value)
    assert known(database, 1) == before | {name: value}
    save(database, reading(*ITEMS, fields=DECIDED))
    assert known(database, 1) == before | {name: value}
    with database.write() as session:
        item_corrections.unsay(session, live(session)[1], name, user_id=8)
    assert known(database, 1) == before


def test_that_there_is_none_counts_too(database: Database) -> None:
    save(database, reading(*ITEMS, fields=DECIDED))
    for name in ("decision", "decision_type", "number"):
        say(database, "9", name, "")
    assert known(database, 1) == {"title": "Havnebadet"}
    save(database, reading(*ITEMS, fields=DECIDED))
    assert known(database, 1) == {"title": "Havnebadet"}


def test_who_when_and_what_stood_there_is_kept_also_of_what_is_taken_back(database: Database) -> None:
    save(database, reading(*ITEMS, fields=DECIDED))
    say(database, "9", "decision_type", "godkendt")
    say(database, "9", "decision_type", "afvist")
    with database.read() as session:
        latest, first = item_corrections.history(session, 1)
        assert (latest.before, latest.value, latest.withdrawn_at) == ("godkendt", "afvist", None)
        assert (first.before, first.value, first.withdrawn_by, first.user_id) == ("udsat", "godkendt", 7, 7)


def test_the_reading_itself_is_kept_apart(database: Database) -> None:
    save(database, reading(*ITEMS, fields=DECIDED))
    say(database, "9", "decision_type", "afvist")
    with database.read() as session:
        rows = session.execute(select(FieldValue.origin, FieldValue.value).where(FieldValue.name == "decision_type"))
        assert {tuple(row) for row in rows} == {("read", "udsat"), ("correction", "afvist")}


class TestAnotherSplitting:
    """The paper is read again, and its items come out otherwise."""

    def corrected(self, database: Database) -> None:
        save(database, reading(*ITEMS, fields=DECIDED))
        say(database, "9", "decision_type", "afvist")
        say(database, "9", "title", "Badet ved havnen")

    def test_numbers_that_moved(self, database: Database) -> None:
        self.corrected(database)
        moved = (replace(ITEMS[0], number="9"), replace(ITEMS[1], number="10"), replace(ITEMS[2], number="11"))
        save(database, reading(*moved, fields=DECIDED))
        assert known(database, 1)["decision_type"] == "afvist"
        assert known(database, 1)["title"] == "Badet ved havnen"
        assert "decision_type" not in known(database, 0)

    def test_an_item_in_two_parts(self, database: Database) -> None:
        self.corrected(database)
        head, rest = BATH.split("\nBeslutning")
        parts = (passage(head, "9", "Havnebadet"), passage("Beslutning" + rest, "9", "Havnebadet"))
        save(database, reading(ITEMS[0], *parts, ITEMS[2]))
        assert known(database, 1)["decision_type"] == "afvist"
        assert [known(database, n)["title"] for n in (1, 2)] == ["Badet ved havnen"] * 2

    def test_all_items_in_one_piece(self, database: Database) -> None:
        self.corrected(database)
        save(database, reading(passage(f"{SCHOOL}\n{BATH}\n{ROAD}", kind="text")))
        assert known(database, 0) == {"decision_type": "afvist"}  # shown there, but the piece is not that item
        save(database, reading(*ITEMS, fields=DECIDED))
        assert known(database, 1)["decision_type"] == "afvist"
        assert known(database, 1)["title"] == "Badet ved havnen"
        assert known(database, 0) == {"number": "8", "title": "Skolernes budget"}

    def test_words_that_ocr_read_otherwise(self, database: Database) -> None:
        self.corrected(database)
        other = passage(BATH.replace("Havnebadet", "Havnebudet").replace("næste", "noste"), None, "Havnebudet")
        save(database, reading(ITEMS[0], ITEMS[2], other))
        assert known(database, 2)["decision_type"] == "afvist"

    def test_an_item_that_is_gone_waits_and_comes_back(self, database: Database) -> None:
        self.corrected(database)
        save(database, reading(ITEMS[0], ITEMS[2]))
        with database.read() as session:
            assert {one.lost for one in session.scalars(select(ItemCorrection))} == {True}
        save(database, reading(*ITEMS, fields=DECIDED))
        assert known(database, 1)["decision_type"] == "afvist"
        with database.read() as session:
            assert {one.lost for one in session.scalars(select(ItemCorrection))} == {False}


def test_every_word_of_it_is_in_the_index_entry_and_the_change_with_it(database: Database) -> None:
    save(database, reading(*ITEMS))
    say(database, "9", "title", "Kystsikring")
    say(database, "9", "decision", "Sendes til svømmehallen")
    with database.read() as session:
        kept = live(session)[1].streams
        assert kept
        made = unpack(kept.packed)
        assert {"kystsikring", "svømmehallen"} <= set(made.text.split())
        assert "kystsikring" in made.title.split()
        assert session.query(IndexChange).count() == 3
    with database.write() as session:
        for name in ("title", "decision"):
            item_corrections.unsay(session, live(session)[1], name, user_id=7)
        kept = live(session)[1].streams
        assert kept
        assert unpack(kept.packed) == streams(BATH, heading="Havnebadet", title="Referat")


def test_every_part_of_a_long_item_has_the_decision(database: Database) -> None:
    head, rest = BATH.split("\nBeslutning")
    parts = (passage(head, "9", "Havnebadet"), passage("Beslutning" + rest, "9", "Havnebadet"))
    starts = tuple(Field("item", str(n), Evidence(1, "Punkt"), n) for n in (0, 1, 3))
    save(database, reading(ITEMS[0], *parts, ITEMS[2], fields=(*DECIDED, *starts)))
    with database.read() as session:
        ((_, entries),) = entries_of(session, [1])
        assert [one.decision for one in entries] == [None, "udsat", "udsat", None]
    say(database, "9", "decision_type", "afvist")
    with database.read() as session:
        ((_, entries),) = entries_of(session, [1])
        assert [one.decision for one in entries] == [None, "afvist", "afvist", None]


def test_a_removed_document_keeps_nothing_that_was_said(database: Database) -> None:
    save(database, reading(*ITEMS))
    say(database, "9", "title", "Personsag om Grævlingsund")
    with database.write() as session:
        store.remove(session, session.scalars(select(Document)).one(), "fejl")
    with database.read() as session:
        assert session.scalars(select(ItemCorrection)).all() == []
        assert {one.heading for one in session.scalars(select(Passage))} == {""}
        assert not any(one.as_read for one in session.scalars(select(Passage)))

"""What is saved about a document beside its text."""

from datetime import date
from pathlib import Path

import pytest

from ingest.archive import store
from ingest.archive.database import Database
from ingest.archive.model import Base, Document, FieldValue, IndexChange
from ingest.values import Evidence, Field, Layer, LayerKind, PassageText, Prepared, Segment, Source, SourcePage, Streams
from ingest.values import Understood as U


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = Database.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    Base.metadata.create_all(opened.engine)
    return opened


def prepared(*fields: tuple[str, str], closed: bool = False) -> Prepared:
    text = "Byrådet vedtog planen."
    page = SourcePage(1, (Layer(LayerKind.MARKUP, text),), body=text)
    passage = PassageText("text", "", None, text, (Segment(1, 0, len(text)),), closed=closed)
    read = tuple(Field(name, value, Evidence(1, value)) for name, value in fields)
    return Prepared(Source("text/plain", (page,)), U("letter", read, (passage,)), (Streams("a", "a"),))


def saved(database: Database, value: Prepared, *said: FieldValue) -> Document:
    with database.write() as session:
        document = store.find(session, "a" * 64) or store.new_document(session, "a" * 64, 5)
        for one in said:
            one.document_id = document.id
            session.add(one)
        session.flush()
        store.save_parse(session, document, value, 0.1)
        return document


def test_a_meeting_has_its_meeting_date_and_a_letter_its_own(database: Database) -> None:
    assert saved(database, prepared(("date", "2014-03-31"))).meeting_date == date(2014, 3, 31)
    both = prepared(("date", "2014-03-31"), ("meeting_date", "2014-03-26"))
    assert saved(database, both).meeting_date == date(2014, 3, 26)


def test_what_an_archivist_said_outlives_the_next_reading(database: Database) -> None:
    said = FieldValue(name="committee", value="Byrådet", evidence_text="", origin="correction")
    saved(database, prepared(("committee", "Byradet")), said)
    assert saved(database, prepared(("committee", "Byraadet"))).committee == "Byrådet"


def test_every_change_asks_the_index_to_look(database: Database) -> None:
    saved(database, prepared())
    saved(database, prepared())
    with database.read() as session:
        assert session.query(IndexChange).count() == 2


def test_a_failure_afterwards_keeps_what_was_read(database: Database) -> None:
    saved(database, prepared())
    with database.write() as session:
        document = store.find(session, "a" * 64)
        assert document
        store.save_failure(session, document, "timeout", "")
        assert (document.state, document.cause) == ("indexed", "timeout")


def test_a_document_with_a_closed_passage_says_so(database: Database) -> None:
    assert saved(database, prepared(closed=True)).has_closed
    assert not saved(database, prepared()).has_closed

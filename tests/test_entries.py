"""What the index is given of a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest import danish
from ingest.archive.audience import closed_token
from ingest.archive.entries import batches, entries_of, pack, unpack
from ingest.archive.index import Entry
from ingest.archive.model import FieldValue, Passage, PassageStreams
from ingest.values import Streams
from tests.archive_making import Archive, Text


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path)
    yield made
    made.close()


def entries(archive: Archive, *documents: int) -> dict[int, list[Entry]]:
    with archive.database.read() as session:
        return dict(entries_of(session, documents))


def test_streams_are_unpacked_as_they_were_packed() -> None:
    streams = Streams("a æ ø", "å", "lemma", "former", "dele", "titel")
    assert unpack(pack(streams)) == streams
    assert unpack(pack(Streams("", ""))) == Streams("", "")


def test_a_grant_is_written_in_one_way() -> None:
    assert closed_token("Børne- og Ungeudvalget") == "closed:børne- og ungeudvalget"
    assert closed_token(" ØKONOMIUDVALGET ") == "closed:økonomiudvalget"
    assert closed_token(None) == "closed:ukendt"


def test_an_entry_carries_what_is_searched_and_filtered_by(archive: Archive) -> None:
    document = archive.add(
        "a.pdf", Text(("Skolen lukker.",), "Skolen"), Text(("Prisen er hemmelig.",), closed=True),
        title="Referat", committee="Skoleudvalget", meeting_date="2010-03-04", publisher="Ådal", kle_subject="17.00",
    )  # fmt: skip
    opened, closed = entries(archive, document)[document]
    assert opened.streams == danish.streams("Skolen lukker.", heading="Skolen", title="Referat")
    assert (opened.document_id, opened.kind, opened.committee) == (document, "minutes", "Skoleudvalget")
    assert (opened.day, opened.kle, opened.publisher) == (date(2010, 3, 4), "17.00", "Ådal")
    assert (opened.quality, opened.audience) == ("clean", None)
    assert closed.audience == "closed:skoleudvalget"
    assert closed.passage_id == opened.passage_id + 1


def test_the_passages_own_value_comes_before_the_documents(archive: Archive) -> None:
    document = archive.add("a.pdf", "Et punkt.", "Et andet punkt.", kle_subject="00.01")
    with archive.database.write() as session:
        second = session.query(Passage).filter_by(document_id=document, ordinal=1).one()
        session.add(
            FieldValue(document_id=document, passage_id=second.id, name="kle_subject", value="17.03", evidence_text="")
        )
    assert [entry.kle for entry in entries(archive, document)[document]] == ["00.01", "17.03"]


def test_what_is_gone_has_no_entries(archive: Archive) -> None:
    document, other = archive.add("a.pdf", "Skolen lukker."), archive.add("b.pdf", "Vejen åbner.")
    before = entries(archive, document)[document]
    archive.add("a.pdf", "Havnebassinet bliver uddybet næste sommer.", again=True)
    after = entries(archive, document)[document]
    assert [entry.streams.text for entry in after] == ["havnebassinet bliver uddybet næste sommer"]
    assert len(before) == len(after) == 1
    archive.remove(document)
    assert entries(archive, document, 999)[document] == entries(archive, 999)[999] == []
    assert len(entries(archive, other)[other]) == 1


def test_streams_of_another_version_are_made_again(archive: Archive) -> None:
    document = archive.add("a.pdf", Text(("Skolerne lukker.",), "Skolerne"), title="Referat")
    made = entries(archive, document)
    with archive.database.write() as session:
        kept = session.query(PassageStreams).one()
        kept.version, kept.packed = "older", pack(Streams("forkert", "forkert"))
    assert entries(archive, document) == made


def test_batches_keep_the_order_and_stay_small(archive: Archive) -> None:
    few = [archive.add(f"{n}.txt", "kort") for n in range(3)]
    many = archive.add("mange.txt", *(f"passage {n}" for n in range(1200)))
    last = archive.add("sidst.txt", "kort")
    with archive.database.read() as session:
        assert batches(session, [*few, many, last]) == [few, [many], [last]]
        assert batches(session, []) == []
        assert [len(batch) for batch in batches(session, few * 400)] == [500, 500, 200]

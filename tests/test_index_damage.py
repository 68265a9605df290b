"""An index that is damaged is built again, and what does not agree is named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func

from ingest.archive.generations import Generations
from ingest.archive.index import IndexDamaged, SearchIndex
from ingest.archive.model import Passage
from ingest.archive.query import Everything, Word
from tests.archive_making import Archive, Text

EVERY_CLOSED = frozenset({"closed:*"})
SCHOOL = Word("skole", "skole", ("skole",), ("skole",))
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "archive")
    yield made
    made.close()


@pytest.fixture
def other(archive: Archive) -> Generations:
    """The same instance in another process, as far as it can tell."""
    return Generations(archive.files, archive.database)


def documents(index: SearchIndex) -> set[int]:
    return {hit.document_id for hit in index.search(Everything(), audience=EVERY_CLOSED, limit=1000).hits}


def numbers(archive: Archive) -> list[str]:
    return sorted(path.name for path in archive.files.index.iterdir() if path.is_dir())


def emptied(archive: Archive, part: str) -> None:
    (toc,) = (archive.files.index / "1" / part).glob("*.toc")
    toc.write_bytes(b"")


def without_segments(archive: Archive) -> None:
    for segment in (archive.files.index / "1" / "open").glob("*.seg"):
        segment.unlink()


DAMAGES: dict[str, Callable[[Archive], object]] = {
    "the table of contents is empty": lambda archive: emptied(archive, "open"),
    "the restricted one's is empty": lambda archive: emptied(archive, "restricted"),
    "no table of contents": lambda archive: [p.unlink() for p in archive.files.index.glob("1/open/*.toc")],
    "segments are gone": without_segments,
    "the folder is gone": lambda archive: shutil.rmtree(archive.files.index / "1"),
    "everything is gone": lambda archive: [shutil.rmtree(archive.files.index), archive.files.index.mkdir()],
    "current is nonsense": lambda archive: (archive.files.index / "current").write_text("?"),
    "no state": lambda archive: (archive.files.index / "1" / "state.json").unlink(),
    "the state is cut short": lambda archive: (archive.files.index / "1" / "state.json").write_text('{"cur'),
    "another layout": lambda archive: (archive.files.index / "1" / "state.json").write_text(
        '{"cursor": 1, "language": "x", "format": 0}'
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_says_so_and_is_built_again(archive: Archive, other: Generations, damage: str) -> None:
    document = archive.add("a.txt", "Skolen lukker.", Text(("Hemmeligt om skolen.",), closed=True))
    archive.generations.drain()
    DAMAGES[damage](archive)
    with pytest.raises(IndexDamaged) as damaged:
        other.index().search(SCHOOL, audience=EVERY_CLOSED)
    assert "portal reindex" in damaged.value.message
    other.drain()
    assert other.index().search(SCHOOL, audience=EVERY_CLOSED).total == 2
    assert documents(other.index()) == {document}
    assert len(numbers(archive)) == 1
    assert other.check() == []


def test_check_names_what_does_not_agree(archive: Archive) -> None:
    lost, cut, gone, closed = (
        archive.add(name, text) for name, text in (
            ("a", "Skolen lukker."), ("b", "Vejen åbner."), ("c", "Havnen uddybes."), ("d", "Prisen er steget."),
        )
    )  # fmt: skip
    archive.generations.drain()
    originals = {path.read_bytes(): path for path in archive.files.originals.glob("*/*")}
    originals[b"a"].unlink()
    originals[b"b"].write_bytes(b"more")
    stray = archive.files.originals / "00" / ("0" * 64)
    stray.parent.mkdir()
    stray.write_bytes(b"x")
    assert not any(str(stray) in line for line in archive.generations.check())  # perhaps it is being read just now
    os.utime(stray, (1, 1))
    with archive.database.write() as session:  # without a word to the index
        session.query(Passage).filter_by(document_id=closed).one().closed = True
        session.query(Passage).filter_by(document_id=gone).one().superseded_at = func.now()
        session.add(_copy_of(session.query(Passage).filter_by(document_id=lost).one()))
    lines = archive.generations.check()
    assert [line.split(":")[0] for line in lines] == [
        f"Dokument {lost} mangler sin original",
        f"Dokument {cut} har en original på 4 byte, ikke 1",
        "Filen hører ikke til noget dokument",
        f"Passage 5 i dokument {lost} mangler i indekset.",
        f"Passage 3 i dokument {gone} står i indekset, men er ikke i databasen.",
        f"Passage 4 i dokument {closed} er for andre læsere i indekset end i databasen.",
    ]
    archive.generations.rebuild()
    assert len(archive.generations.check()) == 3


def _copy_of(passage: Passage) -> Passage:
    names = ("document_id", "parse_id", "kind", "heading", "text", "segments", "first_page", "last_page")
    return Passage(ordinal=1, **{name: getattr(passage, name) for name in names})

"""The index follows the database: whoever changes, whoever searches meanwhile, and whatever is killed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import func, select

from ingest.archive.generations import Generations
from ingest.archive.index import IndexDamaged, SearchIndex
from ingest.archive.model import IndexChange, Passage
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


def test_the_first_use_gives_an_empty_index(archive: Archive, other: Generations) -> None:
    assert documents(archive.generations.index()) == documents(other.index()) == set()
    assert numbers(archive) == ["1"]
    assert archive.generations.check() == []


def test_changes_are_applied_once_and_seen_by_everybody(archive: Archive, other: Generations) -> None:
    assert documents(other.index()) == set()
    first, second = archive.add("a.txt", "Skolen lukker."), archive.add("b.txt", "Vejen åbner.")
    assert documents(other.index()) == set()
    assert archive.generations.drain() == 2
    assert archive.generations.drain() == 0
    assert documents(archive.generations.index()) == documents(other.index()) == {first, second}
    archive.add("a.txt", "Havnebassinet uddybes til sommer.", again=True)
    archive.remove(second)
    assert other.drain() == 2
    assert documents(archive.generations.index()) == {first}
    assert archive.generations.index().search(SCHOOL).total == 0
    assert archive.generations.check() == []


def test_who_finds_the_lock_taken_leaves_it_or_waits(archive: Archive, other: Generations) -> None:
    archive.generations.index()
    archive.add("a.txt", "Skolen lukker.")
    applied: list[int] = []
    waiting = threading.Thread(target=lambda: applied.append(other.drain(wait=True)))
    with FileLock(archive.files.lock("index")):
        assert archive.generations.drain() == 0
        waiting.start()
    waiting.join()
    assert applied == [1]
    assert len(documents(archive.generations.index())) == 1


def test_applying_again_changes_nothing(archive: Archive) -> None:
    archive.add("a.txt", "Skolen lukker.", Text(("Hemmeligt om skolen.",), closed=True))
    archive.add("b.txt", "Skolen åbner igen.")
    archive.generations.drain()
    before = archive.generations.index().search(SCHOOL, audience=EVERY_CLOSED)
    state = archive.files.index / "1" / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"cursor": 0}))
    assert archive.generations.drain() == 2
    assert archive.generations.index().search(SCHOOL, audience=EVERY_CLOSED) == before
    assert archive.generations.check() == []


def test_a_rebuild_takes_the_place_of_the_old_in_one_step(archive: Archive, other: Generations) -> None:
    document = archive.add("a.txt", "Skolen lukker.", Text(("Hemmeligt om skolen.",), closed=True))
    archive.generations.drain()
    old = other.index()
    assert archive.generations.rebuild() == 2
    assert numbers(archive) == ["2"]
    assert old.search(SCHOOL).total == 1  # who searches in the old one goes on
    assert other.index() is not old
    assert documents(other.index()) == documents(archive.generations.index()) == {document}
    assert archive.generations.check() == []


def test_others_search_and_change_while_one_rebuilds(archive: Archive, other: Generations) -> None:
    kept = [archive.add(f"{n}.txt", "Skolen lukker.") for n in range(3)]
    archive.generations.drain()
    later: list[int] = []

    def meanwhile(done: int, of: int) -> None:
        assert (done, of) == (3, 3)
        later.append(archive.add("senere.txt", "Skolen bliver."))
        archive.add("1.txt", "Havnebassinet uddybes til sommer.", again=True)
        archive.remove(kept[0])
        assert other.drain() == 3
        assert documents(other.index()) == {kept[1], kept[2], later[0]}
        later.append(archive.add("senest.txt", "Skolen bliver."))  # nobody applies this one to the old

    assert archive.generations.rebuild(meanwhile) == 4
    assert documents(other.index()) == {kept[1], kept[2], *later}
    assert other.index().search(SCHOOL).total == 3
    assert archive.generations.check() == []


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


def test_an_index_ahead_of_its_database_or_of_another_language_is_built_again(archive: Archive) -> None:
    archive.add("a.txt", "Skolen lukker.")
    archive.generations.drain()
    state = archive.files.index / "1" / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"cursor": 99}))  # a backup was put back
    archive.add("b.txt", "Skolen åbner igen.")
    archive.generations.drain()
    assert archive.generations.index().search(SCHOOL).total == 2
    state = archive.files.index / "2" / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"language": "older"}))
    assert archive.generations.index().search(SCHOOL).total == 2  # it can be used until then
    archive.generations.drain()
    assert numbers(archive) == ["3"]


def test_changes_that_are_done_with_are_deleted_but_the_last(archive: Archive) -> None:
    document = archive.add("a.txt", "Skolen lukker.")
    with archive.database.write() as session:
        session.add_all(IndexChange(document_id=document) for _ in range(1100))
    assert archive.generations.drain() == 1101
    with archive.database.read() as session:
        assert session.scalars(select(IndexChange.id)).all() == [1101]
    archive.add("b.txt", "Skolen åbner igen.")
    assert archive.generations.drain() == 1
    assert archive.generations.check() == []


def test_changes_wait_for_a_rebuild_that_needs_them(archive: Archive, other: Generations) -> None:
    document = archive.add("a.txt", "Skolen lukker.")
    archive.generations.drain()

    def meanwhile(_done: int, _of: int) -> None:
        archive.add("a.txt", "Skolen lukker alligevel ikke.", again=True)
        with archive.database.write() as session:
            session.add_all(IndexChange(document_id=document) for _ in range(1100))
        other.drain()
        with archive.database.read() as session:
            assert session.scalar(select(func.count()).select_from(IndexChange)) == 1102

    archive.generations.rebuild(meanwhile)
    assert archive.generations.check() == []
    assert other.index().search(Word("alligevel", "alligevel", ("alligevel",))).total == 1


@pytest.mark.parametrize("action", ["drain", "rebuild"])
def test_killed_at_any_moment_it_can_be_used_and_heals(archive: Archive, action: str) -> None:
    stays = archive.add("a.txt", "Skolen lukker.", Text(("Hemmeligt om skolen.",), closed=True))
    goes = archive.add("b.txt", "Skolen i byen.")
    archive.generations.drain()
    archive.add("a.txt", "Skolen lukker ikke.", Text(("Hemmeligt om skolen.",), closed=True), again=True)
    archive.remove(goes)
    added = [archive.add(f"ny{n}.txt", "En ny skole.", Text(("Hemmeligt.",), closed=True)) for n in range(3)]
    archive.close()
    points = 9
    command = [sys.executable, "-W", "ignore", "-m", "tests.kill_points", str(archive.root), action, str(points)]
    subprocess.run(command, check=True, cwd=ROOT, env=dict(os.environ))
    for n in range(points + 1):  # number 0 was not killed
        left = Archive(archive.root.with_name(f"{archive.root.name}-{n}"))
        assert stays in documents(left.generations.index())
        left.generations.drain()
        assert documents(left.generations.index()) == {stays, *added}
        assert left.generations.check() == []
        assert len(numbers(left)) == 1
        left.close()


def test_many_threads_search_while_another_changes(archive: Archive, other: Generations) -> None:
    """Each answer is of one moment: as many hits as the total says, and never fewer than before."""
    archive.add("0.txt", "Skolen lukker.")
    archive.generations.drain()
    problems: list[str] = []
    done = threading.Event()

    def search() -> None:
        seen = 0
        while not done.is_set():
            answer = other.index().search(SCHOOL, audience=EVERY_CLOSED, limit=1000)
            if answer.total != len(answer.hits) or answer.total < seen or answer.documents != answer.total:
                problems.append(f"{seen} then {answer.total} with {len(answer.hits)}")
            seen = answer.total

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(1, 9):
        archive.add(f"{n}.txt", "En skole til.")
        archive.generations.drain()
    archive.generations.rebuild()
    done.set()
    for thread in threads:
        thread.join()
    assert problems == []
    assert other.index().search(SCHOOL).total == 9


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
        f"Passage 4 i dokument {closed} er åben i databasen og lukket i indekset, eller omvendt.",
    ]
    archive.generations.rebuild()
    assert len(archive.generations.check()) == 3


def _copy_of(passage: Passage) -> Passage:
    names = ("document_id", "parse_id", "kind", "heading", "text", "segments", "first_page", "last_page")
    return Passage(ordinal=1, **{name: getattr(passage, name) for name in names})

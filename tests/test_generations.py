"""The index follows the database: whoever changes, whoever searches meanwhile, and whatever is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import func, select

from ingest.archive.generations import Generations
from ingest.archive.index import SearchIndex
from ingest.archive.model import IndexChange
from ingest.archive.query import Everything, Word
from tests.archive_making import Archive, Text

pytestmark = pytest.mark.slow

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

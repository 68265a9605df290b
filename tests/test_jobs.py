"""The job table is the truth: one taker at a time, nothing lost when a worker dies."""

from datetime import timedelta
from pathlib import Path

import pytest

from ingest import jobs
from ingest.archive.database import Database
from ingest.archive.files import Files
from ingest.archive.model import Base, Job, now


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = Database.open(f"sqlite:///{tmp_path / 'jobs.sqlite'}")
    Base.metadata.create_all(opened.engine)
    return opened


def queued(database: Database) -> int:
    with database.write() as session:
        return jobs.enqueue(session, "ingest", {"upload": "x"}).id


def claimed(database: Database, job_id: int, worker: str) -> bool:
    with database.write() as session:
        return jobs.claim(session, job_id, worker) is not None


def expire(database: Database, job_id: int) -> None:
    with database.write() as session:
        session.get_one(Job, job_id).lease_until = now() - timedelta(seconds=1)


def test_only_one_worker_gets_a_job(database: Database) -> None:
    job = queued(database)
    assert claimed(database, job, "a")
    assert not claimed(database, job, "b")


def test_a_job_of_a_dead_worker_is_taken_by_another(database: Database) -> None:
    job = queued(database)
    claimed(database, job, "a")
    expire(database, job)
    with database.write() as session:
        assert jobs.waiting(session) == [job]
    assert claimed(database, job, "b")


def test_a_living_worker_keeps_its_job(database: Database) -> None:
    job = queued(database)
    claimed(database, job, "a")
    expire(database, job)
    with database.write() as session:
        jobs.renew(session, job, "a")
    assert not claimed(database, job, "b")


def test_somebody_else_cannot_renew(database: Database) -> None:
    job = queued(database)
    claimed(database, job, "a")
    expire(database, job)
    with database.write() as session:
        jobs.renew(session, job, "b")
    assert claimed(database, job, "c")


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_a_closed_job_is_never_taken_again(database: Database, state: str) -> None:
    job = queued(database)
    with database.write() as session:
        jobs.finish(session, job, state, {"state": "indexed"})
        assert jobs.waiting(session) == []
    assert not claimed(database, job, "a")


def test_a_job_that_kills_its_worker_is_given_up(database: Database) -> None:
    job = queued(database)
    for worker in ("a", "b", "c"):
        assert claimed(database, job, worker)
        expire(database, job)
    with database.write() as session:
        assert jobs.waiting(session) == []
        assert session.get_one(Job, job).state == "failed"


def test_a_job_that_is_not_due_waits(database: Database) -> None:
    job = queued(database)
    with database.write() as session:
        session.get_one(Job, job).due_at = now() + timedelta(hours=1)
        assert jobs.waiting(session) == []
    assert not claimed(database, job, "a")


def test_an_undone_transaction_leaves_no_job(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        jobs.enqueue(session, "ingest", {})
        raise ZeroDivisionError
    with database.write() as session:
        assert jobs.waiting(session) == []


def test_the_message_carries_the_id_to_the_worker(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.prepare()
    jobs.wake(files, 42)
    got: list[int] = []
    channel, _ = jobs.queue(files, got.append)
    task = channel.dequeue()
    channel.execute(task)
    assert got == [42]


def test_what_somebody_waits_for_goes_before_the_heap(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.prepare()
    jobs.wake(files, 1, 2)
    jobs.wake(files, 3, 4, soon=True)
    got: list[int] = []
    channel, _ = jobs.queue(files, got.append)
    for _ in range(4):
        channel.execute(channel.dequeue())
    assert got == [3, 4, 1, 2]

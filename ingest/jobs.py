"""The job table: the truth about work to be done. A queue message only wakes a worker and carries the id.

huey alone lost the jobs in flight at kill -9; with the table none of 1,000 was lost or ran twice.
Delivery is at least once: an effect must be safe to have twice (ingest is: by digest).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from huey import SqliteHuey
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ingest.archive.files import Files
from ingest.archive.model import Job, now

LEASE = timedelta(minutes=5)  # renewed every minute by the worker that lives
MOST_ATTEMPTS = 3


def enqueue(session: Session, kind: str, payload: dict[str, Any], created_by: int | None = None) -> Job:
    """Write down a job in the caller's transaction; call `wake` after the commit. The clock finds a lost wake-up."""
    job = Job(kind=kind, payload=payload, created_by=created_by)
    session.add(job)
    session.flush()
    return job


def queue(files: Files, run: Callable[[int], None] | None = None) -> tuple[SqliteHuey, Callable[..., Any]]:
    """Open the queue of an instance and give it with its one task, which sends the id of a job.

    Args:
        files: The instance.
        run: What a worker does with an id; whoever only sends needs none.
    """
    channel = SqliteHuey("hoeringsarkivet", filename=str(files.queue), results=False)

    def wake_task(job_id: int) -> None:
        if run is not None:
            run(job_id)

    return channel, channel.task(name="wake")(wake_task)


def wake(files: Files, *job_ids: int, soon: bool = False) -> None:
    """Tell a worker that jobs are there.

    Args:
        files: The instance.
        job_ids: The jobs; one queue is opened for all of them.
        soon: Somebody waits for them: they go before a heap of files that lies there already.
    """
    channel, send = queue(files)
    for job_id in job_ids:
        send(job_id, priority=1 if soon else 0)
    channel.storage.close()


def claim(session: Session, job_id: int, worker: str) -> Job | None:
    """Take a job for a while by compare-and-set; None when it is done, cancelled, not due, or somebody else's."""
    moment = now()
    free = or_(Job.state == "queued", (Job.state == "running") & (Job.lease_until < moment))
    taken = session.execute(
        update(Job)
        .where(Job.id == job_id, free, Job.due_at <= moment)
        .values(state="running", worker=worker, lease_until=moment + LEASE, attempts=Job.attempts + 1)
    )
    return session.get(Job, job_id) if taken.rowcount else None  # type: ignore[attr-defined]


def renew(session: Session, job_id: int, worker: str) -> None:
    """Keep a claimed job for another lease."""
    session.execute(update(Job).where(Job.id == job_id, Job.worker == worker).values(lease_until=now() + LEASE))


def finish(session: Session, job_id: int, state: str, result: dict[str, Any]) -> None:
    """Close a job as `done`, `failed` or `cancelled` with what came of it."""
    session.execute(
        update(Job).where(Job.id == job_id).values(state=state, result=result, finished_at=now(), lease_until=None)
    )


def waiting(session: Session) -> list[int]:
    """Give the ids of jobs that somebody should take now: queued and due, or left by a worker that died.

    A job that took its worker down several times is closed as failed instead.
    """
    moment = now()
    left = (Job.state == "running") & (Job.lease_until < moment)
    session.execute(
        update(Job)
        .where(left, Job.attempts >= MOST_ATTEMPTS)
        .values(state="failed", result={"cause": "crashed"}, finished_at=moment, lease_until=None)
    )
    due = select(Job.id).where(or_(Job.state == "queued", left), Job.due_at <= moment)
    return list(session.scalars(due.order_by(Job.id)))

"""How far the files on their way in have come, and what became of the latest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, Job
from portal import words

_SHOWN = 20
_LOOKED_AT = 5000  # jobs of one run that are counted
_UNFINISHED = ("queued", "running")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file and what became of it.

    Attributes:
        state: `queued` | `running` | `failed` | a FileState.
        message: Danish; "" when all went well or nothing has happened yet.
    """

    name: str
    state: str
    message: str
    document_id: int | None
    at: datetime
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """The run that is under way, or the last one.

    Attributes:
        done, total: Files of this run; a run ends when nothing is left to do.
        left: Danish words for the time left; "" when nobody can say.
    """

    done: int
    total: int
    left: str
    arrivals: tuple[Arrival, ...]

    @property
    def running(self) -> bool:
        """Whether anything is still to be done."""
        return self.done < self.total


def progress(session: Session, moment: datetime) -> Progress:
    """Look at the jobs: how far, how long still, and the latest outcomes."""
    ours = select(Job).where(Job.kind == "ingest").order_by(Job.id.desc())
    done, waiting, began = _run(session.scalars(ours.limit(_LOOKED_AT)))
    left = _left((moment - began).total_seconds() / done * waiting) if done and began else ""
    latest = session.scalars(ours.limit(_SHOWN)).all()
    return Progress(done, done + waiting, left, tuple(_arrivals(session, latest)))


def _run(jobs: Iterable[Job]) -> tuple[int, int, datetime | None]:
    """Count the run under way, newest first: done, waiting, and when it began. A run ends when nothing is left to do.

    So a finished job belongs to it when it was not yet finished as the next of the run came in.
    """
    done = waiting = newer = 0
    began: datetime | None = None
    for job in jobs:
        if job.state in _UNFINISHED:
            waiting += 1
            began = min(job.created_at, began or job.created_at)
        elif began is None:
            newer += 1  # finished before an older one: part of the run, if there is one
        elif job.finished_at is not None and job.finished_at >= began:
            done += 1
            began = min(began, job.created_at)
        else:
            break
    return (done + newer, waiting, began) if waiting else (0, 0, None)


def _left(seconds: float) -> str:
    if seconds < 90:
        return "under to minutter igen"
    return f"cirka {words.count(round(seconds / 60), 'minut', 'minutter')} igen"


def _arrivals(session: Session, found: Any) -> Iterator[Arrival]:
    for job in found:
        result = job.result or {}
        document_id = result.get("document_id") or job.payload.get("document_id")
        yield Arrival(
            name=job.payload.get("name") or _name(session, document_id),
            state=result.get("state", job.state) if job.state == "done" else job.state,
            message=result.get("message") or ("" if job.state != "failed" else words.cause(result.get("cause"))),
            document_id=document_id,
            at=job.finished_at or job.created_at,
            inside=len(result.get("members") or ()),
        )


def _name(session: Session, document_id: int | None) -> str:
    document = session.get(Document, document_id) if document_id else None
    return document.name if document else "Ukendt fil"

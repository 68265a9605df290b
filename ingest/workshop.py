"""What the pipeline is given: a file to take in, and what it works with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest import manifest
from ingest.archive.database import Database
from ingest.archive.files import Files
from ingest.archive.generations import Generations
from ingest.archive.store import Place
from ingest.readers import Limits
from ingest.sandbox import Sandbox
from ingest.values import Member


class Stopped(Exception):
    """The run was interrupted before this file was saved: nothing is recorded, the next run takes it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file to take in: the bytes, where it was seen, whether to read it again, and what a list says about it.

    Attributes:
        inside: The digests of the containers it came out of, the outermost first.
        problem: Cause code when it is known already that it cannot be read.
    """

    path: Path
    place: Place
    again: bool = False
    inside: tuple[str, ...] = ()
    said: manifest.Entry | None = None
    problem: str | None = None

    def member(self, member: Member, sha256: str, parent_id: int | None) -> Given:
        """Give what was taken out of this file, whose digest and document these are, to be taken in itself."""
        name = f"{self.place.path}/{member.name}"
        return Given(
            member.path,
            replace(self.place, path=name, parent_id=parent_id, member=member.name),
            self.again,
            (*self.inside, sha256),
            replace(self.said, values=()) if self.said else None,  # what is closed is closed inside too
            member.problem,
        )


@dataclass(frozen=True)
class Workshop:
    """What the pipeline works with; made once a run."""

    files: Files
    database: Database
    generations: Generations
    sandbox: Sandbox
    limits: Limits
    workers: int
    file_seconds: float
    page_seconds: float
    stop: threading.Event = field(default_factory=threading.Event)
    _claims: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def claim(self, sha256: str) -> Iterator[None]:
        """Let one thread at a time handle the same bytes, so that a copy finds what the first one became."""
        with self._guard:
            lock = self._claims.setdefault(sha256, threading.Lock())
        with lock:
            yield

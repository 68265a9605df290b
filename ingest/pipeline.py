"""The whole way of a file, in the order it happens: file -> read -> repair -> understand -> save -> index -> hit.

`portal ingest`, an upload and an attachment all come this way. Parsing runs in the sandbox; a thread follows each file,
so the line can be read from top to bottom in `_take_in`.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest import manifest
from ingest.archive import page_corrections, store
from ingest.archive.database import Database
from ingest.archive.files import Files, digest
from ingest.archive.generations import Generations
from ingest.archive.model import Document
from ingest.archive.store import Place
from ingest.errors import IngestError, TooLarge, Unreadable, explain
from ingest.in_language import in_language
from ingest.ocr_pages import scan
from ingest.prepare import prepare, read_and_prepare
from ingest.readers import Limits
from ingest.sandbox import Sandbox
from ingest.values import FileState, Layer, Member, Outcome, Prepared, Source

_DRAIN_EVERY = 3.0  # seconds between index commits while files come in: few commits, and searches see news soon
_LARGE = 4  # times a file's seconds, one more for each MB: 1,000 pages took 129 s beside ten busy processes
_MEMBER_DEPTH = 3  # a ZIP in a mail in a ZIP; deeper is somebody playing


class Stopped(Exception):
    """The run was interrupted before this file was saved: nothing is recorded, the next run takes it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file to take in: the bytes, where it was seen, whether to read it again, and what a list says about it."""

    path: Path
    place: Place
    again: bool = False
    depth: int = 0
    said: manifest.Entry | None = None


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


def ingest_many(shop: Workshop, given: Iterable[Given], report: Callable[[Outcome], None]) -> None:
    """Take in many files side by side; report each as it is done; leave the index up to date.

    KeyboardInterrupt stops the readers at once, keeps all that was saved, and is raised again.
    """
    drainer = threading.Thread(target=_drain_until_stopped, args=(shop, done := threading.Event()), daemon=True)
    drainer.start()
    try:
        with ThreadPoolExecutor(shop.workers + 1, thread_name_prefix="file") as pool:
            try:
                _feed(shop, pool, given, report)
            except BaseException:
                shop.stop.set()
                shop.sandbox.stop()
                raise
    finally:
        done.set()
        drainer.join()
        shop.generations.drain(wait=True)


def _feed(shop: Workshop, pool: ThreadPoolExecutor, given: Iterable[Given], report: Callable[[Outcome], None]) -> None:
    """Keep the threads busy without reading the whole folder ahead of them."""
    running: set[Future[Outcome]] = set()
    for file in given:
        running.add(pool.submit(ingest_one, shop, file))
        if len(running) > 2 * shop.workers:
            ready, running = wait(running, return_when=FIRST_COMPLETED)
            for future in ready:
                report(future.result())
    for future in list(running):
        report(future.result())


def _drain_until_stopped(shop: Workshop, done: threading.Event) -> None:
    while not done.wait(_DRAIN_EVERY):
        shop.generations.drain()


def ingest_one(shop: Workshop, given: Given) -> Outcome:
    """Take in one file and everything inside it. Whatever happens to it, the answer is a named state."""
    started = time.perf_counter()
    try:
        outcome = _take_in(shop, given, started)
    except IngestError as error:  # it could not even be looked at, so there are no bytes to record it by
        outcome = Outcome(given.place.path, FileState.QUARANTINED, error.code, explain(error.code, error.detail))
    return replace(outcome, seconds=round(time.perf_counter() - started, 3))


def _take_in(shop: Workshop, given: Given, started: float) -> Outcome:
    sha256, size = _look(given.path)
    with shop.claim(sha256):
        known = _recognise(shop, sha256, given)
        if known is not None:
            return known
        scratch = shop.files.working_folder()
        try:
            try:
                original = _keep(shop, given.path, sha256, size)
                prepared = _read(shop, original, given.place.path, scratch, _corrected(shop, sha256))
            except IngestError as error:
                if shop.stop.is_set():
                    raise Stopped from error
                return _save_failure(shop, given, sha256, size, error)
            outcome = _save(shop, given, sha256, size, prepared, started)
            members = _members(shop, given, prepared.source.members, outcome.document_id)
            return replace(outcome, members=members)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _look(path: Path) -> tuple[str, int]:
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting for ever
            raise Unreadable("Det er ikke en almindelig fil." if path.exists() else "Den findes ikke.")
        return digest(path), path.stat().st_size
    except OSError as error:
        raise Unreadable(f"Systemet siger: {error.strerror}.") from error


def _recognise(shop: Workshop, sha256: str, given: Given) -> Outcome | None:
    """Give the state of bytes we know; None when they are to be read. What was removed is never read again."""
    with shop.database.write() as session:
        document = store.find(session, sha256)
        if document is None or (given.again and document.state != FileState.REMOVED):
            return None
        if given.said and document.state != FileState.REMOVED:
            manifest.keep(session, document, given.said)
        return _outcome(document, given.place.path, store.sight(session, document, given.place))


def _keep(shop: Workshop, path: Path, sha256: str, size: int) -> Path:
    if size > shop.limits.max_bytes:
        raise TooLarge(f"Den fylder {size // 1_000_000} MB.")
    return shop.files.keep(path, sha256)


def _corrected(shop: Workshop, sha256: str) -> dict[int, Layer]:
    with shop.database.read() as session:
        return page_corrections.layers_of(session, sha256)


def _read(shop: Workshop, path: Path, name: str, scratch: Path, corrected: dict[int, Layer]) -> Prepared:
    """Read, OCR where pages are images, put in what archivists corrected, understand, analyse."""
    language = shop.files.language
    seconds = shop.file_seconds * min(1 + (path.stat().st_size >> 20), _LARGE)
    given = (read_and_prepare, path, name, scratch, shop.limits, corrected)
    read: Source | Prepared = shop.sandbox.submit(in_language, language, *given, seconds=seconds).result()
    if isinstance(read, Prepared):
        return read
    scanned = scan(shop.sandbox, path, read, shop.page_seconds, shop.workers)
    known = (prepare, read, name, scanned, corrected)
    prepared: Prepared = shop.sandbox.submit(in_language, language, *known, seconds=seconds).result()
    return prepared


def inspect(shop: Workshop, path: Path, scratch: Path) -> Prepared:
    """Give what would be stored about a file, storing nothing.

    Raises:
        IngestError: It cannot be read.
    """
    _look(path)
    return _read(shop, path, str(path), scratch, {})


def _save(shop: Workshop, given: Given, sha256: str, size: int, prepared: Prepared, started: float) -> Outcome:
    if shop.stop.is_set():
        raise Stopped
    with shop.database.write() as session:
        document = store.find(session, sha256) or store.new_document(session, sha256, size, given.place.audience)
        if given.said:
            manifest.keep(session, document, given.said)
        store.save_parse(session, document, prepared, time.perf_counter() - started)
        outcome = _outcome(document, given.place.path, store.sight(session, document, given.place))
    return replace(
        outcome,
        pages=len(prepared.source.pages),
        passages=len(prepared.understood.passages),
        ocr_pages=prepared.ocr_pages,
        repaired_words=prepared.repaired_words,
    )


def _save_failure(shop: Workshop, given: Given, sha256: str, size: int, error: IngestError) -> Outcome:
    with shop.database.write() as session:
        document = store.find(session, sha256) or store.new_document(session, sha256, size, given.place.audience)
        store.save_failure(session, document, error.code, error.detail)
        return _outcome(document, given.place.path, store.sight(session, document, given.place))


def _members(shop: Workshop, given: Given, members: tuple[Member, ...], parent_id: int | None) -> tuple[Outcome, ...]:
    """Take in what a container holds: every member is a file of its own, one level deeper."""
    if given.depth >= _MEMBER_DEPTH or not members:
        return ()
    inside = [
        Given(
            member.path,
            replace(given.place, path=f"{given.place.path}/{member.name}", parent_id=parent_id, member=member.name),
            given.again,
            given.depth + 1,
            replace(given.said, values=()) if given.said else None,  # what is closed is closed inside too
        )
        for member in members
    ]
    with ThreadPoolExecutor(shop.workers, thread_name_prefix="member") as pool:
        return tuple(pool.map(lambda one: ingest_one(shop, one), inside))


def _outcome(document: Document, path: str, state: FileState) -> Outcome:
    return Outcome(path, state, document.cause, explain(document.cause, document.detail), document.id, document.kind)

"""The whole way of a file, in the order it happens: file -> read -> repair -> understand -> save -> index -> hit.

`portal ingest`, an upload and an attachment all come this way. Parsing runs in the sandbox; a thread follows each file,
so the line can be read from top to bottom in `_take_in`.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from ingest import manifest
from ingest.archive import page_corrections, store
from ingest.archive.model import Document
from ingest.errors import ArchiveUnsafe, IngestError, Interrupted, TooLarge, Unexpected, causes, explain
from ingest.finding import look, name_of
from ingest.in_language import in_language
from ingest.ocr_pages import PATIENCE, scan
from ingest.prepare import prepare, read_and_prepare
from ingest.readers.sniff import PDF
from ingest.values import FileState, Layer, Member, Outcome, Prepared, Source
from ingest.workshop import Given, Stopped, Workshop

__all__ = ["Given", "Stopped", "Workshop", "ingest_many", "ingest_one", "inspect"]

_DRAIN_EVERY = 3.0  # seconds between index commits while files come in: few commits, and searches see news soon
_LARGE = 4  # times a file's seconds, one more for each MB: 1,000 pages took 129 s beside ten busy processes
# What values we did not foresee can bring about when they are saved: its neighbours are taken in all the same.
_OF_ONE_FILE = (ValueError, TypeError, LookupError, ArithmeticError, SQLAlchemyError)
_MEMBER_DEPTH = 3  # a ZIP in a mail in a ZIP; deeper is somebody playing


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
    """Take in one file and everything inside it. Whatever happens to it, the answer is a named state.

    Raises:
        Stopped: The run was interrupted.
        OSError, OperationalError: The disk or the database fails us, so no other file would do better.
    """
    started = time.perf_counter()
    try:
        outcome = _take_in(shop, given, started)
    except IngestError as error:  # it could not even be looked at, so there are no bytes to record it by
        outcome = _failed(given, error)
    except OperationalError:
        raise
    except _OF_ONE_FILE as error:
        outcome = _failed(given, Unexpected(f"{type(error).__name__}: {error}"[:500]))
    return replace(outcome, seconds=round(time.perf_counter() - started, 3))


def _failed(given: Given, error: IngestError) -> Outcome:
    return Outcome(given.place.path, FileState.QUARANTINED, error.code, explain(error.code, error.detail))


def _take_in(shop: Workshop, given: Given, started: float) -> Outcome:
    sha256, size = look(given.path)
    if sha256 in given.inside:  # a ZIP that holds itself; the claim is ours already
        return _same_again(shop, sha256, given)
    with shop.claim(sha256):
        known = _recognise(shop, sha256, given)
        if known is not None:
            return known
        if size > shop.limits.max_bytes:
            return _save_failure(shop, given, sha256, size, TooLarge(f"Den fylder {size // 1_000_000} MB."))
        original = shop.files.keep(given.path, sha256)
        if given.problem:
            return _save_failure(shop, given, sha256, size, causes()[given.problem]())
        scratch = shop.files.working_folder()
        try:
            try:
                prepared = _read(shop, original, given.place.path, scratch, _corrected(shop, sha256))
                prepared = _openable(prepared, given)
            except IngestError as error:
                if shop.stop.is_set():
                    raise Stopped from error
                return _save_failure(shop, given, sha256, size, error)
            outcome = _save(shop, given, sha256, size, prepared, started)
            return _with_members(shop, given, sha256, prepared, outcome)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _same_again(shop: Workshop, sha256: str, given: Given) -> Outcome:
    with shop.database.write() as session:
        document = session.scalars(select(Document).where(Document.sha256 == sha256)).one()
        return _outcome(document, given.place.path, store.sight(session, document, given.place))


def _recognise(shop: Workshop, sha256: str, given: Given) -> Outcome | None:
    """Give the state of bytes we know; None when they are to be read. What was removed is never read again."""
    with shop.database.write() as session:
        document = store.find(session, sha256)
        if document is None or (document.state != FileState.REMOVED and _is_wanted(document, given)):
            return None
        if given.said and document.state != FileState.REMOVED:
            manifest.keep(session, document, given.said)
        return _outcome(document, given.place.path, store.sight(session, document, given.place))


def _is_wanted(document: Document, given: Given) -> bool:
    """Say that bytes we know are to be read again: somebody asked, or what lies in them was not all taken in."""
    return given.again or document.cause == Interrupted.code


def _corrected(shop: Workshop, sha256: str) -> dict[int, Layer]:
    with shop.database.read() as session:
        return page_corrections.layers_of(session, sha256)


def _read(shop: Workshop, path: Path, name: str, scratch: Path, corrected: dict[int, Layer]) -> Prepared:
    """Read, OCR where pages are images, put in what archivists corrected, understand, analyse."""
    language = shop.files.language
    seconds = shop.file_seconds * min(1 + (path.stat().st_size >> 20), _LARGE)
    given = (read_and_prepare, path, name, scratch, shop.limits, corrected)
    allowed = {"seconds": seconds, "patience": PATIENCE}
    read: Source | Prepared = shop.sandbox.submit(in_language, language, *given, **allowed).result()
    if isinstance(read, Prepared):
        return read
    scanned = scan(shop.sandbox, path, read, shop.page_seconds, shop.workers)
    known = (prepare, read, name, scanned, corrected)
    prepared: Prepared = shop.sandbox.submit(in_language, language, *known, **allowed).result()
    return prepared


def inspect(shop: Workshop, path: Path, scratch: Path) -> Prepared:
    """Give what would be stored about a file, storing nothing.

    Raises:
        IngestError: It cannot be read.
    """
    look(path)
    return _read(shop, path, name_of(path), scratch, {})


def _save(shop: Workshop, given: Given, sha256: str, size: int, prepared: Prepared, started: float) -> Outcome:
    if shop.stop.is_set():
        raise Stopped
    with shop.database.write() as session:
        document = store.find(session, sha256) or store.new_document(session, sha256, size, given.place.audience)
        if given.said:
            manifest.keep(session, document, given.said)
        store.save_parse(session, document, prepared, time.perf_counter() - started)
        if prepared.source.members:  # until they are taken in as well
            document.cause = Interrupted.code
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


def _openable(prepared: Prepared, given: Given) -> Prepared:
    """Leave out what lies too deep, and say so; and what lies in a PDF with closed parts, for it may belong to those.

    Raises:
        ArchiveUnsafe: It lies too deep, and there is nothing else in it.
    """
    source, passages = prepared.source, prepared.understood.passages
    if source.members and len(given.inside) >= _MEMBER_DEPTH:
        if not passages:
            raise ArchiveUnsafe("Den ligger for dybt i andre filer.")
        return replace(prepared, source=replace(source, members=()), note=ArchiveUnsafe.code)
    if source.members and source.media_type == PDF and any(one.closed for one in passages):
        return replace(prepared, source=replace(source, members=()))
    return prepared


def _with_members(shop: Workshop, given: Given, sha256: str, prepared: Prepared, outcome: Outcome) -> Outcome:
    """Take in what a container holds, and note that all of it was; an interrupted one is read again."""
    if not prepared.source.members:
        return outcome
    members = _members(shop, given, sha256, prepared.source.members, outcome.document_id)
    with shop.database.write() as session:
        session.get_one(Document, outcome.document_id).cause = prepared.note
    return replace(outcome, cause=prepared.note, message=explain(prepared.note), members=members)


def _members(
    shop: Workshop, given: Given, sha256: str, members: tuple[Member, ...], parent_id: int | None
) -> tuple[Outcome, ...]:
    """Take in what a container holds: every member is a file of its own, one level deeper."""
    inside = [given.member(member, sha256, parent_id) for member in members]
    with ThreadPoolExecutor(shop.workers, thread_name_prefix="member") as pool:
        return tuple(pool.map(lambda one: ingest_one(shop, one), inside))


def _outcome(document: Document, path: str, state: FileState) -> Outcome:
    return Outcome(path, state, document.cause, explain(document.cause, document.detail), document.id, document.kind)

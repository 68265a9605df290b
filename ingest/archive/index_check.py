"""Whether database, originals and index agree: `portal check`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.audience import label
from ingest.archive.entries import TO_BE_FOUND
from ingest.archive.files import Files
from ingest.archive.index import SearchIndex
from ingest.archive.model import Document, IndexChange, Passage
from ingest.values import FileState

_READ = (FileState.INDEXED.value, FileState.INDEXED_NO_TEXT.value)
_BEING_READ = timedelta(days=1)  # a file may lie so long among the originals before its document is saved
_SHOWN = 20


def problems(session: Session, files: Files, index: SearchIndex, cursor: int) -> list[str]:
    """Give a Danish line, with ids, for each thing that does not agree.

    Args:
        session: Reads the database as it is now, or later than the index.
        files: Where the originals are.
        index: Holds all changes up to the cursor. Documents that changed since are left out: others go on working.
        cursor: Id of an index_change.
    """
    changed = set(session.scalars(select(IndexChange.document_id).where(IndexChange.id > cursor)))
    return [*_originals(session, files), *_index(session, index, changed)]


def _originals(session: Session, files: Files) -> Iterator[str]:
    known: set[str] = set()
    for document in session.execute(select(Document.id, Document.sha256, Document.size, Document.state)):
        known.add(document.sha256)
        path = files.original(document.sha256)
        if document.state == FileState.REMOVED:
            if path.exists():
                yield f"Dokument {document.id} er fjernet, men originalen ligger her stadig: {path}"
        elif document.state in _READ and not path.exists():
            yield f"Dokument {document.id} mangler sin original: {path}"
        elif document.state in _READ and path.stat().st_size != document.size:
            yield f"Dokument {document.id} har en original på {path.stat().st_size} byte, ikke {document.size}: {path}"
    old = (datetime.now(UTC) - _BEING_READ).timestamp()
    for path in files.originals.glob("*/*"):
        if path.name not in known and path.stat().st_mtime < old:
            yield f"Filen hører ikke til noget dokument: {path}"


def _index(session: Session, index: SearchIndex, changed: Collection[int]) -> Iterator[str]:
    rows = session.execute(
        select(Passage.id, Passage.document_id, Passage.closed, Document.committee, Document.audience)
        .join(Document, Document.id == Passage.document_id)
        .where(Document.state == FileState.INDEXED.value, Passage.superseded_at.is_(None), TO_BE_FOUND)
    )
    wanted = {row.id: (row.document_id, label(row.audience, row.committee, row.closed)) for row in rows}
    wanted = {n: value for n, value in wanted.items() if value[0] not in changed}
    held = [entry for entry in index.passages() if entry[1] not in changed]
    times = Counter(passage_id for passage_id, _, _ in held)
    found = {passage_id: (document_id, audience) for passage_id, document_id, audience in held}
    both = wanted.keys() & found.keys()
    cases = {
        "mangler i indekset": wanted.keys() - found.keys(),
        "står i indekset, men er ikke i databasen": found.keys() - wanted.keys(),
        "står flere gange i indekset": {passage_id for passage_id, number in times.items() if number > 1},
        "hører til et andet dokument i indekset": {n for n in both if wanted[n][0] != found[n][0]},
        "er for andre læsere i indekset end i databasen": {n for n in both if wanted[n][1] != found[n][1]},
    }
    for what, passages in cases.items():
        yield from _lines(what, passages, {**found, **wanted})


def _lines(what: str, passages: Iterable[int], of: dict[int, tuple[int, str | None]]) -> Iterator[str]:
    """Give a line a document."""
    by_document: dict[int, list[int]] = defaultdict(list)
    for passage_id in sorted(passages):
        by_document[of[passage_id][0]].append(passage_id)
    for document_id, ids in sorted(by_document.items()):
        more = f" og {len(ids) - _SHOWN} til" if len(ids) > _SHOWN else ""
        numbers = ", ".join(map(str, ids[:_SHOWN])) + more
        yield f"Passage {numbers} i dokument {document_id} {what}."

"""From the database into one generation of the index: everything there is, and then what changes."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.archive.database import Database
from ingest.archive.entries import batches, entries_of
from ingest.archive.generation_folders import Folders, State
from ingest.archive.index import SearchIndex
from ingest.archive.model import Document, IndexChange
from ingest.streams import version
from ingest.values import FileState

_AT_ONCE = 300  # changes looked at in one go

Progress = Callable[[int, int], None]  # (documents done, documents in all)


def last_change(session: Session) -> int:
    """Give the id of the last change there is, 0 for none."""
    return session.scalar(select(func.max(IndexChange.id))) or 0


def apply(database: Database, folders: Folders, number: int, index: SearchIndex, most: int | None = None) -> int:
    """Apply the changes past a generation's cursor, all or about so many; give how many.

    The caller alone writes to that generation. A cursor suffices because SQLite's writers come one after another, so
    that ids rise in the order of commits; another database must be made to keep that promise.
    """
    applied = 0
    while most is None or applied < most:
        state = folders.state(number)
        with database.read() as session:
            rows = session.execute(
                select(IndexChange.id, IndexChange.document_id)
                .where(IndexChange.id > state.cursor)
                .order_by(IndexChange.id)
                .limit(min(most or _AT_ONCE, _AT_ONCE))
            ).all()
            if not rows:
                break
            for documents in batches(session, list(dict.fromkeys(row.document_id for row in rows))):
                index.replace(entries_of(session, documents))
        folders.save_state(number, State(rows[-1].id, state.language))
        applied += len(rows)
    return applied


def fill(
    database: Database, folders: Folders, number: int, index: SearchIndex, progress: Progress | None = None
) -> None:
    """Put the whole archive into an empty generation, and its cursor at the last change there was before that."""
    indexed = select(Document.id).where(Document.state == FileState.INDEXED.value).order_by(Document.id)
    with database.read() as session:
        last = last_change(session)
        documents = session.scalars(indexed).all()
        together = batches(session, documents)
    language, done = version(), 0
    for batch in together:
        with database.read() as session:
            index.replace(entries_of(session, batch))
        done += len(batch)
        if progress:
            progress(done, len(documents))
    folders.save_state(number, State(last, language))

"""What the database holds of hits: asked for in three questions, however many there are.

The questions are written once: writing one takes as long as answering it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, FieldValue, Passage, Sighting
from ingest.values import FileState

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ROWS = (
    select(
        Passage.id, Passage.document_id, Passage.heading, Passage.number, Passage.text, Passage.segments,
        Passage.first_page, Passage.closed, Passage.damaged, Passage.quality, Passage.superseded_at,
        Document.state, Document.sha256, Document.title, Document.kind, Document.committee, Document.meeting_date,
        Document.case_number, Document.audience,
    )
    .join(Document, Document.id == Passage.document_id)
    .where(Passage.id.in_(_IDS))
)  # fmt: skip
_PATHS = select(Sighting.document_id, Sighting.path).where(Sighting.document_id.in_(_IDS)).order_by(Sighting.id.desc())
_CASE_NUMBERS = (
    select(FieldValue.passage_id, FieldValue.value)
    .where(FieldValue.passage_id.in_(_IDS), FieldValue.name == "case_number")
    .order_by(FieldValue.origin == "correction", FieldValue.id.desc())  # the last one counts
)


def rows(session: Session, passage_ids: Collection[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """Give the passages that are still to be found, with their documents.

    That is sorted out here: asked for the state too, SQLite goes through all documents (15 ms at 10,000 passages).
    """
    found = session.execute(_ROWS, {"ids": list(passage_ids)})
    return {row.id: row for row in found if row.superseded_at is None and row.state == FileState.INDEXED.value}


def paths(session: Session, document_ids: Collection[int]) -> dict[int, str]:
    """Give the first path of each document."""
    return {document_id: path for document_id, path in session.execute(_PATHS, {"ids": list(document_ids)})}


def case_numbers(session: Session, passage_ids: Collection[int]) -> dict[int, str]:
    """Give the case number of each passage that says one of its own."""
    values = session.execute(_CASE_NUMBERS, {"ids": list(passage_ids)})
    return {passage_id: value for passage_id, value in values if passage_id is not None}

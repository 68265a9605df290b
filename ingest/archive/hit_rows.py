"""What the database holds of hits: asked for in three questions, however many there are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, FieldValue, Passage, Sighting
from ingest.values import FileState


def rows(session: Session, passage_ids: Collection[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """Give the passages that are still to be found, with their documents.

    That is sorted out here: asked for the state too, SQLite goes through all documents (15 ms at 10,000 passages).
    """
    found = session.execute(
        select(
            Passage.id, Passage.document_id, Passage.heading, Passage.number, Passage.text, Passage.segments,
            Passage.first_page, Passage.closed, Passage.damaged, Passage.quality, Passage.superseded_at,
            Document.state, Document.sha256, Document.title, Document.kind, Document.committee, Document.meeting_date,
            Document.case_number, Document.audience,
        )
        .join(Document, Document.id == Passage.document_id)
        .where(Passage.id.in_(passage_ids))
    )  # fmt: skip
    return {row.id: row for row in found if row.superseded_at is None and row.state == FileState.INDEXED.value}


def paths(session: Session, document_ids: Collection[int]) -> dict[int, str]:
    """Give the first path of each document."""
    sightings = (
        select(Sighting.document_id, Sighting.path)
        .where(Sighting.document_id.in_(document_ids))
        .order_by(Sighting.id.desc())
    )
    return {document_id: path for document_id, path in session.execute(sightings)}


def case_numbers(session: Session, passage_ids: Collection[int]) -> dict[int, str]:
    """Give the case number of each passage that says one of its own."""
    values = (
        select(FieldValue.passage_id, FieldValue.value)
        .where(FieldValue.passage_id.in_(passage_ids), FieldValue.name == "case_number")
        .order_by(FieldValue.origin == "correction", FieldValue.id.desc())  # the last one counts
    )
    return {passage_id: value for passage_id, value in session.execute(values) if passage_id is not None}

"""The items of a document as they lie in its passages: a long item is several, and is shown as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.item_corrections import item_starts
from ingest.archive.item_places import items
from ingest.archive.model import Passage


@dataclass(frozen=True, slots=True)
class Part:
    """A passage without its text. `as_read`: as Passage."""

    id: int
    kind: str
    number: str | None
    heading: str
    closed: bool
    page: int
    as_read: list[Any] | None


def runs(session: Session, document_id: int) -> list[list[Part]]:
    """Give the parts of each item and section, in order; what has neither number nor heading stands alone."""
    live = Passage.document_id == document_id, Passage.superseded_at.is_(None)
    columns = (Passage.id, Passage.kind, Passage.number, Passage.heading, Passage.closed, Passage.first_page)
    rows = session.execute(select(*columns, Passage.as_read).where(*live).order_by(Passage.ordinal))
    return items([Part(*row) for row in rows], item_starts(session, document_id))


def run_of(session: Session, passage: Passage) -> list[Part]:
    """Give the parts of the item that a passage belongs to."""
    every = runs(session, passage.document_id)
    return next((run for run in every if any(part.id == passage.id for part in run)), [])


def open_to(run: list[Part], sees_closed: bool) -> list[int]:
    """Give the ids of those parts that the reader may see."""
    return [part.id for part in run if sees_closed or not part.closed]

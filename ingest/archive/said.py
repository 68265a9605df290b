"""What people and manifests say about a document, over what its text says. Inside the caller's write transaction.

A correction goes before a manifest, a manifest before the text. An empty value says that the document has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ingest.archive.entries import pack, unpack
from ingest.archive.model import Document, FieldValue, IndexChange, Passage, now
from ingest.streams import streams, version

CORRECTION, MANIFEST, READ = "correction", "manifest", "read"
#: What may be said about a whole document.
NAMES = ("kind", "title", "committee", "meeting_date", "place", "case_number", "kle_subject")


_MAY_TELL = frozenset(("title", "case_number"))  # flat values that may tell what a closed item is about


def said(session: Session, document_id: int) -> dict[str, str]:
    """Give what was said about a whole document, by name; "" where somebody said that it has none."""
    asked = select(FieldValue).where(
        FieldValue.document_id == document_id, FieldValue.passage_id.is_(None), FieldValue.origin != READ
    )
    rows = session.scalars(asked.order_by(FieldValue.origin == CORRECTION, FieldValue.id))
    return {row.name: row.value for row in rows}


def say(session: Session, document: Document, name: str, value: str, *, origin: str, words: str) -> None:
    """Say a value in place of what the same origin said before.

    Args:
        session: Of a write transaction.
        document: Whose value it is.
        name: One of NAMES.
        value: ISO for dates; "" says that there is none.
        origin: `correction` or `manifest`.
        words: Shown as evidence: who said it.
    """
    if name == "kind" and _read(session, document.id).get("kind") is None:
        session.add(_row(document.id, "kind", document.kind or "other", READ, ""))  # what undoing goes back to
    _drop(session, document.id, name, origin)
    session.add(_row(document.id, name, value, origin, words))
    _spread(session, document)


def unsay(session: Session, document: Document, name: str, *, origin: str) -> None:
    """Take back what was said."""
    _drop(session, document.id, name, origin)
    _spread(session, document)


def flatten(session: Session, document: Document) -> None:
    """Set the flat columns from what was said and what was read. The kind is left alone when neither says one."""
    session.flush()
    read = {name: row.value for name, row in _read(session, document.id).items()}
    for name in _only_in_closed(session, document.id):
        read.pop(name, None)
    known = {**read, **said(session, document.id)}
    document.title, document.committee = known.get("title") or None, known.get("committee") or None
    document.case_number = known.get("case_number") or None
    day = known.get("meeting_date", read.get("date"))  # who says "no date" means either
    document.meeting_date = date.fromisoformat(day) if day else None
    document.kind = known.get("kind") or document.kind


def refresh(session: Session, document: Document) -> None:
    """Set the flat columns again, and let the passages be found by the title as it is then."""
    title = document.title
    flatten(session, document)
    if document.title != title:
        retitle(session, document)


def close_whole(session: Session, document_id: int, passages: Iterable[Passage]) -> None:
    """Close every passage of a document that a manifest closes."""
    closed = select(FieldValue.id).where(
        FieldValue.document_id == document_id, FieldValue.name == "closed", FieldValue.origin == MANIFEST
    )
    if session.scalar(closed.limit(1)) is not None:
        for passage in passages:
            passage.closed, passage.closed_reason = True, passage.closed_reason or "lukket i fortegnelsen"


def retitle(session: Session, document: Document) -> None:
    """Let the passages be found by the document's title as it is now, not as it was read."""
    live = select(Passage).where(Passage.document_id == document.id, Passage.superseded_at.is_(None))
    for passage in session.scalars(live):
        kept = passage.streams
        if kept is not None and kept.version == version(damaged=passage.damaged):
            title = streams("", heading=passage.heading, title=document.title or "", damaged=passage.damaged).title
            kept.packed = pack(replace(unpack(kept.packed), title=title))


def _only_in_closed(session: Session, document_id: int) -> set[str]:
    """Give which of title and case number stand only in closed passages, for one was closed after the reading."""
    rows = {name: row for name, row in _read(session, document_id).items() if name in _MAY_TELL and row.evidence_text}
    live = select(Passage).where(Passage.document_id == document_id, Passage.superseded_at.is_(None))
    closed = list(session.scalars(live.where(Passage.closed))) if rows else []
    if not closed:
        return set()
    open_ones = " ".join(_squeezed(f"{one.heading} {one.text}") for one in session.scalars(live.where(~Passage.closed)))
    hidden = " ".join(_squeezed(f"{one.heading} {one.text}") for one in closed)
    words = {name: _squeezed(row.evidence_text) for name, row in rows.items()}
    return {name for name, text in words.items() if text in hidden and text not in open_ones}


def _squeezed(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(session: Session, document_id: int) -> dict[str, FieldValue]:
    asked = select(FieldValue).where(
        FieldValue.document_id == document_id, FieldValue.passage_id.is_(None), FieldValue.origin == READ
    )
    first: dict[str, FieldValue] = {}
    for row in session.scalars(asked.order_by(FieldValue.id)):
        first.setdefault(row.name, row)
    return first


def _row(document_id: int, name: str, value: str, origin: str, words: str) -> FieldValue:
    return FieldValue(document_id=document_id, name=name, value=value, origin=origin, evidence_text=words)


def _drop(session: Session, document_id: int, name: str, origin: str) -> None:
    whole = FieldValue.document_id == document_id, FieldValue.passage_id.is_(None)
    session.execute(delete(FieldValue).where(*whole, FieldValue.name == name, FieldValue.origin == origin))


def _spread(session: Session, document: Document) -> None:
    refresh(session, document)
    document.changed_at = now()
    session.add(IndexChange(document_id=document.id))

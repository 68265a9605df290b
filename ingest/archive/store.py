"""Writing to the archive: every function here works inside the caller's write transaction.

A change to a document and its `IndexChange` row are one transaction, so the index heals itself after a crash.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ingest.archive import closed_table, cpr_table, item_corrections, item_places, page_layers, said
from ingest.archive.audience import joined
from ingest.archive.entries import pack
from ingest.archive.matching import match
from ingest.archive.model import (
    Document,
    FieldValue,
    IndexChange,
    Page,
    PageLayer,
    Parse,
    Passage,
    PassageStreams,
    Sighting,
    now,
)
from ingest.streams import version
from ingest.values import Field, FileState, PassageText, Prepared

# Raised when the same bytes would give another parse; `portal ingest --again` makes parses of the new version.
PIPELINE_VERSION = "2"

_FLAT = ("title", "committee", "meeting_date", "case_number")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file was seen: its path as data, its batch, the container it came out of, and whom it was given to.

    Attributes:
        audience: As Document.audience.
    """

    path: str
    batch_id: int | None = None
    parent_id: int | None = None
    member: str | None = None
    audience: str | None = None


def find(session: Session, sha256: str) -> Document | None:
    """Give the document with these bytes, or None when they are new."""
    return session.scalar(select(Document).where(Document.sha256 == sha256))


def sight(session: Session, document: Document, place: Place) -> FileState:
    """Note that a document was seen at a place, and give the state that place's file has.

    The state is the document's; another path with the same indexed bytes is a duplicate, now and when given again.
    """
    _widen(session, document, place.audience)
    seen = session.scalar(
        select(Sighting).where(Sighting.document_id == document.id, Sighting.path == place.path).limit(1)
    )
    if seen is None:
        others = session.scalar(select(Sighting.id).where(Sighting.document_id == document.id).limit(1))
        seen = Sighting(
            document_id=document.id,
            path=place.path,
            batch_id=place.batch_id,
            parent_id=place.parent_id,
            member_path=place.member,
            duplicate=others is not None,
        )
        session.add(seen)
        cpr_table.note_name(session, document.id, place.path)
    state = FileState(document.state)
    taken_in = state in (FileState.INDEXED, FileState.INDEXED_NO_TEXT)
    return FileState.DUPLICATE if seen.duplicate and taken_in else state


def _widen(session: Session, document: Document, given_to: str | None) -> None:
    """Let those see the document to whom it was given now; what everybody may see stays so."""
    audience = joined(document.audience, given_to)
    if audience != document.audience:
        document.audience = audience
        mark_changed(session, document.id)


def new_document(session: Session, sha256: str, size: int, audience: str | None = None) -> Document:
    """Add a document for bytes not seen before; its state is set by what follows in the same transaction."""
    document = Document(sha256=sha256, size=size, state=FileState.QUARANTINED.value, detail="", audience=audience)
    session.add(document)
    session.flush()
    return document


def save_failure(session: Session, document: Document, cause: str, detail: str) -> None:
    """Quarantine a document with the reason. What an earlier parse read of it stays readable."""
    document.changed_at = now()
    document.cause, document.detail = cause, detail
    if document.state not in (FileState.INDEXED.value, FileState.INDEXED_NO_TEXT.value):
        document.state = FileState.QUARANTINED.value
        mark_changed(session, document.id)


def save_parse(session: Session, document: Document, prepared: Prepared, seconds: float) -> Parse:
    """Save one reading: pages with layers, passages that keep their ids, fields with evidence, the flat columns."""
    session.execute(update(Parse).where(Parse.document_id == document.id).values(current=False))
    parse = Parse(
        document_id=document.id,
        version=PIPELINE_VERSION,
        ocr_pages=prepared.ocr_pages,
        repaired_words=prepared.repaired_words,
        seconds=seconds,
        pages=[page_layers.page_of(page) for page in prepared.source.pages],
    )
    session.add(parse)
    session.flush()
    was_closed = closed_table.before(session, document.id)
    passages = _save_passages(session, document.id, parse.id, prepared)
    said.close_whole(session, document.id, passages)
    closed_table.apply(session, document.id, passages, was_closed)
    _save_fields(session, document.id, passages, prepared.understood.fields)
    _flatten(session, document, prepared)
    item_corrections.apply(session, document, passages)
    cpr_table.save(session, document.id, prepared.findings)
    mark_changed(session, document.id)
    return parse


def mark_changed(session: Session, document_id: int) -> None:
    """Ask the index to look at a document again."""
    session.add(IndexChange(document_id=document_id))


def remove(session: Session, document: Document, reason: str) -> None:
    """Leave a tombstone: digest, paths and reason stay; text, fields and layers go. The caller deletes the bytes."""
    parses = select(Parse.id).where(Parse.document_id == document.id)
    pages = select(Page.id).where(Page.parse_id.in_(parses))
    passages = select(Passage.id).where(Passage.document_id == document.id)
    session.execute(delete(PageLayer).where(PageLayer.page_id.in_(pages)))
    session.execute(delete(PassageStreams).where(PassageStreams.passage_id.in_(passages)))
    session.execute(delete(FieldValue).where(FieldValue.document_id == document.id))
    cpr_table.forget(session, document.id)
    closed_table.forget(session, document.id)
    item_corrections.forget(session, document.id)
    session.execute(
        update(Passage)
        .where(Passage.document_id == document.id)
        .values(text="", heading="", closed_reason="", segments=[], as_read=None, superseded_at=now())
    )
    for name in (*_FLAT, "kind", "cause", "language_quality"):
        setattr(document, name, None)
    document.state, document.removed_reason, document.detail = FileState.REMOVED.value, reason, ""
    document.changed_at = now()
    mark_changed(session, document.id)


def _save_passages(session: Session, document_id: int, parse_id: int, prepared: Prepared) -> list[Passage]:
    live = select(Passage).where(Passage.document_id == document_id, Passage.superseded_at.is_(None))
    old = list(session.scalars(live.order_by(Passage.ordinal)))
    texts = prepared.understood.passages
    qualities = {page.number: page.quality for page in prepared.source.pages}
    kept: list[Passage] = []
    was = [_AsRead(*item_places.as_read(passage), passage.text) for passage in old]
    for position, continued in enumerate(match(was, texts)):
        passage = old[continued] if continued is not None else Passage(document_id=document_id)
        _fill(passage, parse_id, position, texts[position])
        passage.quality = page_layers.worst(qualities.get(segment.page) for segment in texts[position].segments)
        passage.streams = passage.streams or PassageStreams()
        passage.streams.version = version(damaged=texts[position].damaged, language=prepared.language)
        passage.streams.packed = pack(prepared.streams[position])
        kept.append(passage)
    gone = {passage.id for passage in old} - {passage.id for passage in kept}
    session.execute(update(Passage).where(Passage.id.in_(gone)).values(superseded_at=now()))
    session.add_all(kept)
    session.flush()
    return kept


class _AsRead(NamedTuple):
    """A passage as it was read: another reading is compared with that, not with what archivists said of it."""

    number: str | None
    heading: str
    text: str


def _fill(passage: Passage, parse_id: int, ordinal: int, text: PassageText) -> None:
    passage.parse_id, passage.ordinal = parse_id, ordinal
    passage.kind, passage.number, passage.heading, passage.text = text.kind, text.number, text.heading, text.text
    passage.as_read = None
    passage.segments = [[s.page, s.start, s.end] for s in text.segments]
    passage.first_page, passage.last_page = text.first_page, text.last_page
    passage.closed, passage.closed_reason, passage.damaged = text.closed, text.closed_reason, text.damaged


def _save_fields(session: Session, document_id: int, passages: list[Passage], fields: Iterable[Field]) -> None:
    read = (FieldValue.document_id == document_id) & (FieldValue.origin == "read")
    session.execute(delete(FieldValue).where(read))
    session.add_all(
        FieldValue(
            document_id=document_id,
            passage_id=None if f.passage is None else passages[f.passage].id,
            name=f.name,
            value=f.value,
            evidence_page=f.evidence.page,
            evidence_text=f.evidence.text,
        )
        for f in fields
    )


def _flatten(session: Session, document: Document, prepared: Prepared) -> None:
    """Set the flat columns: what an archivist or a manifest said outlives what was read."""
    known = prepared.understood
    if prepared.source.created and not (known.first("date") or known.first("meeting_date")):
        day = prepared.source.created.isoformat()
        session.add(FieldValue(document_id=document.id, name="date", value=day, evidence_text="filens egen dato"))
    document.kind = known.kind
    said.flatten(session, document)
    if document.title != known.first("title"):
        said.retitle(session, document)
    document.media_type = prepared.source.media_type
    document.language_quality = prepared.understood.language_quality
    document.has_closed = closed_table.holds_closed(session, document.id)
    has_text = bool(prepared.understood.passages or prepared.source.members)
    document.state = (FileState.INDEXED if has_text else FileState.INDEXED_NO_TEXT).value
    document.cause, document.detail, document.changed_at = prepared.note, "", now()

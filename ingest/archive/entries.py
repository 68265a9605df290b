"""From the database to the index: what the archive holds of a document, as entries. The index is a cache of this."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from ingest.archive import said_words
from ingest.archive.audience import NOBODY, label
from ingest.archive.index import Entry
from ingest.archive.model import Document, FieldValue, Passage, PassageStreams
from ingest.danish.quality import HARD
from ingest.streams import streams, version
from ingest.values import FileState, Streams

#: Of a Document: somebody may find it.
TO_BE_FOUND = or_(Document.audience.is_(None), Document.audience != NOBODY)
_NAMES = ("kle_subject", "publisher", "decision_type", "item")
_AT_ONCE = 500  # documents in one question to the database
_PASSAGES = 1000  # in a batch: about 10 MB of streams


def pack(streams: Streams) -> bytes:
    """Pack the token streams of a passage for the database: zlib over a JSON list, in the order of the fields."""
    return zlib.compress(json.dumps(astuple(streams), ensure_ascii=False).encode(), 6)


def unpack(packed: bytes) -> Streams:
    """Give what `pack` was given."""
    return Streams(*json.loads(zlib.decompress(packed)))


def entries_of(session: Session, document_ids: Sequence[int]) -> list[tuple[int, list[Entry]]]:
    """Give each document's entries as they must stand in the index; none for one that is not there to be found.

    Passages whose streams were made by another version of the language are analysed again, here, and not saved.
    """
    documents = {
        document.id: document
        for document in session.execute(
            select(
                Document.id, Document.kind, Document.title, Document.committee, Document.meeting_date, Document.audience
            ).where(Document.id.in_(document_ids), Document.state == FileState.INDEXED.value, TO_BE_FOUND)
        )
    }
    values = _values(session, documents)
    said = said_words.of_documents(session, documents)
    before: tuple[Row[*tuple[Any, ...]], str | None] | None = None
    found: dict[int, list[Entry]] = {document_id: [] for document_id in document_ids}
    for passage in session.execute(
        select(
            Passage.id, Passage.document_id, Passage.kind, Passage.number, Passage.heading, Passage.text,
            Passage.closed, Passage.damaged,
            Passage.quality, PassageStreams.version, PassageStreams.packed,
        )
        .outerjoin(PassageStreams, PassageStreams.passage_id == Passage.id)
        .where(Passage.document_id.in_(documents), Passage.superseded_at.is_(None))
        .order_by(Passage.document_id, Passage.ordinal)
    ):  # fmt: skip
        document = documents[passage.document_id]
        decision = _decision(passage, values, before)
        before = (passage, decision)
        found[passage.document_id].append(_entry(passage, document, values, said.get(passage.id, ""), decision))
    return list(found.items())


def _values(session: Session, document_ids: Collection[int]) -> dict[tuple[int, int | None, str], str]:
    """Give the first value of each filter field by (document, passage or None for the whole document, name)."""
    rows = session.execute(
        select(FieldValue.document_id, FieldValue.passage_id, FieldValue.name, FieldValue.value)
        .where(FieldValue.document_id.in_(document_ids), FieldValue.name.in_(_NAMES))
        .order_by(FieldValue.origin != "correction", FieldValue.origin != "manifest", FieldValue.id)
    )
    first: dict[tuple[int, int | None, str], str] = {}
    for document_id, passage_id, name, value in rows:
        first.setdefault((document_id, passage_id, name), value)
    return first


def readable(damaged: bool, quality: float | None) -> str:
    """Say `damaged` of a passage that is hard to read: its words lost letters, or a page of it reads badly."""
    return "damaged" if damaged or (quality is not None and quality < HARD) else "clean"


def _entry(
    passage: Row[*tuple[Any, ...]],
    document: Row[*tuple[Any, ...]],
    values: dict[tuple[int, int | None, str], str],
    said: str,
    decision: str | None,
) -> Entry:
    whole = (document.id, None)
    return Entry(
        passage_id=passage.id,
        document_id=document.id,
        streams=_streams(passage, document.title, said),
        kind=document.kind or "other",
        committee=document.committee,
        day=document.meeting_date,
        kle=values.get((document.id, passage.id, "kle_subject")) or values.get((*whole, "kle_subject")),
        publisher=values.get((*whole, "publisher")),
        quality=readable(passage.damaged, passage.quality),
        audience=label(document.audience, document.committee, passage.closed),
        decision=decision,
    )


def _decision(
    passage: Row[*tuple[Any, ...]],
    values: dict[tuple[int, int | None, str], str],
    before: tuple[Row[*tuple[Any, ...]], str | None] | None,
) -> str | None:
    """Give the type of the decision on a passage's item; of a long item it stands on the first passage alone."""
    own = values.get((passage.document_id, passage.id, "decision_type"))
    if own is not None:
        return own or None  # "": an archivist says that there is none
    if before is None or passage.kind != "item" or (passage.document_id, passage.id, "item") in values:
        return None
    above, decision = before
    same = (above.document_id, above.number, above.closed) == (passage.document_id, passage.number, passage.closed)
    return decision if same else None


def _streams(passage: Row[*tuple[Any, ...]], title: str | None, said: str) -> Streams:
    if passage.packed is not None and passage.version == version(damaged=passage.damaged):
        return unpack(passage.packed)
    made = streams(passage.text, heading=passage.heading, title=title or "", damaged=passage.damaged)
    return said_words.with_said(made, said)


def batches(session: Session, document_ids: Sequence[int]) -> list[list[int]]:
    """Split documents, in order, so that a batch's entries fit into memory: a document may hold thousands."""
    sizes: dict[int, int] = {}
    for start in range(0, len(document_ids), _AT_ONCE):
        some = document_ids[start : start + _AT_ONCE]
        live = Passage.document_id.in_(some), Passage.superseded_at.is_(None)
        counted = select(Passage.document_id, func.count()).where(*live).group_by(Passage.document_id)
        sizes |= {document_id: number for document_id, number in session.execute(counted)}
    found: list[list[int]] = []
    room = 0
    for document_id in document_ids:
        size = sizes.get(document_id, 0)
        if not found or size > room or len(found[-1]) >= _AT_ONCE:
            found.append([])
            room = _PASSAGES
        found[-1].append(document_id)
        room -= size
    return found

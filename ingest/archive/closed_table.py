"""What people decided about closed passages: opened or closed, by whom, when. Inside the caller's write transaction.

A decision outlives a new reading. One that closes holds for the passage whatever it says then; one that opens holds
only for the words that were looked at, for nobody has opened others. Where a new reading puts words that were closed
into other passages, those are closed too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ForeignKey, String, delete, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ingest.archive import closed_words, said
from ingest.archive.model import Base, Document, IndexChange, Passage, now
from ingest.understand.closed_doubt import UNSURE

_CLOSED = "lukket af en arkivar"
_CARRIED = f"{UNSURE}noget af teksten er lukket af en arkivar"
_ALL = 0.9  # of a passage's words: it is what was closed, and a page number
_CHANGED = f"{UNSURE}teksten er en anden end den, der blev åbnet"


class ClosedDecision(Base):
    """That somebody opened or closed a passage.

    Attributes:
        closed: What was decided.
        digest: Of the words that were decided about; "" of a passage that only holds some of them.
        read_closed, read_reason: What the reading said, for undoing.
        withdrawn_at: When it was undone; None while it holds.
    """

    __tablename__ = "closed_decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)
    closed: Mapped[bool]
    digest: Mapped[str] = mapped_column(String(64))
    read_closed: Mapped[bool]
    read_reason: Mapped[str]
    decided_by: Mapped[int | None]  # a user's id
    decided_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_by: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None]

    passage: Mapped[Passage] = relationship()


def decide(session: Session, passage: Passage, *, closed: bool, user_id: int | None) -> ClosedDecision:
    """Open or close a passage, everywhere. What was decided before is withdrawn, and stays written down."""
    before = _standing(session, passage)
    if before:
        before.withdrawn_at, before.withdrawn_by = now(), user_id
    decision = ClosedDecision(
        document_id=passage.document_id,
        passage_id=passage.id,
        closed=closed,
        digest=_digest(passage.text),
        read_closed=before.read_closed if before else passage.closed,
        read_reason=before.read_reason if before else passage.closed_reason,
        decided_by=user_id,
    )
    session.add(decision)
    passage.closed, passage.closed_reason = closed, _CLOSED if closed else ""
    _spread(session, passage.document_id)
    return decision


def undo(session: Session, passage: Passage, user_id: int | None) -> bool:
    """Let a passage be what the reading says again; False when nothing was decided about it."""
    decision = _standing(session, passage)
    if decision is None:
        return False
    decision.withdrawn_at, decision.withdrawn_by = now(), user_id
    passage.closed, passage.closed_reason = decision.read_closed, decision.read_reason
    _spread(session, passage.document_id)
    return True


@dataclass(frozen=True, slots=True)
class Before:
    """A document as it was before a new reading: the closing decisions, and what only closed passages said."""

    closing: ClosedDecision | None = None
    hidden: frozenset[str] = frozenset()


def before(session: Session, document_id: int) -> Before:
    """Remember what was closed, before a new reading overwrites the passages."""
    holds = ClosedDecision.document_id == document_id, ClosedDecision.withdrawn_at.is_(None), ClosedDecision.closed
    closing = list(session.scalars(select(ClosedDecision).where(*holds).order_by(ClosedDecision.id)))
    if not closing:
        return Before()
    of_document = select(Passage.text).where(Passage.document_id == document_id)
    shut = session.scalars(of_document.where(Passage.id.in_([one.passage_id for one in closing])))
    live = of_document.where(Passage.superseded_at.is_(None), Passage.closed.is_(False))
    return Before(closing[0], frozenset(closed_words.secrets(shut, session.scalars(live))))


def apply(session: Session, document_id: int, passages: Sequence[Passage], was: Before = Before()) -> None:
    """Put what was decided in force on the passages of a new reading."""
    standing = select(ClosedDecision).where(
        ClosedDecision.document_id == document_id, ClosedDecision.withdrawn_at.is_(None)
    )
    decisions = {decision.passage_id: decision for decision in session.scalars(standing)}
    for passage in passages if decisions else ():
        decision = decisions.get(passage.id)
        if decision is None:
            continue
        decision.read_closed, decision.read_reason = passage.closed, passage.closed_reason
        if decision.closed:
            passage.closed, passage.closed_reason = True, _CLOSED if decision.digest else _CARRIED
        elif decision.digest == _digest(passage.text):
            passage.closed, passage.closed_reason = False, ""
        elif passage.closed:
            passage.closed_reason = _CHANGED
    _carry(session, passages, was)


def _carry(session: Session, passages: Sequence[Passage], was: Before) -> None:
    """Close the open passages that now hold words which only closed ones held before."""
    for passage in passages if was.closing else ():
        part = 0.0 if passage.closed else closed_words.share(passage.text, was.hidden)
        if part and was.closing:
            whole = part >= _ALL
            session.add(
                ClosedDecision(
                    document_id=passage.document_id, passage_id=passage.id, closed=True, read_closed=False,
                    digest=_digest(passage.text) if whole else "", read_reason="", decided_by=was.closing.decided_by,
                )
            )  # fmt: skip
            passage.closed, passage.closed_reason = True, _CLOSED if whole else _CARRIED


def decided(session: Session, document_id: int) -> list[ClosedDecision]:
    """Give what was decided about a document and still holds, the latest first."""
    standing = ClosedDecision.document_id == document_id, ClosedDecision.withdrawn_at.is_(None)
    return list(session.scalars(select(ClosedDecision).where(*standing).order_by(ClosedDecision.id.desc())))


def forget(session: Session, document_id: int) -> None:
    """Drop what was decided about a document that is removed."""
    session.execute(delete(ClosedDecision).where(ClosedDecision.document_id == document_id))


def holds_closed(session: Session, document_id: int) -> bool:
    """Tell whether a document has a closed passage."""
    live = Passage.document_id == document_id, Passage.superseded_at.is_(None), Passage.closed
    return bool(session.scalar(select(exists().where(*live))))


def _standing(session: Session, passage: Passage) -> ClosedDecision | None:
    asked = select(ClosedDecision).where(ClosedDecision.passage_id == passage.id, ClosedDecision.withdrawn_at.is_(None))
    return session.scalar(asked.order_by(ClosedDecision.id.desc()).limit(1))


def _spread(session: Session, document_id: int) -> None:
    """Tell the document and the index."""
    session.flush()
    document = session.get_one(Document, document_id)
    document.has_closed, document.changed_at = holds_closed(session, document_id), now()
    said.refresh(session, document)
    session.add(IndexChange(document_id=document_id))


def _digest(text: str) -> str:
    return sha256(" ".join(text.split()).encode()).hexdigest()

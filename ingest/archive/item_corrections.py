"""What archivists say about one item, over what its text says. Inside the caller's write transaction.

Corrections are kept apart from the readings and put in again at each of them: the item is found by its passage, its
heading, or how its text begins. One whose item is nowhere any more waits at the desk; it is never dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ingest.archive import said_words
from ingest.archive.entries import pack
from ingest.archive.item_places import Anchor, anchor_of, as_read, find, items
from ingest.archive.model import Base, Document, FieldValue, IndexChange, Passage, PassageStreams, now
from ingest.archive.said import CORRECTION
from ingest.streams import version

#: What may be said about an item.
NAMES = ("number", "title", "case_number", "decision", "decision_type", "decision_body", "attachment")
#: Of these an item may have several, a line each.
MANY = frozenset(("attachment",))
_OF_PASSAGE = {"number", "title"}


class ItemCorrection(Base):
    """That somebody said what an item's field is.

    Attributes:
        value: What was said; "" that there is none; of MANY a line each.
        before: What stood there; "" nothing.
        words: Danish: who said it and when.
        number, heading, quote: The item as it was read then (`item_places.Anchor`).
        lost: The item is nowhere in the present reading.
        withdrawn_at: When it was taken back or another took its place; None while it holds.
    """

    __tablename__ = "item_correction"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)
    name: Mapped[str]
    value: Mapped[str]
    before: Mapped[str]
    words: Mapped[str]
    number: Mapped[str | None]
    heading: Mapped[str]
    quote: Mapped[str]
    lost: Mapped[bool] = mapped_column(default=False)
    user_id: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_by: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None]


def say(session: Session, passage: Passage, name: str, value: str, *, user_id: int | None, words: str) -> None:
    """Say what an item's field is, in place of what was said before. In force at once.

    Args:
        session: Of a write transaction.
        passage: The item's first.
        name: One of NAMES.
        value: As ItemCorrection.
        user_id: Who says it.
        words: Shown as evidence: who and when.
    """
    before = in_force(session, passage).get(name, "")
    withdrawn = _withdraw(session, passage.id, name, user_id)
    place = withdrawn or anchor_of(passage)
    session.add(
        ItemCorrection(
            document_id=passage.document_id, passage_id=passage.id, name=name, value=value, before=before, words=words,
            number=place.number, heading=place.heading, quote=place.quote, user_id=user_id,
        )
    )  # fmt: skip
    _spread(session, passage.document_id)


def unsay(session: Session, passage: Passage, name: str, *, user_id: int | None) -> None:
    """Take back what was said; it stays written down."""
    _withdraw(session, passage.id, name, user_id)
    _spread(session, passage.document_id)


def drop(session: Session, correction: ItemCorrection, *, user_id: int | None) -> None:
    """Take back a correction that has lost its item."""
    correction.withdrawn_by, correction.withdrawn_at = user_id, now()
    _spread(session, correction.document_id)


def history(session: Session, document_id: int) -> list[ItemCorrection]:
    """Give all that was said about a document's items, the latest first; what was taken back too."""
    asked = select(ItemCorrection).where(ItemCorrection.document_id == document_id)
    return list(session.scalars(asked.order_by(ItemCorrection.id.desc())))


def standing(session: Session, passage: Passage) -> list[ItemCorrection]:
    """Give what was said about an item and holds."""
    holds = ItemCorrection.passage_id == passage.id, ItemCorrection.withdrawn_at.is_(None)
    return list(session.scalars(select(ItemCorrection).where(*holds).order_by(ItemCorrection.id)))


def lost(session: Session, document_id: int, *, sees_closed: bool) -> list[ItemCorrection]:
    """Give what was said about items that are nowhere in the present reading; of closed ones only to who may see."""
    asked = select(ItemCorrection).join(Passage, Passage.id == ItemCorrection.passage_id)
    asked = asked.where(ItemCorrection.document_id == document_id, ItemCorrection.withdrawn_at.is_(None))
    asked = asked.where(ItemCorrection.lost) if sees_closed else asked.where(ItemCorrection.lost, ~Passage.closed)
    return list(session.scalars(asked.order_by(ItemCorrection.id)))


def in_force(session: Session, passage: Passage) -> dict[str, str]:
    """Give an item's fields as they count now, by name; of MANY a line each. None is left out."""
    rows = list(session.scalars(select(FieldValue).where(FieldValue.passage_id == passage.id).order_by(FieldValue.id)))
    found: dict[str, str] = {}
    for name in NAMES:
        own = [row for row in rows if row.name == name]
        said = [row for row in own if row.origin == CORRECTION] or own
        found[name] = "\n".join(row.value for row in said)
    found["number"], found["title"] = passage.number or "", passage.heading
    return {name: value for name, value in found.items() if value}


def apply(session: Session, document: Document, passages: Sequence[Passage]) -> None:
    """Put everything that was said about items in force on these passages: all live ones of the document, in order."""
    kept = _standing(session, document.id)
    touched = _clear(session, document.id, passages)
    if not kept and not touched:
        return
    starts = item_starts(session, document.id)
    runs = {run[0].id: run for run in items(passages, starts)}
    for correction in kept:
        anchor = Anchor(correction.number, correction.heading, correction.quote)
        place = find(anchor, correction.passage_id, passages)
        correction.lost = place is None
        if place is None:
            continue
        passage, whole = place
        correction.passage_id = passage.id
        touched |= _put_in(session, correction, runs.get(passage.id, [passage]), whole)
    session.flush()
    _analyse_again(session, document, [one for one in passages if one.id in touched])


def item_starts(session: Session, document_id: int) -> set[int]:
    """Give the passages that begin an item, where the reading says so."""
    asked = select(FieldValue.passage_id).where(
        FieldValue.document_id == document_id, FieldValue.name == "item", FieldValue.passage_id.is_not(None)
    )
    return {passage_id for passage_id in session.scalars(asked) if passage_id is not None}


def forget(session: Session, document_id: int) -> None:
    """Drop what was said about a document that is removed."""
    session.execute(delete(ItemCorrection).where(ItemCorrection.document_id == document_id))


def _put_in(session: Session, correction: ItemCorrection, run: Sequence[Passage], whole: bool) -> set[int]:
    """Write a correction on its passages and give their ids. `whole`: they are the item, not only hold it."""
    name, first = correction.name, run[0]
    values = correction.value.split("\n") if name in MANY else [correction.value]
    session.add_all(
        FieldValue(
            document_id=first.document_id, passage_id=first.id, name=name, value=value, origin=CORRECTION,
            evidence_text=correction.words,
        )
        for value in values
    )  # fmt: skip
    if name not in _OF_PASSAGE or not whole:
        return {first.id}
    for passage in run:
        passage.as_read = list(as_read(passage))
        if name == "number":
            passage.number = correction.value or None
        else:
            passage.heading = correction.value
    return {passage.id for passage in run}


def _clear(session: Session, document_id: int, passages: Iterable[Passage]) -> set[int]:
    """Let the passages be as they were read, and give the ids of those that were not."""
    said = (FieldValue.document_id == document_id) & FieldValue.passage_id.is_not(None)
    said &= FieldValue.origin == CORRECTION
    touched = {passage_id for passage_id in session.scalars(select(FieldValue.passage_id).where(said)) if passage_id}
    session.execute(delete(FieldValue).where(said))
    for passage in passages:
        if passage.as_read:
            passage.number, passage.heading = as_read(passage)
            passage.as_read = None
            touched.add(passage.id)
    return touched


def _analyse_again(session: Session, document: Document, passages: Collection[Passage]) -> None:
    said = said_words.of_passages(session, [one.id for one in passages])
    for passage in passages:
        packed = pack(said_words.streams_of(passage, document.title, said.get(passage.id, "")))
        if passage.streams is None:
            passage.streams = PassageStreams(version=version(damaged=passage.damaged), packed=packed)
        passage.streams.version, passage.streams.packed = version(damaged=passage.damaged), packed


def _standing(session: Session, document_id: int) -> list[ItemCorrection]:
    holds = ItemCorrection.document_id == document_id, ItemCorrection.withdrawn_at.is_(None)
    return list(session.scalars(select(ItemCorrection).where(*holds).order_by(ItemCorrection.id)))


def _withdraw(session: Session, passage_id: int, name: str, user_id: int | None) -> Anchor | None:
    """Take back what holds for a field, and give the item as it was when that was first said."""
    holds = ItemCorrection.passage_id == passage_id, ItemCorrection.name == name, ItemCorrection.withdrawn_at.is_(None)
    place = None
    for one in session.scalars(select(ItemCorrection).where(*holds)):
        one.withdrawn_by, one.withdrawn_at = user_id, now()
        place = Anchor(one.number, one.heading, one.quote)
    return place


def _spread(session: Session, document_id: int) -> None:
    session.flush()
    document = session.get_one(Document, document_id)
    live = select(Passage).where(Passage.document_id == document_id, Passage.superseded_at.is_(None))
    apply(session, document, list(session.scalars(live.order_by(Passage.ordinal))))
    document.changed_at = now()
    session.add(IndexChange(document_id=document_id))

"""What is known about a document, and where in it that stands. What only a closed passage says is not told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, FieldValue, Passage, now
from portal import words
from portal.documents.runs import open_to, run_of
from portal.documents.sheet import find_words, segments_on

_ORDER = (
    *("committee", "meeting_date", "date", "place", "number", "case_number", "kle_subject", "kle_facet"),
    *("case_officer", "routing", "path", "recommender", "recommendation", "decision", "decision_type"),
    *("decision_point", "decision_body", "decision_date", "dissent"),
    *("publisher", "municipality", "hearing_start", "hearing_deadline", "party", "parties", "no_response"),
    *("reservation", "attachment"),
)
_RANK = ("read", "manifest", "correction")
_UNCLEAR = "unclear"  # its value is the name of a field that is printed and cannot be read for sure
_FEW = 3  # places shown of those
_SHOWN = 400  # characters of a value; all of it stands in the text
_DAYS = {"meeting_date", "decision_date", "hearing_start", "hearing_deadline", "date"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One value as a reader sees it.

    Attributes:
        of_item: Said of the item the reader was sent to; else of the whole document.
        source: Id of the field when the text shows where it was read, else None.
        page: 1-based page of the source.
        day: Of a paper's own date.
        by: Who corrected it, and when; "" for what was read.
        unclear: The value is what the text says, and one cannot tell what it means.
    """

    name: str
    value: str
    of_item: bool = False
    source: int | None = None
    page: int | None = None
    day: date | None = None
    by: str = ""
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a reader is told about a document; None: not known, or not to be told."""

    title: str | None
    committee: str | None
    day: date | None
    case_number: str | None
    facts: tuple[Fact, ...]


def about(session: Session, document: Document, passage: Passage | None, sees_closed: bool) -> About:
    """Gather the facts of a document, and of the passage the reader was sent to: None when it is closed to them."""
    own = open_to(run_of(session, passage), sees_closed) if passage else []
    asked = select(FieldValue).where(
        FieldValue.document_id == document.id,
        or_(FieldValue.passage_id.is_(None), FieldValue.passage_id.in_(own)),
    )
    fields = list(session.scalars(asked.order_by(FieldValue.id)))
    secret = set() if sees_closed else only_in_closed(session, document, fields)
    told = [field for field in _in_force(fields) if field.id not in secret]
    lost = {field.name for field in fields if field.passage_id is None} - {field.name for field in told}
    return About(
        title=None if "title" in lost else document.title,
        committee=None if "committee" in lost else document.committee,
        day=None if "meeting_date" in lost else document.meeting_date,
        case_number=None if "case_number" in lost else document.case_number,
        facts=tuple(_aged(_in_order(told))),
    )


def told(session: Session, document: Document, field: FieldValue, sees_closed: bool) -> bool:
    """Tell whether the words that a value was read from may be shown."""
    if field.passage_id is not None:
        passage = session.get(Passage, field.passage_id)
        return passage is not None and not passage.superseded_at and (sees_closed or not passage.closed)
    return sees_closed or field.id not in only_in_closed(session, document, [field])


def _in_force(fields: Sequence[FieldValue]) -> list[FieldValue]:
    """Leave out what a correction, or else a manifest, says otherwise; "" is said and not shown."""
    by_rank = sorted(fields, key=lambda field: _RANK.index(field.origin))
    strongest = {(field.passage_id is None, field.name): field.origin for field in by_rank}
    unclear = [f for f in fields if f.name == _UNCLEAR and (f.passage_id is None, f.value) not in strongest]
    in_force = [f for f in fields if f.value and strongest[f.passage_id is None, f.name] == f.origin]
    return [f for f in in_force if f.name != _UNCLEAR] + unclear


def _in_order(fields: Sequence[FieldValue]) -> tuple[Fact, ...]:
    """Put the fields in their order, the document's before the item's; what is said twice is told once."""
    first: dict[tuple[bool, str, str], FieldValue] = {}
    for field in fields:
        unclear = field.name == _UNCLEAR
        key = (field.value, field.evidence_text) if unclear else (field.name, field.value)
        first.setdefault((field.passage_id is not None, *key), field)
    return tuple(
        _fact(field)
        for of_item in (False, True)
        for name in _ORDER
        for field in _few([f for (whose, named, _), f in first.items() if whose is of_item and named == name])
    )


def _few(fields: Sequence[FieldValue]) -> Sequence[FieldValue]:
    return fields[:_FEW] if fields and fields[0].name == _UNCLEAR else fields


def _aged(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Say how old an external source is: what a ministry or KL wrote may not hold any more."""
    external = any(fact.name == "publisher" for fact in facts)
    for fact in facts:
        yield replace(fact, value=f"{fact.value} ({age(fact.day)})") if external and fact.day else fact


def age(day: date) -> str:
    """Say how old something of that day is."""
    months = max(0, (now().date() - day).days // 30)
    return f"{months // 12} år gammel" if months >= 12 else "under et år gammel"


def _fact(field: FieldValue) -> Fact:
    of_item = field.passage_id is not None
    corrected = field.origin == "correction"
    shown = bool(field.evidence_page and field.evidence_text)
    source, page = (field.id, field.evidence_page) if shown else (None, None)
    if field.name == _UNCLEAR:
        return Fact(field.value, field.evidence_text, of_item, source, page, unclear=True)
    value = words.day(field.value) if field.name in _DAYS else field.value
    value = value if len(value) <= _SHOWN else f"{value[:_SHOWN].rsplit(' ', 1)[0]} …"
    day = date.fromisoformat(field.value) if field.name == "date" and not field.passage_id else None
    by = field.evidence_text if corrected else ""
    return Fact(field.name, value, of_item, source, page, day, by)


def only_in_closed(session: Session, document: Document, fields: Sequence[FieldValue]) -> set[int]:
    """Give the ids of fields whose evidence stands on a page with a closed passage, and in none of its open ones."""
    closed = Passage.closed.is_(True)
    live = select(Passage).where(Passage.document_id == document.id, Passage.superseded_at.is_(None))
    hidden = list(session.scalars(live.where(closed)))
    pages = {page for passage in hidden for page, _, _ in passage.segments}
    doubtful = [field for field in fields if field.evidence_page in pages and field.passage_id is None]
    if not doubtful:
        return set()
    numbers = {field.evidence_page for field in doubtful if field.evidence_page}
    near = live.where(~closed, Passage.first_page <= max(numbers), Passage.last_page >= min(numbers))
    open_ones = list(session.scalars(near))
    return {field.id for field in doubtful if not _stands_in(open_ones, field)}


def stands_in(session: Session, passages: Sequence[Passage], field: FieldValue, *, last: bool) -> int | None:
    """Give which of these passages holds the words that a value of an item was read from; None: any may."""
    own = session.get(Passage, field.passage_id) if field.passage_id else None
    if own is None:
        return None
    run = {part.id for part in run_of(session, own)}
    holding = [one.id for one in passages if one.id in run and find_words(one.text, field.evidence_text)]
    return (holding[-1] if last else holding[0]) if holding else own.id


def _stands_in(passages: Sequence[Passage], field: FieldValue) -> bool:
    number = field.evidence_page or 0
    return any(
        find_words(passage.text[start:end], field.evidence_text)
        for passage in passages
        for start, end in segments_on(passage, number)
    )

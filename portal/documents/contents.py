"""What a document holds, item by item: what was decided, its annexes, and where that stands. A page of it at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, FieldValue, Passage
from ingest.archive.said import CORRECTION
from portal import access
from portal.documents.attached import held
from portal.documents.runs import Part, open_to, runs
from portal.paging import Paging

PER_PAGE = 40
_SHOWN = 260  # characters of a decision: a sentence or two, the rest stands in the text
_NAMES = ("decision", "decision_type", "decision_body", "attachment")


@dataclass(frozen=True, slots=True)
class Said:
    """One value of an item.

    Attributes:
        source: Id of the field when the text shows where it was read, else None.
        page: 1-based page of the source.
        document: Of an annex: the document that is it, when the archive holds it.
        by: Who corrected it, and when; "" for what was read.
        closed: It stands in a closed part.
    """

    value: str
    source: int | None = None
    page: int | None = None
    document: int | None = None
    by: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An item or section in the list.

    Attributes:
        hidden: Closed to the reader: nothing else is told but the page.
        more_closed: Part of the open item is closed to the reader.
        texts, types, body: The decision point by point, its types, who made it; empty when the paper does not say.
    """

    id: int
    page: int
    hidden: bool = False
    number: str | None = None
    heading: str = ""
    closed: bool = False
    more_closed: bool = False
    is_item: bool = False
    texts: tuple[Said, ...] = ()
    types: tuple[str, ...] = ()
    body: Said | None = None
    attachments: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """A page of the list; `decided`: something on it was decided; `has_items`: not only sections."""

    entries: tuple[Entry, ...] = ()
    paging: Paging = field(default_factory=lambda: Paging(1, 0, PER_PAGE))
    decided: bool = False
    has_items: bool = False


def contents(
    session: Session, person: access.Person, document: Document, asked: str | None, passage: Passage | None, number: int
) -> Contents:
    """Give the items and sections of a document.

    Args:
        session: For reading.
        person: Who reads: what is closed to them is only said to be there.
        document: One the person may know of.
        asked: The page of the list, as in the address; None: the one that shows where the reader is.
        passage: Where the reader was sent.
        number: The document's page that is shown, 1-based.
    """
    sees = access.sees_closed(person, document.committee)
    listed = _listed(runs(session, document.id))
    here = str(_position(listed, passage, number) // PER_PAGE + 1)
    paging = Paging.of(asked or here, len(listed), PER_PAGE)
    shown = listed[paging.offset : paging.offset + PER_PAGE]
    values = _values(session, [id_ for run in shown for id_ in open_to(run, sees)])
    names = {row.value for row in values if row.name == "attachment"}
    files = held(session, person, document, names)
    entries = tuple(_entry(run, sees, values, files) for run in shown)
    decided = any(one.texts or one.types for one in entries)
    return Contents(entries, paging, decided, any(run[0].kind == "item" for run in listed))


def _listed(every: list[list[Part]]) -> list[list[Part]]:
    """Give the items with what is closed; of a document without items its sections."""
    named = [run for run in every if run[0].kind != "text" and (run[0].heading or run[0].number or run[0].closed)]
    return [run for run in named if run[0].kind == "item" or run[0].closed] or named


def _position(listed: Sequence[Sequence[Part]], passage: Passage | None, number: int) -> int:
    """Give the place in the list of the item the reader was sent to, else of the last that begins by this page."""
    if passage is not None:
        for position, run in enumerate(listed):
            if any(part.id == passage.id for part in run):
                return position
    return max((position for position, run in enumerate(listed) if run[0].page <= number), default=0)


def _values(session: Session, passage_ids: Collection[int]) -> list[FieldValue]:
    asked = select(FieldValue).where(FieldValue.passage_id.in_(passage_ids), FieldValue.name.in_(_NAMES))
    return list(session.scalars(asked.order_by(FieldValue.id)))


def _entry(run: list[Part], sees: bool, values: Sequence[FieldValue], files: dict[str, int]) -> Entry:
    first = run[0]
    if first.closed and not sees:
        return Entry(first.id, first.page, hidden=True)
    mine = set(open_to(run, sees))
    shut = {part.id for part in run if part.closed and not first.closed}
    own = [row for row in values if row.passage_id in mine]

    def every(name: str) -> list[Said]:
        rows = [row for row in own if row.name == name]
        said = [row for row in rows if row.origin == CORRECTION] or rows
        return [_said(row, row.passage_id in shut, files) for row in said if row.value]

    return Entry(
        id=first.id, page=first.page, number=first.number, heading=first.heading, closed=first.closed,
        more_closed=bool(shut - mine), is_item=first.kind == "item", texts=tuple(every("decision")),
        types=tuple(dict.fromkeys(one.value for one in every("decision_type"))),
        body=next(iter(every("decision_body")), None),
        attachments=tuple(every("attachment")),
    )  # fmt: skip


def _said(row: FieldValue, closed: bool, files: dict[str, int]) -> Said:
    by = row.evidence_text if row.origin == CORRECTION else ""
    source, page = (row.id, row.evidence_page) if row.evidence_page and row.evidence_text and not by else (None, None)
    value = row.value if len(row.value) <= _SHOWN else f"{row.value[:_SHOWN].rsplit(' ', 1)[0]} …"
    document = files.get(row.value) if row.name == "attachment" else None
    return Said(" ".join(value.split()), source, page, document, by, closed)

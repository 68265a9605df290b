"""The pages of a document in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, abort, request, url_for
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from ingest.archive.model import Document, FieldValue, Page, Parse, Passage, Sighting
from ingest.archive.page_layers import laid_over
from ingest.archive.query import Query, QueryProblem
from ingest.archive.query_parser import parse
from ingest.archive.synonym_groups import table_of
from ingest.danish.repaired import Words
from ingest.danish.synonyms import SynonymTable
from portal import access, htmx, readable
from portal.context import db, instance
from portal.documents import bp, marking
from portal.documents.cite import citation
from portal.documents.contents import contents
from portal.documents.facts import about, stands_in, told
from portal.documents.pictures import can_be_drawn
from portal.documents.sheet import Sheet, Wanted, sheet
from portal.documents.slices import Slice, beside, slice_of
from portal.paging import Paging
from portal.row_numbers import row_number

RAW = "raa"  # in the address: the text as it stands
_HOW = ("forkortelser", "laesefejl")  # in the address: how the words were searched for


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a document, beside the page.

    Attributes:
        tree: What to mark: what was typed, wider where the document has none of it.
        matched: The passages of the document that have it.
        passage: Where the reader was sent; None when nowhere, when it is gone, or when it is closed to them.
        source: The field whose words to show.
        mark: 1-based number on the page, -1 the last, 0 none.
        raw: Show the text as it stands, without guesses.
    """

    text: str
    tree: Query | None
    matched: frozenset[int]
    passage: Passage | None
    source: FieldValue | None
    mark: int
    raw: bool
    kept: dict[str, Any]


@bp.get("/<int:document_id>")
@access.allow()
def show(document_id: int) -> Response:
    """Open a document where it matched."""
    person = access.me()
    document = access.find_document(db.session, person, document_id)
    asked = _asked(document, person, request.args)
    return _page(document, person, asked, _first_page(document, person, asked))


@bp.get("/<int:document_id>/side/<int:number>")
@access.allow()
def page(document_id: int, number: int) -> Response:
    """Show one page."""
    person = access.me()
    document = access.find_document(db.session, person, document_id)
    return _page(document, person, _asked(document, person, request.args), number)


def _asked(document: Document, person: access.Person, given: MultiDict[str, str]) -> Asked:
    text, tree, matched = _searched(document, person, given)
    passage = _one(Passage, given.get("punkt"), document.id)
    gone = passage and (
        passage.superseded_at or (passage.closed and not access.sees_closed(person, document.committee))
    )
    mark = given.get("m", "")
    kept: dict[str, Any] = {name: given.get(name, "") for name in _HOW} | {"q": text} if text else {}
    raw = given.get("tekst") == RAW
    kept["tekst"] = RAW if raw else ""
    return Asked(
        text=text,
        tree=tree,
        matched=matched,
        passage=None if gone else passage,
        source=_one(FieldValue, given.get("kilde"), document.id),
        mark=int(mark) if mark.removeprefix("-").isdecimal() and len(mark) < 6 else 0,
        raw=raw,
        kept={name: value for name, value in kept.items() if value},
    )


def _searched(
    document: Document, person: access.Person, given: MultiDict[str, str]
) -> tuple[str, Query | None, frozenset[int]]:
    """Give what was searched for: as typed, what to mark of it here, and the passages that have it."""
    text = given.get("q", "").strip()
    try:
        tree = parse(text, _table(given)).tree if text else None
    except QueryProblem:
        return "", None, frozenset()
    if tree is None:
        return "", None, frozenset()
    index, audience = instance().generations.index(), access.audience(db.session, person)
    return text, *marking.found_in(index, tree, document.id, audience, widen=given.get("laesefejl") != "nej")


def _table(given: MultiDict[str, str]) -> SynonymTable:
    return table_of(db.session) if given.get("forkortelser") != "nej" else SynonymTable()


def _one(table: Any, asked: str | None, document_id: int) -> Any:
    number = row_number(asked)
    found = db.session.get(table, number) if number is not None else None
    return found if found and found.document_id == document_id else None


def _first_page(document: Document, person: access.Person, asked: Asked) -> int:
    """Choose the page to open at: that of the first mark in the passage, else the passage's, else the first match."""
    passage = asked.passage
    if passage is None and asked.matched:
        first = select(Passage).where(Passage.id.in_(asked.matched), Passage.superseded_at.is_(None))
        passage = db.session.scalar(first.order_by(Passage.ordinal).limit(1))
    if passage is None:
        return 1
    pages = marking.pages_of_marks(passage, asked.tree) if asked.tree is not None else []
    return next(iter(pages), passage.first_page)


def _page(document: Document, person: access.Person, asked: Asked, number: int) -> Response:
    count = page_count(document)
    if number < 1 or number > max(count, 1):
        abort(404)
    sees = access.sees_closed(person, document.committee)
    known = about(db.session, document, asked.passage, sees)
    here = db.session.scalar(current_pages(document).where(Page.number == number))
    part = _part(document, asked, number)
    text, trail = _marked(document, person, asked, number, part, laid_over(here), sees)
    access.log_openings(person, "page", [(document.id, passage_id) for passage_id in text.shown_closed])
    whole = access.all_open_to(person, access.family(db.session, document.id))
    return htmx.page_or_block(
        "documents/page.html",
        "sheet",
        document=document, known=known, asked=asked, number=number, part=part, sheet=text, trail=trail,
        current=text.current,
        paging=Paging(number, count, 1), page_state=here, whole=whole, sees=sees, raw=RAW,
        hard=(here and readable.is_hard(here.quality)) or any(piece.damaged for piece in text.pieces),
        picture=whole and count > 0 and can_be_drawn(document.media_type),
        contents=contents(db.session, person, document, request.args.get("indhold"), asked.passage, number),
        members=_members(document, person), parents=_parents(document, person),
        citation=citation(document, known, asked.passage, number if count > 1 else None),
        to=lambda page, **more: _address(document, asked, page, **more), contents_asked="indhold" in request.args,
        list_page=lambda page: _address(document, asked, number, indhold=page, _anchor="punkter"),
    )  # fmt: skip


def _part(document: Document, asked: Asked, number: int) -> Slice:
    """Choose the part of a very long page: the one asked for, else where the reader was sent to, else the first."""
    near = {asked.passage.id} if asked.passage else set()
    if asked.source is not None and asked.source.passage_id:
        near = {asked.source.passage_id}
    return slice_of(db.session, document.id, number, request.args.get("del"), near or asked.matched)


def _marked(
    document: Document,
    person: access.Person,
    asked: Asked,
    number: int,
    part: Slice,
    known: Mapping[str, Words],
    sees: bool,
) -> tuple[Sheet, marking.Trail | None]:
    """Set the page; a second time when the mark asked for is the last, which one knows only then."""
    passages = part.passages
    field = asked.source
    shown = field is not None and field.evidence_page == number and told(db.session, document, field, sees)
    source = field.evidence_text if field is not None and shown else ""
    sent_to = asked.passage.id if asked.passage else None
    wanted = Wanted(asked.tree, sent_to, source, max(asked.mark, 0), known, asked.raw)
    if field is not None:
        last = field.name.startswith("decision")
        wanted = replace(wanted, source_in=stands_in(db.session, passages, field, last=last), source_last=last)
    text = sheet(passages, number, wanted, sees)
    if asked.mark < 0 or asked.mark > text.marked:
        text = sheet(passages, number, replace(wanted, current=text.marked), sees)
    if asked.tree is None:
        return text, None
    way = marking.trail(db.session, asked.matched, asked.tree, number, text.current, text.marked)
    return text, beside(way, part, asked.matched, number, text.current, text.marked)


def _address(document: Document, asked: Asked, page: int, **more: Any) -> str:
    return url_for("documents.page", document_id=document.id, number=page, **{**asked.kept, **more})


def current_pages(document: Document) -> Any:
    """Ask for the pages of a document as it was read last."""
    return select(Page).join(Parse).where(Parse.document_id == document.id, Parse.current)


def page_count(document: Document) -> int:
    """Give the number of a document's last page; 0 when it has none."""
    pages = select(func.max(Page.number)).join(Parse).where(Parse.document_id == document.id, Parse.current)
    return db.session.scalar(pages) or 0


def _members(document: Document, person: access.Person) -> list[Document]:
    inside = select(Sighting.document_id).where(Sighting.parent_id == document.id)
    known = select(Document).where(Document.id.in_(inside), access.documents_known_to(db.session, person))
    return list(db.session.scalars(known.order_by(Document.id).limit(500)))


def _parents(document: Document, person: access.Person) -> list[Document]:
    around = select(Sighting.parent_id).where(Sighting.document_id == document.id, Sighting.parent_id.is_not(None))
    known = select(Document).where(Document.id.in_(around), access.documents_known_to(db.session, person))
    return list(db.session.scalars(known.order_by(Document.id).limit(20)))

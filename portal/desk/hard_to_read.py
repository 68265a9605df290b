"""/arkiv/laesbarhed: the pages that read worst, each with the way to its readings and to correct it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template, request
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, Page, PageLayer, Parse
from ingest.danish.quality import HARD
from ingest.values import FileState, LayerKind
from portal import access, readable
from portal.context import db
from portal.desk import bp
from portal.model import Role
from portal.paging import Paging

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is hard to read; `whole`: the person may see everything in its document."""

    document: Document
    number: int
    quality: float
    whole: bool


def hard_pages(known: ColumnElement[bool]) -> Select[Document, Page]:
    """Ask for the pages that are hard to read, in documents the person may know of; those corrected are done."""
    chosen = and_(PageLayer.page_id == Page.id, PageLayer.ordinal == Page.chosen)
    live = Parse.current & (Document.state == FileState.INDEXED.value) & known
    asked = select(Document, Page).select_from(Page).join(Parse, Parse.id == Page.parse_id)
    asked = asked.join(Document, Document.id == Parse.document_id).join(PageLayer, chosen)
    return asked.where(Page.quality < HARD, PageLayer.kind != LayerKind.CORRECTION.value, live)


@bp.get("/laesbarhed")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def hard_to_read() -> str:
    """Show the pages that read worst."""
    person = access.me()
    asked = hard_pages(access.documents_known_to(db.session, person))
    total = db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    paging = Paging.of(request.args.get("side"), total, PER_PAGE)
    listed = asked.order_by(Page.quality, Page.id).limit(PER_PAGE).offset(paging.offset)
    shown = list(_shown(db.session, person, listed))
    return render_template("desk/hard_to_read.html", found=shown, paging=paging, reads=readable.percent)


def _shown(session: Session, person: access.Person, asked: Select[Document, Page]) -> Iterator[Shown]:
    open_to: dict[int, bool] = {}
    for document, page in session.execute(asked):
        if document.id not in open_to:
            open_to[document.id] = access.all_open_to(person, access.family(session, document.id))
        yield Shown(document, page.number, page.quality or 0.0, open_to[document.id])

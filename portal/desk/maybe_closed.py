"""/arkiv/lukket: passages that may be closed. They are, until an archivist who may read them says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import selectinload

from ingest.archive import closed_table
from ingest.archive.model import Document, Passage
from ingest.understand.closed_doubt import UNSURE
from portal import access
from portal.context import db, instance
from portal.desk import bp
from portal.model import Role
from portal.paging import Paging
from portal.row_numbers import row_number

PER_PAGE = 25
_SHOWN = 600  # characters of a passage: enough to see what it is about
_SAID = {
    "aaben": "Punktet er åbent nu, og alle kan finde det.",
    "lukket": "Punktet er lukket.",
    "fortryd": "Fortrudt. Punktet er igen, som det blev læst.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage to decide about; `text` is "" for those who may not read what is closed."""

    passage: Passage
    reason: str
    text: str


def in_doubt(known: ColumnElement[bool]) -> ColumnElement[bool]:
    """Give the condition of passages that may be closed, in documents the person may know of."""
    live = Passage.closed.is_(True) & Passage.superseded_at.is_(None)
    inside = Passage.document_id.in_(select(Document.id).where(known))
    return and_(live, Passage.closed_reason.startswith(UNSURE, autoescape=True), inside)


@bp.get("/lukket")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def maybe_closed() -> str:
    """Show what may be closed, the oldest first, to be decided one by one."""
    person = access.me()
    wanted = in_doubt(access.documents_known_to(db.session, person))
    total = db.session.scalar(select(func.count()).select_from(Passage).where(wanted)) or 0
    paging = Paging.of(request.args.get("side"), total, PER_PAGE)
    listed = select(Passage).where(wanted).options(selectinload(Passage.document)).order_by(Passage.id)
    shown = [_asked(person, one) for one in db.session.scalars(listed.limit(PER_PAGE).offset(paging.offset))]
    access.log_openings(person, "desk", [(one.passage.document_id, one.passage.id) for one in shown if one.text])
    undo = request.args.get("fortryd", type=row_number)
    return render_template("desk/maybe_closed.html", found=shown, paging=paging, undo=undo)


def _asked(person: access.Person, passage: Passage) -> Asked:
    sees = access.sees_closed(person, passage.document.committee)
    reason = passage.closed_reason.removeprefix(UNSURE)
    return Asked(passage, reason if sees else "", passage.text[:_SHOWN] if sees else "")


@bp.post("/lukket/<int:passage_id>")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def decide_closed(passage_id: int) -> Response:
    """Open or close a passage: `aaben`, `lukket`, or `fortryd`. In force everywhere when this answers."""
    person, answer = access.me(), request.form.get("svar", "")
    said = _SAID.get(answer) or abort(400)
    with instance().database.write() as session:
        passage = session.get(Passage, passage_id)
        if passage is None or passage.superseded_at is not None:
            abort(404)
        document = access.find_document(session, person, passage.document_id)
        if not access.sees_closed(person, document.committee):
            raise access.ClosedToYou
        if answer == "fortryd":
            closed_table.undo(session, passage, person.id)
        else:
            closed_table.decide(session, passage, closed=answer == "lukket", user_id=person.id)
        document_id = document.id
    instance().generations.drain(wait=True)
    flash(said)
    if request.form.get("tilbage") == "dokument":
        return make_response("", 303, {"Location": url_for("documents.correct", document_id=document_id)})
    undo = passage_id if answer != "fortryd" else None
    target = url_for("desk.maybe_closed", side=request.form.get("side") or None, fortryd=undo)
    return make_response("", 303, {"Location": target})

"""/dokument/<id>/side/<n>/tekst: an archivist types what a page says, beside its picture.

The correction is one more layer with who and when. It is kept apart from the readings and put in at each of them, so
that it outlives every new one; the document is read again at once, as a job, so that it is found by what was typed.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import NamedTuple

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest import jobs
from ingest.archive.model import Document, Page, PageLayer, Parse, now
from ingest.archive.page_corrections import PageCorrection
from ingest.values import LayerKind
from portal import access
from portal.context import db, instance
from portal.documents import bp
from portal.documents.pictures import can_be_drawn
from portal.model import Role

_DESK = (Role.ARCHIVIST, Role.ADMIN)
_LONGEST = 100_000  # characters of a page


class Current(NamedTuple):
    """A page as it stands: the text that counts, a digest of it, and whether somebody corrected it."""

    text: str
    version: str
    corrected: bool


@bp.get("/<int:document_id>/side/<int:number>/tekst")
@access.allow(*_DESK)
def page_text(document_id: int, number: int) -> str:
    """Show the text of a page, to be corrected."""
    document = _document(document_id)
    return _form(document, number, _current(db.session, document, number))


@bp.post("/<int:document_id>/side/<int:number>/tekst")
@access.allow(*_DESK)
def page_text_submit(document_id: int, number: int) -> Response:
    """Keep a correction, or take the corrections back (`handling=fjern`); the document is read again."""
    document, person = _document(document_id), access.me()
    typed = _clean(request.form.get("tekst", ""))
    back = request.form.get("handling") == "fjern"
    with instance().database.write() as session:
        current = _current(session, document, number)
        problem = None if back else _problem(typed, current)
        changed = request.form.get("version") != current.version
        if problem or changed:
            other = current.text if changed else None
            page = _form(document, number, current, typed=typed, problem=problem, other=other)
            return make_response(page, 409 if changed else 422)
        session.add(
            PageCorrection(
                document_id=document.id, number=number, text=None if back else typed, made_by=person.name,
                user_id=person.id, made_at=now(),
            )
        )  # fmt: skip
        job_id = jobs.enqueue(session, "ingest", {"document_id": document.id}, created_by=person.id).id
    jobs.wake(instance().files, job_id)
    flash("Rettelsen er taget tilbage." if back else "Rettelsen er gemt. Om lidt kan siden findes på det, du skrev.")
    target = url_for("documents.layers", document_id=document.id, number=number)
    return make_response("", 303, {"Location": target})


def _document(document_id: int) -> Document:
    """Find a document of which the person may see everything: a page may hold what is closed."""
    document = access.find_document(db.session, access.me(), document_id)
    parts = access.family(db.session, document.id)
    access.demand_all(access.me(), parts)
    if any(part.closed for part in parts):
        access.log_openings(access.me(), "page", [(document.id, None)])
    return document


def _current(session: Session, document: Document, number: int) -> Current:
    latest = select(PageCorrection).where(PageCorrection.document_id == document.id, PageCorrection.number == number)
    correction = session.scalar(latest.order_by(PageCorrection.id.desc()).limit(1))
    if correction is not None and correction.text is not None:
        return Current(correction.text, _digest(correction.text), True)
    asked = select(Page).join(Parse).where(Parse.document_id == document.id, Parse.current, Page.number == number)
    page = session.scalar(asked) or abort(404)
    made = (LayerKind.REPAIR.value, LayerKind.CORRECTION.value)  # of what was read; the others were read
    read = select(PageLayer.text).where(PageLayer.page_id == page.id, PageLayer.kind.not_in(made))
    texts = list(session.scalars(read.order_by(PageLayer.ordinal)))
    text = texts[min(page.chosen, len(texts) - 1)] if texts else ""
    return Current(text, _digest(text), False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _clean(text: str) -> str:
    """Give a typed text as layers hold it: NFC, newlines as one sign, no control characters."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) != "Cc").strip("\n")


def _problem(typed: str, current: Current) -> str | None:
    if not typed.strip():
        return "Skriv sidens tekst. Skal rettelsen væk, så tag den tilbage i stedet."
    if len(typed) > _LONGEST:
        return "Det er mere tekst, end der kan stå på en side. Del den, eller skriv kun det, der står på siden."
    return "Teksten er ikke ændret." if typed == current.text else None


def _form(
    document: Document,
    number: int,
    current: Current,
    typed: str | None = None,
    problem: str | None = None,
    other: str | None = None,
) -> str:
    return render_template(
        "documents/page_text.html",
        document=document,
        number=number,
        current=current,
        text=current.text if typed is None else typed,
        problem=problem,
        other=other,
        picture=can_be_drawn(document.media_type),
    )

"""/dokument/<id>/ret: an archivist says what a document's text got wrong. It outlives every new reading.

Every value is shown with where it was read. What was said can be taken back, one value at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive import item_corrections, said
from ingest.archive.model import Document, FieldValue, Passage, now
from ingest.understand.dates import one_day
from ingest.values import FileState
from portal import access, words
from portal.context import db, instance
from portal.documents import bp
from portal.documents.facts import only_in_closed
from portal.model import Role

_DESK = (Role.ARCHIVIST, Role.ADMIN)
_LONGEST = {"title": 300, "case_number": 60}
_LONG = 120  # characters of the other values
_KLE = re.compile(r"\d\d\.\d\d\.\d\d")
_PASSAGES = 300  # shown to be opened or closed
_SURE, _LIKELY = 0.95, 0.7  # probabilities of the reading of a kind


class Place(NamedTuple):
    """Words on a page, and the field (its id) that shows them."""

    words: str
    page: int
    source: int


@dataclass(frozen=True, slots=True)
class Line:
    """One field on the page.

    Attributes:
        value: As it counts now; "" when the document has none, or when only a closed passage says it.
        origin: Whose word it is: read, manifest or correction; "" when nobody says anything.
        words: What it was read from, or who said it.
        page: 1-based page of the words.
        hidden: Only a passage that is closed to the person says it.
        problem: Why what was typed was not taken.
        sure: How sure the reading of a kind is, in words; "" when nobody measured it.
        before: What stood there before it was corrected.
        unclear: Places that say something about it, of which one cannot tell what it is.
    """

    name: str
    value: str
    origin: str = ""
    words: str = ""
    source: int | None = None
    page: int | None = None
    hidden: bool = False
    problem: str = ""
    sure: str = ""
    before: str = ""
    unclear: tuple[Place, ...] = ()


@bp.get("/<int:document_id>/ret")
@access.allow(*_DESK)
def correct(document_id: int) -> str:
    """Show what is known of a document, to be corrected."""
    return _page(find(db.session, document_id))


@bp.post("/<int:document_id>/ret")
@access.allow(*_DESK)
def correct_submit(document_id: int) -> Response:
    """Take one value, or take one back (`fortryd`)."""
    person, name = access.me(), request.form.get("felt", "")
    document = find(db.session, document_id)
    if "tabt" in request.form:
        return _drop_lost(document, request.form["tabt"])
    if name not in said.NAMES:
        abort(400)
    if name == "committee" and document.has_closed and not access.sees_closed(person, document.committee):
        raise access.ClosedToYou  # whose it is decides who may read what is closed in it
    typed = " ".join(request.form.get("vaerdi", "").split())
    value, problem = (typed, "") if "fortryd" in request.form else checked(name, typed)
    if problem:
        return make_response(_page(document, Line(name, typed, problem=problem)), 422)
    with instance().database.write() as session:
        mine = find(session, document_id)
        if "fortryd" in request.form:
            said.unsay(session, mine, name, origin=said.CORRECTION)
        else:
            told = f"rettet af {person.name} den {words.day(now())}"
            said.say(session, mine, name, value, origin=said.CORRECTION, words=told)
    instance().generations.drain(wait=True)
    flash(f"{words.FIELDS[name]} er {'igen, som det blev læst' if 'fortryd' in request.form else 'rettet'}.")
    return make_response("", 303, {"Location": url_for("documents.correct", document_id=document_id)})


def _drop_lost(document: Document, asked: str) -> Response:
    """Take back a correction whose item is gone."""
    person = access.me()
    with instance().database.write() as session:
        lost = item_corrections.lost(session, document.id, sees_closed=access.sees_closed(person, document.committee))
        one = next((one for one in lost if str(one.id) == asked), None) or abort(404)
        item_corrections.drop(session, one, user_id=person.id)
    instance().generations.drain(wait=True)
    flash("Rettelsen er taget tilbage.")
    return make_response("", 303, {"Location": url_for("documents.correct", document_id=document.id)})


def checked(name: str, typed: str) -> tuple[str, str]:
    """Give a typed value as it is kept, and what is wrong with it; the empty value says that there is none."""
    if len(typed) > _LONGEST.get(name, _LONG):
        return "", f"{words.FIELDS[name]} må højst være på {_LONGEST.get(name, _LONG)} tegn."
    if name == "kind" and typed not in words.KINDS:
        return "", "Vælg en type fra listen."
    if name == "kle_subject" and typed and not _KLE.fullmatch(typed):
        return "", "Skriv KLE-emnet som 00.01.10."
    if name == "meeting_date" and typed:
        day = one_day(typed)
        return (day.isoformat(), "") if day else ("", "Skriv datoen som 12. marts 2021 eller 12-03-2021.")
    return typed, ""


def find(session: Session, document_id: int) -> Document:
    """Give a document to correct; 404 for what the person may not know of, and for what was removed."""
    document = access.find_document(session, access.me(), document_id)
    if document.state == FileState.REMOVED:
        abort(404)
    return document


def _page(document: Document, refused: Line | None = None) -> str:
    sees = access.sees_closed(access.me(), document.committee)
    lines = [with_typed(one, refused) for one in _lines(db.session, document, sees)]
    live = select(Passage).where(Passage.document_id == document.id, Passage.superseded_at.is_(None))
    passages = list(db.session.scalars(live.order_by(Passage.ordinal).limit(_PASSAGES))) if sees else []
    access.log_openings(access.me(), "desk", [(document.id, one.id) for one in passages if one.closed])
    return render_template(
        "documents/correct.html",
        document=document,
        name=next((line.value for line in lines if line.name == "title"), "") or document.name,
        lines=lines,
        refused=refused,
        kinds=words.KINDS,
        committees=committees(db.session),
        passages=passages,
        lost=item_corrections.lost(db.session, document.id, sees_closed=sees),
    )


def with_typed(line: Line, refused: Line | None) -> Line:
    """Keep what was typed in the field that was refused, beside what is known of it."""
    if refused is None or refused.name != line.name:
        return line
    return replace(line, value=refused.value, problem=refused.problem)


def committees(session: Session) -> list[str]:
    """Give the committees that everybody may know of, for choosing."""
    known = select(Document.committee).where(Document.committee.is_not(None), Document.audience.is_(None)).distinct()
    return sorted(filter(None, session.scalars(known)))


def _lines(session: Session, document: Document, sees: bool) -> list[Line]:
    asked = select(FieldValue).where(
        FieldValue.document_id == document.id, FieldValue.passage_id.is_(None), FieldValue.name.in_(said.NAMES)
    )
    rank = {said.READ: 0, said.MANIFEST: 1, said.CORRECTION: 2}
    rows = list(session.scalars(asked.order_by(FieldValue.id.desc())))
    secret = set() if sees else only_in_closed(session, document, rows)
    best = {row.name: row for row in sorted(rows, key=lambda row: rank[row.origin])}
    lines = [_line(name, best.get(name), document, secret) for name in said.NAMES]
    doubts = _doubts(session, document, sees)
    lines = [replace(one, unclear=doubts.get(one.name, ())) if not one.origin else one for one in lines]
    return [replace(one, sure=_sure(session, document)) if one.name == "kind" else one for one in lines]


def _doubts(session: Session, document: Document, sees: bool) -> dict[str, tuple[Place, ...]]:
    """Give what the text says about a field that one cannot read a value from: two dates, one out of all bounds."""
    own = FieldValue.document_id == document.id, FieldValue.passage_id.is_(None), FieldValue.name == "unclear"
    rows = list(session.scalars(select(FieldValue).where(*own).order_by(FieldValue.id)))
    secret = set() if sees else only_in_closed(session, document, rows)
    found: dict[str, tuple[Place, ...]] = {}
    for row in rows:
        if row.id not in secret and row.evidence_page:
            place = Place(row.evidence_text, row.evidence_page, row.id)
            found[row.value] = (*found.get(row.value, ()), place)
    return found


def _sure(session: Session, document: Document) -> str:
    """Say in words how sure the kind is: a number of per cent tells nobody whether to look."""
    own = FieldValue.document_id == document.id, FieldValue.name == "kind_probability"
    value = session.scalar(select(FieldValue.value).where(*own).limit(1))
    if not value:
        return ""
    return (
        "sikkert" if float(value) >= _SURE else "sandsynligvis" if float(value) >= _LIKELY else "usikkert, så se efter"
    )


def _line(name: str, row: FieldValue | None, document: Document, secret: set[int]) -> Line:
    if row is None:
        return Line(name, (document.kind or "") if name == "kind" else "")
    if row.id in secret:
        return Line(name, "", row.origin, hidden=True)
    value = words.day(row.value) if name == "meeting_date" and row.value else row.value
    source = row.id if row.evidence_page and row.evidence_text else None
    return Line(name, value, row.origin, row.evidence_text, source, row.evidence_page)

"""/dokument/<id>/punkt/<passage>/ret: an archivist says what the text got wrong about one item.

Every value is shown with where it was read. What is said is kept apart from the readings (ingest.archive.
item_corrections), counts at once everywhere, and can be taken back. The item is opened and closed here too.
"""

from __future__ import annotations

import unicodedata

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive import closed_table, item_corrections
from ingest.archive.item_corrections import MANY, NAMES
from ingest.archive.model import Document, FieldValue, Passage, now
from ingest.archive.said import CORRECTION
from ingest.understand.wording import rows
from portal import access, words
from portal.context import db, instance
from portal.documents import bp
from portal.documents.correcting import Line, committees, find, with_typed
from portal.documents.correcting_log import log_of
from portal.documents.runs import run_of
from portal.model import Role

_DESK = (Role.ARCHIVIST, Role.ADMIN)
DECISION_TYPES = tuple(dict.fromkeys(row[1] for row in rows("decisions.tsv")))
_LONGEST = {"number": 20, "title": 300, "case_number": 60, "decision": 4000, "decision_body": 120, "attachment": 250}
_MANY = 100  # lines
_CLOSED = {"luk": "Punktet er lukket.", "aabn": "Punktet er åbent nu, og alle kan finde det."}


@bp.get("/<int:document_id>/punkt/<int:passage_id>/ret")
@access.allow(*_DESK)
def correct_item(document_id: int, passage_id: int) -> str:
    """Show what is known of an item, to be corrected."""
    document = find(db.session, document_id)
    return _page(document, _item(db.session, document, passage_id))


@bp.post("/<int:document_id>/punkt/<int:passage_id>/ret")
@access.allow(*_DESK)
def correct_item_submit(document_id: int, passage_id: int) -> Response:
    """Take one value (`felt`, `vaerdi`), take one back (`fortryd`), or open or close the item (`svar`)."""
    name, answer = request.form.get("felt", ""), request.form.get("svar", "")
    if name not in NAMES and answer not in _CLOSED:
        document = find(db.session, document_id)
        _item(db.session, document, passage_id)
        abort(400)
    if answer in _CLOSED:
        _close(document_id, passage_id, answer)
        flash(_CLOSED[answer])
    else:
        refused = _correct(document_id, passage_id, name)
        if refused:
            return refused
        back = "fortryd" in request.form
        flash(f"{words.FIELDS[name]} er {'igen, som det blev læst' if back else 'rettet'}.")
    instance().generations.drain(wait=True)
    target = url_for("documents.correct_item", document_id=document_id, passage_id=passage_id)
    return make_response("", 303, {"Location": target})


def _correct(document_id: int, passage_id: int, name: str) -> Response | None:
    """Take or take back one value; give the page that says what is wrong with it, if something is."""
    person, back = access.me(), "fortryd" in request.form
    value, problem = ("", "") if back else checked(name, request.form.get("vaerdi", ""))
    if problem:
        document = find(db.session, document_id)
        line = Line(name, request.form.get("vaerdi", ""), problem=problem)
        return make_response(_page(document, _item(db.session, document, passage_id), line), 422)
    with instance().database.write() as session:
        passage = _item(session, find(session, document_id), passage_id)
        if back:
            item_corrections.unsay(session, passage, name, user_id=person.id)
        else:
            told = f"rettet af {person.name} den {words.day(now())}"
            item_corrections.say(session, passage, name, value, user_id=person.id, words=told)
    return None


def _close(document_id: int, passage_id: int, answer: str) -> None:
    """Open or close every part of the item; opening leaves alone what is closed for another reason."""
    with instance().database.write() as session:
        document = find(session, document_id)
        first = _item(session, document, passage_id)
        if not access.sees_closed(access.me(), document.committee):
            raise access.ClosedToYou  # who may not read it cannot tell whether it should be
        reason = first.closed_reason
        parts = [session.get_one(Passage, part.id) for part in run_of(session, first)]
        for part in parts:
            if answer == "luk" and not part.closed:
                closed_table.decide(session, part, closed=True, user_id=access.me().id)
            elif answer == "aabn" and part.closed and part.closed_reason == reason:
                closed_table.decide(session, part, closed=False, user_id=access.me().id)


def checked(name: str, typed: str) -> tuple[str, str]:
    """Give a typed value as it is kept, and what is wrong with it; the empty value says that there is none."""
    lines = [" ".join(_plain(line).split()) for line in typed.splitlines()]
    lines = [line for line in lines if line]
    most = _LONGEST.get(name, 0)
    if name == "decision_type":
        value = " ".join(lines)
        return (value, "") if value in ("", *DECISION_TYPES) else ("", "Vælg en beslutningstype fra listen.")
    if name in MANY:
        if len(lines) > _MANY or any(len(line) > most for line in lines):
            return "", f"Skriv højst {_MANY} linjer, hver på højst {most} tegn."
        return "\n".join(dict.fromkeys(lines)), ""
    value = ("\n" if name == "decision" else " ").join(lines)
    return (value, "") if len(value) <= most else ("", f"{words.FIELDS[name]} må højst være på {most} tegn.")


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if c == "\t" or unicodedata.category(c)[0] != "C")


def _item(session: Session, document: Document, passage_id: int) -> Passage:
    """Give the first passage of the item that a passage belongs to.

    Raises:
        ClosedToYou: It is closed to the person.
    """
    asked = session.get(Passage, passage_id)
    if asked is None or asked.document_id != document.id or asked.superseded_at is not None:
        abort(404)
    run = run_of(session, asked)
    first = session.get_one(Passage, run[0].id)
    passage = asked if asked.closed != first.closed else first
    if passage.closed and not access.sees_closed(access.me(), document.committee):
        raise access.ClosedToYou
    return passage


def _page(document: Document, passage: Passage, refused: Line | None = None) -> str:
    if passage.closed:
        access.log_openings(access.me(), "desk", [(document.id, passage.id)])
    lines = [with_typed(one, refused) for one in _lines(db.session, passage)]
    types = {"": "Ingen", **{one: words.capitalize_first(one) for one in DECISION_TYPES}}
    return render_template(
        "documents/correct_item.html",
        document=document, passage=passage, lines=lines, refused=refused, types=types,
        committees=committees(db.session), log=log_of(db.session, passage),
        may_close=access.sees_closed(access.me(), document.committee),
    )  # fmt: skip


def _lines(session: Session, passage: Passage) -> list[Line]:
    rows = list(session.scalars(select(FieldValue).where(FieldValue.passage_id == passage.id).order_by(FieldValue.id)))
    values = item_corrections.in_force(session, passage)
    before = {one.name: one.before for one in item_corrections.standing(session, passage)}
    return [_line(name, values.get(name, ""), rows, before.get(name, "")) for name in NAMES]


def _line(name: str, value: str, rows: list[FieldValue], before: str) -> Line:
    said = next((row for row in rows if row.name == name and row.origin == CORRECTION), None)
    if said is not None:
        return Line(name, value, CORRECTION, said.evidence_text, before=before)
    printed = "item" if name in ("number", "title") else name
    read = next((row for row in rows if row.name == printed), None)
    if read is None:
        return Line(name, value)
    source = read.id if read.evidence_page and read.evidence_text else None
    return Line(name, value, read.origin if value else "", read.evidence_text, source, read.evidence_page)

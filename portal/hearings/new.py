"""/hoeringer/ny: a hearing begins empty, from an item of the archive, from a template, or as a copy."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Document
from portal import access, periods, publishing
from portal.context import db, instance
from portal.hearings import archive_item, bp, picking
from portal.hearings.copying import copy_of, note
from portal.model import Hearing, Question, Role
from portal.row_numbers import row_number

_MOST_TO_COPY = 200
_LONGEST_TITLE = 300
FIRST_QUESTION = "Jeres høringssvar"


class CannotBegin(ValueError):
    """What was asked for cannot become a hearing. `way` is the one that was tried, the message says why."""

    def __init__(self, way: str, message: str) -> None:
        super().__init__(message)
        self.way = way


@bp.get("/ny")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def new() -> Response:
    """Show the four ways. `?fra=<document>&punkt=<item>` shows what would come along from there."""
    person = access.me()
    picked = picking.look_up(db.session, person, request.args.get("q", ""))
    item, problem = None, None
    if request.args.get("fra"):
        try:
            item = archive_item.read(db.session, person, *_source(request.args.get("fra"), request.args.get("punkt")))
        except archive_item.NotUsable as refused:
            problem = CannotBegin("archive", str(refused))
    return _page(404 if problem else 200, picked=picked, item=item, problem=problem)


@bp.post("/ny")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def new_submit() -> Response:
    """Begin a draft in one of the ways, and go on to its facts."""
    person = access.me()
    try:
        with instance().database.write() as session:
            hearing = _begin(session, person, request.form.get("way", ""))
            session.flush()
            hearing_id = hearing.id
    except CannotBegin as refused:
        return _page(422, problem=refused, typed=request.form.get("title", "")[:_LONGEST_TITLE])
    flash("Kladden er oprettet. Kun de, der arbejder med høringer, kan se den.")
    return make_response("", 303, {"Location": url_for("hearings.edit", hearing_id=hearing_id)})


def _begin(session: Session, person: access.Person, way: str) -> Hearing:
    if way == "archive":
        return _from_archive(session, person)
    if way in ("template", "copy"):
        return copy_of(session, _earlier(session, person, way), person)
    return _empty(session, person)


def _empty(session: Session, person: access.Person) -> Hearing:
    title = " ".join(request.form.get("title", "").split())
    if not title:
        raise CannotBegin("empty", "Skriv, hvad høringen handler om.")
    if len(title) > _LONGEST_TITLE:
        raise CannotBegin("empty", f"Titlen må højst være på {_LONGEST_TITLE} tegn.")
    hearing = _draft(session, person, title)
    note(session, hearing, person, "Oprettet.")
    return hearing


def _from_archive(session: Session, person: access.Person) -> Hearing:
    try:
        item = archive_item.read(session, person, *_source(request.form.get("fra"), request.form.get("punkt")))
    except archive_item.NotUsable as refused:
        raise CannotBegin("archive", str(refused)) from refused
    hearing = _draft(session, person, item.title)
    archive_item.fill(hearing, item)
    session.flush()
    for annex in item.annexes:
        publishing.set_audience(session, session.get_one(Document, annex.document_id))
    note(session, hearing, person, f"Oprettet fra arkivet: {item.title}.")
    return hearing


def _earlier(session: Session, person: access.Person, way: str) -> Hearing:
    """Give the template or the hearing to copy; the one is not taken for the other."""
    number = request.form.get("from", "")
    known = select(Hearing).where(access.hearings_known_to(session, person), Hearing.template.is_(way == "template"))
    found = session.scalar(known.where(Hearing.id == row_number(number)))
    if found is None:
        what = "Vælg en skabelon." if way == "template" else "Vælg den høring, der skal kopieres."
        raise CannotBegin(way, what if not number else f"{what} Den, du valgte, er her ikke mere.")
    return found


def _draft(session: Session, person: access.Person, title: str) -> Hearing:
    hearing = Hearing(title=title, type=periods.OTHER, officer_id=person.id, created_by=person.id)
    hearing.questions = [Question(text=FIRST_QUESTION, required=True)]
    session.add(hearing)
    session.flush()
    return hearing


def _source(document: str | None, passage: str | None) -> tuple[int, int | None]:
    number, part = row_number(document), row_number(passage)
    if number is None or (passage and part is None):
        raise archive_item.NotUsable("Der er intet dokument med det nummer, som kan sendes i høring.")
    return number, part


def _page(
    status: int,
    *,
    picked: picking.Picked | None = None,
    item: archive_item.Item | None = None,
    problem: CannotBegin | None = None,
    typed: str = "",
) -> Response:
    known = select(Hearing).where(access.hearings_known_to(db.session, access.me()))
    newest = known.where(Hearing.template.is_(False)).order_by(Hearing.id.desc()).limit(_MOST_TO_COPY)
    page = render_template(
        "hearings/new.html",
        picked=picked or picking.Picked(),
        item=item,
        problem=problem,
        typed=typed,
        templates=db.session.scalars(known.where(Hearing.template).order_by(Hearing.title)).all(),
        earlier=db.session.scalars(newest).all(),
    )
    return make_response(page, status)

"""/hoeringer/<id>/ret: a hearing's own facts. An older version of the form changes nothing."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, request, url_for
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, now
from portal import access, clock, htmx, publishing
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.copying import template_of
from portal.hearings.edit_form import Difference, HearingForm, apply, differences, form_of, remarks, values_of
from portal.hearings.papers import forget_upload, is_being_read
from portal.model import Hearing, HearingEvent, Role
from portal.periods import Severity

_PERIOD = ("type", "opens_on", "deadline")


@bp.get("/<int:hearing_id>/ret")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def edit(hearing_id: int) -> Response:
    """Show the form; the period is checked as it stands in the address, when it does."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    form = form_of(db.session, hearing, sent=False)
    for name in _PERIOD:
        if name in request.args and name in form:
            form[name].data = request.args[name][:40]
    return htmx.page_or_block("hearings/edit.html", "period", **_page(hearing, form))


@bp.post("/<int:hearing_id>/ret")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def edit_submit(hearing_id: int) -> Response:
    """Save, unless somebody else did in the meantime: then both texts are shown and nothing is changed."""
    person = access.me()
    form = form_of(db.session, access.find_hearing(db.session, person, hearing_id), sent=True)
    if not form.validate_on_submit():
        return _again(hearing_id, form, 422)
    with instance().database.write() as session:
        hearing = access.find_hearing(session, person, hearing_id)
        differing = differences(form, hearing)
        stale = form.row_version.data != str(hearing.row_version) and bool(differing)
        if not stale and differing:
            _save(session, hearing, form, person.id)
    if stale:
        return _again(hearing_id, form, 409, differing)
    flash("Oplysningerne er gemt." if differing else "Der var intet at ændre.")
    return make_response("", 303, {"Location": url_for("hearings.show", hearing_id=hearing_id)})


@bp.post("/<int:hearing_id>/skabelon")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def save_as_template(hearing_id: int) -> Response:
    """Keep the hearing as a pattern for new ones: its questions, papers, parties and settings."""
    person = access.me()
    with instance().database.write() as session:
        hearing = access.find_hearing(session, person, hearing_id)
        template = template_of(session, hearing, person)
        session.flush()
        template_id = template.id
    flash("Skabelonen er gemt. Du finder den under Ny høring.")
    return make_response("", 303, {"Location": url_for("hearings.show", hearing_id=template_id)})


@bp.post("/<int:hearing_id>/slet")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def remove(hearing_id: int) -> Response:
    """Delete a draft or a template; what was published stays."""
    with instance().database.write() as session:
        hearing = access.find_hearing(session, access.me(), hearing_id)
        title, said = hearing.title, None
        if hearing.published_at is not None:
            said = "Høringen er udgivet og kan ikke slettes."
        elif any(is_being_read(paper) for paper in hearing.papers):
            said = "En fil bliver læst lige nu. Vent et øjeblik, og slet så."
        else:
            _delete(session, hearing)
    if said:
        flash(said)
        return make_response("", 303, {"Location": url_for("hearings.show", hearing_id=hearing_id)})
    flash(f"{title} er slettet.")
    return make_response("", 303, {"Location": url_for("hearings.index")})


def _save(session: Session, hearing: Hearing, form: HearingForm, user_id: int) -> None:
    changed = apply(form, hearing)
    hearing.row_version += 1
    text = f"Ændrede {', '.join(name.lower() for name in changed)}."
    session.add(HearingEvent(hearing_id=hearing.id, user_id=user_id, what="changed", text=text, at=now()))


def _delete(session: Session, hearing: Hearing) -> None:
    """Delete with all that hangs on it; its papers are then nobody's, whoever gets the number next."""
    documents = [paper.document_id for paper in hearing.papers if paper.document_id]
    for paper in hearing.papers:
        forget_upload(session, paper)
    session.execute(delete(Hearing).where(Hearing.id == hearing.id))
    session.expire_all()
    for document_id in documents:
        publishing.set_audience(session, session.get_one(Document, document_id))


def _again(hearing_id: int, form: HearingForm, status: int, differing: list[Difference] | None = None) -> Response:
    """Show the form with all that was typed. After a clash it carries the version that is kept now."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    db.session.refresh(hearing)
    if differing:
        form.row_version.data = values_of(hearing)["row_version"]
    return make_response(render_template("hearings/edit.html", **_page(hearing, form, differing)), status)


def _page(hearing: Hearing, form: HearingForm, differing: list[Difference] | None = None) -> dict[str, object]:
    moment = now()
    today = clock.today(moment)
    period = None
    if "deadline" in form and "opens_on" in form:
        period = remarks(form.type.data or "", form.opens_on.data or "", form.deadline.data or "", today)
        if form.errors:  # what cannot be is said on its field
            period = [remark for remark in period if remark.severity != Severity.ERROR]
    return {
        "hearing": hearing,
        "form": form,
        "state": clock.state_of(hearing, moment),
        "today": today,
        "period": period,
        "differing": differing or [],
        "committees": _committees(),
    }


def _committees() -> list[str]:
    """Give the committees that open documents name, to choose from while typing."""
    named = select(Document.committee).where(Document.committee.is_not(None), Document.audience.is_(None))
    known = access.documents_known_to(db.session, access.me())
    return [name for name in db.session.scalars(named.where(known).distinct().order_by(Document.committee)) if name]

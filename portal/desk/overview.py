"""The desk's pages: the piles, one pile, the files on their way in."""

from __future__ import annotations

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ingest import jobs
from ingest.archive.model import Document, now
from portal import access, htmx
from portal.context import db, instance
from portal.desk import bp, piles
from portal.desk.picture import picture
from portal.desk.progress import progress
from portal.model import Role
from portal.paging import Paging

PER_PAGE = 25
_DESK = (Role.ARCHIVIST, Role.ADMIN)


@bp.get("")
@access.allow(*_DESK)
def overview() -> str:
    """Show what needs somebody, and the archive as a picture."""
    known = access.documents_known_to(db.session, access.me())
    return render_template(
        "desk/overview.html",
        piles=piles.piles(db.session, known),
        progress=progress(db.session, now()),
        picture=picture(db.session, known),
        most_mb=instance().settings.max_file_mb,
    )


@bp.get("/igang")
@access.allow(*_DESK)
def arrivals() -> Response:
    """Show how far the files on their way in have come; HTMX asks again every second while something runs."""
    return htmx.page_or_block("desk/arrivals.html", "arrivals", progress=progress(db.session, now()))


@bp.get("/bunke/<name>")
@access.allow(*_DESK)
def pile(name: str) -> str:
    """Show the documents of one pile, the oldest first."""
    wanted = piles.condition(name)
    if wanted is None:
        abort(404)
    inside = wanted & access.documents_known_to(db.session, access.me())
    total = db.session.scalar(select(func.count()).select_from(Document).where(inside)) or 0
    paging = Paging.of(request.args.get("side"), total, PER_PAGE)
    documents = db.session.scalars(
        select(Document)
        .where(inside)
        .options(selectinload(Document.sightings))
        .order_by(Document.added_at, Document.id)
        .limit(PER_PAGE)
        .offset(paging.offset)
    )
    title, advice = piles.title_of(name)
    return render_template(
        "desk/pile.html", name=name, title=title, advice=advice, documents=documents.all(), paging=paging
    )


@bp.post("/igen/<int:document_id>")
@access.allow(*_DESK)
def again(document_id: int) -> Response:
    """Read a document again, as a job."""
    document = access.find_document(db.session, access.me(), document_id)
    if not instance().files.original(document.sha256).is_file():
        abort(404)
    with instance().database.write() as session:
        job = jobs.enqueue(session, "ingest", {"document_id": document_id}, created_by=access.me().id)
        job_id = job.id
    jobs.wake(instance().files, job_id)
    flash(f"{document.name} bliver læst igen.")
    back = request.form.get("bunke", "")
    target = url_for("desk.pile", name=back) if piles.condition(back) is not None else url_for("desk.arrivals")
    return make_response("", 303, {"Location": target})

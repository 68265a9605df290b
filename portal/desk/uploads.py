"""Files sent from the browser. They become jobs at once, so that the page can be closed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, flash, make_response, render_template, request, url_for
from werkzeug.datastructures import FileStorage

from ingest import jobs
from ingest.archive.model import now
from portal import access
from portal.context import db, instance
from portal.desk import bp, piles
from portal.desk.picture import picture
from portal.desk.progress import progress
from portal.file_names import safe
from portal.model import Role


@dataclass(frozen=True, slots=True)
class Received:
    """What was taken and what was not: names as the sender wrote them."""

    taken: int
    too_large: tuple[str, ...]


@bp.post("/filer")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def upload() -> Response:
    """Take files in: each becomes a job."""
    files = [file for file in request.files.getlist("filer") if file.filename]
    received = _receive(files)
    if not received.taken:
        problem = "Vælg mindst én fil." if not files else None
        return _refused(problem, received.too_large)
    said = (
        "1 fil er modtaget og bliver læst nu."
        if received.taken == 1
        else (f"{received.taken} filer er modtaget og bliver læst nu.")
    )
    flash(f"{said} Du kan godt lukke siden imens.")
    for name in received.too_large:
        flash(f"{name} er ikke taget ind: den er større end {instance().settings.max_file_mb} MB.")
    return make_response("", 303, {"Location": url_for("desk.arrivals")})


def _receive(files: list[FileStorage]) -> Received:
    limit = instance().settings.max_file_mb << 20
    too_large, begun = [], []
    for file in files:
        name = safe(file.filename or "")
        path = instance().files.receive(file.stream, limit)  # type: ignore[arg-type]
        if path is None:
            too_large.append(name)
            continue
        with instance().database.write() as session:
            job = jobs.enqueue(session, "ingest", {"upload": str(path), "name": name}, created_by=access.me().id)
            begun.append(job.id)
    jobs.wake(instance().files, *begun)
    return Received(len(begun), tuple(too_large))


def _refused(problem: str | None, too_large: tuple[str, ...]) -> Response:
    known = access.documents_known_to(db.session, access.me())
    page = render_template(
        "desk/overview.html",
        piles=piles.piles(db.session, known),
        progress=progress(db.session, now()),
        picture=picture(db.session, known),
        most_mb=instance().settings.max_file_mb,
        problem=problem,
        too_large=too_large,
    )
    return make_response(page, 422)

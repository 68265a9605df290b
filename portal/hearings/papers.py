"""/hoeringer/<id>/bilag: the letter and the annexes, from the archive or uploaded, and in which order they are read."""

from __future__ import annotations

import re

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from ingest import jobs
from ingest.archive.model import Document, now
from portal import access, publishing
from portal.context import db, instance
from portal.hearings import archive_item, bp, picking
from portal.hearings.head import head_of
from portal.model import Hearing, HearingEvent, HearingPaper, PaperRole, Role

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 255
_MOST_PAPERS = 100


@bp.get("/<int:hearing_id>/bilag")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def papers(hearing_id: int) -> Response:
    """Show the papers, and ways to add more; `?q=` looks in the archive."""
    person = access.me()
    hearing = access.find_hearing(db.session, person, hearing_id)
    return _page(hearing, 200, picking.look_up(db.session, person, request.args.get("q", "")))


@bp.post("/<int:hearing_id>/bilag")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def papers_submit(hearing_id: int) -> Response:
    """Add one from the archive, or move, name or remove one, by what the button says."""
    what, person = request.form.get("what", ""), access.me()
    if what not in ("pick", "up", "down", "letter", "annex", "remove"):
        abort(400)
    with instance().database.write() as session:
        hearing = access.find_hearing(session, person, hearing_id)
        said = _pick(session, hearing, person) if what == "pick" else _change(session, hearing, what)
        if said is None:
            _note(session, hearing, person.id)
    if said is None:
        return make_response("", 303, {"Location": url_for("hearings.papers", hearing_id=hearing_id)})
    db.session.expire_all()
    return _page(access.find_hearing(db.session, person, hearing_id), 422, problem=said)


@bp.post("/<int:hearing_id>/bilag/filer")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def upload_papers(hearing_id: int) -> Response:
    """Take files in: each becomes a paper and a job that reads it."""
    person = access.me()
    hearing = access.find_hearing(db.session, person, hearing_id)
    files = [file for file in request.files.getlist("filer") if file.filename]
    if not files:
        return _page(hearing, 422, upload_problem="Vælg mindst én fil.")
    role = PaperRole.LETTER if request.form.get("role") == PaperRole.LETTER else PaperRole.ANNEX
    refused = [said for file in files if (said := _receive(hearing_id, file, role, person))]
    taken = len(files) - len(refused)
    if taken:
        flash(f"{'1 fil er' if taken == 1 else f'{taken} filer er'} modtaget og bliver læst nu.")
    if refused:
        db.session.expire_all()
        return _page(access.find_hearing(db.session, person, hearing_id), 422, upload_problem=" ".join(refused))
    return make_response("", 303, {"Location": url_for("hearings.papers", hearing_id=hearing_id)})


def _receive(hearing_id: int, file: FileStorage, role: PaperRole, person: access.Person) -> str | None:
    """Keep one file; a Danish sentence when it was not."""
    name, most = safe(file.filename or ""), instance().settings.max_file_mb
    path = instance().files.receive(file.stream, most << 20)  # type: ignore[arg-type]
    if path is None:
        return f"{name} er større end {most} MB og er ikke lagt ved."
    if path.stat().st_size == 0:
        path.unlink()
        return f"{name} er tom og er ikke lagt ved."
    with instance().database.write() as session:
        hearing = access.find_hearing(session, person, hearing_id)
        full = len(hearing.papers) >= _MOST_PAPERS
        if not full:
            paper = HearingPaper(role=_role(hearing, role), title=name, ordinal=len(hearing.papers))
            hearing.papers.append(paper)
            session.flush()
            job_id = publishing.add_paper(session, paper, path, name, person.id).id
            _note(session, hearing, person.id)
    if full:
        path.unlink()
        return f"{name} er ikke lagt ved: der er {_MOST_PAPERS} bilag i forvejen."
    jobs.wake(instance().files, job_id)
    return None


def safe(name: str) -> str:
    """Give the sender's file name as data: its last part, without what cannot be seen."""
    last = _CONTROL.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return last[-_LONGEST_NAME:] or "uden navn"


def _pick(session: Session, hearing: Hearing, person: access.Person) -> str | None:
    """Add a document of the archive; a Danish sentence when it cannot be."""
    address = archive_item.address_of(request.form.get("document", ""))
    if address is None:
        return "Vælg et dokument fra arkivet."
    try:
        document = archive_item.find(session, person, address[0])
    except archive_item.NotUsable as refused:
        return str(refused)
    if any(paper.document_id == document.id for paper in hearing.papers):
        return "Dokumentet er allerede lagt ved."
    if len(hearing.papers) >= _MOST_PAPERS:
        return f"Der kan højst være {_MOST_PAPERS} bilag."
    wanted = PaperRole.LETTER if request.form.get("role") == PaperRole.LETTER else PaperRole.ANNEX
    title = archive_item.name_of(session, document)
    paper = HearingPaper(role=_role(hearing, wanted), title=title, ordinal=len(hearing.papers), document=document)
    hearing.papers.append(paper)
    session.flush()
    publishing.set_audience(session, document)
    flash(f"{title} er lagt ved.")
    return None


def _role(hearing: Hearing, wanted: PaperRole) -> str:
    """Give the role of a new paper: there is one letter."""
    has_letter = any(paper.role == PaperRole.LETTER for paper in hearing.papers)
    return PaperRole.ANNEX.value if has_letter else wanted.value


def _change(session: Session, hearing: Hearing, what: str) -> str | None:
    """Move, name or remove a paper; a Danish sentence when it cannot be."""
    order = list(hearing.papers)
    paper = next((one for one in order if str(one.id) == request.form.get("paper", "")), None)
    if paper is None:
        return "Bilaget er fjernet i mellemtiden."
    if what == "remove":
        return _remove(session, hearing, paper)
    if what in ("letter", "annex"):
        for one in order if what == "letter" else ():
            one.role = PaperRole.ANNEX.value
        paper.role = what
        return None
    at = order.index(paper)
    order.insert(max(at - 1, 0) if what == "up" else at + 1, order.pop(at))
    for number, one in enumerate(order):
        one.ordinal = number
    return None


def _remove(session: Session, hearing: Hearing, paper: HearingPaper) -> str | None:
    """Take a paper off. A file that is being read at this moment would come back, so one has to wait."""
    if is_being_read(paper):
        return "Filen bliver læst lige nu. Vent et øjeblik, og fjern den så."
    forget_upload(session, paper)
    document_id = paper.document_id
    hearing.papers.remove(paper)
    session.flush()
    if document_id is not None:
        publishing.set_audience(session, session.get_one(Document, document_id))
    flash(f"{paper.title} er fjernet fra høringen.")
    return None


def is_being_read(paper: HearingPaper) -> bool:
    """Tell whether the worker has the file in hand: what it makes of it must find its paper."""
    return paper.job is not None and paper.job.state == "running"


def forget_upload(session: Session, paper: HearingPaper) -> None:
    """Let a file that waits never be read. It is gone even if the transaction is not kept: then the job says so."""
    if paper.job is not None and paper.job.state == "queued":
        jobs.finish(session, paper.job.id, "cancelled", {})
        instance().files.uploaded(paper.job.payload["upload"]).unlink(missing_ok=True)


def _note(session: Session, hearing: Hearing, user_id: int) -> None:
    if hearing.published_at is not None:
        text = "Ændrede høringsbrev og bilag."
        session.add(HearingEvent(hearing_id=hearing.id, user_id=user_id, what="changed", text=text, at=now()))


def _page(
    hearing: Hearing,
    status: int,
    picked: picking.Picked | None = None,
    problem: str | None = None,
    upload_problem: str | None = None,
) -> Response:
    moment = now()
    page = render_template(
        "hearings/papers.html",
        picked=picked or picking.Picked(),
        problem=problem,
        upload_problem=upload_problem,
        most_mb=instance().settings.max_file_mb,
        **head_of(hearing, moment),
    )
    return make_response(page, status)

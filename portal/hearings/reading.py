"""One response as those who run the hearing, and staff who may, read it: what was sent, with its files."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response as Answer
from flask import abort, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ingest.archive.model import Document, now
from portal import access, downloads, words
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.head import head_of
from portal.model import Attachment, Hearing, Response, ResponseVersion, Role
from portal.sent_files import name_on_disk, path_of, sent_in
from portal.standing import is_late, name_of

_STAFF = (Role.READER, Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Shown:
    """A version with the files that were sent in it. `covered`: digits of CPR numbers are not shown."""

    version: ResponseVersion
    files: list[Attachment]
    covered: bool
    late: bool


@bp.get("/<int:hearing_id>/svar-fra/<int:response_id>")
@access.allow(*_STAFF)
def response(hearing_id: int, response_id: int) -> str:
    """Show what one party sent: to those who run hearings every version, to other staff the one that counts."""
    hearing, given, versions = _find(hearing_id, response_id)
    moment = now()
    return render_template(
        "hearings/response.html",
        response=given,
        name=name_of(given.invitation, given),
        shown=[
            Shown(v, sent_in(given, v), _covers(v), is_late(hearing, given.invitation, v)) for v in reversed(versions)
        ],
        **head_of(hearing, moment),
    )


@bp.get("/<int:hearing_id>/svar-fra/<int:response_id>/bilag/<int:attachment_id>")
@access.allow(*_STAFF)
def attachment(hearing_id: int, response_id: int, attachment_id: int) -> Answer:
    """Give a file that was sent, as it came. Files that are only in a draft are nowhere."""
    _, given, versions = _find(hearing_id, response_id)
    files = [file for version in versions for file in sent_in(given, version) if file.id == attachment_id]
    path = path_of(instance().files, files[0]) if files else None
    if path is None:
        abort(404)
    _write_down(db.session, files[0])
    return downloads.as_it_came(path, name_on_disk(files[0]), files[0].media_type)


def _find(hearing_id: int, response_id: int) -> tuple[Hearing, Response, list[ResponseVersion]]:
    """Give a response whose sender sent it, with the versions the person may read; 404 else."""
    person = access.me()
    hearing = access.find_hearing(db.session, person, hearing_id)
    asked = select(Response).where(Response.id == response_id, Response.hearing_id == hearing.id)
    given = db.session.scalar(asked.options(selectinload(Response.versions), selectinload(Response.attachments)))
    if given is None or not given.versions or not access.sees_responses(person, hearing, now()):
        abort(404)
    if person.runs_hearings:
        return hearing, given, list(given.versions)
    return hearing, given, [given.sent or abort(404)]


def _covers(version: ResponseVersion) -> bool:
    return any(words.masked(answer["answer"]) != answer["answer"] for answer in version.content["answers"])


def _write_down(session: Session, file: Attachment) -> None:
    """Note that something closed was opened: a file that was sent may also be a closed paper of the archive."""
    document = session.get(Document, file.document_id) if file.document_id else None
    if document is not None and document.has_closed:
        access.log_openings(access.me(), "original", [(document.id, None)])

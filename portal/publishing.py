"""Where hearings meet the archive: what is sent becomes documents, for those who may see them. Drafts do not.

Who may see is a document's audience (`ingest.archive.audience`). It names hearings and parties, not people or days:
what a hearing's visibility and deadline mean is computed for each reader at each search (`portal.access.hearings`).
Inside the caller's write transaction; the caller wakes the worker for the job after the commit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ingest import jobs
from ingest.archive import store
from ingest.archive.audience import NOBODY
from ingest.archive.model import Document, Job, Sighting
from portal.model import Attachment, HearingPaper, Response, ResponseVersion


def publish(session: Session, version: ResponseVersion) -> Job:
    """Have a sent version made into a document, and its attachments found by those who may."""
    job = jobs.enqueue(session, "arrival", {"version_id": version.id})
    version.job_id = job.id
    refresh(session, version.response)
    return job


def attach(session: Session, attachment: Attachment, upload: Path, created_by: int | None) -> Job:
    """Have an uploaded attachment read. Until its response is sent nobody finds it."""
    payload = {"attachment_id": attachment.id, "upload": str(upload), "name": attachment.name}
    job = jobs.enqueue(session, "arrival", payload, created_by)
    attachment.job_id = job.id
    return job


def add_paper(session: Session, paper: HearingPaper, upload: Path, name: str, created_by: int | None) -> Job:
    """Have an uploaded letter or annex read, for those who may see the hearing."""
    payload = {"paper_id": paper.id, "upload": str(upload), "name": name}
    job = jobs.enqueue(session, "arrival", payload, created_by)
    paper.job_id = job.id
    return job


def refresh(session: Session, response: Response) -> None:
    """Set anew who may see the documents of a response: those of the version that counts, else nobody."""
    session.flush()
    ids = {version.document_id for version in response.versions} | {file.document_id for file in response.attachments}
    for document_id in ids - {None}:
        set_audience(session, session.get_one(Document, document_id))


def set_audience(session: Session, document: Document) -> None:
    """Give a document of hearings, and what lies inside it, the audience that its uses give it together.

    What everybody may see stays so.
    """
    for number in _reached(session, document.id, Sighting.parent_id, Sighting.document_id):
        _set_audience(session, session.get_one(Document, number))


def _set_audience(session: Session, document: Document) -> None:
    """Set the audience of one document: a file in a ZIP or a mail is for those who may see the ZIP or the mail."""
    if document.audience is None:
        return
    tokens: set[str] = set()
    for number in _reached(session, document.id, Sighting.document_id, Sighting.parent_id):
        one = session.get_one(Document, number)
        tokens |= _of_versions(session, one) | _of_attachments(session, one) | _of_papers(session, one)
    audience = "|".join(sorted(tokens)) or NOBODY
    if audience != document.audience:
        document.audience = audience
        store.mark_changed(session, document.id)


def _reached(
    session: Session,
    document_id: int,
    here: InstrumentedAttribute[Any],
    there: InstrumentedAttribute[Any],
) -> list[int]:
    """Give a document's id, and those of what lies inside it or around it, from one column of Sighting to the other."""
    found = select(Document.id.label("id")).where(Document.id == document_id).cte("found", recursive=True)
    found = found.union(select(there).join(found, here == found.c.id).where(there.is_not(None)))  # a union ends circles
    return list(session.scalars(select(found.c.id)))


def _of_versions(session: Session, document: Document) -> set[str]:
    asked = select(ResponseVersion).where(ResponseVersion.document_id == document.id)
    return {token for v in session.scalars(asked) if v.response.sent is v for token in tokens_of(v.response)}


def _of_attachments(session: Session, document: Document) -> set[str]:
    asked = select(Attachment).where(Attachment.document_id == document.id)
    return {token for file in session.scalars(asked) if _is_sent(file) for token in tokens_of(file.response)}


def _is_sent(file: Attachment) -> bool:
    version = file.response.sent
    return version is not None and any(sent["sha256"] == file.sha256 for sent in version.content["attachments"])


def _of_papers(session: Session, document: Document) -> set[str]:
    asked = select(HearingPaper.hearing_id).where(HearingPaper.document_id == document.id)
    return {f"papers:{hearing_id}" for hearing_id in session.scalars(asked)}


def tokens_of(response: Response) -> set[str]:
    """Give the tokens that open what a response says: whoever sees the hearing's responses, and the party itself."""
    party_id = response.invitation.party_id if response.invitation else None
    return {f"hearing:{response.hearing_id}"} | ({f"party:{party_id}"} if party_id else set())

"""What the worker does with the files of hearings: papers, attachments, and responses as they were sent."""

from __future__ import annotations

from html import escape
from typing import Any

from sqlalchemy.orm import Session

from ingest.archive.audience import NOBODY
from ingest.archive.model import Document, Job
from ingest.archive.store import Place
from ingest.errors import Unreadable
from ingest.pipeline import Given, Workshop, ingest_one
from ingest.values import Outcome
from portal import publishing, words
from portal.hearing_words import RESPONSE_KINDS
from portal.instance import Instance
from portal.model import Attachment, HearingPaper, ResponseVersion

_TABLES: dict[str, type[Attachment] | type[HearingPaper] | type[ResponseVersion]] = {
    "attachment_id": Attachment,
    "paper_id": HearingPaper,
    "version_id": ResponseVersion,
}


def take_in(instance: Instance, shop: Workshop, job: Job) -> Outcome:
    """Read the file of a job, tell its row which document it became, and let those see it who may.

    Raises:
        Unreadable: The file or the row is gone.
    """
    name = next(name for name in _TABLES if name in job.payload)
    with instance.database.read() as session:
        row: Attachment | HearingPaper | ResponseVersion | None = session.get(_TABLES[name], job.payload[name])  # type: ignore[assignment]
        if row is None:
            raise Unreadable("Det, filen hører til, er her ikke mere.")
        given = _written(shop, row) if isinstance(row, ResponseVersion) else _uploaded(instance, job, row)
    outcome = ingest_one(shop, given)
    with instance.database.write() as session:
        _connect(session, session.get_one(_TABLES[name], job.payload[name]), outcome.document_id)
    given.path.unlink(missing_ok=True)
    if isinstance(row, ResponseVersion):
        given.path.parent.rmdir()
    return outcome


def _uploaded(instance: Instance, job: Job, row: Attachment | HearingPaper) -> Given:
    audience = NOBODY if isinstance(row, Attachment) else f"papers:{row.hearing_id}"
    return Given(instance.files.uploaded(job.payload["upload"]), Place(job.payload["name"], audience=audience))


def _written(shop: Workshop, version: ResponseVersion) -> Given:
    folder = shop.files.working_folder()
    path = folder / "svar.html"
    path.write_text(page_of(version), encoding="utf-8")
    return Given(path, Place(f"høringssvar/{version.receipt_number}.html", audience=NOBODY))


def _connect(session: Session, row: Any, document_id: int | None) -> None:
    if document_id is None:
        return
    row.document_id = document_id
    session.flush()
    publishing.set_audience(session, session.get_one(Document, document_id))


def page_of(version: ResponseVersion) -> str:
    """Write a response as the page that search reads."""
    content, hearing = version.content, version.content["hearing"]
    title = f"Høringssvar fra {content['party']}"
    lines = [f"<h1>{escape(title)}</h1>", f"<p>Høring: {escape(hearing['title'])}</p>"]
    lines.append(f"<p>Dato: {words.day(version.sent_at)}</p>")
    if hearing["case_number"]:
        lines.append(f"<p>Sagsnummer: {escape(hearing['case_number'])}</p>")
    if content["kind"] != "answer":
        lines.append(f"<p>{escape(RESPONSE_KINDS[content['kind']])}.</p>")
    for answer in content["answers"]:
        lines.append(f"<h2>{escape(answer['question'])}</h2>")
        lines += [f"<p>{escape(part)}</p>" for part in answer["answer"].splitlines() if part.strip()]
    body = "\n".join(lines)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!doctype html>\n<html lang="da"><head>{head}</head><body><main>\n{body}\n</main></body></html>\n'

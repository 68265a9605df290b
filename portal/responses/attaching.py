"""Files of an answer: which are taken, what they are by their content, and how far their reading has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from ingest import jobs
from ingest.archive.files import digest
from ingest.errors import IngestError
from ingest.readers.sniff import sniff
from ingest.values import FileState
from portal import publishing, words
from portal.context import instance
from portal.file_names import safe
from portal.model import Attachment, Response
from portal.responses.drafts import touch
from portal.responses.place import Place, begin, find

MOST_MB, MOST_MB_TOGETHER, MOST_FILES = 25, 100, 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the files of a form.

    Attributes:
        names: Of those that were taken.
        refused: A Danish sentence for each of the others.
        row_version: Of the draft now.
    """

    names: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    row_version: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """An attachment as its party sees it. `number`: 1-based place among all the answer ever had; in its address."""

    number: int
    name: str
    size: int
    reading: bool
    told: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file that was looked at and can be taken."""

    path: Path
    name: str
    size: int
    sha256: str
    media_type: str


def take(files: Iterable[FileStorage], hearing_id: int, invitation_id: int, moment: datetime) -> Taken:
    """Take files in: each becomes an attachment with a job that reads it, or a sentence that says why not."""
    taken = Taken()
    begun: list[int] = []
    row_version = 0
    for file in files:
        seen = _look(file)
        if isinstance(seen, str):
            taken.refused.append(seen)
            continue
        with instance().database.write() as session:
            place = find(session, hearing_id, invitation_id, moment)
            said = _problem(place, seen)
            if said is None:
                job_id, row_version = _keep(session, place, seen)
                begun.append(job_id)
                taken.names.append(seen.name)
        if said is not None:
            seen.path.unlink()
            taken.refused.append(said)
    jobs.wake(instance().files, *begun)
    return Taken(taken.names, taken.refused, row_version)


def _look(file: FileStorage) -> _Seen | str:
    """Receive a file and see what it is; a sentence when it cannot be taken."""
    name = safe(file.filename or "")
    most = min(MOST_MB, instance().settings.max_file_mb)
    path = instance().files.receive(file.stream, most << 20)  # type: ignore[arg-type]
    if path is None:
        return f"{words.masked(name)} fylder mere end {most} MB. Del filen, eller gem den mindre."
    try:
        media_type = sniff(path, name)
    except IngestError as error:
        path.unlink()
        why = error.detail if error.detail != error.message else ""
        return " ".join(part for part in (f"{words.masked(name)}: {error.message}", why, error.advice) if part)
    return _Seen(path, name, path.stat().st_size, digest(path), media_type)


def _problem(place: Place, seen: _Seen) -> str | None:
    if not place.is_open or not place.is_writing:
        return f"{words.masked(seen.name)} er ikke vedhæftet: svaret kan ikke ændres nu."
    files = place.response.files if place.response else []
    if any(file.sha256 == seen.sha256 and file.name == seen.name for file in files):
        return f"{words.masked(seen.name)} er allerede vedhæftet."
    if len(files) >= MOST_FILES:
        return f"{words.masked(seen.name)} er ikke vedhæftet: et svar kan højst have {MOST_FILES} bilag."
    if sum(file.size for file in files) + seen.size > MOST_MB_TOGETHER << 20:
        return f"{words.masked(seen.name)} er ikke vedhæftet: bilagene må højst fylde {MOST_MB_TOGETHER} MB tilsammen."
    return None


def _keep(session: Session, place: Place, seen: _Seen) -> tuple[int, int]:
    """Write an attachment down; give the id of the job that reads it, and the row version of the draft now."""
    response = begin(session, place)
    attachment = Attachment(
        response=response, name=seen.name, size=seen.size, sha256=seen.sha256, media_type=seen.media_type
    )
    session.add(attachment)
    touch(response, place)
    session.flush()
    return publishing.attach(session, attachment, seen.path, place.actor.user_id).id, response.row_version


def remove(session: Session, place: Place, number: int) -> str | None:
    """Take an attachment off the draft and give its name; None when there is none, or nothing can be changed."""
    response = place.response
    if response is None or not (place.is_open and place.is_writing and 0 < number <= len(response.attachments)):
        return None
    file = response.attachments[number - 1]
    if file.removed_at is not None:
        return None
    file.removed_at = place.moment
    touch(response, place)
    return file.name


def shown(response: Response | None) -> list[Shown]:
    """Give the attachments of the draft with how far their reading is."""
    files: Sequence[Attachment] = response.attachments if response else ()
    return [_shown(number, file) for number, file in enumerate(files, 1) if file.removed_at is None]


def _shown(number: int, file: Attachment) -> Shown:
    told = _told(file)
    return Shown(number, words.masked(file.name), file.size, told is None, told or "Bliver læst")


def _told(file: Attachment) -> str | None:
    """Say what came of reading a file; None while it is not known."""
    document = file.document
    if document is None:
        over = file.job is None or file.job.state in ("failed", "cancelled", "done")
        return "Kunne ikke læses, men bliver sendt, som den er" if over else None
    if document.state == FileState.INDEXED:
        return "Kan læses og findes ved søgning, når svaret er sendt"
    if document.state == FileState.INDEXED_NO_TEXT:
        return "Har ingen tekst, der kan læses; bliver sendt, som den er"
    return f"Kunne ikke læses: {words.cause(document.cause)} Den bliver sendt, som den er"

"""The letter and annexes beside the answer: their text in reading size, and the files themselves."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response as Answer
from flask import abort
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, Passage, now
from ingest.cpr import mask
from ingest.values import FileState
from portal import access, downloads
from portal.context import db, instance
from portal.model import Hearing, HearingPaper
from portal.responses import ROOT, bp
from portal.responses.place import find
from portal.setting import as_html, flowing

_MOST_SHOWN = 200_000  # characters of one paper beside the answer; the rest is in the file


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is read beside the answer.

    Attributes:
        number: 1-based place among the hearing's papers; stands in its address.
        parts: (page, heading, paragraphs as HTML) each; empty when there is no text to show.
        told: A sentence in place of, or after, the text; "" for none.
        download: Whether the file itself can be had.
    """

    number: int
    title: str
    parts: tuple[tuple[int, str, tuple[Markup, ...]], ...]
    told: str
    download: bool


@bp.get(f"{ROOT}/papir/<int:number>")
@access.parties
def paper(hearing_id: int, invitation_id: int, number: int) -> Answer:
    """Give a paper as it came, to the party it was sent to."""
    place = find(db.session, hearing_id, invitation_id, now())
    papers = place.hearing.papers
    found = papers[number - 1] if 0 < number <= len(papers) else abort(404)
    if found.document is None or not _can_be_had(db.session, found):
        abort(404)
    path = instance().files.original(found.document.sha256)
    if not path.is_file():
        abort(404)
    name = mask(found.document.name).replace("•", "x")
    return downloads.as_it_came(path, name, found.document.media_type)


def papers_of(session: Session, hearing: Hearing) -> list[Paper]:
    """Give the letter and annexes of a hearing, in order."""
    return [_paper(session, number, row) for number, row in enumerate(hearing.papers, 1)]


def _paper(session: Session, number: int, row: HearingPaper) -> Paper:
    if row.document is None:
        return Paper(number, row.title, (), "Filen bliver læst. Genindlæs siden om lidt.", False)
    live = (Passage.document_id == row.document.id, Passage.superseded_at.is_(None), ~Passage.closed)
    passages = session.scalars(select(Passage).where(*live).order_by(Passage.ordinal)).all()
    parts, left = [], _MOST_SHOWN
    for passage in passages:
        if left > 0:
            parts.append(_part(passage, left))
            left -= len(passage.text)
    can = _can_be_had(session, row)
    return Paper(number, row.title, tuple(parts), _told(row.document, bool(parts), left < 0, can), can)


def _part(passage: Passage, most: int) -> tuple[int, str, tuple[Markup, ...]]:
    text = mask(passage.text)[:most]
    heading = mask(passage.heading)
    if heading and text.startswith(heading):
        text = text[len(heading) :].lstrip()
    lines = [line.strip() for line in flowing(text).split("\n")]
    return passage.first_page, heading, tuple(Markup(as_html(line)) for line in lines if line)  # noqa: S704  (escaped)


def _told(document: Document, has_text: bool, cut: bool, can_be_had: bool) -> str:
    if cut:
        return "Her står begyndelsen. Resten er i filen."
    if has_text:
        return ""
    return "Der er ingen tekst at vise her." + (" Hent filen for at se den." if can_be_had else "")


def _can_be_had(session: Session, row: HearingPaper) -> bool:
    """Tell whether the file may be given out: nothing closed in it, and read, unless it was sent in for the hearing."""
    document = row.document
    if document is None or document.state == FileState.REMOVED:
        return False
    sent_in = f"papers:{row.hearing_id}" in (document.audience or "").split("|")
    parts = access.family(session, document.id)
    return not any(part.closed or (part.unread and not sent_in) for part in parts)

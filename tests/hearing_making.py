"""What the tests of making a hearing share: sending its forms, and reading what is kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.model import Hearing, HearingPaper
from tests.fixtures_web import Archive, Visitor, words_of

FACTS = {
    "title": "Politik for grønne områder", "type": "other", "summary": "Byrådet spørger.", "case_number": "26/1",
    "kle_subject": "04.00.00", "committee": "Byrådet", "opens_on": "01-09-2026", "deadline": "12. oktober 2026",
    "officer": "", "contact": "groen@aadal.example", "visibility": "staff", "reminder_days": "2, 7", "row_version": "1",
}  # fmt: skip


def send_facts(visitor: Visitor, archive: Archive, name: str = "hearing-draft", **changed: Any) -> TestResponse:
    """Send the form of a hearing's facts."""
    return visitor.post(f"/hoeringer/{archive.ids[name]}/ret", FACTS | changed)


def send_paper(visitor: Visitor, archive: Archive, name: str = "hearing-draft", **data: Any) -> TestResponse:
    """Press a button on the page of papers."""
    return visitor.post(f"/hoeringer/{archive.ids[name]}/bilag", data)


def kept_hearing(archive: Archive, name: str = "hearing-draft") -> Hearing:
    """Give a hearing as it is kept, with its log."""
    with archive.instance.database.read() as session:
        hearing = session.get_one(Hearing, archive.ids[name])
        _ = hearing.events
        return hearing


def kept_papers(archive: Archive, name: str = "hearing-draft") -> list[HearingPaper]:
    """Give the papers of a hearing in their order, with their documents and jobs."""
    with archive.instance.database.read() as session:
        found = list(session.get_one(Hearing, archive.ids[name]).papers)
        for paper in found:
            _ = paper.document, paper.job
        return found


def newest_hearing(archive: Archive) -> Hearing:
    """Give the hearing that was made last, with all that hangs on it."""
    with archive.instance.database.read() as session:
        hearing = session.scalars(select(Hearing).order_by(Hearing.id.desc())).first()
        assert hearing
        _ = [*hearing.questions, *hearing.papers, *hearing.events]
        _ = [invitation.party for invitation in hearing.invitations]
        return hearing


def said(answer: TestResponse) -> str:
    """Give what a reader reads of an answer."""
    return words_of(answer.get_data(as_text=True))

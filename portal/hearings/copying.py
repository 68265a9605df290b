"""A hearing made from another: its questions, papers, parties and settings; never its dates or what was answered."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import clock, publishing
from portal.access import Person
from portal.model import Hearing, HearingEvent, HearingPaper, Invitation, Question


def copy_of(session: Session, source: Hearing, person: Person) -> Hearing:
    """Make a draft from an earlier hearing or a template. The case and the decision were the other's own."""
    made = _copied(session, source, person, template=False)
    origin = f"Skabelonen {source.title}" if source.template else f"Kopieret fra {source.title}"
    today = clock.today(now())
    for asked in source.invitations:
        if asked.party is not None and asked.withdrawn_at is None and asked.party.active_on(today):
            session.add(Invitation(hearing_id=made.id, party_id=asked.party_id, origin=origin))
    note(session, made, person, f"Oprettet som kopi af {source.title}.")
    return made


def template_of(session: Session, source: Hearing, person: Person) -> Hearing:
    """Make a template from a hearing."""
    made = _copied(session, source, person, template=True)
    for asked in source.invitations:
        if asked.party is not None and asked.withdrawn_at is None:
            session.add(Invitation(hearing_id=made.id, party_id=asked.party_id, origin="Skabelonen"))
    note(session, made, person, f"Gemt som skabelon efter {source.title}.")
    return made


def note(session: Session, hearing: Hearing, person: Person, text: str) -> None:
    """Write in the log of a hearing how it came to be."""
    session.add(HearingEvent(hearing_id=hearing.id, user_id=person.id, what="created", text=text, at=now()))


def _copied(session: Session, source: Hearing, person: Person, *, template: bool) -> Hearing:
    made = Hearing(
        title=source.title,
        type=source.type,
        summary=source.summary,
        kle_subject=source.kle_subject,
        committee=source.committee,
        officer_id=person.id,
        contact=source.contact,
        visibility=source.visibility,
        reminder_days=list(source.reminder_days),
        template=template,
        created_by=person.id,
    )
    made.questions = [_question(question) for question in source.questions]
    made.papers = [_paper(paper) for paper in source.papers if paper.document_id is not None]
    session.add(made)
    session.flush()
    for paper in made.papers:
        if paper.document is not None:
            publishing.set_audience(session, paper.document)
    return made


def _question(question: Question) -> Question:
    return Question(
        ordinal=question.ordinal,
        section=question.section,
        text=question.text,
        kind=question.kind,
        choices=list(question.choices),
        required=question.required,
    )


def _paper(paper: HearingPaper) -> HearingPaper:
    return HearingPaper(ordinal=paper.ordinal, role=paper.role, title=paper.title, document_id=paper.document_id)

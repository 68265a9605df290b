"""/hoeringer/<id>: for those who run it the work to be done or the table of parties, for others a page to read."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from sqlalchemy import select

from ingest.archive.model import Document, now
from portal import access, clock, periods, standing
from portal.context import db
from portal.hearings import bp, table
from portal.hearings.head import head_of
from portal.hearings.preparing import missing, steps
from portal.hearings.publish import period_of
from portal.model import Hearing, Invitation


@bp.get("/<int:hearing_id>")
@access.allow()
def show(hearing_id: int) -> Response:
    """Open a hearing as one's role sees it. `?laes` shows those who run it what others read."""
    person = access.me()
    hearing = access.find_hearing(db.session, person, hearing_id)
    if not person.runs_hearings or "laes" in request.args:
        return make_response(_reading(hearing, person))
    if hearing.published_at is None:
        return make_response(_preparing(hearing))
    return table.page(hearing)


def _preparing(hearing: Hearing) -> str:
    moment = now()
    today = clock.today(moment)
    return render_template(
        "hearings/preparing.html",
        **head_of(hearing, moment),
        steps=steps(hearing),
        lacking=missing(hearing),
        kind=periods.type_of(hearing.type),
        period=period_of(hearing, today),
    )


def _reading(hearing: Hearing, person: access.Person) -> str:
    moment = now()
    sees = access.sees_responses(person, hearing, moment)
    lines = standing.lines(db.session, hearing, moment) if sees else []
    return render_template(
        "hearings/show.html",
        **head_of(hearing, moment),
        kind=periods.type_of(hearing.type),
        sees=sees,
        answered=[line for line in lines if line.response and line.response.sent],
        readable=_readable(hearing, person),
        own=[(own, clock.can_answer(hearing, own, moment)) for own in _own(hearing, person)],
        begun=hearing.opens_on is None or moment >= clock.begins(hearing.opens_on),
        decision=_decision(hearing, person),
    )


def _readable(hearing: Hearing, person: access.Person) -> set[int]:
    """Give the ids of the papers' documents that the person can open."""
    ids = [paper.document_id for paper in hearing.papers if paper.document_id]
    known = select(Document.id).where(Document.id.in_(ids), access.documents_known_to(db.session, person))
    return set(db.session.scalars(known))


def _decision(hearing: Hearing, person: access.Person) -> Document | None:
    """Give the minutes that sent it out, when the person may know of them."""
    known = access.documents_known_to(db.session, person)
    return db.session.scalar(select(Document).where(Document.id == hearing.decision_document_id, known))


def _own(hearing: Hearing, person: access.Person) -> list[Invitation]:
    """Give the invitations the person answers."""
    mine = Invitation.party_id.in_(access.parties_of(db.session, person))
    asked = select(Invitation).where(Invitation.hearing_id == hearing.id, Invitation.withdrawn_at.is_(None), mine)
    return list(db.session.scalars(asked.order_by(Invitation.id)))

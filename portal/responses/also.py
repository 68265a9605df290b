"""`Svar også på`: the same text to the party's other hearings. A draft that is there is kept, unless one says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Response as Answer
from flask import abort, flash, make_response, render_template, request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, words
from portal.context import db, instance
from portal.model import Hearing, Invitation
from portal.responses import ROOT, bp, drafts
from portal.responses.place import Place, find, first_text
from portal.responses.write import about


@dataclass(frozen=True, slots=True)
class Other:
    """Another hearing the text can go to.

    Attributes:
        row_version: Of its draft; a draft that was changed since is not replaced.
        written: The beginning of the text that stands there; "" for none.
    """

    invitation_id: int
    title: str
    deadline: date | None
    row_version: int
    written: str
    changed_by: str


@bp.get(f"{ROOT}/ogsaa")
@access.parties
def also(hearing_id: int, invitation_id: int) -> Answer:
    """Show where else the text can go."""
    return _page(_from(db.session, hearing_id, invitation_id), ())


@bp.post(f"{ROOT}/ogsaa")
@access.parties
def also_submit(hearing_id: int, invitation_id: int) -> Answer:
    """Put the text into the drafts that were chosen: all of them, or, when one has a text already, none."""
    chosen, replaced = set(request.form.getlist("til")), set(request.form.getlist("erstat"))
    with instance().database.write() as session:
        place = _from(session, hearing_id, invitation_id)
        others = [other for other in others_of(session, place) if str(other.invitation_id) in chosen]
        asked = [one for one in others if one.written and f"{one.invitation_id}:{one.row_version}" not in replaced]
        if not asked:
            for other in others:
                _copy(session, place, other)
    if asked or not others:
        return _page(_from(db.session, hearing_id, invitation_id), asked, 422)
    flash(f"Teksten er lagt i {words.count(len(others), 'kladde mere', 'kladder mere')}. Husk at sende hver for sig.")
    return make_response("", 303, {"Location": place.address()})


def _from(session: Session, hearing_id: int, invitation_id: int) -> Place:
    """Give the answer whose text is to be used; only a login answers for a party in several hearings."""
    place = find(session, hearing_id, invitation_id, now())
    return place if current_user.is_authenticated and place.actor.user_id is not None else abort(404)


def others_of(session: Session, place: Place) -> list[Other]:
    """Give the other hearings that the party can answer now and has not, nearest deadline first."""
    asked = select(Invitation).join(Hearing).where(
        Invitation.party_id == place.invitation.party_id,
        Invitation.party_id.is_not(None),
        Invitation.id != place.invitation.id,
        Invitation.withdrawn_at.is_(None),
        Hearing.published_at.is_not(None),
    )  # fmt: skip
    found = [find(session, other.hearing_id, other.id, place.moment) for other in session.scalars(asked)]
    open_ones = [one for one in found if one.is_open and one.is_writing and first_text(one.hearing)]
    return sorted(map(_other, open_ones), key=lambda one: (one.deadline or date.max, one.invitation_id))


def _other(place: Place) -> Other:
    question = first_text(place.hearing)
    written = place.draft.get(str(question.id), "").strip() if question else ""
    by = place.response.changed_by if place.response else ""
    return Other(place.invitation.id, place.hearing.title, place.deadline, place.row_version, written[:200], by)


def text_of(place: Place) -> str:
    """Give the text that is to be used: the answer to the first question in words."""
    question = first_text(place.hearing)
    if question is None:
        return ""
    if place.is_writing or place.response is None:
        return place.draft.get(str(question.id), "")
    said = place.response.versions[-1].content["answers"]
    return next((answer["answer"] for answer in said if answer["question_id"] == question.id), "")


def _copy(session: Session, place: Place, other: Other) -> None:
    invitation = session.get_one(Invitation, other.invitation_id)
    there = find(session, invitation.hearing_id, invitation.id, place.moment)
    question = first_text(there.hearing)
    if question is not None:
        drafts.save(session, there, {str(question.id): text_of(place)}, there.row_version)


def _page(place: Place, asked: object, status: int = 200) -> Answer:
    page = render_template(
        "responses/also.html",
        **about(place, place.draft),
        others=others_of(db.session, place),
        text=text_of(place),
        chosen=set(request.form.getlist("til")),
        asked={one.invitation_id for one in asked},  # type: ignore[attr-defined]
        problem=status != 200,
    )
    return make_response(page, status)

"""`Ingen bemærkninger` and `Afgiver ikke høringssvar`: one page, one button, a receipt."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response as Answer
from flask import flash, make_response, render_template

from ingest.archive.model import now
from portal import access, answers, question_form
from portal.context import db, instance
from portal.model import ResponseKind
from portal.responses import ROOT, bp
from portal.responses.place import Place, find
from portal.responses.send import already, arrive, deliver
from portal.responses.write import about, row_version


@dataclass(frozen=True, slots=True)
class Step:
    """What the page of one of the two says."""

    kind: ResponseKind
    title: str
    text: str
    button: str


NO_COMMENTS = Step(
    ResponseKind.NO_COMMENTS,
    "Ingen bemærkninger",
    "I har læst materialet og har ikke noget at bemærke. Det tæller som et svar, og I står blandt dem, der svarede.",
    "Send »Ingen bemærkninger«",
)
DECLINES = Step(
    ResponseKind.DECLINES,
    "Afgiver ikke høringssvar",
    "I vil ikke svare på denne høring. Det står i listen, så ingen behøver at minde jer om fristen.",
    "Send »Afgiver ikke høringssvar«",
)


@bp.get(f"{ROOT}/ingen-bemaerkninger")
@access.parties
def no_comments(hearing_id: int, invitation_id: int) -> Answer:
    """Ask whether the party has nothing to say."""
    return _ask(hearing_id, invitation_id, NO_COMMENTS)


@bp.post(f"{ROOT}/ingen-bemaerkninger")
@access.parties
def no_comments_submit(hearing_id: int, invitation_id: int) -> Answer:
    """Send that the party has nothing to say."""
    return _send(hearing_id, invitation_id, NO_COMMENTS)


@bp.get(f"{ROOT}/afgiver-ikke")
@access.parties
def declines(hearing_id: int, invitation_id: int) -> Answer:
    """Ask whether the party will not answer."""
    return _ask(hearing_id, invitation_id, DECLINES)


@bp.post(f"{ROOT}/afgiver-ikke")
@access.parties
def declines_submit(hearing_id: int, invitation_id: int) -> Answer:
    """Send that the party will not answer."""
    return _send(hearing_id, invitation_id, DECLINES)


def _ask(hearing_id: int, invitation_id: int, step: Step) -> Answer:
    place = find(db.session, hearing_id, invitation_id, now())
    if not place.is_open or not place.is_writing:
        return make_response("", 303, {"Location": place.address()})
    page = render_template(
        "responses/one_step.html",
        **about(place, place.draft),
        step=step,
        written=question_form.answered(place.draft, place.hearing.questions),
        submission=answers.new_submission(),
    )
    return make_response(page)


def _send(hearing_id: int, invitation_id: int, step: Step) -> Answer:
    with instance().database.write() as session:
        place = find(session, hearing_id, invitation_id, now())
        sent = already(session, place)
        if sent is None and _may_go(place):
            sent = deliver(session, place, step.kind)
    if sent is not None:
        return arrive(place, sent)
    flash("Det er ikke sendt. Se her, hvordan svaret står nu.")
    return make_response("", 303, {"Location": place.address()})


def _may_go(place: Place) -> bool:
    return place.is_open and place.is_writing and place.row_version == row_version()

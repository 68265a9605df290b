"""The check page: everything as the municipality will get it, what is missing, and what should not be in it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response as Answer
from flask import flash, make_response, render_template

from ingest.archive.model import now
from portal import access, answers, mail, question_form
from portal.context import db
from portal.cpr_warnings import Warned, warned_in
from portal.model import ResponseKind
from portal.responses import ROOT, bp
from portal.responses.attaching import shown
from portal.responses.place import Place, find
from portal.responses.write import Problem, about


@bp.get(f"{ROOT}/kontrol")
@access.parties
def check(hearing_id: int, invitation_id: int) -> Answer:
    """Show the answer as it will be sent."""
    place = find(db.session, hearing_id, invitation_id, now())
    if not place.is_open or not place.is_writing:
        return make_response("", 303, {"Location": place.address()})
    if place.response is None:
        flash("Skriv svaret, før du sender det.")
        return make_response("", 303, {"Location": place.address()})
    return page(place)


def page(place: Place, said: Sequence[Problem] = (), status: int = 200, reason: str = "") -> Answer:
    """Show the check page.

    Args:
        place: Whose answer; something was written.
        said: What else than the answer itself keeps it from being sent.
        status: Of the page.
        reason: What was typed as the reason to send numbers.
    """
    response = place.response
    files = response.files if response else []
    text = render_template(
        "responses/check.html",
        **about(place, place.draft),
        problems=[*problems(place), *said],
        warned=warned(place),
        content=answers.copy_of(place.hearing, place.party, ResponseKind.ANSWER, place.draft, files),
        files=shown(response),
        submission=answers.new_submission(),
        reason=reason,
        by_mail=bool(mail.addresses_of(place.invitation.party)),
    )
    return make_response(text, status)


def problems(place: Place) -> list[Problem]:
    """Give what must be mended before it can be sent: (id of the field where one writes, sentence)."""
    questions = place.hearing.questions
    found = [
        (f"svar-{question.id}", f"Besvar spørgsmål {number}: {question.text}")
        for number, question in enumerate(questions, 1)
        if question in question_form.missing(place.draft, questions)
    ]
    files = place.response.files if place.response else []
    if not found and not files and not question_form.answered(place.draft, questions):
        anchor = f"svar-{questions[0].id}" if questions else "bilag"
        return [(anchor, "Skriv et svar, eller vedhæft det som bilag.")]
    return found


def warned(place: Place) -> list[Warned]:
    """Give the places in the answers and in the names of files that seem to hold civil registration numbers."""
    found = []
    for number, question in enumerate(place.hearing.questions, 1):
        text = place.draft.get(str(question.id), "")
        found += warned_in(text, f"svar-{question.id}", f"Spørgsmål {number}")
    for file in place.response.files if place.response else ():
        found += warned_in(file.name, "bilag", "Navnet på et bilag")
    return found

"""The page where a party writes: letter and annexes to the left, the answer to the right, saved as one goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response as Answer
from flask import flash, jsonify, make_response, render_template, request
from flask_login import current_user

from ingest.archive.model import now
from portal import access, clock, htmx, question_form, words
from portal.context import db, instance
from portal.responses import ROOT, attaching, bp, drafts, lost, papers
from portal.responses.drafts import Saved, Saving
from portal.responses.place import Place, find
from portal.row_numbers import row_number
from portal.words import ZONE

Problem = tuple[str, str]  # id of what it is about, and a sentence


@bp.get(ROOT)
@access.parties
def write(hearing_id: int, invitation_id: int) -> Answer:
    """Show the letter and the answer: to be written, or what was sent."""
    return page(find(db.session, hearing_id, invitation_id, now()))


@bp.post(ROOT)
@access.parties
def save(hearing_id: int, invitation_id: int) -> Answer:
    """Save what is written, take the files, and go where the button says."""
    place = find(db.session, hearing_id, invitation_id, now())
    answers = question_form.read(request.form, place.hearing.questions)
    if too_long := question_form.too_long(answers):
        return _too_long(place, answers, too_long)
    answers |= _chosen(place, answers)
    with instance().database.write() as session:
        saved = drafts.save(session, find(session, hearing_id, invitation_id, place.moment), answers, row_version())
    files = [file for file in request.files.getlist("bilag") if file.filename]
    taken = attaching.take(files, hearing_id, invitation_id, place.moment)
    db.session.rollback()  # what was read before the save is old
    place = find(db.session, hearing_id, invitation_id, place.moment)
    if "autosave" in request.form:
        return _told(place, saved)
    if saved.what == Saving.CONFLICT:
        return _conflict(place, answers)
    if saved.what != Saving.SAVED:
        return lost.overtaken(place, saved.what)
    if taken.refused:
        return page(place, [("bilag", said) for said in taken.refused], 422)
    return _go_on(place, len(taken.names))


def row_version() -> int:
    """Read which draft the form was made of; one that says nothing was made of none."""
    given = request.form.get("row_version", "")
    return int(given) if given.isdecimal() and len(given) < 12 else -1


def page(
    place: Place, problems: Sequence[Problem] = (), status: int = 200, typed: Mapping[str, str] | None = None
) -> Answer:
    """Show the answer as it stands.

    Args:
        place: Whose answer.
        problems: What to mend.
        status: Of the page.
        typed: Answers to show instead of the draft's.
    """
    template = "write" if place.is_open and place.is_writing else "standing"
    answer = htmx.page_or_block(
        f"responses/{template}.html",
        "files",
        **about(place, typed or place.draft),
        problems=problems,
        papers=[] if htmx.wants_block() else papers.papers_of(db.session, place.hearing),
        files=attaching.shown(place.response),
    )
    answer.status_code = status
    return answer


def about(place: Place, answers: Mapping[str, str]) -> dict[str, Any]:
    """Give what every page of an answer shows."""
    return {
        "place": place,
        "hearing": place.hearing,
        "today": clock.today(place.moment),
        "answers": answers,
        "sections": question_form.sections(place.hearing.questions),
        "answered": question_form.answered(answers, place.hearing.questions),
        "by_login": current_user.is_authenticated,
        "most_mb": min(attaching.MOST_MB, instance().settings.max_file_mb),
        "most_files": attaching.MOST_FILES,
    }


def _too_long(place: Place, answers: Mapping[str, str], numbers: Sequence[str]) -> Answer:
    said = f"Svaret er for langt: højst {words.number(question_form.LONGEST)} tegn. Vedhæft resten som bilag."
    if "autosave" in request.form:
        return make_response(jsonify(state="too_long", told=said), 422)
    return page(place, [(f"svar-{number}", said) for number in numbers], 422, place.draft | dict(answers))


def _told(place: Place, saved: Saved) -> Answer:
    """Tell the page what became of a save it made by itself."""
    if saved.what == Saving.SAVED:
        at = f"{place.moment.astimezone(ZONE):%H.%M}"
        answered = question_form.answered(place.draft, place.hearing.questions)
        return jsonify(state="saved", told=f"Gemt kl. {at}", row_version=saved.row_version, answered=answered)
    told = {
        Saving.CONFLICT: f"Ikke gemt: {place.response.changed_by if place.response else 'en anden'} har gemt imens.",
        Saving.SENT: "Ikke gemt: svaret er sendt imens.",
        Saving.NOT_BEGUN: "Ikke gemt: høringen er ikke begyndt.",
    }[saved.what]
    return make_response(jsonify(state=saved.what.value, told=told), 409)


def _chosen(place: Place, answers: Mapping[str, str]) -> dict[str, str]:
    """Give the answers that were chosen where two had written: mine, what was saved, or both."""
    found = {}
    for number, mine in answers.items():
        theirs, choice = place.draft.get(number, ""), request.form.get(f"valg-{number}")
        if choice == "gemt":
            found[number] = theirs
        elif choice == "begge":
            found[number] = f"{theirs.rstrip()}\n\n{mine.lstrip()}".strip()
    return found


def _conflict(place: Place, answers: Mapping[str, str]) -> Answer:
    differ = {number for number, text in answers.items() if text != place.draft.get(number, "")}
    text = render_template("responses/conflict.html", **about(place, answers), differ=differ, saved=place.draft)
    return make_response(text, 409)


def _go_on(place: Place, files: int) -> Answer:
    wish = request.form.get("handling", "gem")
    if wish.startswith("fjern-") and (number := row_number(wish[6:])) is not None:
        return _remove(place, number)
    if wish == "kontrol":
        return make_response("", 303, {"Location": place.address("responses.check")})
    if wish == "ogsaa":
        return make_response("", 303, {"Location": place.address("responses.also")})
    flash(f"Kladden er gemt kl. {place.moment.astimezone(ZONE):%H.%M}.")
    where = place.address() + ("#bilag" if files or wish == "vedhaeft" else "")
    return make_response("", 303, {"Location": where})


def _remove(place: Place, number: int) -> Answer:
    with instance().database.write() as session:
        again = find(session, place.hearing.id, place.invitation.id, place.moment)
        name = attaching.remove(session, again, number)
    flash(f"{words.masked(name)} er fjernet." if name else "Bilaget var allerede fjernet.")
    return make_response("", 303, {"Location": place.address() + "#bilag"})

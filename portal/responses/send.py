"""Sending, changing and taking back. One transaction decides: before its end nothing is sent, after it all is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response as Answer
from flask import abort, flash, make_response, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, answers, mail
from portal.context import db, instance
from portal.model import Response, ResponseKind, ResponseVersion
from portal.responses import ROOT, bp, check, drafts, letter
from portal.responses.place import Place, begin, find, first_text
from portal.responses.write import about, page, row_version

_LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: the receipt's number in the answer, whether it was sent now, and the jobs to wake."""

    number: int
    now: bool
    jobs: tuple[int, ...] = ()


@bp.post(f"{ROOT}/send")
@access.parties
def send(hearing_id: int, invitation_id: int) -> Answer:
    """Send exactly what was checked, and go to the receipt."""
    moment = now()
    reason = request.form.get("cpr_reason", "").strip()[:2000]
    with instance().database.write() as session:
        place = find(session, hearing_id, invitation_id, moment)
        sent = already(session, place)
        if sent is None and _may_go(place, reason):
            sent = deliver(session, place, ResponseKind.ANSWER, reason or None)
    return arrive(place, sent) if sent else _refused(hearing_id, invitation_id, reason)


def _may_go(place: Place, reason: str) -> bool:
    """Tell whether what is written is what was checked, whole, in time, and without numbers nobody accounted for."""
    checked = place.is_writing and place.response is not None and place.row_version == row_version()
    return place.is_open and checked and not check.problems(place) and bool(reason or not check.warned(place))


def _refused(hearing_id: int, invitation_id: int, reason: str) -> Answer:
    """Say why nothing was sent. Everything that was written is still there."""
    db.session.rollback()
    place = find(db.session, hearing_id, invitation_id, now())
    if not place.is_open:
        return page(place, [("indhold", "Fristen er gået, så svaret er ikke sendt. Det, I har skrevet, er gemt.")], 409)
    if place.response is None or not place.is_writing:
        return page(place, [("indhold", "Der er ikke noget at sende. Skriv et svar først.")], 409)
    if place.row_version != row_version():
        changed = "Svaret er ændret, siden du så det her. Læs det igennem igen, og send det så."
        return check.page(place, [("det-sendte", changed)], 409, reason)
    if reason or not check.warned(place):
        return check.page(place, status=422, reason=reason)
    return check.page(place, [("cpr_reason", "Skriv, hvorfor svaret skal sendes med tallene.")], 422)


def already(session: Session, place: Place) -> Sent | None:
    """Find the receipt when this very form was sent before (twice, Back), or another tab sent the answer meanwhile."""
    key = submission()
    response = place.response
    if response is None:
        return None
    known = session.scalar(select(ResponseVersion).where(ResponseVersion.submission == key)) if key else None
    if known is not None:
        return Sent(known.number, False) if known.response_id == response.id else abort(404)
    return Sent(response.sent.number, False) if response.draft is None and response.sent else None


def submission() -> str:
    """Read the one-time key of the form; "" for none, or one that we never made."""
    key = request.form.get("submission", "")
    return key if len(key) <= _LONGEST_KEY else ""


def deliver(session: Session, place: Place, kind: ResponseKind, cpr_reason: str | None = None) -> Sent:
    """Keep the answer as sent, with its receipt and the mails that carry it. In a write transaction."""
    response = begin(session, place)
    files = response.files if kind == ResponseKind.ANSWER else []  # in one step nothing that was drafted is sent
    content = answers.copy_of(place.hearing, place.party, kind, place.draft, files)
    version = answers.send(
        session,
        response,
        content,
        submission=submission() or answers.new_submission(),
        sent_by=place.actor.name,
        moment=place.moment,
        cpr_reason=cpr_reason,
    )
    mails = letter.write(session, place, version)
    return Sent(version.number, True, (version.job_id or 0, *mails))


def arrive(place: Place, sent: Sent) -> Answer:
    """Wake the worker, after the commit, and go to the receipt."""
    mail.wake(instance().files, [job_id for job_id in sent.jobs if job_id])
    if not sent.now:
        flash("Svaret var allerede sendt. Her er kvitteringen.")
    where = f"/kvittering/{place.invitation.id}/{sent.number}"
    return make_response("", 303, {"Location": where})


@bp.post(f"{ROOT}/aendr")
@access.parties
def change(hearing_id: int, invitation_id: int) -> Answer:
    """Begin a new draft from what was sent; what was sent counts until the new one is."""
    with instance().database.write() as session:
        place = find(session, hearing_id, invitation_id, now())
        response = place.response
        if place.is_open and not place.is_writing and response is not None:
            response.draft = _last(response)
            drafts.touch(response, place)
    return make_response("", 303, {"Location": place.address()})


def _last(response: Response) -> dict[str, str]:
    """Give the answers that were sent; a letter that staff registered goes to the first question in words."""
    last = response.versions[-1].content["answers"]
    draft = {str(answer["question_id"]): answer["answer"] for answer in last if answer["question_id"] is not None}
    letter = next((answer["answer"] for answer in last if answer["question_id"] is None), "")
    question = first_text(response.hearing)
    if letter and question is not None:
        both = [draft.get(str(question.id), ""), letter]
        draft[str(question.id)] = "\n\n".join(text for text in both if text)
    return draft


@bp.get(f"{ROOT}/traek-tilbage")
@access.parties
def withdraw(hearing_id: int, invitation_id: int) -> Answer:
    """Ask whether the answer is to be taken back."""
    place = find(db.session, hearing_id, invitation_id, now())
    if not _can_withdraw(place):
        return make_response("", 303, {"Location": place.address()})
    return make_response(render_template("responses/withdraw.html", **about(place, {})))


@bp.post(f"{ROOT}/traek-tilbage")
@access.parties
def withdraw_submit(hearing_id: int, invitation_id: int) -> Answer:
    """Take the answer back. Its versions and receipts are kept."""
    with instance().database.write() as session:
        place = find(session, hearing_id, invitation_id, now())
        done = _can_withdraw(place) and row_version() == place.row_version
        if done and place.response is not None:
            answers.withdraw(session, place.response, by=place.actor.name, moment=place.moment)
    flash("Svaret er trukket tilbage." if done else "Svaret er ikke trukket tilbage. Se her, hvordan det står nu.")
    return make_response("", 303, {"Location": place.address()})


def _can_withdraw(place: Place) -> bool:
    return place.is_open and place.response is not None and place.response.sent is not None

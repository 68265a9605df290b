"""/hoeringer/<hearing>/registrer: staff register one answer that came by mail or paper."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from flask import Response as Answer
from flask import abort, flash, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from ingest import jobs
from ingest.archive.model import now
from portal import access, answers, clock, days, question_form, words
from portal.context import db, instance
from portal.cpr_warnings import Warned
from portal.hearings import bp, trays
from portal.hearings.head import head_of
from portal.hearings.registering_form import OTHER, RegisterForm
from portal.hearings.taking import Incoming, Taken, find, senders_of, take
from portal.hearings.trays import Kept, NotATray, Tray
from portal.hearings.uploading import Upload, discard, receive
from portal.model import Channel, Hearing, Invitation, Response, ResponseKind
from portal.party_names import key_of
from portal.standing import name_of

MOST_FILES, MOST_MB_TOGETHER = 20, 200
_FORM_BYTES = 2 << 20


@bp.before_app_request
def _room_for_scans() -> None:
    """Let these forms alone send more than others; who may register is asked before anything of it is read."""
    if request.endpoint == "hearings.registered":
        request.max_content_length = (MOST_MB_TOGETHER << 20) + _FORM_BYTES
        request.max_form_memory_size = _FORM_BYTES


@bp.route("/<int:hearing_id>/registrer", methods=["GET", "POST"])
@access.allow(*access.RUNS_HEARINGS)
def registered(hearing_id: int) -> Answer:
    """Show the form, or register what it says."""
    hearing, moment = find_begun(db.session, hearing_id), now()
    form = _form(hearing, moment.astimezone(words.ZONE).date())
    if request.method != "POST":
        return _page(hearing, form, [])
    tray = _tray(hearing, form.tray.data or "")
    refused = trays.put(tray, request.files.getlist("files"), instance().settings.max_file_mb << 20)
    tray.remove(request.form.getlist("remove"))
    files = tray.files()
    form.tray.data = tray.token if files else ""
    good = form.validate_on_submit() and form.makes_sense(len(files), _on_the_list(hearing, form), MOST_FILES)
    if refused:
        form.say("files", " ".join(refused))
    warned = form.warned([kept.name for kept in files])
    form.account_for(warned)
    warnings = _warnings(db.session, hearing, form) if good and not form.errors else []
    if form.errors or (warnings and not form.confirmed.data):
        return _page(hearing, form, files, warnings, warned)
    return _register(hearing_id, form, tray, bool(warned))


def find_begun(session: Session, hearing_id: int) -> Hearing:
    """Give a hearing that answers can come to; 404 for one that is not published."""
    hearing = access.find_hearing(session, access.me(), hearing_id)
    if hearing.template or (hearing.published_at is None and not hearing.historical):
        abort(404)
    return hearing


def _form(hearing: Hearing, today: date) -> RegisterForm:
    form = RegisterForm(part=request.args.get("part", ""), received_on=f"{today:%d-%m-%Y}")
    form.today, form.case_number.description = today, hearing.case_number or ""
    rows = [row for row in hearing.invitations if row.withdrawn_at is None]
    named = sorted(((str(row.id), words.masked(name_of(row))) for row in rows), key=lambda pair: pair[1].casefold())
    form.offer(named)
    form.ask(hearing.questions, request.form)
    if not form.submission.data:
        form.submission.data = answers.new_submission()
    return form


def _tray(hearing: Hearing, token: str) -> Tray:
    files, secret, whose = instance().files, instance().settings.secret_key, f"{access.me().id}:{hearing.id}"
    with suppress(NotATray):
        return trays.opened(files, secret, whose, token)
    return trays.new(files, secret, whose)


def _on_the_list(hearing: Hearing, form: RegisterForm) -> str | None:
    """Give the id of the invited party that a sender "not on the list" is by its name."""
    key = key_of(form.sender.data or "")
    rows = (row for row in hearing.invitations if row.withdrawn_at is None and row.party)
    return next((str(row.id) for row in rows if row.party and key_of(row.party.name) == key), None)


def _warnings(session: Session, hearing: Hearing, form: RegisterForm) -> list[str]:
    """Say what somebody should think of once more before it is registered."""
    said = []
    there = find(session, hearing, form.invitation_id, form.sender.data or "", senders_of(session, hearing))
    sent_before = {version.submission for version in there.versions} if there else set()
    if there is not None and sent_before and form.submission.data not in sent_before:
        said.append(_already(there))
    day = days.read(form.received_on.data or "")
    if day and hearing.opens_on and day < hearing.opens_on:
        said.append(f"Høringen begyndte først {words.day(hearing.opens_on)}. Er {words.day(day)} den rigtige dag?")
    return said


def _already(there: Response) -> str:
    last = there.versions[-1]
    return (
        f"{words.masked(name_of(there.invitation, there))} har allerede svaret {words.day(last.sent_at)} "
        f"(kvittering {last.receipt_number}). Registrerer du, gælder det nye svar, og det gamle bliver gemt."
    )


def _register(hearing_id: int, form: RegisterForm, tray: Tray, warned: bool) -> Answer:
    uploads, kept = receive(instance().files, tray, tray.files()), False
    try:
        with instance().database.write() as session:
            taken = _take(session, hearing_id, form, uploads, warned)
            name = name_of(taken.version.response.invitation, taken.version.response)
            number, late, response_id = taken.version.receipt_number, taken.version.late, taken.version.response_id
        kept = bool(taken.jobs)
    except answers.OtherSubmission:
        abort(400)
    finally:
        if not kept:
            discard(uploads)
    jobs.wake(instance().files, *taken.jobs)
    tray.empty()
    marked = " Det er markeret som kommet efter fristen." if late else ""
    flash(f"Svaret fra {words.masked(name)} er registreret. Kvittering {number}.{marked}")
    target = url_for("hearings.response", hearing_id=hearing_id, response_id=response_id)
    return make_response("", 303, {"Location": target})


def _take(session: Session, hearing_id: int, form: RegisterForm, uploads: tuple[Upload, ...], warned: bool) -> Taken:
    hearing = find_begun(session, hearing_id)
    invitation_id = form.invitation_id
    if invitation_id is not None and session.get_one(Invitation, invitation_id).withdrawn_at is not None:
        abort(404)
    incoming = Incoming(
        invitation_id=invitation_id,
        sender=" ".join((form.sender.data or "").split()),
        channel=Channel(form.channel.data),
        received_on=days.read(form.received_on.data or "") or clock.today(now()),
        kind=ResponseKind(form.kind.data),
        text="\n".join((form.text.data or "").splitlines()).strip(),
        uploads=uploads,
        submission=form.submission.data or answers.new_submission(),
        case_number=(form.case_number.data or "").strip() or None,
        document_number=(form.document_number.data or "").strip() or None,
        theme=(form.theme.data or "").strip(),
        answers=form.answered,
        cpr_reason=(form.cpr_reason.data or "").strip() if warned else None,
    )
    return take(session, hearing, incoming, access.me(), now())


def _page(
    hearing: Hearing,
    form: RegisterForm,
    files: list[Kept],
    warnings: Sequence[str] = (),
    warned: Sequence[Warned] = (),
) -> Answer:
    page = render_template(
        "hearings/registering.html",
        **head_of(hearing, now()),
        form=form,
        files=files,
        warnings=warnings,
        warned=warned,
        sections=question_form.sections(form.asked),
        other=OTHER,
        most_mb=instance().settings.max_file_mb,
    )
    return make_response(page, 422 if request.method == "POST" else 200)

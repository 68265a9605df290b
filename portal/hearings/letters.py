"""/hoeringer/<id>/breve: the letters of a hearing: what was sent to whom, what failed, and the next one to send."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, request
from sqlalchemy import select

from ingest.archive.model import now
from portal import access, clock, mail, standing
from portal.context import db, instance
from portal.hearings import bp, delivery
from portal.hearings.delivery import Row
from portal.hearings.head import head_of
from portal.hearings.letter_form import LetterForm, form_of
from portal.hearings.sending import STAFF, back, cannot_send, find, municipality, note, parties
from portal.mail import letter_words, reminders
from portal.mail.letter_words import Letter
from portal.model import Dispatch, DispatchKind, ExtensionRequest, Hearing, Invitation, RequestState
from portal.standing import name_of

_TOLD = 5  # mails to the contact that are shown


@bp.get("/<int:hearing_id>/breve")
@access.allow(*STAFF)
def letters(hearing_id: int) -> Response:
    """Show the letters."""
    return page(access.find_hearing(db.session, access.me(), hearing_id))


@bp.post("/<int:hearing_id>/breve")
@access.allow(*STAFF)
def send_letters(hearing_id: int) -> Response:
    """Send the hearing's letter to every address that has not had it."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    form = LetterForm(prefix="brev-")
    if said := cannot_send(hearing, now()):
        return page(hearing, problem=said)
    if not form.validate_on_submit():
        return page(hearing, invitation=form)
    with instance().database.write() as session:
        found = delivery.rows(standing.lines(session, session.get_one(Hearing, hearing_id), now()))
        wanted = [row for row in found if row.unsent and not row.invitation.link_revoked]
        letter = form.letter()
        written = [one for row in wanted for one in _letters(row, letter)]
        job_ids = [job.id for job in mail.queue_all(session, written)]
        if wanted:
            note(session, hearing_id, "letters_sent", f"Høringsbrevet sendt til {parties(len(wanted))}.")
    mail.wake(instance().files, job_ids)
    flash(f"Brevet er på vej til {parties(len(wanted))}." if wanted else "Alle har allerede fået brevet.")
    return back(hearing_id)


@bp.post("/<int:hearing_id>/breve/<int:invitation_id>/igen")
@access.allow(*STAFF)
def send_again(hearing_id: int, invitation_id: int) -> Response:
    """Send the letter to one party again, to all its addresses as they are now."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    invitation = find(db.session, hearing_id, invitation_id)
    if said := cannot_send(hearing, now(), invitation):
        return page(hearing, problem=said)
    with instance().database.write() as session:
        invitation = find(session, hearing_id, invitation_id)
        letter = _kept_letter(invitation) or letter_words.invitation(invitation.hearing, municipality())
        addresses = mail.addresses_of(invitation.party)
        deadline = clock.deadline_of(invitation.hearing, invitation)
        own = letter.to(name_of(invitation), deadline)
        written = mail.letters_to(invitation, DispatchKind.INVITATION, own, for_deadline=deadline)
        job_ids = [job.id for job in mail.queue_all(session, written)]
        note(session, hearing_id, "letters_sent", f"Høringsbrevet sendt igen til {name_of(invitation)}.", invitation_id)
    mail.wake(instance().files, job_ids)
    flash(f"Brevet er på vej igen til {' og '.join(addresses)}.")
    return back(hearing_id)


@bp.post("/<int:hearing_id>/paamind")
@access.allow(*STAFF)
def remind(hearing_id: int) -> Response:
    """Remind those that miss, now; once a day. Without a text of one's own, with the usual one."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    form = LetterForm(prefix="paamindelse-")
    own_text = form.text.name in request.form or form.subject.name in request.form
    if said := cannot_send(hearing, now()):
        return page(hearing, problem=said)
    if own_text and not form.validate_on_submit():
        return page(hearing, reminder=form)
    moment, written, told = now(), list[Dispatch](), 0
    with instance().database.write() as session:
        hearing = session.get_one(Hearing, hearing_id)
        letter = form.letter() if own_text else letter_words.reminder(hearing, municipality())
        for line in reminders.missing(hearing, standing.lines(session, hearing, moment), moment):
            if line.invitation is not None and line.deadline is not None:
                days = clock.days_left(line.deadline, moment)
                own = reminders.letters(line.invitation, letter, days, line.deadline)
                told, written = told + bool(own), [*written, *own]
        job_ids = [job.id for job in mail.queue_all(session, written)]
        if told:
            note(session, hearing_id, "reminded", f"Påmindelse sendt til {parties(told)}.")
    mail.wake(instance().files, job_ids)
    flash(
        f"Påmindelsen er på vej til {parties(told)}."
        if told
        else "Ingen at påminde: alle har svaret eller er mindet om det i dag."
    )
    return back(hearing_id)


def page(
    hearing: Hearing, invitation: LetterForm | None = None, reminder: LetterForm | None = None, problem: str = ""
) -> Response:
    """Show the letters; 422 with what was typed, or with a sentence that says why something cannot be done.

    Args:
        hearing: The one they are about.
        invitation: The letter as it was sent in, with its errors.
        reminder: The same of the reminder.
        problem: Why it cannot be done, in Danish.
    """
    moment = now()
    table = standing.lines(db.session, hearing, moment)
    found = delivery.rows(table)
    wrong = bool(problem or invitation or reminder)
    text = render_template(
        "hearings/letters.html",
        **head_of(hearing, moment),
        rows=found,
        failed=[row for row in found if row.failed and instance().settings.smtp_host],
        unsent=[row for row in found if row.unsent],
        by_hand=[row for row in found if not row.addresses],
        missing=reminders.missing(hearing, table, moment),
        cannot=cannot_send(hearing, moment),
        kinds=delivery.KINDS,
        requests=_open_requests(hearing),
        told=_told(hearing),
        invitation=invitation or form_of("brev-", letter_words.invitation(hearing, municipality())),
        reminder=reminder or form_of("paamindelse-", letter_words.reminder(hearing, municipality())),
        problem=problem,
    )
    return make_response(text, 422 if wrong else 200)


def _letters(row: Row, letter: Letter) -> list[Dispatch]:
    """Write the letter to the addresses of a party that have not had it."""
    own, had = letter.to(row.name, row.deadline), set(row.addresses) - set(row.unsent)
    return mail.letters_to(row.invitation, DispatchKind.INVITATION, own, None, row.deadline, without=had)


def _kept_letter(invitation: Invitation) -> Letter | None:
    """Give the letter the party got before, unless its deadline is another now."""
    deadline = clock.deadline_of(invitation.hearing, invitation)
    sent = [
        row for row in invitation.dispatches if row.kind == DispatchKind.INVITATION and row.for_deadline == deadline
    ]
    return Letter(sent[-1].subject, sent[-1].text) if sent else None


def _open_requests(hearing: Hearing) -> list[ExtensionRequest]:
    asked = (
        select(ExtensionRequest)
        .join(Invitation)
        .where(Invitation.hearing_id == hearing.id, ExtensionRequest.state == RequestState.OPEN)
    )
    return list(db.session.scalars(asked.order_by(ExtensionRequest.id)))


def _told(hearing: Hearing) -> list[Dispatch]:
    """Give the latest mails to the hearing's contact about wishes, the newest first."""
    kind = DispatchKind.EXTENSION_WISH.value
    sent = select(Dispatch).where(Dispatch.hearing_id == hearing.id, Dispatch.kind == kind)
    return list(db.session.scalars(sent.order_by(Dispatch.id.desc()).limit(_TOLD)))

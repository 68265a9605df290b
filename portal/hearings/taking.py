"""Registering what came by mail or paper: one answer, kept as those the parties send themselves, with a receipt.

Inside the caller's write transaction; the caller wakes the worker after the commit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Document
from portal import answers, clock, publishing
from portal.access import Person
from portal.hearing_words import CHANNELS
from portal.hearings.uploading import Upload
from portal.model import (
    Attachment,
    Channel,
    Hearing,
    HearingEvent,
    Invitation,
    Response,
    ResponseKind,
    ResponseVersion,
)
from portal.party_names import key_of
from portal.standing import name_of
from portal.words import ZONE, day

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One answer as it came.

    Attributes:
        invitation_id: The party; None for a sender who was not asked, whose name is `sender`.
        received_on: The day it came; not after today.
        text: What it says as a whole; "" when its answers, a file or the kind says it.
        answers: To single questions, by question id.
        submission: One-time key: the same again registers nothing more.
        cpr_reason: Why it is kept though it seems to hold CPR numbers; None when it seems not to.
    """

    invitation_id: int | None
    sender: str
    channel: Channel
    received_on: date
    kind: ResponseKind
    text: str
    uploads: tuple[Upload, ...]
    submission: str
    case_number: str | None = None
    document_number: str | None = None
    theme: str = ""
    cpr_reason: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was registered. `jobs`: to be woken after the commit."""

    version: ResponseVersion
    jobs: tuple[int, ...]


def moment_of(received_on: date, now: datetime) -> datetime:
    """Give the moment a registered answer counts as sent: noon in Copenhagen that day, but never after now."""
    return min(datetime.combine(received_on, _NOON, ZONE).astimezone(UTC), now)


def take(
    session: Session,
    hearing: Hearing,
    incoming: Incoming,
    person: Person,
    now: datetime,
    senders: dict[str, int] | None = None,
) -> Taken:
    """Register an answer; one that is there gets a new version. What a party is drafting stays as it is.

    Args:
        session: In a write transaction.
        hearing: One that is published.
        incoming: What came.
        person: Who registers it.
        now: When.
        senders: From `senders_of`, for many at once; a new sender is added to it.
    """
    known = session.scalar(select(ResponseVersion).where(ResponseVersion.submission == incoming.submission))
    if known is not None:
        return Taken(known, ())
    senders = senders_of(session, hearing) if senders is None else senders
    response = find(session, hearing, incoming.invitation_id, incoming.sender, senders)
    if response is None:
        response = _begun(session, hearing, incoming)
        senders |= {} if incoming.invitation_id else {key_of(incoming.sender): response.id}
    draft, before = response.draft, {id(file) for v in response.versions for file in _sent_files(response, v)}
    for file in response.files:
        if id(file) in before:
            file.removed_at = now  # of the version that is replaced: kept with it, not sent again
    attachments, begun = _attach(session, response, incoming.uploads, person)
    moment = moment_of(incoming.received_on, now)
    name = name_of(response.invitation, response)
    content = answers.copy_of(hearing, name, incoming.kind, incoming.answers, attachments, incoming.text)
    by = f"{person.name} registrerede, hvad der kom som {CHANNELS[incoming.channel].lower()}"
    version = answers.send(
        session,
        response,
        content,
        submission=incoming.submission,
        sent_by=by,
        moment=moment,
        cpr_reason=incoming.cpr_reason,
    )
    response.draft = draft
    _note(session, response, incoming, person, now, version)
    return Taken(version, (*begun, *([version.job_id] if version.job_id else [])))


def put_day_right(session: Session, response: Response, received_on: date, now: datetime) -> list[int]:
    """Correct the day a registered answer came: whether it was late, its receipt and its document follow.

    Args:
        session: In a write transaction.
        response: One that staff registered last.
        received_on: The right day; not after today.
        now: When.

    Returns:
        The ids of jobs to be woken after the commit.
    """
    version, before = response.versions[-1], response.received_on
    response.received_on, version.sent_at = received_on, moment_of(received_on, now)
    version.late = clock.came_late(response.hearing, response.invitation, version.sent_at)
    old, version.document_id = version.document_id, None  # it says the wrong day
    session.flush()
    if old is not None:
        publishing.set_audience(session, session.get_one(Document, old))
    name = name_of(response.invitation, response)
    text = f"Dagen, svaret fra {name} kom, blev rettet fra {day(before)} til {day(received_on)}."
    session.add(
        HearingEvent(
            hearing_id=response.hearing_id, invitation_id=response.invitation_id, what="journal", text=text, at=now
        )
    )
    return [publishing.publish(session, version).id]


def find(
    session: Session, hearing: Hearing, invitation_id: int | None, sender: str, senders: dict[str, int]
) -> Response | None:
    """Give the response of a party, or of a sender who was not asked, by name; None when nothing was begun."""
    if invitation_id is not None:
        asked = select(Response).where(Response.hearing_id == hearing.id, Response.invitation_id == invitation_id)
        return session.scalar(asked)
    known = senders.get(key_of(sender))
    return session.get_one(Response, known) if known is not None else None


def senders_of(session: Session, hearing: Hearing) -> dict[str, int]:
    """Give the responses of senders who were not asked, by their folded names."""
    unasked = select(Response.sender, Response.id).where(
        Response.hearing_id == hearing.id, Response.invitation_id.is_(None)
    )
    return {key_of(sender): response_id for sender, response_id in session.execute(unasked)}


def _begun(session: Session, hearing: Hearing, incoming: Incoming) -> Response:
    invitation = session.get_one(Invitation, incoming.invitation_id) if incoming.invitation_id else None
    response = Response(hearing=hearing, invitation=invitation, sender="" if invitation else incoming.sender)
    response.versions, response.attachments = [], []  # nothing to look up: a thousand rows do not ask for it
    session.add(response)
    session.flush()
    return response


def _sent_files(response: Response, version: ResponseVersion) -> list[Attachment]:
    digests = {file["sha256"] for file in version.content["attachments"]}
    return [file for file in response.attachments if file.sha256 in digests]


def _attach(
    session: Session, response: Response, uploads: Sequence[Upload], person: Person
) -> tuple[list[Attachment], list[int]]:
    attachments, begun = [], []
    for upload in uploads:
        attachment = Attachment(
            response=response,
            name=upload.name,
            size=upload.size,
            sha256=upload.sha256,
            media_type=upload.media_type,
        )
        session.add(attachment)
        session.flush()
        begun.append(publishing.attach(session, attachment, upload.path, person.id).id)
        attachments.append(attachment)
    return attachments, begun


def _note(
    session: Session, response: Response, incoming: Incoming, person: Person, now: datetime, version: ResponseVersion
) -> None:
    """Keep what journalising needs, and who registered it."""
    response.channel, response.received_on = incoming.channel.value, incoming.received_on
    response.registered_by = person.id
    response.case_number = incoming.case_number or response.case_number
    response.document_number = incoming.document_number or response.document_number
    response.theme = incoming.theme or response.theme
    name = name_of(response.invitation, response)
    text = (
        f"{person.name} registrerede svar fra {name}, modtaget {day(incoming.received_on)} ({version.receipt_number})."
    )
    session.add(
        HearingEvent(
            hearing_id=response.hearing_id,
            invitation_id=response.invitation_id,
            user_id=person.id,
            what="registered",
            text=text,
            at=now,
        )
    )

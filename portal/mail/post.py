"""The way of one mail in the worker: its row, the message, the mail server, and what became of it in the log.

At least once: a mail that is marked as sent is never sent again, and one that a crash sent twice has the same number.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest import jobs
from ingest.archive.model import Job, now
from ingest.cpr import mask
from portal import words
from portal.addresses import is_mail, mail_in
from portal.config import Settings
from portal.instance import Instance
from portal.mail import tokens
from portal.model import Dispatch, DispatchKind, DispatchState, Hearing, Invitation, ResponseVersion

LINK = "{link}"
WAITS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))  # greylisting asks for 5 to 60 minutes
_SECONDS = 30  # to wait for the mail server at each step
_MOST_SAID = 200  # letters of what a mail server says


class Refused(Exception):
    """The mail cannot be sent, now or later; the message says why in Danish."""


class Later(Exception):
    """The mail cannot be sent now; the message says why in Danish."""


def deliver(instance: Instance, job: Job) -> tuple[str, dict[str, Any]]:
    """Send the mail of a job (`dispatch_id`; `site`, the portal's address where none is set; `tries` before)."""
    dispatch_id = job.payload["dispatch_id"]
    with instance.database.read() as session:
        dispatch = session.get(Dispatch, dispatch_id)
        if dispatch is None or dispatch.state != DispatchState.QUEUED:
            return "done", {}
        try:
            message = message_of(session, dispatch, instance.settings, str(job.payload.get("site", "")))
        except Refused as error:
            return _close(instance, dispatch_id, DispatchState.FAILED, str(error))
    try:
        _send(instance.settings, message)
    except Refused as error:
        return _close(instance, dispatch_id, DispatchState.FAILED, str(error))
    except Later as error:
        return _again(instance, job, str(error))
    return _close(instance, dispatch_id, DispatchState.SENT, "")


def _close(instance: Instance, dispatch_id: int, state: DispatchState, why: str) -> tuple[str, dict[str, Any]]:
    with instance.database.write() as session:
        dispatch = session.get_one(Dispatch, dispatch_id)
        dispatch.state, dispatch.why = state.value, why
        dispatch.sent_at = now() if state is DispatchState.SENT else None
    return ("done", {}) if state is DispatchState.SENT else ("failed", {"message": why})


def _again(instance: Instance, job: Job, why: str) -> tuple[str, dict[str, Any]]:
    """Write down a job for later, a while longer each time; after the last the mail has failed."""
    tries = int(job.payload.get("tries", 0))
    if tries >= len(WAITS):
        why = f"{why} Prøvet {words.count(tries + 1, 'gang', 'gange')}."
        return _close(instance, job.payload["dispatch_id"], DispatchState.FAILED, why)
    due_at = now() + WAITS[tries]
    with instance.database.write() as session:
        later = jobs.enqueue(session, "mail", {**job.payload, "tries": tries + 1}, job.created_by)
        later.due_at = due_at
        why = f"{why} Vi prøver igen kl. {due_at.astimezone(words.ZONE):%H.%M}."
        session.get_one(Dispatch, job.payload["dispatch_id"]).why = why
    return "done", {"message": why}


def give_up(session: Session) -> None:
    """Mark the mails whose job took its worker down several times (`jobs.waiting`), so that none waits for ever."""
    recent = now() - timedelta(hours=1)
    gone = select(Job).where(Job.kind == "mail", Job.state == "failed", Job.finished_at > recent)
    for job in session.scalars(gone):
        dispatch = session.get(Dispatch, job.payload["dispatch_id"])
        if dispatch is not None and dispatch.state == DispatchState.QUEUED:
            dispatch.state, dispatch.why = DispatchState.FAILED.value, "Afsendelsen blev afbrudt flere gange."


def message_of(session: Session, dispatch: Dispatch, settings: Settings, site: str) -> EmailMessage:
    """Write the message: civil registration numbers covered, the personal link put in, the receipt attached.

    Raises:
        Refused: The address is none, the party or its link is gone, or nobody knows the portal's own address.
    """
    message = EmailMessage(policy=SMTP)
    domain = settings.mail_from.rpartition("@")[2]
    message["From"] = Address(settings.municipality, addr_spec=settings.mail_from)
    message["To"] = _recipient(dispatch.address)
    message["Subject"] = " ".join(mask(dispatch.subject).split())
    message["Date"] = format_datetime(dispatch.created_at)
    message["Message-ID"] = f"<hoering-{dispatch.hearing_id}-{dispatch.id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # nobody's "out of office" answers it (RFC 3834)
    contact = mail_in(session.get_one(Hearing, dispatch.hearing_id).contact)
    if contact is not None:
        message["Reply-To"] = contact
    text = mask(dispatch.text)
    if LINK in text:
        text = text.replace(LINK, _link_in(session, dispatch, settings, settings.base_url or site))
    message.set_content(text)
    if dispatch.version_id is not None:
        from portal import receipts  # typst is large, and the command line starts without it

        version = session.get_one(ResponseVersion, dispatch.version_id)
        name = f"kvittering-{version.receipt_number}.pdf"
        message.add_attachment(receipts.pdf_of(version), maintype="application", subtype="pdf", filename=name)
    return message


def _recipient(address: str) -> str:
    """Give an address as the mail server takes it; letters like æ in the domain are written as DNS does."""
    if not is_mail(address):
        raise Refused("Det er ikke en mailadresse, der kan skrives til.")
    person, _, domain = address.rpartition("@")
    try:
        return f"{person}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise Refused("Det er ikke en mailadresse, der kan skrives til.") from error


def _link_in(session: Session, dispatch: Dispatch, settings: Settings, site: str) -> str:
    """Give the link; a receipt comes through without it, for one who logs in."""
    try:
        return _link(session, dispatch, settings, site)
    except Refused:
        if dispatch.kind == DispatchKind.RECEIPT:
            return site or "Log ind i portalen."
        raise


def _link(session: Session, dispatch: Dispatch, settings: Settings, site: str) -> str:
    invitation = session.get(Invitation, dispatch.invitation_id) if dispatch.invitation_id else None
    if invitation is None or invitation.withdrawn_at is not None:
        raise Refused("Parten blev taget af listen, før mailen var sendt.")
    if invitation.link_revoked:
        raise Refused("Partens personlige link er spærret. Giv den et nyt, og send igen.")
    if not site:
        raise Refused("Portalens adresse er ikke sat op (indstillingen base_url), så linket kan ikke skrives.")
    return tokens.address(site, settings.secret_key, invitation, now())


def _send(settings: Settings, message: EmailMessage) -> None:
    """Hand the message to the mail server. What it says after it took the message does not matter."""
    if not settings.smtp_host:
        raise Refused("Der er ikke sat en mailserver op.")
    server: smtplib.SMTP | None = None
    try:
        server = _connect(settings)
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise _judged("Mailserveren afviser adressen", *next(iter(error.recipients.values()))) from error
    except smtplib.SMTPAuthenticationError as error:
        raise Later("Mailserveren tager ikke imod portalens login.") from error
    except smtplib.SMTPResponseException as error:
        raise _judged("Mailserveren afviser mailen", error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPNotSupportedError, UnicodeEncodeError) as error:
        raise Refused("Mailserveren kan ikke det, mailen kræver: kryptering, login eller bogstaver som æøå.") from error
    except socket.gaierror as error:
        raise Later(f"Mailserveren {settings.smtp_host} kendes ikke.") from error
    except ssl.SSLError as error:
        raise Later("Der kan ikke laves en sikker forbindelse til mailserveren.") from error
    except OSError as error:  # smtplib's own errors too: it hung up
        raise Later("Mailserveren svarer ikke.") from error
    finally:
        if server is not None:
            with suppress(OSError):
                server.quit()


def _connect(settings: Settings) -> smtplib.SMTP:
    place = (settings.smtp_host, settings.smtp_port)
    trusted = ssl.create_default_context()
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=_SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(*place, timeout=_SECONDS)
    try:
        if settings.smtp_tls == "starttls":
            server.starttls(context=trusted)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except (OSError, UnicodeEncodeError):
        server.close()
        raise
    return server


def _judged(what: str, code: int, said: bytes | str) -> Refused | Later:
    """Say what an answer of the mail server means: 4xx is for now, 5xx is for good (RFC 5321, 4.2.1)."""
    words_of_server = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    plain = "".join(c if c.isprintable() else " " for c in words_of_server)
    text = f"{what} ({code}): {mask(' '.join(plain.split()))[:_MOST_SAID]}".rstrip(": ")
    return (Later if 400 <= code < 500 else Refused)(text if text.endswith(".") else f"{text}.")

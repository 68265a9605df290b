"""Mail: a row in the log and a job for each address. The worker sends it (`portal.post`); no page waits for that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from ingest import jobs
from ingest.archive.files import Files
from ingest.archive.model import Job
from portal.model import Dispatch, DispatchKind, DispatchState, Invitation, Party


def addresses_of(party: Party | None) -> list[str]:
    """Give where a party gets its mail: its own address and its contacts', each once, as they are kept."""
    if party is None:
        return []
    kept = [party.mail, *(contact.mail for contact in party.contacts)]
    found: dict[str, str] = {}
    for mail in kept:
        if mail and mail.strip():
            found.setdefault(mail.strip().casefold(), mail.strip())
    return list(found.values())


def invited_by_mail(invitation: Invitation) -> bool:
    """Tell whether the party was asked by mail, and not in vain."""
    letters = (row for row in invitation.dispatches if row.kind == DispatchKind.INVITATION)
    return any(row.state != DispatchState.FAILED for row in letters)


def queue(session: Session, dispatch: Dispatch, due_at: datetime | None = None) -> Job:
    """Write down a mail and the job that sends it; the caller wakes the worker for the job after the commit.

    In `dispatch.text` the personal link stands as `{link}`: it is made as the mail is sent, and is kept nowhere. Where
    no public address is set (`base_url`), the job remembers the address that the browser asked for.
    """
    from flask import has_request_context, request  # the worker queues too, and needs nothing else of the web

    session.add(dispatch)
    session.flush()
    payload: dict[str, object] = {"dispatch_id": dispatch.id}
    if has_request_context():
        payload["site"] = request.host_url
    job = jobs.enqueue(session, "mail", payload)
    if due_at is not None:
        job.due_at = due_at
    return job


def write_to(
    session: Session,
    invitation: Invitation,
    kind: DispatchKind,
    subject: str,
    text: str,
    days_before: int | None = None,
    for_deadline: date | None = None,
    without: Collection[str] = (),
) -> list[int]:
    """Queue a mail to every address of an invited party; give the ids of the jobs, none when it has no address."""
    return [
        queue(
            session,
            Dispatch(
                hearing_id=invitation.hearing_id,
                invitation_id=invitation.id,
                kind=kind.value,
                address=address,
                subject=subject,
                text=text,
                days_before=days_before,
                for_deadline=for_deadline,
            ),
        ).id
        for address in addresses_of(invitation.party)
        if address not in without
    ]


def wake(files: Files, job_ids: Collection[int]) -> None:
    """Tell the worker of several jobs, after the commit: one queue is opened for all of them."""
    if not job_ids:
        return
    channel, send = jobs.queue(files)
    for job_id in job_ids:
        send(job_id)
    channel.storage.close()

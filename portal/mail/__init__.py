"""Mail: a row in the log and a job for each address. The worker sends it (`post`); no page waits for that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from ingest import jobs
from ingest.archive.files import Files
from ingest.archive.model import Job, now
from portal.mail.letter_words import Letter
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
    return queue_all(session, [dispatch], due_at)[0]


def queue_all(session: Session, dispatches: Sequence[Dispatch], due_at: datetime | None = None) -> list[Job]:
    """Do the same for many at once: a letter to 1,000 parties holds the database for a second, not for five."""
    from flask import has_request_context, request  # the worker queues too, and needs nothing else of the web

    session.add_all(dispatches)
    session.flush()
    site = {"site": request.host_url} if has_request_context() else {}
    made = [Job(kind="mail", payload={"dispatch_id": dispatch.id, **site}) for dispatch in dispatches]
    for job in made:
        job.due_at = due_at or now()
    session.add_all(made)
    session.flush()
    return made


def letters_to(
    invitation: Invitation,
    kind: DispatchKind,
    letter: Letter,
    days_before: int | None = None,
    for_deadline: date | None = None,
    without: Collection[str] = (),
) -> list[Dispatch]:
    """Write a letter to every address of an invited party; none when it has none."""
    return [
        Dispatch(
            hearing_id=invitation.hearing_id,
            invitation_id=invitation.id,
            kind=kind.value,
            address=address,
            subject=letter.subject,
            text=letter.text,
            days_before=days_before,
            for_deadline=for_deadline,
        )
        for address in addresses_of(invitation.party)
        if address not in without
    ]


def wake(files: Files, job_ids: Sequence[int]) -> None:
    """Tell the worker of mails, and of what goes with them, after the commit. Somebody waits for them."""
    if job_ids:
        jobs.wake(files, *job_ids, soon=True)

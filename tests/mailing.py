"""A mail server on this machine, and an archive that mails to it."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from sqlalchemy import select

from ingest.archive.model import Job
from portal import mail
from portal.instance import Instance
from portal.model import Dispatch, DispatchKind, HearingEvent, Invitation
from portal.worker import _DO
from tests.fixtures_web import Archive

SITE = "https://svar.aadal.example"


@dataclass
class Postbox:
    """A mail server: keeps what it gets, refuses whom it is told to."""

    got: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    after_data: str = "250 taget imod"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.after_data.startswith("250"):
            message = email.message_from_bytes(envelope.content, policy=default)
            assert isinstance(message, EmailMessage)
            self.got.append((envelope.rcpt_tos, message))
        return self.after_data


@contextmanager
def postbox() -> Iterator[tuple[Postbox, int]]:
    """Give a mail server that runs, and its port."""
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield box, port
    finally:
        server.stop()


def mailing(archive: Archive, port: int = 25, **settings: Any) -> Archive:
    """Set up a mail server for an archive of one's own. Nothing is sent before a job is done."""
    given = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "base_url": "", **settings}
    instance = replace(archive.instance, settings=replace(archive.instance.settings, **given))
    archive.app.extensions["instance"] = instance
    return Archive(instance, archive.app, archive.ids)


def queued(archive: Archive, **of: Any) -> list[Dispatch]:
    """Give the log of mails, in order."""
    with archive.instance.database.read() as session:
        return list(session.scalars(select(Dispatch).filter_by(**of).order_by(Dispatch.id)))


def jobs_of_mail(archive: Archive) -> list[Job]:
    """Give the jobs that send mails, in order."""
    with archive.instance.database.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id)))


def events(archive: Archive, hearing: str = "hearing-open") -> list[tuple[str, str]]:
    """Give the log of a hearing: (what, text)."""
    with archive.instance.database.read() as session:
        asked = select(HearingEvent).where(HearingEvent.hearing_id == archive.ids[hearing]).order_by(HearingEvent.id)
        return [(row.what, row.text) for row in session.scalars(asked)]


def change(archive: Archive, table: type[Any], known_as: str, **values: Any) -> None:
    """Change a row, by its name in the sample."""
    with archive.instance.database.write() as session:
        row = session.get_one(table, archive.ids[known_as])
        for key, value in values.items():
            setattr(row, key, value)


@dataclass
class Sending:
    """An instance that mails to the postbox, and the mails that are queued in it."""

    instance: Instance
    ids: dict[str, int]
    box: Postbox

    def queue(self, address: str = "vest@lokaludvalg.example", party: str = "open-west", **more: Any) -> int:
        values = {"kind": DispatchKind.INVITATION.value, "subject": "Høring", "text": "Svar her:\n{link}\n", **more}
        with self.instance.database.write() as session:
            dispatch = Dispatch(
                hearing_id=self.ids["hearing-open"], invitation_id=self.ids[party], address=address, **values
            )
            mail.queue(session, dispatch)
            return dispatch.id

    def jobs(self) -> list[Job]:
        with self.instance.database.read() as session:
            return list(session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id)))

    def work(self, job: Job | None = None) -> tuple[str, dict[str, Any]]:
        return _DO["mail"](self.instance, None, job or self.jobs()[-1])  # type: ignore[arg-type]

    def row(self, dispatch_id: int) -> Dispatch:
        with self.instance.database.read() as session:
            return session.get_one(Dispatch, dispatch_id)

    def change(self, name: str, **values: Any) -> None:
        with self.instance.database.write() as session:
            row = session.get_one(Invitation, self.ids[name])
            for key, value in values.items():
                setattr(row, key, value)

    def without(self, **settings: Any) -> Sending:
        return replace(self, instance=replace(self.instance, settings=replace(self.instance.settings, **settings)))

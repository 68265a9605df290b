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
from portal.model import Dispatch, HearingEvent
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

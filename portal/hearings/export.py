"""The party table as a file, and everything that was sent as a package for the case system. Never a draft."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

from flask import Response as Answer
from flask import send_file
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ingest.archive.model import now
from portal import access, clock, downloads, hearing_words
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.package import write
from portal.hearings.table import is_invited, sent_version
from portal.model import Hearing, Response
from portal.standing import Line, is_late, lines
from portal.tables.spreadsheets import Cell
from portal.words import masked

_HEAD = (
    "Part", "Type", "På høringslisten", "Kommer fra", "Status", "Svar kom", "Kanal", "Efter fristen", "Kvittering",
    "Udgave", "Frist", "Egen frist", "Sidste mail", "Mailens tilstand", "Sagsnummer", "Dokumentnummer", "Tema",
    "Journaliseret",
)  # fmt: skip


@bp.get("/<int:hearing_id>/svaroversigt.csv")
@access.allow(*access.RUNS_HEARINGS)
def table_csv(hearing_id: int) -> Answer:
    """Give the party table as CSV."""
    return _table("csv", hearing_id)


@bp.get("/<int:hearing_id>/svaroversigt.xlsx")
@access.allow(*access.RUNS_HEARINGS)
def table_xlsx(hearing_id: int) -> Answer:
    """Give the party table as XLSX."""
    return _table("xlsx", hearing_id)


def _table(form: str, hearing_id: int) -> Answer:
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    rows = [_row(hearing, line) for line in lines(db.session, hearing, now())]
    return downloads.table(form, f"hoering-{hearing.id}-svaroversigt", "Parter", _HEAD, rows)


def _row(hearing: Hearing, line: Line) -> Sequence[Cell]:
    invitation, version = line.invitation, sent_version(line)
    response = line.response if version else None  # what is only a draft is the party's own
    party = invitation.party if invitation else None
    mail = invitation.dispatches[-1] if invitation and invitation.dispatches else None
    return (
        masked(line.name),
        hearing_words.PARTY_KINDS.get(party.kind, "") if party else "",
        _yes(is_invited(line)),
        masked(invitation.origin) if invitation else "",
        hearing_words.STANDINGS[line.standing],
        clock.today(version.sent_at) if version else None,
        hearing_words.CHANNELS[response.channel] if response else "",
        _yes(is_late(hearing, invitation, version)) if version else "",
        version.receipt_number if version else "",
        version.number if version else None,
        line.deadline,
        invitation.extended_to if invitation else None,
        _day(mail.sent_at or mail.created_at) if mail else None,
        hearing_words.DISPATCH_STATES[mail.state] if mail else "",
        masked(response.case_number or hearing.case_number) if response else "",
        masked(response.document_number) if response else "",
        masked(response.theme) if response else "",
        _day(response.journalised_at) if response and response.journalised_at else None,
    )


def _yes(value: bool) -> str:
    return "Ja" if value else "Nej"


_day = clock.today


@bp.get("/<int:hearing_id>/pakke.zip")
@access.allow(*access.RUNS_HEARINGS)
def package(hearing_id: int) -> Answer:
    """Give every version that was sent with its files, and a list of them, as a ZIP for the case system."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    asked = select(Response).where(Response.hearing_id == hearing.id, Response.current.is_not(None))
    asked = asked.options(selectinload(Response.versions), selectinload(Response.attachments))
    responses = db.session.scalars(asked.order_by(Response.id)).all()
    folder = instance().files.working_folder()
    try:
        write(folder / "pakke.zip", instance().files, hearing, responses)
        written = (folder / "pakke.zip").open("rb")
    finally:
        shutil.rmtree(folder)  # what is open can be read to its end; a browser that goes away leaves nothing behind
    name = f"hoering-{hearing.id}-svar-{clock.today(now()).isoformat()}.zip"
    answer = send_file(written, mimetype="application/zip", as_attachment=True, download_name=name)
    answer.content_length = os.fstat(written.fileno()).st_size
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

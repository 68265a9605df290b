"""What was received and is not journalised yet, across hearings: the desk counts it, hearings list it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from portal.model import Response, ResponseVersion

TITLE, ADVICE = "Ikke journaliseret", "Høringssvar, der er modtaget, men ikke lagt på en sag."


def is_waiting() -> ColumnElement[bool]:
    """Give the condition that a row of Response was sent and is not journalised. What was taken back came too."""
    return and_(Response.current.is_not(None), Response.journalised_at.is_(None))


def count(session: Session) -> tuple[int, datetime | None]:
    """Count them, and give when the oldest came; None when there are none."""
    last = and_(ResponseVersion.response_id == Response.id, ResponseVersion.number == Response.current)
    asked = select(func.count(Response.id), func.min(ResponseVersion.sent_at)).join(ResponseVersion, last)
    number, oldest = session.execute(asked.where(is_waiting())).one()
    return number, oldest

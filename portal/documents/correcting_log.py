"""What archivists said about a document's items: who, when, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.item_corrections import ItemCorrection
from ingest.archive.model import Passage
from portal.model import User


@dataclass(frozen=True, slots=True)
class Told:
    """One correction. `back_by` and `back_at`: who took it back or said otherwise, and when."""

    name: str
    value: str
    before: str
    by: str
    at: datetime
    back_by: str = ""
    back_at: datetime | None = None


def log_of(session: Session, passage: Passage) -> list[Told]:
    """Give everything that was said about an item, the latest first."""
    own = select(ItemCorrection).where(ItemCorrection.passage_id == passage.id)
    rows = list(session.scalars(own.order_by(ItemCorrection.id.desc())))
    ids = {id_ for row in rows for id_ in (row.user_id, row.withdrawn_by) if id_}
    names = {user.id: user.name for user in session.scalars(select(User).where(User.id.in_(ids)))}
    return [
        Told(row.name, row.value, row.before, names.get(row.user_id or 0, "en arkivar"), row.made_at,
             names.get(row.withdrawn_by or 0, ""), row.withdrawn_at)
        for row in rows
    ]  # fmt: skip

"""The table of civil registration numbers that were found, and keeping it. Inside the caller's write transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ingest import cpr_findings, values
from ingest.archive.model import Base, Document, now

OPEN, CONFIRMED, DISMISSED = "open", "confirmed", "dismissed"


class CprFinding(Base):
    """A place where a civil registration number stands, or may stand (values.CprFinding), and what was said of it.

    `state`: `open`, `confirmed` (it is one) or `dismissed` (it is none). The number itself is not here.
    """

    __tablename__ = "cpr_finding"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    place: Mapped[str]
    page: Mapped[int | None]
    certainty: Mapped[str]
    masked: Mapped[str]
    reason: Mapped[str]
    context: Mapped[str]
    state: Mapped[str] = mapped_column(default="open", index=True)
    decided_by: Mapped[int | None]  # a user's id
    decided_at: Mapped[datetime | None]
    found_at: Mapped[datetime] = mapped_column(default=now)

    document: Mapped[Document] = relationship()


def save(session: Session, document_id: int, findings: Iterable[values.CprFinding]) -> None:
    """Keep what a reading found in place of what the last one found. What was decided is not asked again."""
    read = CprFinding.document_id == document_id, CprFinding.place != "name"
    session.execute(delete(CprFinding).where(*read, CprFinding.state == OPEN))
    decided = {_what(row) for row in session.scalars(select(CprFinding).where(*read))}
    session.add_all(_row(document_id, one) for one in findings if _what(one) not in decided)


def note_name(session: Session, document_id: int, path: str) -> None:
    """Keep what a path says, the first time it says it."""
    names = CprFinding.document_id == document_id, CprFinding.place == "name"
    known = {_what(row) for row in session.scalars(select(CprFinding).where(*names))}
    found = cpr_findings.in_line(path.rsplit("/", 1)[-1], "name")
    session.add_all(_row(document_id, one) for one in found if _what(one) not in known)


def forget(session: Session, document_id: int) -> None:
    """Drop all that was found in a document that is removed."""
    session.execute(delete(CprFinding).where(CprFinding.document_id == document_id))


def _what(one: values.CprFinding | CprFinding) -> tuple[object, ...]:
    return one.place, one.page, one.masked, one.context


def _row(document_id: int, one: values.CprFinding) -> CprFinding:
    return CprFinding(
        document_id=document_id,
        place=one.place,
        page=one.page,
        certainty=one.certainty,
        masked=one.masked,
        reason=one.reason,
        context=one.context,
    )

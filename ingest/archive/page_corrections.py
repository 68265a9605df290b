"""Pages as archivists corrected them: kept beside the readings, so that they outlive every one of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ingest.archive.model import Base, Document, now
from ingest.values import Layer, LayerKind


class PageCorrection(Base):
    """One correction of a page; the latest counts. Text None: the corrections were taken back.

    `made_by`: the person's name as it was; `user_id` for the log.
    """

    __tablename__ = "page_correction"
    __table_args__ = (Index("ix_page_correction_page", "document_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    text: Mapped[str | None]
    made_by: Mapped[str]
    user_id: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(default=now)


def layers_of(session: Session, sha256: str) -> dict[int, Layer]:
    """Give the layer that corrects each corrected page (1-based) of the document with these bytes."""
    latest = select(func.max(PageCorrection.id)).group_by(PageCorrection.document_id, PageCorrection.number)
    asked = select(PageCorrection).join(Document, Document.id == PageCorrection.document_id)
    rows = session.scalars(asked.where(Document.sha256 == sha256, PageCorrection.id.in_(latest)))
    return {
        row.number: Layer(LayerKind.CORRECTION, row.text, made_by=row.made_by, made_at=row.made_at)
        for row in rows
        if row.text is not None
    }

"""The tables of the archive. What people write is in `portal.model`, on the same `Base`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment: stored as UTC, always handed out with its zone (SQLite forgets it)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Store as naive UTC; a moment without a zone is a mistake."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Hand out as UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def now() -> datetime:
    """Give the moment, in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """All tables, with names for constraints so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class Batch(Base):
    """One handing-over: who gave the files, the period they cover, where the paper is."""

    __tablename__ = "batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    unit: Mapped[str | None]  # the unit that handed over
    period: Mapped[str | None]
    paper_at: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Document(Base):
    """One file's bytes, by sha256. State and cause say what became of it (values.FileState, errors)."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    media_type: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)
    cause: Mapped[str | None] = mapped_column(index=True)
    detail: Mapped[str] = mapped_column(default="")
    # What the current parse understood, or an archivist corrected; kept flat for lists and facets.
    kind: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str | None]
    committee: Mapped[str | None] = mapped_column(index=True)
    meeting_date: Mapped[date | None] = mapped_column(index=True)  # of papers without a meeting: their own date
    case_number: Mapped[str | None]
    language_quality: Mapped[str | None]
    has_closed: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[str | None]  # None: everybody; else tokens, any one of which opens it ("": nobody by search)
    added_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    removed_reason: Mapped[str | None]

    sightings: Mapped[list[Sighting]] = relationship(
        back_populates="document", foreign_keys="Sighting.document_id", order_by="Sighting.id"
    )
    passages: Mapped[list[Passage]] = relationship(back_populates="document", order_by="Passage.ordinal")
    fields: Mapped[list[FieldValue]] = relationship(back_populates="document", order_by="FieldValue.id")

    @property
    def name(self) -> str:
        """The sender's file name, as data: the last part of the first path it was seen at."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def path(self) -> str:
        """The first path it was seen at."""
        return self.sightings[0].path if self.sightings else self.sha256


class Sighting(Base):
    """A path at which a document's bytes were seen; for members also the container and the path inside it."""

    __tablename__ = "sighting"
    __table_args__ = (UniqueConstraint("path", "document_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    path: Mapped[str]  # as given; `container/member` for members
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    member_path: Mapped[str | None]
    duplicate: Mapped[bool] = mapped_column(default=False)  # another path had the same bytes before
    seen_at: Mapped[datetime] = mapped_column(default=now)

    document: Mapped[Document] = relationship(back_populates="sightings", foreign_keys=[document_id])


class Parse(Base):
    """One reading of a document by one version of the pipeline."""

    __tablename__ = "parse"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    version: Mapped[str]
    current: Mapped[bool] = mapped_column(default=True)
    ocr_pages: Mapped[int] = mapped_column(default=0)
    repaired_words: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)
    made_at: Mapped[datetime] = mapped_column(default=now)

    pages: Mapped[list[Page]] = relationship(back_populates="parse", order_by="Page.number")


class Page(Base):
    """A page of a parse: number from 1, which layer was chosen, how well that one reads, 0..1 (`danish.quality`)."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("parse_id", "number"), Index("ix_page_quality", "quality"))
    id: Mapped[int] = mapped_column(primary_key=True)
    parse_id: Mapped[int] = mapped_column(ForeignKey("parse.id", ondelete="CASCADE"))
    number: Mapped[int]
    chosen: Mapped[int] = mapped_column(default=0)  # position of the layer that counts
    quality: Mapped[float | None]
    problem: Mapped[str | None]  # cause code when this page alone failed

    parse: Mapped[Parse] = relationship(back_populates="pages")
    layers: Mapped[list[PageLayer]] = relationship(order_by="PageLayer.ordinal")


class PageLayer(Base):
    """One text of a page (values.LayerKind). The original is never overwritten: a correction is one more layer."""

    __tablename__ = "page_layer"
    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    quality: Mapped[float | None]
    made_by: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
    repairs: Mapped[list[Any] | None]  # as `page_layers.kept` writes them


class Passage(Base):
    """The search unit. Keeps its id across parses; superseded, never deleted, when it no longer matches."""

    __tablename__ = "passage"
    __table_args__ = (Index("ix_passage_document_live", "document_id", "superseded_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    parse_id: Mapped[int] = mapped_column(ForeignKey("parse.id"))
    ordinal: Mapped[int]
    kind: Mapped[str]
    number: Mapped[str | None]
    heading: Mapped[str]
    text: Mapped[str]
    segments: Mapped[list[Any]]  # [[page, start, end], ...] over text
    first_page: Mapped[int]
    last_page: Mapped[int]
    closed: Mapped[bool] = mapped_column(default=False)
    closed_reason: Mapped[str] = mapped_column(default="")
    damaged: Mapped[bool] = mapped_column(default=False)
    quality: Mapped[float | None]  # of the page among its own that reads worst
    superseded_at: Mapped[datetime | None]
    as_read: Mapped[list[Any] | None]  # [number, heading] of the reading, where an archivist says otherwise

    document: Mapped[Document] = relationship(back_populates="passages")
    streams: Mapped[PassageStreams | None] = relationship(cascade="all, delete-orphan")


class PassageStreams(Base):
    """The token streams of a passage (values.Streams as zlib-packed JSON), so that a rebuild need not analyse again."""

    __tablename__ = "passage_streams"
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[str]  # streams.VERSION that made them
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class FieldValue(Base):
    """A value read from the text, with the page and the words it was read from (values.Field)."""

    __tablename__ = "field_value"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"), index=True)
    name: Mapped[str]
    value: Mapped[str]
    evidence_page: Mapped[int | None]
    evidence_text: Mapped[str]
    origin: Mapped[str] = mapped_column(default="read")  # read | manifest | correction

    document: Mapped[Document] = relationship(back_populates="fields")


class IndexChange(Base):
    """A document the index must look at again, written with the change itself. Ids rise: a cursor suffices."""

    __tablename__ = "index_change"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))


class Job(Base):
    """Work for the worker. The row is the truth; a queue message only wakes somebody and carries the id."""

    __tablename__ = "job"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="queued", index=True)  # queued running done failed cancelled
    due_at: Mapped[datetime] = mapped_column(default=now)
    lease_until: Mapped[datetime | None]
    worker: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None]
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

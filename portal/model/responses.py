"""What parties answer: a draft that is nowhere else, and versions that were sent and are never changed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ingest.archive.model import Base, Document, Job, now
from portal.model.hearings import Hearing, Invitation


class ResponseKind(StrEnum):
    """What a party says: something, that it has nothing to say, or that it will not answer."""

    ANSWER = "answer"
    NO_COMMENTS = "no_comments"
    DECLINES = "declines"


class Channel(StrEnum):
    """How a response came."""

    PORTAL = "portal"
    MAIL = "mail"
    PAPER = "paper"


class Response(Base):
    """The answer of one party, or of a sender who was not asked (invitation_id None).

    Attributes:
        draft: Answers by question id as text (`{"12": "Vi mener ..."}`); None when nothing is being written.
        row_version: Raised at every save of the draft; a save that carries an older one changes nothing.
        current: Number of the version that counts; None before the first was sent.
        withdrawn_at: The sender took it back; a new version clears it.
        received_on: The day it came, where staff registered it.
        case_number, document_number, theme, journalised_at: For journalising; it is not done while the last is None.
    """

    __tablename__ = "response"
    __table_args__ = (
        Index(
            "uq_response_invitation", "invitation_id", unique=True,
            sqlite_where=text("invitation_id IS NOT NULL"), postgresql_where=text("invitation_id IS NOT NULL"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    sender: Mapped[str] = mapped_column(default="")  # the name of a sender who was not asked
    draft: Mapped[dict[str, Any] | None]
    row_version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by: Mapped[str] = mapped_column(default="")
    current: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None]
    channel: Mapped[str] = mapped_column(default=Channel.PORTAL.value)
    registered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    received_on: Mapped[date | None]
    case_number: Mapped[str | None]
    document_number: Mapped[str | None]
    theme: Mapped[str] = mapped_column(default="")
    journalised_at: Mapped[datetime | None] = mapped_column(index=True)

    hearing: Mapped[Hearing] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    versions: Mapped[list[ResponseVersion]] = relationship(back_populates="response", order_by="ResponseVersion.number")
    attachments: Mapped[list[Attachment]] = relationship(back_populates="response", order_by="Attachment.id")

    @property
    def sent(self) -> ResponseVersion | None:
        """The version that counts; None before the first, and when it was withdrawn."""
        if self.current is None or self.withdrawn_at is not None:
            return None
        return next(version for version in self.versions if version.number == self.current)

    @property
    def files(self) -> list[Attachment]:
        """The attachments that will be sent with the next version."""
        return [attachment for attachment in self.attachments if attachment.removed_at is None]


class ResponseVersion(Base):
    """One version as it was sent, whole, with its receipt. Never changed.

    Attributes:
        content: The full copy: see `portal.answers.Copy`.
        sha256: Digest of the content, written as JSON with sorted keys in UTF-8; stands on the receipt.
        submission: One-time key of the form, so that sending twice gives one receipt.
        late: It came after the party's deadline.
        cpr_reason: Why it was sent though it seems to hold CPR numbers; None when it seems not to.
        document_id: The document made of it for search, when it is read.
    """

    __tablename__ = "response_version"
    __table_args__ = (UniqueConstraint("response_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    number: Mapped[int]
    kind: Mapped[str]
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    receipt_number: Mapped[str] = mapped_column(unique=True)
    submission: Mapped[str] = mapped_column(unique=True)
    sent_by: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(default=now)
    late: Mapped[bool] = mapped_column(default=False)
    cpr_reason: Mapped[str | None]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)

    response: Mapped[Response] = relationship(back_populates="versions")


class Attachment(Base):
    """A file of a response: first an upload whose job reads it, then a document. Removed ones stay for the versions."""

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    response: Mapped[Response] = relationship(back_populates="attachments")
    job: Mapped[Job | None] = relationship()
    document: Mapped[Document | None] = relationship()

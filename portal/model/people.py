"""Who logs in, and who opened what is closed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ingest.archive.model import Base, now


class Role(StrEnum):
    """What a person may do; `access.py` says what each means."""

    READER = "reader"
    RESPONDER = "responder"
    OFFICER = "officer"
    ARCHIVIST = "archivist"
    ADMIN = "admin"


class User(Base):
    """A person who logs in. `active` False: kept for the log, cannot log in."""

    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    session_version: Mapped[int] = mapped_column(default=1)  # raised to end every session of this person
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_login_at: Mapped[datetime | None]

    grants: Mapped[list[ClosedGrant]] = relationship(cascade="all, delete-orphan")


class ClosedGrant(Base):
    """Leave to see one committee's closed material; `*` means every committee's."""

    __tablename__ = "closed_grant"
    __table_args__ = (UniqueConstraint("user_id", "committee"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    committee: Mapped[str]


class ClosedOpening(Base):
    """Somebody saw closed material: who, what, when, how (`page` | `original` | `image` | `search`)."""

    __tablename__ = "closed_opening"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"))
    how: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)

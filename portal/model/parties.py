"""Who is asked: committees, unions, councils, schools, organisations, and the groups they are asked in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ingest.archive.model import Base, now
from portal.model.people import User


class PartyKind(StrEnum):
    """What a party is."""

    COMMITTEE = "committee"
    UNION = "union"
    COUNCIL = "council"
    SCHOOL = "school"
    ORGANISATION = "organisation"
    AUTHORITY = "authority"
    OTHER = "other"


_members = Table(
    "party_group_member",
    Base.metadata,
    Column("group_id", ForeignKey("party_group.id", ondelete="CASCADE"), primary_key=True),
    Column("party_id", ForeignKey("party.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Party(Base):
    """One who can be asked. `mail` None: letters go by hand, with a personal link.

    Attributes:
        name_key: The name as `parties.key_of` folds it, so that the same name is one party however it is typed.
        active_from, active_to: First and last day it exists; None means no end.
    """

    __tablename__ = "party"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    mail: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    active_from: Mapped[date | None]
    active_to: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    contacts: Mapped[list[PartyContact]] = relationship(cascade="all, delete-orphan", order_by="PartyContact.id")
    meetings: Mapped[list[PartyMeeting]] = relationship(cascade="all, delete-orphan", order_by="PartyMeeting.day")
    groups: Mapped[list[PartyGroup]] = relationship(secondary=_members, back_populates="parties")
    users: Mapped[list[PartyUser]] = relationship(cascade="all, delete-orphan", back_populates="party")

    def active_on(self, day: date) -> bool:
        """Tell whether the party exists on a day."""
        return (self.active_from or day) <= day <= (self.active_to or day)


class PartyContact(Base):
    """A person to write to. Mail goes to these and to the party's own address."""

    __tablename__ = "party_contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    mail: Mapped[str | None]
    phone: Mapped[str] = mapped_column(default="")


class PartyMeeting(Base):
    """A day the party itself meets, so that it sees whether that is before a deadline."""

    __tablename__ = "party_meeting"
    __table_args__ = (UniqueConstraint("party_id", "day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="CASCADE"))
    day: Mapped[date]


class PartyGroup(Base):
    """Parties that are asked together: "Alle lokaludvalg"."""

    __tablename__ = "party_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)

    parties: Mapped[list[Party]] = relationship(secondary=_members, back_populates="groups", order_by="Party.name")


class PartyUser(Base):
    """A login that answers for a party."""

    __tablename__ = "party_user"
    __table_args__ = (UniqueConstraint("party_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)

    party: Mapped[Party] = relationship(back_populates="users")
    user: Mapped[User] = relationship()

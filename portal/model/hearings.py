"""A hearing, what it asks, whom it asks, and what was sent to them. Its state is computed (`portal.clock`)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ingest.archive.model import Base, Document, Job, now
from portal.model.parties import Party
from portal.model.people import User


class Visibility(StrEnum):
    """Who sees a published hearing and its responses; `access` says what each means."""

    STAFF = "staff"
    HIDDEN = "hidden"  # as staff, but the responses only after the deadline
    INVITED = "invited"  # the invited and those who run hearings


class PaperRole(StrEnum):
    """What a paper is in its hearing."""

    LETTER = "letter"
    ANNEX = "annex"


class QuestionKind(StrEnum):
    """How a question is answered: in words, by one of its choices, or from 1 to 5."""

    TEXT = "text"
    CHOICE = "choice"
    SCALE = "scale"


class DispatchKind(StrEnum):
    """Why a mail was sent."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    EXTENSION = "extension"
    REQUEST_ANSWER = "request_answer"
    EXTENSION_WISH = "extension_wish"  # to the hearing's contact, of no invitation
    RECEIPT = "receipt"


class DispatchState(StrEnum):
    """How far a mail came."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class RequestState(StrEnum):
    """What became of a wish for a longer deadline."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


class Hearing(Base):
    """A question to many parties with a deadline.

    Attributes:
        type: A key of `portal/hearing_types.toml`: the shortest period, and whom it concerns.
        opens_on, deadline: First and last day; open until 23:59:59 in Copenhagen. None while it is a draft.
        decision_document_id: The minutes whose decision sent it out; `decision_passage_id` the very item.
        reminder_days: Days before the deadline on which those that miss are reminded.
        template: A pattern for new hearings, never published.
        historical: Ran before the portal; entered afterwards.
        published_at: None while it is a draft.
        decided_on: When the committee decided after the hearing.
        row_version: Raised at every change; a form that carries an older one changes nothing.
    """

    __tablename__ = "hearing"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    type: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    case_number: Mapped[str | None] = mapped_column(index=True)
    kle_subject: Mapped[str | None]
    committee: Mapped[str | None]
    decision_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    decision_passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"))
    opens_on: Mapped[date | None]
    deadline: Mapped[date | None] = mapped_column(index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    contact: Mapped[str] = mapped_column(default="")
    visibility: Mapped[str] = mapped_column(default=Visibility.STAFF.value)
    reminder_days: Mapped[list[Any]] = mapped_column(default=lambda: [7, 2])
    template: Mapped[bool] = mapped_column(default=False)
    historical: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    decided_on: Mapped[date | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    officer: Mapped[User | None] = relationship(foreign_keys=[officer_id])
    papers: Mapped[list[HearingPaper]] = relationship(cascade="all, delete-orphan", order_by="HearingPaper.ordinal")
    questions: Mapped[list[Question]] = relationship(cascade="all, delete-orphan", order_by="Question.ordinal")
    invitations: Mapped[list[Invitation]] = relationship(back_populates="hearing", order_by="Invitation.id")
    events: Mapped[list[HearingEvent]] = relationship(order_by="HearingEvent.id")


class HearingPaper(Base):
    """The letter or an annex: a document of the archive, or an upload whose job will make one."""

    __tablename__ = "hearing_paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(default=0)
    role: Mapped[str] = mapped_column(default=PaperRole.ANNEX.value)
    title: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))

    document: Mapped[Document | None] = relationship()
    job: Mapped[Job | None] = relationship()


class Question(Base):
    """One question. `section` is the goal or heading it stands under ("" for none); `choices` for that kind alone."""

    __tablename__ = "question"
    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(default=0)
    section: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    kind: Mapped[str] = mapped_column(default=QuestionKind.TEXT.value)
    choices: Mapped[list[Any]] = mapped_column(default=list)
    required: Mapped[bool] = mapped_column(default=False)


class Invitation(Base):
    """That a party is asked in a hearing. A party is asked once; several may be unknown (party_id None).

    Attributes:
        origin: Where it came from, in Danish words: "Gruppen Alle lokaludvalg", "Regneark parter.xlsx, linje 7".
        link_version: Raised to end every personal link given out; `link_revoked` also refuses new ones.
        extended_to: The party's own later deadline; None means the hearing's.
        answered_before_us: Of historical hearings: True answered, False did not, None not known.
        withdrawn_at: Taken off the list again; the row is kept for what was sent to it.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_hearing_party", "hearing_id", "party_id", unique=True,
            sqlite_where=text("party_id IS NOT NULL"), postgresql_where=text("party_id IS NOT NULL"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id", ondelete="CASCADE"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    note: Mapped[str] = mapped_column(default="")  # of an unknown party: what the source says of it
    origin: Mapped[str] = mapped_column(default="")
    link_version: Mapped[int] = mapped_column(default=1)
    link_revoked: Mapped[bool] = mapped_column(default=False)
    extended_to: Mapped[date | None]
    extended_why: Mapped[str] = mapped_column(default="")
    answered_before_us: Mapped[bool | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]

    hearing: Mapped[Hearing] = relationship(back_populates="invitations")
    party: Mapped[Party | None] = relationship()
    dispatches: Mapped[list[Dispatch]] = relationship(order_by="Dispatch.id")


class Dispatch(Base):
    """One mail to one address: the log of what was sent. In `text` the personal link stands as `{link}`.

    A reminder is one row for each address, days before and deadline, so that a worker that died sends none twice.
    """

    __tablename__ = "dispatch"
    __table_args__ = (UniqueConstraint("invitation_id", "kind", "days_before", "for_deadline", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("response_version.id"))  # of a receipt
    kind: Mapped[str]
    address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default=DispatchState.QUEUED.value, index=True)
    why: Mapped[str] = mapped_column(default="")  # Danish: why it failed
    days_before: Mapped[int | None]
    for_deadline: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]


class ExtensionRequest(Base):
    """A party asks for more time, and what the officer said."""

    __tablename__ = "extension_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    wanted: Mapped[date]
    why: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[str] = mapped_column(default=RequestState.OPEN.value, index=True)
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]

    invitation: Mapped[Invitation] = relationship()


class HearingEvent(Base):
    """Something that happened in a hearing, in Danish words, for its log. `user_id` None: a party, or the clock."""

    __tablename__ = "hearing_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    what: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User | None] = relationship()

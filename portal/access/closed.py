"""Who may see what in a document. Closed material is a grant per committee; every opening of it is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden

from ingest.archive.audience import EVERY_CLOSED, closed_token, opens
from ingest.archive.model import Document, Passage, Sighting, now
from ingest.values import FileState
from portal.access.hearings import hearing_tokens
from portal.access.people import EVERY_COMMITTEE, Person
from portal.context import instance
from portal.model import ClosedOpening

_READABLE = (FileState.INDEXED.value, FileState.INDEXED_NO_TEXT.value)


def audience(session: Session, person: Person) -> frozenset[str]:
    """Give the tokens that open restricted entries of the index to this person now: closed items, responses, papers."""
    return _grants(person) | hearing_tokens(session, person, now())


def _grants(person: Person) -> frozenset[str]:
    if EVERY_COMMITTEE in person.grants:
        return frozenset({EVERY_CLOSED})
    return frozenset(closed_token(committee) for committee in person.grants)


def sees_closed(person: Person, committee: str | None) -> bool:
    """Tell whether the person may see that committee's closed material (None: nobody knows whose it is)."""
    return opens(closed_token(committee), _grants(person))


def _has_passage(*, closed: bool) -> ColumnElement[bool]:
    live = (Passage.document_id == Document.id, Passage.superseded_at.is_(None), Passage.closed.is_(closed))
    return exists().where(*live)


_HOLDS_CLOSED = or_(Document.has_closed, _has_passage(closed=True))


def documents_known_to(session: Session, person: Person) -> ColumnElement[bool]:
    """Give the condition that a row of Document is one the person may know of.

    What was not read or was removed concerns the desk alone. A document in which everything is closed is known only to
    those who may see it.
    """
    something = or_(~_HOLDS_CLOSED, _has_passage(closed=False), _granted(session, person))
    known = and_(_given_to(session, person), something)
    return known if person.works_at_desk else and_(Document.state.in_(_READABLE), known)


def _given_to(session: Session, person: Person) -> ColumnElement[bool]:
    """Give the condition that the document is everybody's, or was given to the person: of a hearing they may see."""
    tokens = audience(session, person)
    given = session.scalars(select(Document.audience).where(Document.audience.is_not(None)).distinct())
    opened = [one for one in given if opens(one, tokens)]
    return or_(Document.audience.is_(None), Document.audience.in_(opened)) if opened else Document.audience.is_(None)


def _granted(session: Session, person: Person) -> ColumnElement[bool]:
    """Give the condition that the person may see the document's closed passages. SQLite cannot fold Danish letters."""
    if not person.grants:
        return false()
    committees = session.scalars(select(Document.committee).distinct())
    granted = [committee for committee in committees if sees_closed(person, committee)]
    named = Document.committee.in_([committee for committee in granted if committee is not None])
    return or_(named, Document.committee.is_(None)) if None in granted else named


def find_document(session: Session, person: Person, document_id: int) -> Document:
    """Give a document the person may know of; 404 else."""
    known = select(Document).where(Document.id == document_id, documents_known_to(session, person))
    document = session.scalar(known)
    if document is None:
        abort(404)
    return document


@dataclass(frozen=True, slots=True)
class Part:
    """A document, or one inside it, as far as leave to open it goes.

    Attributes:
        closed: It holds a closed passage.
        unread: Nobody knows what it says, so it counts as closed.
    """

    document_id: int
    committee: str | None
    closed: bool
    unread: bool


def family(session: Session, document_id: int) -> list[Part]:
    """Give a document and everything inside it, and inside that."""
    inside = select(Document.id.label("id")).where(Document.id == document_id).cte("inside", recursive=True)
    inside = inside.union(
        select(Sighting.document_id).join(inside, Sighting.parent_id == inside.c.id)  # a union ends circles
    )
    package = exists().where(Sighting.parent_id == Document.id)  # no text of its own: judged by its members
    taken_in = or_(Document.state == FileState.INDEXED.value, and_(Document.state.in_(_READABLE), package))
    rows = session.execute(
        select(Document.id, Document.committee, _HOLDS_CLOSED, ~taken_in).where(Document.id.in_(select(inside.c.id)))
    )
    return [Part(id_, committee, bool(closed), bool(unread)) for id_, committee, closed, unread in rows]


def all_open_to(person: Person, parts: Iterable[Part]) -> bool:
    """Tell whether the person may see all of these: the original, its page images, its raw layers."""
    return all(
        (not part.closed or sees_closed(person, part.committee)) and (not part.unread or person.works_at_desk)
        for part in parts
    )


class ClosedToYou(Forbidden):
    """The document is known to the person, but not everything in it may be seen."""


def demand_all(person: Person, parts: Iterable[Part]) -> None:
    """Go on only when the person may see all of these; 403 with a page that says why else."""
    if not all_open_to(person, parts):
        raise ClosedToYou


def log_openings(person: Person, how: str, opened: Iterable[tuple[int, int | None]]) -> None:
    """Write down that closed material was opened: (document id, passage id or None) each."""
    rows = [ClosedOpening(user_id=person.id, document_id=d, passage_id=p, how=how) for d, p in opened]
    if rows:
        with instance().database.write() as session:
            session.add_all(rows)

"""Choosing a document of the archive for a hearing: by its number or address, or by searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ingest.archive.model import Passage
from ingest.archive.query import QueryProblem
from ingest.archive.search import FoundPassage, SearchRequest, search
from portal import access, words
from portal.context import instance
from portal.hearings import archive_item

LONGEST = 300
_MOST = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """A document, or an item in it, that can be chosen."""

    document_id: int
    passage_id: int | None
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Picked:
    """What was found. `problem`: a Danish sentence when nothing was, else None; None too when nothing was asked."""

    asked: str = ""
    choices: tuple[Choice, ...] = ()
    problem: str | None = None


def look_up(session: Session, person: access.Person, asked: str) -> Picked:
    """Find what a number, an address or some words mean. Closed items are never among it."""
    asked = asked.strip()[:LONGEST]
    if not asked:
        return Picked()
    address = archive_item.address_of(asked)
    try:
        choices = [_at(session, person, *address)] if address else _search(session, asked)
    except archive_item.NotUsable as refused:
        return Picked(asked, problem=str(refused))
    except QueryProblem as refused:
        return Picked(asked, problem=refused.message)
    return Picked(asked, tuple(choices), None if choices else "Der er intet fundet. Prøv med andre ord.")


def _at(session: Session, person: access.Person, document_id: int, passage_id: int | None) -> Choice:
    item = archive_item.read(session, person, document_id, passage_id)
    document = archive_item.find(session, person, document_id)
    about = ", ".join(part for part in (words.kind(document.kind), item.committee) if part)
    return Choice(document_id, item.passage_id, item.title, about)


def _search(session: Session, asked: str) -> list[Choice]:
    request = SearchRequest(asked, limit=_MOST)
    found = search(session, instance().generations.index(), request, frozenset())  # what everybody may see
    return [_choice(session, hit) for hit in found.hits]


def _choice(session: Session, hit: FoundPassage) -> Choice:
    passage = session.get(Passage, hit.passage_id)
    item = hit.passage_id if passage and passage.number else None
    title = (hit.heading if item else hit.title) or hit.title or hit.name
    facts: Sequence[str | None] = (
        words.kind(hit.kind),
        hit.committee,
        words.day(hit.date) if hit.date else None,
        f"punkt {hit.number}" if hit.number else None,
    )
    return Choice(hit.document_id, item, title, ", ".join(fact for fact in facts if fact))

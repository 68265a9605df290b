"""What an item of the archive gives a hearing: its title, case, committee and annexes. What is closed gives nothing.

A hearing is read by many who may not see closed items, so it makes no difference here that the officer may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, FieldValue, Passage, Sighting
from ingest.values import FileState
from portal import access
from portal.model import Hearing, HearingPaper, PaperRole

_READABLE = (FileState.INDEXED.value, FileState.INDEXED_NO_TEXT.value)
_MOST_ANNEXES = 50
_LONGEST_TITLE = 300
_ADDRESS = re.compile(r"(?:\S*/dokument/)?(\d{1,11})(?:/side/\d+)?(?:\?\S*?)?(?:#\S*)?")
_PASSAGE = re.compile(r"[?&]punkt=(\d{1,11})|#punkt-(\d{1,11})")
_LONG_NAME = 10  # characters from which an annex's name may be part of a file's: "Bilag 1" is also in "Bilag 12"


class NotUsable(ValueError):
    """A document or an item that cannot be sent out; the message says why, to whoever wanted to."""


@dataclass(frozen=True, slots=True)
class Annex:
    """A document that comes along."""

    document_id: int
    title: str
    role: PaperRole


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of an item. `not_found`: annexes it names that the archive does not hold, or not openly."""

    document_id: int
    passage_id: int | None
    title: str
    case_number: str | None
    kle_subject: str | None
    committee: str | None
    annexes: tuple[Annex, ...]
    not_found: tuple[str, ...]


def address_of(typed: str) -> tuple[int, int | None] | None:
    """Read the number of a document, or its address with the item in it; None when it is neither."""
    found = _ADDRESS.fullmatch(typed.strip())
    if not found:
        return None
    passage = _PASSAGE.search(typed)
    return int(found[1]), int(passage[1] or passage[2]) if passage else None


def find(session: Session, person: access.Person, document_id: int) -> Document:
    """Give a document that can be sent out.

    Raises:
        NotUsable: The person does not know of it, or it is closed, not readable, or somebody's answer.
    """
    known = select(Document).where(Document.id == document_id, access.documents_known_to(session, person))
    document = session.scalar(known)
    if document is None or document.state not in _READABLE:
        raise NotUsable("Der er intet dokument med det nummer, som kan sendes i høring.")
    if document.audience is not None and not _is_paper(document.audience):
        raise NotUsable("Dokumentet hører til et høringssvar og kan ikke sendes i høring.")
    passages = _live(session, document)
    if document.has_closed and not any(not passage.closed for passage in passages):
        raise NotUsable("Alt i dokumentet er lukket, så det kan ikke sendes i høring.")
    return document


def read(session: Session, person: access.Person, document_id: int, passage_id: int | None) -> Item:
    """Gather what comes along from a document, or from one item of it.

    Raises:
        NotUsable: The document or the item cannot be sent out.
    """
    document = find(session, person, document_id)
    passage = _passage(session, person, document, passage_id)
    fields = _open_fields(session, document)
    of_item = [field for field in fields if passage and field.passage_id == passage.id]
    of_document = [field for field in fields if field.passage_id is None]

    def said(name: str) -> str | None:
        return next((field.value for field in (*of_item, *of_document) if field.name == name), None)

    named = [field.value for field in (of_item if passage else fields) if field.name == "attachment"]
    annexes, not_found = _annexes(session, person, document, named)
    title = (passage.heading if passage else "") or name_of(session, document)
    return Item(
        document_id=document.id,
        passage_id=passage.id if passage else None,
        title=title[:_LONGEST_TITLE],
        case_number=said("case_number"),
        kle_subject=said("kle_subject"),
        committee=said("committee"),
        annexes=(*_letter(document, title), *annexes),
        not_found=not_found,
    )


def fill(hearing: Hearing, item: Item) -> None:
    """Put what comes along into a new hearing. Papers that are not everybody's get their readers from the caller."""
    hearing.title, hearing.case_number, hearing.committee = item.title, item.case_number, item.committee
    hearing.kle_subject = item.kle_subject
    hearing.decision_document_id, hearing.decision_passage_id = item.document_id, item.passage_id
    hearing.papers = [
        HearingPaper(ordinal=number, role=annex.role.value, title=annex.title, document_id=annex.document_id)
        for number, annex in enumerate(item.annexes)
    ]


def name_of(session: Session, document: Document) -> str:
    """Name a document as everybody may see it: by its title, else by its file."""
    titles = [
        field.value for field in _open_fields(session, document) if field.name == "title" and not field.passage_id
    ]
    return (titles[0] if titles else "") or document.name


def _is_paper(audience: str) -> bool:
    return all(token.startswith("papers:") for token in audience.split("|"))


def _live(session: Session, document: Document) -> Sequence[Passage]:
    asked = select(Passage).where(Passage.document_id == document.id, Passage.superseded_at.is_(None))
    return session.scalars(asked).all()


def _passage(session: Session, person: access.Person, document: Document, passage_id: int | None) -> Passage | None:
    if passage_id is None:
        return None
    passage = session.get(Passage, passage_id)
    gone = passage is None or passage.document_id != document.id or passage.superseded_at is not None
    if passage is None or gone or (passage.closed and not access.sees_closed(person, document.committee)):
        raise NotUsable("Punktet findes ikke i dokumentet.")
    if passage.closed:
        raise NotUsable("Punktet er lukket og kan ikke sendes i høring.")
    return passage


def _open_fields(session: Session, document: Document) -> list[FieldValue]:
    """Give what was read from the open part: where something is closed, its words must stand in an open passage."""
    fields = session.scalars(select(FieldValue).where(FieldValue.document_id == document.id).order_by(FieldValue.id))
    passages = _live(session, document)
    open_ones = {passage.id: passage.text.casefold() for passage in passages if not passage.closed}
    if len(open_ones) == len(passages) and not document.has_closed:
        return list(fields)
    return [field for field in fields if _is_open(field, open_ones)]


def _is_open(field: FieldValue, open_ones: dict[int, str]) -> bool:
    if field.passage_id is not None:
        return field.passage_id in open_ones
    words = field.evidence_text.casefold().strip()
    return field.origin != "read" or (bool(words) and any(words in text for text in open_ones.values()))


def _letter(document: Document, title: str) -> list[Annex]:
    return [Annex(document.id, title, PaperRole.LETTER)] if document.kind == "hearing_letter" else []


def _annexes(
    session: Session, person: access.Person, document: Document, named: Sequence[str]
) -> tuple[tuple[Annex, ...], tuple[str, ...]]:
    """Find the annexes: those that are named, among what lies inside or beside; without names, what lies inside."""
    inside = _usable(session, person, select(Sighting.document_id).where(Sighting.parent_id == document.id))
    if not named:
        return tuple(Annex(one.id, name_of(session, one), PaperRole.ANNEX) for one in inside), ()
    around = select(Sighting.parent_id).where(Sighting.document_id == document.id, Sighting.parent_id.is_not(None))
    beside = _usable(session, person, select(Sighting.document_id).where(Sighting.parent_id.in_(around)))
    candidates = {one.id: one for one in (*inside, *beside) if one.id != document.id}
    found: dict[int, Annex] = {}
    missing = []
    for name in dict.fromkeys(named):
        one = _called(name, candidates.values())
        if one is None:
            missing.append(name)
        else:
            found.setdefault(one.id, Annex(one.id, name, PaperRole.ANNEX))
    return tuple(found.values()), tuple(missing)


def _usable(session: Session, person: access.Person, ids: object) -> list[Document]:
    known = select(Document).where(Document.id.in_(ids), access.documents_known_to(session, person))  # type: ignore[arg-type]
    found = []
    for document in session.scalars(known.order_by(Document.id).limit(_MOST_ANNEXES)):
        try:
            found.append(find(session, person, document.id))
        except NotUsable:
            continue  # closed, or not read: it stays where it is
    return found


def _called(name: str, candidates: Iterable[Document]) -> Document | None:
    wanted = _plain(name)
    for one in candidates:
        names = {_plain(one.title or ""), _plain(one.name)}
        if wanted in names or (len(wanted) > _LONG_NAME and any(wanted in other for other in names)):
            return one
    return None


def _plain(name: str) -> str:
    stem = re.sub(r"\.(pdf|docx?|html?|txt|odt|rtf)$", "", name.strip(), flags=re.IGNORECASE)
    return " ".join(re.sub(r"[\W_]+", " ", stem).casefold().split())

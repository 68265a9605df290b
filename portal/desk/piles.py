"""The piles of the desk: documents that need somebody, by why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from ingest.archive.cpr_table import CprFinding
from ingest.archive.item_corrections import ItemCorrection
from ingest.archive.model import Document, Page, Parse, Passage
from ingest.values import FileState
from portal import journal_pile, words
from portal.desk.hard_to_read import hard_pages
from portal.desk.maybe_closed import in_doubt
from portal.desk.numbers import open_findings

_INDEXED = Document.state == FileState.INDEXED.value
_NO_TEXT = Document.state == FileState.INDEXED_NO_TEXT.value
_QUARANTINED = Document.state == FileState.QUARANTINED.value
_BAD_PAGE = (
    select(Page.id).join(Parse).where(Parse.document_id == Document.id, Parse.current, Page.problem.is_not(None))
)
_LOST = select(ItemCorrection.id).where(
    ItemCorrection.document_id == Document.id, ItemCorrection.lost, ItemCorrection.withdrawn_at.is_(None)
)
NOT_READ = "ikke-indlaest-"


@dataclass(frozen=True, slots=True)
class Pile:
    """Documents that need the same.

    Attributes:
        address: Where it is worked down.
        count, oldest: How many, and when the first of them came in.
    """

    address: str
    title: str
    advice: str
    count: int
    oldest: datetime


_PILES: dict[str, tuple[str, str, ColumnElement[bool]]] = {
    "uden-tekst": ("Uden tekst", "De kan kun findes på deres navn. Scan dem igen, eller prøv igen.", _NO_TEXT),
    "sider-med-fejl": (
        "Sider, der ikke kunne læses",
        "Resten af dokumentet kan findes. Se efter, om siderne skal scannes igen.",
        and_(_INDEXED, _BAD_PAGE.exists()),
    ),
    "rettelser-uden-sted": (
        "Rettelser, der har mistet deres punkt",
        "Filen er læst igen, og punktet er der ikke mere. Åbn Ret oplysninger, og skriv dem om, eller tag dem tilbage.",
        and_(_INDEXED, _LOST.exists()),
    ),
    "uden-dato": (
        "Mangler dato",
        "De findes ikke, når man afgrænser på år. Siger papiret det, så skriv datoen under Ret oplysninger.",
        and_(_INDEXED, Document.meeting_date.is_(None)),
    ),
    "uden-udvalg": (
        "Mangler udvalg",
        "De findes ikke, når man afgrænser på udvalg. Siger papiret det, så skriv udvalget under Ret oplysninger.",
        and_(_INDEXED, Document.committee.is_(None)),
    ),
}


def condition(name: str) -> ColumnElement[bool] | None:
    """Give what a document must be to lie in a pile; None: there is no such pile."""
    if name.startswith(NOT_READ):
        return and_(_QUARANTINED, Document.cause == name.removeprefix(NOT_READ))
    return _PILES[name][2] if name in _PILES else None


def title_of(name: str) -> tuple[str, str]:
    """Give a pile's title and advice."""
    if name.startswith(NOT_READ):
        code = name.removeprefix(NOT_READ)
        return f"Ikke indlæst: {_small(words.cause(code))}", words.cause_advice(code)
    return _PILES[name][0], _PILES[name][1]


def piles(session: Session, known: ColumnElement[bool]) -> list[Pile]:
    """Give every pile with something in it, among the documents the reader may know of."""
    counted = select(func.count(), func.min(Document.added_at)).where(known)
    causes = session.scalars(select(Document.cause).where(_QUARANTINED, known).distinct()).all()
    found = []
    for name in (*(f"{NOT_READ}{cause}" for cause in sorted(filter(None, causes))), *_PILES):
        wanted = condition(name)
        if wanted is None:
            continue
        count, oldest = session.execute(counted.where(wanted)).one()
        if count:
            found.append(Pile(url_for("desk.pile", name=name), *title_of(name), count, oldest))
    return [
        *found,
        *_hard_to_read(session, known),
        *_maybe_closed(session, known),
        *_numbers(session, known),
        *_unjournalised(session),
    ]


def _hard_to_read(session: Session, known: ColumnElement[bool]) -> list[Pile]:
    """Give the pile of what is hard to read: counted in pages."""
    inside = hard_pages(known).with_only_columns(func.count(), func.min(Document.added_at))
    count, oldest = session.execute(inside).one()
    advice = "De kan findes, men ord kan mangle eller være læst forkert."
    return [Pile(url_for("desk.hard_to_read"), "Svært læselige sider", advice, count, oldest)] if count else []


def _maybe_closed(session: Session, known: ColumnElement[bool]) -> list[Pile]:
    """Give the pile of what may be closed: counted in passages."""
    asked = select(func.count(), func.min(Document.added_at)).select_from(Passage).join(Document)
    count, oldest = session.execute(asked.where(in_doubt(known))).one()
    advice = "De holdes lukket, indtil nogen tager stilling."
    return [Pile(url_for("desk.maybe_closed"), "Måske lukket", advice, count, oldest)] if count else []


def _numbers(session: Session, known: ColumnElement[bool]) -> list[Pile]:
    """Give the pile of what seems to be civil registration numbers: counted in places, not documents."""
    asked = select(func.count(), func.min(CprFinding.found_at)).where(open_findings(known))
    count, oldest = session.execute(asked).one()
    advice = "De kan ikke søges frem, men de står i originalerne."
    return [Pile(url_for("desk.numbers"), "Mulige CPR-numre", advice, count, oldest)] if count else []


def _unjournalised(session: Session) -> list[Pile]:
    """Give the pile of responses that were received and are on no case yet."""
    count, oldest = journal_pile.count(session)
    if not count or oldest is None:
        return []
    return [Pile(url_for("hearings.unjournalised"), journal_pile.TITLE, journal_pile.ADVICE, count, oldest)]


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")

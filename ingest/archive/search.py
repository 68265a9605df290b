"""One search, from what was typed to what is shown: parse, ask the index, check every hit against the database."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from ingest.archive import hit_rows, said_words
from ingest.archive.audience import label, opens
from ingest.archive.entries import readable
from ingest.archive.excerpt import excerpt
from ingest.archive.index import Answer, Facet, Filters, Hit, SearchIndex, Sort
from ingest.archive.query import Query
from ingest.archive.query_parser import parse
from ingest.archive.suggestions import FEW, ONE_LESS, WIDENED, all_but_one, suggestion, widened
from ingest.archive.synonym_groups import table_of
from ingest.danish.synonyms import SynonymTable


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked for.

    Attributes:
        synonyms: Whether known abbreviations are searched as what they stand for too.
        widen: Whether words that a scanner spoilt are looked for where nothing is found, and all words but one.
    """

    query: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0
    synonyms: bool = True
    widen: bool = True


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit as it is shown.

    Attributes:
        path, name: The first path it was seen at, and its last part. Data of the sender.
        number: Of the agenda item, as printed.
        date: ISO, or None.
        case_number: The passage's own, else the document's.
        page: 1-based, where the excerpt's first mark stands; without marks where the passage begins.
        score: Orders hits within one answer.
        excerpt: HTML: everything escaped but `<mark>`.
        matched: Distinct (as typed, as printed) pairs of the excerpt's marks, in order.
        readings: Distinct (as printed, read as) pairs of those marks whose letters or digits were spoilt.
        quality: `clean` | `damaged`: hard to read.
        damaged: Its words may have lost letters, and are found by what they were read as.
    """

    document_id: int
    passage_id: int
    path: str
    name: str
    title: str | None
    heading: str
    number: str | None
    kind: str
    committee: str | None
    date: str | None
    case_number: str | None
    page: int
    score: float
    excerpt: str
    matched: tuple[tuple[str, str], ...]
    quality: str
    closed: bool
    damaged: bool = False
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        query: As typed.
        total, documents: Passages and documents that match, exact by the index.
        suggestion: What was perhaps meant, when little was found: of words that every reader may see.
        widened: Nothing was found as it was typed; the hits are words that a scanner may have spoilt.
        notes: Danish sentences about how the query was read.
        expansions: (typed, also searched for) pairs.
        hits: Fewer than asked for when the index was behind the database and a hit is no longer to be shown.
        facets, choices: See `index.Answer`.
        tree: For marking the words in a document.
    """

    query: str
    total: int
    documents: int
    took_ms: float
    hits: tuple[FoundPassage, ...]
    tree: Query
    suggestion: str | None = None
    notes: tuple[str, ...] = ()
    expansions: tuple[tuple[str, str], ...] = ()
    facets: dict[str, Facet] = field(default_factory=dict)
    choices: dict[str, Facet] = field(default_factory=dict)
    widened: bool = False


def search(session: Session, index: SearchIndex, request: SearchRequest, audience: frozenset[str]) -> Found:
    """Answer a search for a reader with these grants.

    Raises:
        QueryProblem: It cannot be answered; the message says what to type instead.
    """
    started = time.perf_counter()
    parsed = parse(request.query, table_of(session) if request.synonyms else SynonymTable())
    tree, notes = parsed.tree, parsed.notes
    answer = _answer(index, tree, request, audience)
    meant = suggestion(index, request.query, tree) if answer.total <= FEW else None
    spoilt = False
    if not answer.total and request.widen and (wider := widened(tree)):
        again = _answer(index, wider, request, audience)
        if spoilt := again.total > 0:
            answer, tree, notes = again, wider, (*notes, WIDENED)
    if not answer.total and request.widen and (fewer := all_but_one(tree)):
        again = _answer(index, fewer, request, audience)
        if again.total and not index.search(tree, audience=audience, limit=0).total:  # else the filters leave nothing
            answer, notes = again, (*notes, ONE_LESS)
    hits = _shown(session, answer.hits, tree, audience)
    return Found(
        query=request.query,
        total=answer.total,
        documents=answer.documents,
        took_ms=round(1000 * (time.perf_counter() - started), 1),
        hits=hits,
        tree=tree,
        suggestion=meant,
        notes=notes,
        expansions=parsed.expansions,
        facets=answer.facets,
        choices=answer.choices,
        widened=spoilt,
    )


def _answer(index: SearchIndex, tree: Query, request: SearchRequest, audience: frozenset[str]) -> Answer:
    return index.search(
        tree, request.filters, audience=audience, sort=request.sort, limit=request.limit, offset=request.offset
    )


def _shown(session: Session, hits: Sequence[Hit], tree: Query, audience: frozenset[str]) -> tuple[FoundPassage, ...]:
    """Give the hits with what is shown of them; those that are not (any longer) to be shown are left out."""
    rows = hit_rows.rows(session, [hit.passage_id for hit in hits])
    allowed = {
        hit.passage_id: rows[hit.passage_id]
        for hit in hits
        if hit.passage_id in rows
        and rows[hit.passage_id].document_id == hit.document_id
        and _may_see(rows[hit.passage_id], audience)
    }
    paths = hit_rows.paths(session, {row.document_id for row in allowed.values()})
    cases, said = hit_rows.case_numbers(session, allowed), said_words.of_passages(session, allowed)
    return tuple(
        _passage(hit, allowed[hit.passage_id], paths, cases.get(hit.passage_id), tree, said.get(hit.passage_id))
        for hit in hits
        if hit.passage_id in allowed
    )


def _may_see(row: Row[*tuple[Any, ...]], audience: frozenset[str]) -> bool:
    return opens(label(row.audience, row.committee, row.closed), audience)


def _passage(
    hit: Hit,
    row: Row[*tuple[Any, ...]],
    paths: Mapping[int, str],
    case_number: str | None,
    tree: Query,
    said: str | None,
) -> FoundPassage:
    text = f"{row.text}\n{said}" if said else row.text  # it may be found by what an archivist wrote
    shown, marks = excerpt(text, tree, heading=row.heading, damaged=row.damaged)
    path = paths.get(row.document_id, row.sha256)
    return FoundPassage(
        document_id=row.document_id,
        passage_id=row.id,
        path=path,
        name=path.rsplit("/", 1)[-1],
        title=row.title,
        heading=row.heading,
        number=row.number,
        kind=row.kind or "other",
        committee=row.committee,
        date=row.meeting_date.isoformat() if row.meeting_date else None,
        case_number=row.case_number if case_number is None else case_number or None,
        page=_page(row, marks[0].start) if marks else row.first_page,
        score=hit.score,
        excerpt=shown,
        matched=tuple(dict.fromkeys((mark.query, mark.found) for mark in marks)),
        quality=readable(row.damaged, row.quality),
        closed=row.closed,
        damaged=row.damaged,
        readings=tuple(dict.fromkeys((mark.found, mark.read_as) for mark in marks if mark.read_as)),
    )


def _page(row: Row[*tuple[Any, ...]], at: int) -> int:
    """Give the page on which a place in the passage's text stands."""
    return int(next((page for page, start, end in row.segments if start <= at < end), row.first_page))

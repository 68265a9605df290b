"""From mark to mark: on the page, and on to the next page that has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.index import Filters, SearchIndex
from ingest.archive.marks import marks
from ingest.archive.model import Passage
from ingest.archive.query import Everything, Query
from ingest.archive.suggestions import all_but_one, widened

_MOST_HITS = 1000  # passages of one document that are looked through
_MOST_READ = 25  # passages read to find the next mark


@dataclass(frozen=True, slots=True)
class Step:
    """Where a mark is: page, its number on that page (-1 is the last one there), and which part of a long page."""

    page: int
    mark: int
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """The way through the marks of a document, seen from one of them.

    Attributes:
        places: How many passages of the document match.
    """

    before: Step | None
    after: Step | None
    places: int


def found_in(
    index: SearchIndex, tree: Query, document_id: int, audience: frozenset[str], *, widen: bool
) -> tuple[Query, frozenset[int]]:
    """Give what to mark in a document, and the passages of it that match.

    Where none matches as it was typed, the search is widened as the one that led here was (`search.search`): to words
    that a scanner may have spoilt, then to all words but one.
    """
    matched = matching(index, tree, document_id, audience)
    if matched or not widen or isinstance(tree, Everything):
        return tree, matched
    wider = widened(tree)
    if wider and (spoilt := matching(index, wider, document_id, audience)):
        return wider, spoilt
    fewer = all_but_one(tree)
    return tree, matching(index, fewer, document_id, audience) if fewer else matched


def matching(index: SearchIndex, tree: Query, document_id: int, audience: frozenset[str]) -> frozenset[int]:
    """Give the passages of one document that match."""
    if isinstance(tree, Everything):
        return frozenset()
    only = Filters(documents=frozenset({document_id}))
    answer = index.search(tree, only, audience=audience, limit=_MOST_HITS)
    return frozenset(hit.passage_id for hit in answer.hits)


def trail(session: Session, matched: frozenset[int], tree: Query, page: int, current: int, on_page: int) -> Trail:
    """Find the marks before and after number `current` of the `on_page` marks on a page (0: none chosen yet)."""
    after = Step(page, current + 1) if current < on_page else _beyond(session, matched, tree, page, forward=True)
    if current > 1:
        before: Step | None = Step(page, current - 1)
    else:
        before = _beyond(session, matched, tree, page, forward=False)
    return Trail(before, after, len(matched))


def _beyond(session: Session, matched: frozenset[int], tree: Query, page: int, *, forward: bool) -> Step | None:
    live = select(Passage).where(Passage.id.in_(matched), Passage.superseded_at.is_(None)).limit(_MOST_READ)
    if forward:
        asked = live.where(Passage.last_page > page).order_by(Passage.ordinal)
    else:
        asked = live.where(Passage.first_page < page).order_by(Passage.ordinal.desc())
    for passage in session.scalars(asked):
        pages = pages_of_marks(passage, tree)
        found = [number for number in pages if (number > page if forward else number < page)]
        if found:
            return Step(min(found), 1) if forward else Step(max(found), -1)
    return None


def pages_of_marks(passage: Passage, tree: Query) -> list[int]:
    """Give the page of each mark in a passage, in order."""
    return [
        page
        for mark in marks(passage.text, tree, damaged=passage.damaged)
        if (page := page_at(passage.segments, mark.start))
    ]


def page_at(segments: Iterable[Iterable[int]], position: int) -> int:
    """Give the page (1-based) on which a position of a passage's text stands; 0 when it is in no segment."""
    return next((page for page, start, end in segments if start <= position < end), 0)

"""The archive as a picture: years across, committees down, a cell's depth the number of documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, extract, func, select
from sqlalchemy.orm import Session

from ingest.archive.model import Document
from ingest.values import FileState

_MOST_YEARS = 80
_DEPTHS = (1, 3, 7, 15, 40)  # documents from which a cell is a step deeper


@dataclass(frozen=True, slots=True)
class Cell:
    """Documents of one committee in one year; depth 0 (none) to 5."""

    year: int
    count: int
    depth: int


@dataclass(frozen=True, slots=True)
class Row:
    """A committee, its years in order, and how many documents have no date."""

    committee: str | None
    cells: tuple[Cell, ...]
    undated: int
    total: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Every year from the first to the last, so that holes are plain to see."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]


def picture(session: Session, known: ColumnElement[bool]) -> Picture:
    """Count the indexed documents by committee and year; the largest committee first, the unknown last."""
    year = extract("year", Document.meeting_date)
    counted = select(Document.committee, year, func.count()).where(Document.state == FileState.INDEXED.value, known)
    counts: Counter[tuple[str | None, int | None]] = Counter()
    for committee, number, count in session.execute(counted.group_by(Document.committee, year)):
        counts[committee, int(number) if number else None] += count
    dated = [number for _, number in counts if number]
    years = tuple(range(max(min(dated), max(dated) - _MOST_YEARS + 1), max(dated) + 1)) if dated else ()
    totals: Counter[str | None] = Counter()
    for (committee, _), count in counts.items():
        totals[committee] += count
    order = sorted(totals, key=lambda name: (name is None, -totals[name], name or ""))
    return Picture(years, tuple(_row(name, years, counts, totals[name]) for name in order))


def _row(
    committee: str | None, years: tuple[int, ...], counts: Counter[tuple[str | None, int | None]], total: int
) -> Row:
    cells = tuple(Cell(year, n, depth(n)) for year in years for n in (counts[committee, year],))
    return Row(committee, cells, counts[committee, None], total)


def depth(count: int) -> int:
    """Give how deep a cell with so many documents is drawn: 0 to 5."""
    return sum(count >= step for step in _DEPTHS)

"""Numbers of rows as addresses and forms give them: typed by anybody, and not all of them numbers."""

from __future__ import annotations

from collections.abc import Iterable

MOST_DIGITS = 18  # SQLite takes 64 bits


def row_number(typed: object) -> int | None:
    """Read the number of a row; None when no row can have it."""
    text = str(typed).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def row_numbers(typed: Iterable[str]) -> list[int]:
    """Read the numbers among what was ticked; the rest is left out."""
    return [number for one in typed if (number := row_number(one)) is not None]


def chosen(typed: object) -> int:
    """Read the number of a row that a form offers; 0, which no row has, for anything else."""
    return row_number(typed) or 0

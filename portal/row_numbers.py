"""Numbers of rows as addresses and forms give them: typed by anybody, and not all of them numbers."""

from __future__ import annotations

_MOST_DIGITS = 18  # SQLite takes 64 bits


def row_number(typed: object) -> int | None:
    """Read the number of a row; None when no row can have it."""
    text = str(typed).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def chosen(typed: object) -> int:
    """Read the number of a row that a form offers; 0, which no row has, for anything else."""
    return row_number(typed) or 0

"""Lists that people bring: CSV, XLSX or ODS into rows of texts, bounded. Nothing in them is ever calculated.

At most 5,000 rows, 50 columns and 10 MB. Empty rows are skipped, but every row keeps the number it has in the
spreadsheet, so that a message can name it. A value in merged cells counts for the first of them only.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.charset import decode, mended
from portal.tables.errors import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Damaged,
    NoKnownColumns,
    NoRows,
    NotATable,
    TableError,
    TooLarge,
    TooManyColumns,
    TooManyRows,
)
from portal.tables.workbooks import grid, is_workbook

__all__ = ["MOST_BYTES", "MOST_ROWS", "Row", "Sheet", "TableError", "read"]

_LOOKED_THROUGH = 20  # rows from the top in which the headings may stand
_DELIMITERS = ";\t,"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it.

    Attributes:
        number: As the spreadsheet counts it, 1-based; in a CSV the row's own number, empty ones counted.
        cells: By the names in the header; "" where nothing stands.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read.

    Attributes:
        header: Names of the columns from the left: the caller's name where it knows the heading, else the heading
            folded to small letters. "" for a column without one.
        rows: Those below the header that are not empty.
        merged: It has merged cells: say so, for their value counts for the first cell alone.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    merged: bool = False


def read(path: Path, name: str, columns: Mapping[str, str] | None = None) -> Sheet:
    """Read a list.

    Args:
        path: The file as it was received.
        name: What the sender called it; only the content decides what it is.
        columns: The caller's name of a column by each heading it knows, in small letters (`{"e-mail": "mail"}`). The
            header is the row near the top that has most of them. Without it the first row is the header.

    Raises:
        TableError: With a sentence to show; one class for each cause.
    """
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge
    with path.open("rb") as stream:
        begin = stream.read(8)
    rows, merged = grid(path) if is_workbook(begin) else (_csv_rows(path, columns or {}), False)
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not numbered:
        raise NoRows
    at = _header_at(numbered, columns)
    header = _names(numbered[at][1], columns or {})
    below = numbered[at + 1 :]
    if len(below) > MOST_ROWS:
        raise TooManyRows
    return Sheet(header, tuple(Row(number, _cells(header, row)) for number, row in below), merged)


def fold(heading: str) -> str:
    """Fold a heading, so that `E-mail: ` is `e-mail`."""
    return " ".join(heading.split()).strip(" :*.").casefold()


def _known(row: list[str], columns: Mapping[str, str]) -> int:
    return len({columns[folded] for cell in row if (folded := fold(cell)) in columns})


def _header_at(rows: list[tuple[int, list[str]]], columns: Mapping[str, str] | None) -> int:
    if columns is None:
        return 0
    near = rows[:_LOOKED_THROUGH]
    best = max(range(len(near)), key=lambda at: (_known(near[at][1], columns), -at))
    if not _known(near[best][1], columns):
        raise NoKnownColumns
    return best


def _names(row: list[str], columns: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(columns.get(fold(cell), fold(cell)) for cell in row)


def _cells(header: tuple[str, ...], row: list[str]) -> dict[str, str]:
    """Give the cells by name; of two columns with the same name the first with a value."""
    cells: dict[str, str] = {}
    for at, name in enumerate(header):
        value = row[at].strip() if at < len(row) else ""
        if name and not cells.get(name):
            cells[name] = value
    return cells


def _csv_rows(path: Path, columns: Mapping[str, str]) -> list[list[str]]:
    text = mended(decode(path.read_bytes()))
    if _CONTROL.search(text[:65536]) or text.startswith("%PDF"):
        raise NotATable
    delimiter, text = _delimiter(text, columns)
    rows: list[list[str]] = []
    filled = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell.strip() for cell in row])
            filled += any(rows[-1])
            if filled > MOST_ROWS + _LOOKED_THROUGH:
                raise TooManyRows
            if len(row) > MOST_COLUMNS and any(rows[-1][MOST_COLUMNS:]):
                raise TooManyColumns
    except csv.Error as error:
        raise Damaged from error
    return rows


def _delimiter(text: str, columns: Mapping[str, str]) -> tuple[str, str]:
    """Find what stands between the cells: what gives most known headings, then most cells. Excel may say it itself."""
    first, _, rest = text.partition("\n")
    if said := re.fullmatch(r"sep=(.)\r?", first):
        return said[1], f"\n{rest}"  # the line stays, so that rows keep their numbers
    begin = text[:65536].splitlines()[:_LOOKED_THROUGH]

    def worth(delimiter: str) -> tuple[int, int]:
        rows = list(csv.reader(begin, delimiter=delimiter))
        return max((_known(row, columns) for row in rows), default=0), sum(len(row) for row in rows)

    return max(_DELIMITERS, key=worth), text

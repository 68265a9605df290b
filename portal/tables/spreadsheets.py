"""Tables that open in a spreadsheet: CSV and XLSX of a head and rows. What people wrote is text, never a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

import xlsxwriter

Cell = str | int | float | date | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins so is a formula to a spreadsheet; a leading apostrophe makes it text (OWASP, CSV injection). Some
# read the full-width signs as the others, and pass over what cannot be seen.
_FORMULA = re.compile(r"^[\s\ufeff\u200b-\u200f\u2060]*[=+\-@\t\r|%＝＋－＠]")
_LONGEST_CELL = 32_767  # characters; Excel's limit, beyond which the writer leaves the cell out
_WIDEST = 60  # characters of a column


def safe(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def write_csv(out: TextIO, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write semicolons and CRLF, as Danish Excel reads them. Open `out` as `utf-8-sig`, for the mark it needs for æøå.

    Args:
        out: Opened with `newline=""`.
        head: Names of the columns.
        rows: As long as the head. Dates are written as ISO, None as nothing.
    """
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_as_text(cell) for cell in row] for row in rows)


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def write_xlsx(path: Path, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one sheet, row by row without keeping it in memory: texts as texts, dates as dates, a head that stays.

    Args:
        path: The file to make; its folder also takes the writer's own working files.
        name: Of the sheet, at most 31 characters.
        head: Names of the columns.
        rows: As long as the head.
    """
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(name)
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        for column, title in enumerate(head):
            sheet.set_column(column, column, min(max(len(title) + 2, 14), _WIDEST))
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(head):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _put(sheet, number, column, cell, day)


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell if len(cell) <= _LONGEST_CELL else f"{cell[: _LONGEST_CELL - 1]}…")
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif cell is not None:
        sheet.write_number(row, column, cell)

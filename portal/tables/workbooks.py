"""XLSX and ODS into rows of texts. What is inside is checked before anything is built from it.

A workbook is a ZIP of XML that may claim anything: gigabytes when unpacked, a cell in the last corner of the sheet, a
row repeated a million times. So its parts are unpacked with a bound, looked through as a stream, and only then read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from portal.tables.errors import (
    MOST_COLUMNS,
    MOST_ROWS,
    Damaged,
    Encrypted,
    NotATable,
    OldWorkbook,
    TooManyColumns,
    TooManyRows,
    Unpacked,
)

_MOST_UNPACKED = 80 << 20
_MOST_PARTS = 1000
_LAST_ROW = MOST_ROWS + 100  # headings, a title and some empty rows above
_PARTS = re.compile(
    r"xl/(workbook\.xml|_rels/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets/[^/]+\.xml)"
    r"|_rels/\.rels|\[Content_Types\]\.xml|content\.xml|mimetype|META-INF/manifest\.xml",
    re.IGNORECASE,
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def is_workbook(begin: bytes) -> bool:
    """Tell by its first bytes whether a file is a ZIP or one of the old office files."""
    return begin.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def grid(path: Path) -> tuple[list[list[str]], bool]:
    """Read the first sheet: every row as texts, from row 1 and column A; and whether it has merged cells.

    Of merged cells only the first has a value.

    Raises:
        TableError: It is no workbook, has a password, is damaged or is too large.
    """
    with path.open("rb") as stream:
        if stream.read(8) == _OLE:
            raise Encrypted if "EncryptedPackage".encode("utf-16-le") in stream.read() else OldWorkbook
    container = _checked(path)
    try:
        with CalamineWorkbook.from_filelike(container) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            return rows, _unmerge(sheet, rows)
    except PasswordError as error:
        raise Encrypted from error
    except (CalamineError, ValueError) as error:
        raise Damaged from error


def _checked(path: Path) -> io.BytesIO:
    """Pack anew the parts that are read, as they were looked through."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(path) as container, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
            for name, content in _parts(container).items():
                packed.writestr(name, content)
    except _BROKEN as error:
        raise Damaged from error
    out.seek(0)
    return out


def _parts(container: zipfile.ZipFile) -> dict[str, bytes]:
    infos = container.infolist()
    names = {info.filename for info in infos}
    if not ("content.xml" in names and "mimetype" in names) and "xl/workbook.xml" not in names:
        raise NotATable
    wanted = {info.filename: info for info in infos if _PARTS.fullmatch(info.filename)}
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in wanted.values()) > _MOST_UNPACKED:
        raise Unpacked
    if any(info.flag_bits & 1 for info in wanted.values()):
        raise Encrypted
    found = {name: _unpacked(container, info) for name, info in wanted.items()}
    if "content.xml" in found:
        _check_ods(found)
    for name, content in found.items():
        if _SHEET.fullmatch(name):
            _walk(content, _XlsxExtent())
    return found


def _unpacked(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with container.open(info) as stream:
        return stream.read(_MOST_UNPACKED + 1)  # `read` itself stops at the size that was claimed, and checks the sum


def _check_ods(parts: dict[str, bytes]) -> None:
    if b"spreadsheet" not in parts["mimetype"]:
        raise NotATable
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Encrypted
    _walk(parts["content.xml"], _OdsExtent())


def _walk(content: bytes, extent: _XlsxExtent | _OdsExtent) -> None:
    """Look through XML without building anything of it.

    Raises:
        TableError: What `extent` finds; or the XML is broken or declares entities.
    """
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise Damaged
    parser = etree.XMLParser(target=cast(Any, extent), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Damaged from error


class _XlsxExtent:
    """Follows the cells of an XLSX sheet and stops where one with something in it stands too far out."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.in_cell = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count as Excel does: a row or cell without its own number follows the one before."""
        name = tag.rpartition("}")[2]
        if self.in_cell:
            _bound(self.row, self.column)
        if name == "row":
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0
        elif name == "c":
            letters = re.match(r"\$?([A-Z]*)\$?(\d*)", attributes.get("r", ""))
            self.column = _number(letters[1]) if letters and letters[1] else self.column + 1
            self.row = int(letters[2]) if letters and letters[2] else self.row
            self.in_cell = True

    def end(self, tag: str) -> None:
        """Leave a cell."""
        if tag.rpartition("}")[2] == "c":
            self.in_cell = False

    def close(self) -> None:
        """Come to the end of the sheet."""


class _OdsExtent:
    """Follows the cells of every ODS sheet; rows and cells may be repeated."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = 0
        self.in_cell = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count rows and cells with their repeats; only a cell with something in it is bound."""
        name = tag.rpartition("}")[2]
        repeats = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "table":
            self.row = self.rows = 0
        elif name == "table-row":
            self.row, self.rows = self.row + self.rows, int(repeats.get("number-rows-repeated", 1))
            self.column = self.columns = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.column, self.columns = self.column + self.columns, int(repeats.get("number-columns-repeated", 1))
            self.in_cell = True
        if self.in_cell and (name not in ("table-cell", "covered-table-cell") or "value-type" in repeats):
            _bound(self.row + self.rows, self.column + self.columns)

    def end(self, tag: str) -> None:
        """Leave a cell."""
        if tag.rpartition("}")[2] in ("table-cell", "covered-table-cell"):
            self.in_cell = False

    def close(self) -> None:
        """Come to the end of the document."""


def _bound(row: int, column: int) -> None:
    if row > _LAST_ROW:
        raise TooManyRows
    if column > MOST_COLUMNS:
        raise TooManyColumns


def _number(letters: str) -> int:
    """Give the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _unmerge(sheet: CalamineSheet, rows: list[list[str]]) -> bool:
    """Empty all but the first cell of every merged range; some programs leave the old values there, unseen."""
    ranges = sheet.merged_cell_ranges or []
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left):
                    rows[row][column] = ""
    return bool(ranges)


def _text(cell: Any) -> str:
    """Write a cell as text: dates as ISO, whole numbers without a fraction."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta | int | float) else " ".join(str(cell).split())

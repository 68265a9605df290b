"""Tables as files: what a spreadsheet reads back, and that nothing in them is a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from portal.tables.spreadsheets import safe, write_csv, write_xlsx

HEAD = ("Part", "Dato", "Antal")
FORMULAS = [
    "=1+1",
    "+45 12",
    "-2",
    "@x",
    "\t=1",
    " =HYPERLINK(1)",
    "|cmd",
    "%0",
    "\r=1",
    "＝1+1",
    "\ufeff=1",
    "\u200b＠x",
]


def as_csv(rows: list[tuple[object, ...]]) -> str:
    out = io.StringIO(newline="")
    write_csv(out, HEAD, rows)  # type: ignore[arg-type]
    return out.getvalue()


def as_sheet(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_csv_is_read_back():
    text = as_csv([('Råd; for "ældre"\nmed linje', date(2026, 3, 1), 4), (None, None, 1.5)])
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows == [list(HEAD), ['Råd; for "ældre"\nmed linje', "2026-03-01", "4"], ["", "", "1.5"]]


def test_csv_begins_with_the_mark_excel_needs(tmp_path: Path):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write_csv(out, ("Å",), [("ø",)])
    assert path.read_bytes() == b"\xef\xbb\xbf\xc3\x85\r\n\xc3\xb8\r\n"


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(cell: str):
    assert safe(cell) == f"'{cell}"
    assert (
        next(csv.reader(io.StringIO(as_csv([(cell, None, 0)]).split("\r\n", 1)[1], newline=""), delimiter=";"))[0][0]
        == "'"
    )


def test_words_are_left_alone():
    assert safe("Børne- og Ungeudvalget = BUU") == "Børne- og Ungeudvalget = BUU"


def test_xlsx_is_read_back(tmp_path: Path):
    write_xlsx(tmp_path / "a.xlsx", "Parter", HEAD, [("Ældrerådet", date(2026, 3, 1), 4), (None, None, 1.5)])
    assert as_sheet(tmp_path / "a.xlsx") == [list(HEAD), ["Ældrerådet", date(2026, 3, 1), 4.0], ["", "", 1.5]]
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_no_cell_of_an_xlsx_is_a_formula_a_number_or_a_link(tmp_path: Path):
    texts = [*FORMULAS, "007", "https://x.example", "{=1}"]
    write_xlsx(tmp_path / "a.xlsx", "Parter", ("Navn",), [(text,) for text in texts])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert [row[0] for row in as_sheet(tmp_path / "a.xlsx")[1:]][-3:] == texts[-3:]


def test_a_text_longer_than_a_cell_is_cut_and_shows_it(tmp_path: Path):
    write_xlsx(tmp_path / "a.xlsx", "Parter", ("Navn",), [("å" * 40_000,)])
    cell = str(as_sheet(tmp_path / "a.xlsx")[1][0])
    assert len(cell) == 32_767
    assert cell.endswith("å…")

"""Lists that people bring: every form they come in, and every form they must not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from portal.tables import errors, read

COLUMNS = {"navn": "name", "part": "name", "e-mail": "mail", "type": "kind"}


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return path

    return write


def workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet], object]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book, book.add_worksheet())
    book.close()
    return out.getvalue()


def table(rows: list[list[object]]) -> bytes:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
                else:
                    sheet.write(number, column, cell)

    return workbook(fill)


def ods(body: str, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Ark1">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", mimetype)
        container.writestr("content.xml", content)
        container.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def cell(text: str, repeats: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeats}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(*cells: str, repeats: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeats}">{"".join(cells)}</table:table-row>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_in_every_usual_form(written, encoding: str, delimiter: str):
    lines = ["Navn;E-mail", "Ældrerådet i Ådal;raad@aadal.example", "", 'Sønæs Skole;"a@b.example"']
    text = "\r\n".join(line.replace(";", delimiter) for line in lines)
    sheet = read(written(text.encode(encoding)), "parter.csv", COLUMNS)
    assert sheet.header == ("name", "mail")
    assert [(row.number, row.cells["name"]) for row in sheet.rows] == [(2, "Ældrerådet i Ådal"), (4, "Sønæs Skole")]
    assert sheet.rows[0].cells["mail"] == "raad@aadal.example"


def test_mojibake_is_mended(written):
    twice = "Navn;Type\nÆldrerådet;Råd\nSønæs;Skole\n".encode().decode("cp1252").encode()
    assert [row.cells["name"] for row in read(written(twice), "parter.csv", COLUMNS).rows] == ["Ældrerådet", "Sønæs"]


def test_excel_says_its_delimiter(written):
    sheet = read(written(b"sep=,\r\nNavn,Type\r\nA;B,x\r\n"), "parter.csv", COLUMNS)
    assert [(row.number, row.cells) for row in sheet.rows] == [(3, {"name": "A;B", "kind": "x"})]


def test_formulas_are_texts(written):
    sheet = read(written(b"Navn;Type\n=1+1;@SUM(A1)\n"), "parter.csv", COLUMNS)
    assert sheet.rows[0].cells == {"name": "=1+1", "kind": "@SUM(A1)"}


def test_a_workbook(written):
    rows = [["Parter i Ådal Kommune"], [], ["Nr.", "Part:", " E-MAIL ", "Fra"], [1, "Rådet", "", date(2021, 3, 12)],
            [], [2.5, "Skolen", "a@b.example", True]]  # fmt: skip
    sheet = read(written(table(rows)), "parter.xlsx", COLUMNS)
    assert sheet.header == ("nr", "name", "mail", "fra")
    assert sheet.rows[0].cells == {"nr": "1", "name": "Rådet", "mail": "", "fra": "2021-03-12"}
    assert (sheet.rows[1].number, sheet.rows[1].cells["nr"], sheet.rows[1].cells["fra"]) == (6, "2.5", "ja")
    assert not sheet.merged


def test_a_value_in_merged_cells_counts_for_the_first(written):
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.merge_range("A1:C1", "Parter")
        sheet.write_row("A2", ["Navn", "Type", "E-mail"])
        sheet.merge_range("B3:B5", "Skole")
        for number, name in enumerate(("A", "B", "C")):
            sheet.write(2 + number, 0, name)
        sheet.write("B4", "glemt under de flettede")

    sheet = read(written(workbook(fill)), "parter.xlsx", COLUMNS)
    assert sheet.merged
    found = [(row.number, row.cells["name"], row.cells["kind"]) for row in sheet.rows]
    assert found == [(3, "A", "Skole"), (4, "B", ""), (5, "C", "")]


def test_an_ods_with_its_million_empty_rows(written):
    body = row(cell("Navn"), cell("Type")) + row(cell("Rådet"), cell("Råd", 1)) + row(repeats=3)
    body += row(cell("Skolen")) + row("<table:table-cell table:number-columns-repeated='16384'/>", repeats=1048570)
    sheet = read(written(ods(body)), "parter.ods", COLUMNS)
    assert [(row.number, row.cells["name"]) for row in sheet.rows] == [(2, "Rådet"), (6, "Skolen")]


def far_out(reference: str) -> bytes:
    return workbook(lambda book, sheet: (sheet.write("A1", "Navn"), sheet.write(reference, "x")))


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(table([["Navn"], ["A"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as container:
        container.writestr(name, content)
    return out.getvalue()


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("word/document.xml", "<w/>")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
BAD: dict[str, tuple[Callable[[], bytes], type[errors.TableError]]] = {
    "100,000 rows as CSV": (lambda: b"Navn;Type\n" + b"Part;Skole\n" * 100_000, errors.TooManyRows),
    "100,000 rows as XLSX": (lambda: table([["Navn"], *([["Part"]] * 100_000)]), errors.TooManyRows),
    "5,001 rows": (lambda: table([["Navn"], *([["Part"]] * 5_001)]), errors.TooManyRows),
    "a cell in the last row": (lambda: far_out("A1048576"), errors.TooManyRows),
    "a cell in the last column": (lambda: far_out("XFD1"), errors.TooManyColumns),
    "60 columns of CSV": (lambda: b"Navn" + b";x" * 60, errors.TooManyColumns),
    "a row repeated a million times": (lambda: ods(row(cell("Navn"), repeats=1_000_000)), errors.TooManyRows),
    "a cell repeated 16,000 times": (lambda: ods(row(cell("Navn", 16_000))), errors.TooManyColumns),
    "11 MB": (lambda: b"Navn\n" + b"x" * (11 << 20), errors.TooLarge),
    "a zip bomb": (lambda: with_part("xl/worksheets/sheet2.xml", bytes(90 << 20)), errors.Unpacked),
    "entities": (lambda: with_part("xl/worksheets/sheet2.xml", ENTITIES), errors.Damaged),
    "cut in the middle": (lambda: table([["Navn"], ["A"]])[:-300], errors.Damaged),
    "a Word document called xlsx": (other_zip, errors.NotATable),
    "an ODT called ods": (lambda: ods("", "application/vnd.oasis.opendocument.text"), errors.NotATable),
    "a PDF": (lambda: b"%PDF-1.7\n1 0 obj\n", errors.NotATable),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", errors.NotATable),
    "an old workbook": (lambda: OLE + b"\0" * 600, errors.OldWorkbook),
    "a password": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), errors.Encrypted),
    "nothing": (lambda: b"", errors.NoRows),
    "empty rows": (lambda: b";;\n;;\n", errors.NoRows),
    "an empty sheet": (lambda: table([]), errors.NoRows),
    "no known heading": (lambda: b"Frugt;Antal\npaere;3\n", errors.NoKnownColumns),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_read_says_why(written, case: str):
    make, cause = BAD[case]
    with pytest.raises(cause) as caught:
        read(written(make()), "liste.xlsx", COLUMNS)
    assert str(caught.value) == cause.sentence
    assert cause.sentence.endswith(".")


def test_as_many_as_are_allowed(written):
    sheet = read(written(table([["Navn"], *([["Part"]] * 5_000)])), "liste.xlsx", COLUMNS)
    assert (len(sheet.rows), sheet.rows[-1].number) == (5_000, 5_001)


def test_without_known_names_the_first_row_is_the_header(written):
    sheet = read(written(b"\nFrugt;Antal;Frugt\npaere;3\n"), "liste.csv")
    assert sheet.header == ("frugt", "antal", "frugt")
    assert sheet.rows[0].cells == {"frugt": "paere", "antal": "3"}

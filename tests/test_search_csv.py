"""Hits as a file, and a search as it stands in the address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from portal.model import Role
from portal.search.asked import Asked, day_of
from portal.tables.spreadsheets import safe
from tests.fixtures_web import Archive, Visitor
from tests.sample_pages import Item
from tests.sample_web import PLANNING, SECRET, YOUTH, add


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.READER)


def rows_of(answer_text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer_text), delimiter=";"))


def _query(text: str) -> MultiDict[str, str]:
    from html import unescape
    from urllib.parse import parse_qsl

    return MultiDict(parse_qsl(unescape(text)))


class TestCsv:
    def test_a_file_a_spreadsheet_opens(self, archive: Archive, reader: Visitor):
        answer = reader.get("/soeg.csv?q=fritidsinstitutionerne")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(r'attachment; filename="soegning-[\d-]+\.csv"', answer.headers["Content-Disposition"])
        assert answer.data.startswith(b"\xef\xbb\xbf")
        head, row = rows_of(answer.data.decode("utf-8-sig"))
        found = dict(zip(head, row, strict=True))
        assert (found["Type"], found["Udvalg"], found["Dato"]) == ("Referat", YOUTH, "2012-09-26")
        assert (found["Punkt"], found["Sagsnummer"], found["Side"]) == ("8", "2012-0138", "2")
        assert found["Fil"] == "Referat æøå 26-09-2012.pdf"
        assert "fritidsinstitutionerne" in found["Uddrag"]
        assert "<mark>" not in found["Uddrag"]
        assert found["Adresse"].startswith(f"http://localhost/dokument/{archive.ids['minutes']}?punkt=")

    def test_every_hit_and_only_what_one_may_see(self, reader: Visitor, visit: Callable[[Role], Visitor]):
        assert len(rows_of(reader.text("/soeg.csv?q=skolebestyrelsen"))) == 1 + 36
        assert len(rows_of(reader.text("/soeg.csv?q=ejendommen"))) == 1
        rows = rows_of(visit(Role.OFFICER).text("/soeg.csv?q=ejendommen"))
        assert len(rows) == 2
        assert SECRET in rows[1][9]

    def test_a_search_that_cannot_be_answered_leads_back_to_the_page(self, reader: Visitor):
        assert reader.get("/soeg.csv?q=sk*").headers["Location"] == "/soeg?q=sk%2A"

    @pytest.mark.parametrize("cell", ["=1+1", "+45 12", "-2", "@x", "\t=1", " =HYPERLINK(1)", "|cmd", "%0"])
    def test_no_cell_is_a_formula(self, cell: str):
        assert safe(cell) == f"'{cell}"

    def test_words_are_left_alone(self):
        assert safe("Børne- og Ungeudvalget = BUU") == "Børne- og Ungeudvalget = BUU"

    def test_a_heading_that_is_a_formula(self, changeable: Archive):
        add(changeable.instance, "regneark.pdf", b"regneark", [Item("1", '=HYPERLINK("x")', "kvæstorbudget")])
        changeable.instance.generations.drain(wait=True)
        visitor = Visitor(changeable.app).enter(Role.READER)
        assert rows_of(visitor.text("/soeg.csv?q=kvæstorbudget"))[1][5] == '\'=HYPERLINK("x")'


class TestAsked:
    @pytest.mark.parametrize(
        ("typed", "first", "last"),
        [
            ("2012", date(2012, 1, 1), date(2012, 12, 31)),
            ("2-2012", date(2012, 2, 1), date(2012, 2, 29)),
            ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
            ("26-09-2012", date(2012, 9, 26), date(2012, 9, 26)),
            ("26.9.2012", date(2012, 9, 26), date(2012, 9, 26)),
            ("26. 9. 2012", date(2012, 9, 26), date(2012, 9, 26)),
            ("2012-09-26", date(2012, 9, 26), date(2012, 9, 26)),
            ("31-02-2012", None, None),
            ("0", None, None),
            ("0000", None, None),
            ("13-2012", None, None),
            ("i går", None, None),
        ],
    )
    def test_days_as_people_type_them(self, typed: str, first: date | None, last: date | None):
        assert (day_of(typed), day_of(typed, end=True)) == (first, last)

    def test_the_address_says_the_whole_search(self):
        asked = Asked(
            text="skole & fritid", kinds=("minutes", "agenda"), committees=(YOUTH, PLANNING), qualities=("god",),
            first="2004", last="12-2012", sort="nyeste", page=3, synonyms=False, widen=False,
        )  # fmt: skip
        assert Asked.read(_query(asked.query)) == asked
        assert "type=referat" in asked.query

    def test_an_empty_search_has_an_empty_address(self):
        assert Asked().query == ""
        assert not Asked().anything

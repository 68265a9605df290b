"""A list of parties read in: shown row by row first, then done exactly so, with a report."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from portal import kept_lists
from portal.model import Party, PartyGroup, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.test_tables import table, workbook

LIST = """Navn;Type;Mail;Aktiv fra;Grupper;Kontaktperson;Kontaktmail
Ådal Idræt;Forening;post@idraet.example;01-02-2020;Idræt, Foreninger;Bo Sø;bo@idraet.example
LOKALUDVALGET for Ådal  Vest;;ny@lokaludvalg.example;;Foreninger;;
Ældrerådet i Ådal;Råd;;;;;
Uden type;;;;;;
Forkert mail;Forening;post@;;;;
Forkert dato;Forening;;31-02-2020;;;
Forkert type;Rockband;;;;;
Ådal idræt;Forening;;;;;
;Skole;;;;;
=1+1;Forening;;;;;
"""


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


def send(visitor: Visitor, content: bytes, name: str = "parter.csv"):
    return visitor.post("/parter/import", {"fil": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(fil|vist)" value="([^"]+)"', page))


def count(archive: Archive) -> int:
    with archive.instance.database.read() as session:
        return session.scalar(select(func.count(Party.id))) or 0


def test_the_preview_says_what_each_row_does_and_saves_nothing(changeable: Archive, officer: Visitor):
    before = count(changeable)
    page = words_of(officer.text(send(officer, LIST.encode()).headers["Location"]))
    for said in (
        "3 nye · 1 ændres · 1 uændret · 5 forkerte",
        "2 Ådal Idræt Ny Gruppen Idræt oprettes. Gruppen Foreninger oprettes.",
        "Mail: vest@lokaludvalg.example bliver ny@lokaludvalg.example. Kommer med i gruppen Foreninger.",
        "4 Ældrerådet i Ådal Uændret",
        "5 Uden type Ny Typen er ikke angivet og bliver Andet.",
        "»post@« ligner ikke en mailadresse",
        "»31-02-2020« er ikke en dato",
        "Typen »Rockband« kender vi ikke",
        "Parten står allerede i linje 2",
        "Navnet mangler",
        "11 =1+1 Ny",
    ):
        assert said in page
    assert count(changeable) == before


def test_confirming_does_exactly_that_and_reports(changeable: Archive, officer: Visitor):
    page = officer.text(send(officer, LIST.encode()).headers["Location"])
    done = officer.post("/parter/import/gem", fields(page))
    report = officer.text(done.headers["Location"])
    assert "3 oprettet, 1 ændret, 1 uændret, 5 ikke læst ind" in words_of(report)
    link = re.search(r'href="(/parter/import/rapport\.csv[^"]+)"', report)
    assert link
    text = officer.get(link[1].replace("&amp;", "&")).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Resultat"] for row in rows].count("Ikke læst ind") == 5
    assert rows[-1]["Navn"] == "'=1+1"
    with changeable.instance.database.read() as session:
        club = session.scalars(select(Party).where(Party.name == "Ådal Idræt")).one()
        west = session.get_one(Party, changeable.ids["party-west"])
        assert [(c.name, c.mail) for c in club.contacts] == [("Bo Sø", "bo@idraet.example")]
        assert str(club.active_from) == "2020-02-01"
        assert (west.name, west.mail) == ("Lokaludvalget for Ådal Vest", "ny@lokaludvalg.example")
        group = session.scalars(select(PartyGroup).where(PartyGroup.name == "Foreninger")).one()
        assert {party.id for party in group.parties} == {club.id, west.id}
        assert session.scalar(select(Party.name).where(Party.name == "=1+1")) == "=1+1"


def test_sent_again_it_changes_nothing(changeable: Archive, officer: Visitor):
    for _ in range(2):
        page = officer.text(send(officer, LIST.encode()).headers["Location"])
        officer.post("/parter/import/gem", fields(page))
    assert "0 nye · 0 ændres" in words_of(officer.text(send(officer, LIST.encode()).headers["Location"]))


def test_a_register_that_changed_meanwhile_is_shown_again(changeable: Archive, officer: Visitor):
    page = officer.text(send(officer, LIST.encode()).headers["Location"])
    officer.post("/parter/ny", {"name": "Uden type", "kind": "other"})
    before = count(changeable)
    answer = officer.post("/parter/import/gem", fields(page))
    assert answer.status_code == 409
    assert "Registret er ændret" in answer.get_data(as_text=True)
    assert count(changeable) == before
    assert officer.post("/parter/import/gem", fields(answer.get_data(as_text=True))).status_code == 303


def test_confirmed_twice_it_is_done_once(changeable: Archive, officer: Visitor):
    given = fields(officer.text(send(officer, LIST.encode()).headers["Location"]))
    assert officer.post("/parter/import/gem", given).status_code == 303
    again = officer.post("/parter/import/gem", given)
    assert again.status_code == 404
    assert "Filen er her ikke mere" in again.get_data(as_text=True)


def test_nobody_opens_anothers_list_or_a_forged_one(changeable: Archive, officer: Visitor):
    where = send(officer, LIST.encode()).headers["Location"]
    admin = Visitor(changeable.app).enter(Role.ADMIN)
    assert admin.get(where).status_code == 404
    for reference in ("", "../../portal.sqlite", where.split("=", 1)[1][:-3]):
        assert officer.get(f"/parter/import/se?fil={reference}").status_code == 404
        assert officer.post("/parter/import/gem", {"fil": reference}).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Navn\n" + b"P\n" * 100_000, "flere end 5.000 rækker"),
        (b"PK\x03\x04 noget andet", "ødelagt"),
        (b"%PDF-1.7 noget", "ikke et regneark"),
        (b"Frugt;Antal\npaere;3\n", "overskrifter"),
        (b"", "tom"),
    ],
)
def test_a_file_that_cannot_be_read(archive: Archive, visit: Callable[[Role], Visitor], content: bytes, said: str):
    before = set(archive.instance.files.uploads.iterdir())
    answer = send(visit(Role.OFFICER), content, "liste.xlsx")
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert set(archive.instance.files.uploads.iterdir()) == before


def test_a_file_that_is_too_large(officer: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept_lists, "MOST_BYTES", 100)
    answer = send(officer, LIST.encode())
    assert answer.status_code == 422
    assert "større end 10 MB" in answer.get_data(as_text=True)


def test_no_file_at_all(officer: Visitor):
    assert "Vælg en fil" in officer.post("/parter/import").get_data(as_text=True)


def test_letters_that_were_broken_are_mended_or_refused(officer: Visitor):
    twice = "Navn\nÆbleøens Råd\n".encode().decode("cp1252").encode()
    assert "Æbleøens Råd" in officer.text(send(officer, twice).headers["Location"])
    lost = "Navn\n\ufffdbleøens Råd\n".encode()
    assert "kan ikke læses" in officer.text(send(officer, lost).headers["Location"])


def test_merged_cells_are_told_of(officer: Visitor):
    def fill(book, sheet):
        sheet.write_row("A1", ["Navn", "Type"])
        sheet.merge_range("B2:B3", "Skole")
        sheet.write("A2", "Nordskolen")
        sheet.write("A3", "Sydskolen")

    page = words_of(officer.text(send(officer, workbook(fill), "parter.xlsx").headers["Location"]))
    assert "Regnearket har flettede celler" in page
    assert "3 Sydskolen Ny Typen er ikke angivet" in page
    plain = officer.text(send(officer, table([["Navn"], ["Nordskolen"]]), "parter.xlsx").headers["Location"])
    assert "flettede" not in plain


def test_the_registers_own_export_changes_nothing(changeable: Archive, officer: Visitor):
    contact = {"contact_name": "Bo", "contact_title": "", "contact_mail": "", "contact_phone": "+45 12 34 56 78"}
    officer.post("/parter/ny", {"name": "Æ-foreningen", "kind": "organisation", **contact})
    for form in ("csv", "xlsx"):
        content = officer.get(f"/parter/hent.{form}").data
        page = words_of(officer.text(send(officer, content, f"parter.{form}").headers["Location"]))
        assert "0 nye · 0 ændres · 5 uændrede · 0 forkerte" in page

"""Personal links handed out and shut: listed, as a file, written down; and worth nothing once they are shut."""

from __future__ import annotations

import csv
import io
import re

import pytest

from portal.model import Hearing, Party, Role
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor, words_of
from tests.mailing import change, events, mailing


@pytest.fixture
def mails(changeable: Archive) -> Archive:
    return mailing(changeable)


@pytest.fixture
def officer(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.OFFICER)


def at(archive: Archive, hearing: str = "hearing-open", more: str = "") -> str:
    return f"/hoeringer/{archive.ids[hearing]}/breve{more}"


def test_those_without_mail_are_listed_and_it_is_written_down(mails: Archive, officer: Visitor):
    page = officer.text(at(mails, more="/links"))
    assert "Ældrerådet i Ådal" in page
    assert "Lokaludvalget for Ådal Vest" not in page
    [link] = re.findall(r'data-link href="http://localhost(/svar/[^"]+)"', page)
    assert "Åbn og svar" in Visitor(mails.app).text(link)
    written = [text for what, text in events(mails) if what == "links_made"]
    assert written == ["Personlige links til 1 part hentet til uddeling."]
    assert link.removeprefix("/svar/") not in str(events(mails))


def test_everybodys_as_a_file(mails: Archive, officer: Visitor):
    change(mails, Party, "party-west", name="=1+1 lokaludvalg")
    answer = officer.post(at(mails, more="/links"), {"alle": "1"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Part", "Frist", "Personligt link"]
    assert len(rows) == 5
    assert "'=1+1 lokaludvalg" in [row[0] for row in rows]
    assert all(row[2].startswith("http://localhost/svar/") for row in rows[1:])


def test_the_public_address_is_used_where_it_is_set(changeable: Archive):
    archive = mailing(changeable, base_url="http://svar.aadal.example")
    page = Visitor(archive.app).enter(Role.OFFICER).text(at(archive, more="/links"))
    assert 'href="http://svar.aadal.example/svar/' in page


def test_a_draft_has_none(mails: Archive, officer: Visitor):
    officer.text(at(mails, "hearing-draft", "/links"), 422)
    assert officer.post(at(mails, "hearing-draft", "/links")).status_code == 422


def test_a_shut_link_opens_nothing_and_is_not_handed_out(mails: Archive, officer: Visitor):
    page = officer.text(at(mails, more="/links"))
    [link] = re.findall(r'data-link href="http://localhost(/svar/[^"]+)"', page)
    where = at(mails, more=f"/{mails.ids['open-elders']}/link")
    assert officer.post(where, {"spaer": "1"}).status_code == 303
    assert "Linket er spærret" in Visitor(mails.app).text(link, 410)
    assert "data-link" not in officer.text(at(mails, more="/links"))
    officer.post(where, {"nyt": "1"})
    page = officer.text(at(mails, more="/links"))
    [new] = re.findall(r'data-link href="http://localhost(/svar/[^"]+)"', page)
    assert "Åbn og svar" in Visitor(mails.app).text(new)
    assert "Linket er spærret" in Visitor(mails.app).text(link, 410)
    said = [what for what, _ in events(mails)]
    assert said.count("link_revoked") == said.count("link_renewed") == 1


def test_civil_registration_numbers_are_covered_on_the_page(mails: Archive, officer: Visitor):
    change(mails, Hearing, "hearing-open", title=f"Sag om CPR {PERSON}")
    assert PERSON not in words_of(officer.text(at(mails, more="/links")))

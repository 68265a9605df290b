"""Civil registration numbers stay out of addresses, logs, and the pages that show names and headings."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import select

from ingest.archive.cpr_table import CprFinding
from ingest.archive.model import Document
from portal.cpr_guard import MaskingFormatter
from portal.model import Role
from tests.cpr_numbers import number
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_pages import Item
from tests.sample_web import add

N = number(Random(31))
PARTED = f"{N[:6]}-{N[6:]}"


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.READER)


@pytest.mark.parametrize("typed", [PARTED, N, f"skole {PARTED}", f"cpr+{N[:6]}+{N[6:]}"])
@pytest.mark.parametrize("address", ["/soeg?type=referat&q=", "/soeg.csv?q=", "/dokument/1?q="])
def test_an_address_with_a_number_is_left(reader: Visitor, address: str, typed: str):
    answer = reader.get(address + typed)
    assert answer.status_code == 303
    assert N[6:] not in answer.headers["Location"]
    assert "skjult=cpr-nummer" in answer.headers["Location"]
    assert N[6:] not in answer.get_data(as_text=True)


def test_the_search_page_says_what_happened(reader: Visitor):
    page = words_of(reader.get(f"/soeg?q={PARTED}", follow_redirects=True).get_data(as_text=True))
    assert "CPR-numre kan ikke søges frem" in page
    assert N[6:] not in page


def test_login_does_not_keep_the_number(archive: Archive):
    answer = Visitor(archive.app).get(f"/soeg?q={PARTED}", follow_redirects=True)
    assert N[6:] not in answer.request.url
    assert N[6:] not in answer.get_data(as_text=True)


@pytest.mark.parametrize("typed", ["25/004711", "2012-0138", "00.01.10-G01-1-21", "12345678", "010203-0000"])
def test_other_numbers_are_searched_for(reader: Visitor, typed: str):
    assert reader.get(f"/soeg?q={typed}").status_code == 200


def test_the_log_covers_numbers_also_in_tracebacks():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(MaskingFormatter("%(message)s"))
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise ValueError(f"CPR {PARTED}")
    except ValueError:
        log.exception("kunne ikke læse %s.pdf", PARTED)
    assert N[6:] not in out.getvalue()
    assert out.getvalue().count(f"{N[:4]}••-••••") == 2


@pytest.fixture
def signed(changeable: Archive) -> tuple[Archive, int]:
    """An archive in which a title, a heading, a name and a text hold the number."""
    items = [Item("1", f"Ansøgning fra {PARTED}", f"Ansøgeren har CPR-nr. {PARTED}.")]
    document_id = add(
        changeable.instance, f"ansøgning {PARTED}.pdf", b"signed", items, title=f"Ansøgning {PARTED}",
        meeting_date="2016-01-01", committee="Byrådet",
    )  # fmt: skip
    changeable.instance.generations.drain(wait=True)
    return changeable, document_id


def test_no_page_shows_the_number(signed: tuple[Archive, int]):
    archive, document_id = signed
    visitor = Visitor(archive.app).enter(Role.ARCHIVIST)
    for address in ("/soeg?q=ansøgning", "/soeg.csv?q=ansøgning", f"/dokument/{document_id}",
                    f"/dokument/{document_id}/side/1/lag", "/arkiv", "/arkiv/cpr", "/arkiv/igang"):  # fmt: skip
        assert N[6:] not in visitor.text(address), address
    assert N[6:] not in visitor.get(f"/dokument/{document_id}/original").headers["Content-Disposition"]


class TestPile:
    @pytest.fixture
    def archivist(self, signed: tuple[Archive, int]) -> Visitor:
        return Visitor(signed[0].app).enter(Role.ARCHIVIST)

    def findings(self, archive: Archive) -> dict[str, str]:
        with archive.instance.database.read() as session:
            return {row.place: row.state for row in session.scalars(select(CprFinding).order_by(CprFinding.id))}

    def test_names_are_found_and_decided_with_undo(self, signed: tuple[Archive, int], archivist: Visitor):
        archive, _ = signed
        assert "Mulige CPR-numre" in archivist.text("/arkiv")
        assert "i filens navn" in archivist.text("/arkiv/cpr")
        with archive.instance.database.read() as session:
            finding = session.scalars(select(CprFinding).where(CprFinding.place == "name")).one()
        answer = archivist.post(f"/arkiv/cpr/{finding.id}", {"svar": "er"})
        assert answer.status_code == 303
        assert self.findings(archive)["name"] == "confirmed"
        assert f"/arkiv/cpr/{finding.id}" in archivist.text(answer.headers["Location"])
        archivist.post(f"/arkiv/cpr/{finding.id}", {"svar": "fortryd"})
        assert self.findings(archive)["name"] == "open"
        archivist.post(f"/arkiv/cpr/{finding.id}", {"svar": "ikke"})
        assert "i filens navn" not in archivist.text("/arkiv/cpr")

    def test_what_nobody_may_know_of_cannot_be_decided(self, signed: tuple[Archive, int], archivist: Visitor):
        archive, document_id = signed
        with archive.instance.database.write() as session:
            session.get_one(Document, document_id).audience = ""
            finding = session.scalars(select(CprFinding)).first()
            assert finding
        assert archivist.post(f"/arkiv/cpr/{finding.id}", {"svar": "er"}).status_code == 404
        assert "i filens navn" not in archivist.text("/arkiv/cpr")

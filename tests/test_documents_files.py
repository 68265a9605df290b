"""The original of a document, the pictures of its pages, and what state it is in."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PIL import Image

from ingest.archive import store
from ingest.archive.model import Document
from portal.documents.files import safe_name
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.READER)


@pytest.fixture
def minutes(archive: Archive) -> str:
    return f"/dokument/{archive.ids['minutes']}"


class TestStates:
    def test_a_file_that_was_not_read_says_why_and_what_to_do(self, archive: Archive, visit: Callable[[Role], Visitor]):
        page = words_of(visit(Role.ARCHIVIST).text(f"/dokument/{archive.ids['broken']}"))
        assert "Filen er ikke indlæst" in page
        assert "Filen er beskadiget og kan ikke åbnes. Find en anden kopi, eller scan papiret igen. Prøv igen" in page

    def test_no_text(self, archive: Archive, reader: Visitor):
        page = words_of(reader.text(f"/dokument/{archive.ids['empty']}"))
        assert "Der er ingen tekst i filen" in page
        assert "Originalen kan ikke hentes" in page

    def test_a_package_lists_what_is_inside_and_members_name_their_package(self, archive: Archive, reader: Visitor):
        package = words_of(reader.text(f"/dokument/{archive.ids['zip']}"))
        assert "2 filer indeni Referat fra udvalgets møde" in package
        assert "Ligger i aflevering.zip" in words_of(reader.text(f"/dokument/{archive.ids['letter']}"))

    def test_a_removed_document(self, changeable: Archive):
        letter = changeable.ids["letter"]
        with changeable.instance.database.write() as session:
            store.remove(session, session.get_one(Document, letter), "Slettet efter ønske fra borgeren")
        reader = Visitor(changeable.app).enter(Role.READER)
        archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
        reader.text(f"/dokument/{letter}", 404)
        assert "Slettet efter ønske fra borgeren" in archivist.text(f"/dokument/{letter}")
        archivist.text(f"/dokument/{letter}/original", 404)

    def test_a_hard_scan(self, archive: Archive, reader: Visitor):
        assert "Svært læselig scanning" in reader.text(f"/dokument/{archive.ids['scan']}")

    def test_layers_show_what_the_machine_read(self, archive: Archive, visit: Callable[[Role], Visitor]):
        page = words_of(visit(Role.ARCHIVIST).text(f"/dokument/{archive.ids['scan']}/side/2/lag"))
        assert "side 2 af 2" in page
        assert "Teksten, der lå i filen Gælder Læsbarhed: svært læselig, 34 %" in page
        assert "Side to er ogsa lest darligt." in page
        assert "Med gættede ord Lægges over Læsbarhed: god" in page
        assert "Side to er også læst dårligt." in page
        assert "lest: læst" in page


class TestFiles:
    def test_the_original_comes_under_its_own_name(
        self, archive: Archive, visit: Callable[[Role], Visitor], minutes: str
    ):
        answer = visit(Role.OFFICER).get(f"{minutes}/original")
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment; ")
        assert "filename*=UTF-8''Referat%20%C3%A6%C3%B8%C3%A5%2026-09-2012.pdf" in disposition

    def test_a_page_of_the_web_is_never_served_as_one(self, archive: Archive, reader: Visitor):
        answer = reader.get(f"/dokument/{archive.ids['news']}/original")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_what_is_closed_is_refused_with_a_reason(self, reader: Visitor, minutes: str):
        assert "Originalen er ikke åben for dig" in reader.text(f"{minutes}/original", 403)
        page = reader.text(f"{minutes}/side/2")
        assert "/original" not in page
        assert "<img" not in page

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ('a/b/Referat "endeligt".pdf', "Referat _endeligt_.pdf"),
            ("a\r\nSet-Cookie: x=y.pdf", "a__Set-Cookie_ x=y.pdf"),
            ("\u202efdp.exe", "_fdp.exe"),
            ("...", "dokument-7"),
            ("å" * 300 + ".pdf", "å" * 146 + ".pdf"),
        ],
    )
    def test_names_that_could_do_harm(self, name: str, given: str):
        assert safe_name(SimpleNamespace(name=name.rsplit("/", 1)[-1], id=7)) == given  # type: ignore[arg-type]

    def test_the_picture_of_a_page(self, archive: Archive, reader: Visitor):
        address = f"/dokument/{archive.ids['scan']}/side/2/billede"
        for query, width in (("", 1000), ("?stor", 2000)):
            answer = reader.get(address + query)
            assert answer.headers["Content-Type"] == "image/png"
            picture = Image.open(io.BytesIO(answer.data))
            assert picture.width == width
        assert reader.get(f"/dokument/{archive.ids['scan']}/side/99/billede").status_code == 404

    def test_only_what_everybody_may_see_stays_in_the_browser(self, changeable: Archive):
        reader, letter = Visitor(changeable.app).enter(Role.READER), changeable.ids["scan"]
        address = f"/dokument/{letter}/side/1/billede"
        assert "max-age=600" in reader.get(address).headers["Cache-Control"]
        with changeable.instance.database.write() as session:
            session.get_one(Document, letter).audience = f"hearing:{changeable.ids['hearing-open']}"
        assert reader.get(address).headers["Cache-Control"] == "private, no-store"

    def test_a_page_that_cannot_be_drawn(self, archive: Archive, reader: Visitor):
        assert reader.get(f"/dokument/{archive.ids['many-2004']}/side/1/billede").status_code == 404

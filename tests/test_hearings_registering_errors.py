"""What cannot be registered is told in Danish, and nothing is lost."""

from __future__ import annotations

import io

import pytest
from werkzeug.datastructures import FileStorage

from ingest.archive.model import now
from portal.hearings import trays
from portal.model import Invitation
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, words_of
from tests.test_hearings_registering import SCAN, Office, day, office

__all__ = ["office"]


class TestBadInput:
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"text": "Ja."}, "Vælg, hvem der svarer."),
            ({"part": "andre", "text": "Ja."}, "Skriv, hvem der svarer."),
            ({"part": "andre", "sender": "ældrerådet i  ådal", "text": "Ja."}, "står på høringslisten"),
            ({"part": "999999", "text": "Ja."}, "Den part er ikke på høringslisten."),
            ({"party": "open-elders"}, "Skriv svarets tekst, eller vælg en fil med svaret."),
            ({"party": "open-elders", "kind": "declines", "text": "Men altså"}, "Der står en tekst"),
            ({"party": "open-elders", "text": "Ja.", "received_on": ""}, "Skriv, hvilken dag svaret kom."),
            ({"party": "open-elders", "text": "Ja.", "received_on": "30-02-2026"}, "Datoen kan ikke bruges."),
            ({"party": "open-elders", "text": "Ja.", "received_on": "i går"}, "Datoen kan ikke bruges."),
            ({"party": "open-elders", "text": "Ja.", "received_on": "12-03-26"}, "Datoen kan ikke bruges."),
            ({"party": "open-elders", "text": "Ja.", "received_on": day(1)}, "Datoen ligger i fremtiden."),
            (
                {"party": "open-elders", "text": "Ja.", "received_on": "01-01-1926"},
                "Er 1. januar 1926 den rigtige dag?",
            ),
            ({"party": "open-elders", "text": "Ja.", "received_on": "01-01-0206"}, "Brug et år fra 1900."),
            ({"party": "open-elders", "text": "Ja.", "channel": "portal"}, "Vælg en af mulighederne."),
            ({"party": "open-elders", "text": "Ja.", "theme": "x" * 201}, "Skriv højst 200 tegn her."),
        ],
    )
    def test_is_told_and_nothing_is_registered(self, archive: Archive, fields: dict[str, str], said: str):
        office = Office(archive)
        before = office.count()
        answer = office.send(**{"theme": "Skolevej", **fields})
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert said in words_of(page)
        if len(fields.get("theme", "")) < 200:
            assert 'value="Skolevej"' in page  # what was typed is still there
        assert office.count() == before

    def test_a_file_that_poses_as_another_type(self, archive: Archive):
        office = Office(archive)
        before = office.count()
        answer = office.send("open-elders", ((b"MZ\x90\x00 program", "svar.pdf"),), text="Se filen.")
        assert answer.status_code == 422
        assert "svar.pdf:" in words_of(answer.get_data(as_text=True))
        assert office.count() == before

    def test_a_file_that_is_too_large(self, archive: Archive):
        tray = trays.new(archive.instance.files, "secret", "1:1")
        given = [FileStorage(io.BytesIO(b"a" * 11), "stor.txt"), FileStorage(io.BytesIO(b"a" * 10), "ok.txt")]
        assert trays.put(tray, given, 10) == ["stor.txt fylder mere end 0 MB."]
        assert [kept.name for kept in tray.files()] == ["ok.txt"]
        tray.empty()

    def test_a_name_that_is_a_path_is_only_a_name(self, office: Office):
        office.send("open-elders", ((SCAN, "../../../etc/passwd.pdf"),))
        response = office.response("open-elders")
        assert response.attachments[0].name == "passwd.pdf"

    def test_hearings_that_are_not_published_take_none(self, archive: Archive):
        office = Office(archive, "draft")
        assert office.visitor.get(office.address).status_code == 404
        assert office.send(part="andre", sender="X", text="Ja.").status_code == 404

    def test_a_party_taken_off_the_list_meanwhile(self, office: Office):
        with office.archive.instance.database.write() as session:
            session.get_one(Invitation, office.archive.ids["open-elders"]).withdrawn_at = now()
        assert office.send("open-elders", text="Ja.").status_code == 422


class TestNumbersOfPersons:
    def test_are_warned_of_at_the_field_and_kept_with_a_reason(self, office: Office):
        before = office.count()
        refused = office.send("open-elders", text=f"Underskrevet af {PERSON}.", theme="Skolevej")
        assert refused.status_code == 422
        page = refused.get_data(as_text=True)
        said = words_of(page)
        assert "Her står noget, der ligner et CPR-nummer" in said
        assert "Svarets tekst : Underskrevet af 0101••-••••" in said
        assert '<span class="sr-only">Fejl: </span>0101••-•••• ligner et CPR-nummer.' in page
        assert '<a href="#text">' in page
        assert "Skriv, hvorfor tallet skal med." in said
        assert office.count() == before
        reason = "Det er et journalnummer."
        assert office.send("open-elders", text=f"Underskrevet af {PERSON}.", cpr_reason=reason).status_code == 303
        version = office.response("open-elders").sent
        assert version
        assert version.cpr_reason == reason
        page = office.visitor.text(f"{office.address.removesuffix('/registrer')}/svar-fra/{version.response_id}")
        assert PERSON not in page
        assert "0101••-••••" in page

    def test_a_reason_without_a_number_is_not_kept(self, office: Office):
        office.send("open-elders", text="Vi er enige.", cpr_reason="Det er et journalnummer.")
        version = office.response("open-elders").sent
        assert version
        assert version.cpr_reason is None

    @pytest.mark.parametrize(
        ("fields", "anchor"),
        [
            ({"part": "andre", "sender": f"Nabo cpr {PERSON}", "text": "Ja."}, "sender"),
            ({"party": "open-elders", "text": "Ja.", "theme": f"cpr {PERSON}"}, "theme"),
            ({"party": "open-elders", "text": "Ja.", "document_number": f"cpr {PERSON}"}, "document_number"),
        ],
    )
    def test_are_looked_for_in_every_field(self, archive: Archive, fields: dict[str, str], anchor: str):
        office = Office(archive)
        before = office.count()
        page = office.send(**fields)
        assert page.status_code == 422
        assert f'<a href="#{anchor}">0101••-•••• ligner et CPR-nummer.' in page.get_data(as_text=True)
        assert office.count() == before

    def test_in_the_name_of_a_file(self, office: Office):
        page = office.send("open-elders", ((SCAN, f"brev cpr {PERSON}.pdf"),))
        assert page.status_code == 422
        said = page.get_data(as_text=True)
        assert PERSON not in said
        assert "Navnet på en fil" in words_of(said)

"""Hearings from before the portal: entered with those who answered, those who did not, and those nobody named."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from ingest.archive.model import FieldValue, now
from portal.model import Hearing, HearingEvent, Invitation, Party, Role
from portal.standing import lines
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_hearings import PARTIES
from tests.test_tables import table

HEARING = {
    "title": "Forpligtende samarbejder", "type": "other", "committee": "Byrådet", "case_number": "12/001",
    "opens_on": "1. september 2012", "deadline": "16-11-2012", "decided_on": "2012-12-20", "unmatched": "opret",
}  # fmt: skip
LINES = "\n".join((
    "Lokaludvalget for ådal vest; ja; 02-11-2012; støtter forslaget", "", "Ældrerådet i Ådal; nej",
    "Grundejerforeningen Solbakken; ved ikke", "?; nej; ; Lokaludvalget svarede ikke",
))  # fmt: skip
SILENT = "Lokaludvalget svarede ikke på denne høring"


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


def standings(archive: Archive, number: int) -> dict[str, str]:
    with archive.instance.database.read() as session:
        return {line.name: line.standing.value for line in lines(session, session.get_one(Hearing, number), now())}


def enter(visitor: Visitor, **more: object) -> int:
    answer = visitor.post("/hoeringer/historisk/ny", {**HEARING, "lines": LINES, **more})
    assert answer.status_code == 303, words_of(answer.get_data(as_text=True))[:2000]
    return int(answer.headers["Location"].split("/")[2])


def row_of(archive: Archive, number: int, name: str | None) -> int:
    with archive.instance.database.read() as session:
        rows = session.scalars(select(Invitation).where(Invitation.hearing_id == number))
        return next(row.id for row in rows if (row.party.name if row.party else None) == name)


class TestNew:
    def test_with_its_parties(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        assert standings(changeable, number) == {
            PARTIES["west"][0]: "answered",
            PARTIES["elders"][0]: "no_response",
            "Grundejerforeningen Solbakken": "unknown",
            "Ukendt part (Lokaludvalget svarede ikke)": "no_response",
        }
        with changeable.instance.database.read() as session:
            hearing = session.get_one(Hearing, number)
            assert (hearing.historical, str(hearing.deadline), str(hearing.decided_on)) == (
                True, "2012-11-16", "2012-12-20",
            )  # fmt: skip
            assert hearing.published_at is not None
            assert session.scalar(select(Party.kind).where(Party.name == "Grundejerforeningen Solbakken")) == "other"
        page = words_of(officer.text(f"/hoeringer/{number}/historisk"))
        for said in ("4 parter, heraf 1 ukendt", "støtter forslaget, svar af 2. november 2012", "Skrevet ind bagefter"):
            assert said in page

    def test_names_that_are_not_in_the_register_can_stay_unknown(self, changeable: Archive, officer: Visitor):
        number = enter(officer, unmatched="ukendt")
        assert "Ukendt part (Grundejerforeningen Solbakken)" in standings(changeable, number)
        with changeable.instance.database.read() as session:
            assert session.scalar(select(Party).where(Party.name.startswith("Grundejer"))) is None

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"title": ""}, "Skriv, hvad høringen hed"),
            ({"type": "hemmelig"}, "Vælg en type"),
            ({"deadline": "31-02-2012"}, "findes ikke i kalenderen"),
            ({"deadline": "01-01-2090"}, "Fristen er ikke gået endnu"),
            ({"deadline": "01-08-2012"}, "ligger før den dag, høringen begyndte"),
            ({"decided_on": "01-11-2012"}, "Beslutningen ligger før høringsfristen"),
            ({"document": "999999"}, "intet dokument med det nummer"),
            ({"document": "hvidbogen"}, "Skriv dokumentets nummer"),
            ({"lines": "Rådet; måske"}, "Linje 1: »måske« forstår vi ikke"),
            ({"lines": "Rådet; ja; 40-01-2012"}, "er ikke en dato"),
            ({"lines": "Rådet; ja\n\nRÅDET ; nej"}, "Linje 3: RÅDET står allerede i linje 1"),
            ({"lines": "\n" * 5001}, "flere end 5.000 linjer"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, archive: Archive, visit: Callable[[Role], Visitor], wrong: dict[str, str], said: str
    ):
        data = {**HEARING, "lines": LINES, **wrong}
        answer = visit(Role.OFFICER).post("/hoeringer/historisk/ny", data)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert said in page
        assert 'value="12/001"' in page
        if "lines" not in wrong:
            assert "Grundejerforeningen Solbakken" in page

    def test_a_list_becomes_lines_to_look_through(self, changeable: Archive, officer: Visitor):
        rows = [["Høringspart", "Har svaret", "Dato", "Bemærkning"], ["Ældrerådet i Ådal", True, "", "støtter; ja"],
                ["Skolen", "", "", ""]]  # fmt: skip
        data = {**HEARING, "lines": "Rådet; nej", "fil": (io.BytesIO(table(rows)), "hørte.xlsx")}
        answer = officer.post("/hoeringer/historisk/ny", data, content_type="multipart/form-data")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        text = re.search(r"<textarea[^>]*name=\"lines\"[^>]*>\s*([^<]*)</textarea>", page)
        assert text
        typed = text[1].replace("\r", "")
        assert typed.splitlines() == ["Rådet; nej", "Ældrerådet i Ådal; ja; ; støtter, ja", "Skolen"]
        assert "2 linjer fra hørte.xlsx" in page
        number = enter(officer, lines=typed, source="hørte.xlsx")
        with changeable.instance.database.read() as session:
            rows = session.scalars(select(Invitation).where(Invitation.hearing_id == number)).all()
            assert {row.origin for row in rows} == {"Regneark hørte.xlsx"}

    def test_no_list_to_take_lines_from(self, archive: Archive, visit: Callable[[Role], Visitor]):
        answer = visit(Role.OFFICER).post("/hoeringer/historisk/ny", {**HEARING, "lines": LINES, "laes": "ja"})
        assert answer.status_code == 422
        assert "Vælg en fil" in answer.get_data(as_text=True)

    @pytest.mark.parametrize(
        ("content", "said"), [(b"Navn\n" + b"P\n" * 100_000, "flere end 5.000"), (b"%PDF-1.7", "ikke et regneark")]
    )
    def test_a_list_that_cannot_be_read(self, archive: Archive, visit, content: bytes, said: str):
        data = {**HEARING, "fil": (io.BytesIO(content), "liste.xlsx")}
        answer = visit(Role.OFFICER).post("/hoeringer/historisk/ny", data, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)


class TestFromADocument:
    @pytest.fixture
    def letter(self, changeable: Archive) -> int:
        with changeable.instance.database.write() as session:
            session.add(FieldValue(document_id=changeable.ids["letter"], name="no_response", value="ukendt",
                                   evidence_page=1, evidence_text=SILENT))  # fmt: skip
        return changeable.ids["letter"]

    def test_it_fills_the_form_and_offers_the_silent_one(self, letter: int, officer: Visitor):
        page = officer.text(f"/hoeringer/historisk/ny?dokument={letter}")
        assert 'value="Høring om lokalplan 314"' in page
        assert 'value="01-10-2018"' in page
        assert f"»{SILENT}« (side 1)" in words_of(page)
        assert 'name="uden_svar"' in page

    def test_the_silent_one_comes_on_the_list_with_its_words(self, letter: int, changeable: Archive, officer: Visitor):
        page = officer.text(f"/hoeringer/historisk/ny?dokument={letter}")
        field = re.search(r'name="uden_svar"[^>]*value="(\d+)"', page)
        assert field
        number = enter(officer, lines="", document=str(letter), uden_svar=field[1])
        assert standings(changeable, number) == {f"Ukendt part ({SILENT})": "no_response"}
        with changeable.instance.database.read() as session:
            row = session.scalars(select(Invitation).where(Invitation.hearing_id == number)).one()
            assert row.origin == f"Dokument {letter}, side 1"
            assert session.get_one(Hearing, number).decision_document_id == letter
        assert standings(changeable, enter(officer, lines="", document=str(letter))) == {}  # not ticked

    @pytest.mark.parametrize("name", ["secret", "broken"])
    def test_a_document_one_may_not_see_gives_nothing(self, archive: Archive, visit, name: str):
        page = visit(Role.OFFICER).text(f"/hoeringer/historisk/ny?dokument={archive.ids[name]}")
        assert "Afskedigelsessag" not in page
        assert 'name="uden_svar"' not in page


class TestParties:
    def save(self, visitor: Visitor, number: int, row: int, **data: str):
        return visitor.post(f"/hoeringer/{number}/historisk/{row}", data)

    def test_an_unknown_one_is_found_out(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        unknown = row_of(changeable, number, None)
        archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
        form = archivist.text(f"/hoeringer/{number}/historisk/{unknown}")
        assert "Lokaludvalget svarede ikke" in form
        data = {"party": PARTIES["school"][0].upper(), "answered": "nej", "note": "Lokaludvalget svarede ikke"}
        assert self.save(archivist, number, unknown, **data).status_code == 303
        assert standings(changeable, number)[PARTIES["school"][0]] == "no_response"
        with changeable.instance.database.read() as session:
            told = session.scalars(select(HearingEvent.text).where(HearingEvent.invitation_id == unknown)).all()
        assert told == [f"Ukendt part (Lokaludvalget svarede ikke) er {PARTIES['school'][0]}."]

    def test_one_that_is_on_the_list_already_becomes_one_line(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        unknown, west = row_of(changeable, number, None), row_of(changeable, number, PARTIES["west"][0])
        data = {"party": PARTIES["west"][0], "answered": "nej", "note": "Lokaludvalget svarede ikke"}
        self.save(officer, number, unknown, **data)
        found = standings(changeable, number)
        assert (len(found), found[PARTIES["west"][0]]) == (3, "answered")  # what was said of the party itself counts
        with changeable.instance.database.read() as session:
            assert session.get(Invitation, unknown) is None
            assert "Lokaludvalget svarede ikke" in session.get_one(Invitation, west).note

    def test_what_was_not_known_is_taken_from_the_unknown_line(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        data = {"party": "Grundejerforeningen Solbakken", "answered": "nej", "note": "x"}
        self.save(officer, number, row_of(changeable, number, None), **data)
        assert standings(changeable, number)["Grundejerforeningen Solbakken"] == "no_response"

    def test_correcting_an_answer(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        elders = row_of(changeable, number, PARTIES["elders"][0])
        self.save(officer, number, elders, party=PARTIES["elders"][0], answered="ja", note="")
        assert standings(changeable, number)[PARTIES["elders"][0]] == "answered"

    def test_a_name_that_is_not_in_the_register(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        answer = self.save(officer, number, row_of(changeable, number, None), party="Findes ikke", note="Husk mig")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "Der er ingen part med det navn" in page
        assert "Husk mig" in page

    def test_more_lines_afterwards(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        where = f"/hoeringer/{number}/historisk"
        more = {"lines": f"{PARTIES['school'][0]}; ja\n{PARTIES['west'][0]}; nej", "unmatched": "opret"}
        assert officer.post(where, more).status_code == 303
        found = standings(changeable, number)
        assert (found[PARTIES["school"][0]], found[PARTIES["west"][0]]) == ("answered", "answered")
        assert officer.post(where, {"lines": " "}).status_code == 422
        assert officer.post(where, {"lines": "A; måske"}).status_code == 422

    def test_only_for_hearings_from_before(self, archive: Archive, visit: Callable[[Role], Visitor]):
        number, row = archive.ids["hearing-open"], archive.ids["open-west"]
        for address in (f"/hoeringer/{number}/historisk", f"/hoeringer/{number}/historisk/{row}"):
            assert visit(Role.OFFICER).get(address).status_code == 404

    def test_its_list_and_its_table_show_it(self, changeable: Archive, officer: Visitor):
        number = enter(officer)
        assert "Find ud af, hvem" in words_of(officer.text(f"/hoeringer/{number}/historisk"))
        assert f'href="/hoeringer/{number}/historisk"' in officer.text(f"/hoeringer/{number}/parter")
        assert "Svarede ikke" in words_of(officer.text(f"/hoeringer/{number}"))

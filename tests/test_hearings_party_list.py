"""The list of a hearing: put together from everywhere, each party once, and what was sent is never lost."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ingest.archive.model import now
from portal import clock
from portal.model import HearingEvent, Invitation, Party, PartyGroup, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_hearings import PARTIES


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


def listed(archive: Archive, hearing: str) -> dict[str, str]:
    """Give where each party of a hearing came from, without those taken off."""
    with archive.instance.database.read() as session:
        asked = select(Invitation).where(Invitation.hearing_id == archive.ids[f"hearing-{hearing}"])
        rows = session.scalars(asked.where(Invitation.withdrawn_at.is_(None)))
        return {row.party.name: row.origin for row in rows if row.party}


def events(archive: Archive, hearing: str) -> list[str]:
    with archive.instance.database.read() as session:
        asked = select(HearingEvent.text).where(HearingEvent.hearing_id == archive.ids[f"hearing-{hearing}"])
        return list(session.scalars(asked.order_by(HearingEvent.id)))


def where(archive: Archive, hearing: str, rest: str = "") -> str:
    return f"/hoeringer/{archive.ids[f'hearing-{hearing}']}/parter{rest}"


def group(archive: Archive, name: str, *members: str) -> int:
    with archive.instance.database.write() as session:
        parties = [session.get_one(Party, archive.ids[f"party-{member}"]) for member in members]
        made = PartyGroup(name=name, parties=parties)
        session.add(made)
        session.flush()
        return made.id


def close_down(archive: Archive, name: str) -> None:
    with archive.instance.database.write() as session:
        session.get_one(Party, archive.ids[f"party-{name}"]).active_to = clock.today(now()) - timedelta(days=400)


def test_chosen_one_by_one(changeable: Archive, officer: Visitor):
    chosen = [str(changeable.ids[f"party-{name}"]) for name in ("west", "elders", "west")]
    for _ in range(2):  # a party twice is one
        assert officer.post(where(changeable, "draft", "/tilfoej"), {"part": chosen}).status_code == 303
    page = words_of(officer.text(where(changeable, "draft")))
    assert "2 parter stod der allerede" in page
    assert listed(changeable, "draft") == {
        PARTIES["west"][0]: "Valgt fra registret", PARTIES["elders"][0]: "Valgt fra registret",
    }  # fmt: skip
    assert events(changeable, "draft") == [
        "2 parter kom på listen: Lokaludvalget for Ådal Vest, Ældrerådet i Ådal (Valgt fra registret)."
    ]


def test_whole_groups_without_those_that_are_gone(changeable: Archive, officer: Visitor):
    close_down(changeable, "elders")
    first, second = group(changeable, "Råd", "elders", "west"), group(changeable, "Alle", "west", "school")
    officer.post(where(changeable, "draft", "/gruppe"), {"gruppe": [str(first), str(second)]})
    assert listed(changeable, "draft") == {PARTIES["west"][0]: "Gruppen Alle", PARTIES["school"][0]: "Gruppen Alle"}
    assert "Ikke tilføjet, fordi de ikke er aktive" in officer.text(where(changeable, "draft"))


def test_from_an_earlier_hearing(changeable: Archive, officer: Visitor):
    officer.post(where(changeable, "draft", "/fra-hoering"), {"hoering": str(changeable.ids["hearing-past"])})
    assert listed(changeable, "draft") == {
        PARTIES[name][0]: "Høringen Lokalplan 314 for Ringvejen" for name in ("west", "school", "elders")
    }


@pytest.mark.parametrize(
    ("rest", "said"),
    [("/tilfoej", "Vælg mindst én part"), ("/gruppe", "Vælg mindst én gruppe"), ("/fra-hoering", "Vælg en høring"),
     ("/fil", "Vælg en fil")],
)  # fmt: skip
def test_nothing_chosen(archive: Archive, visit, rest: str, said: str):
    answer = visit(Role.OFFICER).post(where(archive, "draft", rest))
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_only_those_that_exist_on_the_day_are_suggested(changeable: Archive, officer: Visitor):
    close_down(changeable, "elders")
    assert PARTIES["elders"][0] not in officer.text(where(changeable, "draft"))
    found = words_of(officer.text(where(changeable, "draft", "?q=ÆLDRERÅDET")))
    assert "Ældrerådet i Ådal – obs: ikke aktiv" in found
    officer.post(where(changeable, "draft", "/tilfoej"), {"part": str(changeable.ids["party-elders"])})
    assert "(ikke aktiv" in words_of(officer.text(where(changeable, "draft")))


def test_a_name_that_is_not_there_can_be_made(archive: Archive, visit):
    page = visit(Role.OFFICER).text(where(archive, "draft", "?q=Grundejerne"))
    assert "Opret Grundejerne" in page


def test_one_added_after_publication_needs_a_letter(changeable: Archive, officer: Visitor):
    officer.post(where(changeable, "coming", "/tilfoej"), {"part": str(changeable.ids["party-union"])})
    page = officer.text(where(changeable, "coming"))
    assert "2 parter har ikke fået noget høringsbrev endnu" in words_of(page)
    assert f'href="/hoeringer/{changeable.ids["hearing-coming"]}/breve"' in page


class TestTakingOff:
    def off(self, archive: Archive, officer: Visitor, hearing: str, invitation: str, why: str = ""):
        address = where(archive, hearing, f"/{archive.ids[invitation]}/fjern")
        assert "af listen?" in officer.text(address)
        return officer.post(address, {"hvorfor": why})

    def test_one_that_was_sent_something_is_kept_with_a_reason(self, changeable: Archive, officer: Visitor):
        refused = self.off(changeable, officer, "open", "open-school")
        assert refused.status_code == 422
        assert "Skriv, hvorfor" in refused.get_data(as_text=True)
        assert self.off(changeable, officer, "open", "open-school", "Skolen er lagt sammen").status_code == 303
        assert PARTIES["school"][0] not in listed(changeable, "open")
        assert f"{PARTIES['school'][0]} blev taget af listen: Skolen er lagt sammen" in events(changeable, "open")
        with changeable.instance.database.read() as session:
            assert session.get_one(Invitation, changeable.ids["open-school"]).withdrawn_at is not None
        again = where(changeable, "open", f"/{changeable.ids['open-school']}/fjern")
        assert officer.get(again).status_code == 404

    def test_it_comes_back_as_the_same(self, changeable: Archive, officer: Visitor):
        self.off(changeable, officer, "open", "open-school", "En fejl")
        officer.post(where(changeable, "open", "/tilfoej"), {"part": str(changeable.ids["party-school"])})
        with changeable.instance.database.read() as session:
            assert session.get_one(Invitation, changeable.ids["open-school"]).withdrawn_at is None

    def test_one_of_a_draft_leaves_without_a_trace(self, changeable: Archive, officer: Visitor):
        officer.post(where(changeable, "draft", "/tilfoej"), {"part": str(changeable.ids["party-west"])})
        link = re.search(r'href="([^"]+/fjern)"', officer.text(where(changeable, "draft")))
        assert link
        assert officer.post(link[1]).status_code == 303
        assert listed(changeable, "draft") == {}
        with changeable.instance.database.read() as session:
            assert not session.scalars(
                select(Invitation).where(Invitation.hearing_id == changeable.ids["hearing-draft"])
            ).all()

    def test_not_by_another_hearings_address(self, archive: Archive, visit):
        address = where(archive, "past", f"/{archive.ids['open-school']}/fjern")
        assert visit(Role.OFFICER).post(address, {"hvorfor": "x"}).status_code == 404


def test_the_list_as_a_file(archive: Archive, visit):
    visitor = visit(Role.OFFICER)
    text = visitor.get(where(archive, "open", "/hent.csv")).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["Part"]: row["Hvor fra"] for row in rows} == {
        title: "Valgt fra registret" for title, _, _ in PARTIES.values()
    }
    assert visitor.get(where(archive, "open", "/hent.xlsx")).data.startswith(b"PK")


class TestFile:
    LIST = "Navn;Type\nÆLDRERÅDET i ådal;\nNy Forening;Forening\nLærerforeningen i Ådal;\nÆldrerådet i Ådal;\n".encode()

    def send(self, archive: Archive, visitor: Visitor, content: bytes = LIST):
        data = {"fil": (io.BytesIO(content), "parter 2026.csv")}
        return visitor.post(where(archive, "draft", "/fil"), data, content_type="multipart/form-data")

    def given(self, page: str) -> dict[str, str]:
        return dict(re.findall(r'name="(fil|vist)" value="([^"]+)"', page))

    def test_names_are_matched_and_the_rest_is_offered(self, changeable: Archive, officer: Visitor):
        page = officer.text(self.send(changeable, officer).headers["Location"])
        assert "2 genkendt, 1 ukendt, 0 på listen allerede, 1 forkert" in words_of(page)
        assert re.findall(r'value="(\d+)" checked', page) == ["2", "4"]
        assert listed(changeable, "draft") == {}
        officer.post(where(changeable, "draft", "/fil/tilfoej"), {**self.given(page), "linje": ["2", "3"]})
        assert listed(changeable, "draft") == {
            PARTIES["elders"][0]: "Regneark parter 2026.csv, linje 2",
            "Ny Forening": "Regneark parter 2026.csv, linje 3",
        }

    def test_a_register_that_changed_is_shown_again(self, changeable: Archive, officer: Visitor):
        page = officer.text(self.send(changeable, officer).headers["Location"])
        officer.post("/parter/ny", {"name": "Ny forening", "kind": "organisation"})
        data = {**self.given(page), "linje": ["3"]}
        answer = officer.post(where(changeable, "draft", "/fil/tilfoej"), data)
        assert answer.status_code == 409
        assert listed(changeable, "draft") == {}

    def test_nothing_ticked_or_a_forged_file(self, changeable: Archive, officer: Visitor):
        page = officer.text(self.send(changeable, officer).headers["Location"])
        address = where(changeable, "draft", "/fil/tilfoej")
        assert officer.post(address, self.given(page)).status_code == 422
        assert officer.post(address, {"fil": "opdigtet", "linje": "2"}).status_code == 404
        assert officer.get(where(changeable, "draft", "/fil?fil=opdigtet")).status_code == 404

    def test_a_file_that_cannot_be_read(self, archive: Archive, visit):
        answer = self.send(archive, visit(Role.OFFICER), b"Navn\n" + b"P\n" * 100_000)
        assert answer.status_code == 422
        assert "flere end 5.000" in answer.get_data(as_text=True)

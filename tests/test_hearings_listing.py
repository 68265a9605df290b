"""/hoeringer: the party's to-do list, the list of those who run hearings, and what others may see."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from ingest.archive.model import now
from portal import clock
from portal.model import Hearing, Invitation, Party, PartyMeeting, PartyUser, Response, Role
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor, words_of

TITLES = {
    "open": "Fælles skoledistrikt i Ådal Vest", "past": "Lokalplan 314 for Ringvejen", "hidden": "Støj langs Ringvejen",
    "invited": "Organisation af skoleledelsen", "decided": "Kvalitetsstandard for madservice",
    "coming": "Trafikplan for Ådal Vest", "draft": "Politik for grønne områder",
}  # fmt: skip


def listed(page: str) -> list[str]:
    """Give the titles in the table, in order."""
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


class TestToDo:
    def test_nearest_first_with_deadline_meeting_and_draft(self, archive: Archive, visit: Callable[[Role], Visitor]):
        html = visit(Role.RESPONDER).text("/hoeringer")
        page = words_of(html)
        assert "2 høringer venter på svar" in page
        assert html.index(TITLES["open"]) < html.index(TITLES["hidden"])
        assert "om 18 dage" in page
        assert "før fristen" in page
        assert "Kladde, sidst gemt" in page
        assert "af Åse Ødegaard" in page
        assert "Ikke begyndt" in page
        assert "Kommer senere" in page
        assert "Ingen bemærkninger" in page
        assert "kvittering" in page
        assert TITLES["invited"] not in page

    def test_no_meeting_before_the_deadline(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            party = session.get_one(Party, changeable.ids["party-west"])
            party.meetings = [PartyMeeting(day=clock.today(now()) + timedelta(days=19))]
        html = Visitor(changeable.app).enter(Role.RESPONDER).text("/hoeringer")
        assert "intet møde før fristen" in html
        assert f"/svar/{changeable.ids['open-west']}/frist" in html
        assert words_of(html).count("intet møde før fristen") == 1  # the other hearing ends a day later than we meet

    def test_none_known(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Party, changeable.ids["party-west"]).meetings = []
        assert "Intet møde før fristen er kendt" in Visitor(changeable.app).enter(Role.RESPONDER).text("/hoeringer")

    def test_a_longer_deadline_of_ones_own_counts(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            mine = session.get_one(Invitation, changeable.ids["open-west"])
            mine.extended_to = clock.today(now()) + timedelta(days=30)
        html = Visitor(changeable.app).enter(Role.RESPONDER).text("/hoeringer")
        assert "om 30 dage" in html
        assert html.index(TITLES["hidden"]) < html.index(TITLES["open"])

    def test_a_hearing_that_went_by(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Hearing, changeable.ids["hearing-open"]).deadline = clock.today(now()) - timedelta(days=1)
        page = words_of(Visitor(changeable.app).enter(Role.RESPONDER).text("/hoeringer"))
        assert "1 høring venter på svar" in page
        assert "Ikke besvaret i tide" in page
        assert "kladden blev ikke sendt" in page

    def test_nothing_waits(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            for name in ("open-west", "hidden-west"):
                session.get_one(Invitation, changeable.ids[name]).withdrawn_at = now()
        page = words_of(Visitor(changeable.app).enter(Role.RESPONDER).text("/hoeringer"))
        assert "Ingen høringer venter på svar" in page
        assert "I får en mail" in page

    def test_one_who_answers_for_nobody_is_told_what_to_do(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.query(PartyUser).delete()
        page = words_of(Visitor(changeable.app).enter(Role.RESPONDER).text("/hoeringer"))
        assert "Du svarer ikke for nogen høringspart endnu" in page
        assert not any(title in page for title in TITLES.values())


class TestList:
    def test_ones_own_with_numbers(self, visit: Callable[[Role], Visitor]):
        html = visit(Role.OFFICER).text("/hoeringer")
        assert sorted(listed(html)) == sorted(TITLES.values())
        assert "Mine (7)" in html
        row = words_of(html[html.index(TITLES["open"]) :][:1500])
        assert "1 af 4" in row
        assert " 3 " in row
        past = words_of(html[html.index(TITLES["past"]) :][:1500])
        assert "2 af 3" in past
        assert "1 svarede ikke" in past
        assert "Ny høring" in html

    def test_another_officer_begins_with_all(self, visit: Callable[[Role], Visitor]):
        html = visit(Role.ARCHIVIST).text("/hoeringer")
        assert len(listed(html)) == len(TITLES)
        assert listed(visit(Role.ARCHIVIST).text("/hoeringer?hvem=mig")) == []

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("tilstand=open", ["open", "hidden", "invited"]),
            ("tilstand=draft", ["draft"]),
            ("tilstand=decided", ["decided"]),
            ("q=ringvejen", ["hidden", "past"]),
            ("q=25/004711", ["open"]),
            ("q=RINGVEJEN+støj", ["hidden"]),
            ("q=findes-ikke", []),
            ("tilstand=vrøvl&sort=vrøvl&side=-3&hvem=", list(TITLES)),
            ("hvem=999999", []),
        ],
    )
    def test_filters(self, visit: Callable[[Role], Visitor], query: str, names: list[str]):
        assert sorted(listed(visit(Role.OFFICER).text(f"/hoeringer?{query}"))) == sorted(TITLES[n] for n in names)

    def test_sorts(self, visit: Callable[[Role], Visitor]):
        officer = visit(Role.OFFICER)
        assert listed(officer.text("/hoeringer?sort=titel")) == sorted(TITLES.values(), key=str.casefold)
        by_deadline = listed(officer.text("/hoeringer?sort=frist"))
        assert by_deadline[0] == TITLES["open"]
        assert by_deadline[-2:] == [TITLES["past"], TITLES["decided"]]

    def test_nothing_fits(self, visit: Callable[[Role], Visitor]):
        page = words_of(visit(Role.OFFICER).text("/hoeringer?q=findes-ikke"))
        assert "Ingen høringer passer" in page
        assert "vis alle 7" in page

    def test_none_at_all(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            for hearing in session.query(Hearing):
                hearing.template = True
        assert "Her er ingen høringer endnu" in Visitor(changeable.app).enter(Role.OFFICER).text("/hoeringer")
        assert "ingen høringer, du kan se" in Visitor(changeable.app).enter(Role.READER).text("/hoeringer")

    def test_htmx_gets_the_list_alone(self, visit: Callable[[Role], Visitor]):
        block = visit(Role.OFFICER).block("/hoeringer?tilstand=open").get_data(as_text=True)
        assert 'id="hoeringer"' in block
        assert "<html" not in block

    def test_pages(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.add_all(Hearing(title=f"Høring {n:02}", type="other") for n in range(40))
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        first, second = (listed(officer.text(f"/hoeringer?hvem=&side={n}")) for n in (1, 2))
        assert (len(first), len(second)) == (25, 22)
        assert set(first).isdisjoint(second)

    def test_a_withdrawn_answer_is_neither_answered_nor_missing(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Response, changeable.ids["response-open-school"]).withdrawn_at = now()
        html = Visitor(changeable.app).enter(Role.OFFICER).text("/hoeringer?tilstand=open&q=skoledistrikt")
        assert "0 af 4" in words_of(html)
        assert re.search(r"hearings-table__number\">3", html)

    def test_as_a_spreadsheet(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Hearing, changeable.ids["hearing-draft"]).title = f"=HYPERLINK(1) cpr {PERSON}"
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        answer = officer.get("/hoeringer/liste.csv?tilstand=closed")
        lines = answer.data.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Høring;Sagsnummer;Tilstand")
        assert len(lines) == 2
        assert lines[1].startswith(f"{TITLES['past']};;Fristen er gået;")
        assert lines[1].endswith(";Bjørn Ærø;3;2;1")
        every = officer.get("/hoeringer/liste.csv").data.decode("utf-8-sig")
        assert "'=HYPERLINK(1) cpr 0101••-••••" in every
        page = officer.text("/hoeringer?tilstand=closed")
        assert "/hoeringer/liste.csv?tilstand=closed" in page


class TestReaders:
    def test_what_is_published_for_all_and_no_numbers(self, visit: Callable[[Role], Visitor]):
        html = visit(Role.READER).text("/hoeringer")
        assert sorted(listed(html)) == sorted(TITLES[n] for n in ("open", "past", "hidden", "decided", "coming"))
        assert "Mangler" not in html
        assert "Ny høring" not in html
        assert listed(visit(Role.READER).text("/hoeringer?tilstand=draft")) == []


def test_markup_in_a_title_stays_text(changeable: Archive):
    with changeable.instance.database.write() as session:
        session.get_one(Hearing, changeable.ids["hearing-open"]).title = f"<script>alert(1)</script> cpr {PERSON}"
    for role in (Role.OFFICER, Role.RESPONDER, Role.READER):
        html = Visitor(changeable.app).enter(role).text("/hoeringer")
        assert "<script>alert" not in html
        assert PERSON not in html

"""Case, document number, date and theme of each response, many at once, and the pile of those that are left."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ingest.archive.model import Document, Job, now
from portal import answers, clock
from portal.model import Hearing, HearingEvent, Response, ResponseKind, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_hearings import PARTIES


class Desk:
    """One who journalises the answers of a hearing."""

    def __init__(self, archive: Archive, hearing: str = "past", role: Role = Role.OFFICER) -> None:
        self.archive = archive
        self.visitor = Visitor(archive.app).enter(role)
        self.address = f"/hoeringer/{archive.ids[f'hearing-{hearing}']}/journal"

    def fields(self, everyone: bool = True) -> dict[str, list[str]]:
        """Give the form as a browser would send it unchanged."""
        page = self.visitor.text(self.address + ("?vis=alle" if everyone else ""))
        found: dict[str, list[str]] = {}
        for tag in re.findall(r"<input [^>]*>", page.split('<form class="journal"')[-1].split("</form>")[0]):
            name = re.search(r' name="([^"]+)"', tag)
            value = re.search(r' value="([^"]*)"', tag)
            unticked = 'type="checkbox"' in tag and " checked" not in tag
            if name and name[1] != "csrf_token" and not unticked:
                found.setdefault(name[1], []).append(value[1] if value else "")
        return found

    def send(self, status: int = 303, fields: dict[str, list[str]] | None = None, **changed: str) -> str:
        """Send the form with something changed: `theme_school="x"` for one response's field."""
        data: dict[str, object] = dict(fields or self.fields())
        for name, value in changed.items():
            what, _, party = name.rpartition("_")
            data[f"{what}-{self.id(party)}" if party != "all" else "all"] = value
        answer = self.visitor.post(self.address, data)
        assert answer.status_code == status
        where = answer.headers.get("Location")
        return words_of(self.visitor.text(where) if where else answer.get_data(as_text=True))

    def id(self, party: str) -> int:
        return self.archive.ids[f"response-past-{party}"]

    def response(self, party: str) -> Response:
        with self.archive.instance.database.read() as session:
            return session.get_one(Response, self.id(party))


@pytest.fixture
def desk(changeable: Archive) -> Desk:
    return Desk(changeable)


def test_many_at_once(desk: Desk):
    said = desk.send(
        case_number_school="26/100", document_number_school=" 7 ", theme_school="Trafik", theme_west="Støj"
    )
    assert "2 svar er gemt." in said
    kept, west = desk.response("school"), desk.response("west")
    assert (kept.case_number, kept.document_number, kept.theme) == ("26/100", "7", "Trafik")
    assert (west.case_number, west.theme, west.journalised_at) == (None, "Støj", None)


def test_marked_journalised_and_off_the_pile(desk: Desk):
    said = desk.send(done_school="ja")
    assert "1 svar er gemt." in said
    assert "1 svar mangler at blive journaliseret" in said
    first = desk.response("school").journalised_at
    assert first
    assert desk.response("west").journalised_at is None
    desk.send(theme_school="Trafik")
    assert desk.response("school").journalised_at == first  # the day it was done stands
    fields = desk.fields()
    del fields[f"done-{desk.id('school')}"]
    desk.send(fields=fields)
    assert desk.response("school").journalised_at is None


def test_all_on_the_page_in_one_step(desk: Desk):
    said = desk.send(_all="ja")
    assert "Alle svar, der er kommet, er journaliseret." in said
    assert desk.response("west").journalised_at


def test_it_is_written_down_and_nothing_when_nothing_changed(desk: Desk):
    desk.send(done_school="ja")
    assert "Der var ikke noget at gemme." in desk.send()
    with desk.archive.instance.database.read() as session:
        events = session.scalars(select(HearingEvent).where(HearingEvent.what == "journal")).all()
        assert [event.text for event in events] == [
            "Bjørn Ærø rettede oplysninger til journalen for 1 svar og journaliserede 1."
        ]


def test_a_new_version_is_to_be_journalised_too(desk: Desk):
    desk.send(done_school="ja")
    with desk.archive.instance.database.write() as session:
        response = session.get_one(Response, desk.id("school"))
        content = answers.copy_of(response.hearing, "Bestyrelsen", ResponseKind.NO_COMMENTS, {}, [])
        answers.send(session, response, content, submission="ny", sent_by="x", moment=now())
    assert desk.response("school").journalised_at is None


class TestTheDay:
    def test_of_what_came_through_the_portal_stands(self, desk: Desk):
        desk.send(received_on_school="01-01-2020")
        assert desk.response("school").received_on is None

    def test_of_what_staff_registered_can_be_put_right(self, desk: Desk):
        with desk.archive.instance.database.write() as session:
            response = session.get_one(Response, desk.id("school"))
            response.channel, response.received_on = "paper", date(2026, 1, 2)
        desk.send(received_on_school="3. januar 2026")
        assert desk.response("school").received_on == date(2026, 1, 3)

    def test_that_is_put_right_is_late_or_in_time_accordingly(self, desk: Desk):
        deadline = clock.today(now()) - timedelta(days=5)
        with desk.archive.instance.database.write() as session:
            response = session.get_one(Response, desk.id("school"))
            response.channel, response.received_on = "paper", deadline - timedelta(days=1)
            old = response.versions[-1].document_id
        desk.send(received_on_school=f"{deadline + timedelta(days=1):%d-%m-%Y}")
        table = desk.visitor.text(desk.address.replace("/journal", "/svaroversigt.csv"))
        [line] = [line for line in table.splitlines() if "Forældrerådet" in line]
        assert "Svaret for sent" in line
        assert (deadline + timedelta(days=1)).isoformat() in line
        with desk.archive.instance.database.read() as session:
            version = session.get_one(Response, desk.id("school")).versions[-1]
            assert version.late
            assert old is not None
            assert session.get_one(Document, old).audience == "", "what says the wrong day is found by nobody"
            assert session.get_one(Job, version.job_id).state == "queued"
            texts = session.scalars(select(HearingEvent.text).where(HearingEvent.what == "journal")).all()
        assert any(text.startswith("Dagen, svaret fra Forældrerådet") for text in texts)
        desk.send(received_on_school=f"{deadline:%d-%m-%Y}")
        with desk.archive.instance.database.read() as session:
            assert not session.get_one(Response, desk.id("school")).versions[-1].late

    def test_one_that_the_party_changes_itself_came_through_the_portal(self, desk: Desk):
        with desk.archive.instance.database.write() as session:
            response = session.get_one(Response, desk.id("school"))
            response.channel, response.received_on = "paper", date(2026, 1, 2)
            content = answers.copy_of(response.hearing, "Forældrerådet", ResponseKind.NO_COMMENTS, {}, [])
            answers.send(session, response, content, submission="s", sent_by="Formanden", moment=now())
        kept = desk.response("school")
        assert (kept.channel, kept.received_on) == ("portal", None)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("31-02-2026", "Datoen kan ikke bruges."),
            ("", "Skriv, hvilken dag svaret kom."),
            (f"{clock.today(now()) + timedelta(days=1):%d-%m-%Y}", "Datoen ligger i fremtiden."),
        ],
    )
    def test_that_is_wrong_keeps_nothing_and_everything_typed(self, desk: Desk, typed: str, said: str):
        with desk.archive.instance.database.write() as session:
            response = session.get_one(Response, desk.id("school"))
            response.channel, response.received_on = "paper", date(2026, 1, 2)
        page = desk.send(422, received_on_school=typed, theme_west="Støj")
        assert said in page
        assert "Ret 1 linje, og gem igen. Intet er gemt endnu." in page
        assert desk.response("west").theme == ""


def test_a_field_that_is_too_long(desk: Desk):
    assert "Skriv højst 200 tegn her." in desk.send(422, theme_school="x" * 201)


def test_another_who_changed_the_line_meanwhile_is_not_overwritten(desk: Desk):
    old = desk.fields()
    desk.send(theme_school="Trafik")
    said = desk.send(422, fields=old, theme_school="Støj")
    assert "En anden har rettet linjen imens." in said
    assert desk.response("school").theme == "Trafik"


def test_responses_of_other_hearings_and_drafts_are_not_touched(desk: Desk):
    other, draft = (desk.archive.ids[f"response-open-{name}"] for name in ("school", "west"))
    data = {"id": [str(other), str(draft), "x", "9" * 30], f"theme-{other}": "Trafik", f"theme-{draft}": "Trafik"}
    assert desk.visitor.post(desk.address, data).status_code == 303
    with desk.archive.instance.database.read() as session:
        assert session.get_one(Response, other).theme == session.get_one(Response, draft).theme == ""


class TestPile:
    def test_across_hearings_and_at_the_desk(self, archive: Archive):
        archivist = Visitor(archive.app).enter(Role.ARCHIVIST)
        page = words_of(archivist.text("/hoeringer/ikke-journaliseret"))
        with archive.instance.database.read() as session:
            sent = session.scalars(select(Response).where(Response.current.is_not(None))).all()
            titles = {session.get_one(Hearing, response.hearing_id).title for response in sent}
        assert f"{len(sent)} svar" in page
        assert all(title in page for title in titles)
        assert PARTIES["west"][0] in page  # has sent in one hearing, and only drafted in another
        desk = archivist.text("/arkiv")
        assert 'href="/hoeringer/ikke-journaliseret"' in desk
        assert f"{len(sent)} Ikke journaliseret" in words_of(desk)

    def test_a_draft_is_in_no_pile(self, archive: Archive):
        page = Visitor(archive.app).enter(Role.OFFICER).text("/hoeringer/ikke-journaliseret")
        assert f'svar-fra/{archive.ids["response-open-west"]}"' not in page

    def test_empty(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            for response in session.scalars(select(Response)):
                response.journalised_at = now()
        archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
        assert "Alt, der er kommet, er journaliseret." in archivist.text("/hoeringer/ikke-journaliseret")
        assert "Ikke journaliseret" not in archivist.text("/arkiv")

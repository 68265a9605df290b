"""/hoeringer/<id>/ret and /udgiv: a hearing's own facts, two tabs, and sending it out once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from ingest.archive.model import Document, Job
from portal import days, publishing
from portal.hearings import edit, publish
from portal.model import Hearing, HearingEvent, HearingPaper, Invitation, Question, Role, User
from tests.fixtures_web import Archive, Visitor, words_of

Visit = Callable[[Role], Visitor]
TODAY = date(2026, 9, 1)
FACTS = {
    "title": "Politik for grønne områder", "type": "other", "summary": "Byrådet spørger.", "case_number": "26/1",
    "kle_subject": "04.00.00", "committee": "Byrådet", "opens_on": "01-09-2026", "deadline": "12. oktober 2026",
    "officer": "", "contact": "groen@aadal.example", "visibility": "staff", "reminder_days": "2, 7", "row_version": "1",
}  # fmt: skip


@pytest.fixture
def officer(changeable: Archive, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """An officer on 1 September 2026."""
    for module in (edit, publish):
        monkeypatch.setattr(module, "now", lambda: datetime(2026, 9, 1, 10, tzinfo=UTC))
    return Visitor(changeable.app).enter(Role.OFFICER)


def kept(archive: Archive, name: str = "hearing-draft") -> Hearing:
    with archive.instance.database.read() as session:
        hearing = session.get_one(Hearing, archive.ids[name])
        _ = hearing.events
        return hearing


def send(visitor: Visitor, archive: Archive, name: str = "hearing-draft", **changed: Any) -> TestResponse:
    return visitor.post(f"/hoeringer/{archive.ids[name]}/ret", FACTS | changed)


def said(answer: TestResponse) -> str:
    return words_of(answer.get_data(as_text=True))


class TestSaving:
    def test_every_field_is_kept(self, officer: Visitor, changeable: Archive):
        archivist = changeable.user(Role.ARCHIVIST)
        answer = send(officer, changeable, officer=str(archivist.id), type="school", visibility="invited")
        assert (answer.status_code, answer.headers["Location"]) == (
            303,
            f"/hoeringer/{changeable.ids['hearing-draft']}",
        )
        hearing = kept(changeable)
        assert (hearing.opens_on, hearing.deadline) == (TODAY, date(2026, 10, 12))
        assert (hearing.type, hearing.visibility, hearing.reminder_days) == ("school", "invited", [7, 2])
        assert (hearing.case_number, hearing.kle_subject, hearing.committee) == ("26/1", "04.00.00", "Byrådet")
        assert (hearing.officer_id, hearing.row_version) == (archivist.id, 2)
        assert hearing.events[-1].text.startswith("Ændrede type, resumé, sagsnummer")

    def test_nothing_changed_is_nothing_saved(self, officer: Visitor, changeable: Archive):
        send(officer, changeable)
        events = len(kept(changeable).events)
        send(officer, changeable, row_version="2", deadline="12/10/2026", reminder_days="7; 2")
        assert kept(changeable).row_version == 2
        assert len(kept(changeable).events) == events

    def test_empty_fields_are_nothing(self, officer: Visitor, changeable: Archive):
        send(officer, changeable)
        send(
            officer,
            changeable,
            row_version="2",
            case_number=" ",
            deadline="",
            opens_on="",
            reminder_days="",
            officer="",
        )
        hearing = kept(changeable)
        assert hearing.case_number is hearing.deadline is hearing.opens_on is hearing.officer_id is None
        assert hearing.reminder_days == []

    @pytest.mark.parametrize(
        ("field", "typed", "message"),
        [
            ("title", "  ", "Skriv, hvad høringen handler om."),
            ("title", "æ" * 301, "højst 300 tegn"),
            ("deadline", "31-02-2026", "Den dato findes ikke i kalenderen."),
            ("deadline", "til jul", "Skriv datoen som 12-03-2021"),
            ("deadline", "12-10-1926", "Brug et år fra 2000 til 2100."),
            ("deadline", "31-08-2026", "Fristen ligger før høringen begynder den 1. september 2026."),
            ("opens_on", "1-9-26", "Skriv datoen som"),
            ("opens_on", "01-09-9999", "Brug et år fra 2000 til 2100."),
            ("kle_subject", "skole", "Skriv KLE-emnet med tal"),
            ("reminder_days", "7, i morgen", "Skriv antal dage før fristen"),
            ("reminder_days", "0", "Skriv antal dage før fristen"),
            ("type", "findes-ikke", "Vælg en af mulighederne."),
            ("officer", "999", "Vælg en af mulighederne."),
            ("visibility", "alle", "Vælg en af mulighederne."),
        ],
    )
    def test_wrong_input_is_said_and_nothing_typed_is_lost(
        self, officer: Visitor, changeable: Archive, field: str, typed: str, message: str
    ):
        answer = send(officer, changeable, **{field: typed, "contact": "det her skal stå der endnu"})
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert message in words_of(page)
        assert f'href="#{field}' in page
        assert "det her skal stå der endnu" in page
        assert (
            field in ("type", "officer", "visibility")
            or f'value="{typed.strip() and typed}"' in page
            or not typed.strip()
        )
        assert kept(changeable).row_version == 1

    def test_a_published_hearing_keeps_its_dates_here(self, officer: Visitor, changeable: Archive):
        before = kept(changeable, "hearing-open")
        page = officer.text(f"/hoeringer/{before.id}/ret")
        assert 'name="deadline"' not in page
        assert "Breve og frister" in page
        send(officer, changeable, "hearing-open", deadline="01-01-2030", decided_on="")
        after = kept(changeable, "hearing-open")
        assert (after.deadline, after.opens_on) == (before.deadline, before.opens_on)
        assert after.title == FACTS["title"]

    def test_a_decision_comes_after_the_deadline(self, officer: Visitor, changeable: Archive):
        past = kept(changeable, "hearing-past").deadline or TODAY
        early = send(officer, changeable, "hearing-past", decided_on=days.typed(past - timedelta(days=1)))
        assert early.status_code == 422
        assert "før høringsfristen var gået" in said(early)
        assert send(officer, changeable, "hearing-past", decided_on=days.typed(past)).status_code == 303
        assert kept(changeable, "hearing-past").decided_on == past


class TestTwoTabs:
    def test_the_older_version_changes_nothing_and_both_texts_are_shown(self, officer: Visitor, changeable: Archive):
        send(officer, changeable, summary="Den førstes resumé")
        answer = send(officer, changeable, summary="Den andens <b>resumé</b>", committee="Byrådet")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert kept(changeable).summary == "Den førstes resumé"
        assert "En anden har gemt, mens du skrev" in page
        assert "Den førstes resumé" in page
        assert page.count("Den andens &lt;b&gt;resumé&lt;/b&gt;") == 2  # beside the other, and in its field
        assert 'name="row_version" type="hidden" value="2"' in page
        assert "Høringsfrist" not in words_of(page.split("<table")[1].split("</table")[0])  # only what differs

    def test_going_on_after_having_seen_both_saves(self, officer: Visitor, changeable: Archive):
        send(officer, changeable, summary="Den førstes")
        send(officer, changeable, summary="Den andens")
        assert send(officer, changeable, summary="Den andens", row_version="2").status_code == 303
        assert kept(changeable).summary == "Den andens"

    @pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999"])
    def test_a_version_that_never_was_changes_nothing(self, officer: Visitor, changeable: Archive, version: str):
        assert send(officer, changeable, row_version=version).status_code == 409
        assert kept(changeable).row_version == 1


class TestPeriod:
    def test_it_is_checked_beside_the_fields(self, officer: Visitor, changeable: Archive):
        where = f"/hoeringer/{changeable.ids['hearing-draft']}/ret?type=school&opens_on=1-6-2027&deadline=3-7-2027"
        block = officer.block(where).get_data(as_text=True)
        assert "<html" not in block
        text = words_of(block)
        assert "Høringen varer 33 dage. Nedlæggelse af skole eller ændret skolestruktur: mindst 56 dage" in text
        assert "en lørdag" in text
        assert "3 af 33 dage ligger i juli" in text
        assert "33 dage" in words_of(officer.text(where))  # the same without JavaScript

    def test_a_wrong_day_is_said_there_too(self, officer: Visitor, changeable: Archive):
        where = f"/hoeringer/{changeable.ids['hearing-draft']}/ret?type=other&opens_on=&deadline=30-2-2027"
        assert "Den dato findes ikke" in words_of(officer.block(where).get_data(as_text=True))

    def test_nothing_to_say_is_said_to_those_who_listen(self, officer: Visitor, changeable: Archive):
        where = f"/hoeringer/{changeable.ids['hearing-draft']}/ret?type=other&opens_on=1-9-2026&deadline=12-10-2026"
        assert 'data-status="Ingen bemærkninger til perioden"' in officer.block(where).get_data(as_text=True)


@pytest.fixture
def ready(officer: Visitor, changeable: Archive) -> int:
    """A draft that lacks nothing; its id."""
    number = changeable.ids["hearing-draft"]
    with changeable.instance.database.write() as session:
        hearing = session.get_one(Hearing, number)
        hearing.deadline = date(2026, 10, 12)
        session.add(Invitation(hearing_id=number, party_id=changeable.ids["party-west"]))
    return number


class TestPublishing:
    def test_it_says_what_is_missing(self, officer: Visitor, changeable: Archive):
        number = changeable.ids["hearing-draft"]
        with changeable.instance.database.write() as session:
            session.execute(Question.__table__.delete().where(Question.hearing_id == number))
            session.execute(HearingPaper.__table__.delete().where(HearingPaper.hearing_id == number))
        answer = officer.post(f"/hoeringer/{number}/udgiv", {"row_version": "1"})
        assert answer.status_code == 422
        for lacking in ("ingen frist", "ingen spørgsmål", "ingen parter", "intet høringsbrev"):
            assert lacking in said(answer)
            assert lacking in words_of(officer.text(f"/hoeringer/{number}"))
        assert kept(changeable).published_at is None
        assert "Udgiv høringen</button>" not in officer.text(f"/hoeringer/{number}/udgiv")

    def test_it_is_sent_out_once(self, officer: Visitor, ready: int, changeable: Archive):
        assert "Udgiv høringen</button>" in officer.text(f"/hoeringer/{ready}/udgiv")
        reader = Visitor(changeable.app).enter(Role.READER)
        assert reader.get(f"/hoeringer/{ready}").status_code == 404
        answer = officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/hoeringer/{ready}")
        hearing = kept(changeable)
        assert (hearing.published_at, hearing.opens_on) == (datetime(2026, 9, 1, 10, tzinfo=UTC), TODAY)
        again = officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "1"}, follow_redirects=True)
        assert "allerede udgivet" in said(again)
        assert [event.what for event in kept(changeable).events] == ["published"]
        assert reader.get(f"/hoeringer/{ready}").status_code == 200

    def test_a_deadline_that_is_over_stops_it(self, officer: Visitor, ready: int, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Hearing, ready).deadline = TODAY - timedelta(days=1)
        answer = officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "1"})
        assert answer.status_code == 422
        assert "Fristen er allerede gået." in said(answer)

    def test_a_short_period_needs_a_tick_and_a_reason(self, officer: Visitor, ready: int, changeable: Archive):
        with changeable.instance.database.write() as session:
            hearing = session.get_one(Hearing, ready)
            hearing.opens_on, hearing.deadline = date(2026, 8, 1), date(2026, 9, 10)  # it cannot begin before today
        for data in ({}, {"know_short": "y"}, {"know_short": "y", "why_short": "  "}, {"why_short": "Det haster"}):
            answer = officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "1"} | data)
            assert answer.status_code == 422
            assert "Høringen varer 10 dage" in said(answer)
        assert 'value="Det haster"' in answer.get_data(as_text=True)
        assert kept(changeable).published_at is None
        good = {"row_version": "1", "know_short": "y", "why_short": "Budgettet skal vedtages"}
        assert officer.post(f"/hoeringer/{ready}/udgiv", good).status_code == 303
        (reason,) = (event for event in kept(changeable).events if event.what == "short_period")
        assert "mindst 28 dage" in reason.text
        assert reason.text.endswith("Begrundelse: Budgettet skal vedtages")
        assert reason.user_id == changeable.user(Role.OFFICER).id

    def test_one_changed_since_it_was_looked_through_is_shown_again(
        self, officer: Visitor, ready: int, changeable: Archive
    ):
        send(officer, changeable, title="En helt anden titel")
        answer = officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "1"})
        assert answer.status_code == 409
        assert "ændret, siden du så dem" in said(answer)
        assert "En helt anden titel" in said(answer)
        assert officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "2"}).status_code == 303


class TestDeleting:
    def test_a_draft_goes_with_all_that_hangs_on_it(self, officer: Visitor, ready: int, changeable: Archive):
        with changeable.instance.database.write() as session:
            document = session.get_one(Document, changeable.ids["letter"])
            document.audience = f"papers:{ready}|papers:{changeable.ids['hearing-open']}"
            asked = session.scalars(select(Invitation).where(Invitation.hearing_id == ready)).one()
            event = HearingEvent(hearing_id=ready, invitation_id=asked.id, what="invited", text="Tilføjet.")
            session.add(event)
            others = select(HearingPaper).where(HearingPaper.hearing_id.not_in((ready, changeable.ids["hearing-open"])))
            for paper in session.scalars(others):
                session.delete(paper)
        answer = officer.post(f"/hoeringer/{ready}/slet")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/hoeringer")
        with changeable.instance.database.read() as session:
            assert session.get(Hearing, ready) is None
            for table in (Question, HearingPaper, Invitation, HearingEvent):
                assert session.scalars(select(table).where(table.hearing_id == ready)).all() == []  # type: ignore[attr-defined]
            audience = session.get_one(Document, changeable.ids["letter"]).audience
        assert audience == f"papers:{changeable.ids['hearing-open']}"  # whoever gets the number next does not get it

    def test_not_while_a_file_of_it_is_being_read(self, officer: Visitor, ready: int, changeable: Archive):
        upload = changeable.instance.files.uploads / "upload"
        upload.write_bytes(b"bilag")
        with changeable.instance.database.write() as session:
            paper = HearingPaper(hearing_id=ready, title="bilag.txt")
            session.add(paper)
            session.flush()
            job = publishing.add_paper(session, paper, upload, "bilag.txt", None)
            job.state, job_id = "running", job.id
        answer = officer.post(f"/hoeringer/{ready}/slet", follow_redirects=True)
        assert "Vent et øjeblik" in said(answer)
        with changeable.instance.database.write() as session:
            session.get_one(Job, job_id).state = "queued"
        assert officer.post(f"/hoeringer/{ready}/slet").headers["Location"] == "/hoeringer"
        assert not upload.exists()
        with changeable.instance.database.read() as session:
            assert session.get_one(Job, job_id).state == "cancelled"

    def test_what_was_sent_out_stays(self, officer: Visitor, changeable: Archive):
        number = changeable.ids["hearing-open"]
        answer = officer.post(f"/hoeringer/{number}/slet", follow_redirects=True)
        assert "kan ikke slettes" in said(answer)
        assert kept(changeable, "hearing-open").published_at is not None


def test_an_officer_who_left_stays_on_the_hearing(officer: Visitor, changeable: Archive):
    with changeable.instance.database.write() as session:
        gone = User(username="gammel", name="Gamle Gerda", role=Role.OFFICER.value, password_hash="x", active=False)
        session.add(gone)
        session.flush()
        session.get_one(Hearing, changeable.ids["hearing-draft"]).officer_id = gone.id
        number = gone.id
    page = officer.text(f"/hoeringer/{changeable.ids['hearing-draft']}/ret")
    assert f'<option selected value="{number}">Gamle Gerda' in page
    assert "Gamle Gerda" not in officer.text(f"/hoeringer/{changeable.ids['hearing-open']}/ret")

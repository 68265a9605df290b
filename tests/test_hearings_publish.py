"""/hoeringer/<id>/udgiv and /slet: a hearing is sent out once, or its draft is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from ingest.archive.model import Document, Job
from portal import publishing
from portal.hearings import edit, publish
from portal.model import Hearing, HearingEvent, HearingPaper, Invitation, Question, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.hearing_making import kept_hearing, said, send_facts

Visit = Callable[[Role], Visitor]
TODAY = date(2026, 9, 1)


@pytest.fixture
def officer(changeable: Archive, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """An officer on 1 September 2026."""
    for module in (edit, publish):
        monkeypatch.setattr(module, "now", lambda: datetime(2026, 9, 1, 10, tzinfo=UTC))
    return Visitor(changeable.app).enter(Role.OFFICER)


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
        assert kept_hearing(changeable).published_at is None
        assert "Udgiv høringen</button>" not in officer.text(f"/hoeringer/{number}/udgiv")

    def test_it_is_sent_out_once(self, officer: Visitor, ready: int, changeable: Archive):
        assert "Udgiv høringen</button>" in officer.text(f"/hoeringer/{ready}/udgiv")
        reader = Visitor(changeable.app).enter(Role.READER)
        assert reader.get(f"/hoeringer/{ready}").status_code == 404
        answer = officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/hoeringer/{ready}")
        hearing = kept_hearing(changeable)
        assert (hearing.published_at, hearing.opens_on) == (datetime(2026, 9, 1, 10, tzinfo=UTC), TODAY)
        again = officer.post(f"/hoeringer/{ready}/udgiv", {"row_version": "1"}, follow_redirects=True)
        assert "allerede udgivet" in said(again)
        assert [event.what for event in kept_hearing(changeable).events] == ["published"]
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
        assert kept_hearing(changeable).published_at is None
        good = {"row_version": "1", "know_short": "y", "why_short": "Budgettet skal vedtages"}
        assert officer.post(f"/hoeringer/{ready}/udgiv", good).status_code == 303
        (reason,) = (event for event in kept_hearing(changeable).events if event.what == "short_period")
        assert "mindst 28 dage" in reason.text
        assert reason.text.endswith("Begrundelse: Budgettet skal vedtages")
        assert reason.user_id == changeable.user(Role.OFFICER).id

    def test_one_changed_since_it_was_looked_through_is_shown_again(
        self, officer: Visitor, ready: int, changeable: Archive
    ):
        send_facts(officer, changeable, title="En helt anden titel")
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
        assert kept_hearing(changeable, "hearing-open").published_at is not None

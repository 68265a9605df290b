"""Staff register one answer that came by mail or paper."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from ingest.archive.model import Job, now
from portal import clock
from portal.model import Attachment, HearingEvent, Question, Response, ResponseVersion, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_hearings import DRAFT_WORDS, PARTIES
from tests.sample_pages import Item, pdf

SCAN = pdf([Item(None, "", "Vi takker for brevet.")])


class Office:
    """An officer at the form of one hearing."""

    def __init__(self, archive: Archive, hearing: str = "open", role: Role = Role.OFFICER) -> None:
        self.archive = archive
        self.visitor = Visitor(archive.app).enter(role)
        self.address = f"/hoeringer/{archive.ids[f'hearing-{hearing}']}/registrer"

    def send(self, party: str = "", files: tuple[tuple[bytes, str], ...] = (), **fields: Any) -> TestResponse:
        part = {"part": self.archive.ids[party]} if party else {}
        data = {"channel": "paper", "kind": "answer", "received_on": day(0), **part, **fields}
        if files:
            data["files"] = [(io.BytesIO(content), name) for content, name in files]
        return self.visitor.post(self.address, data, content_type="multipart/form-data", buffered=True)

    def response(self, party: str) -> Response:
        with self.archive.instance.database.read() as session:
            found = session.scalars(select(Response).where(Response.invitation_id == self.archive.ids[party])).one()
            _ = [found.versions, found.attachments]
            return found

    def count(self) -> int:
        with self.archive.instance.database.read() as session:
            return len(session.scalars(select(ResponseVersion)).all())


def day(away: int) -> str:
    return f"{clock.today(now()) + timedelta(days=away):%d-%m-%Y}"


@pytest.fixture
def office(changeable: Archive) -> Office:
    return Office(changeable)


class TestRegistering:
    def test_the_form_offers_the_parties_and_today(self, archive: Archive):
        office = Office(archive)
        page = office.visitor.text(f"{office.address}?part={archive.ids['open-elders']}")
        assert all(name in page for name, _, _ in PARTIES.values())
        assert f'value="{day(0)}"' in page
        assert f'<option selected value="{archive.ids["open-elders"]}">Ældrerådet i Ådal' in page

    def test_a_letter_with_text(self, office: Office):
        fields = {"text": "Ældrerådet er enigt.\r\nMed hilsen", "theme": "Trafik", "document_number": "77"}
        answer = office.send("open-elders", **fields)
        assert answer.status_code == 303
        response = office.response("open-elders")
        version = response.sent
        assert version is not None
        assert [one["answer"] for one in version.content["answers"]] == ["Ældrerådet er enigt.\nMed hilsen"]
        assert (response.channel, response.theme, response.document_number) == ("paper", "Trafik", "77")
        assert response.received_on == clock.today(now())
        assert version.sent_by == "Bjørn Ærø registrerede, hvad der kom som papir"
        assert not version.late
        page = words_of(office.visitor.text(answer.headers["Location"]))
        assert f"Svaret fra Ældrerådet i Ådal er registreret. Kvittering {version.receipt_number}." in page
        assert "Ældrerådet er enigt." in page

    def test_a_scan_is_enough_and_is_read(self, office: Office):
        assert office.send("open-elders", ((SCAN, "brev.pdf"),)).status_code == 303
        response = office.response("open-elders")
        file = response.attachments[0]
        assert response.sent
        assert response.sent.content["attachments"] == [{"name": "brev.pdf", "size": len(SCAN), "sha256": file.sha256}]
        assert file.media_type == "application/pdf"
        with office.archive.instance.database.read() as session:
            job = session.get_one(Job, file.job_id)
            assert job.kind == "arrival"
            assert office.archive.instance.files.uploaded(job.payload["upload"]).read_bytes() == SCAN
        shown = office.visitor.get(
            f"{office.address.removesuffix('/registrer')}/svar-fra/{response.id}/bilag/{file.id}"
        )
        assert shown.data == SCAN
        assert shown.headers["Content-Disposition"] == "attachment; filename=brev.pdf"

    def test_a_scan_that_says_no_comments_is_kept(self, office: Office):
        assert office.send("open-elders", ((SCAN, "brev.pdf"),), kind="no_comments").status_code == 303
        version = office.response("open-elders").sent
        assert version
        assert (version.kind, version.content["answers"]) == ("no_comments", [])
        assert version.content["attachments"][0]["name"] == "brev.pdf"

    def test_one_who_was_not_asked(self, office: Office):
        assert office.send(part="andre", sender="Familien  Østergård", text="Vi er imod.").status_code == 303
        with office.archive.instance.database.read() as session:
            response = session.scalars(select(Response).where(Response.sender != "")).one()
            assert (response.sender, response.invitation_id) == ("Familien Østergård", None)

    def test_it_is_written_down_who_did_it(self, office: Office):
        office.send("open-elders", text="Ja tak.")
        with office.archive.instance.database.read() as session:
            event = session.scalars(select(HearingEvent).where(HearingEvent.what == "registered")).one()
            assert event.user_id == office.archive.user(Role.OFFICER).id
            assert event.text.startswith("Bjørn Ærø registrerede svar fra Ældrerådet i Ådal, modtaget ")

    def test_late_ones_are_taken_and_marked(self, changeable: Archive):
        office = Office(changeable, "past")
        answer = office.send("past-elders", text="Undskyld forsinkelsen.")
        version = office.response("past-elders").sent
        assert version
        assert version.late
        assert "Det er markeret som kommet efter fristen." in office.visitor.text(answer.headers["Location"])

    def test_the_day_it_came_decides_not_the_day_it_is_registered(self, changeable: Archive):
        office = Office(changeable, "past")
        office.send("past-elders", text="Lå i bunken.", received_on=day(-5))  # the deadline itself
        version = office.response("past-elders").sent
        assert version
        assert not version.late
        assert clock.today(version.sent_at) == clock.today(now()) - timedelta(days=5)

    def test_what_a_party_is_drafting_stays(self, office: Office):
        office.send("open-west", text="Kom på papir.")
        response = office.response("open-west")
        assert response.sent
        assert "papir" in str(response.sent.content)
        assert DRAFT_WORDS in str(response.draft)
        assert DRAFT_WORDS not in str(response.sent.content)

    def test_sending_twice_registers_once(self, office: Office):
        for _ in range(2):
            assert office.send("open-elders", ((SCAN, "brev.pdf"),), submission="en-gang").status_code == 303
        response = office.response("open-elders")
        assert (len(response.versions), len(response.attachments)) == (1, 1)

    def test_a_key_of_another_answer_registers_nothing(self, office: Office):
        office.send("open-elders", text="Ja.", submission="en-gang")
        before = office.count()
        office.send("open-union", text="Nej.", submission="en-gang")
        assert office.count() == before


class TestAgain:
    def test_an_answer_that_is_there_is_warned_of_and_then_replaced(self, office: Office):
        answer = office.send("open-school", text="Nyt svar på papir.")
        assert answer.status_code == 422
        said = words_of(answer.get_data(as_text=True))
        assert "Forældrerådet ved Ådalskolen har allerede svaret" in said
        assert "Nyt svar på papir." in said
        assert len(office.response("open-school").versions) == 1
        assert office.send("open-school", text="Nyt svar på papir.", confirmed="y").status_code == 303
        response = office.response("open-school")
        assert [version.number for version in response.versions] == [1, 2]
        assert response.current == 2

    def test_files_of_the_version_before_are_not_sent_again(self, office: Office):
        office.send("open-elders", ((SCAN, "et.pdf"),))
        other = pdf([Item(None, "", "Nummer to.")])
        office.send("open-elders", ((other, "to.pdf"),), confirmed="y")
        response = office.response("open-elders")
        assert [[f["name"] for f in v.content["attachments"]] for v in response.versions] == [["et.pdf"], ["to.pdf"]]
        assert [file.name for file in response.files] == ["to.pdf"]

    def test_files_are_kept_while_the_form_is_put_right(self, office: Office):
        answer = office.send("open-school", ((SCAN, "brev.pdf"),), received_on="31-02-2026")
        page = answer.get_data(as_text=True)
        assert "Datoen kan ikke bruges." in page
        assert "Fjern brev.pdf" in page
        tray = page.split('name="tray" type="hidden" value="')[1].split('"')[0]
        assert office.send("open-school", tray=tray, confirmed="y").status_code == 303
        version = office.response("open-school").sent
        assert version
        assert version.content["attachments"][0]["name"] == "brev.pdf"

    def test_a_tray_is_no_ones_elses(self, office: Office):
        page = office.send("open-school", ((SCAN, "brev.pdf"),), received_on="").get_data(as_text=True)
        tray = page.split('name="tray" type="hidden" value="')[1].split('"')[0]
        other = Office(office.archive, role=Role.ADMIN)
        answer = other.send("open-elders", tray=tray)
        assert answer.status_code == 422
        assert "brev.pdf" not in answer.get_data(as_text=True)
        for forged in ("x", f"{tray}x", "../../etc"):
            assert office.send("open-elders", tray=forged).status_code == 422


def test_a_hearing_with_one_question_takes_the_text_as_its_answer(changeable: Archive):
    office = Office(changeable, "hidden")
    office.send("hidden-west", text="Støjen er slem.")
    with changeable.instance.database.read() as session:
        question = session.scalars(
            select(Question).where(Question.hearing_id == changeable.ids["hearing-hidden"])
        ).one()
        version = office.response("hidden-west").sent
        assert version
        assert version.content["answers"][0]["question_id"] == question.id
        assert session.scalars(select(Attachment)).all() == []

"""/hoeringer/<id>: what each role sees of a hearing in each state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from ingest.archive.model import Document, now
from portal import clock
from portal.hearings import preparing
from portal.model import Hearing, HearingPaper, Invitation, PaperRole, Question, Role
from tests.cpr_numbers import number
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_hearings import DRAFT_WORDS, HIDDEN_WORDS, SCHOOL_WORDS

Visit = Callable[[Role], Visitor]
SCHOOL = "Forældrerådet ved Ådalskolen"

DIGITS = number(Random(74))
NUMBER = f"{DIGITS[:6]}-{DIGITS[6:]}"


def where(archive: Archive, name: str) -> str:
    return f"/hoeringer/{archive.ids[f'hearing-{name}']}"


class TestReaders:
    def test_a_reader_sees_what_is_asked_and_until_when(self, archive: Archive, visit: Visit):
        page = words_of(visit(Role.READER).text(where(archive, "open")))
        for said in ("Fælles skoledistrikt i Ådal Vest", "Åben", "om 18 dage", "Sag 25/004711", "Høringsbrev",
                     "Hvad mener I om et fælles skoledistrikt?", "Fra 1 til 5", "Vælg én: Cykelsti, Skolebus",
                     "hoering@aadal.example", "Bjørn Ærø"):  # fmt: skip
            assert said in page
        assert "Skriv svar" not in page
        assert DRAFT_WORDS not in page

    def test_the_papers_are_opened_from_there(self, archive: Archive, visit: Visit):
        link = f'href="/dokument/{archive.ids["letter"]}"'
        assert link in visit(Role.READER).text(where(archive, "open"))
        assert link in visit(Role.RESPONDER).text(where(archive, "open"))

    @pytest.mark.parametrize(("name", "sees"), [("open", True), ("past", True), ("hidden", False)])
    def test_answers_as_the_hearing_says(self, archive: Archive, visit: Visit, name: str, sees: bool):
        page = visit(Role.READER).text(where(archive, name))
        assert (SCHOOL in page) is sees
        assert ("1 svar" in words_of(page) or "2 svar" in words_of(page)) is sees
        assert (f"/svar-fra/{archive.ids[f'response-{name}-school']}" in page) is sees
        for words in (HIDDEN_WORDS, DRAFT_WORDS):
            assert words not in page
        assert ("Svarene kan læses, når fristen er gået" in page) is (name == "hidden")

    def test_the_silent_are_not_in_the_list(self, archive: Archive, visit: Visit):
        assert "Ældrerådet i Ådal" not in visit(Role.READER).text(where(archive, "past"))

    @pytest.mark.parametrize(
        ("name", "said"),
        [("coming", "Der kan svares fra"), ("past", "Svarfristen var"), ("decided", "Der blev besluttet")],
    )
    def test_the_state_is_said(self, archive: Archive, visit: Visit, name: str, said: str):
        assert said in words_of(visit(Role.READER).text(where(archive, name)))

    @pytest.mark.parametrize("name", ["invited", "draft"])
    def test_what_is_not_theirs_is_not_there(self, archive: Archive, visit: Visit, name: str):
        assert visit(Role.READER).get(where(archive, name)).status_code == 404

    def test_a_paper_that_cannot_be_opened_is_no_link(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Document, changeable.ids["letter"]).audience = ""
        page = Visitor(changeable.app).enter(Role.READER).text(where(changeable, "open"))
        assert f'href="/dokument/{changeable.ids["letter"]}"' not in page
        assert "kan ikke åbnes endnu" in page

    def test_what_is_typed_is_text_and_numbers_are_covered(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            hearing = session.get_one(Hearing, changeable.ids["hearing-open"])
            hearing.summary = f"<script>alert(1)</script> CPR {NUMBER}"
        page = Visitor(changeable.app).enter(Role.READER).text(where(changeable, "open"))
        assert "<script>alert" not in page
        assert NUMBER not in page
        assert f"{NUMBER[:4]}••-••••" in page


class TestParties:
    def test_a_party_is_led_to_its_answer(self, archive: Archive, visit: Visit):
        page = visit(Role.RESPONDER).text(where(archive, "open"))
        link = f'href="/hoeringer/{archive.ids["hearing-open"]}/svar/{archive.ids["open-west"]}"'
        assert link in page
        assert "Skriv svar" in page
        assert "Se jeres svar" in visit(Role.RESPONDER).text(where(archive, "past"))

    def test_before_it_begins_there_is_nothing_to_write(self, archive: Archive, visit: Visit):
        page = words_of(visit(Role.RESPONDER).text(where(archive, "coming")))
        assert "Der kan svares fra" in page
        assert "Skriv svar" not in page
        assert "Se jeres svar" not in page

    def test_its_own_longer_deadline_is_said(self, changeable: Archive):
        later = clock.today(now()) + timedelta(days=3)
        with changeable.instance.database.write() as session:
            session.get_one(Invitation, changeable.ids["past-west"]).extended_to = later
        page = words_of(Visitor(changeable.app).enter(Role.RESPONDER).text(where(changeable, "past")))
        assert "Svarfristen var" in page
        assert "Lokaludvalget for Ådal Vest har længere frist: om 3 dage" in page
        assert "Skriv svar" in page

    def test_it_sees_no_other_partys(self, archive: Archive, visit: Visit):
        for name in ("open", "past", "hidden"):
            page = visit(Role.RESPONDER).text(where(archive, name))
            assert "Høringssvar</h2>" not in page
            assert SCHOOL not in page
            assert SCHOOL_WORDS not in page

    def test_one_taken_off_the_list_is_not_led_anywhere(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            invitation = session.get_one(Invitation, changeable.ids["open-west"])
            invitation.withdrawn_at = invitation.created_at
        assert Visitor(changeable.app).enter(Role.RESPONDER).get(where(changeable, "open")).status_code == 404


class TestThoseWhoRunThem:
    @pytest.mark.parametrize("role", [Role.OFFICER, Role.ARCHIVIST, Role.ADMIN])
    def test_a_draft_shows_what_is_done_and_what_is_missing(self, archive: Archive, visit: Visit, role: Role):
        page = words_of(visit(role).text(where(archive, "draft")))
        assert "Der mangler 2 ting" in page
        assert "Høringen har ingen frist." in page
        assert "Der er ingen parter på listen." in page
        assert "1 spørgsmål." in page

    def test_a_published_one_shows_its_table(self, archive: Archive, visit: Visit):
        page = words_of(visit(Role.OFFICER).text(where(archive, "open")))
        assert "Lærerforeningen i Ådal" in page
        assert "Mangler svar" in page

    def test_they_can_see_what_others_read(self, archive: Archive, visit: Visit):
        page = words_of(visit(Role.OFFICER).text(f"{where(archive, 'draft')}?laes=1"))
        assert "Sådan ser andre høringen" in page
        assert "Det bliver der spurgt om" in page


def test_steps_are_counted_of_what_is_there():
    hearing = Hearing(title="Titel", type="other", summary="", contact="", template=False)
    names = {step.name for step in preparing.missing(hearing)}
    assert names == {"Frist", "Spørgsmål", "Parter"}
    hearing.questions = [Question(text="Hvad?")]
    hearing.papers = [HearingPaper(title="brev.pdf", role=PaperRole.LETTER.value)]
    told = {step.name: step.told for step in preparing.steps(hearing)}
    assert told["Høringsbrev"] == "Høringsbrevet er lagt ved."
    assert told["Filer"] == "1 fil er ikke læst og kan ikke åbnes."
    assert told["Spørgsmål"] == "1 spørgsmål."

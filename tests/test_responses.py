"""The page where a party answers: what it shows, in each state of the hearing, and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from ingest.archive.model import Document, Passage, now
from portal import clock
from portal.model import Hearing, HearingPaper, Invitation, Role
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor, words_of
from tests.response_steps import address, guest
from tests.sample_hearings import DRAFT_WORDS, SCHOOL_WORDS


def test_letter_and_answer_stand_side_by_side(archive: Archive, visit: Callable[[Role], Visitor]):
    page = words_of(visit(Role.RESPONDER).text(address(archive, "open", "west")))
    for words in (
        "Fælles skoledistrikt i Ådal Vest", "Lokaludvalget for Ådal Vest", "om 18 dage", "Sag 25/004711",
        "Høringsbrev", "Forslag til lokalplan 314 sendes i høring", "Distriktet", "Hvor enige er I i forslaget?",
        "Cykelsti", DRAFT_WORDS, "1 af 3 spørgsmål besvaret", "sidst gemt", "Åse Ødegaard", "Bed om længere frist",
    ):  # fmt: skip
        assert words in page, words


def test_a_guest_reads_the_letter_and_gets_the_file(archive: Archive):
    visitor = guest(archive, "open-union")
    page = visitor.text(address(archive, "open", "union"))
    assert "Forslag til lokalplan 314 sendes i høring" in page
    assert "andre høringer" not in page  # a link answers for one hearing
    answer = visitor.get(address(archive, "open", "union", "/papir/1"))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "høringsfristen" in answer.get_data(as_text=True).lower()


def test_papers_that_are_not_there_are_not_found(archive: Archive):
    visitor = guest(archive, "open-union")
    for number in (0, 2, 99):
        assert visitor.get(address(archive, "open", "union", f"/papir/{number}")).status_code == 404


def test_closed_parts_of_a_paper_are_not_shown_and_not_given_out(changeable: Archive):
    with changeable.instance.database.write() as session:
        minutes = session.get_one(Document, changeable.ids["minutes"])
        hearing = session.get_one(Hearing, changeable.ids["hearing-open"])
        hearing.papers.append(HearingPaper(ordinal=1, title="Referat", document=minutes))
        closed = [passage.text for passage in minutes.passages if passage.closed]
    visitor = guest(changeable, "open-union")
    page = words_of(visitor.text(address(changeable, "open", "union")))
    assert "Model for samarbejde mellem skole og fritid" in page
    assert closed
    assert not any(" ".join(text.split())[:40] in page for text in closed)
    assert visitor.get(address(changeable, "open", "union", "/papir/2")).status_code == 404


def test_civil_registration_numbers_in_a_paper_are_covered(changeable: Archive):
    with changeable.instance.database.write() as session:
        letter = session.get_one(Document, changeable.ids["letter"])
        passage = next(p for p in letter.passages if isinstance(p, Passage))
        passage.text += f"\nKontakt cpr {PERSON}."
    page = guest(changeable, "open-union").text(address(changeable, "open", "union"))
    assert "0101••-••••" in page
    assert PERSON not in page


def test_after_the_deadline_the_form_is_closed_and_says_so(archive: Archive, visit: Callable[[Role], Visitor]):
    page = visit(Role.RESPONDER).text(address(archive, "past", "west"))
    assert "Fristen er gået" in page
    assert "Ingen bemærkninger" in page
    assert "<textarea" not in page
    assert "Ændr svaret" not in page


def test_before_it_begins_one_can_read_but_not_write(archive: Archive, visit: Callable[[Role], Visitor]):
    page = visit(Role.RESPONDER).text(address(archive, "coming", "west"))
    assert "Høringen begynder" in page
    assert "lokalplan 314" in page
    assert "<textarea" not in page


def test_a_longer_deadline_of_ones_own_opens_the_form(changeable: Archive):
    with changeable.instance.database.write() as session:
        mine = session.get_one(Invitation, changeable.ids["past-west"])
        mine.extended_to = clock.today(now()) + timedelta(days=3)
    page = Visitor(changeable.app).enter(Role.RESPONDER).text(address(changeable, "past", "west"))
    assert "Længere frist" in page
    assert "Ændr svaret" in page


def test_what_was_sent_is_shown_with_its_versions(archive: Archive):
    page = words_of(guest(archive, "open-school").text(address(archive, "open", "school")))
    assert "Jeres svar er sendt" in page
    assert SCHOOL_WORDS in page
    assert "Træk svaret tilbage" in page


def test_a_draft_that_was_never_sent_stays_readable_to_its_party(changeable: Archive):
    with changeable.instance.database.write() as session:
        hearing = session.get_one(Hearing, changeable.ids["hearing-open"])
        hearing.deadline = clock.today(now()) - timedelta(days=1)
    page = Visitor(changeable.app).enter(Role.RESPONDER).text(address(changeable, "open", "west"))
    assert DRAFT_WORDS in page
    assert "Fristen er gået" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("hearing", ["draft", "decided", "past"])
def test_an_invitation_belongs_to_its_hearing(archive: Archive, visit: Callable[[Role], Visitor], hearing: str):
    where = f"/hoeringer/{archive.ids[f'hearing-{hearing}']}/svar/{archive.ids['open-west']}"
    assert visit(Role.RESPONDER).get(where).status_code == 404


def test_the_way_to_ask_for_more_time_is_there(archive: Archive, visit: Callable[[Role], Visitor]):
    page = visit(Role.RESPONDER).text(address(archive, "open", "west"))
    links = re.findall(r'href="([^"]+/frist)"', page)
    assert links == [address(archive, "open", "west", "/frist")]

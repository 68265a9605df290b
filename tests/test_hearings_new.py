"""/hoeringer/ny: a hearing begins empty or from the archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from ingest.archive.model import Document, FieldValue, Passage
from portal.hearings import archive_item
from portal.model import Hearing, HearingEvent, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.hearing_making import newest_hearing
from tests.sample_pages import Item
from tests.sample_web import SECRET, YOUTH, add

Visit = Callable[[Role], Visitor]


def count(archive: Archive) -> int:
    with archive.instance.database.read() as session:
        return session.scalar(select(func.count()).select_from(Hearing)) or 0


def begin(archive: Archive, role: Role = Role.OFFICER, **data: Any) -> Any:
    return Visitor(archive.app).enter(role).post("/hoeringer/ny", data)


def passage_of(archive: Archive, name: str, number: str) -> int:
    with archive.instance.database.read() as session:
        asked = select(Passage.id).where(Passage.document_id == archive.ids[name], Passage.number == number)
        return session.scalars(asked).one()


def test_the_page_offers_four_ways(visit: Visit):
    page = words_of(visit(Role.OFFICER).text("/hoeringer/ny"))
    for way in ("Begynd fra en tom side", "Fra et punkt i arkivet", "Fra en skabelon", "Som kopi af en tidligere"):
        assert way in page


class TestEmpty:
    def test_a_draft_with_one_question_is_made(self, changeable: Archive):
        answer = begin(changeable, way="empty", title="  Ny  legeplads i Ådal ")
        hearing = newest_hearing(changeable)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/hoeringer/{hearing.id}/ret")
        assert (hearing.title, hearing.type, hearing.published_at) == ("Ny legeplads i Ådal", "other", None)
        assert [question.text for question in hearing.questions] == ["Jeres høringssvar"]
        assert hearing.officer_id == hearing.created_by == changeable.user(Role.OFFICER).id
        assert [event.what for event in hearing.events] == ["created"]

    @pytest.mark.parametrize(("title", "said"), [("   ", "Skriv, hvad"), ("æ" * 301, "højst være på 300 tegn")])
    def test_a_title_is_needed(self, changeable: Archive, title: str, said: str):
        before = count(changeable)
        answer = begin(changeable, way="empty", title=title)
        assert answer.status_code == 422
        assert said in words_of(answer.get_data(as_text=True))
        assert count(changeable) == before


class TestFromTheArchive:
    def test_an_item_brings_its_title_case_committee_and_decision(self, changeable: Archive):
        number = passage_of(changeable, "minutes", "8")
        page = words_of(
            Visitor(changeable.app)
            .enter(Role.OFFICER)
            .text(f"/hoeringer/ny?fra={changeable.ids['minutes']}&punkt={number}")
        )
        assert "Model for samarbejde mellem skole og fritid" in page
        assert "2012-0138" in page
        begin(changeable, way="archive", fra=changeable.ids["minutes"], punkt=number)
        hearing = newest_hearing(changeable)
        assert hearing.title == "Model for samarbejde mellem skole og fritid"
        assert (hearing.case_number, hearing.committee) == ("2012-0138", YOUTH)
        assert (hearing.decision_document_id, hearing.decision_passage_id) == (changeable.ids["minutes"], number)
        assert hearing.opens_on is hearing.deadline is None

    def test_a_letter_comes_along_as_the_letter(self, changeable: Archive):
        begin(changeable, way="archive", fra=changeable.ids["letter"])
        hearing = newest_hearing(changeable)
        assert hearing.title == "Høring om lokalplan 314"
        assert [(p.role, p.document_id) for p in hearing.papers] == [("letter", changeable.ids["letter"])]

    def test_what_lies_inside_comes_along_but_for_what_is_closed(self, changeable: Archive):
        begin(changeable, way="archive", fra=changeable.ids["zip"])
        hearing = newest_hearing(changeable)
        with changeable.instance.database.read() as session:
            closed = set(session.scalars(select(Document.id).where(Document.has_closed)))
        found = {paper.document_id for paper in hearing.papers}
        assert found
        assert changeable.ids["secret"] not in found
        assert not found & (closed - {changeable.ids["minutes"]})

    def test_named_annexes_are_found_beside_and_the_others_are_named(self, changeable: Archive):
        make = changeable.instance
        plan = add(
            make,
            "pakke/Bilag 2 - Plan for havnen.html",
            b"plan",
            [Item(None, "", "Planen.")],
            "attachment",
            "text/html",
        )
        other = add(make, "pakke/Bilag 1.html", b"other", [Item(None, "", "Andet.")], "attachment", "text/html")
        case = add(
            make,
            "pakke/sag.html",
            b"case",
            [Item("3", "Havnen", "Havnen i høring.")],
            "agenda",
            "text/html",
            title="Sag om havnen",
        )
        with make.database.write() as session:
            passage = session.scalars(select(Passage.id).where(Passage.document_id == case)).one()
            for name in ("Plan for havnen", "Bilag 1", "Støjrapport"):
                session.add(
                    FieldValue(document_id=case, passage_id=passage, name="attachment", value=name, evidence_text=name)
                )
            for one in (plan, other, case):
                sighting = session.get_one(Document, one).sightings[0]
                sighting.parent_id = changeable.ids["zip"]
        page = words_of(Visitor(changeable.app).enter(Role.OFFICER).text(f"/hoeringer/ny?fra={case}&punkt={passage}"))
        assert "Støjrapport nævnt, men ikke i arkivet" in page
        begin(changeable, way="archive", fra=case, punkt=passage)
        assert [paper.document_id for paper in newest_hearing(changeable).papers] == [plan, other]

    def test_it_is_found_by_searching_or_by_its_address(self, visit: Visit, archive: Archive):
        officer = visit(Role.OFFICER)
        minutes, passage = archive.ids["minutes"], passage_of(archive, "minutes", "8")
        link = f"/hoeringer/ny?fra={minutes}&amp;punkt={passage}"
        assert link in officer.text("/hoeringer/ny?q=læringscenter")
        address = quote(f"http://localhost/dokument/{minutes}/side/2?punkt={passage}#her")
        assert link in officer.text(f"/hoeringer/ny?q={address}")
        assert "Der er intet fundet" in officer.text("/hoeringer/ny?q=kvæstorfuld")
        assert "mindst" in words_of(officer.text("/hoeringer/ny?q=sk*"))

    @pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMIN])
    def test_a_closed_item_gives_nothing(self, changeable: Archive, role: Role):
        minutes, closed = changeable.ids["minutes"], passage_of(changeable, "minutes", "9")
        visitor = Visitor(changeable.app).enter(role)
        page = visitor.text(f"/hoeringer/ny?fra={minutes}&punkt={closed}", 404)
        before = count(changeable)
        answer = visitor.post("/hoeringer/ny", {"way": "archive", "fra": minutes, "punkt": closed})
        assert answer.status_code == 422
        for text in (page, answer.get_data(as_text=True), visitor.text("/hoeringer/ny?q=ejendom")):
            assert SECRET not in text
            assert "Bøgevænget" not in text
        said = "Punktet er lukket" if role == Role.OFFICER else "Punktet findes ikke"
        assert said in page
        assert count(changeable) == before

    def test_a_field_that_only_a_closed_item_says_stays_there(self, changeable: Archive):
        items = [Item("1", "Åbent punkt", "Der er kaffe."), Item("2", "Salg", "Sag 99/666 om salg.", closed=True)]
        mixed = add(
            changeable.instance,
            "blandet.html",
            b"mixed",
            items,
            "minutes",
            "text/html",
            title="Salg",
            case_number="99/666",
        )
        with changeable.instance.database.write() as session:
            session.get_one(Document, mixed).has_closed = True
        begin(changeable, way="archive", fra=mixed)
        assert (newest_hearing(changeable).title, newest_hearing(changeable).case_number) == ("blandet.html", None)

    @pytest.mark.parametrize("name", ["secret", "broken", "nothing"])
    def test_what_is_closed_unread_or_unknown_is_not_there(self, changeable: Archive, name: str):
        number = changeable.ids.get(name, 999_999)
        visitor = Visitor(changeable.app).enter(Role.ARCHIVIST)
        page = visitor.text(f"/hoeringer/ny?fra={number}", 404)
        assert "Der er intet dokument med det nummer" in page
        assert "Afskedigelse" not in page
        assert visitor.post("/hoeringer/ny", {"way": "archive", "fra": number}).status_code == 422

    def test_somebodys_answer_is_not_sent_out(self, changeable: Archive):
        with changeable.instance.database.read() as session:
            asked = select(Document.id).where(Document.audience.contains("hearing:"))
            answer = session.scalars(asked).first()
        assert answer
        page = Visitor(changeable.app).enter(Role.OFFICER).text(f"/hoeringer/ny?fra={answer}", 404)
        assert "hører til et høringssvar" in page

    @pytest.mark.parametrize("typed", ["x", "1;drop", "-1", "٣", "9" * 40, "1&punkt=x"])
    def test_numbers_that_are_none(self, visit: Visit, typed: str):
        assert visit(Role.OFFICER).get(f"/hoeringer/ny?fra={typed}").status_code == 404


def test_addresses_are_read():
    read = archive_item.address_of
    assert read("12") == (12, None)
    assert read("/dokument/12/side/3?q=skole&punkt=45#her") == (12, 45)
    assert read("https://portal.aadal.example/dokument/7#punkt-8") == (7, 8)
    assert read("læringscenter 12") is None
    assert read("2012-0138") is None
    assert read("") is None


def test_a_document_page_offers_it_to_those_who_run_hearings(archive: Archive, visit: Visit):
    minutes, passage = archive.ids["minutes"], passage_of(archive, "minutes", "8")
    link = f'href="/hoeringer/ny?fra={minutes}&amp;punkt={passage}"'
    assert link in visit(Role.OFFICER).text(f"/dokument/{minutes}?punkt={passage}")
    assert "/hoeringer/ny" not in visit(Role.READER).text(f"/dokument/{minutes}?punkt={passage}")


def test_what_is_made_is_written_in_the_log(changeable: Archive):
    begin(changeable, way="archive", fra=changeable.ids["letter"])
    with changeable.instance.database.read() as session:
        event = session.scalars(select(HearingEvent).order_by(HearingEvent.id.desc())).first()
    assert event
    assert event.text == "Oprettet fra arkivet: Høring om lokalplan 314."

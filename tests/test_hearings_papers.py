"""/hoeringer/<id>/bilag: the letter and annexes, from the archive, in order."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ingest.archive.model import Document, Passage
from portal.model import Hearing, HearingPaper, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.hearing_making import kept_papers, said, send_paper
from tests.sample_pages import Item
from tests.sample_web import add


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


class TestFromTheArchive:
    def test_a_document_is_laid_by(self, officer: Visitor, changeable: Archive):
        answer = send_paper(officer, changeable, what="pick", document=changeable.ids["news"], role="annex")
        assert answer.status_code == 303
        assert [(p.role, p.title, p.ordinal) for p in kept_papers(changeable)] == [
            ("letter", "Høringsbrev", 0), ("annex", "Havnebadet åbner til sommer", 1),
        ]  # fmt: skip

    def test_it_is_found_by_searching_and_by_its_address(self, officer: Visitor, changeable: Archive):
        where = f"/hoeringer/{changeable.ids['hearing-draft']}/bilag"
        button = f'name="document" value="{changeable.ids["news"]}"'
        assert button in officer.text(f"{where}?q=badevandet")
        assert button in officer.text(f"{where}?q=/dokument/{changeable.ids['news']}")
        assert "Der er intet dokument med det nummer" in officer.text(f"{where}?q=999999")

    @pytest.mark.parametrize("name", ["secret", "broken", "nothing"])
    def test_what_is_closed_unread_or_unknown_is_not_there(self, officer: Visitor, changeable: Archive, name: str):
        before = len(kept_papers(changeable))
        answer = send_paper(officer, changeable, what="pick", document=changeable.ids.get(name, 999_999))
        assert answer.status_code == 422
        assert "Der er intet dokument med det nummer" in said(answer)
        assert "Afskedigelse" not in said(answer)
        assert len(kept_papers(changeable)) == before

    def test_all_closed_is_refused_also_to_those_who_may_see_it(self, officer: Visitor, changeable: Archive):
        closed = [Item("1", "Salg", "Et lukket salg.", closed=True)]
        number = add(
            changeable.instance,
            "salg.html",
            b"salg",
            closed,
            "agenda",
            "text/html",
            committee="Børne- og Ungdomsudvalget",
        )
        with changeable.instance.database.write() as session:
            session.get_one(Document, number).has_closed = True
        answer = send_paper(officer, changeable, what="pick", document=number)
        assert "Alt i dokumentet er lukket" in said(answer)

    def test_what_is_partly_closed_is_pointed_out(self, officer: Visitor, changeable: Archive):
        send_paper(officer, changeable, what="pick", document=changeable.ids["minutes"])
        with changeable.instance.database.read() as session:
            assert (
                session.get_one(Document, changeable.ids["minutes"]).has_closed
                or session.scalars(
                    select(Passage).where(Passage.document_id == changeable.ids["minutes"], Passage.closed)
                ).all()
            )
        page = words_of(officer.text(f"/hoeringer/{changeable.ids['hearing-draft']}/bilag"))
        assert "Noget i dokumentet er lukket" in page

    def test_somebodys_answer_is_no_annex(self, officer: Visitor, changeable: Archive):
        with changeable.instance.database.read() as session:
            answer = session.scalars(select(Document.id).where(Document.audience.contains("hearing:"))).first()
        assert "hører til et høringssvar" in said(send_paper(officer, changeable, what="pick", document=answer))

    @pytest.mark.parametrize("document", ["", "x", "læringscenter", "9" * 40])
    def test_what_is_no_document(self, officer: Visitor, changeable: Archive, document: str):
        assert send_paper(officer, changeable, what="pick", document=document).status_code == 422

    def test_the_same_twice_is_said(self, officer: Visitor, changeable: Archive):
        answer = send_paper(officer, changeable, what="pick", document=changeable.ids["letter"])
        assert answer.status_code == 422
        assert "allerede lagt ved" in said(answer)
        assert len(kept_papers(changeable)) == 1


class TestOrder:
    def test_papers_move_change_role_and_go(self, officer: Visitor, changeable: Archive):
        for name in ("news", "scan"):
            send_paper(officer, changeable, what="pick", document=changeable.ids[name])
        letter, news, scan = kept_papers(changeable)
        send_paper(officer, changeable, what="up", paper=scan.id)
        send_paper(officer, changeable, what="down", paper=letter.id)
        assert [p.id for p in kept_papers(changeable)] == [scan.id, letter.id, news.id]
        send_paper(officer, changeable, what="letter", paper=news.id)
        assert [p.role for p in kept_papers(changeable)] == ["annex", "annex", "letter"]  # there is one letter
        send_paper(officer, changeable, what="annex", paper=news.id)
        assert {p.role for p in kept_papers(changeable)} == {"annex"}
        send_paper(officer, changeable, what="remove", paper=letter.id)
        assert [p.id for p in kept_papers(changeable)] == [scan.id, news.id]
        again = send_paper(officer, changeable, what="remove", paper=letter.id)
        assert again.status_code == 422
        assert "fjernet i mellemtiden" in said(again)

    def test_another_hearings_paper_is_not_touched_from_here(self, officer: Visitor, changeable: Archive):
        other = kept_papers(changeable, "hearing-open")[0]
        assert send_paper(officer, changeable, what="remove", paper=other.id).status_code == 422
        assert len(kept_papers(changeable, "hearing-open")) == 1

    def test_a_paper_taken_off_is_no_longer_its_readers(self, officer: Visitor, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Document, changeable.ids["news"]).audience = ""
        with changeable.instance.database.write() as session:
            hearing = session.get_one(Hearing, changeable.ids["hearing-draft"])
            hearing.papers.append(HearingPaper(title="Nyt", document_id=changeable.ids["news"]))
        paper = kept_papers(changeable)[-1]
        send_paper(officer, changeable, what="up", paper=paper.id)
        send_paper(officer, changeable, what="remove", paper=paper.id)
        with changeable.instance.database.read() as session:
            assert session.get_one(Document, changeable.ids["news"]).audience == ""

    def test_a_change_after_publication_is_in_the_log(self, officer: Visitor, changeable: Archive):
        send_paper(officer, changeable, "hearing-open", what="pick", document=changeable.ids["news"])
        with changeable.instance.database.read() as session:
            events = session.get_one(Hearing, changeable.ids["hearing-open"]).events
            assert events[-1].text == "Ændrede høringsbrev og bilag."


def test_a_button_nobody_made(officer: Visitor, changeable: Archive):
    assert send_paper(officer, changeable, what="explode").status_code == 400

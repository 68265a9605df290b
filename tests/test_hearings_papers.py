"""/hoeringer/<id>/bilag: the letter and annexes, from the archive or uploaded."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from ingest.archive.model import Document, Job, Passage
from portal.hearings import papers
from portal.model import Hearing, HearingPaper, Role
from portal.worker import run_job
from portal.workshop import workshop
from tests.fixtures_web import _TOKEN, Archive, Visitor, words_of
from tests.sample_pages import Item
from tests.sample_web import add


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


def send(visitor: Visitor, archive: Archive, name: str = "hearing-draft", **data: Any) -> TestResponse:
    return visitor.post(f"/hoeringer/{archive.ids[name]}/bilag", data)


def upload(visitor: Visitor, archive: Archive, *files: tuple[bytes, str], role: str = "") -> TestResponse:
    """Send files as a browser does. Put together here: the test client would leave temporary files open."""
    where = f"/hoeringer/{archive.ids['hearing-draft']}/bilag"
    form = _TOKEN.search(visitor.text(where))
    assert form
    fields = [("csrf_token", "", form[1].encode()), ("role", "", role.encode())]
    parts = [*fields, *(("filer", f'; filename="{name}"', content) for content, name in files)]
    body = b"".join(
        f'--skel\r\nContent-Disposition: form-data; name="{field}"{more}\r\n\r\n'.encode() + content + b"\r\n"
        for field, more, content in parts
    )
    kind = "multipart/form-data; boundary=skel"
    return visitor.client.post(f"{where}/filer", data=body + b"--skel--\r\n", content_type=kind)


def kept(archive: Archive, name: str = "hearing-draft") -> list[HearingPaper]:
    with archive.instance.database.read() as session:
        found = list(session.get_one(Hearing, archive.ids[name]).papers)
        for paper in found:
            _ = paper.document, paper.job
        return found


def said(answer: TestResponse) -> str:
    return words_of(answer.get_data(as_text=True))


class TestFromTheArchive:
    def test_a_document_is_laid_by(self, officer: Visitor, changeable: Archive):
        answer = send(officer, changeable, what="pick", document=changeable.ids["news"], role="annex")
        assert answer.status_code == 303
        assert [(p.role, p.title, p.ordinal) for p in kept(changeable)] == [
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
        before = len(kept(changeable))
        answer = send(officer, changeable, what="pick", document=changeable.ids.get(name, 999_999))
        assert answer.status_code == 422
        assert "Der er intet dokument med det nummer" in said(answer)
        assert "Afskedigelse" not in said(answer)
        assert len(kept(changeable)) == before

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
        answer = send(officer, changeable, what="pick", document=number)
        assert "Alt i dokumentet er lukket" in said(answer)

    def test_what_is_partly_closed_is_pointed_out(self, officer: Visitor, changeable: Archive):
        send(officer, changeable, what="pick", document=changeable.ids["minutes"])
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
        assert "hører til et høringssvar" in said(send(officer, changeable, what="pick", document=answer))

    @pytest.mark.parametrize("document", ["", "x", "læringscenter", "9" * 40])
    def test_what_is_no_document(self, officer: Visitor, changeable: Archive, document: str):
        assert send(officer, changeable, what="pick", document=document).status_code == 422

    def test_the_same_twice_is_said(self, officer: Visitor, changeable: Archive):
        answer = send(officer, changeable, what="pick", document=changeable.ids["letter"])
        assert answer.status_code == 422
        assert "allerede lagt ved" in said(answer)
        assert len(kept(changeable)) == 1


class TestOrder:
    def test_papers_move_change_role_and_go(self, officer: Visitor, changeable: Archive):
        for name in ("news", "scan"):
            send(officer, changeable, what="pick", document=changeable.ids[name])
        letter, news, scan = kept(changeable)
        send(officer, changeable, what="up", paper=scan.id)
        send(officer, changeable, what="down", paper=letter.id)
        assert [p.id for p in kept(changeable)] == [scan.id, letter.id, news.id]
        send(officer, changeable, what="letter", paper=news.id)
        assert [p.role for p in kept(changeable)] == ["annex", "annex", "letter"]  # there is one letter
        send(officer, changeable, what="annex", paper=news.id)
        assert {p.role for p in kept(changeable)} == {"annex"}
        send(officer, changeable, what="remove", paper=letter.id)
        assert [p.id for p in kept(changeable)] == [scan.id, news.id]
        again = send(officer, changeable, what="remove", paper=letter.id)
        assert again.status_code == 422
        assert "fjernet i mellemtiden" in said(again)

    def test_another_hearings_paper_is_not_touched_from_here(self, officer: Visitor, changeable: Archive):
        other = kept(changeable, "hearing-open")[0]
        assert send(officer, changeable, what="remove", paper=other.id).status_code == 422
        assert len(kept(changeable, "hearing-open")) == 1

    def test_a_paper_taken_off_is_no_longer_its_readers(self, officer: Visitor, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Document, changeable.ids["news"]).audience = ""
        with changeable.instance.database.write() as session:
            hearing = session.get_one(Hearing, changeable.ids["hearing-draft"])
            hearing.papers.append(HearingPaper(title="Nyt", document_id=changeable.ids["news"]))
        paper = kept(changeable)[-1]
        send(officer, changeable, what="up", paper=paper.id)
        send(officer, changeable, what="remove", paper=paper.id)
        with changeable.instance.database.read() as session:
            assert session.get_one(Document, changeable.ids["news"]).audience == ""

    def test_a_change_after_publication_is_in_the_log(self, officer: Visitor, changeable: Archive):
        send(officer, changeable, "hearing-open", what="pick", document=changeable.ids["news"])
        with changeable.instance.database.read() as session:
            events = session.get_one(Hearing, changeable.ids["hearing-open"]).events
            assert events[-1].text == "Ændrede høringsbrev og bilag."


class TestUploads:
    def test_files_become_papers_and_jobs(self, officer: Visitor, changeable: Archive):
        text = "Forslag til politik for grønne områder. Her er pergolaer.".encode()
        answer = upload(officer, changeable, (text, "sager/forslag.txt"), (text + b"!", "../bilag 2.txt"))
        assert answer.status_code == 303
        _, first, second = kept(changeable)
        assert [(first.title, first.role), (second.title, second.role)] == [
            ("forslag.txt", "annex"),
            ("bilag 2.txt", "annex"),
        ]
        assert first.job
        assert (first.job.kind, first.job.state, first.job.payload["paper_id"]) == ("arrival", "queued", first.id)
        assert "Venter på at blive læst" in officer.text(f"/hoeringer/{changeable.ids['hearing-draft']}/bilag")

    def test_they_are_read_for_those_who_see_the_hearing_and_a_wrong_type_is_said(
        self, officer: Visitor, changeable: Archive
    ):
        text = "Forslag til politik for grønne områder. Her er pergolaer og bænke.".encode()
        upload(officer, changeable, (text, "forslag.txt"), (b"MZ\x90\x00" + bytes(200), "faktura.pdf"))
        good, bad = kept(changeable)[1:]
        with workshop(changeable.instance) as shop:
            for paper in (good, bad):
                assert paper.job_id
                run_job(changeable.instance, shop, "test", paper.job_id)
        good, bad = kept(changeable)[1:]
        number = changeable.ids["hearing-draft"]
        assert good.document
        assert good.document.audience == f"papers:{number}"
        assert Visitor(changeable.app).enter(Role.READER).get(f"/dokument/{good.document_id}").status_code == 404
        assert f'href="/dokument/{good.document_id}"' in officer.text(f"/hoeringer/{number}/bilag")
        assert "pergolaer" in officer.text(f"/dokument/{good.document_id}")
        page = words_of(officer.text(f"/hoeringer/{number}/bilag"))
        assert "faktura.pdf" in page
        assert "Parterne kan ikke læse den." in page or "Filen kunne ikke læses." in page
        assert "1 fil er ikke læst og kan ikke åbnes." in words_of(officer.text(f"/hoeringer/{number}"))

    def test_the_first_can_be_the_letter(self, officer: Visitor, changeable: Archive):
        send(officer, changeable, what="annex", paper=kept(changeable)[0].id)
        upload(officer, changeable, (b"brev", "brev.txt"), (b"bilag", "bilag.txt"), role="letter")
        assert [p.role for p in kept(changeable)] == ["annex", "letter", "annex"]

    def test_one_that_waits_is_taken_off_and_never_read(self, officer: Visitor, changeable: Archive):
        upload(officer, changeable, (b"fortrudt", "fortrudt.txt"))
        paper = kept(changeable)[-1]
        send(officer, changeable, what="remove", paper=paper.id)
        with changeable.instance.database.read() as session:
            assert session.get_one(Job, paper.job_id).state == "cancelled"
        assert list(changeable.instance.files.uploads.iterdir()) == []
        assert len(kept(changeable)) == 1

    def test_one_that_is_being_read_is_waited_for(self, officer: Visitor, changeable: Archive):
        upload(officer, changeable, (b"midt i det", "midt.txt"))
        paper = kept(changeable)[-1]
        with changeable.instance.database.write() as session:
            session.get_one(Job, paper.job_id).state = "running"
        answer = send(officer, changeable, what="remove", paper=paper.id)
        assert "Vent et øjeblik" in said(answer)
        assert len(kept(changeable)) == 2

    def test_no_file_an_empty_one_and_one_too_large(
        self, officer: Visitor, changeable: Archive, monkeypatch: pytest.MonkeyPatch
    ):
        assert "Vælg mindst én fil." in said(upload(officer, changeable))
        object.__setattr__(changeable.instance.settings, "max_file_mb", 1)
        answer = upload(officer, changeable, (b"", "tom.txt"), (bytes(1 << 20) + b"x", "stor.pdf"), (b"god", "god.txt"))
        assert answer.status_code == 422
        assert "tom.txt er tom" in said(answer)
        assert "stor.pdf er større end 1 MB" in said(answer)
        assert [p.title for p in kept(changeable)] == ["Høringsbrev", "god.txt"]
        far_too_large = upload(officer, changeable, (bytes(6 << 20), "enorm.pdf"))
        assert far_too_large.status_code == 413
        assert len(list(changeable.instance.files.uploads.iterdir())) == 1  # the good one's

    def test_there_is_an_end_to_it(self, officer: Visitor, changeable: Archive, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(papers, "_MOST_PAPERS", 1)
        assert "der er 1 bilag i forvejen" in said(upload(officer, changeable, (b"en til", "en til.txt")))
        assert "højst være 1" in said(send(officer, changeable, what="pick", document=changeable.ids["news"]))
        assert list(changeable.instance.files.uploads.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/b\\c.pdf", "c.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("\x00\n", "uden navn"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_are_data(name: str, shown: str):
    assert papers.safe(name) == shown


def test_a_button_nobody_made(officer: Visitor, changeable: Archive):
    assert send(officer, changeable, what="explode").status_code == 400

"""/hoeringer/<id>/bilag/filer: letters and annexes that are uploaded."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from ingest.archive.model import Job
from portal.hearings import papers
from portal.model import Role
from portal.worker import run_job
from portal.workshop import workshop
from tests.fixtures_web import _TOKEN, Archive, Visitor, words_of
from tests.hearing_making import kept_papers, said, send_paper


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


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


class TestUploads:
    def test_files_become_papers_and_jobs(self, officer: Visitor, changeable: Archive):
        text = "Forslag til politik for grønne områder. Her er pergolaer.".encode()
        answer = upload(officer, changeable, (text, "sager/forslag.txt"), (text + b"!", "../bilag 2.txt"))
        assert answer.status_code == 303
        _, first, second = kept_papers(changeable)
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
        good, bad = kept_papers(changeable)[1:]
        with workshop(changeable.instance) as shop:
            for paper in (good, bad):
                assert paper.job_id
                run_job(changeable.instance, shop, "test", paper.job_id)
        good, bad = kept_papers(changeable)[1:]
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
        send_paper(officer, changeable, what="annex", paper=kept_papers(changeable)[0].id)
        upload(officer, changeable, (b"brev", "brev.txt"), (b"bilag", "bilag.txt"), role="letter")
        assert [p.role for p in kept_papers(changeable)] == ["annex", "letter", "annex"]

    def test_one_that_waits_is_taken_off_and_never_read(self, officer: Visitor, changeable: Archive):
        upload(officer, changeable, (b"fortrudt", "fortrudt.txt"))
        paper = kept_papers(changeable)[-1]
        send_paper(officer, changeable, what="remove", paper=paper.id)
        with changeable.instance.database.read() as session:
            assert session.get_one(Job, paper.job_id).state == "cancelled"
        assert list(changeable.instance.files.uploads.iterdir()) == []
        assert len(kept_papers(changeable)) == 1

    def test_one_that_is_being_read_is_waited_for(self, officer: Visitor, changeable: Archive):
        upload(officer, changeable, (b"midt i det", "midt.txt"))
        paper = kept_papers(changeable)[-1]
        with changeable.instance.database.write() as session:
            session.get_one(Job, paper.job_id).state = "running"
        answer = send_paper(officer, changeable, what="remove", paper=paper.id)
        assert "Vent et øjeblik" in said(answer)
        assert len(kept_papers(changeable)) == 2

    def test_no_file_an_empty_one_and_one_too_large(
        self, officer: Visitor, changeable: Archive, monkeypatch: pytest.MonkeyPatch
    ):
        assert "Vælg mindst én fil." in said(upload(officer, changeable))
        object.__setattr__(changeable.instance.settings, "max_file_mb", 1)
        answer = upload(officer, changeable, (b"", "tom.txt"), (bytes(1 << 20) + b"x", "stor.pdf"), (b"god", "god.txt"))
        assert answer.status_code == 422
        assert "tom.txt er tom" in said(answer)
        assert "stor.pdf er større end 1 MB" in said(answer)
        assert [p.title for p in kept_papers(changeable)] == ["Høringsbrev", "god.txt"]
        far_too_large = upload(officer, changeable, (bytes(6 << 20), "enorm.pdf"))
        assert far_too_large.status_code == 413
        assert len(list(changeable.instance.files.uploads.iterdir())) == 1  # the good one's

    def test_there_is_an_end_to_it(self, officer: Visitor, changeable: Archive, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(papers, "_MOST_PAPERS", 1)
        assert "der er 1 bilag i forvejen" in said(upload(officer, changeable, (b"en til", "en til.txt")))
        assert "højst være 1" in said(send_paper(officer, changeable, what="pick", document=changeable.ids["news"]))
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

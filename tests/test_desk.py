"""The archivist's desk: piles, files from the browser, what became of them, the archive as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from ingest.archive.model import Document, Job, now
from portal.desk.picture import depth
from portal.desk.progress import progress
from portal.file_names import safe
from portal.model import Role
from portal.worker import run_job
from portal.workshop import workshop
from tests.fixtures_web import _TOKEN, Archive, Visitor, words_of
from tests.sample_web import PLANNING, YOUTH


@pytest.fixture
def archivist(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.ARCHIVIST)


@pytest.fixture
def desk(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.ARCHIVIST)


def jobs_of(archive: Archive) -> list[Job]:
    with archive.instance.database.read() as session:
        return list(session.scalars(select(Job).order_by(Job.id)))


def send(visitor: Visitor, *files: tuple[bytes, str]) -> TestResponse:
    """Send files as a browser does. Put together here: the test client would leave temporary files open."""
    form = _TOKEN.search(visitor.text("/arkiv"))
    assert form
    parts = [("csrf_token", "", form[1].encode()), *(("filer", f'; filename="{name}"', body) for body, name in files)]
    body = b"".join(
        f'--skel\r\nContent-Disposition: form-data; name="{field}"{more}\r\n\r\n'.encode() + content + b"\r\n"
        for field, more, content in parts
    )
    return visitor.client.post(
        "/arkiv/filer", data=body + b"--skel--\r\n", content_type="multipart/form-data; boundary=skel"
    )


@pytest.fixture
def work(changeable: Archive) -> Iterator[Callable[[], None]]:
    """Do the jobs that wait, as the worker does."""
    with workshop(changeable.instance) as shop:

        def do() -> None:
            for job in jobs_of(changeable):
                run_job(changeable.instance, shop, "test", job.id)

        yield do


class TestPiles:
    def test_say_what_how_many_and_since_when(self, archivist: Visitor):
        page = words_of(archivist.text("/arkiv"))
        assert "1 Ikke indlæst: filen er beskadiget og kan ikke åbnes kom ind" in page
        assert "1 Mangler dato" in page
        assert "2 Svært læselige sider" in page

    def test_a_pile_lists_its_documents(self, archive: Archive, archivist: Visitor):
        page = archivist.text("/arkiv/bunke/ikke-indlaest-damaged")
        assert "aflevering/ødelagt.pdf" in page
        assert f'action="/arkiv/igen/{archive.ids["broken"]}"' in page
        assert "Find en anden kopi" in page

    def test_an_empty_pile(self, archivist: Visitor):
        assert "Bunken er tom" in archivist.text("/arkiv/bunke/ikke-indlaest-timeout")

    def test_pages_of_a_pile(self, changeable: Archive, desk: Visitor):
        with changeable.instance.database.write() as session:
            for document in session.scalars(select(Document).where(Document.title.like("Dagsorden%"))):
                document.meeting_date = None
            for number in range(20):
                row = Document(sha256=f"{number:064}", size=1, state="indexed", title=f"Uden dato {number}")
                session.add(row)
        first = desk.text("/arkiv/bunke/uden-dato")
        assert "viser 1–25" in words_of(first)
        assert '/ret">Ret oplysninger' in first
        assert "viser 26–33" in words_of(desk.text("/arkiv/bunke/uden-dato?side=2"))


class TestUpload:
    def test_files_become_jobs_and_then_documents(self, changeable: Archive, desk: Visitor, work: Callable[[], None]):
        text = "Referat\nUdvalg: Kulturudvalget\nDato: 3. maj 2021\n\nKvæstorens årsberetning blev godkendt.\n"
        answer = send(desk, (text.encode(), "Sager/Referat æøå.txt"), (b"", "tom.pdf"))
        assert (answer.status_code, answer.headers["Location"]) == (303, "/arkiv/igang")
        assert [job.payload["name"] for job in jobs_of(changeable)] == ["Referat æøå.txt", "tom.pdf"]
        assert {job.created_by for job in jobs_of(changeable)} == {changeable.user(Role.ARCHIVIST).id}
        waiting = desk.text("/arkiv/igang")
        assert "2 filer er modtaget og bliver læst nu. Du kan godt lukke siden imens." in waiting
        assert "0 af 2 filer er læst" in waiting
        assert 'hx-trigger="every 1s"' in waiting
        work()
        done = desk.text("/arkiv/igang")
        assert "hx-trigger" not in done
        assert "Alt er læst." in done
        assert "Indlæst Referat æøå.txt" in words_of(done)
        assert "Filen er tom. Find originalen, og læg den i igen." in done
        assert "1 fund" in words_of(desk.text("/soeg?q=kvæstorens"))
        assert not list(changeable.instance.files.uploads.iterdir())

    def test_no_file(self, desk: Visitor):
        answer = send(desk)
        assert answer.status_code == 422
        assert "Vælg mindst én fil." in answer.get_data(as_text=True)

    def test_a_file_over_the_limit_is_named_and_the_others_are_taken(
        self, changeable: Archive, desk: Visitor, monkeypatch: pytest.MonkeyPatch
    ):
        object.__setattr__(changeable.instance.settings, "max_file_mb", 1)
        answer = send(desk, (b"x" * ((1 << 20) + 1), "stor.pdf"), (b"x", "lille.txt"))
        assert answer.status_code == 303
        page = desk.text("/arkiv/igang")
        assert "1 fil er modtaget" in page
        assert "stor.pdf er ikke taget ind: den er større end 1 MB." in page
        refused = send(desk, (b"x" * ((1 << 20) + 1), "stor.pdf"))
        assert refused.status_code == 422
        assert "stor.pdf er større end 1 MB" in words_of(refused.get_data(as_text=True))
        assert len(jobs_of(changeable)) == 1

    def test_more_at_once_than_there_is_room_for(self, changeable: Archive, desk: Visitor):
        object.__setattr__(changeable.instance.settings, "max_file_mb", 1)
        answer = send(desk, *((b"x" * (1 << 20), f"{n}.txt") for n in range(6)))
        assert answer.status_code == 413
        assert "Send færre filer ad gangen" in answer.get_data(as_text=True)

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Sager\\brev.pdf", "brev.pdf"),
            ("a\x00b\u202e.pdf", "ab.pdf"),
            ("å" * 300, "å" * 255),
            ("/", "uden navn"),
        ],
    )
    def test_names_are_data(self, sent: str, kept: str):
        assert safe(sent) == kept


class TestAgain:
    def test_a_document_is_read_again(self, changeable: Archive, desk: Visitor, work: Callable[[], None]):
        broken = changeable.ids["broken"]
        answer = desk.post(f"/arkiv/igen/{broken}", {"bunke": "ikke-indlaest-damaged"})
        assert answer.headers["Location"] == "/arkiv/bunke/ikke-indlaest-damaged"
        assert "ødelagt.pdf bliver læst igen." in desk.text("/arkiv/igang")
        assert jobs_of(changeable)[0].payload == {"document_id": broken}
        work()
        assert "Ikke indlæst ødelagt.pdf" in words_of(desk.text("/arkiv/igang"))

    def test_the_way_back_is_a_pile_or_the_files_on_their_way(self, changeable: Archive, desk: Visitor):
        answer = desk.post(f"/arkiv/igen/{changeable.ids['broken']}", {"bunke": "//evil.example"})
        assert answer.headers["Location"] == "/arkiv/igang"


class TestProgress:
    def test_how_far_and_how_long(self, changeable: Archive):
        began = now()
        with changeable.instance.database.write() as session:
            for minute, finished in ((-60, -50), (0, 8), (1, 9), (2, None), (3, 10), (4, None), (5, None)):
                job = Job(kind="ingest", payload={"name": "x.txt"}, created_at=began + timedelta(minutes=minute))
                if finished is not None:
                    job.state, job.finished_at = "done", began + timedelta(minutes=finished)
                session.add(job)
        with changeable.instance.database.read() as session:
            seen = progress(session, began + timedelta(minutes=10))
        assert (seen.done, seen.total, seen.running) == (3, 6, True)  # the first was done before this run began
        assert seen.left == "cirka 10 minutter igen"

    def test_nothing_has_come(self, archive: Archive):
        with archive.instance.database.read() as session:
            seen = progress(session, now())
        assert (seen.running, seen.arrivals) == (False, ())


class TestPicture:
    def test_committees_by_years_with_holes(self, archivist: Visitor):
        page = archivist.text("/arkiv")
        assert f'aria-label="2 dokumenter, {YOUTH} 2012"' not in page  # the agenda of 2012 is the other committee's
        assert f'aria-label="1 dokument, {YOUTH} 2012"' in page
        assert f'aria-label="1 dokument, {PLANNING} 2018"' in page
        assert f'aria-label="1 dokument, {PLANNING} 2020"' not in page  # all closed: not known to the archivist
        assert '<span class="heat__year">2017</span>' in page  # a year without anything

    @pytest.mark.parametrize(("count", "deep"), [(0, 0), (1, 1), (2, 1), (3, 2), (40, 5), (4000, 5)])
    def test_depth(self, count: int, deep: int):
        assert depth(count) == deep

"""What is sent in a hearing is found by those who may see it, when they may; what is written and not sent by nobody."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from ingest.archive.entries import entries_of
from ingest.archive.model import Document, Job, now
from ingest.archive.search import SearchRequest, search
from ingest.pipeline import Workshop
from portal import access, answers, clock, publishing, worker
from portal.instance import Instance
from portal.model import Attachment, Hearing, HearingPaper, Response, ResponseKind, ResponseVersion, Role, User
from portal.workshop import workshop
from tests.fixtures_web import Archive, Visitor
from tests.sample_hearings import DRAFT_WORDS, HIDDEN_WORDS, SCHOOL_WORDS


def found(archive: Archive, role: Role, query: str) -> list[str]:
    with archive.instance.database.read() as session:
        user = session.scalars(select(User).where(User.role == role.value)).one()
        tokens = access.audience(session, access.person_of(user))
        request = SearchRequest(query=query, limit=50)
        hits = search(session, archive.instance.generations.index(), request, tokens).hits
        return [hit.title or "" for hit in hits]


class TestWhoFinds:
    @pytest.mark.parametrize(
        ("role", "finds"),
        [(Role.READER, True), (Role.OFFICER, True), (Role.ARCHIVIST, True), (Role.RESPONDER, False)],
    )
    def test_a_response_for_all_staff(self, archive: Archive, role: Role, finds: bool):
        assert bool(found(archive, role, f'"{SCHOOL_WORDS}"')) is finds

    @pytest.mark.parametrize(("role", "finds"), [(Role.READER, False), (Role.OFFICER, True), (Role.RESPONDER, False)])
    def test_a_response_hidden_until_the_deadline(self, archive: Archive, role: Role, finds: bool):
        assert bool(found(archive, role, f'"{HIDDEN_WORDS}"')) is finds

    @pytest.mark.parametrize(("role", "finds"), [(Role.READER, False), (Role.OFFICER, True), (Role.RESPONDER, False)])
    def test_a_response_in_a_hearing_for_the_invited(self, archive: Archive, role: Role, finds: bool):
        assert bool(found(archive, role, '"bestyrelsen vil høres igen"')) is finds

    def test_a_party_finds_its_own(self, archive: Archive):
        assert found(archive, Role.RESPONDER, '"ingen bemærkninger"') == ["Høringssvar fra Lokaludvalget for Ådal Vest"]

    @pytest.mark.parametrize("role", list(Role))
    def test_a_draft_is_nowhere(self, archive: Archive, role: Role):
        visitor = Visitor(archive.app).enter(role)
        assert found(archive, role, DRAFT_WORDS) == []
        for address in ("/soeg?q=høringssvar", "/soeg.csv?q=høringssvar", "/hoeringer", "/soeg?type=hearing_response"):
            assert "kladdehemmelighed" not in visitor.text(address)
        with archive.instance.database.read() as session:
            every = session.scalars(select(Document.id)).all()
            entries = [entry for _, some in entries_of(session, every) for entry in some]
        assert not [entry for entry in entries if "kladdehemmelighed" in entry.streams.all]

    def test_a_page_of_a_response_is_for_the_same(self, archive: Archive):
        with archive.instance.database.read() as session:
            asked = select(ResponseVersion.document_id).join(Response).join(Hearing)
            hidden = session.scalar(asked.where(Hearing.id == archive.ids["hearing-hidden"]))
        for role, status in ((Role.READER, 404), (Role.RESPONDER, 404), (Role.OFFICER, 200), (Role.ADMIN, 200)):
            assert Visitor(archive.app).enter(role).get(f"/dokument/{hidden}").status_code == status


def change(archive: Archive, hearing: str, **values: object) -> None:
    with archive.instance.database.write() as session:
        session.execute(update(Hearing).where(Hearing.id == archive.ids[hearing]).values(**values))


def test_the_deadline_opens_what_was_hidden_without_any_work(changeable: Archive):
    assert found(changeable, Role.READER, f'"{HIDDEN_WORDS}"') == []
    change(changeable, "hearing-hidden", deadline=clock.today(now()) - timedelta(days=1))
    assert len(found(changeable, Role.READER, f'"{HIDDEN_WORDS}"')) == 1


def test_a_change_of_visibility_counts_at_once(changeable: Archive):
    change(changeable, "hearing-open", visibility="invited")
    assert found(changeable, Role.READER, f'"{SCHOOL_WORDS}"') == []
    change(changeable, "hearing-open", visibility="staff")
    assert len(found(changeable, Role.READER, f'"{SCHOOL_WORDS}"')) == 1


def test_what_is_withdrawn_is_found_by_nobody(changeable: Archive):
    instance = changeable.instance
    with instance.database.write() as session:
        response = session.get_one(Response, changeable.ids["response-open-school"])
        answers.withdraw(session, response, by="Formanden", moment=now())
    instance.generations.drain(wait=True)
    for role in Role:
        assert found(changeable, role, f'"{SCHOOL_WORDS}"') == []
    assert instance.generations.check() == []


def test_a_rebuild_keeps_them_apart(changeable: Archive):
    changeable.instance.generations.rebuild()
    assert found(changeable, Role.READER, f'"{HIDDEN_WORDS}"') == []
    assert len(found(changeable, Role.OFFICER, f'"{HIDDEN_WORDS}"')) == 1
    assert changeable.instance.generations.check() == []


@pytest.fixture
def shop(changeable: Archive) -> Iterator[Workshop]:
    with workshop(changeable.instance) as opened:
        yield opened


def work(instance: Instance, shop: Workshop) -> None:
    """Do every job there is."""
    with instance.database.read() as session:
        waiting = session.scalars(select(Job.id).where(Job.state == "queued", Job.kind == "arrival")).all()
    for job_id in waiting:
        worker.run_job(instance, shop, "test", job_id)


def send(session: object, response: Response, text: str, kind: ResponseKind = ResponseKind.ANSWER) -> ResponseVersion:
    hearing = response.hearing
    said = {str(hearing.questions[0].id): text}
    content = answers.copy_of(hearing, "Lokaludvalget for Ådal Vest", kind, said, response.files)
    return answers.send(
        session, response, content, submission=answers.new_submission(), sent_by="Formanden", moment=now()
    )  # type: ignore[arg-type]


def upload(instance: Instance, text: str) -> Path:
    path = instance.files.uploads / "bilag"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_response_and_its_attachment_are_read_and_found_once_sent(changeable: Archive, shop: Workshop):
    instance = changeable.instance
    with instance.database.write() as session:
        response = session.get_one(Response, changeable.ids["response-open-west"])
        file = Attachment(response=response, name="bilag.txt", size=1, sha256="0" * 64, media_type="text/plain")
        session.add(file)
        session.flush()
        publishing.attach(session, file, upload(instance, "Naboerne har talt 417 grævlinger ved stien."), None)
    work(instance, shop)
    with instance.database.read() as session:
        document = session.scalars(select(Document).order_by(Document.id.desc())).first()
        assert document
        assert document.audience == ""
    assert [found(changeable, role, '"417 grævlinger"') for role in Role] == [[], [], [], [], []]
    with instance.database.write() as session:
        response = session.get_one(Response, changeable.ids["response-open-west"])
        version = send(session, response, "Udvalget ønsker en paddetunnel under Ågade.")
        assert version.number == 1
    work(instance, shop)
    for role in (Role.READER, Role.RESPONDER, Role.OFFICER):
        assert len(found(changeable, role, "paddetunnel")) == 1, role
        assert len(found(changeable, role, '"417 grævlinger"')) == 1, role
    with instance.database.write() as session:
        send(session, session.get_one(Response, changeable.ids["response-open-west"]), "Udvalget ønsker en bro.")
    work(instance, shop)
    assert found(changeable, Role.READER, "paddetunnel") == []  # the version before is found by nobody's search
    assert len(found(changeable, Role.READER, '"ønsker en bro"')) == 1
    assert instance.generations.check() == []


def test_a_paper_is_for_those_who_know_the_hearing(changeable: Archive, shop: Workshop):
    instance = changeable.instance
    with instance.database.write() as session:
        paper = HearingPaper(hearing_id=changeable.ids["hearing-invited"], title="Notat")
        session.add(paper)
        session.flush()
        publishing.add_paper(session, paper, upload(instance, "Notat om bøgetræerne i Lundeskoven."), "notat.txt", None)
    work(instance, shop)
    assert found(changeable, Role.READER, "Lundeskoven") == []
    assert found(changeable, Role.RESPONDER, "Lundeskoven") == []
    assert len(found(changeable, Role.OFFICER, "Lundeskoven")) == 1


def package(instance: Instance, text: str) -> Path:
    path = instance.files.uploads / "pakke"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("notater/notat.txt", text)
    return path


def test_a_file_in_a_sent_package_is_for_the_same_and_in_a_draft_for_nobody(changeable: Archive, shop: Workshop):
    instance, everyone = changeable.instance, list(Role)
    with instance.database.write() as session:
        response = session.get_one(Response, changeable.ids["response-open-west"])
        file = Attachment(response=response, name="bilag.zip", size=1, sha256="0" * 64, media_type="application/zip")
        session.add(file)
        session.flush()
        publishing.attach(session, file, package(instance, "Notatet tæller 31 lærkereder på engen."), None)
    work(instance, shop)
    assert [len(found(changeable, role, "lærkereder")) for role in everyone] == [0] * 5
    with instance.database.write() as session:
        send(session, session.get_one(Response, changeable.ids["response-open-west"]), "Se pakken.")
    work(instance, shop)
    assert [len(found(changeable, role, "lærkereder")) for role in everyone] == [1] * 5
    with instance.database.write() as session:
        response = session.get_one(Response, changeable.ids["response-open-west"])
        answers.withdraw(session, response, by="Formanden", moment=now())
    work(instance, shop)
    assert [len(found(changeable, role, "lærkereder")) for role in everyone] == [0] * 5
    assert instance.generations.check() == []


def test_a_file_in_a_package_leaves_the_hearing_with_it(changeable: Archive, shop: Workshop):
    """Else it would be a paper of whichever hearing gets the number of one that was deleted."""
    instance, officer = changeable.instance, Visitor(changeable.app).enter(Role.OFFICER)
    with instance.database.write() as session:
        paper = HearingPaper(hearing_id=changeable.ids["hearing-open"], title="Bilag")
        session.add(paper)
        session.flush()
        number = paper.id
        publishing.add_paper(session, paper, package(instance, "Bilaget viser hulepipperne."), "bilag.zip", None)
    work(instance, shop)
    assert len(found(changeable, Role.READER, "hulepipperne")) == 1
    where = f"/hoeringer/{changeable.ids['hearing-open']}/bilag"
    assert officer.post(where, {"what": "remove", "paper": str(number)}).status_code == 303
    instance.generations.drain(wait=True)
    assert found(changeable, Role.OFFICER, "hulepipperne") == []


def test_what_everybody_may_see_stays_open(changeable: Archive):
    with changeable.instance.database.write() as session:
        document = session.get_one(Document, changeable.ids["letter"])
        publishing.set_audience(session, document)
        assert document.audience is None


def test_the_same_bytes_given_to_the_archive_are_everybodys(changeable: Archive, shop: Workshop):
    from ingest.archive.store import Place
    from ingest.pipeline import Given, ingest_one

    instance, text = changeable.instance, "Notat om rågerne i Rådhusparken."
    for audience, finds in (("papers:4", 0), (None, 1), ("papers:4", 1)):
        path = upload(instance, text)
        ingest_one(shop, Given(path, Place("råger.txt", audience=audience)))
        instance.generations.drain(wait=True)
        assert len(found(changeable, Role.READER, "rågerne")) == finds

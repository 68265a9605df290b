"""Files with odd names, that change under us, that hold themselves, and runs that were stopped in the middle."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from ingest import pipeline
from ingest.archive.files import digest
from ingest.archive.model import Document, Page, Parse, Sighting
from ingest.archive.store import Place
from ingest.errors import Unreadable
from ingest.finding import find_files, name_of
from ingest.pipeline import Given, Workshop, ingest_many, ingest_one
from ingest.values import FileState, Outcome
from portal.cli.ingesting import _unfinished
from portal.instance import Instance
from portal.workshop import workshop
from tests.pdf_makers import line, with_attached

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, Workshop]]:
    instance = Instance.open(tmp_path_factory.mktemp("instance"))
    with workshop(instance) as opened:
        yield instance, opened


def take_in(shop: Workshop, *paths: Path) -> list[Outcome]:
    outcomes: list[Outcome] = []
    given = [Given(path, Place(name_of(path))) for path in find_files(paths)]
    ingest_many(shop, given, outcomes.append)
    return outcomes


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_names_that_are_no_text_here_get_the_letters_they_were_meant_as(
    shop: tuple[Instance, Workshop], tmp_path: Path
) -> None:
    folder = os.fsencode(tmp_path)
    names = (
        b"b\xf8rn og \xe6ldre.txt",
        b"\x9b og \x86.txt",
        "a\u030arhus.txt".encode(),
        b"to\nlinjer.txt",
        b"\x1b[2J.txt",
    )
    for number, name in enumerate(names):
        with open(os.path.join(folder, name), "wb") as out:  # noqa: PTH118, PTH123 - a name in bytes
            out.write(f"Notat nummer {number} om mærkelige filnavne.".encode())
    outcomes = take_in(shop[1], tmp_path)
    assert {outcome.state for outcome in outcomes} == {FileState.INDEXED}
    seen = {outcome.path.rpartition("/")[2] for outcome in outcomes}
    assert {"børn og ældre.txt", "ø og å.txt"} <= seen
    with shop[0].database.read() as session:
        assert len(session.scalars(select(Sighting.path).where(Sighting.path.contains(tmp_path.name))).all()) == 5


def test_a_folder_deeper_than_the_system_can_name_is_told(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(20):
            Path("d" * 240).mkdir()
            os.chdir("d" * 240)
    finally:
        os.chdir(here)
    (outcome,) = take_in(shop[1], tmp_path)
    assert outcome.cause == "unreadable"


def test_a_file_that_changes_or_goes_while_it_is_copied_is_not_kept(
    shop: tuple[Instance, Workshop], tmp_path: Path
) -> None:
    path = tmp_path / "skrives.txt"
    path.write_text("Første linje.", encoding="utf-8")
    before = digest(path)
    path.write_text("Første linje. Anden linje.", encoding="utf-8")
    with pytest.raises(Unreadable, match="ændret"):
        shop[0].files.keep(path, before)
    path.unlink()
    with pytest.raises(Unreadable):
        shop[0].files.keep(path, before)
    assert not shop[0].files.original(before).exists()
    assert not list(shop[0].files.original(before).parent.iterdir())


def test_a_value_that_cannot_be_saved_costs_only_its_own_file(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Et notat, hvis sti ikke kan skrives ned.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Et notat uden noget i vejen.", encoding="utf-8")
    outcomes: list[Outcome] = []
    given = [Given(tmp_path / "a.txt", Place("\udcff.txt")), Given(tmp_path / "b.txt", Place("b.txt"))]
    ingest_many(shop[1], given, outcomes.append)
    assert {outcome.path: outcome.cause for outcome in outcomes} == {"\udcff.txt": "unexpected", "b.txt": None}


def test_a_container_that_holds_itself_waits_for_nobody(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    path = tmp_path / "selv.zip"
    path.write_bytes(packed(**{"notat.txt": b"Et notat i en pakke."}))
    take_in(shop[1], path)
    ended: list[Outcome] = []
    inside = Given(path, Place("selv.zip/selv.zip"), inside=(digest(path),))
    with shop[1].claim(digest(path)):  # as the container does while its members are taken in
        thread = threading.Thread(target=lambda: ended.append(ingest_one(shop[1], inside)), daemon=True)
        thread.start()
        thread.join(60)
    assert [outcome.state for outcome in ended] == [FileState.DUPLICATE]


def test_what_lies_too_deep_is_told(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    data = b"Det inderste notat."
    name = "notat.txt"
    for depth in range(5):
        data, name = packed(**{name: data}), f"lag{depth}.zip"
    (tmp_path / name).write_bytes(data)
    (outcome,) = take_in(shop[1], tmp_path)
    causes = []
    while outcome.members:
        causes.append(outcome.cause)
        (outcome,) = outcome.members
    assert causes == [None, None, None]
    assert (outcome.state, outcome.cause) == (FileState.QUARANTINED, "archive_unsafe")


def test_a_member_that_is_locked_is_told_and_kept(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    data = bytearray(packed(**{"laast.txt": b"En notits bag en kode.", "fri.txt": "En fri notits om åen.".encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "halv.zip").write_bytes(bytes(data))
    (outcome,) = take_in(shop[1], tmp_path)
    assert [(member.state, member.cause) for member in outcome.members] == [
        (FileState.QUARANTINED, "encrypted"), (FileState.INDEXED, None)
    ]  # fmt: skip


def test_what_lies_in_a_pdf_is_taken_in_unless_the_pdf_holds_closed_parts(
    shop: tuple[Instance, Workshop], tmp_path: Path
) -> None:
    annex = {"bilag.txt": "Bilaget om stien langs fjorden.".encode("cp1252")}
    pages = [line("Referat") + line("1. Lukket punkt: Personalesag", y=650) + line("Drøftet.", y=630)]
    with_attached(tmp_path / "lukket.pdf", pages[0], **annex)
    with_attached(tmp_path / "open.pdf", line("Et brev med bilag"), **annex)
    closed, opened = sorted(take_in(shop[1], tmp_path), key=lambda outcome: outcome.path)
    assert (closed.state, closed.members) == (FileState.INDEXED, ())
    assert [member.path for member in opened.members] == [f"{tmp_path}/open.pdf/bilag.txt"]
    assert opened.members[0].state == FileState.INDEXED


def test_a_container_stopped_before_its_members_is_read_again(
    shop: tuple[Instance, Workshop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "afbrudt.zip"
    path.write_bytes(packed(**{"indhold.txt": "Indholdet kom først med anden gang.".encode()}))

    def stop(*_: object) -> None:
        raise pipeline.Stopped

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "_members", stop)
        with pytest.raises(pipeline.Stopped):
            ingest_one(shop[1], Given(path, Place(str(path))))
    with shop[0].database.read() as session:
        assert session.scalar(select(Document.cause).where(Document.sha256 == digest(path))) == "interrupted"
    assert any(given.place.path == str(path) for given in _unfinished(shop[0]))
    (outcome,) = take_in(shop[1], path)
    assert (outcome.state, outcome.cause, outcome.message) == (FileState.INDEXED, None, "")
    assert [member.state for member in outcome.members] == [FileState.INDEXED]
    (again,) = take_in(shop[1], path)
    assert (again.state, again.cause, again.members) == (FileState.INDEXED, None, ())


def test_a_file_with_a_page_that_was_given_up_is_tried_again(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    path = tmp_path / "halv.txt"
    path.write_text("Første side.\fAnden side.", encoding="utf-8")
    (outcome,) = take_in(shop[1], path)
    assert str(path) not in {given.place.path for given in _unfinished(shop[0])}
    parses = select(Parse.id).where(Parse.document_id == outcome.document_id)
    with shop[0].database.write() as session:
        second = (Page.parse_id.in_(parses)) & (Page.number == 2)
        session.execute(update(Page).where(second).values(problem="timeout"))
    assert str(path) in {given.place.path for given in _unfinished(shop[0])}

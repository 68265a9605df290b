"""An archivist corrects a page: one more layer, found by what was typed, and kept whatever is read anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from ingest import prepare
from ingest.archive.model import Job, Page, PageLayer, Parse
from ingest.archive.store import Place
from ingest.danish import VERSION
from ingest.pipeline import Given, Workshop, ingest_one
from portal import worker
from portal.model import Role
from portal.workshop import workshop
from tests.fixtures_web import Archive, Visitor, words_of

DAMAGED = "Referat fra mgdet.\n\nBgrnene far en ny legeplads ved sgen.\n"
RIGHT = "Referat fra mødet.\n\nBørnene får en ny legeplads ved søen."


@pytest.fixture
def shop(changeable: Archive) -> Iterator[Workshop]:
    with workshop(changeable.instance) as opened:
        yield opened


@pytest.fixture
def page(changeable: Archive, shop: Workshop) -> int:
    """A document of one page, read badly."""
    path = changeable.instance.files.uploads / "referat"
    path.write_text(DAMAGED, encoding="utf-8")
    outcome = ingest_one(shop, Given(path, Place("referat.txt")))
    changeable.instance.generations.drain(wait=True)
    assert outcome.document_id
    return outcome.document_id


@pytest.fixture
def archivist(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.ARCHIVIST)


def work(archive: Archive, shop: Workshop) -> None:
    with archive.instance.database.read() as session:
        waiting = session.scalars(select(Job.id).where(Job.state == "queued")).all()
    for job_id in waiting:
        worker.run_job(archive.instance, shop, "test", job_id)


def send(archivist: Visitor, page: int, text: str, **more: str) -> int:
    where = f"/dokument/{page}/side/1/tekst"
    version = re.search(r'name="version" value="(\w+)"', archivist.text(where))
    assert version
    return archivist.post(where, {"tekst": text, "version": version[1]} | more).status_code


def layers(archive: Archive, page: int) -> list[tuple[str, str, bool]]:
    with archive.instance.database.read() as session:
        asked = select(Page).join(Parse).where(Parse.document_id == page, Parse.current)
        current = session.scalars(asked).one()
        rows = session.scalars(select(PageLayer).where(PageLayer.page_id == current.id).order_by(PageLayer.ordinal))
        return [(row.kind, row.made_by or "", row.ordinal == current.chosen) for row in rows]


def test_a_correction_is_a_layer_with_who_and_is_found(
    changeable: Archive, shop: Workshop, page: int, archivist: Visitor
):
    reader = Visitor(changeable.app).enter(Role.READER)
    assert send(archivist, page, RIGHT) == 303
    work(changeable, shop)
    assert layers(changeable, page) == [
        ("markup", "", False), ("repair", VERSION, False), ("correction", "Karen Arkivar", True),
    ]  # fmt: skip
    assert "ved søen" in words_of(reader.text('/soeg?q="ny legeplads ved søen"'))
    assert "Børnene får" in words_of(reader.text(f"/dokument/{page}"))
    shown = words_of(archivist.text(f"/dokument/{page}/side/1/lag"))
    assert "Rettet af en arkivar" in shown
    assert "Karen Arkivar" in shown
    assert "mgdet" in shown  # what the machine read stays


def test_it_is_still_shown_when_the_text_is_split_otherwise(
    changeable: Archive, shop: Workshop, page: int, archivist: Visitor, monkeypatch: pytest.MonkeyPatch
):
    send(archivist, page, RIGHT)
    work(changeable, shop)
    # The same bytes read by another version: every paragraph is a passage of its own.
    monkeypatch.setattr(shop.sandbox, "submit", _InThisProcess(shop))
    monkeypatch.setattr(prepare, "understand", _split_at_every_line)
    archivist.post(f"/arkiv/igen/{page}")
    work(changeable, shop)
    reader = Visitor(changeable.app).enter(Role.READER)
    shown = words_of(reader.text(f"/dokument/{page}"))
    assert "Børnene får en ny legeplads ved søen." in shown
    assert "mgdet" not in shown
    assert "ved søen" in words_of(reader.text("/soeg?q=legeplads søen"))


class _InThisProcess:
    """A sandbox that runs its task here, so that the test's own splitting counts."""

    def __init__(self, shop: Workshop) -> None:
        self.shop = shop

    def __call__(self, task: object, *given: object, **_: object) -> _InThisProcess:
        self.found = task(*given)  # type: ignore[operator]
        return self

    def result(self) -> object:
        return self.found


def _split_at_every_line(source: object, name: str) -> object:
    from dataclasses import replace

    from ingest.understand import understand
    from ingest.values import PassageText, Segment

    understood = understand(source, name)  # type: ignore[arg-type]
    lines = [line for line in source.pages[0].body.splitlines() if line]  # type: ignore[attr-defined]
    passages = tuple(PassageText("text", "", None, line, (Segment(1, 0, len(line)),)) for line in lines)
    fields = tuple(replace(field, passage=None) for field in understood.fields)
    return replace(understood, passages=passages, fields=fields)


def test_taken_back_the_machines_reading_counts_again(
    changeable: Archive, shop: Workshop, page: int, archivist: Visitor
):
    send(archivist, page, RIGHT)
    work(changeable, shop)
    assert send(archivist, page, "", handling="fjern") == 303
    work(changeable, shop)
    assert layers(changeable, page) == [("markup", "", True), ("repair", VERSION, False)]


def test_taken_back_the_field_holds_what_was_read_and_no_guess(
    changeable: Archive, shop: Workshop, page: int, archivist: Visitor
):
    send(archivist, page, RIGHT)
    work(changeable, shop)
    send(archivist, page, "", handling="fjern")  # and not yet read again
    field = re.search(r"<textarea[^>]*>(.*?)</textarea>", archivist.text(f"/dokument/{page}/side/1/tekst"), re.DOTALL)
    assert field and "Bgrnene far en ny legeplads" in field[1]


def test_two_archivists_do_not_overwrite_each_other(changeable: Archive, page: int, archivist: Visitor):
    where = f"/dokument/{page}/side/1/tekst"
    old = re.search(r'name="version" value="(\w+)"', archivist.text(where))
    assert old
    assert send(archivist, page, RIGHT) == 303
    answer = archivist.post(where, {"tekst": "Noget andet.", "version": old[1]})
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "Noget andet." in shown
    assert "Børnene får" in shown


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Skriv sidens tekst"), ("x" * 100_001, "mere tekst"), (DAMAGED, "ikke ændret")]
)
def test_what_cannot_be_kept(changeable: Archive, page: int, archivist: Visitor, typed: str, said: str):
    where = f"/dokument/{page}/side/1/tekst"
    version = re.search(r'name="version" value="(\w+)"', archivist.text(where))
    assert version
    answer = archivist.post(where, {"tekst": typed, "version": version[1]})
    assert answer.status_code == 422
    assert said in words_of(answer.get_data(as_text=True))

"""The whole way of a scan with a bad text layer: read again, found, shown; kept when Tesseract is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.archive.model import Page, Parse, Passage
from ingest.archive.page_corrections import PageCorrection
from ingest.archive.search import FoundPassage, SearchRequest, search
from ingest.archive.store import Place
from ingest.danish.quality import HARD
from ingest.pipeline import Given, Workshop, ingest_many
from ingest.readers import ocr
from ingest.values import FileState, Outcome
from portal.demo import scan
from portal.instance import Instance
from portal.workshop import workshop
from tests.scans import page_image

pytestmark = [pytest.mark.slow, pytest.mark.ocr]


@pytest.fixture(scope="module")
def misread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scan whose text layer was read with the English model."""
    folder = tmp_path_factory.mktemp("scan")
    path = folder / "referat 2009.pdf"
    path.write_bytes(scan.misread_pdf([page_image(folder)], 200, date(2009, 5, 4)))
    return path


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[tuple[Instance, Workshop]]:
    instance = Instance.open(tmp_path / "instance")
    with workshop(instance) as opened:
        yield instance, opened


def take_in(shop: Workshop, path: Path, *, again: bool = False) -> Outcome:
    outcomes: list[Outcome] = []
    ingest_many(shop, [Given(path, Place(path.name), again)], outcomes.append)
    return outcomes[0]


def layers(instance: Instance) -> list[tuple[str, bool]]:
    """Give the kinds of the page's layers as it was read last, and which counts."""
    with instance.database.read() as session:
        page = session.scalars(select(Page).join(Parse).where(Parse.current)).one()
        return [(layer.kind, layer.ordinal == page.chosen) for layer in page.layers]


def quality(instance: Instance) -> float:
    with instance.database.read() as session:
        page = session.scalars(select(Page).join(Parse).where(Parse.current)).one()
        passage = session.scalars(select(Passage).where(Passage.superseded_at.is_(None))).first()
        assert passage and passage.quality == page.quality
        return page.quality or 0.0


def hit(instance: Instance, query: str) -> FoundPassage:
    with instance.database.read() as session:
        found = search(session, instance.generations.index(), SearchRequest(query=query), frozenset()).hits
    assert found
    return found[0]


def test_it_is_read_again_in_danish_and_found(shop: tuple[Instance, Workshop], misread: Path) -> None:
    instance, opened = shop
    outcome = take_in(opened, misread)
    assert (outcome.state, outcome.ocr_pages, outcome.repaired_words) == (FileState.INDEXED, 1, 0)
    assert layers(instance) == [("layer", False), ("ocr", True)]
    assert quality(instance) > 0.9
    one = hit(instance, "høringssvarene forældrebestyrelserne")
    assert (one.quality, one.damaged) == ("clean", False)
    assert "<mark>Høringssvarene</mark>" in one.excerpt


def test_without_tesseract_it_is_repaired_and_read_again_later(
    shop: tuple[Instance, Workshop], misread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance, opened = shop
    with monkeypatch.context() as missing:
        missing.setattr(ocr, "tessdata", lambda: None)
        outcome = take_in(opened, misread)
    assert (outcome.state, outcome.cause, outcome.ocr_pages) == (FileState.INDEXED, None, 0)
    assert outcome.repaired_words > 5
    assert layers(instance) == [("layer", True), ("repair", False)]
    assert quality(instance) < HARD
    one = hit(instance, "høringssvarene forældrebestyrelserne")
    assert (one.quality, one.damaged) == ("damaged", True)
    assert "Høringssvarene" not in one.excerpt  # an excerpt shows what stands there
    assert take_in(opened, misread, again=True).ocr_pages == 1
    assert layers(instance) == [("layer", False), ("ocr", True)]
    assert hit(instance, "høringssvarene forældrebestyrelserne").passage_id == one.passage_id


def test_what_an_archivist_typed_goes_before_a_new_reading(shop: tuple[Instance, Workshop], misread: Path) -> None:
    instance, opened = shop
    document_id = take_in(opened, misread).document_id
    typed = "Referat\nUdvalget drøftede sagen om klubbernes åbningstider."
    with instance.database.write() as session:
        session.add(PageCorrection(document_id=document_id, number=1, text=typed, made_by="Karen"))
    take_in(opened, misread, again=True)
    assert layers(instance) == [("layer", False), ("ocr", False), ("correction", True)]
    assert hit(instance, "klubbernes").quality == "clean"

"""Which text of a page counts: layer, new reading or repair; and what is kept of the others."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ingest import choice, ocr_pages, readers
from ingest.danish.quality import HARD
from ingest.danish.repaired import repaired
from ingest.prepare import prepare, read_and_prepare, scan_page
from ingest.readers import Limits
from ingest.readers.lines import flow
from ingest.readers.sniff import PDF
from ingest.values import Layer, LayerKind, Prepared, Source, SourcePage
from portal.demo import scan
from tests.pdf_makers import FULL_PAGE_IMAGE, bare, gray_image, line
from tests.scans import errors, page_image
from tests.test_danish_quality import CLEAN, DAMAGED, GARBAGE, PRINTED

FINE_GRAY = gray_image(2, 2, b"\xff\xf0\xf0\xff")


def page(*layers: Layer, body: str = "") -> SourcePage:
    return SourcePage(1, layers, chosen=len(layers) - 1, body=body, wants_ocr=True)


def layer(text: str, quality: float | None = None) -> Layer:
    return Layer(LayerKind.LAYER, text, quality)


def ocr(text: str) -> Layer:
    return Layer(LayerKind.OCR, text, 0.9)


def chosen(*layers: Layer) -> SourcePage:
    return choice.choose(Source(PDF, (page(*layers),))).pages[0]


COVER = "Klimaplan for Ådal Kommune 2030"


@pytest.mark.parametrize(
    ("layers", "position"),
    [
        ((layer(COVER), ocr("Klimaplan")), 0),  # a title as text over a photograph, of which OCR saw a part
        ((layer("Scannet 12-03-2015"), ocr(CLEAN)), 1),  # a stamp reads well and says little
        ((layer(GARBAGE["a font without letters"], 0.0), ocr("Klima-\nplan")), 1),
        ((layer(GARBAGE["a font without letters"], 0.0), ocr("")), 1),
        ((layer(DAMAGED), ocr(PRINTED)), 1),  # read by a model that knows no Danish, then by one that does
        ((layer(CLEAN), ocr(CLEAN)), 0),  # a tie
        ((layer(CLEAN), ocr(CLEAN + " Godkendt.")), 0),  # nearly one
        ((layer(DAMAGED), ocr("Et hjgrne af papiret")), 0),  # the new reading saw a corner
        ((layer(""), ocr(CLEAN)), 1),
        ((layer(GARBAGE["a page on its head"]), ocr(CLEAN)), 1),
    ],
)
def test_what_says_more_that_can_be_read_is_chosen(layers: tuple[Layer, ...], position: int) -> None:
    settled = chosen(*layers)
    assert settled.chosen == position
    assert [kept.text for kept in settled.layers] == [given.text for given in layers]


def test_a_repair_counts_for_the_text_it_was_made_of() -> None:
    poor = " ".join(word if n % 3 else "xq" + word[::-1] for n, word in enumerate((CLEAN * 2).split()))
    settled = choice.judged(choice.choose(Source(PDF, (page(layer(DAMAGED), ocr(poor), body=DAMAGED),))))
    one = settled.pages[0]
    assert (one.chosen, one.layer_kind) == (0, LayerKind.LAYER)
    assert [kept.kind for kept in one.layers] == [LayerKind.LAYER, LayerKind.OCR, LayerKind.REPAIR]
    assert one.text == DAMAGED


def test_a_repair_is_kept_beside_what_was_read() -> None:
    judged = choice.judged(Source("text/plain", (SourcePage(1, (layer(DAMAGED),), body=DAMAGED),))).pages[0]
    read, repair = judged.layers
    assert judged.text == read.text == DAMAGED
    assert repair.kind == LayerKind.REPAIR and repair.made_by
    assert "Børne- og Ungeudvalget drøftede" in repair.text
    assert repair.text == repaired(DAMAGED, repair.repairs)
    assert {one.printed: one.words[0][0] for one in repair.repairs}["drgftede"] == "drøftede"
    assert read.quality is not None and repair.quality is not None
    assert read.quality < HARD < repair.quality


def test_a_clean_page_is_measured_and_nothing_else() -> None:
    judged = choice.judged(Source("text/plain", (SourcePage(1, (layer(CLEAN),), body=CLEAN), SourcePage(2, ())))).pages
    assert [len(one.layers) for one in judged] == [1, 0]
    assert (judged[0].quality or 0) > 0.95
    assert judged[1].quality is None


@cache
def misread_scan(folder: Path) -> Path:
    """A scan whose text layer was read with the English model."""
    path = folder / "misread.pdf"
    path.write_bytes(scan.misread_pdf([page_image(folder)], 200, date(2009, 5, 4)))
    return path


def read(path: Path, *, with_ocr: bool = True) -> Prepared:
    """Read a file as the pipeline does, in this process."""
    source = read_and_prepare(path, path.name, path.parent, Limits())
    if isinstance(source, Prepared):
        return source
    wanted = [one.number for one in source.pages if one.wants_ocr]
    return prepare(source, path.name, {n: scan_page(path, PDF, n) if with_ocr else "no_ocr" for n in wanted})


@pytest.mark.ocr
@pytest.mark.slow
def test_a_misread_scan_is_read_again_in_danish(tmp_path: Path) -> None:
    made = read(misread_scan(tmp_path))
    one = made.source.pages[0]
    assert [kept.kind for kept in one.layers] == [LayerKind.LAYER, LayerKind.OCR]
    assert one.layer_kind == LayerKind.OCR
    assert errors(one.body) < 0.05 < errors(flow(one.layers[0].text))
    assert (made.ocr_pages, made.note, made.understood.language_quality) == (1, None, "clean")
    before, now = (kept.quality or 0 for kept in one.layers)
    assert before < HARD and now > 0.9


@pytest.mark.ocr
@pytest.mark.slow
def test_without_tesseract_the_layer_stays_and_is_repaired(tmp_path: Path) -> None:
    made = read(misread_scan(tmp_path), with_ocr=False)
    one = made.source.pages[0]
    assert [kept.kind for kept in one.layers] == [LayerKind.LAYER, LayerKind.REPAIR]
    assert (one.chosen, one.problem, made.note, made.ocr_pages) == (0, None, None, 0)
    assert made.understood.language_quality == "damaged"
    assert errors(flow(one.layers[1].text)) < errors(one.body) / 2


def test_a_scan_without_usable_text_says_that_ocr_is_missing(tmp_path: Path) -> None:
    path = bare(tmp_path / "a.pdf", [FULL_PAGE_IMAGE], extra=[FINE_GRAY])
    made = read(path, with_ocr=False)
    assert made.note == "no_ocr" and made.source.pages[0].problem == "no_ocr"


def test_ocr_that_fails_costs_a_page_nothing_it_had(tmp_path: Path) -> None:
    lines = "".join(line(text, y=800 - n * 14, size=9) for n, text in enumerate(_lines(DAMAGED)))
    path = bare(tmp_path / "a.pdf", [FULL_PAGE_IMAGE + lines], extra=[FINE_GRAY])
    source = readers.read(path, "a.pdf", tmp_path, Limits())
    assert source.pages[0].wants_ocr
    made = prepare(source, "a.pdf", {1: "timeout"})
    assert made.source.pages[0].problem is None and made.understood.passages[0].damaged


def _lines(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[start : start + 12]) for start in range(0, len(words), 12)]


@pytest.mark.parametrize(
    ("behind", "text", "wanted"),
    [
        (FULL_PAGE_IMAGE, DAMAGED, True),
        (FULL_PAGE_IMAGE, CLEAN, False),
        (FULL_PAGE_IMAGE, GARBAGE["digits in words"], True),
        ("", DAMAGED, False),  # born digital: there is no picture to read again
        ("q 100 0 0 100 20 20 cm /Im Do Q\n", DAMAGED, False),
    ],
)
def test_a_layer_is_doubted_only_over_a_scan(tmp_path: Path, behind: str, text: str, wanted: bool) -> None:
    lines = "".join(line(words, y=800 - n * 14, size=9) for n, words in enumerate(_lines(text)))
    path = bare(tmp_path / "a.pdf", [behind + lines], extra=[FINE_GRAY])
    assert readers.read(path, "a.pdf", tmp_path, Limits()).pages[0].wants_ocr == wanted


def test_no_tesseract_is_told_for_every_page_that_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(readers, "ocr_ready", lambda: False)
    source = Source(PDF, (page(layer(DAMAGED), body=DAMAGED),))
    assert ocr_pages.scan(None, tmp_path, source, 1.0, 1) == {1: "no_ocr"}  # type: ignore[arg-type]

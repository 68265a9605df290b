"""How well pages read, by the one measure: clean, scanned and read in Danish, in English, on their heads; its cost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ingest import choice, readers
from ingest.danish.quality import HARD, quality
from ingest.readers.lines import flow
from ingest.readers.sniff import TIFF
from ingest.values import Layer, LayerKind, Source, SourcePage
from portal.demo import scan
from portal.demo.paper import Paper
from portal.demo.pdf import pdf
from portal.demo.plan import plan
from tests.bench.figures import Figure, digest_of

_PAPERS, _STEP = 8, 5
_WORDS = 300


def measure(scratch: Path) -> list[Figure]:
    """Measure the sample municipality's papers as they are, and pages of them after a scanner."""
    papers = [planned.papers[0][1] for planned in plan(96, 1)]
    clean = _pages(papers)
    scanned = _scanned(scratch, papers[3 :: len(papers) // _PAPERS][:_PAPERS])
    danish, english, turned = zip(*scanned, strict=True)
    return [
        _least("clean pages", clean, 0.9),
        _least("scans read by `dan`", danish, 0.85),
        _most("the same read by `eng`", english, HARD),
        _most("the same on their heads", turned, 0.4),
        _chosen(danish, english),
        _cost(clean),
    ]


def _pages(papers: Sequence[Paper]) -> list[str]:
    words = " ".join(paper.words(closed=False) for paper in papers).split()
    return [" ".join(words[start : start + _WORDS]) for start in range(0, len(words), _WORDS)]


def _scanned(scratch: Path, papers: Sequence[Paper]) -> list[tuple[str, str, str]]:
    """Give the first page of each paper as Danish, as English and upside down, as a machine reads it."""
    found = []
    for number, paper in enumerate(papers):
        dpi = (150, 200, 300)[number % 3]
        image = scan.draw(pdf(paper), dpi, number)[0]
        path = scratch / f"{number}.tif"
        image.save(path, dpi=(dpi, dpi))
        danish = readers.ocr_page(path, TIFF, 1).text
        english, turned = scan.misread([image, image.transpose(Image.Transpose.ROTATE_180)], dpi)
        found.append((danish, english, turned))
    return found


def _measured(texts: Sequence[str]) -> list[float]:
    return sorted(reads for text in texts if (reads := quality(flow(text))) is not None)


def _told(texts: Sequence[str]) -> str:
    reads = _measured(texts)
    return f"{len(reads)} pages; least {reads[0]:.2f}, middle {reads[len(reads) // 2]:.2f}, most {reads[-1]:.2f}"


def _least(what: str, texts: Sequence[str], bound: float) -> Figure:
    least = _measured(texts)[0]
    return Figure(f"quality: {what}, the worst", _told(texts), least, "", f"at least {bound}", least >= bound)


def _most(what: str, texts: Sequence[str], bound: float) -> Figure:
    middle = _measured(texts)[len(texts) // 2]
    return Figure(f"quality: {what}, the middle", _told(texts), middle, "", f"under {bound}", middle < bound)


def _chosen(danish: Sequence[str], english: Sequence[str]) -> Figure:
    """Count the pages on which the Danish reading is chosen over the English layer."""
    pages = tuple(
        SourcePage(n, (Layer(LayerKind.LAYER, other), Layer(LayerKind.OCR, read)), 1, other)
        for n, (read, other) in enumerate(zip(danish, english, strict=True), 1)
    )
    settled = choice.choose(Source("application/pdf", tuple(replace(page, wants_ocr=True) for page in pages))).pages
    share = sum(page.chosen for page in settled) / len(settled)
    given = digest_of([(page.number, page.chosen) for page in settled])
    return Figure(
        "choice: new reading over an English layer", f"{len(pages)} pages", share, "", "all", share == 1, given
    )


def _cost(texts: Sequence[str]) -> Figure:
    for text in texts:
        quality(text, damaged=False)
    started = time.process_time()
    for text in texts:
        quality(text, damaged=False)
    each = 1000 * (time.process_time() - started) / len(texts)
    return Figure("quality: a page, warm", f"{len(texts)} pages of {_WORDS} words", each, "ms", "at most 2", each <= 2)

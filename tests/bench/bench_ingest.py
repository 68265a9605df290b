"""Born-digital pages from file to searchable, and scans against bare Tesseract on the same images."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from ingest.readers.ocr import tessdata  # before tesserocr: it sets how many threads Tesseract may use

import tesserocr  # isort: skip

from ingest.archive.store import Place
from ingest.pipeline import Given, ingest_many
from ingest.values import Outcome
from portal.demo import bulk_pdfs, scan_images
from portal.instance import Instance
from portal.workshop import workshop
from tests.bench.figures import Figure, digest_of

PAGES, WORDS = 3000, 350
SCANS, DPI, SCAN_WORDS = 24, 200, 380


def measure(scratch: Path) -> list[Figure]:
    """Give pages a second for born-digital PDFs, and the cost of a scan as a multiple of bare tesserocr."""
    return [_born_digital(scratch), _scans(scratch)]


def take_in(instance: Instance, paths: list[Path]) -> tuple[list[Outcome], float]:
    """Ingest and give outcomes with the seconds until all of it can be searched."""
    outcomes: list[Outcome] = []
    with workshop(instance) as shop:
        started = time.perf_counter()
        ingest_many(shop, [Given(path, Place(path.name)) for path in paths], outcomes.append)
        return outcomes, time.perf_counter() - started


def _born_digital(scratch: Path) -> Figure:
    paths = bulk_pdfs(scratch / "pdf", pages=PAGES, words=WORDS, seed=1)
    outcomes, seconds = take_in(Instance.open(scratch / "a"), paths)
    pages = sum(outcome.pages for outcome in outcomes)
    return Figure(
        "born-digital pages, file to searchable",
        f"{len(paths)} PDFs, {pages} pages of {WORDS} words",
        pages / seconds,
        "pages/s",
        "at least 25",
        pages / seconds >= 25,
        digest_of(sorted((o.path, o.state.value, o.pages, o.passages) for o in outcomes)),
    )


def _scans(scratch: Path) -> Figure:
    images = scan_images(scratch / "scans", count=SCANS, dpi=DPI, words=SCAN_WORDS, seed=1)
    # On the same two processes as the pipeline uses, before and after it: the machine's speed drifts.
    before = _bare(images)
    outcomes, seconds = take_in(Instance.open(scratch / "b"), images)
    bare = (before + _bare(images)) / 2
    return Figure(
        "scans, against bare tesserocr on the same images",
        f"{len(images)} images, {DPI} dpi, {SCAN_WORDS} words; bare {bare:.1f} s, ours {seconds:.1f} s",
        seconds / bare,
        "times",
        "at most 1.25",
        seconds / bare <= 1.25,
        digest_of(sorted((o.path, o.state.value, o.ocr_pages) for o in outcomes)),
    )


def _bare(images: list[Path]) -> float:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(_ready, range(2)))
        started = time.perf_counter()
        list(pool.map(_read, images))
        return time.perf_counter() - started


def _ready(_: int) -> None:
    _engine()


@cache
def _engine() -> tesserocr.PyTessBaseAPI:
    return tesserocr.PyTessBaseAPI(path=str(tessdata()), lang="dan")


def _read(image: Path) -> int:
    engine = _engine()
    engine.SetImageFile(str(image))
    return len(engine.GetUTF8Text())

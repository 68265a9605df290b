"""Much of everything, for benches: pages, passages, PDFs and scans with varied words. Nothing here goes through OCR."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from portal.demo.paper import Block, Paper
from portal.demo.pdf import pdf
from portal.demo.prose import town
from portal.demo.routine import case_numbers
from portal.demo.scan import draw
from portal.demo.words import Vocabulary, dice

_KINDS = ("minutes", "minutes", "minutes", "agenda", "agenda", "hearing_response", "hearing_letter", "policy", "news")


class Passage(NamedTuple):
    """One passage of a made-up archive: about 300 words of `text`, its heading its first line."""

    title: str
    heading: str
    text: str
    kind: str
    committee: str
    date: date


def pages(count: int, words: int = 350, seed: int = 1) -> Iterator[str]:
    """Give so many pages of exactly so many words each: a heading line, then paragraphs between blank lines."""
    vocabulary, rng = Vocabulary(seed), dice(seed, "pages")
    for number in range(1, count + 1):
        yield "\n\n".join(_page(vocabulary, rng, number, words))


def _page(vocabulary: Vocabulary, rng: Random, number: int, words: int) -> list[str]:
    parts = [f"{number}. {vocabulary.title(rng)}"]
    left = words - len(parts[0].split(" "))
    while left > 0:
        share = left if left < 110 else rng.randint(40, 80)
        parts.append(vocabulary.exactly(rng, share))
        left -= share
    return parts


def bulk_passages(count: int, seed: int = 1) -> Iterator[Passage]:
    """Give so many passages of 200 to 400 words, several to a document, from all committees and years."""
    vocabulary, rng = Vocabulary(seed), dice(seed, "passages")
    committees = [committee["name"] for committee in town()["committees"].values()]
    left, title, kind, committee, day = 0, "", "", "", date(2004, 1, 5)
    for _ in range(count):
        if left == 0:
            left, kind, committee = rng.randint(1, 15), rng.choice(_KINDS), rng.choice(committees)
            day = _weekday(rng)
            title = f"{committee} {day.isoformat()}"
        left -= 1
        heading = vocabulary.title(rng)
        case, serial = case_numbers(rng, day.year)
        text = f"{heading}\nSagsnr.: {case} {serial}\n{vocabulary.paragraph(rng, rng.randint(200, 385))}"
        yield Passage(title, heading, text, kind, committee, day)


def _weekday(rng: Random) -> date:
    day = date(2004, 1, 5) + timedelta(days=rng.randrange(8_000))
    return day - timedelta(days=max(0, day.weekday() - 4))


def bulk_pdfs(folder: Path, pages: int = 3000, words: int = 350, seed: int = 1) -> list[Path]:
    """Write born-digital PDFs of 10 to 30 pages until there are so many pages of so many words (at most about 450).

    The words of running headers and footers come on top. About 100 pages a second.
    """
    vocabulary, rng = Vocabulary(seed), dice(seed, "pdfs")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    left = pages
    while left > 0:
        size = min(left, rng.randint(10, 30))
        paper = _bulk_paper(vocabulary, rng, size, words)
        path = folder / f"{len(written) + 1:04d}_{paper.date}.pdf"
        path.write_bytes(pdf(paper, draft=True))
        written.append(path)
        left -= size
    return written


def _bulk_paper(vocabulary: Vocabulary, rng: Random, size: int, words: int) -> Paper:
    committee, day = rng.choice(list(town()["committees"].values()))["name"], _weekday(rng)
    blocks: list[Block] = []
    for number in range(1, size + 1):
        heading, *paragraphs = _page(vocabulary, rng, number, words)
        blocks += [Block("heading", heading, level=2), *(Block("para", text) for text in paragraphs), Block("break")]
    return Paper(
        kind="minutes",
        title=f"Referat {committee} {day.isoformat()}",
        date=day,
        blocks=tuple(blocks[:-1]),
        committee=committee,
        header=f"{town()['name']} · {committee} · {day:%d-%m-%Y}",
        footer="Side {page} af {pages}",
    )


def scan_images(folder: Path, count: int, dpi: int = 200, words: int = 380, seed: int = 1) -> list[Path]:
    """Write so many scanned pages as PNG: skewed, noisy, of so many words; the words beside each in a .txt file.

    Returns:
        The images.
    """
    vocabulary, rng = Vocabulary(seed), dice(seed, "scans")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number in range(1, count + 1):
        heading, *paragraphs = _page(vocabulary, rng, number, words)
        blocks = (Block("heading", heading, level=2), *(Block("para", text) for text in paragraphs))
        paper = Paper("minutes", heading, date(2009, 3, 2), blocks)
        image = draw(pdf(paper, draft=True), dpi, seed * 100_003 + number)[0]
        path = folder / f"scan_{number:04d}.png"
        image.save(path, dpi=(dpi, dpi), compress_level=1)
        path.with_suffix(".txt").write_text("\n\n".join([heading, *paragraphs]), encoding="utf-8")
        written.append(path)
    return written

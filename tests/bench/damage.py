"""Damage as it comes about: Danish text is printed on pages, scanned askew and dirty, and read by an English model."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ingest.readers.ocr import tessdata

_PAGE = (1654, 2339)  # A4 at 200 dots an inch
_MARGIN, _LINES = 150, 42
_EDGES = ".,;:!?()[]\"'»«“”„’‘–—-|*•/\\_=+<>{}~"
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Scan:
    """How a text is printed and scanned.

    Attributes:
        font: File name of a TrueType font.
        size: Letters' size in points.
        skew: Degrees.
        noise: Standard deviation of the grey noise, of 255.
    """

    font: str
    size: float = 11
    skew: float = 0.0
    noise: float = 8.0


def read_badly(text: str, scan: Scan, seed: int = 1) -> str:
    """Give what Tesseract's English model reads of a text printed and scanned so."""
    import tesserocr

    with tesserocr.PyTessBaseAPI(path=str(tessdata()), lang="eng", psm=6) as reader:
        read = []
        for n, page in enumerate(_pages(text, scan)):
            reader.SetImage(_scanned(page, scan, seed + n))
            reader.SetSourceResolution(200)
            read.append(reader.GetUTF8Text())
    return "\n".join(read)


def _pages(text: str, scan: Scan) -> Iterator[Image.Image]:
    font = ImageFont.truetype(scan.font, round(scan.size * 200 / 72))
    width = int((_PAGE[0] - 2 * _MARGIN) / font.getlength("abcdefghijklmnopqrstuvwxyzæøå ") * 30)
    lines = [line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, width)]
    for start in range(0, len(lines), _LINES):
        page = Image.new("L", _PAGE, 255)
        pen = ImageDraw.Draw(page)
        for n, line in enumerate(lines[start : start + _LINES]):
            pen.text((_MARGIN, _MARGIN + n * 48), line, font=font, fill=20)
        yield page


def _scanned(page: Image.Image, scan: Scan, seed: int) -> Image.Image:
    """Turn a page, blur it a little and put noise and specks on it."""
    dice = np.random.default_rng(seed)
    turned = page.rotate(scan.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.float32)
    grey = (grey + np.roll(grey, 1, 0) + np.roll(grey, 1, 1)) / 3
    grey += dice.normal(0, scan.noise, grey.shape)
    specks = dice.random(grey.shape) < 0.0004
    grey[specks] = dice.integers(0, 120, int(specks.sum()))
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def pairs(true: str, read: str) -> list[tuple[str, str]]:
    """Give (printed, read) for each word of a text that was read as one word: in order, without edges' punctuation."""
    truth, seen = _words(true), _words(read)
    found: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, truth, seen, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal" or (what == "replace" and b - a == d - c):
            found += zip(truth[a:b], seen[c:d], strict=True)
    return [(one, other) for one, other in found if _LETTERS.search(one) and _alike(one, other)]


def _words(text: str) -> list[str]:
    return [word for raw in text.split() if (word := raw.strip(_EDGES))]


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() >= 0.4


def sample(texts: Sequence[str], words: int) -> list[str]:
    """Give the first so many words of each text, as lines of a paragraph."""
    return [" ".join(text.split()[:words]) for text in texts]

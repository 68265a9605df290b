"""How an OCR model misreads Danish: text is printed on pages, scanned askew and dirty, read, and laid beside the print.

Pages are made and read one at a time. Nothing here is used while documents are read; it is for learning a table of
confusions, and for the benches.
"""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ingest.readers.ocr import tessdata

_PAGE, _DPI = (1654, 2339), 200  # A4
_MARGIN, _LINES, _LEADING = 150, 42, 48
_EDGES = ".,;:!?()[]\"'»«“”„’‘–—-|*•/\\_=+<>{}~"
_LETTERS = re.compile(r"[^\W\d_]")
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")
_NOT_FOR_TEXT = re.compile("math|symbol|icon|emoji|braille|dingbat", re.IGNORECASE)
_MODEL = re.compile(r"\w+")
_PLAIN = ("Regular", "Book", "Roman", "Medium")
_MANY = 400  # files that are looked at
_SKEWS, _NOISES, _SIZES = (0.0, 0.7, -1.0, 1.5, -2.0), (6.0, 10.0, 14.0), (10.0, 11.0, 12.0)
_ALIKE = 0.4  # of the letters of a word and of its reading
_CHARS = "abcdefghijklmnopqrstuvwxyzæøå "


class NoModel(Exception):
    """Tesseract has no such model. The message is Danish."""

    def __init__(self, model: str) -> None:
        super().__init__(f"Tesseract har ikke modellen {model}. Installér den, på Debian som tesseract-ocr-{model}.")


@dataclass(frozen=True, slots=True)
class Scan:
    """How a text is printed and scanned.

    Attributes:
        font: File name of a TrueType or OpenType font.
        size: Letters' size in points.
        skew: Degrees.
        noise: Standard deviation of the grey noise, of 255.
    """

    font: str
    size: float = 11
    skew: float = 0.0
    noise: float = 8.0


def fonts_here(folders: Sequence[str] = _FOLDERS) -> list[Path]:
    """Give the fonts of this machine that Danish can be printed with, the plain one of each family first."""
    files = [
        path
        for folder in folders
        for pattern in ("*.ttf", "*.otf")
        for path in sorted(Path(folder).expanduser().rglob(pattern))
        if not _NOT_FOR_TEXT.search(path.name)
    ]
    named = [(name, path) for path in files[:_MANY] if (name := _usable(path))]
    return [path for name, path in sorted(named, key=lambda one: (one[0][1] not in _PLAIN, one[0], one[1]))]


def usable(font: Path) -> bool:
    """Tell whether a font has the Danish letters, each drawn in its own way."""
    return _usable(font) is not None


def _usable(font: Path) -> tuple[str, str] | None:
    """Give family and style of a font that Danish can be printed with."""
    try:
        opened = ImageFont.truetype(str(font), 24)
        drawn = [bytes(opened.getmask(letter)) for letter in "æøåÆØÅao"]
    except (OSError, ValueError):
        return None
    family, style = opened.getname()
    whole = all(map(any, drawn)) and len(set(drawn)) == len(drawn)
    return (family or font.stem, style or "") if whole else None


def scans(fonts: Sequence[Path], number: int, seed: int) -> list[Scan]:
    """Give so many ways to print and scan: the fonts in turn, skew, noise and size by chance from the seed."""
    dice = np.random.default_rng(seed)
    return [
        Scan(str(fonts[n % len(fonts)]), *(float(dice.choice(choices)) for choices in (_SIZES, _SKEWS, _NOISES)))
        for n in range(number)
    ]


def misreadings(text: str, ways: Sequence[Scan], model: str, seed: int = 1) -> Iterator[list[tuple[str, str]]]:
    """Print a text a page at a time, each page in the next way; give each page's words as (printed, read).

    Raises:
        NoModel: Tesseract is not installed with that model.
    """
    words, start = text.split(), 0
    for n, scan in enumerate(ways):
        if start >= len(words):
            start = 0
        page = _fitting(words[start:], scan)
        start += len(page.split())
        yield pairs(page, read_badly(page, scan, seed + n, model))


def read_badly(text: str, scan: Scan, seed: int = 1, model: str = "eng") -> str:
    """Give what a Tesseract model reads of a text printed and scanned so.

    Raises:
        NoModel: Tesseract is not installed with that model.
    """
    folder = tessdata()
    if folder is None or not _MODEL.fullmatch(model) or not (folder / f"{model}.traineddata").is_file():
        raise NoModel(model)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # before it is loaded: its threads only get into each other's way
    import tesserocr

    with tesserocr.PyTessBaseAPI(path=str(folder), lang=model, psm=6) as reader:
        read = []
        for n, page in enumerate(_pages(text, scan)):
            reader.SetImage(_scanned(page, scan, seed + n))
            reader.SetSourceResolution(_DPI)
            read.append(reader.GetUTF8Text())
    return "\n".join(read)


def _font(scan: Scan) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(scan.font, round(scan.size * _DPI / 72))


def _width(font: ImageFont.FreeTypeFont) -> int:
    """Give how many letters fit on a line."""
    return int((_PAGE[0] - 2 * _MARGIN) / font.getlength(_CHARS) * len(_CHARS))


def _fitting(words: Sequence[str], scan: Scan) -> str:
    """Give as many of the words as stand on one page."""
    width = _width(_font(scan))
    lines = textwrap.wrap(" ".join(words[: _LINES * width // 2]), width)[:_LINES]
    return " ".join(lines)


def _pages(text: str, scan: Scan) -> Iterator[Image.Image]:
    font = _font(scan)
    lines = [line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, _width(font))]
    for start in range(0, len(lines), _LINES):
        page = Image.new("L", _PAGE, 255)
        pen = ImageDraw.Draw(page)
        for n, line in enumerate(lines[start : start + _LINES]):
            pen.text((_MARGIN, _MARGIN + n * _LEADING), line, font=font, fill=20)
        yield page


def _scanned(page: Image.Image, scan: Scan, seed: int) -> Image.Image:
    """Turn a page, blur it a little and put noise and specks on it."""
    dice = np.random.default_rng(seed)
    turned = page.rotate(scan.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.float32)
    soft = (grey + np.roll(grey, 1, 0) + np.roll(grey, 1, 1)) / 3
    noisy = soft + dice.normal(0, scan.noise, grey.shape)
    specks = dice.random(grey.shape) < 0.0004
    noisy[specks] = dice.integers(0, 120, int(specks.sum()))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


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
    if one == other:
        return True
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() >= _ALIKE

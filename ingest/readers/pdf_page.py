"""One page of a PDF: its text in reading order, whether the text can be used, and whether OCR is wanted."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.danish import damaged_texts
from ingest.danish.quality import quality as how_well
from ingest.readers.lines import clean, flow
from ingest.readers.pdf_chars import HYPHEN, characters, looks_overprinted, without_overprint
from ingest.readers.pdf_notes import notes_on
from ingest.readers.pdf_objects import Drawn, View, drawn_on, view_of
from ingest.readers.pdf_tables import lines_of, tables_of, with_tables
from ingest.readers.running import PageLines, edge_lines

_LINE = re.compile(rf"([^\r\n{HYPHEN}]*)({HYPHEN}?)(?:\r?\n|\r|$)?")
_ROW_OF_SIGNS = re.compile(r"([^\w\s])(?: ?\1){2,}")  # the dots of a table of contents, close or spaced
_SAMPLE = 100  # characters asked whether their font knows what they mean
_STAMP_WORDS = 15  # fewer words over an image that fills the page are a stamp, not the page
_FILLS, _MUCH = 0.7, 0.3  # of the page
_POOR = 0.92  # a layer over a scan that reads worse is read again: Danish scans read by `dan` lay at 0.92-1.00
_DRAWN_LETTERS = 30  # paths: letters drawn as outlines


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as read. Attributes as `SourcePage`; `lines` are clean, with the heights of those at the edges."""

    lines: PageLines
    wants_ocr: bool
    quality: float | None

    @property
    def text(self) -> str:
        """The page's layer."""
        return "\n".join(self.lines.lines)


def read_page(page: pdfium.PdfPage, number: int) -> PageText:
    """Read one page.

    Raises:
        PdfiumError: pdfium cannot make text of it.
    """
    view = view_of(page)
    page.set_rotation(0)  # else pdfium orders the letters of a turned page by their place on the paper
    drawn = drawn_on(page, view)
    textpage = page.get_textpage()
    try:
        raw = textpage.get_text_range()
        quality = usable_share(raw, _unmapped(textpage, len(raw)))
        view = replace(view, rotation=_reading_rotation(textpage, len(raw), view.rotation))
        lines = _lines(textpage, raw, drawn, view)
    finally:
        textpage.close()
    lines += [(note, 0.0) for note in notes_on(page, raw)]
    made = PageText(_page_lines(lines, number, view), False, None if quality > 0.9 else quality)
    return replace(made, wants_ocr=_wants_ocr(raw, quality, drawn) or (_is_scan(drawn) and _reads_badly(made.text)))


def _reading_rotation(textpage: Any, length: int, rotation: int) -> int:
    """Give the rotation, in degrees clockwise, at which the text stands upright; a page may be shown lying down."""
    angles: Counter[int] = Counter()
    for index in range(0, length, max(1, length // 15)):
        angle = c.FPDFText_GetCharAngle(textpage, index)  # radians clockwise; -1 when unknown
        if angle >= 0:
            angles[round(-angle / (math.pi / 2)) * 90 % 360] += 1
    return angles.most_common(1)[0][0] if angles else rotation


def _lines(textpage: Any, raw: str, drawn: Drawn, view: View) -> list[tuple[str, float | None]]:
    tables = tables_of(drawn, view)
    if not tables and not looks_overprinted(raw):
        return _plain_lines(textpage, raw, view)
    found = without_overprint(characters(textpage, view))
    return list(with_tables(found, tables) if tables else lines_of(found))


def _plain_lines(textpage: Any, raw: str, view: View) -> list[tuple[str, float | None]]:
    """Cut pdfium's text into lines; places are looked up for the lines at the edges only."""
    cut = [(found[1] + ("-" if found[2] else ""), found.start()) for found in _LINE.finditer(raw) if found[0]]
    lines: list[tuple[str, float | None]] = [(text, None) for text, _ in cut]
    for edge in edge_lines([text.strip() for text, _ in cut]):
        for at in edge:
            text, start = cut[at]
            lines[at] = (text, _top(textpage, start + len(text) - len(text.lstrip()), text.lstrip()[0], view))
    return lines


def _top(textpage: Any, index: int, letter: str, view: View) -> float | None:
    """Give how far from the top a character stands; None when pdfium counts its characters in another way here."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if c.FPDFText_GetUnicode(textpage, index) != ord(letter):
        return None
    if not c.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
        return None
    return view.seen((left.value + right.value) / 2, (bottom.value + top.value) / 2)[1]


def _page_lines(lines: list[tuple[str, float | None]], number: int, view: View) -> PageLines:
    """Clean the lines; those that were nothing but invisible characters go."""
    kept: list[str] = []
    heights: list[tuple[int, float]] = []
    cleaned = clean("\n".join(text for text, _ in lines)).split("\n")
    if len(cleaned) != len(lines):  # a line held a line end of another kind
        cleaned = [clean(text).replace("\n", " ") for text, _ in lines]
    for line, (_, top) in zip(cleaned, lines, strict=True):
        if line or (kept and kept[-1]):
            if line and top is not None:
                heights.append((len(kept), 1 - top / max(view.height, 1.0)))
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return PageLines(number, tuple(kept), tuple(heights))


def _unmapped(textpage: Any, length: int) -> float:
    """Give the share of characters whose font does not say which letter they are, from a sample."""
    step = max(1, length // _SAMPLE)
    asked = range(0, length, step)
    failed: int = sum(c.FPDFText_HasUnicodeMapError(textpage, index) == 1 for index in asked)
    return failed / max(1, len(asked))


def usable_share(text: str, unmapped: float = 0.0) -> float:
    """Say how much of a text layer can be read, 0..1; below 0.5 it is garbage and the page's image says more.

    Fonts without a mapping give private-use or control characters, or letters shifted along the alphabet, which are
    seen by the vowels they lack. `unmapped` is the share of characters without mapping; on its own it proves nothing,
    since many such fonts use the letters' own codes.
    """
    counted = Counter(_ROW_OF_SIGNS.sub(r"\1", text.replace(HYPHEN, "-")))
    sorts: Counter[str] = Counter()
    for letter, count in counted.items():
        sorts[_sort_of(letter)] += count
    marks = counted.total() - sorts["space"]
    if not marks:
        return 1.0
    share = 1.0 - sorts["bad"] / marks
    letters = sorts["plain"] + sorts["vowel"] + sorts["letter"]
    if letters < 0.4 * marks:
        share = min(share, letters / marks)
    plain = sorts["plain"] + sorts["vowel"]
    if plain > 0.6 * letters and plain >= (100 if unmapped < 0.5 else 12):
        vowels = sorts["vowel"] / plain
        if vowels < 0.15:  # Danish .37, Polish .35, lists of codes about .2
            share = min(share, vowels)
    return share


def _sort_of(letter: str) -> str:
    if letter.isspace():
        return "space"
    if letter in "aeiouyAEIOUY":
        return "vowel"
    if letter.isascii() and letter.isalpha():
        return "plain"
    if letter.isalnum():
        return "letter"
    code = ord(letter)
    bad = code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or code >= 0xF0000
    return "bad" if bad else "sign"


def _wants_ocr(raw: str, quality: float, drawn: Drawn) -> bool:
    words = len(raw.split())
    if words and quality < 0.5:
        return True
    if words == 0:
        return drawn.image_share >= _MUCH or drawn.paths >= _DRAWN_LETTERS
    return words < _STAMP_WORDS and _is_scan(drawn)


def _is_scan(drawn: Drawn) -> bool:
    return drawn.image_share >= _FILLS


def _reads_badly(text: str) -> bool:
    """Tell whether a scan's text layer lost letters, or reads worse than a new reading is likely to."""
    text = flow(text)
    if damaged_texts([text])[0]:
        return True
    reads = how_well(text, damaged=False)
    return reads is not None and reads < _POOR

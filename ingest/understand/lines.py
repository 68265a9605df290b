"""A source as lines: what rules look at, with the place of each line in its page's body.

Some sources flatten a whole page into one line; such a line is cut where a label, a mark of closedness or a numbered
heading begins, so that the same rules read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.understand.labels import IN_LINE
from ingest.understand.reading import Reading
from ingest.understand.run_together import behind_approval, behind_head, heading_before, sections_within
from ingest.understand.wording import plain
from ingest.values import Source

_LONG = 240  # characters; a printed line has up to about 130, a paragraph in HTML more
_MIXED = 100  # a line of several labels may be shorter
_LABEL = 45  # characters of the longest label
_PIECE = 900  # about 150 words: pieces are what passages are built from
_PHYSICAL = re.compile(r"[^\n]+")
_CLOSED = r"(?:LUKKE(?:T|DE)\b|[(\[]?[Ll]ukke(?:t|de)[)\]]?\s?[-–—:]|Lukke(?:t|de) (?:punkt|sag|møde|dagsorden|bilag))"
_BEFORE_CLOSED = re.compile(rf"(?<=\s)(?={_CLOSED})")
_CONTENTS = re.compile(
    r"(?i)\b(?:indholdsfortegnelse|dagsordenpunkter)(?![^\W\d])\s?:?\s?(?=\S)|\s(?=indholdsfortegnelse\b)"
)
_BEFORE_NUMBER = re.compile(r"(?<=\s)(?=\d{1,4}\. ?[A-ZÆØÅ])|(?<=\s)(?=Lukket - )")
_SENTENCE = re.compile(r"[.!?:;][”\"')]?\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of a very long one.

    Attributes:
        page: Position in `source.pages` (0-based).
        start, end: Where it stands in that page's body; no white space at the edges.
        text: As rules read it: `body[start:end]`, repaired where the page lost its letters.
        gap: An empty line stands before it.
        first: It begins a page.
        heading: The markup says it is a heading.
        printed: `body[start:end]`.
    """

    page: int
    start: int
    end: int
    text: str
    gap: bool
    first: bool
    heading: bool
    printed: str


def lines_of(source: Source, readings: Sequence[Reading]) -> list[Line]:
    """Give every line that has something on it, in order. Only white space lies between them.

    Args:
        source: As read.
        readings: Its pages' bodies as rules read them.
    """
    headings = {plain(heading) for heading in source.headings if len(heading.strip()) > 2}
    found: list[Line] = []
    for page, reading in enumerate(readings):
        found.extend(_of_page(page, reading, headings))
    return found


def _of_page(page: int, reading: Reading, headings: set[str]) -> Iterator[Line]:
    body = reading.text
    last_end = -1
    first = True
    for match in _PHYSICAL.finditer(body):
        text = match[0].strip()
        if not text:
            continue
        start = match.start() + match[0].index(text[0])
        gap = last_end >= 0 and body.count("\n", last_end, start) > 1
        own = reading.printed[reading.place(start) : reading.place(start + len(text))]
        heading = bool(headings) and len(text) < 400 and plain(own) in headings
        for a, b in _pieces(text):
            begin, end = reading.place(start + a), reading.place(start + b)
            own = reading.printed[begin:end]
            yield Line(page, begin, end, text[a:b], gap, first, heading, own)
            gap = first = False
        last_end = start + len(text)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cut a line where something else begins; most lines are one piece."""
    if len(text) < 30:
        return [(0, len(text))]
    cuts = set()
    if "ndhold" in text or "NDHOLD" in text or "gsordenp" in text:
        cuts = {match.end() for match in _CONTENTS.finditer(text, 0, 400)}
    flat = sections_within(text) | behind_head(text)
    if flat or len(text) >= _LONG or (len(text) >= _MIXED and (text.count(":") > 2 or _CONTENTS.search(text, 0, 40))):
        cuts |= _inner_cuts(text, flat=bool(flat))
    cuts |= flat | behind_approval(text)
    edges = sorted({0, len(text), *cuts})
    found: list[tuple[int, int]] = []
    for a, b in pairwise(edges):
        found.extend(_bounded(text, a, b))
    return found


def _inner_cuts(text: str, *, flat: bool) -> set[int]:
    cuts = {match.start() for match in _BEFORE_CLOSED.finditer(text)}
    labels = set(_labels(text))
    contents = _CONTENTS.search(text)
    if len(labels) > 1 or contents or (labels and flat):
        cuts |= labels
        cuts |= {begin for label in labels if (begin := heading_before(text, label)) is not None}
        cuts |= {match.start() for match in _CONTENTS.finditer(text)}
        cuts |= {match.end() for match in _CONTENTS.finditer(text)}
        cuts |= {match.start() for match in _BEFORE_NUMBER.finditer(text)}
    return cuts


def _labels(text: str) -> Iterator[int]:
    """Give where labels begin: looked for before each colon, which is much faster than everywhere."""
    last = 0
    for colon in re.finditer(":", text):
        begin = max(last, colon.start() - _LABEL)
        match = IN_LINE.search(text, begin, colon.end())
        if match:
            yield match.start()
        last = colon.end()


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is still too long at sentences, else at words, else anywhere; drop white space at the edges."""
    while end - start > _PIECE:
        cut = start
        for match in _SENTENCE.finditer(text, start + _PIECE // 3, start + _PIECE):
            cut = match.end()
        if cut == start:
            cut = text.rfind(" ", start, start + _PIECE) + 1
        if cut <= start:
            cut = start + _PIECE
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end

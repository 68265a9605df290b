"""A document into passages: every character of every body in exactly one, in order.

Passages are runs of lines. Where a line is closed and its neighbour is not, a new passage begins, so what is closed
never stands in an open one. A passage's text is its part of the bodies with white space at line ends and empty lines
beyond one taken out; nothing else differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.understand.headings import Heading
from ingest.understand.seen import Seen
from ingest.values import PassageText, Segment, Source

_AIM = 300  # words
_ENOUGH = 220  # words from which a paragraph's end is a good place to cut
_LATE = 380  # words from which a sentence's end will do
_MOST = 600  # words: no passage is longer, but for one unbroken piece
_REST = 90  # words: a shorter rest stays with what came before
_SPACE = re.compile(r"[^\S\n]+(?=\n)|(?<=\n)[^\S\n]+")
_BLANK = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong under one heading: `start` to `end` (exclusive) in the list of lines."""

    kind: str
    start: int
    end: int
    heading: str = ""
    number: str | None = None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage and the lines it was made of.

    Attributes:
        part: Position of the item or section it belongs to, None above the first.
        first: It is that part's first passage.
    """

    passage: PassageText
    start: int
    end: int
    part: int | None
    first: bool


def blocks(seen: Sequence[Seen], parts: Sequence[Heading], kind: str) -> list[Block]:
    """Divide all lines under the headings given; what stands above the first, and the page of signatures, is apart."""
    found: list[Block] = []
    top = parts[0].line if parts else len(seen)
    contents = [n for n in range(top) if seen[n].section_name == "contents"]
    facts = [
        n
        for n in range(contents[0] + 1 if contents else top, top)
        if any(f.label.where == "head" for f in seen[n].fields)
    ]
    for a, b in pairwise(sorted({0, top, *contents[:1], *facts[:1]})):
        if a < b:
            listed = contents and a == contents[0]
            found.append(Block("section" if listed else "text", a, b, seen[a].text[:80].rstrip(" :") if listed else ""))
    for n, part in enumerate(parts):
        stop = parts[n + 1].line if n + 1 < len(parts) else len(seen)
        last = next((k for k in range(part.end, stop) if seen[k].section_name == "end"), stop)
        heading = part.title or ("" if part.style == "label" else part.printed)
        found.append(Block(kind, part.line, last, heading, part.number, n))
        if last < stop:
            found.append(Block("section", last, stop, seen[last].text[:80].rstrip(" :")))
    return [block for block in found if block.start < block.end]


def cut(
    source: Source, seen: Sequence[Seen], division: Sequence[Block], reasons: Sequence[str], damaged: Sequence[bool]
) -> list[Cut]:
    """Make the passages.

    Args:
        source: For the bodies.
        seen: All lines.
        division: Blocks that cover all lines in order.
        reasons: For each line the words that close it, "" when open.
        damaged: For each page (by position) whether its words lost letters.
    """
    found: list[Cut] = []
    for block in division:
        first = True
        for start, end in _runs(reasons, block):
            for a, b in _sized(seen, start, end):
                hidden = bool(reasons[block.start]) and not reasons[a]  # the heading is closed and this part is not
                own = replace(block, heading="") if hidden else block
                passage = _passage(source, seen, own, a, b, reasons[a], damaged)
                found.append(Cut(passage, a, b, block.part, first))
                first = False
    return found


def _runs(reasons: Sequence[str], block: Block) -> Iterator[tuple[int, int]]:
    """Cut where closed and open lines meet."""
    start = block.start
    for n in range(block.start + 1, block.end):
        if bool(reasons[n]) != bool(reasons[n - 1]):
            yield start, n
            start = n
    yield start, block.end


def _sized(seen: Sequence[Seen], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long where a section, a paragraph or at least a sentence ends."""
    words = [one.text.count(" ") + 1 for one in seen[start:end]]
    left = sum(words)
    begin, count = start, 0
    for n in range(start, end):
        if n > begin and left > _REST and _is_place(seen, n, count, left, words[n - start]):
            yield begin, n
            begin, count = n, 0
        count += words[n - start]
        left -= words[n - start]
    yield begin, end


def _is_place(seen: Sequence[Seen], n: int, count: int, left: int, coming: int) -> bool:
    """Say whether a passage of `count` words may end before line `n`, with `left` words still to come."""
    if count + coming > _MOST:
        return True
    if count + left <= _MOST and count + left <= _AIM + _ENOUGH:
        return False  # all that is left has room
    if count >= _ENOUGH and (seen[n].line.gap or seen[n].section is not None):
        return True
    return count >= _LATE and seen[n - 1].text[-1] in ".!?:"


def _passage(
    source: Source, seen: Sequence[Seen], block: Block, start: int, end: int, reason: str, damaged: Sequence[bool]
) -> PassageText:
    pieces: list[tuple[int, str]] = []
    first = start
    while first < end:
        page = seen[first].line.page
        last = first
        while last + 1 < end and seen[last + 1].line.page == page:
            last += 1
        body = source.pages[page].body[seen[first].line.start : seen[last].line.end]
        pieces.append((page, _BLANK.sub("\n\n", _SPACE.sub("", body))))
        first = last + 1
    segments: list[Segment] = []
    text = ""
    for page, piece in pieces:
        if segments:  # the line end between pages belongs to the page before
            text += "\n"
            segments[-1] = replace(segments[-1], end=len(text))
        begin = len(text)
        text += piece
        segments.append(Segment(source.pages[page].number, begin, len(text)))
    return PassageText(
        kind=block.kind,
        heading=block.heading,
        number=block.number,
        text=text,
        segments=tuple(segments),
        closed=bool(reason),
        closed_reason=reason,
        damaged=any(damaged[page] for page, _ in pieces),
    )

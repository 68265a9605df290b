"""Running headers, footers and page numbers: what stands at the edge of most pages is not what the page says.

A line runs when the same line stands at the same edge of most pages. Digits may differ only the way page numbers do (by
the page), so that `Sagsnr.: 12/345` at the top of every item stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.readers.lines import JOINERS, flow, hyphen_after

_DEPTH = 4  # lines looked at from each edge
_SHARE = 0.4  # of the pages: odd and even pages may have each their own
_TOP, _BOTTOM = 0.86, 0.11  # where margins begin, as heights of the page; body text begins below and ends above
_ALONE = 0.2  # a lone page number may stand this far in (LaTeX)
_NUMBER = "\x00"  # stands for any number: in no clean line
_DIGITS = re.compile(r"\d{1,9}")
_WORDS = re.compile(r"[^\W\d_]{4,}")
_NOT_TITLE = frozenset(("side", "page"))
_PAGE_WORDS = re.compile(r"(?:side|s|page|af|of|nr|\x00|[^\w\s]|\s)+")
_PAGE_MARK = re.compile(r"(?:side|page|s\.)\s*(\d{1,4})(?:\s*(?:af|of|/)\s*\d{1,4})?", re.IGNORECASE)
_COUNTED = re.compile(r"(?:punkt|pkt|sag|sagsnr|bilag|nr|afsnit|kapitel|§)[.: ]*$")  # a number behind these is no page
_HELD = re.compile(r"(?:^|[\s(])([^\W\d_]{2,40}(?:-[^\W\d_]{2,40})?)-$")
_REST = re.compile(r"([^\W\d_]{1,40})([^\s\w]{0,3})[ \n]?")


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page's clean lines.

    Attributes:
        number: 1-based.
        heights: For some of the lines, by their position in `lines`: height on the page as seen, 0 bottom to 1 top.
            Empty when nobody knows.
    """

    number: int
    lines: tuple[str, ...]
    heights: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at an edge of a page: `top` or bottom, with its digits taken out."""

    page: int
    line: int
    top: bool
    shape: str
    numbers: tuple[int, ...]


def edge_lines(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """Give the positions of the first and of the last written lines, outermost first: those that may run.

    A line belongs to the nearer edge only.
    """
    written = [at for at, line in enumerate(lines) if line]
    upper = (len(written) + 1) // 2
    return written[:upper][:_DEPTH], written[upper:][::-1][:_DEPTH]


def bodies(pages: Sequence[PageLines]) -> list[str]:
    """Give each page's body: no running lines, divided words joined, also over the page's end.

    In a document of one or two pages nothing runs but `Side 1 af 2`. A running header whose words stand nowhere else
    in the document is kept where it stands first, since it may be the title.
    """
    running = _running(pages) if len(pages) > 2 else _page_marks(pages)
    texts = [_without(page.lines, running.get(index, ())) for index, page in enumerate(pages)]
    for index, kept in _only_occurrences(pages, running, texts).items():
        texts[index] = _without(pages[index].lines, [at for at in running[index] if at not in kept])
    return _joined_over_pages([flow(text) for text in texts])


def _without(lines: Sequence[str], gone: Sequence[int]) -> str:
    return "\n".join("" if at in gone else line for at, line in enumerate(lines)) if gone else "\n".join(lines)


def _edges(pages: Sequence[PageLines]) -> Iterator[_Edge]:
    for index, page in enumerate(pages):
        heights = dict(page.heights)
        first, last = edge_lines(page.lines)
        for top, at in [(True, at) for at in first] + [(False, at) for at in last]:
            line = page.lines[at]
            shape = " ".join(_DIGITS.sub(_NUMBER, line).casefold().split())
            height = heights.get(at)
            if height is not None:  # some programs write the footer first: the place on the page decides
                top = height > 0.5
                alone = _PAGE_WORDS.fullmatch(shape) is not None
                if (_ALONE if alone else _BOTTOM) < height < (1 - _ALONE if alone else _TOP):
                    continue
            yield _Edge(index, at, top, shape, tuple(int(found) for found in _DIGITS.findall(line)))


def _running(pages: Sequence[PageLines]) -> dict[int, list[int]]:
    """Find the running lines: by position of the page, positions of its lines."""
    groups: dict[tuple[bool, str], dict[tuple[int, int], _Edge]] = defaultdict(dict)
    for edge in _edges(pages):
        groups[edge.top, edge.shape][edge.page, edge.line] = edge
    written = sum(any(page.lines) for page in pages)
    found: dict[int, set[int]] = defaultdict(set)
    for (top, shape), members in groups.items():
        edges = list(members.values())
        if len({edge.page for edge in edges}) < max(3, _SHARE * written):
            continue
        measured = all(dict(pages[edge.page].heights).get(edge.line) is not None for edge in edges)
        if not measured and not top and shape.endswith("."):
            continue  # a decision that ends most pages (`Godkendt.`) looks like this; a footer has no full stop
        for edge in _like_page_numbers(edges, pages, shape):
            found[edge.page].add(edge.line)
    return {page: _from_the_edges(pages[page], lines) for page, lines in found.items()}


def _page_marks(pages: Sequence[PageLines]) -> dict[int, list[int]]:
    """Find the outermost lines that say which page this is: by position of the page, positions of its lines."""
    found: dict[int, list[int]] = {}
    for index, page in enumerate(pages):
        outermost = [edge[0] for edge in edge_lines(page.lines) if edge]
        marks = [at for at in outermost if (mark := _PAGE_MARK.fullmatch(page.lines[at])) and int(mark[1]) == index + 1]
        if marks:
            found[index] = marks
    return found


def _like_page_numbers(edges: list[_Edge], pages: Sequence[PageLines], shape: str) -> list[_Edge]:
    """Keep the lines whose numbers are the same on every page or follow the page; a lone number must follow it."""
    kept = edges
    alone = _PAGE_WORDS.fullmatch(shape) is not None
    for slot, before in enumerate(shape.split(_NUMBER)[:-1]):
        same = Counter(edge.numbers[slot] for edge in edges).most_common(1)[0]
        step = Counter(edge.numbers[slot] - pages[edge.page].number for edge in edges).most_common(1)[0]
        if step[1] >= same[1] and step[1] >= 0.6 * len(edges) and not _COUNTED.search(before):
            kept = [edge for edge in kept if edge.numbers[slot] - pages[edge.page].number == step[0]]
        elif same[1] >= 0.6 * len(edges) and not (alone and slot == 0):
            kept = [edge for edge in kept if edge.numbers[slot] == same[0]]
        else:
            return []
    return kept


def _from_the_edges(page: PageLines, lines: set[int]) -> list[int]:
    """Keep what lies unbroken from an edge."""
    return sorted({at for edge in _inwards(page) for at in takewhile(lines.__contains__, edge)})


def _inwards(page: PageLines) -> list[list[int]]:
    """Give the lines at the edges from the outermost in: by their place on the page, unmeasured ones by their order."""
    heights = dict(page.heights)
    fallen = sorted(heights, key=lambda at: -heights[at])
    measured = [[at for at in fallen if heights[at] > 0.5], [at for at in fallen[::-1] if heights[at] <= 0.5]]
    return measured + [[at for at in edge if at not in heights] for edge in edge_lines(page.lines)]


def _only_occurrences(
    pages: Sequence[PageLines], running: dict[int, list[int]], texts: list[str]
) -> dict[int, set[int]]:
    """Find running headers that hold a word which stands nowhere else: by page, the lines to keep there."""
    if not running:
        return {}
    known = {word.casefold() for text in texts for word in _WORDS.findall(text)}
    kept: dict[int, set[int]] = defaultdict(set)
    for index in sorted(running):
        first, _ = edge_lines(pages[index].lines)
        heights = dict(pages[index].heights)
        for at in running[index]:
            if heights.get(at, 1.0 if at in first else 0.0) < 0.5:
                continue
            words = {word.casefold() for word in _WORDS.findall(pages[index].lines[at])} - _NOT_TITLE
            if not words <= known:
                kept[index].add(at)
                known |= words
    return kept


def _joined_over_pages(texts: list[str]) -> list[str]:
    """Move the rest of a word that was divided at a page's end back to where it began."""
    for index in range(len(texts) - 1):
        held, rest = _HELD.search(texts[index][-90:]), _REST.match(texts[index + 1])
        if held and rest and rest[1][0].islower() and rest[1] not in JOINERS:
            texts[index] = texts[index][:-1] + hyphen_after(held[1]) + rest[1] + rest[2]
            texts[index + 1] = texts[index + 1][rest.end() :]
    return texts

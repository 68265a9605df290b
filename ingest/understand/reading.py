"""A body as rules read it: where a page lost its letters, its words repaired; and the way back to what is printed.

Rules look for words (`Mødedato`, `lukket møde`), so they read the repaired text. What is kept, shown as evidence and
cut into passages is what stands printed. A word that may say `lukket` is never repaired into another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.danish import local
from ingest.danish.ocr_repair import LIKELY, repairs
from ingest.danish.repaired import as_printed, by_printed, guesses, repairs_in
from ingest.understand.closed_marks import may_say_closed
from ingest.values import LayerKind, Repair, Source, SourcePage

_EDGES = ".,;:!?()[]\"'»«”“–—-|*•/"
_SPACED = re.compile(r"^[^\W\d_](?: [^\W\d_]){4,40}$", re.MULTILINE)
_CLOSED_LETTER = re.compile(r"^\d{1,4}\s?L[.:)]\s", re.MULTILINE)
_OPEN_LETTER = re.compile(r"(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d\d\d))[AaDd](?=[.:)]\s)", re.MULTILINE)
_NUMBER_GLUED = re.compile(r"\d{1,4}[A-ZÆØÅ][a-zæøå]")  # `3Orientering` is an item and no `åorientering`
_WORD = re.compile(r"\S+")
# Of a short, rare word with a capital, which may be a name that nobody knows.
_SURE, _FREQUENT, _LONG = 0.9, 14.0, 8
_REACH = 400  # words in which a word of a value is looked for


@dataclass(frozen=True, slots=True)
class Reading:
    """A body as it is read.

    Attributes:
        text: With repairs.
        printed: As it stands.
        edges: Where repaired words begin in `text`, and where they and the text behind them begin in `printed`:
            (begins, begins printed, ends, ends printed), rising.
    """

    text: str
    printed: str
    edges: tuple[tuple[int, int, int, int], ...] = ()

    def place(self, at: int) -> int:
        """Give where a place of `text` is in `printed`."""
        near = bisect_right(self.edges, at, key=lambda edge: edge[0]) - 1
        if near < 0:
            return at
        begins, begins_printed, ends, ends_printed = self.edges[near]
        if at >= ends:
            return ends_printed + at - ends
        return min(begins_printed + at - begins, ends_printed)


def readings_of(source: Source, damaged: Sequence[bool]) -> list[Reading]:
    """Give each page's body as rules read it."""
    lettered = any(damaged) and any(_CLOSED_LETTER.search(page.body) for page in source.pages)
    return [
        read_as(page.body, _known(page), lettered=lettered) if lost else Reading(page.body, page.body)
        for page, lost in zip(source.pages, damaged, strict=True)
    ]


def _known(page: SourcePage) -> Iterator[Repair] | None:
    """Give the repairs that the page keeps, in its body; None when it keeps none."""
    kept = next((layer for layer in reversed(page.layers) if layer.kind == LayerKind.REPAIR), None)
    if kept is None or page.layer_kind == LayerKind.CORRECTION:
        return None
    known = by_printed(kept.repairs)
    return (Repair(one.start, one.end, one.printed, known[one.printed]) for one in guesses(page.body, known))


def read_as(body: str, known: Iterable[Repair] | None = None, *, lettered: bool = False) -> Reading:
    """Read a damaged text: every word that was likely another becomes that one.

    Args:
        body: As printed.
        known: Its repairs, when they are known.
        lettered: The paper says with a letter behind each number whether an item is open (`7Å.`, `8L.`).
    """
    written: list[str] = []
    edges: list[tuple[int, int, int, int]] = []
    at = length = 0
    letters = ((m.start(), m.end(), "Å") for m in _OPEN_LETTER.finditer(body)) if lettered else ()
    for start, end, word in sorted(
        (*_words(repairs_in(body) if known is None else known), *_spaced_words(body), *letters)
    ):
        if start < at:
            continue
        begins = length + start - at
        length = begins + len(word)
        edges.append((begins, start, length, end))
        written += [body[at:start], word]
        at = end
    return Reading("".join((*written, body[at:])), body, tuple(edges))


def _words(found: Iterable[Repair]) -> Iterator[tuple[int, int, str]]:
    for one in found:
        if _is_read(one):
            yield one.start, one.end, as_printed(one.words[0][0], one.printed)


def _spaced_words(body: str) -> Iterator[tuple[int, int, str]]:
    """Read `B Y R A D E T`: a letter more or less stands without its space."""
    for match in _SPACED.finditer(body):
        printed = match[0].replace(" ", "")
        word, share = next(iter(repairs(printed.lower())), ("", 0.0))
        if share >= _SURE:
            yield match.start(), match.end(), " ".join(as_printed(word, printed))


def _is_read(one: Repair) -> bool:
    word, share = one.words[0]
    if share < LIKELY or "\n" in one.printed or (may_say_closed(one.printed) and not may_say_closed(word)):
        return False
    if _NUMBER_GLUED.match(one.printed):
        return False
    if not one.printed.isalnum() and any(map(str.isdigit, one.printed)):
        return False  # a case number is read where those are known
    if share >= _SURE or not one.printed[:1].isupper() or len(word) >= _LONG:
        return True
    cost = local.now().cost(word)
    return cost is not None and cost <= _FREQUENT  # Østerå is not what blows østfra


class Printed:
    """The words of a document as they are printed, by the words that were read for them."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        """Take every line as (read, printed)."""
        lines = list(lines)
        pairs = [list(zip(read.split(), own.split(), strict=False)) if read != own else [] for read, own in lines]
        self._changed = {_core(read) for line in pairs for read, own in line if read != own}
        self._starts: list[int] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._own: dict[int, str] = {}
        at = 0
        for (read, _), words in zip(lines, pairs, strict=True):
            self._starts.append(at)
            if self._changed:
                at = self._add(at, words or [(word, word) for word in read.split()])

    def _add(self, at: int, words: Sequence[tuple[str, str]]) -> int:
        for place, (read, own) in enumerate(words, at):
            if (core := _core(read)) in self._changed:
                self._places[core].append(place)
                self._own[place] = _core(own)
        return at + len(words)

    def of(self, words: str, line: int) -> str:
        """Give words that were read from this line on, or from a label above it, as they are printed."""
        if not self._changed:
            return words
        at = self._starts[max(0, line - 3)]

        def own(match: re.Match[str]) -> str:
            nonlocal at
            core = _core(match[0])
            places = self._places.get(core, ())
            near = bisect_left(places, at)
            if not core or near == len(places) or places[near] - at > _REACH:
                return match[0]
            at = places[near] + 1
            return match[0].replace(core, self._own[places[near]], 1)

        return _WORD.sub(own, words)


def _core(word: str) -> str:
    return word.strip(_EDGES)

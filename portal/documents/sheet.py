"""One page of a document as this reader may see it: the passages that stand on it, with marks, closed ones left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from markupsafe import Markup

from ingest.archive.marks import marks
from ingest.archive.model import Passage
from ingest.archive.query import Query
from ingest.cpr import mask
from ingest.danish.repaired import Guess, Words, guesses
from portal.setting import as_html, flowing, label_places

_HEADING_WITHIN = 400  # characters of a passage in which its heading line is looked for
_EMPTY = Markup()
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a passage that stands on a page.

    Attributes:
        hidden: Closed to the reader: nothing below is set but the passage id.
        heading, text: HTML, all escaped but `<mark>`, and `<ins>` around what is guessed. The heading is "" where the
            passage goes on from the page before.
    """

    passage_id: int
    hidden: bool = False
    closed: bool = False
    number: str | None = None
    heading: Markup = _EMPTY
    text: Markup = _EMPTY
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be shown.

    Attributes:
        marked: How many marks are on it; they have the ids `m1`, `m2` ... in order.
        current: Number of the mark the reader stands on; it has the anchor `her`. 0: none.
        shown_closed: Ids of closed passages on it that the reader may see: an opening to write down.
        guesses: What is shown instead of the words that stand there: (word, as printed), each once, in order.
        guessed: Whether the page's words have guesses, shown or not.
    """

    pieces: tuple[Piece, ...]
    marked: int
    current: int
    shown_closed: tuple[int, ...]
    guesses: tuple[tuple[str, str], ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark on a page.

    Attributes:
        tree: What was searched for, or None.
        passage_id: Where the reader was sent: its first mark carries the id `traf`, or its beginning when unmarked.
        source: Words a fact was read from: marked with the id `kilde`.
        current: 1-based number of the mark the reader stands on; 0: the first in the passage, if any.
        known: What the page's damaged words are read as (`page_layers.laid_over`).
        raw: Show the text as it stands all the same.
        source_in: The passage those words are in; None: any.
        source_last: They are the last such ones in it, as those of a decision.
    """

    tree: Query | None = None
    passage_id: int | None = None
    source: str = ""
    current: int = 0
    known: Mapping[str, Words] = field(default_factory=dict)
    raw: bool = False
    source_in: int | None = None
    source_last: bool = False


def segments_on(passage: Passage, number: int) -> list[tuple[int, int]]:
    """Give the stretches of a passage's text that stand on a page."""
    return [(start, end) for page, start, end in passage.segments if page == number]


def sheet(passages: Sequence[Passage], number: int, wanted: Wanted, sees_closed: bool) -> Sheet:
    """Set a page: each passage's part of it, marked."""
    pen = _Pen(wanted)
    pieces: list[Piece] = []
    shown: list[int] = []
    for passage in passages:
        stretches = segments_on(passage, number)
        if not stretches:
            continue
        if passage.closed and not sees_closed:
            pieces.append(Piece(passage.id, hidden=True))
            continue
        if passage.closed:
            shown.append(passage.id)
        pieces.append(pen.piece(passage, stretches))
    return Sheet(tuple(pieces), pen.count, pen.current, tuple(shown), tuple(pen.told), pen.guessed)


class _Pen:
    """Writes passages as HTML and numbers the marks of the page as it goes."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.count = 0
        self.current = 0
        self.source_done = not wanted.source
        self.target_done = wanted.passage_id is None
        self.guessed = False
        self.told: dict[tuple[str, str], None] = {}
        self._guesses: list[Guess] = []

    def piece(self, passage: Passage, stretches: list[tuple[int, int]]) -> Piece:
        begins = any(start == 0 for start, _ in stretches)
        end = heading_end(passage) if begins else 0
        printed = mask(passage.text)  # civil registration numbers; the text keeps its length
        every = self._places(passage, printed)
        found = [one for one in guesses(printed, self.wanted.known) if any(s <= one.start < e for s, e in stretches)]
        self.guessed = self.guessed or bool(found)
        self._guesses = [] if self.wanted.raw else found
        target = not self.target_done and passage.id == self.wanted.passage_id
        unmarked = target and not any(s <= at < e for at, _, kind in every if kind == "hit" for s, e in stretches)
        heading = self._write(printed, 0, end, every, target)
        rest = [(max(start, end), stop) for start, stop in stretches if stop > end]
        body = printed[:end] + flowing(printed[end:])
        text = Markup("\n").join(self._write(body, s, e, every, target) for s, e in rest)
        if unmarked:
            self.target_done = True
            if heading:
                heading = Markup('<span id="traf"></span>') + heading
            else:
                text = Markup('<span id="traf"></span>') + text
        return Piece(passage.id, False, passage.closed, passage.number, heading, text.strip("\n"), passage.damaged)

    def _places(self, passage: Passage, text: str) -> list[tuple[int, int, str]]:
        """Give what to mark in a passage's text, in order, none over another; the source of a fact goes before hits."""
        places: list[tuple[int, int, str]] = []
        inside = self.wanted.source_in
        if not self.source_done and inside in (None, passage.id):
            found = find_words(text, mask(self.wanted.source), last=self.wanted.source_last)
            places += [(*found, "source")] if found else []
        if self.wanted.tree is not None:
            found_here = marks(text, self.wanted.tree, damaged=passage.damaged)
            free = [m for m in found_here if _clear(m.start, m.end, places)]
            places += [(mark.start, mark.end, "hit") for mark in free]
        labels = [(start, end) for start, end in label_places(text) if _clear(start, end, places)]
        return sorted([*places, *((start, end, "label") for start, end in labels)])

    def _write(self, text: str, start: int, end: int, places: Iterable[tuple[int, int, str]], target: bool) -> Markup:
        out, at = [], start
        for first, last, kind in places:
            if last <= start or first >= end:
                continue
            first, last = max(first, start), min(last, end)
            tag = "</strong>" if kind == "label" else "</mark>"
            out += [self._set(text, at, first), self._opening(kind, target), self._set(text, first, last), tag]
            at = last
        return Markup("".join((*out, self._set(text, at, end))))  # noqa: S704  (escaped piece by piece)

    def _set(self, text: str, start: int, end: int) -> str:
        """Write a stretch without marks, with the guesses that lie in it whole."""
        out, at = [], start
        for guess in self._guesses[bisect_left(self._guesses, start, key=lambda one: one.start) :]:
            if guess.end > end:
                break
            self.told[guess.word, guess.printed] = None
            out += [as_html(text[at : guess.start]), f"<ins>{as_html(guess.word)}</ins>"]
            at = guess.end
        return "".join((*out, as_html(text[at:end])))

    def _opening(self, kind: str, target: bool) -> str:
        if kind == "label":
            return "<strong>"
        if kind == "source":
            anchor = "" if self.source_done else ' id="kilde"'
            self.source_done = True
            return f'<mark class="source"{anchor}>'
        self.count += 1
        sent_here = target and not self.target_done
        self.target_done = self.target_done or sent_here
        anchors = '<span id="traf"></span>' if sent_here else ""
        if self.count != self.wanted.current and not (sent_here and not self.wanted.current):
            return f'{anchors}<mark id="m{self.count}">'
        self.current = self.count
        return f'{anchors}<span id="her"></span><mark id="m{self.count}" class="here" aria-current="true">'


def _clear(start: int, end: int, places: list[tuple[int, int, str]]) -> bool:
    return all(end <= first or start >= last for first, last, _ in places)


def heading_end(passage: Passage) -> int:
    """Give where the heading line at the beginning of a passage ends; 0 when it does not begin with one."""
    if not passage.heading:
        return 0
    found = find_words(passage.text[: _HEADING_WITHIN + len(passage.heading)], passage.heading)
    if not found:
        return 0
    line = passage.text.find("\n", found[1])
    return line if 0 <= line - found[1] < 3 else found[1]


def find_words(text: str, sought: str, *, last: bool = False) -> tuple[int, int] | None:
    """Find words in a text whatever the white space between them: start and end, or None. `last`: the last time."""
    words = _SPACE.split(sought.strip())[:200]
    if words == [""]:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    places = [found.span() for found in (pattern.finditer(text) if last else islice(pattern.finditer(text), 1))]
    return places[-1] if places else None

"""Find civil registration numbers (CPR numbers) in text, and hide them. Pure: from text to findings.

Every shape that people and scanners make of them is looked for: any separator or none, broken over lines, spaced out,
O for 0 and l for 1, full-width digits, in file names and addresses. What is told on is never the number: a finding
holds day and month alone.

Sources: the number's rules from cpr.dk ("Opbygning af CPR-nummeret"), its arithmetic from python-stdnum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.cpr.judge import Certainty, Judgement, judge
from ingest.cpr.nearby import Label
from ingest.cpr.visible import visible
from ingest.cpr.windows import Shape, Window, windows

#: Raised when other text is found or hidden: token streams and findings made before are then made again.
VERSION = "1"
_LIST_GAP = 24  # characters between two numbers of one list
_DAY_AND_MONTH = 4  # digits that may be shown
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a civil registration number stands, or may stand.

    Attributes:
        start, end: Offsets into the text given; separators, line ends and all that is between its digits included.
        masked: `0101••-••••`, whatever way it was written. Safe to show and to log.
        reason: Danish: why it is taken for one, and what speaks against it. Never holds the number.
    """

    start: int
    end: int
    certainty: Certainty
    masked: str
    reason: str


def find(text: str) -> list[Finding]:
    """Find the numbers in a text: in order, none over another. Time is linear in the text, whatever is in it."""
    return [finding for finding, _ in _found(text)]


def mask(text: str, at_least: Certainty = Certainty.MEDIUM) -> str:
    """Write • for the digits of each number but day and month. The text keeps its length, so offsets stay true."""
    pieces, at = [], 0
    for finding, places in _found(text):
        if finding.certainty.reaches(at_least):
            for place in places:
                pieces += [text[at:place], "•"]
                at = place + 1
    return "".join((*pieces, text[at:]))


def blank(text: str, at_least: Certainty = Certainty.MEDIUM) -> str:
    """Write spaces for all of each number, line ends kept: what may go into an index. The text keeps its length."""
    pieces, at = [], 0
    for finding, _ in _found(text):
        if finding.certainty.reaches(at_least):
            inside = text[finding.start : finding.end]
            pieces += [text[at : finding.start], "".join(c if c in "\r\n" else " " for c in inside)]
            at = finding.end
    return "".join((*pieces, text[at:]))


def cover(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Mask the places of findings that were made and kept before: `Finding.start` and `end`, in order.

    For what is shown many times of one text. The words around a number may be gone: only where it stands counts.
    """
    pieces, at = [], 0
    for start, end in spans:
        shown = 0
        pieces.append(text[at:start])
        for character in text[start:end]:
            shown += character.isalnum()
            pieces.append("•" if character.isalnum() and shown > _DAY_AND_MONTH else character)
        at = end
    return "".join((*pieces, text[at:]))


def _found(text: str) -> Iterator[tuple[Finding, list[int]]]:
    """Give the findings with the places of the digits to hide. Where two lie over each other the surer one stands."""
    seen = visible(text)
    kept: tuple[Window, Judgement] | None = None
    label, label_end = Label.NONE, 0
    for window in windows(seen.text):
        near = 0 <= window.start - label_end <= _LIST_GAP  # asked first: the text between may be all of a file
        inherited = _inherited(label, seen.text[label_end : window.start]) if near else Label.NONE
        judgement, said = judge(seen.text, window, inherited)
        if judgement is None:
            continue
        label, label_end = said, window.end
        if kept is None or window.start >= kept[0].end:
            if kept is not None:
                yield _finding(*kept, seen.places)
            kept = window, judgement
        elif not kept[1][0].reaches(judgement[0]):
            kept = window, judgement
    if kept is not None:
        yield _finding(*kept, seen.places)


def _inherited(label: Label, between: str) -> Label:
    """Give what the next number of a list is said to be: a name of people may stand between, other words end it."""
    return Label.NONE if label is Label.OTHER and _LETTER.search(between) else label


def _finding(window: Window, judgement: Judgement, places: Sequence[int]) -> tuple[Finding, list[int]]:
    certainty, reason = judgement
    start, end = places[window.start], places[window.end - 1] + 1
    day_and_month = _DAY_AND_MONTH - (window.shape is Shape.SHORT)
    hidden = [places[window.start + place] for place in window.places[day_and_month:]]
    return Finding(start, end, certainty, _masked(window.digits[:4]), reason), hidden


@lru_cache(maxsize=1024)
def _masked(day: str) -> str:
    return f"{day}••-••••"


__all__ = ["VERSION", "Certainty", "Finding", "blank", "cover", "find", "mask"]

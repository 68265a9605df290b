"""Setting text for reading: printed lines flow into paragraphs, and the usual labels stand out. No word is changed."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

_LABELS = re.compile(
    r"^(?:sagsfremstilling|sagsresum[eé]|resum[eé]|indstilling|beslutning|afgørelse|bilag(?: til sagen)?|økonomi"
    r"|baggrund|lovgrundlag|retsgrundlag|høring|inddragelse og høring|bemærkninger|sagens gang|sagsgang"
    r"|tidligere beslutninger|historik|vurdering|videre proces|konsekvenser|mål og midler"
    r"|resumé og indstilling|beslutning i .{3,80}|beslutning .{3,60} den .{6,30}"
    r"|forvaltningens? (?:indstilling|bemærkninger)):?$",
    re.IGNORECASE,
)
_POINT = re.compile(r"^\s*(?:[•·▪◦*+–-]|\d{1,3}[.)]|[a-zæøå]\)|[\w.]{2,20}:)\s")
_LEADERS = re.compile(r"(?:\s?[.…]){5,}")
_PRINTED = range(35, 131)  # characters of a full printed line; longer ones are paragraphs of markup already


def flowing(text: str) -> str:
    """Join the printed lines of a paragraph: the same text, letter for letter, with spaces for line ends."""
    lines = text.split("\n")
    full = _full_line(lines)
    if full not in _PRINTED:
        return text
    joined = [line + (" " if _goes_on(line, following, full) else "\n") for line, following in pairwise(lines)]
    return "".join((*joined, lines[-1]))


def _full_line(lines: list[str]) -> int:
    """Give how many characters a full line of these has: most of the long ones reach it."""
    lengths = sorted(len(line) for line in lines if len(line) >= _PRINTED.start)
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _goes_on(line: str, following: str, full: int) -> bool:
    if " | " in line or " | " in following or _POINT.match(following) or is_label(following) or is_label(line):
        return False
    if not line.strip() or not following.strip():
        return False
    if following[0].islower():
        return len(line) >= full // 2
    ended = line.rstrip()[-1] in ".:?!"
    title = len(following) < 0.6 * full and following.rstrip()[-1] not in ".,;"
    return len(line) >= 0.75 * full and not (ended and title)


def is_label(line: str) -> bool:
    """Tell whether a line is one of the labels that agendas use."""
    return len(line) < 120 and bool(_LABELS.match(line.strip()))


def label_places(text: str) -> list[tuple[int, int]]:
    """Give where the labels stand in a text: start and end of each such line."""
    places, start = [], 0
    for line in text.split("\n"):
        if is_label(line):
            places.append((start, start + len(line)))
        start += len(line) + 1
    return places


def as_html(text: str) -> str:
    """Escape a text; the dots that lead to a page number become one sign."""
    return escape(_LEADERS.sub(" … ", text))

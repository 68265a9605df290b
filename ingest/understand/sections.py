"""Headings in papers that are no agendas: from the markup, numbered, from the table of labels, or by their look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.understand.bare_titles import bare_title
from ingest.understand.closed_marks import mark_in
from ingest.understand.headings import Heading
from ingest.understand.seen import Seen, is_title_like

_NUMBERED = re.compile(r"^(?P<n>(?:\d{1,2}\.){0,3}\d{1,2})\.?\s(?P<t>[^\W\d_].*)$")
_ATTACHMENT = re.compile(r"(?i)^bilag\s(?:nr\.?\s)?[\dA-ZÆØÅ]{1,3}\b")
_LONG = 90  # characters; a heading is shorter
_BODY_WORDS = 40  # a guessed heading has at least so much text below it


def sections(seen: Sequence[Seen]) -> list[Heading]:
    """Find the headings of sections, in order. Lines that follow each other are one heading."""
    guessed = [n for n in range(len(seen)) if _is_guess(seen, n)]
    sure = {n for n in range(len(seen)) if _is_sure(seen, n)}
    kept = sure | {n for n in guessed if _text_below(seen, n, sure) >= _BODY_WORDS}
    found: list[Heading] = []
    for n in sorted(kept):
        if found and found[-1].end == n and not seen[n].mark:
            last = found[-1]
            found[-1] = Heading(last.line, n + 1, last.number, last.title, last.printed, last.style, "", last.markup)
        else:
            found.append(_heading(seen[n], n))
    return found


def _heading(one: Seen, n: int) -> Heading:
    numbered = _NUMBERED.match(one.text)
    number, title = (numbered["n"], numbered["t"]) if numbered else (None, one.text.rstrip(" :"))
    return Heading(n, n + 1, number, bare_title(title), one.text, "title", "", one.line.heading)


def _is_sure(seen: Sequence[Seen], n: int) -> bool:
    one = seen[n]
    if one.line.heading:
        return True
    if one.mark and (one.mark.begins or one.mark.what == "attachment") and len(one.text) <= _LONG:
        return mark_in(one.text, heading=True) is not None
    section = one.section is not None and not one.section[1] and one.section_name not in {"break", "contents"}
    return (section and one.text[0].isupper()) or (
        _ATTACHMENT.match(one.text) is not None and len(one.text) <= _LONG and _apart(seen, n)
    )


def _apart(seen: Sequence[Seen], n: int) -> bool:
    """Say whether empty lines stand around a line."""
    above = seen[n].line.gap or seen[n].line.first or n == 0
    below = n + 1 < len(seen) and (seen[n + 1].line.gap or seen[n + 1].line.first)
    return above and below


def _is_guess(seen: Sequence[Seen], n: int) -> bool:
    one = seen[n]
    text = one.text
    return len(text) <= _LONG and text[-1] not in ".:;,!" and _apart(seen, n) and is_title_like(one)


def _text_below(seen: Sequence[Seen], n: int, sure: set[int]) -> int:
    words = 0
    for k in range(n + 1, min(n + 40, len(seen))):
        if k in sure or words >= _BODY_WORDS or (_is_guess(seen, k) and words == 0):
            break
        words += seen[k].text.count(" ") + 1
    return words

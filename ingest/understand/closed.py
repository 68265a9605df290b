"""Which lines are closed: what a reader without a grant must not see. Uncertain is closed.

Closedness runs from a mark to the next heading of the same kind, over pages; a section `Lukkede punkter` to the next
open section; a closed attachment over the text that belongs to it. What an open part repeats of a closed heading (the
table of contents, a reference) is closed as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.understand.closed_attachments import close_attachments
from ingest.understand.closed_doubt import with_doubt
from ingest.understand.closed_headings import SAYS_ITEM
from ingest.understand.closed_marks import Mark, is_opening_hour, mark_in
from ingest.understand.closed_repeats import repeated
from ingest.understand.closed_sections import close_sections, is_section
from ingest.understand.closed_state import Closing, closing, end_of
from ingest.understand.closed_twins import close_twins
from ingest.understand.headings import Heading
from ingest.understand.outline import Outline
from ingest.understand.reading import read_as
from ingest.understand.seen import Seen, is_title_like

_FIRST_LINES = 8
_CASE = re.compile(r"(?i)\w+sag|tj\w{6,8}\ssag")
_NEVER_OPEN = re.compile(r"(?i)(?:personalesag|person(?:nel)?sag|b[øo]rnesag|disciplin[æa]rsag|tjenstlig sag)\w*")
_L = re.compile(r"(?:[Pp]unkt\s|[Ss]ag\s)?\d{1,4}\.?\s?(?:L[.:)]|\(L\)|L\s(?=[A-ZÆØÅ]))")
_AA = re.compile(r"(?:[Pp]unkt\s|[Ss]ag\s)?\d{1,4}\.?\s?(?:Å[.:)]|\(Å\)|Å\s(?=[A-ZÆØÅ]))")
_OPEN_LABEL = re.compile(r"(?i)(?:^|[|:(-]\s?)[åa]ben(?:t|)\s(?:sag|punkt|dagsordenspunkt)\W*$")


def closed_lines(seen: Sequence[Seen], found: Outline, parts: Sequence[Heading], whole: str) -> list[str]:
    """Give for each line the words that close it, "" for an open line.

    Args:
        seen: All lines.
        found: Items and entries of the table of contents.
        parts: The headings that end a closed part: the items, or the sections of a paper without items.
        whole: Words that close the paper whole (from its name), "" when none do.
    """
    whole = whole or _first_lines(seen, found)
    if whole:
        return [with_doubt(whole)] * len(seen)
    marked = [n for n, one in enumerate(seen) if one.mark]
    closed_titles = {h.line: m for h in (*parts, *found.entries) if (m := _title_mark(h, seen))}
    if not marked and not closed_titles:
        return [""] * len(seen)
    state = closing(seen, found, parts)
    first = parts[0].line if parts else len(seen)
    close_sections(state, marked, first, closed_titles, parts)
    _entries(state, closed_titles)
    _parts(state, marked, closed_titles, parts)
    _before_parts(state, marked, first, parts)
    close_twins(state, parts)
    _unmarked(state, parts)
    _above_labels(state, marked, parts)
    close_attachments(seen, state.reasons, marked, parts)
    repeated(seen, state.reasons, parts, found.entries)
    return [with_doubt(reason) for reason in state.reasons]


def _title_mark(heading: Heading, seen: Sequence[Seen]) -> Mark | None:
    """Find what closes an item by its heading: a mark, or a matter that is never open."""
    secret = _NEVER_OPEN.match(heading.title) or _never_open(heading.title)
    in_lines = (one.mark for one in seen[heading.line : heading.end] if one.mark and not one.mark.numbers)
    mark = mark_in(heading.printed, heading=True) or next(in_lines, None) or _lettered(heading, seen)
    return mark or (Mark(secret[0], "item") if secret else None)


def _never_open(title: str) -> re.Match[str] | None:
    """Read a title such as `Bgrnesag` repaired, on any page."""
    return _NEVER_OPEN.match(read_as(title).text) if _CASE.search(title[:30]) else None


def _lettered(heading: Heading, seen: Sequence[Seen]) -> Mark | None:
    """Read `8L.`: an L behind the number closes, and surely so where others have an Å."""
    if not _L.match(heading.printed.lstrip("*")):
        return None
    sure = any(_AA.match(one.text) for one in seen)
    return Mark(f"lukket punkt: {heading.printed[:40]}" if sure else heading.printed[:40], "item")


def _first_lines(seen: Sequence[Seen], found: Outline) -> str:
    """Find the mark of a paper that is closed whole among its first lines (`LUKKET DAGSORDEN`, `(Lukket)`)."""
    limit = min([h.line for h in (*found.items, *found.entries)], default=len(seen))
    for n, one in enumerate(seen[: min(_FIRST_LINES, limit)]):
        if one.section_name == "contents":
            return ""
        mark = mark_in(one.text, heading=True)
        if (n and is_opening_hour(seen[n - 1].text)) or one.text[0].isdigit():
            continue
        if mark and not mark.numbers and not (mark.plural and mark.what == "section") and mark.what != "attachment":
            return mark.words
        if mark and mark.what == "attachment" and mark.begins and n < 2:
            return mark.words
    return ""


def _entries(state: Closing, titles: dict[int, Mark]) -> None:
    for entry in state.outline.entries:
        if entry.line in titles:
            state.close(entry.line, entry.end, titles[entry.line].words)


def _parts(state: Closing, marked: Sequence[int], titles: dict[int, Mark], parts: Sequence[Heading]) -> None:
    """Close the items that their heading, a label or a sentence in them marks."""
    lines = iter(marked)
    at = next(lines, None)
    for k, part in enumerate(parts):
        stop = end_of(state, k, parts)
        if part.line in titles:
            state.close(part.line, stop, titles[part.line].words)
        section, read = "", part.end
        while at is not None and at < (parts[k + 1].line if k + 1 < len(parts) else len(state.seen)):
            for one in state.seen[read:at]:
                section = one.section_name or section
            read = max(read, at)
            if at >= part.end and at < stop:
                _label(state, at, part, stop, section)
            at = next(lines, None)


def _label(state: Closing, at: int, part: Heading, stop: int, section: str) -> None:
    mark = state.seen[at].mark
    if mark is None:
        return
    if mark.numbers:
        state.numbers.update(dict.fromkeys(mark.numbers, mark.words))
    elif mark.what == "attachment" or section == "attachments" or _is_wrapped_prose(state.seen, at):
        return
    elif not (mark.alone and mark.what == "section") or not state.reasons[at]:
        if mark.alone and mark.what == "section" and is_section(state, at):
            return  # an empty section heading
        state.close(part.line, stop, mark.words)


def _is_wrapped_prose(seen: Sequence[Seen], at: int) -> bool:
    """The last word of a sentence may stand alone on its line: `... at skolen holdes` / `lukket`."""
    text, above = seen[at].text, seen[at - 1].text if at else ""
    return text[0] == "l" and not seen[at].line.gap and len(above) > 40 and (above[-1].isalpha() or above[-1] == ",")


def _before_parts(state: Closing, marked: Sequence[int], first: int, parts: Sequence[Heading]) -> None:
    """Close marked lines above the first item; without items or sections, everything from the mark on."""
    for n in marked:
        mark = state.seen[n].mark
        if n >= first or mark is None or state.reasons[n]:
            continue
        if mark.numbers:
            state.numbers.update(dict.fromkeys(mark.numbers, mark.words))
        elif mark.alone and mark.what == "section":
            continue  # judged empty
        elif mark.what == "attachment" and parts:
            state.close(n, n + 1, mark.words)
        elif not _is_wrapped_prose(state.seen, n):
            listed = any(e.line <= n < e.end for e in state.outline.entries) or bool(parts)
            state.close(n, n + 1 if listed else len(state.seen), mark.words)


def _above_labels(state: Closing, marked: Sequence[int], parts: Sequence[Heading]) -> None:
    """Close the title right above `Lukket sag` or `Punktet er lukket` also where it was not known for a heading."""
    known = {line for part in parts for line in range(part.line, part.end)}
    for n in marked:
        one, mark = state.seen[n], state.seen[n].mark
        if mark is None or mark.numbers or mark.what != "item" or not (mark.alone or SAYS_ITEM.match(one.text)):
            continue
        above = n > 0 and n - 1 not in known and not one.line.gap and is_title_like(state.seen[n - 1])
        if above and state.reasons[n] and not state.reasons[n - 1]:
            state.close(n - 1, n, state.reasons[n])


def _unmarked(state: Closing, parts: Sequence[Heading]) -> None:
    """Close items that say nothing after one that is closed, in a paper whose items say `Åben sag` or `Lukket sag`."""
    lines = [n for n, one in enumerate(state.seen) if _OPEN_LABEL.search(one.text)]
    if len(lines) < 2:
        return
    before = ""
    for k, part in enumerate(parts):
        stop = end_of(state, k, parts)
        says_open = bisect_left(lines, part.line) < bisect_left(lines, stop)
        if state.reasons[part.line]:
            before = state.reasons[part.line]
        elif before and not says_open:
            state.close(part.line, stop, f"uden mærke efter et lukket punkt ({before})"[:120])

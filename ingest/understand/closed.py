"""Which lines are closed: what a reader without a grant must not see. Uncertain is closed.

Closedness runs from a mark to the next heading of the same kind, over pages; a section `Lukkede punkter` to the next
open section; a closed attachment over the text that belongs to it. What an open part repeats of a closed heading (the
table of contents, a reference) is closed as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.understand.closed_attachments import close_attachments
from ingest.understand.closed_marks import Mark, is_opening_hour, mark_in, opens_section
from ingest.understand.closed_repeats import repeated
from ingest.understand.headings import Heading, same
from ingest.understand.outline import Outline
from ingest.understand.seen import Seen

_FIRST_LINES = 8
_NEAR_HEADING = 3
_NO_CONTENT = re.compile(r"(?i)\W*(?:ingen|ingen lukkede (?:punkter|sager)|intet|-)?\W*$")


@dataclass
class _Closing:
    """What is closed so far: a reason for each line, "" while it is open."""

    seen: Sequence[Seen]
    outline: Outline
    reasons: list[str]
    numbers: dict[str, str] = field(default_factory=dict)

    def close(self, start: int, stop: int, reason: str) -> None:
        """Close lines that are still open."""
        for n in range(max(0, start), min(stop, len(self.reasons))):
            self.reasons[n] = self.reasons[n] or reason


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
        return [whole] * len(seen)
    state = _Closing(seen, found, [""] * len(seen))
    marked = [n for n, one in enumerate(seen) if one.mark]
    closed_titles = {h.line: m for h in (*parts, *found.entries) if (m := mark_in(h.printed, heading=True))}
    if not marked and not closed_titles:
        return state.reasons
    first = parts[0].line if parts else len(seen)
    _sections(state, marked, first, closed_titles, parts)
    _entries(state, closed_titles)
    _parts(state, marked, closed_titles, parts)
    _before_parts(state, marked, first, parts)
    _transfer(state, parts)
    close_attachments(seen, state.reasons, marked, parts)
    repeated(seen, state.reasons, parts, found.entries)
    return state.reasons


def _first_lines(seen: Sequence[Seen], found: Outline) -> str:
    """Find the mark of a paper that is closed whole among its first lines (`LUKKET DAGSORDEN`, `(Lukket)`)."""
    limit = min([h.line for h in (*found.items, *found.entries)], default=len(seen))
    for n, one in enumerate(seen[: min(_FIRST_LINES, limit)]):
        if one.section_name == "contents":
            return ""
        mark = mark_in(one.text, heading=True)
        if n and is_opening_hour(seen[n - 1].text):
            continue
        if mark and not mark.numbers and not _is_plural(mark) and mark.what != "attachment":
            return mark.words
        if mark and mark.what == "attachment" and mark.begins and n < 2:
            return mark.words
    return ""


def _is_plural(mark: Mark) -> bool:
    """`Lukkede punkter` is the heading of a section, not of a paper."""
    return (
        mark.what == "section"
        and re.search(r"(?i)[dl]e\W", mark.words + " ") is not None
        and "kede" in mark.words.lower()
    )


def _sections(
    state: _Closing, marked: Sequence[int], first: int, titles: dict[int, Mark], parts: Sequence[Heading]
) -> None:
    """Close what stands under `Lukkede punkter`, to the next open section; an empty heading closes nothing."""
    starts = {h.line: h for h in parts}
    for n in marked:
        mark = state.seen[n].mark
        heads = n in starts and n in titles and titles[n].what == "section" and titles[n].alone
        if mark and ((mark.alone and mark.what == "section" and _is_section(state, n, parts)) or heads):
            stop = _section_end(state, n, first, parts)
            if stop > n + 1:
                state.close(n, stop, mark.words)


def _is_section(state: _Closing, n: int, parts: Sequence[Heading]) -> bool:
    """A lone `Lukket` is a section only where a heading follows; right below a heading or a colon it is a label."""
    one = state.seen[n]
    if one.mark and re.search(r"(?i)\s\w|\w{8}", one.mark.words.strip(" .:-*()")):
        return True
    after = any(n < h.line <= n + 2 for h in (*parts, *state.outline.entries))
    below = any(h.end <= n < h.end + _NEAR_HEADING for h in parts)
    return after and not below and not (n and state.seen[n - 1].text.endswith(":"))


def _section_end(state: _Closing, n: int, first: int, parts: Sequence[Heading]) -> int:
    """Find where a closed section ends; n + 1 when nothing stands under its heading."""
    seen = state.seen
    stop = next((k for k in range(n + 1, len(seen)) if opens_section(seen[k].text)), len(seen))
    for k in range(n + 1, stop):
        if seen[k].section_name == "end" or (k == n + 1 and _ends_empty(seen[k])):
            stop = k
            break
    if n >= first:
        return n + 1 if all(_NO_CONTENT.fullmatch(one.text) for one in seen[n + 1 : stop]) else stop
    return _in_contents(state, n, first, stop, parts)


def _ends_empty(one: Seen) -> bool:
    """A label of the meeting's facts right under the heading shows that the heading is empty."""
    return any(found.label.where == "head" for found in one.fields) or one.section_name in {"end", "break", "contents"}


def _in_contents(state: _Closing, n: int, first: int, stop: int, parts: Sequence[Heading]) -> int:
    """Judge a closed section above the first item: it holds the entries below it, or the items, or nothing."""
    facts = (k for k in range(n + 1, min(first, stop)) if any(f.label.where == "head" for f in state.seen[k].fields))
    near = next(facts, None)
    entries = [e for e in state.outline.entries if n < e.line < min(first, stop)]
    if near is not None:
        return near if near > n + 1 else n + 1
    if entries or first > n + 1:
        return min(first, stop)
    listed = [e for e in state.outline.entries if e.line < n]
    if parts and any(same(parts[0], entry) for entry in listed):
        return n + 1  # the first item was listed as open: the heading closes the contents and is empty
    return stop


def _entries(state: _Closing, titles: dict[int, Mark]) -> None:
    for entry in state.outline.entries:
        if entry.line in titles:
            state.close(entry.line, entry.end, titles[entry.line].words)


def _end_of(part: int, parts: Sequence[Heading], seen: Sequence[Seen]) -> int:
    """Find where an item ends: at the next one, an open section, or the page of signatures."""
    stop = parts[part + 1].line if part + 1 < len(parts) else len(seen)
    for k in range(parts[part].end, stop):
        if seen[k].section_name == "end" or opens_section(seen[k].text):
            return k
    return stop


def _parts(state: _Closing, marked: Sequence[int], titles: dict[int, Mark], parts: Sequence[Heading]) -> None:
    """Close the items that their heading, a label or a sentence in them marks."""
    lines = iter(marked)
    at = next(lines, None)
    for k, part in enumerate(parts):
        stop = _end_of(k, parts, state.seen)
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


def _label(state: _Closing, at: int, part: Heading, stop: int, section: str) -> None:
    mark = state.seen[at].mark
    if mark is None:
        return
    if mark.numbers:
        state.numbers.update(dict.fromkeys(mark.numbers, mark.words))
    elif mark.what == "attachment" or section == "attachments" or _is_wrapped_prose(state.seen, at):
        return
    elif not (mark.alone and mark.what == "section") or not state.reasons[at]:
        if mark.alone and mark.what == "section" and _is_section(state, at, [part]):
            return  # an empty section heading
        state.close(part.line, stop, mark.words)


def _is_wrapped_prose(seen: Sequence[Seen], at: int) -> bool:
    """The last word of a sentence may stand alone on its line: `... at skolen holdes` / `lukket`."""
    text, above = seen[at].text, seen[at - 1].text if at else ""
    return text[0] == "l" and not seen[at].line.gap and len(above) > 40 and (above[-1].isalpha() or above[-1] == ",")


def _before_parts(state: _Closing, marked: Sequence[int], first: int, parts: Sequence[Heading]) -> None:
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


def _transfer(state: _Closing, parts: Sequence[Heading]) -> None:
    """Close what is the same as something closed: an item listed as closed, or named by number in a sentence."""
    shut = [h for h in (*state.outline.entries, *parts) if state.reasons[h.line]]
    by_number: dict[str, list[Heading]] = {}
    for heading in shut:
        by_number.setdefault(heading.number or "", []).append(heading)
    for k, part in enumerate(parts):
        near = by_number.get(part.number or "", []) + (by_number.get("", []) if part.number else [])
        twin = next((h for h in near if h.key and same(h, part)), None)
        reason = state.numbers.get(part.number or "", "") or (state.reasons[twin.line] if twin else "")
        if reason:
            state.close(part.line, _end_of(k, parts, state.seen), reason)
    for entry in state.outline.entries:
        if entry.number in state.numbers:
            state.close(entry.line, entry.end, state.numbers[entry.number or ""])

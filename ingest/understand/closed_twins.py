"""Twins: an item and its entry in the table of contents. What closes one closes the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ingest.understand.closed_state import Closing, end_of
from ingest.understand.headings import Heading, same

_ALIKE = 0.8  # share of letters that two readings of one title have in common; misread scans lay at 0.85-0.98
_COMPARED = 4000  # pairs without numbers that are compared letter by letter
_LETTERS = 8


def close_twins(state: Closing, parts: Sequence[Heading]) -> None:
    """Close items that the contents list as closed, entries of closed items, and what a sentence closes by number."""
    entries = state.outline.entries
    for part, entry in _twins(parts, entries):
        at = parts[part]
        reason = state.reasons[entry.line] or state.reasons[at.line]
        if reason:
            state.close(at.line, end_of(state, part, parts), reason)
            state.close(entry.line, entry.end, reason)
    for part, heading in enumerate(parts):
        if heading.number in state.numbers:
            state.close(heading.line, end_of(state, part, parts), state.numbers[heading.number or ""])
    for entry in entries:
        if entry.number in state.numbers:
            state.close(entry.line, entry.end, state.numbers[entry.number or ""])


def _twins(parts: Sequence[Heading], entries: Sequence[Heading]) -> Iterator[tuple[int, Heading]]:
    """Pair items (by position) with their entries.

    A number that stands once on each side is enough: scans misread titles. Else the titles must be the same, or, where
    there are no numbers, nearly so.
    """
    items = Counter(part.number for part in parts)
    listed = Counter(entry.number for entry in entries)
    by_number: dict[str, list[Heading]] = defaultdict(list)
    for entry in entries:
        by_number[entry.number or f"\0{entry.key[0] if entry.key else ''}"].append(entry)
    unnumbered = [entry for entry in entries if entry.number is None and entry.key]
    left = _COMPARED
    for n, part in enumerate(parts):
        for entry in by_number.get(part.number or "", [])[:20]:
            if (items[part.number] == 1 and listed[part.number] == 1) or same(part, entry):
                yield n, entry
        first = part.key[0] if part.key else ""
        for entry in by_number.get(f"\0{first}", [])[:50] if first else ():
            if same(part, entry):
                yield n, entry
        if left >= len(unnumbered) and part.key:
            left -= len(unnumbered)
            yield from ((n, entry) for entry in unnumbered if _alike(part, entry))


def _alike(a: Heading, b: Heading) -> bool:
    one, other = "".join(a.key), "".join(b.key)
    if min(len(one), len(other)) < _LETTERS:
        return False
    pair = SequenceMatcher(None, one, other, autojunk=False)
    return pair.real_quick_ratio() > _ALIKE and pair.quick_ratio() > _ALIKE and pair.ratio() > _ALIKE

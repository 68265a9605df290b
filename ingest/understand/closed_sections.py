"""Closed sections: what stands under `Lukkede punkter`, and when such a heading is empty."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.understand.closed_marks import Mark
from ingest.understand.closed_state import Closing
from ingest.understand.headings import Heading, same
from ingest.understand.seen import Seen
from ingest.understand.wording import bare_words

_NEAR_HEADING = 3
_NO_CONTENT = re.compile(r"(?i)\W*(?:ingen|ingen lukkede (?:punkter|sager)|intet|side \d+(?: af \d+)?|\d+|-)?\W*$")


def close_sections(
    state: Closing, marked: Sequence[int], first: int, titles: dict[int, Mark], parts: Sequence[Heading]
) -> None:
    """Close what stands under `Lukkede punkter`, to the next open section; an empty heading closes nothing."""
    starts = {h.line: h for h in parts}
    done = 0
    for n in marked:
        mark = state.seen[n].mark
        heads = n in starts and n in titles and titles[n].what == "section" and titles[n].alone
        if n < done or mark is None or mark.what != "section":
            continue
        if heads or (mark.alone and is_section(state, n)):
            stop = _section_end(state, n, first, parts)
            if stop > n + 1:
                state.close(n, stop, mark.words)
                done = stop


def is_section(state: Closing, n: int) -> bool:
    """A lone `Lukket` is a section only where a heading follows; right below a heading or a colon it is a label."""
    one = state.seen[n]
    if one.mark and re.search(r"(?i)\s\w|\w{8}", one.mark.words.strip(" .:-*()")):
        return True
    after = any(line in state.heads for line in (n + 1, n + 2))
    below = any(end in state.ends for end in range(n - _NEAR_HEADING + 1, n + 1))
    return after and not below and not (n and state.seen[n - 1].text.endswith(":"))


def _section_end(state: Closing, n: int, first: int, parts: Sequence[Heading]) -> int:
    """Find where a closed section ends; n + 1 when nothing stands under its heading."""
    seen = state.seen
    stop = state.stops[bisect_right(state.stops, n)]
    if n + 1 < stop and _ends_empty(seen[n + 1]):
        stop = n + 1
    if n >= first:
        return stop if any(not _NO_CONTENT.fullmatch(seen[k].text) for k in range(n + 1, stop)) else n + 1
    return _in_contents(state, n, first, stop, parts)


def _ends_empty(one: Seen) -> bool:
    """A label of the meeting's facts right under the heading shows that the heading is empty."""
    return any(found.label.where == "head" for found in one.fields) or one.section_name in {"end", "break", "contents"}


def _are_named(above: Sequence[Seen], parts: Sequence[Heading]) -> bool:
    """Say whether the titles of all items stand above, each a line of its own: contents without numbers."""
    named = {bare_words(one.text) for one in above}
    return all(part.key and part.key in named for part in parts)


def _in_contents(state: Closing, n: int, first: int, stop: int, parts: Sequence[Heading]) -> int:
    """Judge a closed section above the first item: it holds the entries below it, or the items, or nothing."""
    facts = (k for k in range(n + 1, min(first, stop)) if any(f.label.where == "head" for f in state.seen[k].fields))
    near = next(facts, None)
    entries = [e for e in state.outline.entries if n < e.line < min(first, stop)]
    if near is not None:
        return near if near > n + 1 else n + 1
    if entries or first > n + 1:
        return min(first, stop)
    listed = [e for e in state.outline.entries if e.line < n]
    if parts and (any(same(parts[0], entry) for entry in listed) or _are_named(state.seen[:n], parts)):
        return n + 1  # the first item was listed as open: the heading closes the contents and is empty
    return stop

"""What is known while deciding which lines are closed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.understand.closed_marks import opens_section
from ingest.understand.headings import Heading
from ingest.understand.outline import Outline
from ingest.understand.seen import Seen


@dataclass
class Closing:
    """What is closed so far.

    Attributes:
        reasons: For each line the words that close it, "" while it is open.
        stops: Where a closed section ends at the latest: lines that open a section, the page of signatures, the end.
        heads: First lines of headings and entries.
        ends: Positions after headings.
        numbers: Items that a sentence closes by number, with its words.
    """

    seen: Sequence[Seen]
    outline: Outline
    reasons: list[str]
    stops: list[int]
    heads: set[int]
    ends: set[int]
    numbers: dict[str, str] = field(default_factory=dict)

    def close(self, start: int, stop: int, reason: str) -> None:
        """Close lines that are still open."""
        for n in range(max(0, start), min(stop, len(self.reasons))):
            self.reasons[n] = self.reasons[n] or reason


def closing(seen: Sequence[Seen], found: Outline, parts: Sequence[Heading]) -> Closing:
    """Begin with every line open."""
    stops = [n for n, one in enumerate(seen) if one.section_name == "end" or opens_section(one.text)]
    heads = {h.line for h in (*parts, *found.entries)}
    return Closing(seen, found, [""] * len(seen), [*stops, len(seen)], heads, {h.end for h in parts})


def end_of(state: Closing, part: int, parts: Sequence[Heading]) -> int:
    """Find where an item ends: at the next one, an open section, or the page of signatures."""
    stop = parts[part + 1].line if part + 1 < len(parts) else len(state.seen)
    return min(stop, state.stops[bisect_left(state.stops, parts[part].end)])

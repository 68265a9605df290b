"""Which new passage is which old one: ids stay, so that links, quotes and corrections keep their place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

# Half the words in common: below that a reader would not call it the same passage (tried on the sample archive
# with item splitting switched between headings and 300 words).
_SIMILAR = 0.5
_WINDOW = 6  # passages that moved further are found by heading or text, not by likeness
_WORD = re.compile(r"\w+")


class Passageish(Protocol):
    """What matching looks at; both the stored and the new passage have it."""

    @property
    def number(self) -> str | None:
        """The item's number as printed."""

    @property
    def heading(self) -> str:
        """The heading line; may be empty."""

    @property
    def text(self) -> str:
        """The whole passage."""


def _squeezed(text: str) -> str:
    return " ".join(text.lower().split())


_KEYS: tuple[Callable[[Passageish], Hashable | None], ...] = (
    lambda p: (p.number, _squeezed(p.heading), _squeezed(p.text)),
    lambda p: (p.number, _squeezed(p.heading)) if p.heading or p.number else None,
    lambda p: _squeezed(p.heading) or None,
    lambda p: p.number,
    lambda p: _squeezed(p.text),
)


def match(old: Sequence[Passageish], new: Sequence[Passageish]) -> list[int | None]:
    """Give, for each new passage, the position of the old one it continues, or None.

    Item number, heading and text are tried from the strictest to the loosest, equal ones in order; what is left is
    compared by its words with old ones that stood nearby. No old passage is given twice.
    """
    found: list[int | None] = [None] * len(new)
    free = set(range(len(old)))
    for key in _KEYS:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for position in sorted(free, reverse=True):
            if (value := key(old[position])) is not None:
                waiting[value].append(position)
        for position, passage in enumerate(new):
            if found[position] is None and (value := key(passage)) is not None and waiting.get(value):
                continued = waiting[value].pop()
                found[position] = continued
                free.discard(continued)
    _by_likeness(old, new, found, free)
    return found


def _by_likeness(old: Sequence[Passageish], new: Sequence[Passageish], found: list[int | None], free: set[int]) -> None:
    for position, passage in enumerate(new):
        if found[position] is not None or not free:
            continue
        words = set(_WORD.findall(passage.text.lower()))
        near = [o for o in free if abs(o - position) <= _WINDOW]
        scored = [(_jaccard(words, set(_WORD.findall(old[o].text.lower()))), -o) for o in near]
        if scored and max(scored)[0] >= _SIMILAR:
            best = -max(scored)[1]
            found[position] = best
            free.discard(best)


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0

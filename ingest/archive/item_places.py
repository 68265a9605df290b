"""Which passages are one item, and where an item stands after another reading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from ingest.archive.model import Passage

_QUOTED = 300  # characters of an item that are kept to find it again
_NEAR = 40  # characters before the quote in the passage that is the item: a number, a page break
_ALIKE = 0.7  # of the quote's words; an item read by OCR again keeps about nine in ten
_FEWEST = 6  # words of a quote that can tell anything alone
_WORD = re.compile(r"\w+")


class Placed(Protocol):
    """What tells which item a passage belongs to."""

    @property
    def id(self) -> int:
        """The passage's."""

    @property
    def kind(self) -> str:
        """`item`, `section` or `text`."""

    @property
    def number(self) -> str | None:
        """As it counts now."""

    @property
    def heading(self) -> str:
        """As it counts now."""

    @property
    def as_read(self) -> list[Any] | None:
        """Number and heading of the reading, where an archivist says otherwise."""


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Anchor:
    """An item as it was read when somebody said something about it.

    Attributes:
        quote: How its text begins, white space as one space.
    """

    number: str | None
    heading: str
    quote: str


def anchor_of(passage: Passage) -> Anchor:
    """Give what a passage is to be found by."""
    number, heading = as_read(passage)
    return Anchor(number, heading, _squeezed(passage.text)[:_QUOTED])


def as_read(passage: Placed) -> tuple[str | None, str]:
    """Give number and heading as the reading gave them, also where an archivist says otherwise."""
    return (passage.as_read[0], passage.as_read[1]) if passage.as_read else (passage.number, passage.heading)


def items(passages: Sequence[P], starts: Collection[int]) -> list[list[P]]:
    """Put the passages of each item together, in order; what belongs to no item stands alone.

    Args:
        passages: All of a document, in order.
        starts: Ids of passages that begin an item; a document may have none that says so.
    """
    found: list[list[P]] = []
    for passage in passages:
        if found and _goes_on(found[-1][0], passage, starts):
            found[-1].append(passage)
        else:
            found.append([passage])
    return found


def _goes_on(first: Placed, passage: Placed, starts: Collection[int]) -> bool:
    if passage.kind == "text" or passage.kind != first.kind or passage.id in starts:
        return False
    (number, heading), (before, above) = as_read(passage), as_read(first)
    if first.id in starts:
        return number == before
    return (number, heading) == (before, above) and bool(number or heading)


def find(anchor: Anchor, own_id: int, passages: Sequence[Passage]) -> tuple[Passage, bool] | None:
    """Find where an item stands now.

    Args:
        anchor: The item as it was.
        own_id: The passage it was then; ids stay where the text matches (`matching`).
        passages: The live ones, in order.

    Returns:
        The passage, and whether it is the item: else the item stands somewhere inside it. None: it is nowhere.
    """
    own = next((one for one in passages if one.id == own_id), None)
    if own is not None and _is_item(anchor, own):
        return own, True
    same = [one for one in passages if _has_heading(anchor, one)]
    numbered = [one for one in same if as_read(one)[0] == anchor.number] or same
    if numbered and (len(numbered) == 1 or anchor.number):
        return numbered[0], True
    texts = [_squeezed(one.text) for one in passages]
    for one, text in zip(passages, texts, strict=True):
        if anchor.quote and (at := text.find(anchor.quote)) >= 0:
            return one, at < _NEAR
    best = max(zip(texts, passages, strict=True), key=lambda pair: _alike(anchor.quote, pair[0]), default=None)
    return (best[1], False) if best and _alike(anchor.quote, best[0]) >= _ALIKE else None


def _is_item(anchor: Anchor, passage: Passage) -> bool:
    return _has_heading(anchor, passage) or _alike(anchor.quote, _squeezed(passage.text)[: 2 * _QUOTED]) >= _ALIKE


def _has_heading(anchor: Anchor, passage: Passage) -> bool:
    return bool(anchor.heading) and _squeezed(as_read(passage)[1]).casefold() == _squeezed(anchor.heading).casefold()


def _alike(quote: str, text: str) -> float:
    """Give how many of the quote's words stand in a text: 0 to 1; of a quote too short to tell, 0 or 1."""
    words = set(_WORD.findall(quote.casefold()))
    if len(words) < _FEWEST:
        return float(bool(quote) and quote.casefold() in text.casefold())
    return len(words & set(_WORD.findall(text.casefold()))) / len(words)


def _squeezed(text: str) -> str:
    return " ".join(text.split())

"""The text as one sees it: without characters that cannot be seen, with every script's digits as 0-9."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

# Soft hyphen, zero width, direction marks, variation selectors, marks on top of a letter or a digit.
_UNSEEN = re.compile(
    "[\xad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\u20e3\u0300-\u036f\x00-\x08\x0e-\x1f]+"
)
_FOREIGN_DIGIT = re.compile("\\d(?<![0-9])")


class Visible(NamedTuple):
    """What one sees of a text.

    Attributes:
        places: Where each character stands in the text as given; a `range` when they are the same.
    """

    text: str
    places: Sequence[int]


def visible(text: str) -> Visible:
    """Give what one sees of a text, and where it stands."""
    shown, places = text, range(len(text))
    hidden = list(_UNSEEN.finditer(text))
    if hidden:
        ends = [0, *(match.end() for match in hidden)]
        starts = [*(match.start() for match in hidden), len(text)]
        seen = [range(a, b) for a, b in zip(ends, starts, strict=True)]
        shown = "".join(text[piece.start : piece.stop] for piece in seen)
        return Visible(_plain_digits(shown), tuple(chain.from_iterable(seen)))
    return Visible(_plain_digits(shown), places)


def _plain_digits(text: str) -> str:
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)

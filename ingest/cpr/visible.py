"""The text as one sees it: no unseen characters, every script's digits as 0-9, what addresses escape written out."""

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
# As addresses write a character, once or more often over: `%2D`, `%252D`; the dashes of three bytes first.
_ESCAPED = re.compile("%(?:25)*(?:(E2%(?:25)*80%(?:25)*9[0-5])|([0-9A-F]{2}))", re.IGNORECASE)
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
    hidden = list(_UNSEEN.finditer(text))
    if not hidden:
        return Visible(_plain(text), range(len(text)))
    ends = [0, *(match.end() for match in hidden)]
    starts = [*(match.start() for match in hidden), len(text)]
    seen = [range(a, b) for a, b in zip(ends, starts, strict=True)]
    shown = "".join(text[piece.start : piece.stop] for piece in seen)
    return Visible(_plain(shown), tuple(chain.from_iterable(seen)))


def _plain(text: str) -> str:
    """Write digits as 0-9 and escapes as what they stand for. The text keeps its length."""
    if "%" in text:
        text = _ESCAPED.sub(_unescaped, text)
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def _unescaped(match: re.Match[str]) -> str:
    character = "-" if match[1] else chr(int(match[2], 16))
    return (character if " " < character < "\x7f" else " ").rjust(len(match[0]))

"""Values on their way to becoming fields: what was read, on which line, with which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.understand.seen import Seen
from ingest.values import Evidence, Source

_SHOWN = 200  # characters of evidence: the words, and no more of a paper than that


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the line it was read from.

    Attributes:
        line: Position in the list of lines; None when it came from the markup, the path or the mail's head.
        words: What was read; "" means the whole line.
        part: The item it belongs to, None for the whole document.
    """

    name: str
    value: str
    line: int | None
    words: str = ""
    part: int | None = None


def evidence(value: Value, source: Source, seen: Sequence[Seen]) -> Evidence:
    """Give the page and the words."""
    if value.line is None:
        return Evidence(None, (value.words or value.value)[:_SHOWN])
    line = seen[value.line].line
    words = value.words or line.text
    return Evidence(source.pages[line.page].number, " ".join(words.split())[:_SHOWN])


def unclear(name: str, line: int, words: str) -> Value:
    """Say that a value is printed but cannot be read for sure: the field `unclear` names it and shows the words."""
    return Value("unclear", name, line, words)

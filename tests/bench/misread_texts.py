"""Texts as an English OCR model gives them, by the table of confusions; and whether a value is one such reading."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import lru_cache

from ingest.danish import confusions

_TABLE = confusions.load()


def _by_first() -> dict[str, list[tuple[str, str, float]]]:
    """Give the confusions by the first letter printed, those of two letters first; small letters and capitals."""
    found: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for printed, read, share in sorted(_TABLE, key=lambda row: -len(row[0])):
        found[printed[0]].append((printed, read, share))
        found[printed[0].upper()].append((printed.upper(), read.upper(), share))
    return found


_CONFUSED = _by_first()


def misread(text: str, seed: int, lost: float = 1.0) -> str:
    """Give what a machine reads of a text.

    Args:
        text: As printed.
        seed: The same gives the same.
        lost: Share of the letters æ, ø and å that it does not read as they are.
    """
    dice = random.Random(seed)
    found, at = [], 0
    while at < len(text):
        printed, read = _one(text, at, dice, lost)
        found.append(read)
        at += len(printed)
    return "".join(found)


def _one(text: str, at: int, dice: random.Random, lost: float) -> tuple[str, str]:
    own = text[at]
    if own.lower() in "æøå":
        if dice.random() >= lost:
            return own, own
        rows = _CONFUSED[own]
        return own, dice.choices([row[1] for row in rows], [row[2] for row in rows])[0]
    chance = dice.random()
    for printed, read, share in _CONFUSED.get(own, ()):
        if text.startswith(printed, at):
            chance -= share
            if chance < 0:
                return printed, read
    return own, own


def spaced(text: str) -> str:
    """Write a text for comparison: words in small letters with one space between."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


@lru_cache(maxsize=4096)
def readings(text: str) -> re.Pattern[str]:
    """Give a pattern of all that a text (as `spaced` writes it) may be read as, itself among it."""
    pattern, at = "", 0
    while at < len(text):
        rows = [row for row in _TABLE if text.startswith(row[0], at)]
        longest = max((len(row[0]) for row in rows), default=1)
        same = {text[at : at + longest], *(row[1] for row in rows if len(row[0]) == longest)}
        if longest > 1:
            same |= {text[at] + text[at + 1]}
        pattern += "(?:" + "|".join(map(re.escape, sorted(same, key=len, reverse=True))) + ")"
        at += longest
    return re.compile(pattern)

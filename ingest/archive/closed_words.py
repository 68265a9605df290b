"""What was closed stays closed when another reading puts its words elsewhere: in two passages, or in a neighbour's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_RUN = 6  # words in a row: two papers of one committee share longer ones, but those stand in what is open too
_WORD = re.compile(r"\w+")


def runs_of(text: str) -> set[str]:
    """Give every run of words in a text; a text shorter than a run is one itself."""
    words = _WORD.findall(text.casefold())
    if len(words) <= _RUN:
        return {" ".join(words)} if words else set()
    return {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def secrets(closed: Iterable[str], open_ones: Iterable[str]) -> set[str]:
    """Give the runs that stood in closed texts and in no open one: boilerplate tells nothing."""
    hidden = {run for text in closed for run in runs_of(text)}
    for text in open_ones if hidden else ():
        hidden -= runs_of(text)
    return hidden


def share(text: str, hidden: Collection[str]) -> float:
    """Give how much of a text is of what was closed: 0 nothing, 1 all of it.

    A text shorter than a run counts when those words stand in a run.
    """
    runs = runs_of(text)
    if len(_WORD.findall(text)) < _RUN:
        return float(any(run and any(run in one for one in hidden) for run in runs))
    return len(runs & set(hidden)) / len(runs) if runs else 0.0

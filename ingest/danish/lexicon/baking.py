"""Bake the lexicon: every form into a trie, its lemmas as a rule, what endings tell of other words, what words cost."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from warnings import catch_warnings, simplefilter

import marisa_trie

from ingest.danish.lexicon import NAME, Change, Rule, packed, stamp
from ingest.danish.lexicon.costs import Lemmas, costs, flags
from ingest.danish.lexicon.source import entries
from ingest.danish.lexicon.trie import make

# Measured by taking 1,500 words out of the lexicon with all their forms and asking for them: forms of compounds that
# find each other rise from .90 (last part alone) to .96; looking at every form instead of every eighth adds nothing.
_EVERY = 8
_SIZES = range(3, 8)
_SEEN = 4
_AGREED = 0.8


def bake(where: Path) -> None:
    """Bake the lexicon into a folder. The file is put in place whole, by one rename.

    Raises:
        OSError: The folder cannot be written to, or the process that makes the words was killed.
    """
    first, several = entries()
    words = _beside(first, several)
    forms = _forms(first, several)
    _write(where, *forms, *words())


def _beside(first: Mapping[str, str], several: Mapping[str, Lemmas]) -> Callable[[], tuple[bytes, ...]]:
    """Begin to make the words in a process of their own; what is given waits for them.

    A forked process has the forms at once. To send them to a new one would take longer than it saves.
    """
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send_words, args=(theirs, first, several), daemon=True)
    with catch_warnings():  # 3.12 warns of any thread: numpy's only wait, and hold nothing
        simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()

    def words() -> tuple[bytes, ...]:
        with ours:
            try:
                made: tuple[bytes, ...] = ours.recv()
            except EOFError as error:
                raise ChildProcessError("the process that makes the words of the lexicon has ended") from error
        process.join()
        return made

    return words


def _send_words(to: Connection, first: Mapping[str, str], several: Mapping[str, Lemmas]) -> None:
    """Make the trie of words with what they cost, and send its sections."""
    known = costs(first)
    marks = bytes(flags(known, first, several).values())
    to.send(make(known, known.values(), marks).tobytes())


def _forms(first: Mapping[str, str], several: Mapping[str, Lemmas]) -> tuple[bytes, bytes, bytes]:
    """Give the sections of the forms: their trie, the number of each one's rule, the rules and what endings tell."""
    forms = marisa_trie.Trie(first)
    numbers = array("H", bytes(2 * len(first)))
    rules: dict[Rule, int] = {}
    alone: dict[Change, int] = {}  # the number of the rule with this change only
    changes: list[tuple[str, Change]] = []
    for n, (form, place) in enumerate(forms.items()):
        change = _change(form, first[form])
        if form in several:
            rule: Rule = tuple((*_change(form, lemma), asked) for lemma, asked in several[form])
            numbers[place] = rules.setdefault(rule, len(rules))  # OverflowError past 65,535; there are some 2,300
        elif change in alone:
            numbers[place] = alone[change]
        else:
            numbers[place] = alone[change] = rules.setdefault(((*change, True),), len(rules))
        if n % _EVERY == 0:
            changes.append((form, change))
    if sys.byteorder == "big":
        numbers.byteswap()
    rest = {"rules": list(rules), "endings": _endings(changes)}
    return forms.tobytes(), numbers.tobytes(), json.dumps(rest).encode()


def _write(where: Path, *sections: bytes) -> None:
    where.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=where, prefix=NAME)
    with os.fdopen(handle, "wb") as out:
        out.write(packed(stamp(), sections))
    Path(name).chmod(0o644)
    Path(name).replace(where / NAME)


def _change(form: str, lemma: str) -> Change:
    """Say how a form becomes its lemma."""
    if form.startswith(lemma):
        return len(form) - len(lemma), ""
    same = min(len(form), len(lemma))
    while form[:same] != lemma[:same]:
        same -= 1
    return len(form) - same, lemma[same:]


def _endings(changes: Iterable[tuple[str, Change]]) -> dict[str, Change]:
    """Give the endings whose words nearly all change alike; one that tells the same as its own ending is left out."""
    told_by = Counter(
        (form[-size:], change) for form, change in changes for size in _SIZES[: max(len(form) - _SIZES[0] - 1, 0)]
    )
    seen: dict[str, dict[Change, int]] = {}
    for (ending, change), times in told_by.items():
        seen.setdefault(ending, {})[change] = times
    found: dict[str, Change] = {}
    for ending, told in seen.items():
        change = max(told, key=told.__getitem__)
        times, total = told[change], sum(told.values())
        if total >= _SEEN and times >= _AGREED * total and change[0] < len(ending):
            found[ending] = change
    return {ending: change for ending, change in found.items() if found.get(ending[1:]) != change}

"""Rows of (place, packed counts) in token order: gathered from new entries and from segments that are merged.

Whole arrays at a time: done posting by posting in Python, a passage took three times as long to write and merge.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.uint32]  # shape (n, 2): place in the segment (rising within a token), packed counts
Numbers = npt.NDArray[np.int64]


class Table(NamedTuple):
    """Rows under their tokens.

    Attributes:
        tokens: Rising, no doubles.
        ends: For each token where its rows end, in rows.
    """

    tokens: list[bytes]
    ends: Numbers
    rows: Rows


class Gathering:
    """The rows of a segment in the making."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # of each token of the new entries
        self._which: list[npt.NDArray[np.int32]] = []
        self._rows: list[Rows] = []
        self._taken: list[Table] = []

    def add(self, place: int, counts: Mapping[str, int]) -> None:
        """Add one entry's tokens. Places rise."""
        numbers = self._numbers
        self._which.append(np.array([numbers.setdefault(token, len(numbers)) for token in counts], np.int32))
        rows = np.empty((len(counts), 2), np.uint32)
        rows[:, 0] = place
        rows[:, 1] = np.fromiter(counts.values(), np.int64, len(counts))
        self._rows.append(rows)

    def take(self, table: Table, places: Numbers) -> None:
        """Take over a segment's rows: `places` gives each place its new one, above all before; -1 for a deleted one."""
        new = places[table.rows[:, 0]]
        kept = new >= 0
        before = np.concatenate(([0], np.cumsum(kept)))
        rows = np.column_stack((new, table.rows[:, 1]))[kept].astype(np.uint32)
        self._taken.append(Table(table.tokens, before[table.ends], rows))

    def table(self) -> Table:
        """Give everything that was added and taken; tokens without a row are left out."""
        sources = [(table.tokens, _owner(table), table.rows) for table in self._taken]
        if self._rows:
            new = [token.encode() for token in self._numbers]
            sources.insert(0, (new, np.concatenate(self._which), np.concatenate(self._rows)))
        tokens = sorted(set(chain.from_iterable(own for own, _, _ in sources)))
        number = {token: n for n, token in enumerate(tokens)}
        which = [np.fromiter(map(number.__getitem__, own), np.int32, len(own))[owner] for own, owner, _ in sources]
        return _in_order(
            tokens,
            np.concatenate([np.empty(0, np.int32), *which]),
            np.concatenate([np.empty((0, 2), np.uint32), *(rows for _, _, rows in sources)]),
        )


def _owner(table: Table) -> npt.NDArray[np.int32]:
    """Give, for each row of a table, the position of its token."""
    return np.repeat(np.arange(len(table.tokens), dtype=np.int32), np.diff(table.ends, prepend=0))


def _in_order(tokens: list[bytes], which: npt.NDArray[np.int32], rows: Rows) -> Table:
    """Put rows under their tokens; within a token they keep their order, so that places rise."""
    numbers = np.bincount(which, minlength=len(tokens))
    kept = [token for token, n in zip(tokens, numbers.tolist(), strict=True) if n]
    return Table(kept, np.cumsum(numbers[numbers > 0]), rows[np.argsort(which, kind="stable")])

"""Known words letter by letter, with what each costs: what damaged and compound words are read with.

A *cost* is minus the logarithm of how often a word is printed, in nats: a small one is a frequent word. The letters
stand in one row of bytes, the children of a node beside each other, so a step is one `find` in a few bytes.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Collection, Sequence
from itertools import compress

import numpy as np

STEPS = 8  # a cost is kept in eighths of a nat
NONE = 255  # no word ends here
FIRST, LAST, WHOLE = 1, 2, 4  # may begin a compound or stand inside it; may end one; is none
PLACE = 8  # may begin or end the name of a place, which only repairs look at
LONGEST = 40  # letters; longer words of the source are not kept
_OUTSIDE_LATIN_1 = re.compile("[^\0-\xff]").search


class Trie:
    """Words over Latin-1, read only. Node 0 is the root; nodes are numbered from the top, row by row.

    Attributes:
        labels: The letter that leads to each node.
        first: Where each node's children begin; they end where the next node's begin.
        best: For each node the least cost of a word that begins so.
        own: For each node the cost of the word that ends there, or NONE.
        flags: FIRST, LAST, WHOLE and PLACE of the word that ends there.
    """

    __slots__ = ("best", "first", "flags", "labels", "own")

    def __init__(self, labels: bytes, first: array[int], best: bytes, own: bytes, flags: bytes) -> None:
        self.labels, self.first, self.best, self.own, self.flags = labels, first, best, own, flags

    def child(self, node: int, letter: int) -> int:
        """Give the node a letter leads to, -1 when no word goes on so."""
        return self.labels.find(letter, self.first[node], self.first[node + 1])

    def find(self, word: str) -> int:
        """Give the node of a word or the beginning of one, -1 when there is none."""
        node = 0
        for letter in word:
            code = ord(letter)
            node = self.child(node, code) if code < 256 else -1
            if node < 0:
                return -1
        return node

    def cost(self, word: str) -> float | None:
        """Give what a word costs, in nats; None when it is not known."""
        node = self.find(word)
        return None if node <= 0 or self.own[node] == NONE else self.own[node] / STEPS

    def tobytes(self) -> tuple[bytes, ...]:
        """Give the five rows, `first` little-endian."""
        first = array("I", self.first)
        if sys.byteorder == "big":
            first.byteswap()
        return self.labels, first.tobytes(), self.best, self.own, self.flags


def of(parts: Sequence[bytes]) -> Trie:
    """Open what `tobytes` gave."""
    first = array("I")
    first.frombytes(parts[1])
    if sys.byteorder == "big":
        first.byteswap()
    return Trie(parts[0], first, *parts[2:])


def make(words: Collection[str], prices: Collection[float], flags: Collection[int]) -> Trie:
    """Make a trie of words, all different; the few with letters outside Latin-1 are left out.

    Args:
        words: They are made fastest when they are nearly sorted.
        prices: The cost of each, in nats.
        flags: The flags of each.
    """
    fits = [
        word.isalpha() and len(word) <= LONGEST and (word.isascii() or not _OUTSIDE_LATIN_1(word)) for word in words
    ]
    encoded = (word.encode("latin-1") for word in compress(words, fits))
    rows = np.fromiter(encoded, f"S{LONGEST}", sum(fits))
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    letters = rows.view(np.uint8).reshape(len(rows), LONGEST)
    nats = np.fromiter(compress(prices, fits), np.float64, len(rows))[order]
    costs = np.minimum(np.rint(STEPS * nats), NONE - 1).astype(np.uint8)
    marked = np.fromiter(compress(flags, fits), np.uint8, len(rows))[order]
    labels, parents, own, marks, levels = _nodes(letters, costs, marked)
    best = own.copy()
    for start, end in reversed(levels):
        np.minimum.at(best, parents[start:end], best[start:end])
    children = np.bincount(parents[1:], minlength=len(labels))
    first = np.concatenate(([1], 1 + np.cumsum(children))).astype("<u4")
    return of((labels.tobytes(), first.tobytes(), best.tobytes(), own.tobytes(), marks.tobytes()))


Rows = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def _nodes(
    letters: Rows, costs: Rows, flags: Rows
) -> tuple[Rows, np.ndarray[tuple[int, ...], np.dtype[np.int64]], Rows, Rows, list[tuple[int, int]]]:
    """Give label, parent, own cost and flags of every node, and where each row of nodes begins and ends.

    Args:
        letters: The words as rows of letters, sorted and all different, zeros after the last letter.
        costs: What each costs.
        flags: The flags of each.
    """
    labels, parents = [np.zeros(1, np.uint8)], [np.zeros(1, np.int64)]
    owns, marks = [np.full(1, NONE, np.uint8)], [np.zeros(1, np.uint8)]
    lengths = np.count_nonzero(letters, axis=1)
    alike = np.concatenate(([0], (letters[1:] != letters[:-1]).argmax(axis=1)))  # letters as in the word before
    at = np.zeros(len(letters), np.int64)  # the node that each word has come to
    levels, size = [], 1
    for depth in range(int(lengths.max())):
        begins = (alike <= depth) & (depth < lengths)
        new = np.flatnonzero(begins)
        ends = lengths[new] == depth + 1
        labels.append(letters[new, depth])
        parents.append(at[new])
        owns.append(np.where(ends, costs[new], np.uint8(NONE)))
        marks.append(np.where(ends, flags[new], np.uint8(0)))
        at = size - 1 + np.cumsum(begins)
        levels.append((size, size + len(new)))
        size += len(new)
    return np.concatenate(labels), np.concatenate(parents), np.concatenate(owns), np.concatenate(marks), levels

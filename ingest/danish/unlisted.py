"""Words in no list: what they may have been before they lost letters, told by how Danish is spelt.

What is likely is told by the lexicon's letters, four in a row, and by how Danish names and words end (`ends.tsv`):
`hulgard` is spelt as Danish is, but many a name ends in gård.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from operator import itemgetter
from pathlib import Path

import numpy as np

from ingest.danish import lexicon
from ingest.danish.channel import Channel
from ingest.danish.lexicon.trie import NONE, Trie

ENDS = Path(__file__).parent / "ends.tsv"
SHORTEST, LONGEST = 4, 24  # letters: shorter words are spelt in any way, longer ones are no names

_BITS = 5
_CODES = 1 << _BITS  # letters that are told apart; 0 is the edge of a word
_AT_ONCE = 200_000  # nodes
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
_LIKE = {"é": "e", "è": "e", "ö": "ø", "ä": "æ", "ü": "u"}
_DANISH = "æøå".encode("latin-1")
_STEPS = 16  # a cost is kept in so many parts of a nat
_KEPT, _WITHIN = 6, 12.0  # beginnings of a word that are gone on with from each of its letters; nats behind the best
_STEM = 2  # letters before an end
_LOST = 3.0  # nats: what it costs that a letter was lost, measured
_FOREIGN = 3.2  # nats a letter of a name in another language, which stands as it was printed
_HOPELESS = 10.0  # nats behind that: letters by chance, of which a hostile file may be full
_SELDOM = 5.0  # nats: what a letter is read as more seldom is not looked for in an end
_BY_END = 1.0  # nats: what it costs that a word ends as the list says

Codes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
_Way = tuple[float, bytes]


class Spelling:
    """How likely each letter is behind three others, in the lexicon's words.

    Attributes:
        code: Letter -> its number; 0 is the edge of a word.
        costs: In sixteenths of a nat, for each four numbers in a row.
    """

    __slots__ = ("code", "costs")

    def __init__(self, words: Trie) -> None:
        self.code = _codes()
        self.costs = _costs(words, np.frombuffer(self.code, np.uint8))


def _codes() -> bytes:
    found = bytearray(b"\x1f" * 256)
    found[0] = 0
    for number, letter in enumerate(_LETTERS, start=1):
        found[ord(letter)] = number
    for letter, other in _LIKE.items():
        found[ord(letter)] = found[ord(other)]
    return bytes(found)


def _costs(words: Trie, code: Codes) -> bytes:
    """Count the letters behind each three, every beginning of a word once, and smooth by those behind two and one."""
    counts = _counts(words, code).astype(np.float32)
    share = np.full((1, _CODES), 1 / _CODES, np.float32)
    for letters in range(4):
        there = counts.reshape(-1, _CODES**letters, _CODES).sum(0)
        whole, kinds = there.sum(1, keepdims=True), (there > 0).sum(1, keepdims=True, dtype=np.float32)
        fewer = np.tile(share, (_CODES, 1)) if letters else share
        there += kinds * fewer
        there /= np.maximum(whole + kinds, 1)
        share = np.where(whole > 0, there, fewer)
    return bytes(np.minimum(np.rint(-np.log(share.ravel()) * _STEPS), 255).astype(np.uint8))


def _counts(words: Trie, code: Codes) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Count each four letters of the known words' beginnings and ends, some of the nodes at a time: memory is dear."""
    labels = code[np.frombuffer(words.labels, np.uint8)]
    labels[0] = 0
    first = np.asarray(words.first, np.int32)
    parent = np.repeat(np.arange(len(first) - 1, dtype=np.int32), first[1:] - first[:-1])[: len(labels) - 1]
    parent = np.concatenate((np.zeros(1, np.int32), parent))
    own = np.frombuffer(words.own, np.uint8)
    counts = np.zeros(_CODES**4, np.int64)
    for start in range(1, len(labels), _AT_ONCE):
        node = np.arange(start, min(start + _AT_ONCE, len(labels)), dtype=np.int32)
        key = np.zeros(len(node), np.int32)
        for power in range(4):
            key += labels[node].astype(np.int32) << (_BITS * power)
            node = parent[node]
        counts += np.bincount(key, minlength=len(counts))
        ends = key[own[start : start + _AT_ONCE] != NONE]
        counts += np.bincount((ends << _BITS) % len(counts), minlength=len(counts))
    return counts


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """Give how Danish is spelt: made of the lexicon once a process, in a quarter of a second."""
    return Spelling(lexicon.load().trie)


class Ends:
    """How words that stand in no list end, by what such an end is read as.

    Attributes:
        by_read: What was read -> the ends it may be, with what each costs.
        after: What may follow an end -> what that costs more.
        longest: Letters of the longest that was read.
    """

    __slots__ = ("after", "by_read", "longest")

    def __init__(self, channel: Channel) -> None:
        self.by_read: dict[bytes, list[_Way]] = {}
        self.after: dict[bytes, float] = {}
        as_read = _as_read(channel)
        for line in ENDS.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                self._add(line.split("\t"), as_read)
        self.longest = max(map(len, self.by_read))

    def _add(self, columns: list[str], as_read: Mapping[int, Sequence[tuple[bytes, float]]]) -> None:
        *kind, cost, words = columns
        for word in (one.encode("latin-1") for one in words.split()):
            if kind:
                self.after[b"" if word == b"-" else word] = float(cost)
                continue
            forms = [(float(cost), b"")]
            for letter in word:
                options = as_read.get(letter, [(bytes((letter,)), 0.0)])
                forms = [(price + more, form + read) for price, form in forms for read, more in options]
            for price, form in forms:
                self.by_read.setdefault(form, []).append((price, word))

    def of(self, read: bytes, at: int) -> Iterator[_Way]:
        """Give the ends that a word may have from a place on, with what each costs."""
        for size in range(1, min(self.longest, len(read) - at) + 1):
            found = self.by_read.get(read[at : at + size])
            more = self.after.get(read[at + size :]) if found else None
            if found and more is not None:
                yield from ((price + more, end + read[at + size :]) for price, end in found)


def _as_read(channel: Channel) -> dict[int, list[tuple[bytes, float]]]:
    """Give what each Danish letter is read as, with the cost; what is seldom left out."""
    found: dict[int, list[tuple[bytes, float]]] = {letter: [] for letter in _DANISH}
    for options in channel.by_first.values():
        for read, printed, price in options:
            if printed[0] in found and len(printed) == 1 and price <= _SELDOM:
                found[printed[0]].append((read, price))
    return found


@lru_cache(maxsize=2)
def _ends(channel: Channel) -> Ends:
    return Ends(channel)


def readings(read: bytes, channel: Channel) -> dict[bytes, float]:
    """Give what a word may have been, itself among it, with costs.

    Args:
        read: As it is printed.
        channel: What letters are misread as.
    """
    ends = _ends(channel)
    stems = _stems(read, channel)
    if not stems:
        return {read: _FOREIGN * (len(read) + 1)}
    found = {word: cost for word, (cost, _) in stems.pop().items()}
    found[read] = _either(found.get(read), _FOREIGN * (len(read) + 1))
    for at in range(_STEM, len(read)):
        for price, end in ends.of(read, at):
            for word, (cost, _) in stems[at].items():
                whole = word + end
                found[whole] = _either(found.get(whole), cost + price + _BY_END)
    return found


def _stems(read: bytes, channel: Channel) -> list[dict[bytes, tuple[float, int]]]:
    """Give the likeliest beginnings that end before each letter read: word -> cost, its last three letters' place.

    The last are whole words, with what their end costs. Empty for letters that are like no Danish word's.
    """
    code, costs = spelling().code, spelling().costs
    stems: list[dict[bytes, tuple[float, int]]] = [{} for _ in range(len(read) + 1)]
    stems[0][b""] = 0.0, 0
    for at in range(len(read)):
        stems[at] = _likeliest(stems[at])
        if at and min(stems[at].values())[0] > _FOREIGN * at + _HOPELESS:
            return []
        options = list(_steps(read, at, channel))
        for word, (cost, behind) in stems[at].items():
            for size, letter, price in options:
                place = behind * _CODES + code[letter[0]]
                now, longer, there = cost + price + costs[place] / _STEPS, word + letter, stems[at + size]
                if longer not in there or now < there[longer][0]:
                    there[longer] = now, place % _CODES**3
    stems[-1] = {word: (cost + costs[at * _CODES] / _STEPS, at) for word, (cost, at) in stems[-1].items()}
    return stems


def _likeliest(ways: dict[bytes, tuple[float, int]]) -> dict[bytes, tuple[float, int]]:
    if len(ways) <= 1:
        return ways
    best = nsmallest(_KEPT, ways.items(), key=itemgetter(1))
    most = best[0][1][0] + _WITHIN
    return {word: way for word, way in best if way[0] <= most}


def _steps(read: bytes, at: int, channel: Channel) -> Iterator[tuple[int, bytes, float]]:
    """Give the letters that may have been printed from a place on: how many of those read, letter, cost.

    Only æ, ø and å are put back: that c is an e is told by words one knows.
    """
    yield 1, read[at : at + 1], channel.kept[read[at]]
    for gone, printed, price in channel.by_first.get(read[at], ()):
        if printed in _DANISH and read.startswith(gone, at):
            yield len(gone), printed, price + _LOST


def _either(one: float | None, other: float) -> float:
    """Give the cost of a word that may have come about in two ways."""
    return other if one is None else min(one, other) - math.log1p(math.exp(-abs(one - other)))

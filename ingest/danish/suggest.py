"""What was perhaps meant by a word that was typed wrong: the nearest of words that are there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product
from math import log

from ingest.danish import compounds, local

_SHORTEST = 4  # letters of a word that is corrected
_FAR, _FAR_LONG, _LONG = 1.3, 2.3, 8  # how far words may be apart: short ones, and those of so many letters
_BY_DISTANCE = 4.0  # what one letter counts beside how frequent the word is (e-fold)
#: Passages in which a word that nobody knows must stand to be proposed.
OFTEN = 3
_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_DIGRAPHS = {"aa": "å", "ae": "æ", "oe": "ø"}
_VARIANTS, _LIKELY = 48, 0.02  # damaged forms of one word; readings of one letter that are looked at
# Letters typed for each other: half a mistake.
_NEAR = frozenset(
    frozenset(pair)
    for pair in ("oø", "aå", "eæ", "aæ", "øö", "æä", "dt", "bp", "gk", "cs", "ck", "vw", "iy", "ij", "sz", "nm", "ea")
)


def beginnings(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the beginnings that the word meant may have: when its first letter is right, and when it is not."""
    first = tuple(dict.fromkeys((typed[0], *(_DIGRAPHS[pair] for pair in (typed[:2],) if pair in _DIGRAPHS))))
    near = (other for pair in _NEAR if typed[0] in pair for other in pair)
    wrong = (letter + second for letter in _ALPHABET for second in typed[:2])
    others = dict.fromkeys((*near, typed[1::-1], typed[1:3], *wrong))
    return first, tuple(beginning for beginning in others if beginning not in first)


def closest(typed: str, words: Iterable[tuple[str, int]]) -> str | None:
    """Give the word that was most likely meant; None when none is near.

    Args:
        typed: A surface token.
        words: Words that may be proposed, with the number of passages each stands in. Words of damaged pages may be
            among them: what nobody knows and stands in few passages is not proposed.
    """
    if len(typed) < _SHORTEST or not typed.isalpha():
        return None
    most = _FAR_LONG if len(typed) >= _LONG else _FAR
    best: tuple[float, str] | None = None
    for word, count in words:
        if word == typed or abs(len(word) - len(typed)) > 2 or len(word) < 3 or not word.isalpha():
            continue
        far = distance(typed, word, most)
        if far > most:
            continue
        score = _BY_DISTANCE * far - log(count + 1)
        if (best is None or (score, word) < best) and (count >= OFTEN or is_known(word)):
            best = score, word
    return best[1] if best else None


def is_known(word: str) -> bool:
    """Tell whether a word is in the lexicon or one of the archive's own, or a compound of words of the lexicon."""
    return local.now().cost(word) is not None or bool(compounds.parts(word))


def distance(one: str, other: str, most: float) -> float:
    """Say how many mistakes lie between two words; neighbours changed about, doubled and near letters are smaller ones.

    Above `most` the answer is only known to be above it.
    """
    before: list[float] = []
    row = [float(n) for n in range(len(other) + 1)]
    for a, letter in enumerate(one, start=1):
        last, before_last, row = row, before, [float(a)]
        for b, wanted in enumerate(other, start=1):
            swap = 0.0 if letter == wanted else 0.5 if frozenset((letter, wanted)) in _NEAR else 1.0
            gone = 0.6 if a > 1 and one[a - 2] == letter else 1.0
            more = 0.6 if b > 1 and other[b - 2] == wanted else 1.0
            cost = min(last[b - 1] + swap, last[b] + gone, row[b - 1] + more)
            if a > 1 and b > 1 and letter == other[b - 2] and one[a - 2] == wanted:
                cost = min(cost, before_last[b - 2] + 0.8)
            row.append(cost)
        before = last
        if min(row) > most:
            return most + 1
    return row[-1]


def damaged_forms(word: str) -> tuple[str, ...]:
    """Give what a word may have become where its æ, ø and å were lost, the likeliest first; at most 48."""
    table = local.now().table
    choices = [
        [(letter, 0.0)]
        if letter not in "æøå"
        else [(read, -log(share)) for printed, read, share in table if printed == letter and share >= _LIKELY]
        for letter in word
    ]
    if all(len(choice) == 1 and choice[0][0] == letter for choice, letter in zip(choices, word, strict=True)):
        return ()
    ways = sorted(islice(product(*choices), 4096), key=lambda way: sum(cost for _, cost in way))
    return tuple(dict.fromkeys("".join(read for read, _ in way) for way in ways[:_VARIANTS]))

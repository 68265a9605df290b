"""What a machine reads in place of a letter, and how often: data of one OCR engine, learned from its readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

PACKAGED = Path(__file__).parent / "confusions.tsv"

# (printed, read, probability): the letter æ, ø or å is always lost in this table, all others nearly never.
Confusions = tuple[tuple[str, str, float], ...]

_DANISH = frozenset("æøå")
_SEEN = 3  # times a confusion must be seen
_RARE = 0.0003  # of a letter that is not Danish: rarer confusions are chance
_STEPS = ((1, 1), (1, 2), (1, 3), (1, 0), (2, 1))  # letters printed, letters read


_LONGEST, _LETTERS = 5000, 4  # lines of a table; letters printed, letters read
_MOST, _MOST_OTHERS = 1.1, 0.9  # sum of the shares of a Danish letter, of another


class ConfusionsBroken(Exception):
    """A table cannot be used. The message is Danish and says where it is wrong and what to do."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"Forvekslingstabellen {path} kan ikke bruges: {what} Ret den, eller gå tilbage til den medfølgende med "
            "`portal confusions use --packaged`."
        )
        self.path, self.what = path, what

    def __reduce__(self) -> tuple[type[ConfusionsBroken], tuple[Path, str]]:
        """Cross a process border whole."""
        return (type(self), (self.path, self.what))


def load(path: Path = PACKAGED) -> Confusions:
    """Read a table: lines of printed, read (may be empty) and probability, parted by tabs; # begins a comment.

    Raises:
        ConfusionsBroken: It cannot be read, or a line of it is no confusion.
    """
    return _packaged() if path == PACKAGED else _read(path)


@lru_cache(maxsize=1)
def _packaged() -> Confusions:
    return _read(PACKAGED)


def _read(path: Path) -> Confusions:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfusionsBroken(path, "den kan ikke læses som tekst (UTF-8).") from error
    if len(lines) > _LONGEST:
        raise ConfusionsBroken(path, f"den har flere end {_LONGEST} linjer.")
    found: dict[tuple[str, str], float] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and line[0] != "#":
            printed, read, share = _row(path, number, line)
            if (printed, read) in found:
                raise ConfusionsBroken(path, f"linje {number} står der to gange.")
            found[printed, read] = share
    _weigh(path, found)
    return tuple((printed, read, share) for (printed, read), share in found.items())


def _row(path: Path, number: int, line: str) -> tuple[str, str, float]:
    """Read one line."""
    columns = line.rstrip("\r").split("\t")
    if len(columns) != 3:
        raise ConfusionsBroken(path, f"linje {number} skal være trykt, læst og hyppighed med tabulator imellem.")
    printed, read, share = columns
    whole = printed.isalnum() and printed == printed.lower() != read
    if not whole or not 0 < len(printed) <= _LETTERS >= len(read) or max(printed + read) > "\xff" or " " in read:
        raise ConfusionsBroken(path, f"linje {number} har bogstaver, der ikke kan forveksles: {line[:40]!r}.")
    try:
        value = float(share)
    except ValueError as error:
        raise ConfusionsBroken(path, f"linje {number} har en hyppighed, der ikke er et tal: {share[:20]!r}.") from error
    if not 0 < value <= 1:
        raise ConfusionsBroken(path, f"linje {number} har en hyppighed, der ikke ligger mellem 0 og 1: {share[:20]}.")
    return printed, read, value


def _weigh(path: Path, found: Mapping[tuple[str, str], float]) -> None:
    """Refuse a table that says nothing of a Danish letter, or more than all of a letter."""
    whole: Counter[str] = Counter()
    for (printed, _), share in found.items():
        whole[printed] += share  # type: ignore[assignment]
    for letter in sorted(_DANISH):
        if letter not in whole:
            raise ConfusionsBroken(path, f"den siger ikke, hvad {letter} bliver læst som.")
    for printed, share in whole.items():
        if share > (_MOST if printed in _DANISH else _MOST_OTHERS):
            raise ConfusionsBroken(path, f"hyppighederne for {printed} er {share:.2f} tilsammen, og det er for meget.")


def learn(pairs: Iterable[tuple[str, str]]) -> Confusions:
    """Learn a table from words as printed and as read.

    The shares of a Danish letter are of those times it was lost; of other letters, of all times it was printed.
    """
    lost: Counter[tuple[str, str]] = Counter()
    printed: Counter[str] = Counter()
    for one, other in pairs:
        true, read = one.lower(), other.lower()
        printed.update(true)
        printed.update(true[n : n + 2] for n in range(len(true) - 1))
        if true != read:
            lost.update(step for step in aligned(true, read) if step[0] != step[1])
    for letter in _DANISH:
        printed[letter] = sum(count for (true, _), count in lost.items() if true == letter)
    found = [
        (true, read, count / printed[true])
        for (true, read), count in lost.items()
        if count >= _SEEN and (true in _DANISH or (count >= _RARE * printed[true] and _plain(true, read)))
    ]
    found = [(true, read, min(share, 1.0 if true in _DANISH else _MOST_OTHERS / 2)) for true, read, share in found]
    return tuple(sorted(found, key=lambda row: (row[0] not in _DANISH, row[0], -row[2], row[1])))


def _plain(true: str, read: str) -> bool:
    """Tell whether a confusion of other letters is one, and no letter that was lost beside another."""
    return true.isalpha() and _DANISH.isdisjoint(true) and (len(true) == 1 or read not in true)


def aligned(true: str, read: str) -> list[tuple[str, str]]:
    """Lay a reading beside the word that was printed: the cheapest way, piece by piece."""
    best: dict[tuple[int, int], tuple[float, tuple[tuple[str, str], ...]]] = {(0, 0): (0.0, ())}
    for a in range(len(true) + 1):
        for b in range(len(read) + 1):
            if (a, b) not in best:
                continue
            cost, steps = best[a, b]
            for took, gave in _STEPS:
                one, other = true[a : a + took], read[b : b + gave]
                if len(one) < took or len(other) < gave:
                    continue
                now = cost + _price(one, other)
                key = a + took, b + gave
                if key not in best or now < best[key][0]:
                    best[key] = now, (*steps, (one, other))
    return list(best[len(true), len(read)][1]) if (len(true), len(read)) in best else []


def _price(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _DANISH:
        return 0.8 + 0.4 * abs(len(other) - 1) + (0.6 if not other else 0.0)
    return 1.5 + 0.7 * abs(len(other) - len(one)) + (0.5 if not other else 0.0)


def write(table: Confusions) -> str:
    """Give a table as the text of its file."""
    return "".join(f"{printed}\t{read}\t{share:.5f}\n" for printed, read, share in table)

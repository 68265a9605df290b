"""Queries with graded answers over the sample archive, and how good an order of hits is by them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("graded_queries.tsv")
FIRST = 10  # hits that somebody looks at

Place = tuple[str, str | None]  # path of the document, number of the item


@dataclass(frozen=True, slots=True)
class Target:
    """An answer: 3 is what the person wants, 2 clearly about it, 1 mentions it.

    Attributes:
        items: Numbers of the agenda item, any one of which is meant (a scan's number may be misread). Empty: any part
            of the document.
    """

    grade: int
    path: str
    items: frozenset[str]


@dataclass(frozen=True, slots=True)
class GradedQuery:
    """What somebody types, of which kind it is, and its answers."""

    kind: str
    text: str
    targets: tuple[Target, ...]

    def target(self, place: Place) -> Target | None:
        """Give the answer that a hit is; one that names the item before one that takes any part of the document."""
        path, number = place
        named = (one for one in self.targets if one.path == path and number in one.items)
        whole = (one for one in self.targets if one.path == path and not one.items)
        return next(named, None) or next(whole, None)


def read(lines: Iterable[str]) -> list[GradedQuery]:
    """Read the queries from their file.

    Raises:
        ValueError: A line that is neither a query nor an answer to one, or an answer given twice.
    """
    found: list[tuple[str, str, list[Target]]] = []
    for line in lines:
        match line.rstrip("\n").split("\t"):
            case [comment] if comment.startswith("#") or not comment:
                continue
            case ["?", kind, text]:
                found.append((kind, text, []))
            case [("1" | "2" | "3") as grade, path, *items] if found and len(items) < 2:
                numbers = frozenset(items[0].split("|")) if items else frozenset[str]()
                target = Target(int(grade), path, numbers)
                if any((one.path, one.items) == (path, numbers) for one in found[-1][2]):
                    raise ValueError(f"an answer given twice: {line!r}")
                found[-1][2].append(target)
            case _:
                raise ValueError(f"not a query and not an answer: {line!r}")
    return [GradedQuery(kind, text, tuple(targets)) for kind, text, targets in found]


def ndcg(query: GradedQuery, hits: Sequence[Place]) -> float:
    """Give nDCG@10: 1 when the best answers come first, in order; 0 when none of the first ten is one.

    Another part of an answer that was there already is passed over: it is no second answer, nor in the way.
    """
    gains: list[int] = []
    seen: set[Target] = set()
    for hit in hits:
        target = query.target(hit)
        if target is None:
            gains.append(0)
        elif target not in seen:
            seen.add(target)
            gains.append(target.grade)
    best = sorted((target.grade for target in query.targets), reverse=True)
    return _dcg(gains) / _dcg(best)


def _dcg(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:FIRST], 1))

"""The items of an understood document put together again: for `portal inspect`, lists and tests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ingest.values import Field, Understood


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda or minutes.

    Attributes:
        number: As printed, None when it has none.
        title: "" when it has none.
        recommendation: Its points, in order.
        decision: None when none was printed.
        closed: It is a closed item. A closed attachment of an open item does not count.
        annexes: Titles of attachments; of an open item the open ones.
        first_page, last_page: 1-based.
        passages: Positions in `Understood.passages`, in order.
    """

    number: str | None
    title: str
    case_number: str | None
    recommendation: tuple[str, ...]
    decision: str | None
    decision_type: str | None
    closed: bool
    annexes: tuple[str, ...]
    first_page: int
    last_page: int
    passages: tuple[int, ...]


def items_of(understood: Understood) -> tuple[Item, ...]:
    """Give the items in order. An item's first passage carries the field `item`; those after it go on with it."""
    starts = sorted({f.passage for f in understood.fields if f.name == "item" and f.passage is not None})
    by_passage: dict[int, list[Field]] = {}
    for field in understood.fields:
        if field.passage is not None:
            by_passage.setdefault(field.passage, []).append(field)
    found = []
    for start, following in pairwise([*starts, len(understood.passages)]):
        first = understood.passages[start]
        own = [
            n
            for n in range(start, following)
            if understood.passages[n].kind == "item" and understood.passages[n].number == first.number
        ]
        found.append(_item(understood, own, [f for n in own for f in by_passage.get(n, [])]))
    return tuple(found)


def _item(understood: Understood, passages: list[int], fields: list[Field]) -> Item:
    first, last = understood.passages[passages[0]], understood.passages[passages[-1]]

    def values(name: str) -> list[str]:
        return [field.value for field in fields if field.name == name]

    def shut(field: Field) -> bool:
        return not first.closed and field.passage is not None and understood.passages[field.passage].closed

    return Item(
        number=first.number,
        title=first.heading,
        case_number=next(iter(values("case_number")), None),
        recommendation=tuple(values("recommendation")),
        decision=next(iter(values("decision")), None),
        decision_type=next(iter(values("decision_type")), None),
        closed=first.closed,
        annexes=tuple(f.value for f in fields if f.name == "attachment" and not shut(f)),
        first_page=first.first_page,
        last_page=last.last_page,
        passages=tuple(passages),
    )

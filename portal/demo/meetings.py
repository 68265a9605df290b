"""Who met when and treated what: the matters' items gathered into meetings, among the small items of every meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from portal.demo.prose import Item, Treated, matters, town
from portal.demo.routine import item_of, person, small_items
from portal.demo.words import Vocabulary, dice

#: Committees of the time before the municipalities were merged on 1 January 2007, and those after.
_BEFORE, _AFTER = ("SKU", "TEU", "SLU"), ("BUU", "TMU", "HLU", "MLU", "HR")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item on one meeting: number from 1, what was decided, what other committees had decided before."""

    number: int
    item: Item
    decision: str
    earlier: tuple[Treated, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting.

    Attributes:
        start, end: `17.00`.
        first_number: Number of the first item where items are numbered through the year.
        entries: Open ones first, then the closed.
    """

    code: str
    committee: str
    date: date
    place: str
    start: str
    end: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    first_number: int
    entries: tuple[Entry, ...]


def meetings(seed: int) -> dict[tuple[str, date], Meeting]:
    """Give every meeting at which a matter was treated, in order of time."""
    agenda: dict[tuple[str, date], list[tuple[Item, Treated]]] = {}
    for item in matters()[0]:
        for treated in item.treated:
            agenda.setdefault((treated.code, treated.date), []).append((item, treated))
    by_time = sorted(agenda, key=lambda key: (key[1], key[0]))
    return {key: _meeting(*key, agenda[key], seed, small=3) for key in by_time}


def more_meetings(seed: int) -> Iterator[Meeting]:
    """Give further meetings without end, on days when nobody else of the base archive met."""
    used = set(meetings(seed))
    vocabulary = Vocabulary(seed)
    for round_ in range(1_000_000):
        rng = dice(seed, "round", round_)
        day = date(2004, 1, 5) + timedelta(days=rng.randrange(365 * 21 + 300))
        code = rng.choice([code for code in town()["committees"] if _sits(code, day)])
        day += timedelta(days=(town()["committees"][code]["weekday"] - day.weekday()) % 7)
        if (code, day) in used or day.month == 7 or (day.month, day.day) in _HOLIDAYS:
            continue
        used.add((code, day))
        grown = [_grown(vocabulary, rng, code, day) for _ in range(rng.randint(2, 5))]
        yield _meeting(code, day, grown, seed, small=4)


_HOLIDAYS = {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)}


def _sits(code: str, day: date) -> bool:
    merged = day >= date(2007, 1, 1)
    return not (code in _BEFORE and merged) and not (code in _AFTER and not merged)


def _meeting(code: str, day: date, treated: list[tuple[Item, Treated]], seed: int, small: int) -> Meeting:
    rng = dice(seed, code, day)
    committee = town()["committees"][code]
    ahead, after, closed = small_items(rng, code, day, small)
    decided = [(item, what.decision, _before(item, day)) for item, what in treated]
    opened = [entry for entry in decided if not entry[0].closed]
    shut = [entry for entry in decided if entry[0].closed] + closed
    all_of_them = [*ahead, *opened, *after, *shut]
    present, absent = _seats(rng, code, day)
    minutes = int(committee["start"][:-3]) * 60 + int(committee["start"][-2:]) + committee["length"] + rng.randrange(45)
    return Meeting(
        code=code,
        committee=committee["name"],
        date=day,
        place="Virtuelt møde på Teams" if date(2020, 12, 1) < day < date(2021, 5, 1) else committee["place"],
        start=committee["start"],
        end=f"{minutes // 60}.{minutes % 60:02d}",
        present=present,
        absent=absent,
        first_number=1 + (day.month - 1) * 17 + rng.randrange(12),
        entries=tuple(Entry(number, *entry) for number, entry in enumerate(all_of_them, 1)),
    )


def _before(item: Item, day: date) -> tuple[Treated, ...]:
    return tuple(treated for treated in item.treated if treated.date < day)


def _seats(rng: Random, code: str, day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who sits there this election period, and who of them was away that day."""
    named: Sequence[str] = town()["seats"].get(code, ())
    if not named:
        period = dice(code, (day.year + 2) // 4)
        names = town()["names"]
        drawn = {f"{person(period)} ({period.choice(names['parties'])})": None for _ in range(40)}
        named = [*period.sample(names["politicians"], 3), *drawn][: town()["committees"][code]["seats"]]
    away = set(rng.sample(range(len(named)), rng.randrange(3)))
    return (
        tuple(name for place, name in enumerate(named) if place not in away),
        tuple(name for place, name in enumerate(named) if place in away),
    )


def _grown(vocabulary: Vocabulary, rng: Random, code: str, day: date) -> tuple[Item, Treated]:
    """Make up an item for archives larger than what is written by hand."""
    text = "\n\n".join(vocabulary.paragraph(rng, rng.randint(40, 90)) for _ in range(rng.randint(2, 5)))
    given = {
        "title": vocabulary.title(rng),
        "text": text.replace("{", "").replace("}", ""),
        "by": "Direktionen",
        "points": [f"at {vocabulary.point(rng)}"],
        "decision": rng.choice(("Tiltrådt som indstillet.", "Godkendt.", "Anbefales.", "Udsat.", "Drøftet.")),
    }
    item, _, _ = item_of(given, {}, rng, code, day)
    return item, item.treated[0]

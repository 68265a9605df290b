"""Who met when and treated what: the matters' items gathered into meetings, among the small items of every meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from portal.demo.paper import blocks_of
from portal.demo.prose import Item, Treated, data, matters, town
from portal.demo.words import Vocabulary, dice

#: Committees of the time before the municipalities were merged on 1 January 2007, and those after.
_BEFORE, _AFTER = ("SKU", "TEU", "SLU"), ("BUU", "TMU", "HLU", "MLU", "HR")
_OPENINGS = (
    ("Godkendelse af dagsorden", "Godkendt."),
    ("Godkendelse af dagsorden og referat af forrige møde", "Begge dele godkendt uden bemærkninger."),
)


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
    ahead, after, closed = _small_items(rng, code, day, small)
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


_Decided = tuple[Item, str, tuple[Treated, ...]]


def _small_items(
    rng: Random, code: str, day: date, count: int
) -> tuple[list[_Decided], list[_Decided], list[_Decided]]:
    """Draw the items before and after the matters, and sometimes a closed one."""
    routine = _routine()
    fitting = [given for given in routine["item"] if code in given["in"] or given["in"] == ["*"]]
    drawn = rng.sample(fitting, min(len(fitting), count + rng.randrange(3)))
    title, decision = _OPENINGS[rng.randrange(2)]
    opening = _item({"title": title, "text": "", "decision": decision}, {}, rng, code, day)
    made = [_item(given, _slots(rng, day), rng, code, day) for given in drawn]
    half = len(made) // 2
    closed = []
    if code not in ("HLU", "MLU", "ÆR", "HR", "SLU") and rng.random() < 0.25:
        closed = [_item(rng.choice(routine["closed"]), _slots(rng, day), rng, code, day, closed=True)]
    last = _item({"title": "Eventuelt", "text": "", "decision": "Intet."}, {}, rng, code, day)
    return [opening, *made[:half]], [*made[half:], last], closed


@cache
def _routine() -> dict[str, Any]:
    return data("rutine.toml")


def _item(
    given: Mapping[str, Any], slots: Mapping[str, str], rng: Random, code: str, day: date, *, closed: bool = False
) -> _Decided:
    def fill(text: str) -> str:
        return text.format_map(slots)

    text = given["text"]
    case, serial = case_numbers(rng, day.year) if closed or given.get("by") else ("", "")
    decision = fill(given["decision"])
    item = Item(
        title=fill(given["title"]),
        case=case,
        serial=serial,
        officer=rng.choice(_OFFICERS),
        resume="",
        body=blocks_of(fill(text), top=3, closed=closed),
        by=given.get("by", ""),
        points=tuple(fill(point) for point in given.get("points", ())),
        annexes=tuple(fill(annex) for annex in given.get("annexes", ())),
        closed=closed,
        closed_annex="",
        secrets=(slots["secret"].split(" ")[0],) if "{secret}" in text else (),
        treated=(Treated(code, day, decision),),
    )
    return item, decision, ()


_OFFICERS = (
    "Birthe Ærvang", "Ole Kærsig", "Sanne Ørkilde", "Gitte Sønderløv", "Lone Æblerod", "Torkild Havgren",
    "Rikke Hedevej", "Nanna Fjordbæk", "Anders Tangløkke", "Kasper Rørsø", "Dorte Hasselkvist", "Inger Åkande",
)  # fmt: skip
_KLE = (
    "00.30.04", "01.02.05", "02.34.02", "04.04.00", "05.01.08", "05.13.00", "06.02.00", "13.06.02", "16.06.04",
    "17.01.00", "17.03.02", "18.14.00", "20.03.02", "27.36.00", "27.42.00", "28.09.08", "81.28.00", "82.02.00",
)  # fmt: skip


def case_numbers(rng: Random, year: int) -> tuple[str, str]:
    """Give a KLE case number and the filing system's own number, as that year wrote them."""
    subject, facet = rng.choice(_KLE), rng.choice(("G01", "P16", "P20", "P22", "A00", "S00", "Ø54"))
    serial, short = rng.randrange(100, 40_000), f"{year % 100:02d}"
    if year <= 2008:
        return f"{subject}{facet[:3]}", f"{year}/{serial:05d}"
    if year <= 2014:
        return f"{subject}-{facet}-{serial % 90 + 1}-{short}", f"{year}-{serial:07d}"
    return f"{subject}-{facet}-{serial % 90 + 1}-{short}", f"{short}/{serial:05d}"


#: Month and day of the budget reviews, latest first.
_QUARTERS = ((8, "31. august"), (6, "30. juni"), (3, "31. marts"))


def _slots(rng: Random, day: date) -> dict[str, str]:
    listed = {name: rng.choice(values) for name, values in _routine()["slots"].items()}
    rooms = {
        "small": rng.randrange(3, 24),
        "count": rng.randrange(12, 96),
        "hundred": rng.randrange(110, 890),
        "thousand": rng.randrange(14, 95),
        "thousand2": f"3.{rng.randrange(100, 999)}",
        "million": f"{rng.randrange(1, 19)},{rng.randrange(1, 10)}",
        "liquid": rng.randrange(92, 214),
        "percent": rng.randrange(81, 96),
        "percent2": rng.randrange(18, 47),
        "sick": f"{rng.randrange(4, 7)},{rng.randrange(1, 10)}",
        "year": day.year,
        "next_year": day.year + 1,
        "last_year": day.year - 1,
        "school_year": f"{day.year}/{day.year + 1}",
        "quarter": (day.month - 1) // 3 + 1,
    }
    quarter = next((past for past in _QUARTERS if past[0] < day.month), (0, "1. januar"))
    listed["opfoelgning"] = quarter[1]
    people = {"person": person(rng), "person2": person(rng)}
    return listed | people | {name: str(value) for name, value in rooms.items()}


def person(rng: Random) -> str:
    """Give an invented name."""
    names = town()["names"]
    return f"{rng.choice(names['first'])} {rng.choice(names['last'])}"


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
    item, _, _ = _item(given, {}, rng, code, day)
    return item, item.treated[0]

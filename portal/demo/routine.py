"""The small items that come back at every meeting, their slots filled by chance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from random import Random
from typing import Any

from portal.demo.paper import blocks_of
from portal.demo.prose import Item, Treated, data, town

#: An item, what was decided, and what other committees had decided before.
Decided = tuple[Item, str, tuple[Treated, ...]]

_OPENINGS = (
    ("Godkendelse af dagsorden", "Godkendt."),
    ("Godkendelse af dagsorden og referat af forrige møde", "Begge dele godkendt uden bemærkninger."),
)


def small_items(rng: Random, code: str, day: date, count: int) -> tuple[list[Decided], list[Decided], list[Decided]]:
    """Draw the items before and after the matters, and sometimes a closed one."""
    routine = _routine()
    fitting = [given for given in routine["item"] if code in given["in"] or given["in"] == ["*"]]
    drawn = rng.sample(fitting, min(len(fitting), count + rng.randrange(3)))
    title, decision = _OPENINGS[rng.randrange(2)]
    opening = item_of({"title": title, "text": "", "decision": decision}, {}, rng, code, day)
    made = [item_of(given, _slots(rng, day), rng, code, day) for given in drawn]
    half = len(made) // 2
    closed = []
    if code not in ("HLU", "MLU", "ÆR", "HR", "SLU") and rng.random() < 0.25:
        closed = [item_of(rng.choice(routine["closed"]), _slots(rng, day), rng, code, day, closed=True)]
    last = item_of({"title": "Eventuelt", "text": "", "decision": "Intet."}, {}, rng, code, day)
    return [opening, *made[:half]], [*made[half:], last], closed


@cache
def _routine() -> dict[str, Any]:
    return data("rutine.toml")


def item_of(
    given: Mapping[str, Any], slots: Mapping[str, str], rng: Random, code: str, day: date, *, closed: bool = False
) -> Decided:
    """Make an item of its data: title, text, decision and perhaps by, points, annexes.

    Args:
        given: As in `rutine.toml`.
        slots: What stands in place of each `{slot}`.
        rng: Draws officer and case numbers.
        code: Committee.
        day: Of the meeting.
        closed: Whether it is a closed item.
    """

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

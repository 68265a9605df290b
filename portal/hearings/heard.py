"""Who was heard in a hearing that ran before the portal: a line each, as typed or as a list says it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal import days
from portal.party_names import key_of
from portal.tables import MOST_ROWS, Row
from portal.words import day

#: Our name of a column by the headings people give it.
COLUMNS = {
    "part": "name", "navn": "name", "høringspart": "name", "høringsparter": "name", "organisation": "name",
    "hørt": "name",
    "svarede": "answered", "svaret": "answered", "har svaret": "answered", "svar": "answered", "besvaret": "answered",
    "status": "answered",
    "dato": "day", "svardato": "day", "modtaget": "day",
    "bemærkning": "remark", "bemærkninger": "remark", "note": "remark", "kommentar": "remark",
}  # fmt: skip
_ORDER = ("name", "answered", "day", "remark")
_ANSWERED: dict[str, bool | None] = dict.fromkeys(
    ("ja", "j", "x", "1", "✓", "✔", "svarede", "svaret", "har svaret", "ingen bemærkninger"), True
)
_ANSWERED |= dict.fromkeys(("nej", "n", "0", "-", "svarede ikke", "ikke svaret", "intet svar"), False)
_ANSWERED |= dict.fromkeys(("", "?", "ved ikke", "vides ikke", "ukendt"), None)
_NOBODY = ("", "?", "ukendt", "ukendt part")
_LONGEST_NAME, _LONGEST_REMARK = 200, 1000


@dataclass(frozen=True, slots=True)
class Heard:
    """One who was heard.

    Attributes:
        number: Of the line, 1-based.
        name: "" when the source does not say who.
        answered: None when nobody knows.
        wrong: Danish sentences.
    """

    number: int
    name: str
    answered: bool | None
    day: date | None
    remark: str
    wrong: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What is kept of it: the remark, and the day it answered."""
        said = f"svar af {day(self.day)}" if self.day and self.answered else day(self.day, "")
        return ", ".join(part for part in (self.remark, said) if part)


def read(text: str) -> list[Heard]:
    """Read lines of `part; ja, nej or ved ikke; date; remark`; empty lines are skipped, a party twice is wrong."""
    found: list[Heard] = []
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        cells = [" ".join(cell.split()) for cell in line.split(";", 3)]
        if any(cells):
            heard = _read(number, dict(zip(_ORDER, cells, strict=False)), first)
            found.append(heard)
            if heard.name:
                first.setdefault(key_of(heard.name), number)
    return found


def _read(number: int, cells: dict[str, str], first: dict[str, int]) -> Heard:
    wrong = []
    name, answered, remark = cells["name"], cells.get("answered", ""), cells.get("remark", "")
    name = "" if name.casefold() in _NOBODY else name
    if answered.casefold() not in _ANSWERED:
        wrong.append(f"»{answered[:40]}« forstår vi ikke. Skriv ja, nej eller ved ikke.")
    when = None
    try:
        when = days.read(cells.get("day", ""))
    except days.WrongDay as error:
        wrong.append(f"»{cells['day'][:40]}« er ikke en dato. {error}")
    if name and key_of(name) in first:
        wrong.append(f"{name} står allerede i linje {first[key_of(name)]}.")
    if len(name) > _LONGEST_NAME or len(remark) > _LONGEST_REMARK:
        wrong.append("Linjen er for lang.")
    if "\ufffd" in name:
        wrong.append("Nogle af bogstaverne kan ikke læses.")
    return Heard(number, name, _ANSWERED.get(answered.casefold()), when, remark, tuple(wrong))


def too_many(text: str) -> bool:
    """Tell whether there are more lines than one hearing takes at once."""
    return text.count("\n") >= MOST_ROWS


def as_text(rows: Iterable[Row]) -> str:
    """Write the rows of a list (columns as in COLUMNS) as the lines people type, to be looked through."""
    return "\n".join(
        "; ".join(" ".join(row.cells.get(name, "").replace(";", ",").split()) for name in _ORDER).rstrip("; ") or "?"
        for row in rows
    )

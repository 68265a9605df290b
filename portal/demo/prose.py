"""The texts of the sample municipality, read from the data files beside this module.

`sager/` holds one matter a file: what the committees treated and what was written to and fro about it. `rutine.toml`
holds the small items that come back, `kommune.toml` who meets where, `layouts.toml` how their papers look.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from portal.demo.paper import Block, blocks_of

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Treated:
    """One committee's treatment of an item: code of the committee (`BUU`), meeting day, decision."""

    code: str
    date: date
    decision: str


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item as its case officer wrote it.

    Attributes:
        case: The KLE number (`17.01.00-P16-3-14`, older `17.01.10P22`).
        serial: The case number of the filing system (`2014-0021312`, `18/01234`).
        by: Who recommends; "" when nobody does.
        closed_annex: Text of a closed annex; "" when there is none.
        secrets: Words that stand in its closed text only.
        treated: In order of time; never empty.
    """

    title: str
    case: str
    serial: str
    officer: str
    resume: str
    body: tuple[Block, ...]
    by: str
    points: tuple[str, ...]
    annexes: tuple[str, ...]
    closed: bool
    closed_annex: str
    secrets: tuple[str, ...]
    treated: tuple[Treated, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """Anything written about a matter outside meetings: hearing letter, response, note, policy, news ...

    Attributes:
        file: Path in the archive.
        form: How the file is made; see `portal.demo.plan`.
        member: Path inside `file` when that is a ZIP, else "".
        mail: Text of the mail that carries it, else ""; `attachment` is then its own file name.
    """

    kind: str
    title: str
    date: date
    serial: str
    file: str
    form: str
    member: str
    committee: str | None
    publisher: str | None
    mail: str
    attachment: str
    body: tuple[Block, ...]


def data(name: str) -> dict[str, Any]:
    """Read one data file."""
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


@cache
def town() -> Mapping[str, Any]:
    """Give the municipality: name, address, committees by code, seats, names."""
    return data("kommune.toml")


@cache
def matters() -> tuple[tuple[Item, ...], tuple[Letter, ...]]:
    """Give all items and all letters, in order of the files' names, which begin with the year."""
    items: list[Item] = []
    letters: list[Letter] = []
    for path in sorted((_HERE / "sager").glob("*.toml"), key=lambda path: path.name):
        matter = data(f"sager/{path.name}")
        items += [_item(matter, given) for given in matter.get("items", ())]
        letters += [_letter(matter, given) for given in matter.get("papers", ())]
    return tuple(items), tuple(letters)


def _item(matter: Mapping[str, Any], given: Mapping[str, Any]) -> Item:
    closed = given.get("closed", False)
    return Item(
        title=given["title"],
        case=matter["case"],
        serial=matter["number"],
        officer=matter["officer"],
        resume=given.get("resume", ""),
        body=blocks_of(given["text"], top=3, closed=closed),
        by=given.get("by", ""),
        points=tuple(given.get("points", ())),
        annexes=tuple(given.get("annexes", ())),
        closed=closed,
        closed_annex=given.get("closed_annex", "").strip(),
        secrets=tuple(given.get("secrets", ())),
        treated=tuple(_treated(line) for line in given["meetings"]),
    )


def _treated(line: str) -> Treated:
    head, decision = line.split(": ", 1)
    code, day = head.split(" ")
    return Treated(code, date.fromisoformat(day), decision)


def _letter(matter: Mapping[str, Any], given: Mapping[str, Any]) -> Letter:
    return Letter(
        kind=given["kind"],
        title=given["title"],
        date=given["date"],
        serial=matter["number"],
        file=given["file"],
        form=given["form"],
        member=given.get("member", ""),
        committee=given.get("committee"),
        publisher=given.get("publisher"),
        mail=given.get("mail", "").strip(),
        attachment=given.get("attachment", ""),
        body=blocks_of(given["text"]),
    )

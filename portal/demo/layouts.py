"""A meeting becomes an agenda or minutes, in one of the layouts of `layouts.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from portal.demo import dates
from portal.demo.meetings import Entry, Meeting
from portal.demo.paper import Block, Paper, PaperItem
from portal.demo.prose import data, town


@dataclass(frozen=True, slots=True)
class Layout:
    """Labels and habits of one system; text keys may hold {slots}.

    Attributes:
        head: Lines of the title.
        facts: Label and what stands behind it: a date form of `portal.demo.dates`, or place, start, present ...
        contents: Heading of the table of contents; "" for none.
        running: Items are numbered through the year, not from 1.
        case_table: Case number, initials and open/closed stand in a ruled table under the item's heading.
        routing: A row of committees with a cross where the item goes.
        resume, presentation, recommendation, decision, annexes: Labels of an item's parts; "" for none.
        recommends: The line before the points; "" for none.
        earlier: How another committee's decision is quoted.
        closed: How a closed item shows: `section` (under a heading of its own), `label` (a word in the table),
            `prefix` or `suffix` (in the item's heading).
    """

    name: str
    head: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    facts_style: str
    item: str
    resume: str
    presentation: str
    recommendation: str
    decision: str
    earlier: str
    annexes: str
    closed: str
    closed_word: str
    contents: str = ""
    running: bool = False
    case: tuple[str, ...] = ()
    case_table: bool = False
    routing: bool = False
    recommends: str = ""
    open_word: str = ""
    closed_prefix: str = ""


@cache
def layout(name: str) -> Layout:
    """Give one layout of the data file."""
    given = dict(data("layouts.toml")[name])
    for key in ("head", "case"):
        given[key] = tuple(given.get(key, ()))
    given["facts"] = tuple((label, value) for label, value in given["facts"])
    return Layout(name=name, **given)


def paper(meeting: Meeting, name: str, *, kind: str, published: bool = False, columns: int = 1) -> Paper:
    """Write the agenda or the minutes of a meeting.

    Args:
        meeting: What was treated.
        name: Of the layout.
        kind: `agenda` or `minutes`; "the only difference between an agenda and minutes is the decision".
        published: Closed items are there with their heading only, as on the web.
        columns: Of print, 1 or 2.
    """
    look = layout(name)
    slots = _slots(meeting, kind)
    first = meeting.first_number if look.running else 1
    entries = [replace(entry, number=first + entry.number - 1) for entry in meeting.entries]
    if published:
        entries = [_without_closed_text(entry) for entry in entries]
    body = [block for entry in entries for block in _entry(entry, look, slots, kind)]
    head = [_fill(line, slots) for line in look.head]
    front = [Block("heading", head[0], level=1), *(Block("heading", line, level=3) for line in head[1:])]
    front += [Block("facts", rows=_facts(look, slots, kind), style=look.facts_style)]
    if look.contents:
        rows = tuple((_heading(entry, look),) for entry in entries)
        front += [Block("contents", look.contents, rows=rows), Block("break")]
    return Paper(
        kind=kind,
        title=f"{slots['Kind']} {slots['committee']} {slots['long']}",
        date=meeting.date,
        blocks=(*front, *_with_sections(body, look, entries, meeting.date)),
        committee=meeting.committee,
        header=f"{town()['name']} · {slots['committee']} · {slots['dash']}",
        footer="Side {page} af {pages}" if look.running else "{page}",
        columns=columns,
        items=tuple(_item(entry, look, kind) for entry in entries),
        secrets=tuple(word for entry in entries for word in _secrets(entry, published)),
        publisher=town()["name"],
    )


def _slots(meeting: Meeting, kind: str) -> dict[str, str]:
    word = {"agenda": "Dagsorden", "minutes": "Referat"}[kind]
    forms = {form: write(meeting.date) for form, write in dates.FORMS.items()}
    return forms | {
        "KIND": word.upper(),
        "Kind": word,
        "committee": meeting.committee,
        "place": meeting.place,
        "start": meeting.start,
        "end": meeting.end,
        "start_end": f"kl. {meeting.start}-{meeting.end}",
        "weekday_long_time": f"{forms['weekday_long']} kl. {meeting.start}",
        "present": ", ".join(meeting.present),
        "absent": ", ".join(meeting.absent) or "Ingen",
        "none": "Ingen",
    }


def _fill(text: str, slots: dict[str, str]) -> str:
    return text.format_map(slots)


def _facts(look: Layout, slots: dict[str, str], kind: str) -> tuple[tuple[str, str], ...]:
    known_later = ("present", "absent", "end", "none") if kind == "agenda" else ()
    return tuple((label, slots[value]) for label, value in look.facts if value not in known_later)


def _heading(entry: Entry, look: Layout) -> str:
    title = entry.item.title
    if entry.item.closed and look.closed == "prefix":
        title = look.closed_word + title
    if entry.item.closed and look.closed == "suffix":
        title = title + look.closed_word
    if entry.item.closed and look.closed_prefix:
        title = look.closed_prefix + title
    return look.item.format(number=entry.number, title=title)


def _with_sections(body: list[Block], look: Layout, entries: list[Entry], day: date) -> Iterator[Block]:
    """Put the heading of the closed part before its first item; without one, every other paper has it empty."""
    first = next((_heading(entry, look) for entry in entries if entry.item.closed), None)
    for block in body:
        if look.closed == "section" and first is not None and block.level == 2 and block.text == first:
            yield Block("heading", look.closed_word, level=2)
        yield block
    if look.closed == "section" and first is None and day.day % 2:
        yield Block("heading", look.closed_word, level=2)
        yield Block("para", "Ingen.")


def _entry(entry: Entry, look: Layout, slots: dict[str, str], kind: str) -> Iterator[Block]:
    item = entry.item
    yield Block("heading", _heading(entry, look), level=2)
    for block in _parts(entry, look, slots, kind):
        yield replace(block, closed=item.closed)
    if item.closed_annex:
        yield Block("heading", f"Lukket bilag til punkt {entry.number}", level=2)
        yield Block("para", item.closed_annex, closed=True)


def _parts(entry: Entry, look: Layout, slots: dict[str, str], kind: str) -> Iterator[Block]:
    item = entry.item
    yield from _case(entry, look)
    if item.resume:
        yield from _labelled(look.resume, Block("para", item.resume))
    if item.body:
        yield from _labelled(look.presentation, *item.body)
    if item.points:
        says = [Block("para", look.recommends.format(by=item.by))] if look.recommends and item.by else []
        points = Block("bullets", rows=tuple((f"{point.rstrip('.')}.",) for point in item.points))
        yield from _labelled(look.recommendation, *says, points)
    if item.annexes:
        yield from _labelled(look.annexes, Block("bullets", rows=tuple((annex,) for annex in item.annexes)))
    for treated in entry.earlier:
        name = town()["committees"][treated.code]["name"]
        yield Block("para", look.earlier.format(committee=name, **_dated(treated.date)) + treated.decision)
    if kind == "minutes" and entry.decision:
        yield from _labelled(_fill(look.decision, slots), Block("para", entry.decision))


def _dated(day: date) -> dict[str, str]:
    return {form: write(day) for form, write in dates.FORMS.items()}


def _labelled(label: str, *blocks: Block) -> Iterator[Block]:
    if label:
        yield Block("heading", label, level=3)
    yield from blocks


def _case(entry: Entry, look: Layout) -> Iterator[Block]:
    item = entry.item
    state = look.closed_word if item.closed else look.open_word
    if not item.case:
        if look.closed == "label" and item.closed:
            yield Block("para", state)
        return
    slots = {"case": _case_number(entry, look) or "", "officer": item.officer, "initials": initials(item.officer)}
    if look.case_table:
        rows = (("Sagsnr.", "KLE", "Initialer", ""), (item.serial, item.case, slots["initials"], state))
        yield Block("table", rows=rows)
    elif look.case:
        yield Block("lines", rows=tuple((line.format_map(slots),) for line in look.case))
    if look.routing:
        codes = ("BUU", "TMU", "KFU", "SSU", "ØU", "BYR")
        on_the_way = {treated.code for treated in item.treated}
        yield Block("table", rows=(codes, tuple("X" if code in on_the_way else "" for code in codes)), style="plain")


def _case_number(entry: Entry, look: Layout) -> str | None:
    if look.case_table or look.name == "udgivelse":
        return entry.item.serial or None
    return (entry.item.case or None) if look.case else None


def initials(officer: str) -> str:
    """Give the letters an officer signs with: first name one, last name two."""
    first, last = officer.split(" ")[0], officer.split(" ")[-1]
    return (first[0] + last[:2]).upper()


def _without_closed_text(entry: Entry) -> Entry:
    item = replace(entry.item, closed_annex="")
    if not item.closed:
        return replace(entry, item=item)
    item = replace(item, resume="", body=(), points=(), annexes=(), case="")
    return replace(entry, item=item, decision="", earlier=())


def _secrets(entry: Entry, published: bool) -> tuple[str, ...]:
    return () if published else entry.item.secrets


def _item(entry: Entry, look: Layout, kind: str) -> PaperItem:
    item = entry.item
    return PaperItem(
        number=str(entry.number),
        title=item.title,
        case_number=_case_number(entry, look) if item.case else None,
        recommendation=item.points,
        decision=entry.decision if kind == "minutes" else "",
        closed=item.closed,
    )

"""Facts about the whole document: who met, when, where; when it is dated; which municipality."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.understand.bodies import body_in
from ingest.understand.committees import meeting_committee, named_committee, titled_committee
from ingest.understand.dates import first_day, is_date_line, one_day
from ingest.understand.headings import Heading
from ingest.understand.labelled import Labelled, labelled
from ingest.understand.meeting_lines import MEETING, TITLE_LINE, is_reference
from ingest.understand.places import held_at, place
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value, unclear

_IS_PAPER = re.compile(r"(?i)(?:\w+t\s)?(?:\w*referat|\w*dagsorden|\w*protokol|\w*indkaldelse|m[øo]de)\b.*\bm[øo]de")
_HEAD = 60  # lines in which the facts of a paper without items are looked for
_NOT_THE_MEETING = re.compile(
    r"(?i)publiceret|udskrevet|opdateret|oprettet|udsendt|offentliggjort|frist|senest|h[øo]ring"
    r"|(?:n[æa]ste|forrige|sidste|seneste|f[øo]lgende)\s\w*m[øo]de|godkendelse af|\bfra sidst|underskrevet|vedtaget"
)


def facts(
    seen: Sequence[Seen],
    readable: Sequence[int],
    items: Sequence[Heading],
    family: bool,
    kind: str,
    title: str | None = None,
) -> Iterator[Value]:
    """Read the facts of a document.

    Args:
        seen: All lines.
        readable: Positions of the lines that may be read, rising.
        items: The items of a meeting's paper.
        family: It is a meeting's paper.
        kind: The document's kind.
        title: The title that the markup gives.
    """
    top = items[0].end + 6 if len(items) == 1 else items[0].line if items else _HEAD
    head = [n for n in readable if n < top]
    found = list(labelled(seen, head))
    if family:
        days = list(_meeting_date(seen, head, found))
        yield from days or _deciding_date(seen, readable)
        committees = list(meeting_committee(seen, head, readable, found))
        yield from committees or titled_committee(title)
        yield from place(seen, head, found)
    else:
        yield from _dated(seen, head, found)
        yield from named_committee(seen, head, readable, found, kind)


def _meeting_date(seen: Sequence[Seen], head: Sequence[int], found: Sequence[Labelled]) -> Iterator[Value]:
    """Take the labelled date; dates that contradict each other give none."""
    doubtful: list[tuple[int, str]] = []
    if any(seen[n].text.startswith("Fra:") for n in head[:6]):  # in a mail `Dato` is the day it was sent
        told = list(_unlabelled_date(seen, head))
        if told:
            yield from told
            return
    for names in ({"meeting_date"}, {"date", "committee"}):
        days: dict[date, Labelled] = {}
        for one in found:
            if one.label.name not in names:
                continue
            day = first_day(one.value)
            if day and day.day:
                days.setdefault(day.day, one)
            elif names == {"meeting_date"} and any(c.isdigit() for c in one.value):
                doubtful.append((one.line, one.words))
        if len(days) == 1:
            day_found, source = next(iter(days.items()))
            yield Value("meeting_date", day_found.isoformat(), source.line, source.words)
            return
        if days:
            yield from (unclear("meeting_date", one.line, one.words) for one in list(days.values())[:5])
            return
    shown = list(_unlabelled_date(seen, head))
    yield from shown or (unclear("meeting_date", line, words) for line, words in doubtful[:5] if ":" in words[:40])


def _unlabelled_date(seen: Sequence[Seen], head: Sequence[int]) -> Iterator[Value]:
    """Take the date that stands alone on a line, else the one in the line that names the meeting."""
    alone: dict[date, int] = {}
    named: dict[date, int] = {}
    for n in head[:30]:
        text = seen[n].text
        if text.startswith(("Dato:", "Sendt:")):
            continue
        if len(text) > TITLE_LINE or _NOT_THE_MEETING.search(text):
            continue
        day = one_day(text)
        if day and (is_date_line(text) or held_at(text) or is_reference(text)):
            alone.setdefault(day, n)
        elif day and MEETING.search(text):
            named.setdefault(day, n)
    told = {day: n for day, n in named.items() if _IS_PAPER.match(seen[n].text)}
    if len(told) == 1 and len(alone) == 1 and is_date_line(seen[next(iter(alone.values()))].text):
        alone = told  # a letterhead's day is the day it was written
    for days in (alone, named):
        if len(days) == 1:
            day, line = next(iter(days.items()))
            yield Value("meeting_date", day.isoformat(), line)
            return
        if days:
            yield from (unclear("meeting_date", line, seen[line].text) for line in list(days.values())[:5])
            return


def _deciding_date(seen: Sequence[Seen], readable: Sequence[int]) -> Iterator[Value]:
    """Take the day of the one heading of a decision: `Beslutning i Kulturudvalget den 31-05-2016`."""
    headings = [n for n in readable if seen[n].section_name == "decision"]
    day = one_day(seen[headings[0]].text) if len(headings) == 1 else None
    if day and body_in(seen[headings[0]].text):
        yield Value("meeting_date", day.isoformat(), headings[0])


def _dated(seen: Sequence[Seen], head: Sequence[int], found: Sequence[Labelled]) -> Iterator[Value]:
    """Read the date a paper carries itself: labelled, or alone on one of its first lines."""
    for one in found:
        day = one_day(one.value)
        if one.label.name == "meeting_date" and day:
            yield Value("meeting_date", day.isoformat(), one.line, one.words)
            return
        if one.label.name in {"date", "date_published"} and day:
            yield Value("date", day.isoformat(), one.line, one.words)
            return
    for n in head[:10]:
        day = one_day(seen[n].text)
        if day and is_date_line(seen[n].text):
            yield Value("date", day.isoformat(), n)
            return

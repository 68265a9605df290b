"""The values of one item: case number, KLE, officers, recommendation, decision, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.understand.decisions import decided
from ingest.understand.headings import Heading
from ingest.understand.identity import identity
from ingest.understand.parts import Section, paragraphs, sections_of
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value

_POINT = re.compile(
    r"^(?:[•·*+»«…–-]\s*)?(?:(?:at\s)?\d{1,2}\s?[.)](?!\d)\s?(?:at\b)?|[a-h]\s?\)\s|at(?:\s\d\))?\s|[•·*+»«…–-]\s?)",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"^(?P<who>.{3,120}?)\s(?:indstiller|anbefaler|foresl[åa]r)\b(?:\stil\s(?P<to>[^,:]{3,90}?))?\s?[,:]?\s*(?P<rest>.*)$"
)
_IT_IS = re.compile(r"^(?i:det\s(?:indstilles|anbefales|foreslås))\s?[,:]?\s*(?P<rest>.*)$")
_MOST = 2000  # characters of a decision that are kept as a value; all of it stands in the passage
_MANY = 300  # attachments
_WHOLE_LIST = re.compile(r"(?i)\W*(?:lukkede\sbilag|lukket\sbilag)\W*")  # the titles stand below


def item_values(
    seen: Sequence[Seen],
    item: Heading,
    stop: int,
    readable: Mapping[int, bool],
    meeting: tuple[str | None, str | None],
    part: int,
) -> Iterator[Value]:
    """Read the values of one item.

    Args:
        seen: All lines.
        item: Its heading.
        stop: Position after its last line.
        readable: For each line whether it may be read.
        meeting: The committee whose paper this is, and the day it met.
        part: The item's position, for the values.
    """
    sections = sections_of(seen, item, stop, readable)
    lines = [n for n in range(item.line, stop) if readable[n]]
    yield from identity(seen, lines, item.end + 4, part)
    for section in sections:
        if section.name == "recommendation":
            yield from _recommendation(seen, section, part)
        elif section.name == "path":
            text = paragraphs(seen, section.lines)
            earlier = f"{section.title}\n{text}" if len(section.title) > 14 and text else text
            if earlier:
                yield Value("path", earlier[:_MOST], section.lines[0][0], earlier, part)
        elif section.name == "attachments":
            yield from _attachments(seen, section, part)
    yield from _closed_attachments(seen, item, stop, readable, part)
    yield from decided(seen, sections, *meeting, part)


def _recommendation(seen: Sequence[Seen], section: Section, part: int) -> Iterator[Value]:
    """Give who recommends, and each point once."""
    points: list[tuple[int, str]] = []
    who, text = None, []
    for n, line in section.lines:
        match = _RECOMMENDS.match(line) or _IT_IS.match(line)
        if match and (not points or not match["rest"]):
            if "who" in match.groupdict() and not who:
                who = (match["who"], n)
            line = match["rest"]
            if not line:
                continue
            points.append((n, line))
        elif _POINT.match(line) or (points and seen[n].line.gap and points[-1][1][-1:] in ".;"):
            points.append((n, _bare_point(line)))
        elif points:
            points[-1] = (points[-1][0], f"{points[-1][1]} {line}")
        else:
            text.append((n, line))
    if who:
        yield Value("recommender", who[0], who[1], part=part)
    given = set()
    for n, point in points or ([(text[0][0], paragraphs(seen, text))] if text else []):
        if point not in given and any(c.isalpha() for c in point):
            given.add(point)
            yield Value("recommendation", point[:_MOST], n, point, part)


def _bare_point(line: str) -> str:
    return re.sub(r"^[•·*+»«…–-]\s*", "", line)


def _attachments(seen: Sequence[Seen], section: Section, part: int) -> Iterator[Value]:
    """Give the titles of attachments, a line that goes on joined to the one above."""
    titles: list[tuple[int, str]] = []
    for n, line in section.lines:
        if titles and line[0].islower() and not seen[n].line.gap:
            titles[-1] = (titles[-1][0], f"{titles[-1][1]} {line}")
        else:
            titles.append((n, _bare_point(line)))
    for n, title in titles[:_MANY]:
        if len(title) <= 250:
            yield Value("attachment", title, n, title, part)


def _closed_attachments(
    seen: Sequence[Seen], item: Heading, stop: int, readable: Mapping[int, bool], part: int
) -> Iterator[Value]:
    """Give the titles of the closed attachments of an open item: they belong to the closed passages they stand in."""
    section, given, listing = "", 0, False
    for n in range(item.end, stop):
        section = seen[n].section_name or section
        text, mark = seen[n].text, seen[n].mark
        if readable[n] or given >= _MANY or len(text) > 250:
            listing = False
            continue
        if mark and _WHOLE_LIST.fullmatch(text):
            listing = True
        elif (mark and (mark.what == "attachment" or section == "attachments")) or (listing and text[-1] != "."):
            given += 1
            yield Value("attachment", _bare_point(text), n, part=part)

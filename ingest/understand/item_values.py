"""The values of one item: case number, KLE, officers, recommendation, decision, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.understand.dates import first_day
from ingest.understand.decisions import decided
from ingest.understand.headings import Heading
from ingest.understand.labelled import labelled
from ingest.understand.numbers import Kle, case_number, is_case_line, kle
from ingest.understand.parts import Section, paragraphs, sections_of
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value

_POINT = re.compile(
    r"^(?:[•·*–-]\s*)?(?:(?:at\s)?\d{1,2}\s?[.)](?!\d)\s?(?:at\b)?|[a-h]\s?\)\s|at(?:\s\d\))?\s|[•·*–-]\s?)",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"^(?P<who>.{3,120}?)\s(?:indstiller|anbefaler|foresl[åa]r)\b(?:\stil\s(?P<to>[^,:]{3,90}?))?\s?[,:]?\s*(?P<rest>.*)$"
)
_IT_IS = re.compile(r"^(?i:det\s(?:indstilles|anbefales|foreslås))\s?[,:]?\s*(?P<rest>.*)$")
_OFFICERS = re.compile(r"\s*(?:,|;|\sog\s|/)\s*")
_MOST = 2000  # characters of a decision that are kept as a value; all of it stands in the passage
_MANY = 300  # attachments


def item_values(
    seen: Sequence[Seen], item: Heading, stop: int, readable: Mapping[int, bool], committee: str | None, part: int
) -> Iterator[Value]:
    """Read the values of one item.

    Args:
        seen: All lines.
        item: Its heading.
        stop: Position after its last line.
        readable: For each line whether it may be read.
        committee: The committee whose paper this is.
        part: The item's position, for the values.
    """
    sections = sections_of(seen, item, stop, readable)
    yield from _identity(seen, item, stop, readable, part)
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
    yield from decided(seen, sections, committee, part)


def _identity(
    seen: Sequence[Seen], item: Heading, stop: int, readable: Mapping[int, bool], part: int
) -> Iterator[Value]:
    """Read the labels of an item: above its text, or among it."""
    lines = [n for n in range(item.line, stop) if readable[n]]
    given: set[str] = set()
    for n in lines:
        if n < item.end + 4 and is_case_line(seen[n].text) and "case_number" not in given:
            number = case_number(seen[n].text)
            if number:
                given.update(("case_number", "kle") if kle(number) else ("case_number",))
                yield from case_values(number, n, seen[n].text, part)
    for one in labelled(seen, lines):
        name = one.label.name
        if name == "case_number" and name not in given and (number := case_number(one.value)):
            given.update((name, "kle") if kle(number) else (name,))
            yield from case_values(number, one.line, one.words, part)
        elif name in {"kle", "case_number"} and "kle" not in given and (read := kle(one.value, labelled=True)):
            given.add("kle")
            yield from kle_values(read, one.line, one.words, part)
        elif name == "case_officer":
            yield from officers(one.value, one.line, one.words, part)


def case_values(number: str, line: int, words: str, part: int | None) -> Iterator[Value]:
    """Give a case number and the KLE subject and facet in it."""
    yield Value("case_number", number, line, words, part)
    read = kle(number)
    if read:
        yield from kle_values(read, line, words, part)


def kle_values(read: Kle, line: int, words: str, part: int | None) -> Iterator[Value]:
    """Give the subject and the facet of a KLE number."""
    yield Value("kle_subject", read.subject, line, words, part)
    if read.facet:
        yield Value("kle_facet", read.facet, line, words, part)


def officers(value: str, line: int, words: str, part: int | None) -> Iterator[Value]:
    """Give the officers a label names: names or initials."""
    for name in _OFFICERS.split(value):
        if 2 <= len(name) <= 60 and name[0].isalpha() and name.count(" ") < 6 and not first_day(name):
            yield Value("case_officer", name.strip(" ."), line, words, part)


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
    return re.sub(r"^[•·*–-]\s*", "", line)


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

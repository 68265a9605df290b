"""Lines that may be headings of items: `20. Drøftelse af`, `Punkt 12:`, `38Godkendelse`, a lone `7` above its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.understand.bare_titles import bare_title, case_behind
from ingest.understand.bodies import is_body
from ingest.understand.labels import fields_in
from ingest.understand.number_styles import NUMBERED, may_be_numbered, number_of
from ingest.understand.numbers import is_case_line
from ingest.understand.seen import Seen, is_noise, is_title_like
from ingest.understand.wording import bare_words

_RUNNING_HEAD = re.compile(r"\d{1,4}\s(?P<body>\S.{2,70}?),?\s[Ss]ide\s\d{1,4}$")
_LEADER = re.compile(r"^(?P<t>.*?[^\s.…])\s?(?:\.{3,}|…{2,}|(?:\. ){3,}\.?|_{4,})\s?(?P<page>\d{1,4})?$")
CONTINUES = re.compile(r"(?:[-–,/&]|\b(?:og|af|for|til|i|på|om|med|ved|fra|samt|vedr\.?|vedrørende|den|det|de|en|et))$")
_OPEN_ALONE = re.compile(r"(?i)[ÅA]a?b(?:en|ent|ne)(?:\s(?:sag|punkt|dagsordens?punkt))?\W*$")
_STATUS_ONLY = re.compile(r"(?i)[(\[]?\s?(?:[ÅA]a?b(?:en|ent)|lukket)(?:\s(?:sag|punkt|dagsordens?punkt))?\s?[)\]]?\W*")
_SENTENCE = 120  # characters of a title that is one
_FULL = 40  # characters of a line that may go on below without saying so
_LINES = 4  # a heading has at most so many
_NEAR = 3  # lines in which a case number follows a heading


@dataclass(frozen=True, slots=True)
class Heading:
    """A line (or a few) that may be the heading of an item, or its entry in the table of contents.

    Attributes:
        line, end: Positions in the list of lines: from its first line to after its last.
        number: As printed, else None.
        title: Without number, leaders, page number and words about open and closed; "" when there is none.
        printed: The whole heading as printed.
        style: How the number is printed; `leader` for a line with dots to a page number, `title` without any number.
        support: `case` when a case number or officer follows, `section` when a section of an item follows, else "".
        markup: The markup says it is a heading.
    """

    line: int
    end: int
    number: str | None
    title: str
    printed: str
    style: str
    support: str = ""
    markup: bool = False

    @property
    def value(self) -> int | None:
        """The number's figures."""
        digits = re.match(r"\d+", self.number or "")
        return int(digits[0]) if digits else None

    @property
    def key(self) -> tuple[str, ...]:
        """The title's words for comparison."""
        return bare_words(self.title)


def candidates(seen: Sequence[Seen]) -> list[Heading]:
    """Find every line that begins with a number as items do, and every line with leaders, in order."""
    found: list[Heading] = []
    position = 0
    while position < len(seen):
        heading = _candidate(seen, position)
        if heading:
            found.append(heading)
        position = heading.end if heading else position + 1
    return found


def _candidate(seen: Sequence[Seen], at: int) -> Heading | None:
    text = seen[at].text
    if not (may_be_numbered(text) or text.startswith("**") or text[-1].isdigit() or text[-1] in "._…"):
        return None
    page = _RUNNING_HEAD.match(text) if text[-1].isdigit() else None
    if page and is_body(page["body"]):
        return None
    leader = _LEADER.match(text) if text[-1:].isdigit() or text[-1:] in "._…" else None
    body = leader["t"] if leader else text.strip("*")  # `**7. Valg**`
    numbered = number_of(body)
    if numbered:
        return _heading(seen, at, *numbered, leader is not None)
    if leader and len(body) > 3:
        return Heading(at, at + 1, None, bare_title(body), body, "leader")
    return None


def _heading(seen: Sequence[Seen], at: int, style: str, number: str, title: str, leader: bool) -> Heading:
    end = at + 1
    below = seen[end] if end < len(seen) else None
    cased = is_case_line(title) or any(f.start == 0 and f.label.name == "case_number" for f in fields_in(title))
    if cased and below and is_title_like(below) and not below.text[0].isdigit():
        printed = f"{seen[at].text} {below.text}"
        return Heading(at, end + 1, number, bare_title(below.text), printed, style, "case", below.line.heading)
    if style == "word" and _STATUS_ONLY.fullmatch(title):
        title = ""
    if style == "word" and not title and _is_case_above_title(seen[end : end + 2]):
        printed = " ".join(one.text for one in seen[at : end + 2])
        return Heading(at, end + 2, number, bare_title(seen[end + 1].text), printed, style, "case")
    if style in {"alone", "word"} and not title and below and _may_name(below, style):
        title, end = below.text, end + 1
    if not leader and title:
        title, end = _continued(seen, title, end)
    markup = any(one.line.heading for one in seen[at:end])
    printed = " ".join(one.text for one in seen[at:end])
    support = "" if leader else "case" if case_behind(title) else support_after(seen, end)
    return Heading(at, end, number, bare_title(title), printed, style, support, markup)


def _may_name(below: Seen, style: str) -> bool:
    """Say whether the line below a lone number is its title; below `Sag nr. 31` it may be a whole sentence."""
    if below.text[0].isdigit():
        return False
    if is_title_like(below) or (below.section is not None and below.section_name == "body" and not below.section[1]):
        return True
    sentence = below.text[0].isupper() and below.text[-1] == "." and ". " not in below.text
    return style == "word" and sentence and len(below.text) < _SENTENCE and not below.fields and not below.section


def _is_case_above_title(two: Sequence[Seen]) -> bool:
    """Know `J.nr. 16.06.00` with the title right below it, both under a lone `Pkt. 7`."""
    if len(two) < 2 or not two[0].names_case or two[0].section:
        return False
    return is_title_like(two[1]) and not two[1].line.gap


def _continued(seen: Sequence[Seen], title: str, end: int) -> tuple[str, int]:
    """Take in the lines a heading goes on over: up to the case number below, or as long as it is unfinished."""
    last = min(len(seen), end + _LINES - 1)
    for stop in range(end, last):
        if not _may_continue(seen[stop]):
            below = [one.text for one in seen[end:stop]]
            if stop > end and (seen[stop].names_case or seen[stop].opens_item) and _wraps(title, below):
                for one in seen[end:stop]:
                    title = _joined(title, one.text)
                return title, stop
            break
    while end < last and _may_continue(seen[end]) and (CONTINUES.search(title) or seen[end].text[0].islower()):
        title, end = _joined(title, seen[end].text), end + 1
    return title, end


def _wraps(title: str, below: Sequence[str]) -> bool:
    """Say whether lines between a heading and its case number are its rest, and not the first words of the item."""
    if len(below[0]) >= 120 or any(text[-1] in ".!?" or ". " in text for text in below):
        return False
    return len(title) >= _FULL or below[0][0].islower() or CONTINUES.search(title) is not None


def _joined(title: str, more: str) -> str:
    divided = re.search(r"\w-$", title) and more[0].islower() and not re.match(r"(?:og|eller|samt|til)\b", more)
    return f"{title}{more}" if divided else f"{title} {more}"


def _may_continue(one: Seen) -> bool:
    return not (
        one.line.gap
        or one.line.first
        or one.fields
        or one.section
        or one.names_case
        or one.mark
        or is_noise(one.text)
        or one.text[0] in "•·*-–"
        or _OPEN_ALONE.match(one.text)
        or NUMBERED.match(one.text)
        or _LEADER.match(one.text)
    )


def support_after(seen: Sequence[Seen], end: int) -> str:
    """Say what follows a heading: `case` for a case number or officer, `section` for a section that opens an item."""
    for distance, one in enumerate(seen[end : end + _NEAR]):
        numbered = NUMBERED.match(one.text) is not None or (
            may_be_numbered(one.text) and number_of(one.text) is not None
        )
        if numbered and not one.text[0].isdigit() and (one.line.gap or one.line.first or distance):
            break  # `Sag nr. 71` begins the next one, unless it stands right below a title
        if one.names_case:
            return "case"
        if one.opens_item and distance < 2:
            return "section"
        if numbered:
            break
    return ""


def pulled_back(items: Sequence[Heading], found: Sequence[Heading]) -> list[Heading]:
    """Let an item begin at the first of headings that are printed twice in a row."""
    ends = {heading.end: heading for heading in found}
    begun = {heading.line for heading in items}
    result = []
    for heading in items:
        above = ends.get(heading.line)
        while above and above.line not in begun and same(above, heading):
            heading = replace(heading, line=above.line)
            above = ends.get(heading.line)
        result.append(heading)
    return result


def below_status(items: Sequence[Heading], seen: Sequence[Seen]) -> list[Heading]:
    """Let items begin at the line above that says open or closed, where each has one: `Åben sag` above `21 Valg`."""
    stamped = [n > 0 and _STATUS_ONLY.fullmatch(seen[n - 1].text) is not None for n in (item.line for item in items)]
    return [replace(item, line=item.line - 1) for item in items] if stamped and all(stamped) else list(items)


def same(a: Heading, b: Heading) -> bool:
    """Say whether two headings are one, printed twice: a table of contents may cut the title and add a page number."""
    if a.number and b.number and a.number != b.number:
        return False
    short, long = sorted((a.key, b.key), key=len)
    if not short or not long:
        return bool(a.number) and a.number == b.number and short == long
    if short == long:
        return True
    if short[-1].isdigit() and len(short) > 1:
        short = short[:-1]
    return (
        len("".join(short)) >= 4
        and long[: len(short) - 1] == short[:-1]
        and long[len(short) - 1].startswith(short[-1])
        and (bool(a.number and b.number) or len(short) > 2)
    )

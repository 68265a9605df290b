"""Items that are numbered in rarer ways (`A.`, `II.`, `1.2`, `§ 12.`, `#10`), or known only by their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.understand.bare_titles import bare_title
from ingest.understand.bodies import is_body
from ingest.understand.dates import days_in
from ingest.understand.headings import Heading, support_after
from ingest.understand.meeting_lines import MEETING
from ingest.understand.seen import Seen, is_title_like

_TITLE = r"(?P<t>[A-ZÆØÅ\"”][^|]{2,120})"
_STYLES = (
    ("roman", re.compile(rf"(?P<n>[IVX]{{1,5}})\s?[.):]\s{_TITLE}$")),
    ("letter", re.compile(rf"(?P<n>[A-Z])\s?[.):]\s{_TITLE}$")),
    ("decimal", re.compile(rf"(?P<n>\d{{1,2}}\.\d{{1,2}})\.?:?\s{_TITLE}$")),
    ("sign", re.compile(rf"§\s?(?P<n>\d{{1,4}}[a-z]?)\.?:?\s{_TITLE}$")),
    ("sign", re.compile(rf"(?:[ÅåA]a?ben|[Ll]ukket)\s(?P<n>\d{{1,3}})\s?[:.]\s{_TITLE}$")),
    ("of", re.compile(rf"\w+punkt\s(?P<n>\d{{1,3}})\saf\s\d{{1,3}}\s?[:.–-]\s{_TITLE}$", re.IGNORECASE)),
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_SHORT = 120  # characters of a title that has nothing but its number to show for it
_LONGEST = 90  # characters of a title without a number
_RANK = {"body": 0, "recommendation": 1, "decision": 2, "attendance": 3, "attachments": 4, "": -1}


def counting(found: Sequence[Heading], entries: set[int]) -> list[Heading]:
    """Take the longest rising run of a bare agenda: numbers and titles, nothing else."""
    run: list[Heading] = []
    for n, heading in enumerate(found):
        usable = n not in entries and heading.style != "leader" and heading.title[:1].isupper()
        usable = usable and len(heading.title) < _SHORT and (not run or heading.style == run[0].style)
        if usable and heading.value == (run[-1].value or 0) + 1 if run else usable and heading.value is not None:
            run.append(heading)
    weak = bool(run) and run[0].style in {"alone", "bare"}
    return run if len(run) > (2 if weak else 1) else []


def other_numbers(seen: Sequence[Seen]) -> list[Heading]:
    """Take the longest run of lines that count on in one of the rarer ways; of equals the first."""
    runs: list[list[Heading]] = []
    for style, pattern in _STYLES:
        run: list[Heading] = []
        last: tuple[int, int] = (0, 0)
        for n, one in enumerate(seen):
            match = pattern.match(one.text)
            value = _value(style, match["n"]) if match else None
            if match is None or value is None or one.section:
                continue
            if _counts_on(style, last, value, bool(run)):
                title = match["t"]
                run.append(
                    Heading(n, n + 1, match["n"], bare_title(title), one.text, style, support_after(seen, n + 1))
                )
                last = value
        runs.append(run)
    best = max(runs, key=len)
    return best if len(best) > 1 else []


def _value(style: str, printed: str) -> tuple[int, int] | None:
    if style == "roman":
        return (_ROMAN.index(printed) + 1, 0) if printed in _ROMAN else None
    if style == "letter":
        return (ord(printed) - ord("A") + 1, 0)
    if style == "decimal":
        whole, part = printed.split(".")
        return (int(whole), int(part))
    return (int(re.match(r"\d+", printed)[0]), 0)  # type: ignore[index]


def _counts_on(style: str, last: tuple[int, int], value: tuple[int, int], begun: bool) -> bool:
    if style == "decimal":
        return value > last and (begun or value[1] == 1)
    if not begun:
        return value[0] == 1 or style in {"sign", "of"}
    return last[0] < value[0] <= last[0] + 2


def sectioned_items(seen: Sequence[Seen]) -> list[Heading]:
    """Find titles without numbers by what follows: the first section of an item, after the last one's decision."""
    found, last = [], ""
    for n, one in enumerate(seen[:-1]):
        name = seen[n + 1].section_name
        if _is_title(one) and seen[n + 1].opens_item and (one.line.gap or one.line.heading or n == 0):
            starts_anew = last == "" or _RANK.get(name, 9) < _RANK.get(last, -1) or name == last == "decision"
            if starts_anew and not (last == "attachments" and name == "decision"):
                title = bare_title(one.text)
                found.append(Heading(n, n + 1, None, title, one.text, "title", "section", one.line.heading))
        last = one.section_name or last
    return found if len(found) > 1 else []


def apart_items(seen: Sequence[Seen]) -> list[Heading]:
    """Find titles that stand apart, each with text below, in minutes that print decisions but no numbers."""
    decisions = [n for n, one in enumerate(seen) if one.section_name == "decision"]
    if len(decisions) < 2:
        return []
    found: list[Heading] = []
    for n, one in enumerate(seen[:-1]):
        alone = one.line.gap and (seen[n + 1].line.gap or seen[n + 1].mark is not None or one.text[-1] == ":")
        if alone and n and _is_title(one) and one.text[-1] not in ".!?" and n < decisions[-1]:
            title = bare_title(one.text).rstrip(" :")
            found.append(Heading(n, n + 1, None, title, one.text, "title", support_after(seen, n + 1)))
    return found if 1 < len(found) <= 3 * len(decisions) else []


def shouted_items(seen: Sequence[Seen]) -> list[Heading]:
    """Find titles in capitals, apart from what stands above, in minutes whose other lines are written as usual."""
    found = []
    for n, one in enumerate(seen):
        words = one.text.strip(" .:")
        if n and words.isupper() and one.line.gap and _is_title(one) and sum(c.isalpha() for c in words) > 3:
            title = bare_title(one.text).rstrip(":")
            found.append(Heading(n, n + 1, None, title, one.text, "title", support_after(seen, n + 1)))
    return found if len(found) > 1 else []


def _is_title(one: Seen) -> bool:
    return len(one.text) <= _LONGEST and is_title_like(one) and not names_meeting(one.text) and not one.mark


def names_meeting(text: str) -> bool:
    """Say whether a line names the meeting or the paper, and so is no item's title."""
    if is_body(text) or (MEETING.search(text) and (days_in(text) or text.count(" ") < 1)):
        return True
    return re.search(r"(?i)\b(?:kommune|protokol)$", text) is not None

"""Items without numbers: begun by their case number, by the markup's headings, or the one item of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.understand.bare_titles import bare_title
from ingest.understand.bodies import is_body
from ingest.understand.dates import days_in
from ingest.understand.headings import Heading, support_after
from ingest.understand.meeting_lines import MEETING
from ingest.understand.seen import Seen, is_noise, is_title_like

_BULLET = re.compile(r"[•*–-]\s(?P<t>.{3,})$")
_FACT = re.compile(r"(?i)[•*–-]?\s?(?:punkt|pkt\.?|sag|dagsordenspunkt)(?:\snr\.?)?\s?:\s?(?P<n>\d{1,4})$")
_TITLE = 90  # characters


def title_above(heading: Heading, seen: Sequence[Seen]) -> Heading:
    """Take in the title above a heading that has none (`Spørgetid` / `Sag nr. 129`)."""
    above = heading.line - 1
    if above > 0 and is_noise(seen[above].text) and not seen[above].line.gap:
        above -= 1  # a button stands below the title
    if above < 0 or not is_title_like(seen[above]) or seen[above].text.endswith("."):
        return heading
    if seen[heading.line].line.gap and not seen[above].line.heading and not seen[above].line.gap:
        return heading
    bullet = _BULLET.match(seen[above].text)
    text = bullet["t"] if bullet else seen[above].text
    printed = f"{text} {heading.printed}"
    return replace(heading, line=above, title=bare_title(text), printed=printed, markup=seen[above].line.heading)


def labelled_items(seen: Sequence[Seen]) -> list[Heading]:
    """Find items that begin with their case number: `Sagsid.: 20/33839`, `Sag nr. 129` below the title."""
    found = []
    for n, one in enumerate(seen):
        first = one.fields[0] if one.fields else None
        if not first or first.label.name != "case_number" or first.start or not any(c.isdigit() for c in first.value):
            continue
        if any(below.opens_item for below in seen[n + 1 : n + 8]):
            found.append(title_above(Heading(n, n, None, "", one.text, "label", "case"), seen))
    return found


def marked_up_items(seen: Sequence[Seen]) -> list[Heading]:
    """Find items among the markup's headings: those that no label claims and that stand below the meeting's facts."""
    after = max((n for n, one in enumerate(seen[:80]) if any(f.label.where == "head" for f in one.fields)), default=-1)
    found = []
    for n, one in enumerate(seen):
        if n > after and one.line.heading and not one.section and not one.fields and not is_noise(one.text):
            support = support_after(seen, n + 1)
            found.append(Heading(n, n + 1, None, bare_title(one.text), one.text, "title", support, markup=True))
    supported = [heading for heading in found if heading.support]
    return supported if len(supported) * 2 > len(found) else found if len(found) > 1 else supported


def best_unnumbered(seen: Sequence[Seen]) -> list[Heading]:
    """Take the headings with case numbers; the markup's where those are among them, for some items have no number."""
    labelled, marked = labelled_items(seen), marked_up_items(seen)
    lines = {heading.line for heading in marked}
    return marked if labelled and all(heading.line in lines for heading in labelled) else labelled or marked


def bulleted_items(seen: Sequence[Seen]) -> list[Heading]:
    """Find the items of an agenda that is a list with bullets: short lines, outside the sections of an item."""
    found, others, section = [], 0, ""
    for n, one in enumerate(seen):
        section = one.section_name or section
        match = _BULLET.match(one.text)
        if not match or section in {"recommendation", "attachments", "decision"}:
            continue
        title = match["t"]
        if title[0].isupper() and len(title) <= _TITLE and title[-1] not in ".;,:" and is_title_like(one, title):
            found.append(Heading(n, n + 1, None, bare_title(title), one.text, "title"))
        else:
            others += 1
    return found if len(found) > 1 and others * 3 < len(found) else []


def _names_paper(text: str) -> bool:
    return is_body(text) or (MEETING.search(text) is not None and (bool(days_in(text)) or " " not in text))


def single_item(seen: Sequence[Seen]) -> list[Heading]:
    """Find the one item of a page that holds one: its title stands above the first section."""
    first = next((n for n, one in enumerate(seen) if one.opens_item), None)
    if first is None:
        return []
    above = [n for n in range(max(0, first - 8), first) if is_title_like(seen[n]) and not _names_paper(seen[n].text)]
    facts = max((n for n in range(first) if seen[n].fields), default=-1)
    numbers = {n: match["n"] for n in above if (match := _FACT.match(seen[n].text))}
    above = [n for n in above if n not in numbers]
    below = [n for n in above if n > facts]
    marked = [n for n in above if seen[n].line.heading]
    title = next(iter(below or marked[-1:] or above[-1:]), None)
    if title is None:
        return []
    text, number = seen[title].text, next(iter(numbers.values())) if len(numbers) == 1 else None
    return [Heading(title, title + 1, number, bare_title(text), text, "title", "section", seen[title].line.heading)]

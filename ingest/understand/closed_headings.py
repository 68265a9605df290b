"""Closed items that have no number: their heading is a marked line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.understand.bare_titles import bare_title
from ingest.understand.headings import Heading, support_after
from ingest.understand.seen import Seen, is_title_like

#: `Punktet er lukket` below a heading, also where a page begins between them
SAYS_ITEM = re.compile(
    r"(?i)(?:dette\s|denne\s)?(?:dagsordens?)?(?:punkt(?:et)?|sag(?:en)?)\s(?:er|var|blev|bliver|behandles|behandledes|holdes)\b"
)
_NO_CONTENT = re.compile(r"(?i)\W*(?:ingen(?: lukkede (?:punkter|sager))?|intet|side \d+(?: af \d+)?|\d+|-)?\W*")
_LABEL = re.compile(r"[^:]{1,28}:\s*\W*[lI1]\s?u\s?k|\W*lukket\s?(?:\w+\s?)?:\s*(?:ja|x)\W*$", re.IGNORECASE)


def without_empty(items: list[Heading], seen: Sequence[Seen]) -> list[Heading]:
    """Leave out a numbered `4. Lukkede punkter` under which nothing stands: it is the heading of an empty part."""
    kept = []
    for k, item in enumerate(items):
        stop = items[k + 1].line if k + 1 < len(items) else len(seen)
        mark = seen[item.line].mark
        section = mark is not None and mark.alone and mark.plural and mark.what == "section"
        if not section or any(not _NO_CONTENT.fullmatch(one.text) for one in seen[item.end : stop]):
            kept.append(item)
    return kept


def with_closed(items: list[Heading], seen: Sequence[Seen]) -> list[Heading]:
    """Add closed headings without a number (`Lukket - Salg af jord`, `Salg af jord (lukket)`) that are no labels."""
    if not items:
        return items
    added, section = [], ""
    starts = {heading.line: heading for heading in items}
    current = items[0]
    for n in range(items[0].line, len(seen)):
        one = seen[n]
        if n in starts:
            current, section = starts[n], ""
        section = one.section_name or section
        if n < current.end or not one.mark or one.mark.numbers or section == "attachments":
            continue
        bracketed = one.text[0] in "([" and not one.line.gap
        if bracketed and n == current.end:
            continue  # it says that of the heading above
        if _is_closed_heading(seen, n, section):
            if bracketed and n - 1 >= current.end and is_title_like(seen[n - 1]):
                printed = f"{seen[n - 1].text} {one.text}"
                added.append(Heading(n - 1, n + 1, None, bare_title(seen[n - 1].text), printed, "closed"))
            else:
                added.append(Heading(n, n + 1, None, bare_title(one.text), one.text, "closed"))
            current, section = added[-1], ""
    return sorted([*items, *added], key=lambda heading: heading.line)


def _is_closed_heading(seen: Sequence[Seen], n: int, section: str) -> bool:
    """Say whether a marked line begins an item of its own, rather than saying something about the one above."""
    one, mark = seen[n], seen[n].mark
    if mark is None or mark.what == "attachment" or (mark.alone and mark.what != "item"):
        return False
    apart = one.line.gap or one.line.first or one.line.heading
    if mark.alone:
        return apart and section != "" and support_after(seen, n + 1) != ""
    label = _LABEL.match(one.text) or SAYS_ITEM.match(one.text)
    law = re.search(r"§|(?i:henhold|styrelses|offentlig)", one.text)
    prose = one.text[0].islower() or one.text[-1] == "." or len(one.text) > 150
    return not label and not law and not prose and (mark.begins or apart)

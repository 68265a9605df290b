"""Closed attachments: the line that names one, and the text that belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.understand.closed_marks import opens_section
from ingest.understand.headings import Heading
from ingest.understand.seen import Seen

_PROSE = 70  # characters of a line that is text rather than an entry in a list of attachments
_ATTACHMENT = re.compile(r"(?i)[\W\d]*(?:åbent\s+|åbne\s+)?bilag\b")
_WHOLE_LIST = re.compile(r"(?i)\W*lukkede\s+bilag\W*$")


def close_attachments(
    seen: Sequence[Seen], reasons: list[str], marked: Sequence[int], parts: Sequence[Heading]
) -> None:
    """Close attachments that are marked: their line in a list, or the text that follows their heading.

    Args:
        seen: All lines.
        reasons: For each line the words that close it; closed lines are added.
        marked: Positions of the lines with a mark.
        parts: Headings at which an attachment ends at the latest.
    """
    ends = [*(h.line for h in parts), len(seen)]
    section, read = "", 0
    for n in marked:
        start = ends[bisect_right(ends, n) - 1] if ends[0] <= n else 0
        if start >= read:
            section, read = "", start  # another item
        for one in seen[read : n + 1]:
            section = one.section_name or section
        read = n + 1
        mark = seen[n].mark
        if mark is None or reasons[n] or mark.numbers or mark.what == "section":
            continue
        if mark.what == "attachment" or section == "attachments":
            limit = ends[bisect_right(ends, n)]
            for line in range(n, _attachment_end(seen, n, limit, section == "attachments")):
                reasons[line] = reasons[line] or mark.words


def _attachment_end(seen: Sequence[Seen], n: int, limit: int, in_list: bool) -> int:
    """Find where a closed attachment ends.

    That is at the next attachment; at the item's next section when no text of its own has come; in a list at the next
    entry.
    """
    prose = False
    whole_list = _WHOLE_LIST.match(seen[n].text) is not None
    for k in range(n + 1, limit):
        one = seen[k]
        if opens_section(one.text) or (_ATTACHMENT.match(one.text) and not one.mark and not whole_list):
            return k
        if re.match(r"(?i)\W*åbne\s+bilag", one.text):
            return k
        if one.section and one.section_name != "attachments" and not prose:
            return k
        text = len(one.text) > _PROSE or one.text.endswith(".") or one.text[0].islower()
        if in_list and not text and not prose and not whole_list:
            return k
        prose = prose or (text and not whole_list)
    return limit

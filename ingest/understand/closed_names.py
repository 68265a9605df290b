"""Papers and pages that are closed by what stands around their text: path, subject, running headers."""

from __future__ import annotations

import re

from ingest.understand.closed_marks import mark_in, named_closed
from ingest.understand.seen import ways
from ingest.values import Source, SourcePage

_SEPARATORS = re.compile(r"%20|[_+.,;()\[\]{}&\s-]+")
_CAMEL = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
_EDGE = 4  # lines at each edge of a page where running headers and stamps stand


def closed_by_name(path: str, title: str | None) -> str:
    """Give the words of a path (a folder or a file) or a subject that close a paper, "" when none do.

    `lukket/2020/x.pdf`, `referat_lukket.pdf`, `LukketDagsorden.docx` close; `vej_lukket_for_trafik.pdf` does not.
    """
    for part in re.split(r"[/\\]+", path):
        if named_closed(" ".join(_SEPARATORS.split(_CAMEL.sub(" ", part)))):
            return part
    mark = mark_in(title, heading=True) if title else None
    return mark.words if mark and not mark.numbers else ""


def closed_by_header(source: Source) -> dict[int, str]:
    """Give, by position, the pages that a running header or a stamp outside the body marks as closed, and its words."""
    found = {}
    for number, page in enumerate(source.pages):
        words = _stamp(page)
        if words:
            found[number] = words
    return found


def _stamp(page: SourcePage) -> str:
    text = page.text
    if text == page.body:
        return ""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in (*lines[:_EDGE], *lines[_EDGE:][-_EDGE:]):
        if line in page.body:
            continue
        for way in ways(line):
            mark = mark_in(way, heading=True)
            if mark and not mark.numbers and (mark.alone or mark.begins or len(line) < 80):
                return mark.words
    return ""

"""Lines that speak of a meeting: `Referat af møde i`, `Teknikudvalget, 2. oktober 2018, punkt 9`."""

from __future__ import annotations

import re

from ingest.understand.bodies import is_body
from ingest.understand.dates import is_date_line

#: Characters of a line that names the meeting.
TITLE_LINE = 140
MEETING = re.compile(r"(?i)\b(?:\w*referat\w*|\w*dagsorden\w*|\w*protokol\w*|\w*m[øo]de(?:t|r|s|ts)?|\w*indkaldelse)\b")
PUNKT = re.compile(r"^(?:\d{1,3}\s)?(?P<body>.{4,60}?)[,\s]+(?:(?:den\s|d\.\s?)?\d.{5,20}[,\s]+)?[Pp]unkt\b")
_BODY_AND_DAY = re.compile(r"^(?P<body>[A-ZÆØÅ].{3,70}?),?\s(?:\w+dag,?\s)?(?:(?:den|d\.)\s)?(?=\d)")


def is_reference(text: str) -> bool:
    """Say whether a line names a meeting: `Ådal Byråd den 20. april 2021`, `Kulturudvalget, 2. maj 2018, punkt 9`."""
    match = PUNKT.match(text)
    if match is None and len(text) < TITLE_LINE:
        match = _BODY_AND_DAY.match(text)
        match = match if match and is_date_line(text[match.end() :]) else None
    return match is not None and is_body(match["body"].strip(" ,"))

"""Lines that speak of a meeting: `Referat af møde i`, `Teknikudvalget, 2. oktober 2018, punkt 9`."""

from __future__ import annotations

import re

from ingest.understand.bodies import is_body
from ingest.understand.dates import first_day, is_date_line

#: Characters of a line that names the meeting.
TITLE_LINE = 140
MEETING = re.compile(
    r"(?i)\b(?:\w*referat\w*|\w*dagsorden\w*|\w*protokol\w*|\w*m[øo]de(?:t|r|s|ts)?|m[øo]dtes|samledes|\w*indkaldelse)\b"
)
PUNKT = re.compile(r"^(?:\d{1,3}\s)?(?P<body>.{4,60}?)[,\s]+(?:(?:den\s|d\.\s?)?\d.{5,20}[,\s]+)?[Pp]unkt\b")
_SIDE = re.compile(r"\s[Ss]ide\s\d+(?:\saf\s\d+)?$")
_BETWEEN = re.compile(r"\s(?:[-–|·•>»]|//?)\s")
_COMMA = re.compile(r",\s")
_BODY_AND_DAY = re.compile(
    r"^(?P<body>[A-ZÆØÅ].{3,70}?)[,:]?\s+(?:[Mm][øoe]det\s)?(?:\w+dag,?\s)?(?:(?:den|d\.)\s)?(?=\d)"
)


def is_reference(text: str) -> bool:
    """Say whether a line names a meeting: `Ådal Byråd den 20. april 2021`, `Kulturudvalget, 2. maj 2018, punkt 9`."""
    if len(parts_of(text)) > 1:
        return True
    text = _SIDE.sub("", text)
    match = PUNKT.match(text)
    if match is None and len(text) < TITLE_LINE:
        match = _BODY_AND_DAY.match(text)
        match = match if match and _is_when(text[match.end() :]) else None
    return match is not None and is_body(match["body"].strip(" ,"))


def _is_when(text: str) -> bool:
    """Say whether a text is a day, perhaps with the hour and the place behind it."""
    day = first_day(text)
    return is_date_line(text) or (
        day is not None and day.start == 0 and re.match(r",?\skl\b", text[day.end :]) is not None
    )


def parts_of(text: str) -> list[str]:
    """Cut a line that gives committee, day and more between signs: `Ungerådet // 10. april 2024 // Klub Vest`.

    Empty when no part is a committee or none is a day.
    """
    if len(text) > TITLE_LINE:
        return []
    for pattern in (_BETWEEN, _COMMA):
        parts = [part.strip() for part in pattern.split(text) if part.strip()]
        if any(is_body(part) for part in parts) and any(is_date_line(part) for part in parts):
            return parts
    return []

"""Pages that a reader has made one line of: `Side 3 41. Regnskab Sagsnr.: 09/2 Sagsfremstilling Tallene viser`.

Something else begins behind the running head, and at the sections of an item, which stand there without a colon.
"""

from __future__ import annotations

import re

from ingest.understand.labels import LABELS
from ingest.understand.wording import spelled

_NAMES = sorted(
    {one.printed for one in LABELS if one.kind == "section" and one.where == "opening" and not one.alone},
    key=len,
    reverse=True,
)
_DAY = r"\d{1,2}[-./ ]\s?\w+[-./ ]\s?\d{2,4}"
_SECTION = re.compile(
    r"(?<=[^,;:\s] )(?=[A-ZÆØÅ])"
    rf"(?P<name>{'|'.join(spelled(name) for name in _NAMES)}|Bilag)"
    rf"(?: (?:fra |i |af )?[A-ZÆØÅ][^.:]{{3,60}}? den {_DAY})?"
    r"(?= [A-ZÆØÅ\d])"
)
_RUNNING_HEAD = re.compile(r"\d{1,4}\s[A-ZÆØÅ][^.:]{2,70}?,?\s[Ss]ide\s\d{1,4}\s(?=\S)")
_NUMBERED_HEAD = re.compile(r"\d{1,4}\s[A-ZÆØÅ][^.:,]{2,70},\s(?=\d{1,4}\.\s?[A-ZÆØÅ])")  # `3 Byrådet, 201. Takster`
_WORDED_HEAD = re.compile(r"\d{1,4}\s[A-ZÆØÅ][^.:]{2,70}?,\s(?=(?:Punkt|Pkt\.?|Sag)\s(?:nr\.?\s)?\d)")
_HEADS = (_RUNNING_HEAD, _NUMBERED_HEAD, _WORDED_HEAD)
_BARE = re.compile(r"(?:^(?:\d{1,3}\s)?|(?<=[.!?]\s))(?P<heading>\d{1,3}\s[A-ZÆØÅ][^.:!?]{3,140})\s$")
_HEADING = 160  # characters before a label in which the heading above it stands
_APPROVAL = re.compile(r"(?:\d{1,3}\s)?\d{1,3}\.?\sGodkendelse af (?:dagsorden|referat)(?:en|et)?\s(?=[A-ZÆØÅ])")
_PART = re.compile(r"(?<=\s)(?:LUKKET (?:MØDE|DAGSORDEN)|ÅBE[NT] (?:MØDE|DAGSORDEN))\s(?=\d)")


def behind_head(text: str) -> set[int]:
    """Give where a line goes on behind the running head that begins it, and behind words that open or close a part."""
    heads = (pattern.match(text) for pattern in _HEADS) if text[0].isdigit() else iter(())
    head = next((match for match in heads if match), None)
    if head is None:
        return set()
    part = _PART.search(text, head.end() - 1, head.end() + 40)
    return {head.end(), *(part.span() if part else ())}


def heading_before(text: str, label: int) -> int | None:
    """Give where a heading begins whose number has no full stop: `Godkendt. 2 Boformen Åsen Sagsnr.: 12/7731`.

    Args:
        text: The line.
        label: Where the label begins that the heading is known by.
    """
    begin = max(0, label - _HEADING)
    match = _BARE.search(text[begin:label])
    return begin + match.start("heading") if match and (begin == 0 or match.start()) else None


def behind_approval(text: str) -> set[int]:
    """Give where the decision follows a usual first item, as in `2 1. Godkendelse af dagsorden Godkendt`."""
    match = _APPROVAL.match(text) if text[0].isdigit() else None
    return {match.end()} if match else set()


def sections_within(text: str) -> set[int]:
    """Give where the sections begin and end that stand within a line; nothing where it names fewer than two."""
    found = [match for match in _SECTION.finditer(text)] if "ndstilling " in text or "eslutning " in text else []
    if len({match["name"] for match in found}) < 2:
        return set()
    return {edge for match in found for edge in match.span()}

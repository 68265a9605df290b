"""Short lines that close as a whole, whichever words they use: `Dagsorden - lukket del`, `Offentligt: Nej`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.understand.wording import damaged_too

# `Dagsorden - lukket del`, `Den lukkede del af mødet`, `Sager til lukket behandling`, `Ikke-åbne punkter` on their own.
_PART_LINE = re.compile(
    damaged_too(
        r"\W*(?:(?:dagsorden(?:en)?|referat(?:et)?|punkter|sager|emner|møde)\W+)?(?:(?:til|på|i|for|under|fra|efter)\s)?"
        r"(?:den\s|det\s|de\s)?(?P<word>lukke(?:t|de)|ikke[- ]?(?:åbne?t?|offentlige?t?)|uden\soffentlighed(?:en)?)"
        r"(?P<noun>\s\w*(?:møde|de[li]|behandl\w*|session|dagsorden|punkter|sager|emner|afsnit)(?:en|et|ne)?)?"
        r"(?:\s(?:a[ft]|på)\s(?:mødet|dagsordenen|dagsorden))?\W*"
    ),
    re.IGNORECASE,
)
# `F o r l u k k e d e d ø r e`, its letters put together: where the words end is lost.
_GLUED = re.compile(
    damaged_too(
        r"\W*(?:(?:dagsorden|referat|punkter|sager|emner|møde)?(?:til|på|i|for|bag|under|fra)?)?(?:den|det|de)?lukke(?:t|de)"
        r"(?:døre|\w*møde|de[li]|behandl\w*|session|\w*dagsorden|\w*punkt(?:er)?|sag(?:er)?|emner|afsnit)(?:en|et|ne)?\W*"
    ),
    re.IGNORECASE,
)
_MANY = re.compile(r"(?i)punkter|sager|emner|lukkede$")
# Answers that a system prints, and what is said of the item above.
_ITEM_LINE = re.compile(
    damaged_too(
        r"\W*(?:(?:er\s)?(?:åbent?|aaben(?:t)?|offentligt?)(?:\s(?:punkt|sag|dagsordenspunkt))?\s?[:|?]\s*(?:nej|no|false)"
        r"|(?:er\s)?(?:punktet|sagen|punkt|sag)\slukket\s?[:|?]\s*(?:ja|x|yes|true)"
        r"|(?:sagen|punktet|bilaget)?\s?(?:m\w{1,2}\si?kke\soffentliggøres|er\sikke\soffentligt?|ikke\stil\soffentliggørelse)"
        r"|(?:\w+\s)?(?:er\s)?undtaget\s(?:fra\s)?(?:offentlighed|aktindsigt)(?:en)?.{0,30})\W*"
    ),
    re.IGNORECASE,
)


class Phrase(NamedTuple):
    """What a line closes (section or item), and whether it speaks of several."""

    what: str
    plural: bool


def closing_phrase(line: str) -> Phrase | None:
    """Say what a line closes that is nothing but a phrase of closing; a lone `Lukket` is judged by its place."""
    part = _PART_LINE.fullmatch(line)
    if part and (part["noun"] or not part["word"].lower().startswith("lukket")):
        return Phrase("section", _MANY.search(line.rstrip(" :.")) is not None)
    if _GLUED.fullmatch(line):
        return Phrase("section", True)
    return Phrase("item", False) if _ITEM_LINE.fullmatch(line) else None

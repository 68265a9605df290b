"""How items are numbered: `20.`, `Punkt 12:`, `Ad 3`, `38Godkendelse`, `#4`, `(5)`, a lone `7` above its title."""

from __future__ import annotations

import re

from ingest.understand.wording import rows, spelled

_NR = r"(?P<n>\d{1,4}[a-z]?)(?:\s?[ÅL](?=[.:)]))?"  # `8L.`: the letter says open or closed
_BEFORE = sorted((row[0] for row in rows("numbering.tsv")), key=len, reverse=True)
_WORDS = "|".join(spelled(word) for word in _BEFORE)
_BEGINNINGS = frozenset("#([Nn" + "".join(word[0].lower() + word[0].upper() for word in _BEFORE))
_STYLES = (
    (
        "word",
        re.compile(
            rf"(?:Ad\.?\s)?(?:{_WORDS})\b\.?:?\s?(?:nr\.?\s?)?{_NR}(?:\s(?:af|/)\s?\d{{1,3}}(?!\d))?"
            r"\s?(?:[:.)]\s?|[–-](?!\d)\s?|\s|$)(?P<t>.*)$",
            re.IGNORECASE,
        ),
    ),
    ("dot", re.compile(rf"(?:\d{{1,3}}\s)?{_NR}\s?[.)°]\s{{0,5}}(?P<t>[^\d\s.,)].*|\d{{1,3}}\.\s?[^\W\d].*)$")),
    ("dash", re.compile(rf"{_NR}\s?[-–:]\s(?P<t>[^\W\d].*)$")),
    ("sign", re.compile(r"(?:#|N[or]\.?)\s?(?P<n>\d{1,4})\s?[.:)-]?\s(?P<t>[A-ZÆØÅ\"”].{2,})$")),
    ("sign", re.compile(r"[(\[](?P<n>\d{1,3})[)\]]\s(?P<t>[A-ZÆØÅ\"”].{2,})$")),
    ("alone", re.compile(rf"{_NR}[.)]?(?P<t>)$")),
    ("cell", re.compile(rf"{_NR}\s\|\s(?P<t>[^|]{{3,}}?)(?:\s\|.*)?$")),
    ("glued", re.compile(r"(?P<n>\d{1,4})(?P<t>[A-ZÆØÅ][a-zæøåé]+.*)$")),
    ("bare", re.compile(r"(?P<n>\d{1,4})\s(?P<t>(?:[(\[][ÅALål]\w{0,7}(?:\s\w{3,17})?[)\]]\s?)?[A-ZÆØÅ\"”].{2,})$")),
)
_MONTH = re.compile(
    r"(?i)(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec)\b"
)
_LETTER = re.compile(r"^[ÅL]\s(?=[A-ZÆØÅ])")  # `21 Å Valg`: it says whether the item is open
_LONGEST = 260  # characters of a title on one line; the longest seen in minutes have 220
#: A line that begins with a number as an item's heading does.
NUMBERED = re.compile(
    rf"\d{{1,4}}\s?(?:[ÅL])?[.):]\s?\D|\d{{1,4}}(?:\s+[A-ZÆØÅ]|[A-ZÆØÅ][a-zæøå])|(?:{_WORDS})\b\.?\s?(?:nr\.?\s?)?\d|\d+$"
)


def may_be_numbered(text: str) -> bool:
    """Say whether a line may begin with a number, or with a word before one."""
    return text[0].isdigit() or text[0] in _BEGINNINGS


def number_of(text: str) -> tuple[str, str, str] | None:
    """Give how a heading is numbered, its number and what follows; None when it is not.

    The styles are `word`, `dot`, `dash`, `sign`, `alone`, `cell`, `glued` and `bare`.
    """
    for style, pattern in _STYLES:
        match = pattern.match(text)
        if match and len(match["t"]) <= _LONGEST and not _no_heading(style, match):
            return style, match["n"], _LETTER.sub("", match["t"])
    return None


def _no_heading(style: str, match: re.Match[str]) -> bool:
    """Dates (`20. februar`), references (`Punkt 4 i aftalen`), and lone numbers that are years are no headings."""
    title = match["t"]
    if style == "word":
        return bool(title) and not (title[0].isupper() or title[0] in "\"”'§(»„" or title[0].isdigit())
    if style in {"dot", "bare"} and _MONTH.match(title):
        return True
    return style in {"alone", "bare"} and 1900 <= int(re.match(r"\d+", match["n"])[0]) <= 2100  # type: ignore[index]

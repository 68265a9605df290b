"""Which municipality a document is from, or about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.understand.seen import Seen
from ingest.understand.values_found import Value
from ingest.understand.wording import closed_up, rows

_MUNICIPALITY = re.compile(
    r"(?<![\w-])(?P<name>[A-ZÆØÅ][\wæøåÆØÅ]+(?:[ -][A-ZÆØÅ][\wæøåÆØÅ]+)?)\s(?:[Kk]ommune|KOMMUNE)(?:s\b|S\b|n?\b|plan)"
)
_HALL = re.compile(r"(?<![\w-])(?P<name>[A-ZÆØÅ][\wæøå]+(?:-[A-ZÆØÅ][\wæøå]+)?)\s(?:Byråd|Byraad|Rådhus|Raadhus)")
_NAMES = {row[0].casefold(): row[1] for row in rows("municipalities.tsv")}
_NOT_A_NAME = frozenset(
    (
        "det",
        "nyt",
        "nye",
        "gamle",
        "både",
        "kan",
        "skal",
        "har",
        "hvis",
        "når",
        "om",
        "den",
        "din",
        "vores",
        "jeres",
        "hele",
        "samme",
        "anden",
        "denne",
        "hver",
        "egen",
        "en",
        "min",
    )
)
# What OCR leaves of names with æ, ø or å: `Kebenhavns`.
_DAMAGED = [
    (re.compile(re.sub("[æøå]", "[a-zæøå]{1,2}", folded)), name)
    for folded, name in list(_NAMES.items())
    if re.search("[æøå]", folded)
]
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})
_NAMES |= {folded.translate(_ASCII): name for folded, name in _NAMES.items()}  # roedovre.dk
_DOMAIN = re.compile(r"(?i)(?<![\w.-])(?:www\.|[\w.]+@)?(?P<name>[a-zæøå-]{3,30})\.dk\b")
# `Herning, Ikast-Brande og Vejle Kommune` names several.
_IN_LIST = re.compile(r"[A-ZÆØÅ][\wæøå-]*\s(?:og|samt|eller)\s$")
_TOWN = re.compile(r"(?<![\d.])\d{4}\s(?P<name>[A-ZÆØÅ][\wæøå]+)(?![\wæøå])")
_SITE = re.compile(r"(?:^|[|–·-]\s)(?P<name>[A-ZÆØÅ][\wæøå]+(?:[ -][A-ZÆØÅ][\wæøå]+)?)\s[Kk]ommune$")
_WRAPPED = re.compile(r"Kommunes?\s[a-zæøå]")
_NAME_LAST = re.compile(r"\s[A-ZÆØÅ][a-zæøå]{2,}$")
_SPACED_HEAD = re.compile(r"^([A-ZÆØÅ]{3,20})KOMMUNE$")
_LOOKED_AT = 600  # lines
_TOP = 8  # lines
_IS_LETTERHEAD = re.compile(r"(?:\d{1,3}\s)?").fullmatch


def municipality(
    seen: Sequence[Seen], readable: Sequence[int], title: str | None = None, frame: str | None = None
) -> Iterator[Value]:
    """Find the municipality: the one that is named; of several only one that is named far more often.

    Args:
        seen: All lines.
        readable: Positions of the lines that may be read.
        title: The title that the markup gives, which often ends with the site's name; asked when the text names none.
        frame: The foot of a web page; asked last.
    """
    found = False
    for value in _in_text(seen, readable):
        found = True
        yield value
    match = None if found or not title else _SITE.search(title)
    if title and match and (name := _known(match["name"]) or _as_printed(match["name"])):
        yield Value("municipality", name, None, title)
    elif frame and not found:
        yield from _in_frame(frame)


def _in_frame(frame: str) -> Iterator[Value]:
    """Find the one municipality that a page's foot names: its name, else its address on the net."""
    for pattern in (_MUNICIPALITY, _DOMAIN):
        named = [(_known(match["name"]), match) for match in pattern.finditer(frame)]
        if pattern is _MUNICIPALITY:
            named = [(name or _as_printed(match["name"]), match) for name, match in named]
        words = {name: match[0] for name, match in named if name}
        if len(words) == 1:
            yield next(Value("municipality", name, None, printed) for name, printed in words.items())
        if words:
            return


def is_known(name: str) -> bool:
    """Say whether a name is that of one of the country's municipalities."""
    return name in _NAMES.values()


def _in_text(seen: Sequence[Seen], readable: Sequence[int]) -> Iterator[Value]:
    for pattern in (_MUNICIPALITY, _HALL, _DOMAIN, _TOWN):
        counts: Counter[str] = Counter()
        places: dict[str, tuple[int, str]] = {}
        for n in readable[:_LOOKED_AT]:
            text = _letterhead(seen[n].text)
            below = seen[n + 1].text if n + 1 < len(seen) else ""
            if _WRAPPED.match(below) and _NAME_LAST.search(text):
                text += " Kommune"  # the name runs over the line's end
            for match in pattern.finditer(text):
                name = _known(match["name"])
                if pattern is _MUNICIPALITY:
                    definite = match[0].endswith("kommunen")  # `Kan kommunen`: only a name that is known
                    letterhead = match[0] == text or (
                        n in readable[:_TOP] and _IS_LETTERHEAD(text[: match.start()]) is not None
                    )
                    name = name or (None if definite else _as_printed(match["name"], alone=letterhead))
                    name = None if _IN_LIST.search(text[: match.start()]) else name
                elif pattern is _HALL and not name and "yr" in match[0]:  # a town hall may stand in any town
                    name = _as_printed(match["name"])
                if name:
                    counts[name] += 1
                    places.setdefault(name, (n, match[0]))
        ranked = counts.most_common(2)
        if len(ranked) > 1 and pattern is _MUNICIPALITY:
            heads = _at_the_edge(seen, readable, counts)
            ranked = [(heads, counts[heads])] if heads else ranked
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 3 * ranked[1][1]):
            line, words = places[ranked[0][0]]
            yield Value("municipality", ranked[0][0], line, words)
            return


def _at_the_edge(seen: Sequence[Seen], readable: Sequence[int], counts: Counter[str]) -> str | None:
    """Give the one whose name begins one of the first or the last lines: the letterhead and the signature."""
    for lines, alone in ((readable[:4], True), (readable[-4:], False)):
        names = {
            name
            for n in lines
            if (match := _MUNICIPALITY.match(seen[n].text)) and (not alone or match[0] == seen[n].text)
            for name in counts
            if match["name"].casefold().endswith(name.casefold())
        }
        if len(names) == 1:
            return names.pop()
    return None


def _letterhead(text: str) -> str:
    """Write `Ø S T E R Å K O M M U N E` as words."""
    return _SPACED_HEAD.sub(r"\1 KOMMUNE", closed_up(text)) if text[1:2] == " " else text


@lru_cache(maxsize=512)
def _known(printed: str) -> str | None:
    """Give the name of a municipality we know, also in the genitive or damaged; `Ny Køge` is tried as `Køge`."""
    for name in (printed, printed.rsplit(" ", 1)[-1]):
        folded = name.casefold()
        for form in (folded, folded.removesuffix("s")):
            if form in _NAMES:
                return _NAMES[form]
            damaged = {name for pattern, name in _DAMAGED if pattern.fullmatch(form)}
            if len(damaged) == 1:
                return damaged.pop()
    return None


def _as_printed(printed: str, *, alone: bool = False) -> str | None:
    last = printed.rsplit(" ", 1)[-1]
    if alone and printed.isupper() and printed.casefold() not in _NOT_A_NAME and len(printed) > 3:
        return printed.title()  # a letterhead
    return None if last.casefold() in _NOT_A_NAME or printed.casefold() in _NOT_A_NAME or last.isupper() else last

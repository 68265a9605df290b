"""Facts about the whole document: who met, when, where; when it is dated; which municipality."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.understand.bodies import body_in, is_body, local_bodies
from ingest.understand.dates import first_day, is_date_line, one_day
from ingest.understand.headings import Heading
from ingest.understand.labelled import Labelled, labelled
from ingest.understand.places import HELD_AT, place
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value, unclear

_HEAD = 60  # lines in which the facts of a paper without items are looked for
_TITLE_LINE = 140
_MEETING = re.compile(r"(?i)\b(?:\w*referat\w*|\w*dagsorden\w*|\w*protokol\w*|m[øo]de[tr]?|indkaldelse)\b")
_NOT_THE_MEETING = re.compile(
    r"(?i)publiceret|udskrevet|opdateret|oprettet|udsendt|offentliggjort|frist|senest|h[øo]ring"
)
_BODY_AND_DAY = re.compile(r"^(?P<body>[A-ZÆØÅ].{3,70}?),?\s(?:\w+dag,?\s)?(?:(?:den|d\.)\s)?(?=\d)")
_OF = re.compile(
    r"(?P<body>[A-ZÆØÅ]\w+(?:bestyrelsen|rådet|udvalget))\s(?:ved|for|på|i)\s[A-ZÆØÅ][\w.-]+(?:\s(?:og|i|[A-ZÆØÅ][\w.-]*)){0,5}$"
)
_GENITIVE = re.compile(r"(?i)(?<=et|en)s(?=\s(?:(?:ekstra)?ordin[æa]re\s)?(?:\w*protokol|m[øo]de|referat|dagsorden))")
_BRACKETS = re.compile(r"\s?\([A-ZÆØÅ][\w-]{0,12}\)$")  # `Hovedudvalget (MED)`
_SPACED = re.compile(r"[A-ZÆØÅ](?: [A-ZÆØÅ]){4,}")
_ASKED = re.compile(
    r"(?:,|\b)\s*at\s(?P<body>.{4,70}?)\s(?:godkender|dr[øo]fter|tager|tiltr[æa]der|vedtager|beslutter|anbefaler|indstiller|orienteres|stiller)\b"
)
_FROM = re.compile(r"(?i)^h[øo]ringssvar fra (?-i:([A-ZÆØÅ].{3,80}))")
_TO = re.compile(r"(?i)til\b")
_PUNKT = re.compile(r"^(?:\d{1,3}\s)?(?P<body>.{4,60}?)[,\s]+(?:(?:den\s|d\.\s?)?\d.{5,20}[,\s]+)?[Pp]unkt\b")


def facts(
    seen: Sequence[Seen], readable: Sequence[int], items: Sequence[Heading], family: bool, kind: str
) -> Iterator[Value]:
    """Read the facts of a document.

    Args:
        seen: All lines.
        readable: Positions of the lines that may be read, rising.
        items: The items of a meeting's paper.
        family: It is a meeting's paper.
        kind: The document's kind.
    """
    top = items[0].end + 6 if len(items) == 1 else items[0].line if items else _HEAD
    head = [n for n in readable if n < top]
    found = list(labelled(seen, head))
    if family:
        yield from _meeting_date(seen, head, found)
        yield from _committee(seen, head, readable, found)
        yield from place(seen, head, found)
    else:
        yield from _dated(seen, head, found)
        yield from _named_committee(seen, head, readable, found, kind)


def _meeting_date(seen: Sequence[Seen], head: Sequence[int], found: Sequence[Labelled]) -> Iterator[Value]:
    """Take the labelled date; dates that contradict each other give none."""
    doubtful: list[tuple[int, str]] = []
    for names in ({"meeting_date"}, {"date", "committee"}):
        days: dict[date, Labelled] = {}
        for one in found:
            if one.label.name not in names:
                continue
            day = first_day(one.value)
            if day and day.day:
                days.setdefault(day.day, one)
            elif names == {"meeting_date"} and any(c.isdigit() for c in one.value):
                doubtful.append((one.line, one.words))
        if len(days) == 1:
            day_found, source = next(iter(days.items()))
            yield Value("meeting_date", day_found.isoformat(), source.line, source.words)
            return
        if days:
            yield from (unclear("meeting_date", one.line, one.words) for one in list(days.values())[:5])
            return
    shown = list(_unlabelled_date(seen, head))
    yield from shown or (unclear("meeting_date", line, words) for line, words in doubtful[:5] if ":" in words[:40])


def _unlabelled_date(seen: Sequence[Seen], head: Sequence[int]) -> Iterator[Value]:
    """Take the date that stands alone on a line, else the one in the line that names the meeting."""
    alone: dict[date, int] = {}
    named: dict[date, int] = {}
    for n in head[:30]:
        text = seen[n].text
        if len(text) > _TITLE_LINE or _NOT_THE_MEETING.search(text):
            continue
        day = one_day(text)
        if day and (is_date_line(text) or HELD_AT.search(text) or _is_reference(text)):
            alone.setdefault(day, n)
        elif day and _MEETING.search(text):
            named.setdefault(day, n)
    for days in (alone, named):
        if len(days) == 1:
            day, line = next(iter(days.items()))
            yield Value("meeting_date", day.isoformat(), line)
            return
        if days:
            yield from (unclear("meeting_date", line, seen[line].text) for line in list(days.values())[:5])
            return


def _is_reference(text: str) -> bool:
    """`Teknik- og Miljøudvalget, 2. oktober 2018, punkt 9`, `Ådal Byråd den 20. april 2021`: the meeting in a line."""
    match = _PUNKT.match(text)
    if match is None and len(text) < _TITLE_LINE:
        match = _BODY_AND_DAY.match(text)
        match = match if match and is_date_line(text[match.end() :]) else None
    return match is not None and is_body(match["body"].strip(" ,"))


def _committee(
    seen: Sequence[Seen], head: Sequence[int], readable: Sequence[int], found: Sequence[Labelled]
) -> Iterator[Value]:
    for one in found:
        name = _labelled_body(one)
        if name:
            yield Value("committee", name, one.line, one.words)
            return
    choices = (_alone(seen, head), _in_title(seen, head), _asked(seen, readable))
    for names in choices:
        if len({name.casefold() for name in names}) == 1:
            name, line = next(iter(names.items()))
            yield Value("committee", name, line)
            return
        if names:
            yield from (unclear("committee", line, seen[line].text) for line in list(names.values())[:5])
            return


def _labelled_body(one: Labelled) -> str | None:
    if one.label.name != "committee":
        return None
    value = one.value.strip(" .:")
    if is_body(value):
        return value
    name = body_in(value)
    if name and value.startswith(name):
        return name
    plain = len(value) <= 60 and value[:1].isupper() and not any(c.isdigit() for c in value)
    return value if plain and one.label.printed.startswith("Udvalg") else name


def _alone(seen: Sequence[Seen], head: Sequence[int]) -> dict[str, int]:
    texts = {n: _closed_up(_BRACKETS.sub("", seen[n].text).strip(" .:")) for n in head[:12]}
    named = {text: n for n, text in reversed(texts.items()) if is_body(text)}
    return named or {text: n for n, text in reversed(texts.items()) if n < 3 and _OF.fullmatch(text)}


def _closed_up(text: str) -> str:
    """Write `B Y R Å D E T` as `BYRÅDET`."""
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def _in_title(seen: Sequence[Seen], head: Sequence[int]) -> dict[str, int]:
    """Find the committee in the first line that names the meeting (`Referat af møde i Klima- og Planudvalget`)."""
    for n in head[:15]:
        if len(seen[n].text) <= _TITLE_LINE and _MEETING.search(seen[n].text):
            name = body_in(_GENITIVE.sub("", seen[n].text))
            if name:
                return {name: n}
        elif _is_reference(seen[n].text) and (name := body_in(seen[n].text)):
            return {name: n}
    return {}


def _asked(seen: Sequence[Seen], readable: Sequence[int]) -> dict[str, int]:
    """Find whom the recommendations ask: `indstiller, at Valby Lokaludvalg godkender`."""
    names: dict[str, int] = {}
    section = ""
    for n in readable:
        section = seen[n].section_name or section
        match = _ASKED.search(seen[n].text) if section == "recommendation" else None
        if not match and section == "recommendation":
            match = _ASKED.search("," + seen[n].text.lstrip("0123456789.)•- "))
        name = body_in(match["body"]) if match else None
        if name:
            names.setdefault(name, n)
    return names


def _dated(seen: Sequence[Seen], head: Sequence[int], found: Sequence[Labelled]) -> Iterator[Value]:
    """Read the date a paper carries itself: labelled, or alone on one of its first lines."""
    for one in found:
        day = one_day(one.value)
        if one.label.name == "meeting_date" and day:
            yield Value("meeting_date", day.isoformat(), one.line, one.words)
            return
        if one.label.name in {"date", "date_published"} and day:
            yield Value("date", day.isoformat(), one.line, one.words)
            return
    for n in head[:10]:
        day = one_day(seen[n].text)
        if day and is_date_line(seen[n].text):
            yield Value("date", day.isoformat(), n)
            return


def _named_committee(
    seen: Sequence[Seen], head: Sequence[int], readable: Sequence[int], found: Sequence[Labelled], kind: str
) -> Iterator[Value]:
    """Find the committee of a paper that is no meeting's: labelled, at its head, or the one local one it names."""
    for one in found:
        name = _labelled_body(one) if one.label.name == "committee" and one.label.printed != "Møde" else None
        if name and is_body(name):
            yield Value("committee", name, one.line, one.words)
            return
    for n in head[:8]:
        match = _PUNKT.match(seen[n].text)
        if match and is_body(match["body"]):
            yield Value("committee", match["body"], n, match[0])
            return
    if kind == "hearing_response":
        sender = _sender(seen, head)
        if sender:
            yield sender
            return
    if kind not in {"hearing_response", "news", "letter"}:
        return
    names: dict[str, int] = {}
    for n in readable[:400]:
        for name in local_bodies(seen[n].text):
            names.setdefault(name, n)
    if len({name.casefold() for name in names}) == 1:
        name, line = next(iter(names.items()))
        yield Value("committee", name, line, name)


def _sender(seen: Sequence[Seen], head: Sequence[int]) -> Value | None:
    """Find the council or committee that answers: at the top (`Ældrerådet, Ådal Kommune`), or `Høringssvar fra`."""
    for n in head[:10]:
        text = seen[n].text
        match = _FROM.search(text)
        name = (
            body_in(match[1]) if match else body_in(text) if n < 2 and not _TO.match(text) and len(text) < 60 else None
        )
        if name and (match[1] if match else text).startswith(name):
            return Value("committee", name, n)
    return None

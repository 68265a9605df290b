"""Where a meeting was held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.bodies import body_in, is_body
from ingest.understand.dates import days_in, first_day, is_date_line, one_day
from ingest.understand.labelled import Labelled
from ingest.understand.meeting_lines import MEETING
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value

_HOUR = r"(?:kl|klokken)\.?\s?\d{1,2}(?:[.:]\d\d)?(?:\s?(?:[-–]|til)\s?(?:kl\.\s?)?\d{1,2}(?:[.:]\d\d)?)?"
_BEHIND = re.compile(rf"(?i)[\s,/|–-]*(?:(?:{_HOUR}|\d\d[.:]\d\d(?:\s?[-–]\s?\d\d[.:]\d\d)?)[\s,/|–-]*)?")
_AT = re.compile(r"(?i)(?:i|på)\s(?P<place>(?!perioden|anledning|h[øo]ring|alt\b)\w.{2,80}?)\.?$")
_HELD = re.compile(
    r"(?i)^m[øo]det\s(?:blev|er|bliver)?\s?(?:af)?hold(?:t|es|tes)\s(?:i|på)\s(?P<place>(?-i:[A-ZÆØÅ]).{2,80}?)\.?$"
)
_HELD_ROOM = re.compile(
    rf"(?i)^m[øo]det\s(?:blev|er|bliver)?\s?(?:af)?hold(?:t|es|tes)\s(?:i|på)\s(?P<place>\w+)(?:\s{_HOUR})?\.?$"
)
_TOWN = re.compile(r",?\s(?:i\s)?[A-ZÆØÅ][\w-]+\sKommune$")
_HOSTS = re.compile(r"\s(?P<place>hos\s[A-ZÆØÅ][\w. ]{2,40})$")
_MET = re.compile(r"(?i)\b(?:m[øo]de|m[øo]det|m[øo]dtes)\s(?:på|i|hos)\s(?P<place>(?-i:[A-ZÆØÅ]).{2,60}?)\.?$")
_WAS = re.compile(r"(?i)^(?:stedet (?:var|er)|vi m[øo]d(?:es|tes) (?:i|på|hos))\s(?P<place>\w.{2,60}?)\.?$")
_BEFORE_DAY = re.compile(r"(?i)\b(?:i|på)\s(?P<place>[\w-]+(?:\s\w+)?)\s(?:man|tirs|ons|tors|fre|l[øo]r|s[øo]n)dag\b")
_ASIDE = re.compile(r"\s\((?:vi|husk|bem[æa]rk|obs)\b[^)]*\)$", re.IGNORECASE)
_LATER = re.compile(r"(?i)[\s,]+(?:kl\.?|klokken|fra kl\.?)\s?\d.*$")
_HOURS = re.compile(rf"^{_HOUR}[\s,]*", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?i)\b(?:i|på|og|af|den|det|ved)$")
_ROOM = re.compile(
    r"(?i)\b(?:(?:m[øo]de)?lokale|\w*v[æa]relse(?:t|rne)?|teams|zoom|kl\.? \d.* i \w+"
    r"|\w*(?:sal|r[åa]dhus|stue|kantine|skole|hus|hal|g[åa]rd|kirke|kro|hotel|center|bibliotek|station|plejehjem|museum|klub"
    r"|caf[eé]|gymnasium|kontor|forvaltning|v[æa]rk|muse|plads|rum|rumm|lokale|jobcentret|hjem)(?:n|en|et|erne)?)\b"
)
_IN = re.compile(r"(?i)^(?:i|på)\s(?=\w)")
_NUMBERED = frozenset(("Lokale", "Mødelokale"))  # a room may be called 302


def place(seen: Sequence[Seen], head: Sequence[int], found: Sequence[Labelled]) -> Iterator[Value]:
    """Read where a meeting was held: labelled, told with the hour, or a room on the line below the date."""
    for one in found:
        value = _LATER.sub("", one.value.strip(" .;"))
        if (
            one.label.name == "place"
            and 2 < len(value) <= 120
            and (any(c.isalpha() for c in value) or one.label.printed in _NUMBERED)
            and not first_day(value)
        ):
            yield Value("place", value, one.line, one.words)
            return
    for one in found:
        dated = one.label.name in {"date", "meeting_date"}
        room = one.value if dated and not any(map(str.isdigit, one.value[:2])) and _is_room(one.value) else None
        told = (room if not days_in(one.value) else _behind_day(one.value)) if dated else None
        if told:
            yield Value("place", told, one.line, one.words)
            return
    for k, n in enumerate(head[:30]):
        text = seen[n].text
        below = seen[head[k + 1]] if k + 1 < len(head) and head[k + 1] == n + 1 else None
        goes_on = below is not None and not below.line.gap and not below.fields and _UNFINISHED.search(text)
        told = held_at(f"{text} {below.text}" if goes_on and below else text)
        if told:
            yield Value("place", told, n)
            return
        dated = is_date_line(text) or (one_day(text) is not None and MEETING.search(text) is not None)
        if (
            dated
            and below
            and not held_at(below.text)
            and not below.fields
            and not below.section
            and _is_room(below.text)
        ):
            yield Value("place", _IN.sub("", _HOURS.sub("", below.text)).strip(" ."), head[k + 1])
            return


def held_at(text: str) -> str | None:
    """Give the place a line tells behind the day and the hour (`onsdag den 3. maj 2017 kl. 13:00 i Tapperiet`)."""
    if one_day(text):
        return _behind_day(text) or _met(text)
    match = _HELD.match(text) or _WAS.match(text)
    if match:
        return match["place"].strip()
    room = _HELD_ROOM.match(text)
    return room["place"] if room and _ROOM.fullmatch(room["place"]) else None


def _met(text: str) -> str | None:
    """Read `Byrådet afholdt tirsdag den 28. maj 1991 møde på Ådal Hotel`: no committee and no day is a place."""
    room = _BEFORE_DAY.search(text)
    if room and _ROOM.fullmatch(room["place"]):
        return room["place"]
    host = _HOSTS.search(text)
    if host:
        return host["place"]
    match = _MET.search(text)
    named = match is not None and not body_in(match["place"]) and not days_in(match["place"])
    return match["place"].strip() if match and named else None


def _behind_day(text: str) -> str | None:
    days = days_in(text)
    if not days:
        return None
    end = days[-1].end
    rest = text[_BEHIND.match(text, end).end() :]  # type: ignore[union-attr]
    told = _AT.match(rest)
    value = _ASIDE.sub("", _TOWN.sub("", told["place"])) if told else rest.strip(" .")
    named = told or (
        text[end : end + 1] in {",", " "} and _is_room(value) and (value[:1].isupper() or _ROOM.match(value))
    )
    return value.strip() if named and len(value) > 2 and not days_in(value) else None


def _is_room(text: str) -> bool:
    return (
        len(text) <= 60
        and _ROOM.search(text) is not None
        and not is_body(text)
        and not MEETING.search(text)
        and (text[0].isupper() or _IN.match(text) is not None or _ROOM.match(text) is not None)
    )

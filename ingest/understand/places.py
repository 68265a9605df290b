"""Where a meeting was held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.bodies import is_body
from ingest.understand.dates import first_day, is_date_line, one_day
from ingest.understand.labelled import Labelled
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value

#: `kl. 13:00 i Tapperiet`, behind a date.
HELD_AT = re.compile(r"(?i)(?:kl|klokken)\.?\s?\d{1,2}(?:[.:]\d\d)?\s(?:i|på)\s(?P<place>[A-ZÆØÅ].{2,80}?)\.?$")
_HELD = re.compile(r"(?i)^m[øo]det\s(?:blev|er|bliver)\s(?:af)?holdt\s(?:i|på)\s(?P<place>(?-i:[A-ZÆØÅ]).{2,80}?)\.?$")
_ROOM = re.compile(
    r"(?i)\b(?:(?:m[øo]de)?lokale|\w*v[æa]relse|\w*sal(?:en)?|\w*r[åa]dhus(?:et)?|\w*stue(?:n)?|teams|\w*kantine(?:n)?)\b"
)
_IN = re.compile(r"(?:i|på)\s(?=\w)")
_NUMBERED = frozenset(("Lokale", "Mødelokale"))  # a room may be called 302


def place(seen: Sequence[Seen], head: Sequence[int], found: Sequence[Labelled]) -> Iterator[Value]:
    """Read where a meeting was held: labelled, told with the hour, or a room on the line below the date."""
    for one in found:
        value = one.value.strip(" .;")
        if (
            one.label.name == "place"
            and 2 < len(value) <= 120
            and (any(c.isalpha() for c in value) or one.label.printed in _NUMBERED)
            and not first_day(value)
        ):
            yield Value("place", value, one.line, one.words)
            return
    for k, n in enumerate(head[:30]):
        text = seen[n].text
        match = HELD_AT.search(text) if one_day(text) else _HELD.match(text)
        if match:
            yield Value("place", match["place"].strip(), n)
            return
        below = seen[head[k + 1]] if k + 1 < len(head) else None
        if is_date_line(text) and below and not below.fields and not below.section and _is_room(below.text):
            yield Value("place", _IN.sub("", below.text).strip(" ."), head[k + 1])
            return


def _is_room(text: str) -> bool:
    return (
        len(text) <= 60
        and _ROOM.search(text) is not None
        and not is_body(text)
        and (text[0].isupper() or _IN.match(text) is not None)
    )

"""Which committee, council or board a paper is from: labelled, alone on a line, named in a sentence, or asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.bodies import body_in, is_body, local_bodies
from ingest.understand.labelled import Labelled
from ingest.understand.meeting_lines import MEETING, PUNKT, TITLE_LINE, is_reference, parts_of
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value, unclear
from ingest.understand.wording import closed_up

_OF = re.compile(
    r"(?P<body>[A-ZÆØÅ]\w+(?:bestyrelsen|rådet|udvalget))\s(?:ved|for|på|i)\s[A-ZÆØÅ][\w.-]+(?:\s(?:og|i|[A-ZÆØÅ][\w.-]*)){0,5}$"
)
_GENITIVE = re.compile(
    r"(?i)(?<=et|en|lg|åd)s(?=\s(?:(?:ekstra)?ordin[æa]re\s)?(?:\w*protokol|m[øo]de|referat|dagsorden))"
)
_BRACKETS = re.compile(r"\s?\([A-ZÆØÅ][\w-]{0,12}\)$|\s\d{4}\s?[-–]\s?\d{4}$")  # `Hovedudvalget (MED)`, `2018-2021`
_ASKED = re.compile(
    r"(?:,|\b)\s*at\s(?P<body>.{4,70}?)\s(?:godkender|dr[øo]fter|tager|tiltr[æa]der|vedtager|beslutter|anbefaler|indstiller|orienteres|stiller)\b"
)
_FROM = re.compile(r"(?i)^h[øo]ringssvar fra (?-i:([A-ZÆØÅ].{3,80}))")
_FROM_COUNCIL = re.compile(r"(?:Fra\s)?[A-ZÆØÅ]\w+ [Kk]ommunes (?P<name>[A-ZÆØÅ]\w+(?:råd|udvalg))$")
_TO = re.compile(r"(?i)til\b")
_TO_BODY = re.compile(r"(?i)^til\s?:?\s(?:(?:alle\s)?medlemmer(?:ne)?\s(?:af|i)\s)?(?P<body>.{4,70})$")
_STEPS = re.compile(r"\s(?:[>/»›|·•]|→)\s")
_TOWN = re.compile(r"\s[iI]\s[A-ZÆØÅ][\wæøåÆØÅ]+(?!\w)(?!\s[Kk]ommune)")
_SHORT = re.compile(r"(?-i:\b[A-ZÆØÅ]{2,5}\b)")
_LAST = 8  # lines in which a footer stands
_OWN = re.compile(
    r"(?i)^(?P<body>.{4,70}?),?\s(?:den\s|d\.\s)?\d{1,2}[. /-].{2,30}(?:\s?[-–|,]?\s?side\s\d+.*)?$|^side\b"
)


def meeting_committee(
    seen: Sequence[Seen], head: Sequence[int], readable: Sequence[int], found: Sequence[Labelled]
) -> Iterator[Value]:
    """Give the committee of a meeting's paper; of several that differ none.

    Args:
        seen: All lines.
        head: Positions of the lines above the first item.
        readable: Positions of the lines that may be read.
        found: The labels of the head.
    """
    for one in found:
        name = _labelled_body(one)
        if name:
            yield Value("committee", name, one.line, one.words)
            return
    choices = (_alone, _in_title, _addressed, _path)
    later = (_asked, _shortened, _deciding, _footer)
    for names in (*(find(seen, head) for find in choices), *(find(seen, readable) for find in later)):
        if len({name.casefold() for name in names}) == 1:
            name, line = next(iter(names.items()))
            yield Value("committee", name, line)
            return
        if names:
            yield from (unclear("committee", line, seen[line].text) for line in list(names.values())[:5])
            return


def titled_committee(title: str | None) -> Iterator[Value]:
    """Read the committee from a page's title: `Punkt 5. Natlukning | Lokaludvalg Vest`."""
    names = [part for part in re.split(r"\s[|·–-]\s", title or "") if is_body(part)]
    if title and len(names) == 1:
        yield Value("committee", names[0], None, title)


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
    texts = {n: closed_up(_BRACKETS.sub("", _above_labels(seen[n])).strip(" .:")) for n in head[:12]}
    named = {text: n for n, text in reversed(texts.items()) if is_body(text)}
    if len(named) > 1:  # `Lasse Holk, Byrådet` is whom a member speaks for
        named = {text: n for text, n in named.items() if not is_body(text.rpartition(", ")[2]) or ", " not in text}
    return named or {text: n for n, text in reversed(texts.items()) if n < 3 and _OF.fullmatch(text)}


def _above_labels(one: Seen) -> str:
    """Give what stands before a line's first label: `Byrådet   Mødedato: 15/3 1994   Blad nr. 27`."""
    before = one.text[: one.fields[0].start].strip() if one.fields else ""
    return before if before and is_body(before) else one.text


def _in_title(seen: Sequence[Seen], head: Sequence[int]) -> dict[str, int]:
    """Find the committee in the first line that names the meeting (`Referat af møde i Klima- og Planudvalget`)."""
    for n in head[:15]:
        parts = parts_of(seen[n].text)
        if parts:
            return {next(part for part in parts if is_body(part)): n}
        if _STEPS.search(seen[n].text):
            continue
        if len(seen[n].text) <= TITLE_LINE and MEETING.search(seen[n].text):
            text = _GENITIVE.sub("", seen[n].text)
            name = body_in(text)
            if name:
                return {_with_town(text, name): n}
        elif is_reference(seen[n].text) and (name := body_in(seen[n].text)):
            return {name: n}
    return {}


def _with_town(text: str, name: str) -> str:
    """Take in the town that belongs to a name at the beginning of a line: `Pensionistrådet i Vejrup`."""
    match = _TOWN.match(text, len(name)) if text.startswith(name) else None
    return name + match[0] if match else name


def _addressed(seen: Sequence[Seen], head: Sequence[int]) -> dict[str, int]:
    """Find whom the paper is for: `Til: Hovedudvalg MED`."""
    for n in head[:15]:
        match = _TO_BODY.match(seen[n].text)
        name = body_in(match["body"]) if match else None
        if match and name and match["body"].startswith(name):
            whole = match["body"].strip(" .:")
            return {whole if _OF.fullmatch(whole) else name: n}
    return {}


def _path(seen: Sequence[Seen], head: Sequence[int]) -> dict[str, int]:
    """Find the one committee among the steps of where a page is filed: `Politik > Økonomiudvalget > 3. maj`."""
    for n in head[:12]:
        steps = [part.strip() for part in _STEPS.split(seen[n].text)]
        names = [part for part in steps if is_body(part)] if len(steps) > 1 else []
        if len(names) == 1:
            return {names[0]: n}
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
        if match and name and match["body"].startswith(name):  # not `at udvalget over for byrådet anbefaler`
            names.setdefault(name, n)
    return names


def _shortened(seen: Sequence[Seen], readable: Sequence[int]) -> dict[str, int]:
    """Find what the letters of the head stand for (`BKU-møde`): `Børne- og Kulturudvalget (BKU)`."""
    letters = {word for n in readable[:8] for word in _SHORT.findall(seen[n].text)}
    for n in readable[:400] if letters else ():
        for match in re.finditer(r"(?P<before>[^()]{6,80})\s\((?P<short>[A-ZÆØÅ]{2,5})\)", seen[n].text):
            name = body_in(match["before"]) if match["short"] in letters else None
            if name and match["before"].endswith(name):
                return {name: n}
    return {}


def _deciding(seen: Sequence[Seen], readable: Sequence[int]) -> dict[str, int]:
    """Find the one committee that all headings of decisions name: `Beslutning i Økonomiudvalget den 5. maj 2015`."""
    names: dict[str, int] = {}
    nameless = 0
    for n in readable:
        if seen[n].section_name == "decision":
            name = body_in(seen[n].text) if len(seen[n].text) > 14 else None
            nameless += name is None
            if name:
                names.setdefault(name, n)
    return names if len(names) == 1 and nameless < 2 else {}  # a lone name among others' is an earlier step


def _footer(seen: Sequence[Seen], readable: Sequence[int]) -> dict[str, int]:
    """Find the committee in the last lines: alone, or with the day of the meeting."""
    names: dict[str, int] = {}
    for n in readable[-_LAST:]:
        fields = seen[n].fields
        line = seen[n].text[: fields[0].start].strip() if fields and fields[0].start else seen[n].text
        match = _OWN.match(line)
        text = ((match["body"] or "") if match else line).strip(" .,|")
        name = body_in(text)
        if name and text in {name, _with_town(text, name)}:
            names.setdefault(text, n)
    return names if len(names) == 1 else {}


def named_committee(
    seen: Sequence[Seen], head: Sequence[int], readable: Sequence[int], found: Sequence[Labelled], kind: str
) -> Iterator[Value]:
    """Find the committee of a paper that is no meeting's: labelled, at its head, or the one local one it names."""
    for one in found:
        name = _labelled_body(one) if one.label.name == "committee" and one.label.printed != "Møde" else None
        if name and is_body(name):
            yield Value("committee", name, one.line, one.words)
            return
    for n in head[:8]:
        match = PUNKT.match(seen[n].text)
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
        own = _FROM_COUNCIL.match(seen[n].text)
        if own and any(f"{own['name']}et" in seen[k].text for k in head):
            return Value("committee", f"{own['name']}et", n)  # `Fra Ådal Kommunes Handicapråd`, below `Handicaprådet`
        text = re.sub(r"^HØRINGSSVAR\s(?:[Ff]ra\s)?(?=[A-ZÆØÅ][a-zæøå])", "", seen[n].text)
        match = _FROM.search(text)
        name = (
            body_in(match[1]) if match else body_in(text) if n < 2 and not _TO.match(text) and len(text) < 60 else None
        )
        if name and (match[1] if match else text).startswith(name):
            return Value("committee", name, n)
    return None

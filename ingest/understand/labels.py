"""Labels: which printed word announces which value or section. The words are in `labels.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.understand.bodies import is_body
from ingest.understand.dates import is_date_line
from ingest.understand.decision_labels import names_only_meeting, told_decision, undressed
from ingest.understand.numbers import is_case_line
from ingest.understand.wording import rows, spelled


@dataclass(frozen=True, slots=True)
class Label:
    """A row of `labels.tsv`."""

    printed: str
    kind: str
    name: str
    where: str
    loose: bool
    alone: bool = False
    colon: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A label in a line, with what follows it up to the next label.

    Attributes:
        start: Where the label begins in the line.
        value: What follows, without the colon; "" when the line ends or another label comes.
        value_start: Where the value begins.
    """

    label: Label
    start: int
    value: str
    value_start: int


_ROWS = {row[0]: row for row in rows("labels.tsv")}  # a supplier's row goes before ours
LABELS = tuple(
    Label(r[0], r[1], r[2], r[3], r[4] == "yes", *(r[4] == how for how in ("alone", "colon", "ends")))
    for r in _ROWS.values()
)


def _any_of(kind: str) -> str:
    longest_first = sorted((label.printed for label in LABELS if label.kind == kind), key=len, reverse=True)
    return "(?:" + "|".join(spelled(printed) for printed in longest_first) + ")"


#: Any label with its colon, anywhere in a line.
IN_LINE = re.compile(rf"(?<![\w-])(?:{_any_of('field')}|{_any_of('section')})\s?:", re.IGNORECASE)
_FIELD_IN_LINE = re.compile(rf"(?<![\w-])(?P<label>{_any_of('field')})\s?:", re.IGNORECASE)
_AT_START = re.compile(rf"\(?(?P<label>{_any_of('field')})(?P<colon>\s?:)?(?=\s|$|(?<=:))", re.IGNORECASE)
# `Dok.nr. 9917-2013   Sagsnr. 2013-5012`
_TWO_NUMBERS = re.compile(
    rf"[A-ZÆØÅ][A-Za-zæøå.-]+(?: nr\.)?:?\s\S*\d\S*\s(?P<label>{_any_of('field')})\s\S*\d\S*", re.IGNORECASE
)
_SECTION = re.compile(rf"(?P<label>{_any_of('section')})(?=\s|:|$|,\s(?=[A-ZÆØÅ]))", re.IGNORECASE)


#: What stands between the cells of a table's row.
CELL = " | "
_BODY_OR_DAY = re.compile(r"(?i)(?:udvalg|råd|bestyrelse|magistrat|repræsentation|nævn)|\d{2,4}$")


_DAYS = frozenset(("meeting_date", "date", "hearing_deadline", "hearing_start"))
_PLACE = re.compile(r"[A-ZÆØÅ\d][^?!:]{2,60}(?<!\.)")
_ROW = 160  # characters of a row of labels
_LEADERS = re.compile(r"^(?:\.{2,}|[-–])\s*")  # `Sted ..... Byrådssalen`, `Dato - 4. maj 2011`
# Labels that may stand further on in a line without their colon: `Mødedato 4. maj 2011 Mødested Byrådssalen`.
_FURTHER = re.compile(
    r"\s(?P<label>Mødested|Mødedato|Mødetid(?:spunkt)?|Starttidspunkt|Sluttidspunkt|Fraværende|Afbud|Sted|Dato|Udvalg)"
    r"(?=\s[A-ZÆØÅ\d])"
)
# `Mødelokale Birken` and `Mødelokale 3` are the room's whole name
_ROOM = re.compile(
    r"(?:(?:[Mm]øde)?[Ll]okale\s[\w.]{1,6}"
    r"|(?:[A-ZÆØÅ]\w+\s){0,2}[A-ZÆØÅ][a-zæøå]*(?:sal|stue|hus|kantine|skole|værelse|center|bibliotek)(?:n|en|et)?)"
    r"(?:[,\s][\w. -]{2,40})?"
)
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,5}|[a-zæøå]{2,4}(?:/[a-zæøå]{2,4})?")
_TOLD = re.compile(r"\s((?P<by>fra|i|af|den|d\.)?\s?[^:]{3,90}):\s+(\S.*)$")
_SPECKS = re.compile(
    r"^['’`´.,:;~|_]\s(?=[A-ZÆØÅ])|(?:\s[;.,'’`´~|_])+$"
)  # what a scanner makes of dirt around a label
# `Beslutning for punkt 7`, `Beslutning på mødet`, `Beslutning -`
_OF_ITEM = re.compile(
    r"(?i)(?:(?:for|til|vedr\.|vedrørende|om)\s(?:dagsordens)?(?:punkt|pkt\.?|sag)(?:\snr\.?)?\s?\d{1,4}|på mødet"
    r"|truffet|og (?:begrundelse|stemmeafgivning|afstemning|opf[øo]lgning|protokol)|)\s?[:–-]?"
)
_DECIDED = re.compile(r"\s(?:" + "|".join(spelled(row[0]) for row in rows("decisions.tsv")) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def _which(kind: str, printed: str) -> Label:
    """Give the row that a printed label was matched by."""
    same = (label for label in LABELS if label.kind == kind and re.fullmatch(spelled(label.printed), printed, re.I))
    return max(same, key=lambda label: len(label.printed))


@lru_cache(maxsize=512)
def fields_in(text: str) -> tuple[Found, ...]:
    """Find the labels of fields in a line: at its start, and wherever a colon follows; in a table's row in each cell.

    `Sagsnr.: 12/345 Sagsbehandler: Ida Holm` gives two. A label that is the whole line gives an empty value, since the
    value may stand below. Sentences that begin with a label's word give nothing.
    """
    if CELL in text:
        return tuple(_in_cells(text))
    starts: list[tuple[int, int, Label]] = []
    match = _AT_START.match(text)
    if match and (match["colon"] or match.end() == len(text) or _loose(match, text)):
        starts.append((0, match.end(), _which("field", match["label"])))
    behind = _TWO_NUMBERS.fullmatch(text) if match else None
    if match and behind:
        starts = [(0, match.end(), _which("field", match["label"]))]
        starts.append((behind.start("label"), behind.end("label"), _which("field", behind["label"])))
    if ":" in text:
        known = {start for start, _, _ in starts} | ({match.start("label")} if match and starts else set())
        found = (m for m in _FIELD_IN_LINE.finditer(text) if m.start() not in known)
        starts.extend((m.start(), m.end(), _which("field", m["label"])) for m in found)
    if starts and len(text) <= _ROW and starts[0][2].where == "head":
        starts.extend((m.start("label"), m.end(), _which("field", m["label"])) for m in _FURTHER.finditer(text, 3))
        starts = sorted({found[0]: found for found in reversed(starts)}.values(), key=lambda found: found[0])
    return tuple(_with_values(text, starts))


def _in_cells(text: str) -> Iterator[Found]:
    """Read a table's row: a cell that is a label has its value in the next cell, unless that is a label too."""
    cells = text.split(CELL)
    start = 0
    for n, cell in enumerate(cells):
        for found in fields_in(cell):
            value, value_start = found.value, start + found.value_start
            following = cells[n + 1] if n + 1 < len(cells) else ""
            if not value and following and not fields_in(following):
                value, value_start = following.strip(), start + len(cell) + len(CELL)
            yield Found(found.label, start + found.start, value, value_start)
        start += len(cell) + len(CELL)


def _loose(match: re.Match[str], text: str) -> bool:
    """Say whether a value may follow without a colon: the table allows it, or the label is in capitals."""
    label = _which("field", match["label"])
    rest = _LEADERS.sub("", text[match.end() :].strip())
    further = _FURTHER.search(rest)
    rest = rest[: further.start()] if further else rest
    shouted = match[0].isupper() and len(match[0]) > 3 and not rest.isupper()
    return (label.loose or _says_itself(label, rest) or (shouted and label.where == "head")) and 0 < len(rest) < 80


def _says_itself(label: Label, rest: str) -> bool:
    """Say whether what follows can be nothing but the label's value: columns that lost their room and their colon."""
    if label.name in _DAYS:
        return is_date_line(rest)
    if label.name == "committee":
        return is_body(rest)
    if label.name == "case_number":
        return is_case_line(rest)
    if label.name == "case_officer":
        return _INITIALS.fullmatch(rest) is not None
    if label.printed.startswith(("Sted", "Hvor")):
        return _PLACE.fullmatch(rest) is not None
    return label.name == "place" and _ROOM.fullmatch(rest) is not None


def _with_values(text: str, starts: list[tuple[int, int, Label]]) -> Iterator[Found]:
    ends = [*(start for start, _, _ in starts), len(text)][1:]
    for (start, after, label), end in zip(starts, ends, strict=True):
        raw = text[after:end]
        value = _LEADERS.sub("", raw.strip()).rstrip(",;|").rstrip()
        value = value.removesuffix(")") if text[start] == "(" else value
        yield Found(label, start, value, after + (raw.index(value) if value else len(raw)))


@lru_cache(maxsize=512)
def section_in(text: str) -> tuple[Label, str] | None:
    """Find the section that a line begins: its label, and what follows on the same line (`Beslutning: Godkendt.`)."""
    text = undressed(_SPECKS.sub("", text))
    if not text[:1].isalpha() or (text[0].islower() and ":" not in text):
        return None
    match = _SECTION.match(text)
    found = _behind_label(text, _which("section", match["label"]), text[match.end() :]) if match else None
    if found:
        return found
    told = told_decision(text) if text[0].isupper() else None
    return None if told is None else (_which("section", "Beslutning"), told)


def _behind_label(text: str, label: Label, rest: str) -> tuple[Label, str] | None:
    """Say what a label's line holds behind it; None when it is a sentence or a title that begins with its word."""
    if label.ends and rest.strip() != ":":
        return None
    if rest.startswith(","):  # `Beslutning, Økonomiudvalget, 4. december 2007`
        return (label, "") if label.name == "decision" and len(text) <= 120 and _BODY_OR_DAY.search(rest) else None
    if not rest.strip(" :"):
        return None if label.colon and ":" not in rest else (label, "")
    if label.alone and not (label.name == "decision" and rest.lstrip().startswith(":")):
        return None
    if rest.lstrip().startswith(":"):
        value = rest.lstrip()[1:].strip()
        return label, "" if label.name == "decision" and names_only_meeting(value) else value
    told = _TOLD.match(rest) if label.name == "decision" else None
    if told and (_BODY_OR_DAY.search(told[1]) if told["by"] else names_only_meeting(told[1])):
        return label, told[3]
    if label.name == "decision" and _DECIDED.match(rest) and not (label.colon and rest.strip()[0].islower()):
        return label, rest.strip()
    if label.colon:
        return None
    return (label, "") if len(text) <= 120 and text[-1] not in ".;," and _announces(label, rest) else None


def _announces(label: Label, rest: str) -> bool:
    """Say whether more words after the label still make a heading (`Beslutning i Økonomiudvalget den 5. maj 2015`)."""
    words = rest.split()
    if len(words) > 13:
        return False
    if label.name == "decision":
        known = words[0].lower() in {"fra", "i", "af", "den", "d."} or _BODY_OR_DAY.search(rest) is not None
        return known or _OF_ITEM.fullmatch(rest.strip()) is not None
    return label.name in {"recommendation", "body"} and words[0].lower() == "fra"

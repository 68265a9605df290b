"""Many answers at once: a list and the files it names, or files alone, become rows that say what will be registered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal import days, words
from portal.cpr_warnings import warned_in
from portal.hearings.registering_form import problem_of_day
from portal.hearings.trays import Kept
from portal.model import Channel, ResponseKind
from portal.party_names import key_of
from portal.tables import Row, Sheet

MOST_ROWS = 1000
#: What a list may call its columns, and what we do.
COLUMNS = {
    "part": "party", "høringspart": "party", "afsender": "party", "navn": "party", "fra": "party",
    "modtaget": "received", "modtaget den": "received", "dato": "received",
    "svartype": "kind", "type": "kind", "art": "kind",
    "tekst": "text", "svar": "text", "høringssvar": "text",
    "fil": "files", "filer": "files", "filnavn": "files", "bilag": "files",
    "kanal": "channel", "kom som": "channel",
    "sagsnummer": "case_number", "sag": "case_number",
    "dokumentnummer": "document_number", "dokument": "document_number",
    "tema": "theme",
}  # fmt: skip
_KINDS = {
    "": ResponseKind.ANSWER, "svar": ResponseKind.ANSWER, "høringssvar": ResponseKind.ANSWER,
    "ingen bemærkninger": ResponseKind.NO_COMMENTS, "ingen kommentarer": ResponseKind.NO_COMMENTS,
    "afgiver ikke høringssvar": ResponseKind.DECLINES, "afgiver ikke svar": ResponseKind.DECLINES,
    "afgiver ikke": ResponseKind.DECLINES, "ønsker ikke at svare": ResponseKind.DECLINES,
}  # fmt: skip
_CHANNELS = {
    "mail": Channel.MAIL, "e-mail": Channel.MAIL, "email": Channel.MAIL, "digital post": Channel.MAIL,
    "papir": Channel.PAPER, "brev": Channel.PAPER, "post": Channel.PAPER,
}  # fmt: skip
_LONGEST = {"party": 200, "case_number": 100, "document_number": 100, "theme": 200}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the hearing before.

    Attributes:
        parties: (id of the invitation, name) by the folded name.
        answered: Ids of the invitations that have a response, and folded names of senders who were not asked.
    """

    parties: Mapping[str, tuple[int, str]]
    answered: Collection[int | str]


@dataclass(frozen=True, slots=True)
class Usual:
    """What counts where a row says nothing, and the day it is."""

    channel: Channel
    received_on: date
    today: date


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row will become.

    Attributes:
        number: In the list; of files alone their place.
        invitation_id: None for a sender who was not asked.
        problem: Danish: why it will not be registered; "" when it will.
        again: The party has answered before: it becomes a new version.
        numbers: What seems to be CPR numbers in it, as they may be shown; registered only with a reason.
    """

    number: int
    name: str
    invitation_id: int | None = None
    received_on: date | None = None
    channel: Channel = Channel.MAIL
    kind: ResponseKind = ResponseKind.ANSWER
    text: str = ""
    files: tuple[Kept, ...] = ()
    case_number: str | None = None
    document_number: str | None = None
    theme: str = ""
    problem: str = ""
    again: bool = False
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Every row, and the files that no row names."""

    rows: tuple[Planned, ...]
    left: tuple[Kept, ...]


def plan(sheet: Sheet | None, files: Sequence[Kept], known: Known, usual: Usual) -> Plan:
    """Say row by row what will be registered; without a list each file is an answer from whom its name says.

    Args:
        sheet: Read with `COLUMNS`; None when there is no list.
        files: Those that came along.
        known: Parties and answers of the hearing.
        usual: For what rows do not say.
    """
    if sheet is None:
        rows = [
            Planned(number, _stem(file), received_on=usual.received_on, channel=usual.channel, files=(file,))
            for number, file in enumerate(files, 1)
        ]
    else:
        by_name = _by_name(files)
        rows = [_read(row, by_name, usual) for row in sheet.rows]
    found = _once([_warned(_placed(row, known)) for row in rows])
    used = {file.place for row in found for file in row.files}
    return Plan(tuple(found), tuple(file for file in files if file.place not in used))


def _stem(file: Kept) -> str:
    name = file.name.rpartition(".")[0] or file.name
    return " ".join(name.replace("_", " ").split())


def _by_name(files: Sequence[Kept]) -> dict[str, list[Kept]]:
    """Give the files by their name, and by their name without its ending, folded."""
    found: dict[str, list[Kept]] = {}
    for file in files:
        for key in {file.name.casefold(), key_of(_stem(file))}:
            found.setdefault(key, []).append(file)
    return found


def _read(row: Row, by_name: Mapping[str, Sequence[Kept]], usual: Usual) -> Planned:
    cells = {name: row.cells.get(name, "").strip() for name in set(COLUMNS.values())}
    planned = Planned(
        row.number,
        " ".join(cells["party"].split()),
        text=cells["text"],
        theme=cells["theme"],
        case_number=cells["case_number"] or None,
        document_number=cells["document_number"] or None,
    )
    said = [problem for problem in (_of_cells(cells, usual), _of_length(cells)) if problem]
    files, missing = _files(cells, by_name)
    said += missing
    kind = _KINDS.get(cells["kind"].casefold(), ResponseKind.ANSWER)
    if kind == ResponseKind.ANSWER and not planned.text and not files and not missing:
        said.append("Der er hverken tekst eller fil.")
    if kind != ResponseKind.ANSWER and planned.text:
        said.append("Der står en tekst, men typen er ikke svar.")
    return replace(
        planned,
        received_on=usual.received_on if not cells["received"] else _day(cells["received"]),
        channel=_CHANNELS.get(cells["channel"].casefold(), usual.channel),
        kind=kind,
        files=tuple(files),
        problem=" ".join(said),
    )


def _of_cells(cells: Mapping[str, str], usual: Usual) -> str:
    said = []
    if not cells["party"]:
        said.append("Der mangler et navn.")
    if cells["received"] and (wrong := problem_of_day(cells["received"], usual.today)):
        said.append(wrong)
    if cells["kind"].casefold() not in _KINDS:
        said.append(f"Typen »{words.masked(cells['kind'][:60])}« kendes ikke.")
    if cells["channel"] and cells["channel"].casefold() not in _CHANNELS:
        said.append(f"»{words.masked(cells['channel'][:60])}« er hverken mail eller papir.")
    return " ".join(said)


def _of_length(cells: Mapping[str, str]) -> str:
    return "Et felt er for langt." if any(len(cells[name]) > most for name, most in _LONGEST.items()) else ""


def _day(typed: str) -> date | None:
    try:
        return days.read(typed)
    except days.WrongDay:
        return None  # the row's problem says so


def _files(cells: Mapping[str, str], by_name: Mapping[str, Sequence[Kept]]) -> tuple[list[Kept], list[str]]:
    """Give a row's files, and what is wrong with those it names; without names, the files called as party or number."""
    if not cells["files"]:
        keys = [key for key in (key_of(cells["party"]), key_of(cells["document_number"])) if key]
        return list({file.place: file for key in keys for file in by_name.get(key, ())}.values()), []
    wanted = [name.strip() for name in cells["files"].replace("|", ";").replace("\n", ";").split(";") if name.strip()]
    found: dict[str, Kept] = {}
    said = []
    for name in (name.replace("\\", "/").rpartition("/")[2] for name in wanted):
        files = by_name.get(name.casefold()) or by_name.get(key_of(name), ())
        if not files:
            said.append(f"{words.masked(name)} er ikke blandt filerne.")
        elif len(files) > 1:
            said.append(f"Der er flere filer, der hedder {words.masked(name)}.")
        else:
            found[files[0].place] = files[0]
    return list(found.values()), said


def _placed(row: Planned, known: Known) -> Planned:
    """Find the party of a row among those asked; a name that is not there is a sender who was not."""
    key = key_of(row.name)
    if key in known.parties:
        invitation_id, name = known.parties[key]
        return replace(row, invitation_id=invitation_id, name=name, again=invitation_id in known.answered)
    return replace(row, again=key in known.answered)


def _warned(row: Planned) -> Planned:
    """Note what in a row and in the names of its files seems to be CPR numbers."""
    typed = (row.name, row.text, row.case_number, row.document_number, row.theme, *(file.name for file in row.files))
    found = [one.masked for text in typed for one in warned_in(text or "", "", "")]
    return replace(row, numbers=tuple(dict.fromkeys(found)))


def _once(rows: Sequence[Planned]) -> list[Planned]:
    """Refuse a party and a file that stood further up in the list too."""
    first: dict[str, int] = {}
    found = []
    for row in rows:
        keys = ([key_of(row.name)] if row.name else []) + [file.place for file in row.files]
        before = sorted({first[key] for key in keys if key in first})
        if before:
            said = f"Parten eller filen står også i linje {', '.join(map(str, before))}."
            row = replace(row, problem=f"{row.problem} {said}".strip())
        for key in keys:
            first.setdefault(key, row.number)
        found.append(row)
    return found

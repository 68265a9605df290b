"""Rows of a list of parties: which columns are known, and what each row says or has wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal import days
from portal.addresses import is_mail
from portal.hearing_words import PARTY_KINDS
from portal.party_names import key_of
from portal.tables import Row

#: Our name of a column by the headings people give it; the first of each is the one the export writes.
COLUMNS = {
    "navn": "name", "part": "name", "høringspart": "name", "høringsparter": "name", "parter": "name",
    "organisation": "name", "partens navn": "name", "name": "name",
    "type": "kind", "slags": "kind",
    "mail": "mail", "e-mail": "mail", "email": "mail", "mailadresse": "mail", "e-mailadresse": "mail",
    "aktiv fra": "active_from", "første dag": "active_from",
    "aktiv til": "active_to", "sidste dag": "active_to",
    "grupper": "groups", "gruppe": "groups",
    "kontaktperson": "contact", "kontakt": "contact",
    "titel": "contact_title", "stilling": "contact_title",
    "kontaktmail": "contact_mail", "kontaktpersonens mail": "contact_mail",
    "telefon": "contact_phone", "tlf": "contact_phone",
    "bemærkning": "note", "bemærkninger": "note", "note": "note",
}  # fmt: skip
_KINDS = {name.casefold(): code for code, name in PARTY_KINDS.items()} | {code: code for code in PARTY_KINDS}
_KINDS |= {
    "lokaludvalg": "committee", "fagforening": "union", "faglig": "union", "ældreråd": "council",
    "skole": "school", "institution": "school", "organisation": "organisation", "foreninger": "organisation",
    "kommune": "authority", "anden": "other",
}  # fmt: skip
_LONGEST_NAME, _LONGEST_NOTE = 200, 2000
_TEXT_MARK = re.compile(r"^'(?=\s*[=+\-@|%])")  # what an export puts before what a spreadsheet would calculate


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What a row says of a party; "" and None where it says nothing.

    Attributes:
        number: As the spreadsheet counts it.
        kind: A code of PARTY_KINDS.
        contact: Name, title, mail and phone of one contact person.
        wrong: Danish sentences; a row with any changes nothing.
    """

    number: int
    name: str
    kind: str
    mail: str
    note: str
    active_from: date | None
    active_to: date | None
    groups: tuple[str, ...]
    contact: tuple[str, str, str, str]
    wrong: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name as `key_of` folds it."""
        return key_of(self.name)


def read_rows(rows: Iterable[Row]) -> list[PartyRow]:
    """Read rows whose cells are named as in COLUMNS; the second of two rows about one party is wrong."""
    found: list[PartyRow] = []
    first: dict[str, int] = {}
    for row in rows:
        cells = {name: _TEXT_MARK.sub("", text) for name, text in row.cells.items()}
        wrong: list[str] = []
        key = key_of(cells.get("name", ""))
        if key and key in first:
            wrong.append(f"Parten står allerede i linje {first[key]}.")
        first.setdefault(key, row.number)
        found.append(_read(row.number, cells, wrong))
    return found


def _read(number: int, cells: dict[str, str], wrong: list[str]) -> PartyRow:
    name = " ".join(cells.get("name", "").split())
    _check_texts(name, cells, wrong)
    first, last = _day(cells, "active_from", wrong), _day(cells, "active_to", wrong)
    if first and last and last < first:
        wrong.append("Sidste dag ligger før første dag.")
    contact = (
        cells.get("contact", ""),
        cells.get("contact_title", ""),
        cells.get("contact_mail", ""),
        cells.get("contact_phone", ""),
    )
    if any(contact) and not contact[0]:
        wrong.append("Kontaktpersonens navn mangler.")
    groups = (" ".join(part.split()) for part in re.split(r"[,;]", cells.get("groups", "")))
    return PartyRow(
        number, name, _kind(cells, wrong), cells.get("mail", ""), cells.get("note", ""), first, last,
        tuple(dict.fromkeys(group for group in groups if group)), contact, tuple(wrong),
    )  # fmt: skip


def _check_texts(name: str, cells: dict[str, str], wrong: list[str]) -> None:
    if not key_of(name):
        wrong.append("Navnet mangler.")
    if len(name) > _LONGEST_NAME:
        wrong.append("Navnet er på mere end 200 tegn.")
    if len(cells.get("note", "")) > _LONGEST_NOTE:
        wrong.append("Bemærkningen er på mere end 2.000 tegn.")
    if any("\ufffd" in text for text in cells.values()):
        wrong.append("Nogle af bogstaverne kan ikke læses. Gem filen som UTF-8, og prøv igen.")
    for column in ("mail", "contact_mail"):
        if cells.get(column) and not is_mail(cells[column]):
            wrong.append(f"»{cells[column][:100]}« ligner ikke en mailadresse.")


def _day(cells: dict[str, str], column: str, wrong: list[str]) -> date | None:
    try:
        return days.read(cells.get(column, ""))
    except days.WrongDay:
        wrong.append(f"»{cells[column][:40]}« er ikke en dato. {days.EXAMPLE}")
        return None


def _kind(cells: dict[str, str], wrong: list[str]) -> str:
    text = " ".join(cells.get("kind", "").split())
    if text and text.casefold() not in _KINDS:
        wrong.append(f"Typen »{text[:40]}« kender vi ikke. Brug en af disse: {', '.join(PARTY_KINDS.values())}.")
    return _KINDS.get(text.casefold(), "")

"""A list that came with the files: path, title, date, case number, committee, closed. It counts above the text.

CSV (comma, semicolon or tab, Danish or English headings) or JSON (a list of objects, or `{"files": [...]}`). A bad
row is reported and left out; a bad value is reported and the rest of its row counts. `closed` only ever closes: what
the text says is closed stays so, for a list is often made from a register that knows nothing of single items.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive import closed_table, said
from ingest.archive.model import Document, Passage
from ingest.readers.charset import decode
from ingest.understand.dates import one_day

_NAMES = ("manifest.csv", "manifest.json")
_LARGEST = 50 << 20  # bytes
_LONGEST = 300  # characters of a value
_HEADINGS = {
    "path": ("path", "sti", "fil", "filnavn", "file", "filename"),
    "title": ("title", "titel", "overskrift"),
    "meeting_date": ("date", "dato", "mødedato", "meeting_date"),
    "case_number": ("case_number", "case number", "sagsnummer", "sagsnr", "sagsnr.", "journalnummer"),
    "committee": ("committee", "udvalg", "råd"),
    "closed": ("closed", "lukket"),
}
_NAME_OF = {printed: name for name, every in _HEADINGS.items() for printed in every}
_YES = frozenset(("ja", "yes", "true", "1", "x", "lukket", "sand"))
_NO = frozenset(("", "nej", "no", "false", "0", "åben", "åbent", "falsk"))


class BadManifest(ValueError):
    """The list cannot be read at all; the message is Danish."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list says about one file: names of `said.NAMES` with their values, and whether all of it is closed."""

    values: tuple[tuple[str, str], ...]
    closed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A row (1-based, headings counted) that was left out, or a value of it, and why in Danish."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A list as read: entries by path with forward slashes, relative to the folder; and what was wrong with it."""

    path: Path
    entries: Mapping[str, Entry]
    problems: tuple[Problem, ...]

    def entry(self, file: Path, roots: Iterable[Path]) -> Entry | None:
        """Find what the list says about a file, whose path it may give from any of the folders or its own."""
        file = file.absolute()
        for root in (self.path.parent.absolute(), *(root.absolute() for root in roots)):
            if file.is_relative_to(root):
                found = self.entries.get(_key(file.relative_to(root).as_posix()))
                if found:
                    return found
        return None


def manifest_in(folder: Path) -> Path | None:
    """Find the list that lies in a folder, if one does."""
    return next((folder / name for name in _NAMES if (folder / name).is_file()), None)


def read_manifest(path: Path) -> Manifest:
    """Read a list.

    Raises:
        BadManifest: It is no CSV or JSON list, has no column of paths, or is too large.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BadManifest(f"Fortegnelsen {path.name} fylder mere end {_LARGEST >> 20} MB.")
        text = decode(path.read_bytes())
    except OSError as error:
        raise BadManifest(f"Fortegnelsen {path.name} kan ikke åbnes: {error.strerror}.") from error
    rows = _from_json(text, path) if path.suffix.lower() == ".json" else _from_csv(text, path)
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for number, row in rows:
        key = _key(row.get("path", ""))
        if not key:
            problems.append(Problem(number, "Rækken har ingen sti."))
        elif key in entries:
            problems.append(Problem(number, f"{row['path']} står flere gange. Den første række gælder."))
        else:
            entries[key] = _entry(number, row, path.name, problems)
    return Manifest(path, entries, tuple(problems))


def _from_csv(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [_NAME_OF.get(heading.strip().casefold(), "") for heading in next(reader, [])]
        if "path" not in names:
            raise BadManifest(f"Fortegnelsen {path.name} har ingen kolonne med filernes sti (path eller fil).")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                named = zip(names, cells, strict=False)
                yield reader.line_num, {name: value.strip() for name, value in named if name}
    except csv.Error as error:
        raise BadManifest(f"Fortegnelsen {path.name} kan ikke læses fra linje {reader.line_num}.") from error


def _from_json(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        whole: Any = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise BadManifest(f"Fortegnelsen {path.name} er ikke gyldig JSON.") from error
    rows = whole.get("files") if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        raise BadManifest(f"Fortegnelsen {path.name} skal være en liste af filer.")
    for number, row in enumerate(rows, 1):
        given = row if isinstance(row, dict) else {}
        named = ((_NAME_OF.get(str(heading).strip().casefold()), value) for heading, value in given.items())
        yield number, {name: _plain(value) for name, value in named if name}


def _plain(value: Any) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    return ("ja" if value else "nej") if isinstance(value, bool) else str(value).strip()


def _entry(number: int, row: dict[str, str], source: str, problems: list[Problem]) -> Entry:
    values: list[tuple[str, str]] = []
    for name in ("title", "committee", "case_number", "meeting_date"):
        value = " ".join(row.get(name, "").split())
        if name == "meeting_date" and value:
            day = one_day(value)
            if day is None:
                problems.append(Problem(number, f"Datoen »{value[:40]}« kan ikke læses. Skriv den som 2021-03-12."))
            value = day.isoformat() if day else ""
        if len(value) > _LONGEST:
            problems.append(Problem(number, f"{name} er på mere end {_LONGEST} tegn og er udeladt."))
        elif value:
            values.append((name, value))
    told = row.get("closed", "").casefold()
    if told not in _YES | _NO:
        problems.append(Problem(number, f"Lukket er »{told[:40]}«, hverken ja eller nej. Filen holdes lukket."))
    return Entry(tuple(values), told not in _NO, f"{source}, række {number}")


def _key(path: str) -> str:
    parts = (part for part in path.replace("\\", "/").split("/") if part not in ("", "."))
    return unicodedata.normalize("NFC", "/".join(parts))


def keep(session: Session, document: Document, entry: Entry) -> None:
    """Keep what the list says about a document: in force now for one that is read, and at its next reading."""
    for name, value in entry.values:
        said.say(session, document, name, value, origin=said.MANIFEST, words=entry.words)
    if entry.closed:
        said.say(session, document, "closed", "ja", origin=said.MANIFEST, words=entry.words)
        live = select(Passage).where(Passage.document_id == document.id, Passage.superseded_at.is_(None))
        passages = list(session.scalars(live))
        said.close_whole(session, document.id, passages)
        closed_table.apply(session, document.id, passages)
        session.flush()
        document.has_closed = closed_table.holds_closed(session, document.id)

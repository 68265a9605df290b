"""The package for the case system: what was sent, file by file under names of ours, and a list that says what is what.

`0001-HS-2026-4K7M-Q2XD/` holds one version: `svar.html` as it was sent, `kvittering.pdf` (with CPR numbers covered),
and `bilag-01.pdf` ... as they came. `indhold.csv` has a line for each file.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.archive.files import Files
from portal import clock, hearing_words, receipts
from portal.arrivals import page_of
from portal.model import Hearing, Response, ResponseVersion
from portal.sent_files import ending_of, path_of, sent_in
from portal.standing import is_late, name_of
from portal.tables.spreadsheets import Cell, write_csv
from portal.words import masked

HEAD = (
    "Kvittering", "Part", "Dato", "Sagsnummer", "Dokumentnummer", "Tema", "Svartype", "Kanal", "Efter fristen",
    "Udgave", "Gælder", "Fil", "Oprindeligt filnavn", "Filtype", "Byte", "SHA-256", "Bemærkning",
)  # fmt: skip
LIST = "indhold.csv"


def write(path: Path, files: Files, hearing: Hearing, responses: Sequence[Response]) -> None:
    """Write the package; at no time more than one file is in memory, and no attachment whole.

    Args:
        path: The ZIP to make; the list is written beside it first.
        files: Where attachments lie.
        hearing: The one that was answered.
        responses: Those that were sent, with versions and attachments.
    """
    listed = path.with_name(LIST)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        with listed.open("w", encoding="utf-8-sig", newline="") as out:
            write_csv(out, HEAD, _rows(package, files, hearing, responses))
        package.write(listed, LIST)


def _rows(
    package: zipfile.ZipFile, files: Files, hearing: Hearing, responses: Sequence[Response]
) -> Iterator[Sequence[Cell]]:
    versions = [(response, version) for response in responses for version in response.versions]
    for number, (response, version) in enumerate(versions, 1):
        folder = f"{number:04d}-{version.receipt_number}"
        about = _about(hearing, response, version)
        for file in _put(package, files, response, version, folder):
            yield (*about, *file)


def _about(hearing: Hearing, response: Response, version: ResponseVersion) -> Sequence[Cell]:
    counts = "Ja" if response.sent is version else "Trukket tilbage" if response.withdrawn_at else "Erstattet"
    return (
        version.receipt_number,
        masked(name_of(response.invitation, response)),
        clock.today(version.sent_at),
        masked(response.case_number or hearing.case_number),
        masked(response.document_number),
        masked(response.theme),
        hearing_words.RESPONSE_KINDS[version.kind],
        hearing_words.CHANNELS[response.channel],
        "Ja" if is_late(hearing, response.invitation, version) else "Nej",
        version.number,
        counts,
    )


def _put(
    package: zipfile.ZipFile, files: Files, response: Response, version: ResponseVersion, folder: str
) -> Iterator[Sequence[Cell]]:
    """Put the files of a version in the package, and give the rest of their lines."""
    made = (
        ("svar.html", "text/html", page_of(version).encode()),
        ("kvittering.pdf", "application/pdf", receipts.pdf_of(version)),
    )
    for name, media_type, content in made:
        package.writestr(f"{folder}/{name}", content)
        yield f"{folder}/{name}", "", media_type, len(content), hashlib.sha256(content).hexdigest(), ""
    for number, file in enumerate(sent_in(response, version), 1):
        name, path = f"{folder}/bilag-{number:02d}{ending_of(file)}", path_of(files, file)
        if path is None:
            said = "Filen er her ikke mere."
            yield "", masked(file.name), file.media_type, file.size, file.sha256, said
            continue
        package.write(path, name)
        yield name, masked(file.name), file.media_type, file.size, file.sha256, ""

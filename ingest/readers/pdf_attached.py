"""Files that lie inside a PDF: the annexes of an agenda, the papers of a portfolio. Those we read become members.

What is no document (data of a signature, settings of a printer) is part of how the PDF works and is left alone.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from ingest.errors import IngestError
from ingest.readers.limits import Limits
from ingest.readers.members import Taken
from ingest.readers.sniff import TEXT, sniff
from ingest.values import Member

_WRITTEN = (".txt", ".text")  # of all that is letters alone; .xml, .json and .log are for programs


def attached_files(document: pdfium.PdfDocument, scratch: Path, limits: Limits) -> tuple[Member, ...]:
    """Write the documents that a PDF holds into the scratch folder.

    Raises:
        ArchiveUnsafe: More of them, or more bytes in them, than allowed.
    """
    taken = Taken(scratch, limits)
    for index in range(document.count_attachments()):
        try:
            held = document.get_attachment(index)
            name, data = held.get_name(), bytes(held.get_data())
        except pdfium.PdfiumError:  # named in the PDF, and not there
            continue
        if data and _is_document(name, data, scratch / "held"):
            taken.add(name, data)
    return tuple(taken.members)


def _is_document(name: str, data: bytes, path: Path) -> bool:
    path.write_bytes(data)
    try:
        return sniff(path, name) != TEXT or name.lower().endswith(_WRITTEN)
    except IngestError:
        return False
    finally:
        path.unlink()

"""The sample municipality: the archive of the fictional Ådal Kommune, written for this project, made from a seed.

matters, small items, people (data files) -> meetings -> papers -> files. The same seed gives the same bytes.
Tests and benches use it too: `truth` says what was put in, `bulk_pdfs`, `bulk_passages` and `scan_images` make much.
"""

from __future__ import annotations

import logging
from pathlib import Path

from portal.demo.bulk import Passage, bulk_passages, bulk_pdfs, pages, scan_images
from portal.demo.making import content
from portal.demo.plan import NEEDS_OCR, Planned, plan
from portal.demo.scan import models
from portal.demo.truth import Truth, closed_only_words, truth

__all__ = [
    "Passage", "Truth", "build", "bulk_passages", "bulk_pdfs", "closed_only_words", "pages",
    "scan_images", "truth",
]  # fmt: skip

#: The archive as written by hand, with its meetings; what `build` makes unless told otherwise.
BASE = 96

_log = logging.getLogger(__name__)
_LEFT_OUT = (
    "Eksempelarkivet mangler %d dårligt læste dokumenter, som kun kan laves med Tesseract. "
    "Installér med `apt-get install tesseract-ocr tesseract-ocr-dan`."
)


def build(folder: Path, documents: int = BASE, seed: int = 1, *, misread: bool | None = None) -> list[Path]:
    """Write the files of the sample archive.

    Args:
        folder: Made if missing; files of the same name are written over.
        documents: How many files. Fewer than the base show every form first; more adds meetings.
        seed: Another seed gives other small items, numbers, absences and scanner noise.
        misread: Make the documents whose words Tesseract damaged, too; None means when it is installed.

    Returns:
        The files, in the order they were written. When those that need Tesseract are left out, the log says so.
    """
    if misread is None:
        misread = models() is not None
    planned = plan(documents, seed)
    kept = [each for each in planned if misread or each.form not in NEEDS_OCR]
    if len(kept) < len(planned):
        _log.warning(_LEFT_OUT, len(planned) - len(kept))
    return [_write(folder, each, seed, draft=documents > 2 * BASE) for each in kept]


def _write(folder: Path, planned: Planned, seed: int, *, draft: bool) -> Path:
    path = folder / planned.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(planned, seed, draft=draft))
    return path

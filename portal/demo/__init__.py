"""The sample municipality: the archive of the fictional Ådal Kommune, written for this project, made from a seed.

matters, small items, people (data files) -> meetings -> papers -> files. The same seed gives the same bytes.
Tests and benches use it too: `truth` says what was put in, `bulk_pdfs`, `bulk_passages` and `scan_images` make much.
"""

from __future__ import annotations

import logging
from pathlib import Path

from portal.demo.bulk import Passage, bulk_passages, bulk_pdfs, pages, scan_images
from portal.demo.making import content
from portal.demo.plan import NEEDS_OCR, plan
from portal.demo.scan import can_ocr
from portal.demo.truth import Truth, closed_only_words, truth

__all__ = [
    "Passage", "Truth", "build", "bulk_passages", "bulk_pdfs", "closed_only_words", "left_out", "pages",
    "scan_images", "truth",
]  # fmt: skip

#: The archive as written by hand, with its meetings; what `build` makes unless told otherwise.
BASE = 96

_log = logging.getLogger(__name__)


def build(folder: Path, documents: int = BASE, seed: int = 1) -> list[Path]:
    """Write the files of the sample archive.

    Args:
        folder: Made if missing; files of the same name are written over.
        documents: How many files. Fewer than the base show every form first; more adds meetings.
        seed: Another seed gives other small items, numbers, absences and scanner noise.

    Returns:
        The files, in the order they were written. Without Tesseract those that need it are left out, and the log
        says so (`left_out`).
    """
    if note := left_out():
        _log.warning(note)
    written = []
    for planned in plan(documents, seed):
        if planned.form in NEEDS_OCR and not can_ocr():
            continue
        path = folder / planned.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(planned, seed, draft=documents > 2 * BASE))
        written.append(path)
    return written


def left_out() -> str | None:
    """Say in Danish what cannot be made on this machine; None when everything can."""
    if can_ocr():
        return None
    return (
        "Eksempelarkivet mangler de dårligt læste scanninger, fordi Tesseract med engelsk ikke er installeret: "
        "`apt-get install tesseract-ocr`."
    )

"""From a file's bytes to its Source: what it is by its content, and the reader for that.

All of it runs in the sandbox. A reader gives pages of text with where each came from, or raises the cause.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.readers import sniff as types
from ingest.readers.archive import read_zip
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.limits import Limits
from ingest.readers.mail import read_mail
from ingest.readers.ocr import ocr_page, ocr_ready
from ingest.readers.office import converter_ready, read_office
from ingest.readers.pdf import read_pdf
from ingest.readers.pictures import draw_page, read_image
from ingest.readers.running import PageLines, bodies
from ingest.readers.sniff import sniff
from ingest.readers.text import read_text
from ingest.values import Source

__all__ = ["Limits", "converter_ready", "draw_page", "ocr_page", "ocr_ready", "read", "sniff", "with_bodies"]


def read(path: Path, name: str, scratch: Path, limits: Limits) -> Source:
    """Read a file.

    Args:
        path: The bytes.
        name: As the sender wrote it; only a hint where the content does not say.
        scratch: An empty folder for members; the caller deletes it.
        limits: What the file may cost.

    Raises:
        IngestError: It cannot be read, and why.
    """
    media_type = sniff(path, name)
    if media_type == types.PDF:
        return read_pdf(path, limits)
    if media_type in types.IMAGES:
        return read_image(path, media_type, limits)
    if media_type == types.DOCX:
        return read_docx(path, limits)
    if media_type in types.OLD_OFFICE:
        return read_office(path, media_type, scratch, limits)
    if media_type == types.HTML:
        return read_html(path, limits)
    if media_type in (types.EML, types.MSG):
        return read_mail(path, media_type, scratch, limits)
    if media_type == types.ZIP:
        return read_zip(path, scratch, limits)
    return read_text(path, limits)


def with_bodies(source: Source) -> Source:
    """Give a source whose pages were read from their images the bodies that follow from their new texts."""
    lines = [PageLines(page.number, tuple(page.text.split("\n"))) for page in source.pages]
    pages = zip(source.pages, bodies(lines), strict=True)
    return replace(source, pages=tuple(replace(page, body=body) for page, body in pages))

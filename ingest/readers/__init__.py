"""Bytes to text: every reader turns one file into a `Source`. What the file is, its content decides.

The readers themselves are loaded when first used: a process that only draws a page needs no mail or DOCX.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.errors import TooLarge, Unreadable
from ingest.readers import sniff as types
from ingest.readers.limits import Limits
from ingest.readers.running import PageLines, bodies
from ingest.readers.sniff import sniff
from ingest.values import Layer, LayerKind, Source

__all__ = ["Limits", "converter_ready", "draw_page", "ocr_page", "ocr_ready", "read", "sniff", "with_bodies"]


def read(path: Path, name: str, scratch: Path, limits: Limits) -> Source:
    """Read one file.

    Args:
        path: Where the bytes lie.
        name: As the sender wrote it; data, never opened.
        scratch: An empty folder for what is unpacked; the caller owns it and deletes it.
        limits: What the file may cost.

    Raises:
        IngestError: Named as in `ingest.errors`; never `Unexpected`.
    """
    try:
        if path.stat().st_size > limits.max_bytes:
            raise TooLarge(f"Den fylder {path.stat().st_size >> 20} MiB.")
        return _read_as(sniff(path, name), path, name, scratch, limits)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def _read_as(media_type: str, path: Path, name: str, scratch: Path, limits: Limits) -> Source:
    if media_type == types.PDF:
        from ingest.readers.pdf import read_pdf

        return read_pdf(path, limits, scratch)
    if media_type in types.IMAGES:
        from ingest.readers.pictures import read_image

        return read_image(path, media_type, limits)
    if media_type == types.HTML:
        from ingest.readers.html import read_html

        return read_html(path, limits)
    if media_type == types.DOCX:
        from ingest.readers.docx import read_docx

        return read_docx(path, limits)
    if media_type == types.EML:
        from ingest.readers.mail import read_mail

        return read_mail(path, scratch, limits)
    if media_type == types.MSG:
        from ingest.readers.outlook import read_msg

        return read_msg(path, scratch, limits)
    if media_type == types.ZIP:
        from ingest.readers.archive import read_zip

        return read_zip(path, scratch, limits)
    if media_type in types.OLD_OFFICE:
        from ingest.readers.office import read_office

        return read_office(path, media_type, scratch, limits)
    from ingest.readers.text import read_text

    return read_text(path, limits)


def ocr_page(path: Path, media_type: str, number: int) -> Layer:
    """Read one page (1-based) of a PDF, or one frame of an image, from its picture.

    Raises:
        NoOcr: Tesseract or its Danish model is missing.
        Damaged, Encrypted, TooLarge: The page cannot be drawn.
    """
    from ingest.readers import ocr

    return ocr.ocr_page(path, media_type, number)


def ocr_ready() -> bool:
    """Tell whether pages can be read from their pictures on this machine."""
    from ingest.readers import ocr

    return ocr.ocr_ready()


def converter_ready() -> bool:
    """Tell whether old formats can be read on this machine: LibreOffice is installed."""
    from ingest.readers import office

    return office.converter_ready()


def draw_page(path: Path, number: int, width: int, out: Path) -> None:
    """Write a PNG of one page (1-based) of a PDF or image, `width` pixels across, at most 40 megapixels.

    Raises:
        Damaged, Encrypted, TooLarge: The page cannot be drawn.
    """
    from ingest.readers import pictures

    pictures.draw_page(path, number, width, out)


def with_bodies(source: Source) -> Source:
    """Give the pages that were read from their images their bodies: no running lines, divided words joined."""
    scanned = [page for page in source.pages if page.layer_kind == LayerKind.OCR]
    found = bodies([PageLines(page.number, tuple(page.text.split("\n"))) for page in scanned])
    made = {page.number: replace(page, body=body) for page, body in zip(scanned, found, strict=True)}
    return replace(source, pages=tuple(made.get(page.number, page) for page in source.pages))

"""PDF files: opened by pdfium, when it cannot once more after pikepdf has written the file anew, read page by page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.errors import Damaged, Encrypted, TooManyPages
from ingest.readers.limits import Limits
from ingest.readers.pdf_page import PageText, read_page
from ingest.readers.pdf_xfa import form_lines
from ingest.readers.running import PageLines, bodies
from ingest.values import Layer, LayerKind, Member, Source, SourcePage


def read_pdf(path: Path, limits: Limits, scratch: Path | None = None) -> Source:
    """Read every page; a page that fails has a `problem` and no layers.

    With a scratch folder the documents that lie in it are members.

    Raises:
        Encrypted, Damaged, TooManyPages, ArchiveUnsafe: As their classes say.
    """
    pages: list[PageText | int] = []
    for rewritten in (False, True):
        with opened(path, rewritten=rewritten) as document:
            if len(document) > limits.max_pages:
                raise TooManyPages(f"{len(document)} sider; grænsen er {limits.max_pages}.")
            pages = [_page_or_number(document, index) for index in range(len(document))]
            if pages and (form := form_lines(document)):
                pages[0] = PageText(PageLines(1, tuple(form)), wants_ocr=False, quality=None)
            members = _members(document, limits, scratch)
        if any(isinstance(page, PageText) for page in pages):
            return Source("application/pdf", _source_pages(pages), members)
    raise Damaged("Ingen af siderne kan læses.")


def _members(document: pdfium.PdfDocument, limits: Limits, scratch: Path | None) -> tuple[Member, ...]:
    if scratch is None or not document.count_attachments():
        return ()
    from ingest.readers.pdf_attached import attached_files

    return attached_files(document, scratch, limits)


@contextmanager
def opened(path: Path, *, rewritten: bool = False) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF, first as it is (unless `rewritten`), then as pikepdf writes it anew.

    Raises:
        Encrypted, Damaged: As their classes say.
    """
    try:
        document = pdfium.PdfDocument(_rewritten(path) if rewritten else path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise Encrypted from error
        if rewritten:
            raise Damaged from error
        document = None
    if document is None:
        with opened(path, rewritten=True) as second:
            yield second
        return
    try:
        yield document
    finally:
        document.close()


def _rewritten(path: Path) -> bytes:
    try:
        with pikepdf.open(path) as broken:
            out = io.BytesIO()
            broken.save(out)
    except pikepdf.PasswordError as error:
        raise Encrypted from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, RecursionError) as error:
        raise Damaged from error
    return out.getvalue()


def _page_or_number(document: pdfium.PdfDocument, index: int) -> PageText | int:
    """Read one page; give its number when it cannot be read."""
    try:
        page = document[index]
        try:
            return read_page(page, index + 1)
        finally:
            page.close()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - one page of a parser: the others are read all the same
        return index + 1


def _source_pages(pages: list[PageText | int]) -> tuple[SourcePage, ...]:
    lines = [page.lines if isinstance(page, PageText) else PageLines(page, ()) for page in pages]
    return tuple(_source_page(page, body) for page, body in zip(pages, bodies(lines), strict=True))


def _source_page(page: PageText | int, body: str) -> SourcePage:
    if not isinstance(page, PageText):
        return SourcePage(page, (), problem=Damaged.code)
    layer = Layer(LayerKind.LAYER, page.text, page.quality)
    usable = page.quality is None or page.quality >= 0.5
    return SourcePage(page.lines.number, (layer,), body=body if usable else "", wants_ocr=page.wants_ocr)

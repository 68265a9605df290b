"""From a planned file to its bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from portal.demo import post, scan
from portal.demo.docx import docx
from portal.demo.paper import Block, Paper
from portal.demo.pdf import pdf
from portal.demo.plain import text
from portal.demo.plan import Planned
from portal.demo.webpage import page

_TEXTS = {"utf8": "utf-8", "utf8_nfd": "utf-8-nfd", "cp1252": "cp1252", "cp865": "cp865"}
_WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "pdf": pdf,
    "docx": docx,
    "html": partial(page, old=False),
    "txt": partial(text, encoding="utf-8"),
}


def content(planned: Planned, seed: int, *, draft: bool = False) -> bytes:
    """Make a file.

    Args:
        planned: What and in which form.
        seed: Decides how the scanner stood.
        draft: Set PDFs quickly: for archives far larger than the base.
    """
    form, (name, paper) = planned.form, planned.papers[0]
    if form == "zip":
        return post.packed(planned.date, {name: _by_ending(name, paper) for name, paper in planned.papers})
    if form.startswith("eml"):
        sender = paper.publisher or ""
        return post.mail(paper.title, sender, paper.date, planned.mail, name, _by_ending(name, paper))
    if form in _TEXTS:
        return text(paper, _TEXTS[form])
    if form == "docx":
        return docx(paper)
    if form in ("html", "html1252"):
        return page(paper, old=form == "html1252")
    if form in ("pdf", "pdf2"):
        return pdf(paper, draft=draft)
    return _scanned(planned, paper, seed + planned.number)


def _by_ending(name: str, paper: Paper) -> bytes:
    return _WRITERS[name.rsplit(".", 1)[-1].lower()](paper)


def _scanned(planned: Planned, paper: Paper, seed: int) -> bytes:
    form = planned.form
    dpi = {"scan_g4": 300, "scan": 150 if planned.number % 2 else 200}.get(form, 200)
    pages = scan.draw(pdf(paper), dpi, seed)
    if form == "tiff":
        return scan.tiff(pages, dpi)
    if form == "scan_eng":
        return scan.misread_pdf(pages, dpi, paper.date)
    if form == "damaged_txt":
        return "\n".join(scan.misread(pages, dpi)).encode("utf-8")
    if form == "damaged_pdf":
        return pdf(_typed(paper, scan.misread(pages, dpi)))
    return scan.image_pdf(pages, dpi, paper.date, black_white=form == "scan_g4")


def _typed(paper: Paper, pages: list[str]) -> Paper:
    """Set what OCR read, line by line: a PDF with text that nobody ever mended and no image to read again."""
    blocks: list[Block] = []
    for page_text in pages:
        rows = tuple((line,) for line in page_text.strip().splitlines())
        blocks += [Block("lines", rows=rows), Block("break")]
    return Paper(kind=paper.kind, title="", date=paper.date, blocks=tuple(blocks[:-1]), justified=False)

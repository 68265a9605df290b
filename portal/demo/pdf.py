"""A document as a born-digital PDF, set with typst and its own fonts: the same bytes on every machine."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from portal.demo.paper import Paper

_TEMPLATE = Path(__file__).with_name("paper.typ")


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(_TEMPLATE.read_bytes(), font_paths=fonts, ignore_system_fonts=True)


def pdf(paper: Paper, *, draft: bool = False) -> bytes:
    """Set a document.

    Args:
        paper: What it says.
        draft: Set lines quickly, without tags: for benches with thousands of pages.
    """
    data = {
        "title": paper.title,
        "author": paper.publisher or "Ådal Kommune",
        "date": [paper.date.year, paper.date.month, paper.date.day],
        "header": paper.header,
        "footer": paper.footer,
        "columns": paper.columns,
        "font": paper.font,
        "size": 10 if paper.columns == 2 else 10.5,
        "justify": paper.columns == 2 or paper.justified,
        "linebreaks": "simple" if draft else "optimized",
        "blocks": [asdict(block) for block in paper.blocks],
    }
    noon = datetime(paper.date.year, paper.date.month, paper.date.day, 12, tzinfo=UTC)
    made = _compiler().compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        timestamp=int(noon.timestamp()),
        pdf_tags=not draft,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no bytes for a PDF")
    return made

"""What stands on the pages of the sample archive, and the files it is printed to."""

from __future__ import annotations

import io
from dataclasses import dataclass

import typst
from PIL import Image


@dataclass(frozen=True)
class Item:
    """A passage to be: number, heading, text beneath, page, closed."""

    number: str | None
    heading: str
    text: str
    page: int = 1
    closed: bool = False


def pdf(items: list[Item]) -> bytes:
    """Typeset the items as a PDF with as many pages as they name."""
    pages: dict[int, list[str]] = {}
    for item in items:
        pages.setdefault(item.page, []).append(f"= {item.heading or 'Side'}\n{item.text}")
    source = '#set page(paper: "a4")\n#set text(lang: "da", size: 12pt)\n'
    source += "\n#pagebreak()\n".join("\n\n".join(texts) for _, texts in sorted(pages.items()))
    return typst.compile(source.encode())


def png() -> bytes:
    """Make a small white picture."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return out.getvalue()

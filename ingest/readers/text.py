"""Plain text: the encoding is guessed, form feeds end pages."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import TooManyPages
from ingest.readers.charset import decode
from ingest.readers.limits import Limits
from ingest.readers.lines import clean
from ingest.readers.running import PageLines, bodies
from ingest.values import Layer, LayerKind, Source, SourcePage


def read_text(path: Path, limits: Limits) -> Source:
    """Read a text file.

    Raises:
        TooManyPages: More form feeds than pages allowed.
    """
    return Source("text/plain", text_pages(decode(path.read_bytes()), limits))


def text_pages(text: str, limits: Limits) -> tuple[SourcePage, ...]:
    """Cut text into pages at its form feeds; a last form feed ends the last page and begins none."""
    parts = text.split("\f", limits.max_pages + 1)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    if len(parts) > limits.max_pages:
        raise TooManyPages(f"Mere end {limits.max_pages} sider.")
    return written_pages([clean(part).strip("\n") for part in parts])


def written_pages(texts: list[str]) -> tuple[SourcePage, ...]:
    """Make pages of clean texts that were written as text."""
    found = bodies([PageLines(number, tuple(text.split("\n"))) for number, text in enumerate(texts, 1)])
    return tuple(
        SourcePage(number, (Layer(LayerKind.MARKUP, text),), body=body)
        for number, (text, body) in enumerate(zip(texts, found, strict=True), 1)
    )

"""A document as a plain text file, in the character sets of its time."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest

from portal.demo.paper import Block, Paper, Rows

_WIDTH = 76
#: What a typewriter of the old character sets wrote for the signs they lack.
_TYPED = str.maketrans({"”": '"', "–": "-", "•": "-", "·": "-", "²": "2", "½": "1/2", "§": "par."})


def text(paper: Paper, encoding: str) -> bytes:
    """Write a document as text.

    Args:
        paper: What it says.
        encoding: `utf-8`; `utf-8-nfd` (decomposed letters, as a Mac saves them); `cp1252` or `cp865` (with CRLF).
    """
    written = "\n".join(_lines(paper)).rstrip() + "\n"
    if encoding == "utf-8":
        return written.encode("utf-8")
    if encoding == "utf-8-nfd":
        return unicodedata.normalize("NFD", written).encode("utf-8-sig")
    return written.translate(_TYPED).replace("\n", "\r\n").encode(encoding)


def _lines(paper: Paper) -> Iterator[str]:
    if paper.header:
        yield from (paper.header, "")
    for block in paper.blocks:
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    if block.kind == "heading":
        yield block.text
        if block.level < 3:
            yield ("=" if block.level == 1 else "-") * min(len(block.text), _WIDTH)
    elif block.kind == "para":
        yield from textwrap.wrap(block.text, _WIDTH, break_on_hyphens=False)
    elif block.kind == "bullets":
        for row in block.rows:
            yield from textwrap.wrap(row[0], _WIDTH, initial_indent="- ", subsequent_indent="  ")
    elif block.kind == "contents":
        yield from (block.text, *(f"  {row[0]}" for row in block.rows))
    elif block.kind == "table":
        yield from _table(block.rows)
    else:
        yield from _facts(block)


def _facts(block: Block) -> Iterator[str]:
    if block.style == "split":
        yield from (label for label, _ in block.rows)
        yield ""
        yield from (value for _, value in block.rows)
        return
    for row in block.rows:
        if block.style == "below":
            yield from row
        else:
            yield from textwrap.wrap(" ".join(row), _WIDTH, subsequent_indent="  ") or [""]


def _table(rows: Rows) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

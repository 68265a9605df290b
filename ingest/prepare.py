"""What happens to one file inside the sandbox: read, understand, analyse. From value to value, nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from ingest import choice, cpr_findings, readers
from ingest.danish import repaired_words
from ingest.danish.quality import quality
from ingest.errors import IngestError, NoOcr, NoText
from ingest.readers import Limits
from ingest.streams import streams
from ingest.understand import understand
from ingest.values import Layer, Prepared, Source, SourcePage

#: What OCR gave for a page: its layer, or the code of what went wrong.
Scanned = Mapping[int, Layer | str]
#: What archivists typed in place of a page's text, by page number.
Corrected = Mapping[int, Layer]
NOTHING: Corrected = MappingProxyType({})


def read_and_prepare(
    path: Path, name: str, scratch: Path, limits: Limits, corrected: Corrected = NOTHING
) -> Source | Prepared:
    """Read a file and, when no page has to go through OCR first, prepare it at once.

    Returns:
        `Prepared`; or the `Source` whose pages with `wants_ocr` the pipeline must send through OCR one by one.

    Raises:
        IngestError: The file cannot be read.
    """
    source = readers.read(path, name, scratch, limits)
    if any(page.wants_ocr for page in source.pages):
        return source
    return prepare(source, name, {}, corrected)


def prepare(source: Source, name: str, scanned: Scanned, corrected: Corrected = NOTHING) -> Prepared:
    """Understand a source and make its token streams.

    Args:
        source: As read.
        name: The path as data; a folder called `lukket` counts.
        scanned: What OCR gave for each page number that wanted it.
        corrected: What archivists typed for each page number they corrected.
    """
    if scanned:
        source = replace(source, pages=tuple(_with_scan(p, scanned) for p in source.pages))
        source = readers.with_bodies(choice.choose(source))
    source = choice.judged(source)
    if corrected:
        source = replace(source, pages=tuple(_with_correction(p, corrected) for p in source.pages))
    understood = understand(source, name)
    title = understood.first("title") or ""
    made = tuple(streams(p.text, heading=p.heading, title=title, damaged=p.damaged) for p in understood.passages)
    return Prepared(
        source=source,
        understood=understood,
        streams=made,
        repaired_words=sum(repaired_words(p.text) for p in understood.passages if p.damaged),
        ocr_pages=sum(isinstance(result, Layer) for result in scanned.values()),
        note=_note(source, bool(understood.passages)),
        findings=cpr_findings.in_pages(source.pages, title),
    )


def _with_scan(page: SourcePage, scanned: Scanned) -> SourcePage:
    result = scanned.get(page.number)
    if result is None:
        return page
    if isinstance(result, str):  # a page whose own text can be used is no worse than before
        return page if page.body else replace(page, problem=result)
    return replace(page, layers=(*page.layers, result), chosen=len(page.layers))


def _with_correction(page: SourcePage, corrected: Corrected) -> SourcePage:
    layer = corrected.get(page.number)
    if layer is None:
        return page
    layer = replace(layer, quality=quality(layer.text))
    return replace(page, layers=(*page.layers, layer), chosen=len(page.layers), body=layer.text, problem=None)


def _note(source: Source, has_text: bool) -> str | None:
    """Say why text is missing: what kept pages from being read, else that there is none."""
    problems = [page.problem for page in source.pages if page.problem]
    if NoOcr.code in problems:  # those pages can be read later, also when others gave text
        return NoOcr.code
    if has_text or source.members:
        return None
    return problems[0] if problems else NoText.code


def scan_page(path: Path, media_type: str, number: int) -> Layer:
    """Read one page (1-based) from its image. In the sandbox, so that a page that hangs costs only itself.

    Raises:
        IngestError: The page cannot be drawn or read.
    """
    return readers.ocr_page(path, media_type, number)


__all__ = ["IngestError", "Scanned", "prepare", "read_and_prepare", "scan_page"]

"""DOCX: every word a reader of the document sees, in order.

Walked element by element with lxml, because python-docx silently loses content controls, text boxes, tracked inserts
and nested tables. Entities are off and parts are read with a bound, so a prepared file costs nothing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.errors import ArchiveUnsafe, Damaged
from ingest.readers.docx_numbers import Numbering, numbering_of
from ingest.readers.limits import Limits
from ingest.readers.lines import clean, row_text
from ingest.readers.text import text_pages
from ingest.values import Source

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same elements in a file saved as "strict"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LARGEST_PART = 100 << 20  # bytes of one part when unpacked: some 30,000 pages of text
_SKIPPED = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}rPr", f"{_W}pPr")
)
_HEADING_STYLE = re.compile(r"(?:heading|overskrift|title|titel)\s*\d*", re.IGNORECASE)
_PAGE = "\f"
_LONG_CELL = 8  # lines


def read_docx(path: Path, limits: Limits) -> Source:
    """Read a Word document; pages only where the writer broke them.

    Raises:
        Damaged: Its inside is broken.
        ArchiveUnsafe: A part of it is larger than any document.
        TooManyPages: More page breaks than pages allowed.
    """
    try:
        with zipfile.ZipFile(path) as container:
            main = _part(container, _main_part(container))
            if main is None:
                raise Damaged("Dokumentets tekst mangler.")
            styles = _part(container, "word/styles.xml")
            walk = _Walk(_heading_styles(styles), numbering_of(_part(container, "word/numbering.xml"), styles))
            walk.block(main)
            notes = [_text_of(_part(container, f"word/{name}.xml")) for name in ("footnotes", "endnotes")]
            title = _core_title(container)
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, RuntimeError) as error:
        raise Damaged(f"Dokumentets indre er ødelagt: {error}") from error
    text = "\n".join((*walk.lines(), *filter(None, notes)))
    return Source(DOCX, text_pages(text, limits), title=title, headings=tuple(walk.headings))


def _main_part(container: zipfile.ZipFile) -> str:
    names = (name.replace("\\", "/") for name in container.namelist())
    return next((name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")


def _part(container: zipfile.ZipFile, name: str) -> etree._Element | None:
    held = {found.replace("\\", "/"): found for found in container.namelist()}  # some programs write backslashes
    if name not in held:
        return None
    info = container.getinfo(held[name])
    with container.open(info) as stream:
        data = stream.read(_LARGEST_PART + 1)
    data = data.replace(_STRICT, _W[1:-1].encode())
    if len(data) > _LARGEST_PART:
        raise ArchiveUnsafe("En del af dokumentet fylder mistænkeligt meget, når den pakkes ud.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise Damaged("Dokumentets tekst kan ikke læses.")
    return root


def _heading_styles(styles: etree._Element | None) -> frozenset[str]:
    """Give the ids of styles that are headings: by their name, or by an outline level."""
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{_W}styleId", "")
        for style in styles.iter(f"{_W}style")
        if _HEADING_STYLE.fullmatch(_value(style.find(f"{_W}name"))) or style.find(f".//{_W}outlineLvl") is not None
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _core_title(container: zipfile.ZipFile) -> str | None:
    core = _part(container, "docProps/core.xml")
    found = None if core is None else core.find("{http://purl.org/dc/elements/1.1/}title")
    title = " ".join(clean(found.text or "").split()) if found is not None else ""
    return title or None


def _text_of(part: etree._Element | None) -> str:
    if part is None:
        return ""
    walk = _Walk(frozenset(), Numbering())
    for note in part:
        if note.get(f"{_W}type") not in ("separator", "continuationSeparator", "continuationNotice"):
            walk.block(note)
    return "\n".join(walk.lines())


@dataclass(slots=True)
class _Walk:
    """Gathers the lines of a document while its elements are walked through."""

    heading_styles: frozenset[str]
    numbering: Numbering
    headings: list[str] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Give the lines, page breaks as form feeds."""
        return self._lines

    def block(self, element: etree._Element) -> None:
        """Write paragraphs and tables at this level and below, through content controls and tracked inserts."""
        for child in element:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.block(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        boxes: list[etree._Element] = []
        text = "".join(_words(paragraph, boxes))
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        line = " ".join(clean(text.replace(_PAGE, " ")).split())
        label = self.numbering.label(paragraph.find(f"{_W}pPr"), style) if line else ""
        if label:
            before = len(text) - len(text.lstrip())  # a page break stays before the number
            text, line = f"{text[:before]}{label} {text[before:]}", f"{label} {line}"
        if line and (style in self.heading_styles or (outline is not None and _value(outline) != "9")):
            self.headings.append(line)
            self._lines += ["", text, ""]
        else:
            self._lines.append(text)
        for box in boxes:
            self.block(box)

    def _table(self, table: etree._Element) -> None:
        """Write a table row by row, in one line each; a row with a cell of many lines is prose and keeps its lines."""
        self._lines.append("")
        for row in _below(table, f"{_W}tr"):
            cells = []
            for cell in _below(row, f"{_W}tc"):
                inner = _Walk(self.heading_styles, self.numbering)
                inner.block(cell)
                cells.append([line for text in inner.lines() if (line := text.replace(_PAGE, " ").strip())])
                self.headings += inner.headings
            if max(map(len, cells), default=0) > _LONG_CELL:
                self._lines += [line for cell in cells for line in cell]
            else:
                self._lines.append(row_text([" ".join(" ".join(cell).split()) for cell in cells if cell]))
        self._lines.append("")


def _below(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Give rows of a table or cells of a row, also those inside content controls; not those of inner tables."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _below(child, tag)


def _words(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Give the words of a paragraph in order; text boxes are put aside, to follow it."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag == f"{_W}br":
            yield _PAGE if child.get(f"{_W}type") == "page" else "\n"
        elif tag == f"{_W}cr":
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif isinstance(tag, str) and tag not in _SKIPPED and not (tag == f"{_W}r" and _is_hidden(child)):
            yield from _words(child, boxes)


def _is_hidden(run: etree._Element) -> bool:
    """See text that its writer has hidden: it is neither shown nor printed."""
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and _value(hidden) not in ("0", "false", "off")

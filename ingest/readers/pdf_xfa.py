"""Forms made in LiveCycle: the PDF's only page says "Please wait", and the form lies beside it as XML (XFA)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as c
from lxml import etree

from ingest.readers.lines import clean

_LARGEST = 20 << 20  # bytes of one part
_PRINTED = ("text", "exData")  # in the template: headings, captions, explanations


def form_lines(document: pdfium.PdfDocument) -> list[str]:
    """Give what such a form says, then what was filled in; empty for every other PDF."""
    if c.FPDF_GetFormType(document.raw) != c.FORMTYPE_XFA_FULL:
        return []
    parts = dict(_parts(document))
    printed = [element for element in _elements(parts.get("template")) if etree.QName(element).localname in _PRINTED]
    filled = [element for element in _elements(parts.get("datasets")) if not len(element)]
    found = [" ".join(clean(" ".join(map(str, element.itertext()))).split()) for element in (*printed, *filled)]
    return [line for line in found if line]


def _elements(part: bytes | None) -> Iterator[etree._Element]:
    if not part:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return
    if root is not None:
        yield from root.iter(etree.Element)


def _parts(document: pdfium.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for index in range(c.FPDF_GetXFAPacketCount(document.raw)):
        name = _name(document, index)
        size = ctypes.c_ulong()
        if name not in ("template", "datasets"):
            continue
        if not c.FPDF_GetXFAPacketContent(document.raw, index, None, 0, size) or not 0 < size.value <= _LARGEST:
            continue
        buffer = ctypes.create_string_buffer(size.value)
        if c.FPDF_GetXFAPacketContent(document.raw, index, buffer, size.value, size):
            yield name, buffer.raw


def _name(document: pdfium.PdfDocument, index: int) -> str:
    size = c.FPDF_GetXFAPacketName(document.raw, index, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    c.FPDF_GetXFAPacketName(document.raw, index, buffer, size)
    return buffer.value.decode("utf-8", errors="replace")

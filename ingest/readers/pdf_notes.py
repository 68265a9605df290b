"""What people have put on a PDF page afterwards: values of form fields, and notes."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.readers.lines import clean

_MOST = 500
_WITH_CONTENTS = (c.FPDF_ANNOT_TEXT, c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_HIGHLIGHT, c.FPDF_ANNOT_STAMP)
_NO_VALUE = frozenset(("", "Off", "Yes", "On", "Choice1"))


def notes_on(page: pdfium.PdfPage, text: str) -> list[str]:
    """Give the field values and notes of a page, in the file's order; those already in its text are left out."""
    found: list[str] = []
    for index in range(min(c.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = c.FPDFAnnot_GetSubtype(annotation)
            key = b"V" if kind == c.FPDF_ANNOT_WIDGET else b"Contents" if kind in _WITH_CONTENTS else b""
            value = clean(_string(annotation, key).replace("\r", "\n")).strip() if key else ""
        finally:
            c.FPDFPage_CloseAnnot(annotation)
        if value not in _NO_VALUE and value not in text and value not in found:
            found.append(value)
    return [line for value in found for line in value.split("\n")]


def _string(annotation: c.FPDF_ANNOTATION, key: bytes) -> str:
    size = c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    c.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")

"""Text taken out of files by the programs that read them, for tests."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

import pypdfium2
from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def joined(text: str) -> str:
    """Without line ends and the hyphens that print put there."""
    return " ".join(re.sub(r"[\ufffe\x02\u00ad](\r?\n)?", "", unicodedata.normalize("NFC", text)).split())


def docx_text(content: bytes) -> str:
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return "\n".join("".join(para.itertext()) for para in body.iter(f"{WORD}p"))

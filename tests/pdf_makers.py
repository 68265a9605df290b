"""Small PDFs for tests: set by typst, or written object by object where a file must be wrong in one way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import typst


def typeset(path: Path, source: str) -> Path:
    """Set typst source in Danish as a PDF at `path`."""
    path.write_bytes(typst.compile(('#set text(lang: "da", hyphenate: true)\n' + source).encode()))
    return path


def bare(path: Path, contents: Sequence[str], *, page: str = "", extra: Sequence[bytes] = ()) -> Path:
    """Write a PDF with one page for each content stream.

    Args:
        page: More entries of every page's dictionary.
        extra: More objects; the first has number 4.
    """
    pages_at = 4 + len(extra)
    kids = " ".join(f"{pages_at + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *extra,
    ]
    for n, content in enumerate(contents):
        body = content.encode("cp1252")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {pages_at + 2 * n + 1} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>/XObject<</Im 4 0 R>>>>{page}>>".encode()
        )
        objects.append(f"<</Length {len(body)}>>stream\n".encode() + body + b"\nendstream")
    path.write_bytes(assembled(objects))
    return path


def assembled(objects: Sequence[bytes]) -> bytes:
    """Number objects from 1 and put them together with a cross-reference table; the first is the catalog."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )


def line(text: str, x: float = 50, y: float = 700, size: int = 12) -> str:
    """Give the content that writes one line of text."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def gray_image(width: int, height: int, pixels: bytes) -> bytes:
    """Give an image object of 8-bit gray pixels."""
    return (
        (
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
            f"/Length {len(pixels)}>>stream\n"
        ).encode()
        + pixels
        + b"\nendstream"
    )


FULL_PAGE_IMAGE = "q 595 0 0 842 0 0 cm /Im Do Q\n"


def with_attached(path: Path, contents: str, **files: bytes) -> Path:
    """Write a page with its contents and files attached to the document."""
    with pikepdf.open(bare(path, [contents]), allow_overwriting_input=True) as document:
        for name, data in files.items():
            document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)
        document.save(path)
    return path

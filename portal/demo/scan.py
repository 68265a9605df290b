"""Paper on a scanner: pages drawn, laid askew, with noise, specks and a grey edge; and what bad OCR makes of them."""

from __future__ import annotations

import io
import os
import re
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from ingest.readers.ocr import tessdata

#: The model that lost the Danish letters of a generation of archives.
_WRONG_LANGUAGE = "eng"


def models() -> Path | None:
    """Find the folder with Tesseract's models, if the English one is among them."""
    folder = tessdata()
    return folder if folder and (folder / f"{_WRONG_LANGUAGE}.traineddata").is_file() else None


def draw(pdf: bytes, dpi: int, seed: int) -> list[Image.Image]:
    """Draw every page of a PDF as a scanner of that resolution would give it, in grey."""
    chance = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    return [_worn(page, chance) for page in pages]


def _worn(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """Skew by 0.3 to 2 degrees either way, soften, then noise, specks and a shadow along one edge."""
    skew = chance.uniform(0.3, 2.0) * chance.choice((-1, 1))
    askew = page.rotate(skew, resample=Image.Resampling.BILINEAR, fillcolor=255)
    grey = np.asarray(askew, dtype=np.float32)
    height, width = grey.shape
    ink = grey * 0.86 + 34  # paper is not white and ink not black
    shadow = np.minimum(1.0, 0.72 + np.arange(width, dtype=np.float32) / (width * 0.05))
    noisy = ink * shadow + chance.standard_normal((height, width), dtype=np.float32) * 9
    count = height * width // 12_000
    rows, columns = chance.integers(0, height - 2, count), chance.integers(0, width - 2, count)
    size = chance.integers(1, 3, count)
    for row, column, side in zip(rows, columns, size, strict=True):
        noisy[row : row + side, column : column + side] = 60
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def image_pdf(pages: Sequence[Image.Image], dpi: int, day: date, *, black_white: bool = False) -> bytes:
    """Bind page images as a PDF without any text: JPEG inside, or CCITT group 4 when `black_white`."""
    bound = [_black_white(page) for page in pages] if black_white else list(pages)
    stamp = time.strptime(f"{day.isoformat()} 10:15", "%Y-%m-%d %H:%M")
    made = io.BytesIO()
    packing = {} if black_white else {"quality": 55}
    bound[0].save(
        made, "PDF", save_all=True, append_images=bound[1:], resolution=dpi,
        creationDate=stamp, modDate=stamp, producer="Kopimaskine 2. sal", **packing,
    )  # fmt: skip
    return made.getvalue()


def tiff(pages: Sequence[Image.Image], dpi: int) -> bytes:
    """Bind page images as one TIFF of several pages, CCITT group 4 as fax and scanners wrote it."""
    bound = [_black_white(page) for page in pages]
    made = io.BytesIO()
    bound[0].save(made, "TIFF", save_all=True, append_images=bound[1:], compression="group4", dpi=(dpi, dpi))
    return made.getvalue()


def _black_white(page: Image.Image) -> Image.Image:
    return page.point(lambda grey: 255 if grey > 150 else 0).convert("1", dither=Image.Dither.NONE)


def _engine(**settings: str) -> Any:
    os.environ["OMP_THREAD_LIMIT"] = "1"  # before it is loaded: its threads only get into each other's way
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=str(models()), lang=_WRONG_LANGUAGE, variables=settings)


def misread(pages: Sequence[Image.Image], dpi: int) -> list[str]:
    """Give each page's text as Tesseract reads Danish with the English model."""
    with _engine() as engine:
        texts = []
        for page in pages:
            engine.SetImage(page)
            engine.SetSourceResolution(dpi)
            texts.append(engine.GetUTF8Text())
        return texts


def misread_pdf(pages: Sequence[Image.Image], dpi: int, day: date) -> bytes:
    """Bind page images as a searchable PDF whose text layer was read with the English model."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        names = [folder / f"{number:03d}.jpg" for number in range(len(pages))]
        for page, name in zip(pages, names, strict=True):
            page.save(name, quality=55, dpi=(dpi, dpi))
        (folder / "pages.txt").write_text("\n".join(map(str, names)), encoding="utf-8")
        with _engine(tessedit_create_pdf="1") as engine:
            if not engine.ProcessPages(str(folder / "out"), str(folder / "pages.txt")):
                raise RuntimeError("Tesseract could not make a searchable PDF")
        made = (folder / "out.pdf").read_bytes()
    # The clock and its zone are all that differs from day to day; same length, so the cross references hold.
    return re.sub(rb"\(D:\d{14}[Z+-]\d\d'\d\d'", f"(D:{day:%Y%m%d}101500Z00'00'".encode(), made)

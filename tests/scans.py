"""Scans for tests: a page of Danish set by typst, drawn, turned and dirtied as a copier does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from tests.pdf_makers import typeset

WORDS = (
    "Børne- og Ungdomsforvaltningen indstiller, at udvalget godkender forslaget om nye åbningstider i "
    "klubberne på Ærø. Høringssvarene fra forældrebestyrelserne viser, at mange ønsker længere åbent om "
    "fredagen, mens nogle få skoler hellere vil bevare de nuværende tider. Økonomien er beskrevet i "
    "sagsfremstillingen, og ændringerne kan gennemføres inden for rammen. Lokaludvalget svarede ikke på denne "
    "høring. Udvalget drøftede sagen på mødet i maj og sendte den videre til byrådet. "
)


def page_image(folder: Path, *, dpi: int = 200, slope: float = 0.0, turned: int = 0, dirt: bool = True) -> Image.Image:
    """Give a gray page of `WORDS`.

    Args:
        slope: Degrees counter-clockwise that the paper lay askew.
        turned: Degrees counter-clockwise that it lay on its side or head.
        dirt: Gray paper, grain and specks.
    """
    source = '#set page(paper: "a6")\n#set par(justify: true)\n= Referat\n' + WORDS.replace("-", "\\-")
    with pdfium.PdfDocument(typeset(folder / "page.pdf", source)) as document:
        image: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    image = image.rotate(slope, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if dirt:
        chance = np.random.default_rng(7)
        pixels = np.asarray(image).astype(np.int16) * 0.8 + 30 + chance.normal(0, 8, (image.height, image.width))
        pixels[chance.random(pixels.shape) < 0.0015] = 0
        image = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    return image.rotate(turned, expand=True)


def errors(text: str) -> float:
    """Give the share of the words of a page that were not read: 0 is perfect."""
    expected = ("Referat " + WORDS).split()
    read = list(text.split())
    row = list(range(len(read) + 1))
    for at, word in enumerate(expected, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(read, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1] / len(expected)

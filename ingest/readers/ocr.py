"""OCR by Tesseract with Debian's Danish model, one page at a time.

The wheel brings Tesseract without languages; they come from the system's tessdata folder. `OMP_THREAD_LIMIT` must be
set before the library is loaded: pages run side by side in processes, and its own threads only get in their way.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from ingest.errors import NoOcr
from ingest.readers.lines import clean
from ingest.readers.pictures import Picture, picture_of
from ingest.readers.straighten import levelled, without_specks
from ingest.values import Layer, LayerKind

_LANGUAGE = "dan"
_FOLDERS = ("/usr/share/tesseract-ocr", "/usr/share", "/usr/local/share", "/opt/homebrew/share")
_DOUBTFUL = 60  # mean confidence of a page that may stand on its head; upright scans lie above 85
_SURE = 1.5  # how sure the orientation must be
_NOISE = 30  # confidence: words below are mostly what is no word, such as the grain of a picture
_WORD = re.compile(r"[^\W\d_]{2,}")


def ocr_page(path: Path, media_type: str, number: int) -> Layer:
    """Read one page (1-based) of a PDF or one frame of an image.

    Returns:
        Lines from the top, paragraphs divided by an empty line; "" when there are no words. Quality is the mean
        confidence of its words.

    Raises:
        NoOcr: Tesseract or its Danish model is missing.
        Damaged, Encrypted, TooLarge: The page cannot be drawn.
    """
    if tessdata() is None:
        raise NoOcr
    picture = picture_of(path, media_type, number)
    text, confidence = _recognised(picture)
    if confidence < _DOUBTFUL and (turn := _turn(picture)):
        turned = Picture(picture.image.transpose(turn), picture.dpi)
        text, confidence = max((text, confidence), _recognised(turned), key=lambda read: read[1])
    return Layer(LayerKind.OCR, text, round(confidence / 100, 3))


def ocr_ready() -> bool:
    """Tell whether pages can be read: the Danish model is installed."""
    return tessdata() is not None


@cache
def tessdata() -> Path | None:
    """Find the folder with the Danish model; None when it is not installed. TESSDATA_PREFIX comes first."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named, "tessdata")] if named else []
    for folder in map(Path, _FOLDERS):
        folders += [*sorted(folder.glob("[0-9]*/tessdata"), reverse=True), folder / "tessdata"]
    return next((folder for folder in folders if (folder / f"{_LANGUAGE}.traineddata").is_file()), None)


@cache
def _tesseract(language: str) -> Any:
    """Load Tesseract with a model, once a process (0.3-0.8 s)."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    mode = tesserocr.PSM.OSD_ONLY if language == "osd" else tesserocr.PSM.AUTO
    return tesserocr.PyTessBaseAPI(path=str(tessdata()), lang=language, psm=mode)


def _shown(language: str, picture: Picture) -> Any:
    tesseract = _tesseract(language)
    image = picture.image
    tesseract.SetImageBytes(image.tobytes(), image.width, image.height, 1, image.width)
    tesseract.SetSourceResolution(picture.dpi)
    return tesseract


def _recognised(picture: Picture) -> tuple[str, float]:
    """Give a page's text and the mean confidence of its words, 0-100."""
    tesseract = _shown(_LANGUAGE, Picture(levelled(without_specks(picture.image, picture.dpi)), picture.dpi))
    try:
        return _worded(tesseract.GetUTF8Text(), tesseract.AllWordConfidences())
    finally:
        tesseract.Clear()


def _worded(text: str, confidences: list[int]) -> tuple[str, float]:
    """Leave out the lines that are noise; confidences are those of the text's words, in order."""
    kept: list[str] = []
    certain: list[int] = []
    at = 0
    for line in text.split("\n"):
        here = confidences[at : at + len(line.split())]
        at += len(line.split())
        if here and sum(here) / len(here) < _NOISE:
            continue
        kept.append(line)
        certain += here
    words = clean("\n".join(kept)).strip("\n")
    if not certain or not _WORD.search(words):
        return "", 0.0
    return re.sub(r"\n{3,}", "\n\n", words), sum(certain) / len(certain)


def _turn(picture: Picture) -> Image.Transpose | None:
    """Find how a page must be turned to stand upright; None when it does or nothing can be seen."""
    folder = tessdata()
    if folder is None or not (folder / "osd.traineddata").is_file():
        return None
    tesseract = _shown("osd", picture)
    try:
        found = tesseract.DetectOrientationScript()
    finally:
        tesseract.Clear()
    if not found or found["orient_conf"] < _SURE:
        return None
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    return turns.get(found["orient_deg"])

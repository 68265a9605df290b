"""Page images: frames of TIFF, JPG and PNG files, and pages of PDF files drawn by pdfium. All bounded in pixels."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageFile, ImageOps

from ingest.errors import Damaged, TooLarge, TooManyPages
from ingest.readers.limits import Limits
from ingest.readers.pdf import opened
from ingest.readers.pdf_objects import drawn_on, view_of
from ingest.readers.sniff import PDF, TIFF
from ingest.values import Layer, LayerKind, Source, SourcePage

MOST_PIXELS = 40_000_000  # of any image we make: A4 at 600 dpi is 35 million
_MOST_DECODED = 200_000_000  # of an image as it lies in the file: 0.8 GB in colour
_FORMATS = ("TIFF", "JPEG", "JPEG2000", "PNG", "GIF", "BMP", "WEBP")
_PAPER = 11.69  # inches: the long side of A4
_PLAIN_DPI = 300
_FINEST_DPI = 400  # finer only costs time
_COARSEST_DPI = 110  # coarser is read with half the errors when it is enlarged to double (13 -> 0 of 1,000 words)
_DAMAGE = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page image for OCR: 8-bit gray, and its dots per inch."""

    image: Image.Image
    dpi: int


def read_image(path: Path, media_type: str, limits: Limits) -> Source:
    """Count the frames of an image file; every frame is a page that wants OCR.

    Raises:
        Damaged, TooManyPages, TooLarge: As their classes say.
    """
    pages: list[SourcePage] = []
    with _file(path) as image:
        while _has_frame(image, len(pages)):
            if len(pages) >= limits.max_pages:
                raise TooManyPages(f"Mere end {limits.max_pages} billeder i filen.")
            problem = TooLarge.code if image.width * image.height > _MOST_DECODED else None
            layers = () if problem else (Layer(LayerKind.LAYER, ""),)
            pages.append(SourcePage(len(pages) + 1, layers, wants_ocr=not problem, problem=problem))
            if media_type != TIFF:
                break  # the frames of an animation are one page
    if all(page.problem for page in pages):
        raise TooLarge("Billedet har for mange billedpunkter.")
    return Source(media_type, tuple(pages))


def picture_of(path: Path, media_type: str, number: int) -> Picture:
    """Give the image of one page (1-based) as OCR should see it.

    A page that is one image comes at the image's own resolution, others at 300 dpi; never over 40 megapixels.

    Raises:
        Damaged, Encrypted, TooLarge: As their classes say.
    """
    return _page_picture(path, number) if media_type == PDF else _frame_picture(path, number)


def draw_page(path: Path, number: int, width: int, out: Path) -> None:
    """Write a PNG of one page (1-based) of a PDF or image, `width` pixels across, at most 40 megapixels.

    Raises:
        Damaged, Encrypted, TooLarge: As their classes say; also when it is neither PDF nor image.
    """
    with path.open("rb") as stream:
        image_starts = (b"\xff\xd8", b"\x89PNG", b"II", b"MM", b"GIF8", b"BM", b"RIFF", b"\0\0\0\x0cjP", b"\xff\x4f")
        is_image = stream.read(8).startswith(image_starts)
    (_frame_wide if is_image else _page_wide)(path, number, width).save(out, "PNG")


def _page_picture(path: Path, number: int) -> Picture:
    with _pdf_page(path, number) as page:
        drawn = drawn_on(page, view_of(page))
        dpi = drawn.image_dpi if drawn.image_share >= 0.5 else _PLAIN_DPI
        scale = _page_scale(page, _to_the_pixel(page, _ocr_dpi(dpi) / 72, drawn.image_size))
        image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return Picture(image, max(70, round(72 * scale)))


def _to_the_pixel(page: pdfium.PdfPage, scale: float, size: tuple[int, int]) -> float:
    """Make the drawn page as wide as the image on it, when it is so but for rounding: pdfium then copies the pixels.

    One pixel more and every one is mixed with its neighbour, which cost 3 % of the words of a dirty scan.
    """
    width = float(page.get_width())
    across = min(size, key=lambda pixels: abs(pixels - width * scale))
    return (across - 0.5) / width if abs(across - width * scale) < 2 else scale


def _ocr_dpi(dpi: float) -> float:
    """Choose the resolution OCR gets from the one there is."""
    if dpi > _FINEST_DPI:
        return _PLAIN_DPI
    return dpi if dpi >= _COARSEST_DPI else 2 * max(dpi, 75)


def _page_wide(path: Path, number: int, width: int) -> Image.Image:
    with _pdf_page(path, number) as page:
        image: Image.Image = page.render(scale=_page_scale(page, width / max(page.get_width(), 1.0))).to_pil()
        return image


def _page_scale(page: pdfium.PdfPage, wanted: float) -> float:
    """Bring a scale down until the page has no more pixels than allowed, and up until it has one each way."""
    width, height = page.get_size()
    most = (MOST_PIXELS / max(width * height, 1e-6)) ** 0.5
    return float(max(min(wanted, most), 1 / max(min(width, height), 1e-3)))


@contextmanager
def _pdf_page(path: Path, number: int) -> Iterator[pdfium.PdfPage]:
    with ExitStack() as stack:
        try:
            page = stack.enter_context(opened(path))[number - 1]
        except (pdfium.PdfiumError, IndexError):
            page = _rewritten_page(stack, path, number)
        yield stack.enter_context(closing(page))


def _rewritten_page(stack: ExitStack, path: Path, number: int) -> pdfium.PdfPage:
    try:
        return stack.enter_context(opened(path, rewritten=True))[number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise Damaged(f"Side {number} kan ikke tegnes.") from error


@contextmanager
def _file(path: Path) -> Iterator[Image.Image]:
    """Open an image file, its head only; damage anywhere in the block comes out as `Damaged`."""
    Image.MAX_IMAGE_PIXELS = None  # frames are measured here, one by one
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # the upper half of a scan that was cut off can be read
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=_FORMATS) as image:
                yield image
        except _DAMAGE as error:
            raise Damaged("Billedfilen kan ikke åbnes.") from error


def _has_frame(image: Image.Image, index: int) -> bool:
    if index == 0:
        return True
    try:
        image.seek(index)
    except _DAMAGE:
        return False
    return True


def _frame_picture(path: Path, number: int) -> Picture:
    with _frame(path, number) as image:
        dpi = _dpi(image)
        scale = min(_ocr_dpi(dpi) / dpi, _most(image))
        return Picture(_scaled(image, scale, "L"), max(70, round(dpi * scale)))


def _frame_wide(path: Path, number: int, width: int) -> Image.Image:
    with _frame(path, number) as image:
        upright = image.height if image.getexif().get(0x0112, 1) in (5, 6, 7, 8) else image.width
        return _scaled(image, min(width / upright, _most(image)), "RGB")


@contextmanager
def _frame(path: Path, number: int) -> Iterator[Image.Image]:
    with _file(path) as image:
        image.seek(number - 1)
        if image.width * image.height > _MOST_DECODED:
            raise TooLarge("Billedet har for mange billedpunkter.")
        yield image


def _most(image: Image.Image) -> float:
    return float((MOST_PIXELS / (image.width * image.height)) ** 0.5)


def _dpi(image: Image.Image) -> float:
    """Give an image's dots per inch; what cameras and screens write means nothing, then the long side is A4's."""
    said = image.info.get("dpi", (0, 0))
    dpi = float(said[0]) if isinstance(said, tuple) and said and said[0] else 0.0
    if 97 <= dpi <= 2400:
        return dpi
    return min(max(max(image.size) / _PAPER, 40.0), 1200.0)


def _scaled(image: Image.Image, scale: float, mode: str) -> Image.Image:
    """Decode an image at a scale, on white, turned as its EXIF says."""
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if scale < 1:
        image.draft(mode, size)  # a JPEG is decoded small at once
    made = ImageOps.exif_transpose(_on_white(image, mode))
    if (made.width > made.height) != (size[0] > size[1]):
        size = (size[1], size[0])
    return made if abs(scale - 1) < 0.02 else made.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _on_white(image: Image.Image, mode: str) -> Image.Image:
    if image.mode.startswith(("I", "F")):  # 16 bits a pixel
        low, high = image.getextrema()
        span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        return image.convert("F").point(lambda value: (value - low) * (255 / span)).convert("L").convert(mode)
    if "A" in image.mode or "transparency" in image.info:
        coloured = image.convert("RGBA")
        white = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(white, coloured).convert(mode)
    return image.convert(mode)

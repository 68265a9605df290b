"""Scanned pages: what the paper says, also when it lay askew, on its side or on its head."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from ingest import readers
from ingest.errors import Damaged, NoOcr, TooLarge
from ingest.readers import ocr
from ingest.readers.limits import Limits
from ingest.readers.lines import flow
from ingest.readers.pictures import MOST_PIXELS, draw_page, picture_of
from ingest.readers.sniff import JPEG, PDF, PNG, TIFF
from ingest.readers.straighten import slope_of, without_specks
from ingest.values import Layer, LayerKind, Source, SourcePage
from tests.pdf_makers import FULL_PAGE_IMAGE, bare, gray_image, line
from tests.scans import errors, page_image


def _tiff(path: Path, *images: Image.Image, dpi: int = 200) -> Path:
    images[0].save(path, save_all=True, append_images=images[1:], dpi=(dpi, dpi), compression="tiff_lzw")
    return path


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


@pytest.mark.ocr
@pytest.mark.parametrize(("slope", "turned"), [(0.4, 0), (-5.0, 0), (8.0, 0), (0.0, 90), (0.5, 180), (0.0, 270)])
def test_a_dirty_scan_is_read_however_the_paper_lay(tmp_path: Path, slope: float, turned: int) -> None:
    path = _tiff(tmp_path / "a.tif", page_image(tmp_path, slope=slope, turned=turned))
    layer = readers.ocr_page(path, TIFF, 1)
    assert layer.kind == LayerKind.OCR
    assert errors(flow(layer.text)) < 0.05
    assert layer.quality is not None and layer.quality > 0.85


@pytest.mark.ocr
def test_a_scan_in_a_pdf_is_read_pixel_by_pixel(tmp_path: Path) -> None:
    image = page_image(tmp_path)
    path = tmp_path / "a.pdf"
    image.save(path, resolution=200)
    assert list(picture_of(path, PDF, 1).image.size) == list(image.size)
    assert errors(flow(readers.ocr_page(path, PDF, 1).text)) < 0.05


@pytest.mark.ocr
def test_a_coarse_scan_is_enlarged(tmp_path: Path) -> None:
    path = _tiff(tmp_path / "a.tif", page_image(tmp_path, dpi=100, dirt=False), dpi=100)
    assert picture_of(path, TIFF, 1).dpi == 200
    assert errors(flow(readers.ocr_page(path, TIFF, 1).text)) < 0.08


@pytest.mark.ocr
def test_every_frame_is_a_page(tmp_path: Path) -> None:
    path = _tiff(tmp_path / "a.tif", Image.new("L", (900, 900), 255), page_image(tmp_path, dirt=False))
    source = readers.read(path, "a.tif", tmp_path, Limits())
    assert [(page.number, page.wants_ocr) for page in source.pages] == [(1, True), (2, True)]
    assert readers.ocr_page(path, TIFF, 1).text == ""
    assert "Lokaludvalget svarede ikke" in flow(readers.ocr_page(path, TIFF, 2).text).replace("\n", " ")


@pytest.mark.ocr
def test_the_grain_of_a_picture_is_no_text(tmp_path: Path) -> None:
    grain = Image.effect_noise((800, 800), 90)
    assert readers.ocr_page(_tiff(tmp_path / "a.tif", grain), TIFF, 1).text == ""


def test_without_the_danish_model_a_scan_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tessdata", lambda: None)
    assert not readers.ocr_ready()
    with pytest.raises(NoOcr):
        readers.ocr_page(tmp_path / "a.tif", TIFF, 1)


def test_specks_go_and_strokes_stay(tmp_path: Path) -> None:
    image = Image.new("L", (60, 60), 220)
    image.putpixel((10, 10), 0)
    for x in range(20, 50):
        image.putpixel((x, 30), 0)
    clean = without_specks(image, 200)
    assert clean.getpixel((10, 10)) == 220
    assert clean.getpixel((30, 30)) == 0


@pytest.mark.parametrize("slope", [-9.0, -2.0, 0.0, 1.0, 6.0])
def test_the_slope_is_found(tmp_path: Path, slope: float) -> None:
    assert slope_of(page_image(tmp_path, dpi=100, slope=slope)) == pytest.approx(-slope, abs=0.4)


def test_nothing_on_the_page_has_no_slope() -> None:
    assert slope_of(Image.new("L", (500, 700), 255)) == 0.0


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "CMYK", "I;16", "LA"])
def test_any_kind_of_pixels_becomes_gray_on_white(tmp_path: Path, mode: str) -> None:
    image = Image.new(mode, (300, 400), 0 if mode in ("P", "I;16") else None)  # type: ignore[arg-type]
    if mode == "I;16":
        image.putpixel((0, 0), 60000)
    path = tmp_path / ("a.png" if mode != "CMYK" else "a.tif")
    image.save(path, dpi=(200, 200))
    picture = picture_of(path, TIFF if mode == "CMYK" else PNG, 1)
    assert picture.image.mode == "L"
    if mode in ("RGBA", "LA"):
        assert picture.image.getpixel((5, 5)) == 255  # what shows through is paper


@pytest.mark.parametrize("name", ["a.jp2", "a.j2k"])
def test_the_images_of_public_archives_are_pages(tmp_path: Path, name: str) -> None:
    Image.new("L", (300, 200), 255).save(tmp_path / name, "JPEG2000", no_jp2=name.endswith("j2k"))
    source = readers.read(tmp_path / name, name, tmp_path, Limits())
    assert (source.media_type, [page.wants_ocr for page in source.pages]) == ("image/jp2", [True])
    assert picture_of(tmp_path / name, source.media_type, 1).image.getextrema() == (255, 255)
    draw_page(tmp_path / name, 1, 150, tmp_path / "drawn.png")
    assert _size(tmp_path / "drawn.png") == (150, 100)


def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 200), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    path = tmp_path / "a.jpg"
    image.save(path, exif=exif)
    picture = picture_of(path, JPEG, 1).image
    assert picture.height == 2 * picture.width
    readers.draw_page(path, 1, 100, tmp_path / "out.png")
    assert _size(tmp_path / "out.png") == (100, 200)


def test_pages_are_drawn_as_wide_as_asked(tmp_path: Path) -> None:
    path = bare(tmp_path / "a.pdf", [line("Hej")])
    readers.draw_page(path, 1, 595, tmp_path / "out.png")
    assert _size(tmp_path / "out.png") == (595, 842)
    with pytest.raises(Damaged):
        readers.draw_page(path, 2, 595, tmp_path / "out.png")


def test_a_giant_page_is_drawn_small_enough(tmp_path: Path) -> None:
    path = bare(tmp_path / "a.pdf", [FULL_PAGE_IMAGE], extra=[gray_image(2, 2, b"\x00\xff\xff\x00")])
    path.write_bytes(path.read_bytes().replace(b"[0 0 595 842]", b"[0 0 14400 14400]"))
    image = picture_of(path, PDF, 1).image
    assert image.width * image.height <= MOST_PIXELS * 1.01


def test_an_image_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (8, 8)).save(path)
    whole = path.read_bytes()  # only the head is made large: reading more of it would be the fault
    head = b"IHDR" + struct.pack(">II", 30_000, 30_000) + whole[24:29]
    path.write_bytes(whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:])
    with pytest.raises(TooLarge):
        readers.read(path, "a.png", tmp_path, Limits())


def test_a_broken_image_is_damaged(tmp_path: Path) -> None:
    path = _tiff(tmp_path / "a.tif", Image.new("L", (900, 900), 255))
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(Damaged):
        readers.read(path, "a.tif", tmp_path, Limits())
        picture_of(path, TIFF, 1)


@pytest.mark.ocr
def test_the_upper_half_of_a_scan_that_was_cut_off_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    page_image(tmp_path, dirt=False).save(path, dpi=(200, 200), quality=90)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "Ungdomsforvaltningen" in readers.ocr_page(path, JPEG, 1).text


def test_running_lines_of_scans_are_left_out() -> None:
    pages = tuple(
        SourcePage(
            n,
            (
                Layer(LayerKind.LAYER, ""),
                Layer(LayerKind.OCR, f"Ådal Byråd\nSag {n * 3} for Ådal Byråd om {'abc'[n - 1] * 5}\nSide {n}", 0.9),
            ),
            chosen=1,
        )
        for n in (1, 2, 3)
    )
    source = readers.with_bodies(Source("image/tiff", pages))
    assert [page.body for page in source.pages] == [
        f"Sag {n * 3} for Ådal Byråd om {'abc'[n - 1] * 5}" for n in (1, 2, 3)
    ]

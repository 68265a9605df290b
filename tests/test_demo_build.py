"""The sample municipality built whole, and the makers of much text for benches."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from portal import demo
from portal.demo.plan import ENDINGS, NEEDS_OCR, plan
from tests.extracted import joined, pdf_pages

pytestmark = pytest.mark.slow


@pytest.mark.ocr
def test_build_writes_files_read_with_the_wrong_language(tmp_path: Path):
    count = len(ENDINGS)
    written = demo.build(tmp_path, count, seed=1)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [each.path for each in plan(count, 1)]
    for planned in (each for each in plan(count, 1) if each.form in NEEDS_OCR):
        made = (tmp_path / planned.path).read_bytes()
        text = made.decode("utf-8") if planned.form == "damaged_txt" else " ".join(pdf_pages(made))
        letters = [letter for letter in text.lower() if letter.isalpha()]
        assert sum(letter in "æøå" for letter in letters) < 0.003 * len(letters), planned.path
        words = text.lower().split()
        assert sum(word in ("og", "at", "der", "det", "til", "af", "som", "for") for word in words) > 0.05 * len(words)
        if planned.form == "scan_eng":
            assert f"(D:{planned.date:%Y%m%d}101500Z00'00')".encode() in made
            with pypdfium2.PdfDocument(made) as document:
                images = [item for item in document[0].get_objects() if item.type == raw.FPDF_PAGEOBJ_IMAGE]
            assert len(images) == 1


def test_without_tesseract_the_rest_is_built(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    count = len(ENDINGS)
    written = demo.build(tmp_path, count, seed=1, misread=False)
    assert len(written) == len(set(written)) == count - len(NEEDS_OCR)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "mangler 3 dårligt læste dokumenter" in caplog.text
    assert "apt-get install tesseract-ocr" in caplog.text


def test_bulk_pages_have_exactly_so_many_words():
    pages = list(demo.pages(30, words=350, seed=3))
    assert [len(page.split()) for page in pages] == [350] * 30
    assert len(set(pages)) == 30


def test_bulk_pdfs_have_exactly_so_many_pages(tmp_path: Path):
    written = demo.bulk_pdfs(tmp_path, pages=45, words=350, seed=1)
    counts = [len(pdf_pages(path.read_bytes())) for path in written]
    assert sum(counts) == 45
    assert max(counts) <= 30
    words = len(joined(pdf_pages(written[0].read_bytes())[0]).split())
    assert 355 <= words <= 375  # and the running lines


def test_bulk_passages_have_the_word_statistics_of_an_archive():
    passages = list(demo.bulk_passages(400, seed=1))
    lengths = [len(passage.text.split()) for passage in passages]
    assert 250 < sum(lengths) / len(lengths) < 350
    assert all(passage.text.startswith(passage.heading) and passage.date.weekday() < 5 for passage in passages)
    assert len({passage.committee for passage in passages}) > 8
    counts = Counter(word for passage in passages for word in re.findall(r"[a-zæøå]+", passage.text.lower()))
    assert len(counts) > 7_000
    assert sum(count == 1 for count in counts.values()) > 0.35 * len(counts)
    assert passages == list(demo.bulk_passages(400, seed=1))


def test_scan_images_are_pages_with_their_words_beside(tmp_path: Path):
    written = demo.scan_images(tmp_path, 2, dpi=150, words=380, seed=1)
    assert len(written) == 2
    for path in written:
        with Image.open(path) as image:
            assert abs(image.width - 1240) <= 1
            assert abs(image.height - 1754) <= 1
            assert image.mode == "L"
        assert len(path.with_suffix(".txt").read_text(encoding="utf-8").split()) == 380

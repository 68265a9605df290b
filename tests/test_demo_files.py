"""The sample municipality's files: what each form promises, looked at with the programs that will read it."""

from __future__ import annotations

import email
import io
import re
import unicodedata
import zipfile
from email.policy import default as mail_policy

import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from pypdfium2 import raw

from portal import demo
from portal.demo.making import content
from portal.demo.plan import IMAGE_ONLY, NEEDS_OCR, Planned, plan
from tests.extracted import WORD, docx_text, joined, pdf_pages

pytestmark = pytest.mark.slow

TOLD = demo.truth()
PLANNED = {planned.path: planned for planned in plan(demo.BASE, 1)}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every file of the base archive that is made without Tesseract."""
    return {path: content(planned, 1) for path, planned in PLANNED.items() if planned.form not in NEEDS_OCR}


def of_form(*forms: str) -> list[Planned]:
    return [planned for planned in PLANNED.values() if planned.form in forms]


def told(path: str) -> demo.Truth:
    return next(each for each in TOLD if each.path == path)


def test_born_digital_pdfs_hold_their_sentences(files: dict[str, bytes]):
    for planned in of_form("pdf", "pdf2"):
        text = joined(" ".join(pdf_pages(files[planned.path])))
        assert [sentence for sentence in told(planned.path).sentences if sentence not in text] == [], planned.path


def test_pdfs_have_hyphenated_lines_ruled_tables_and_page_numbers(files: dict[str, bytes]):
    texts = {planned.path: pdf_pages(files[planned.path]) for planned in of_form("pdf", "pdf2")}
    assert sum("\x02" in page or "\ufffe" in page for pages in texts.values() for page in pages) > 20
    note = files["Høringer/2014 Skolestruktur/Høringsnotat skolestruktur.pdf"]
    with pypdfium2.PdfDocument(note) as document:
        assert sum(item.type == raw.FPDF_PAGEOBJ_PATH for item in document[0].get_objects()) > 10
    minutes = texts["Byrådet/2014/BYR_2014-03-26_referat.pdf"]
    for number, page in enumerate(minutes, 1):
        assert f"Side {number} af {len(minutes)}" in page
        assert "Ådal Kommune · Byrådet · 26-03-2014" in page


def test_two_columns_stand_beside_each_other(files: dict[str, bytes]):
    with pypdfium2.PdfDocument(files["Politikker/frivilligpolitik_2011.pdf"]) as document:
        text = document[0].get_textpage()
        width = document[0].get_width()
        rects = [text.get_rect(number) for number in range(text.count_rects())]
    boxes = [rect for rect in rects if rect[3] < 760]  # below title and running header
    left = [box for box in boxes if box[2] < width * 0.52]
    right = [box for box in boxes if box[0] > width * 0.49]
    assert min(len(left), len(right)) > 15
    assert abs(max(top for *_, top in left) - max(top for *_, top in right)) < 30


def test_scans_are_images_without_text(files: dict[str, bytes]):
    filters = set()
    for planned in of_form("scan", "scan_g4"):
        with pypdfium2.PdfDocument(files[planned.path]) as document:
            for page in document:
                assert page.get_textpage().count_chars() == 0
                (image,) = page.get_objects()
                filters.update(image.get_filters())
                assert 150 <= image.get_px_size()[0] / page.get_width() * 72 <= 301
    assert filters == {"DCTDecode", "CCITTFaxDecode"}
    assert [each.path for each in TOLD if each.image_only] == [
        each.path for each in TOLD if each.form in IMAGE_ONLY
    ]  # fmt: skip


def test_tiffs_have_several_pages_in_fax_coding(files: dict[str, bytes]):
    frames = []
    for planned in of_form("tiff"):
        with Image.open(io.BytesIO(files[planned.path])) as image:
            assert image.info["compression"] == "group4"
            assert image.info["dpi"] == (200, 200)
            frames.append(image.n_frames)
    assert max(frames) >= 2


@pytest.mark.parametrize(
    ("form", "encoding"), [("cp1252", "cp1252"), ("cp865", "cp865"), ("utf8", "utf-8"), ("utf8_nfd", "utf-8-sig")]
)
def test_texts_are_in_their_character_set(files: dict[str, bytes], form: str, encoding: str):
    assert of_form(form)
    for planned in of_form(form):
        written = files[planned.path]
        text = written.decode(encoding)
        flat = joined(text)
        assert all(sentence.replace("”", '"') in flat for sentence in told(planned.path).sentences), planned.path
        assert {"æ", "ø", "å"} <= set(flat.lower())
        if encoding.startswith("cp"):
            assert b"\r\n" in written
            with pytest.raises(UnicodeDecodeError):
                written.decode("utf-8")
        assert (unicodedata.normalize("NFC", text) != text) == (form == "utf8_nfd")


def test_word_files_have_heading_styles_a_table_and_properties(files: dict[str, bytes]):
    tables = 0
    for planned in of_form("docx"):
        package = zipfile.ZipFile(io.BytesIO(files[planned.path]))
        assert package.testzip() is None
        for name in package.namelist():
            etree.fromstring(package.read(name))
        body = etree.fromstring(package.read("word/document.xml"))
        styles = {style.get(f"{WORD}val") for style in body.iter(f"{WORD}pStyle")}
        assert "Overskrift1" in styles
        tables += len(list(body.iter(f"{WORD}tbl")))
        core = package.read("docProps/core.xml").decode("utf-8")
        assert planned.papers[0][1].title in core
        assert all(sentence in docx_text(files[planned.path]) for sentence in told(planned.path).sentences)
    assert tables >= 3


def test_pages_of_the_web_have_banner_menu_and_footer(files: dict[str, bytes]):
    for planned in of_form("html"):
        page = files[planned.path].decode("utf-8")
        assert all(word in page for word in ("cookie-banner", "<nav", "<footer", "<main", "Sidst opdateret"))
        assert all(sentence in page for sentence in told(planned.path).sentences)
    for planned in of_form("html1252"):
        page = files[planned.path].decode("cp1252")
        assert "charset=iso-8859-1" in page
        assert "&aelig;" in page
        assert "ø" in page


def test_mails_carry_their_answer(files: dict[str, bytes]):
    (with_pdf,) = of_form("eml")
    message = email.message_from_bytes(files[with_pdf.path], policy=mail_policy)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "Høringssvar fra Tværmose IF.pdf"
    assert "nøgleordning for unge hjælpetrænere" in joined(" ".join(pdf_pages(attached.get_content())))
    assert "Kære Lone Æblerod" in message.get_body().get_content()
    (with_word,) = of_form("eml_docx")
    message = email.message_from_bytes(files[with_word.path], policy=mail_policy)
    (attached,) = message.iter_attachments()
    assert "Betalt parkering siger vi nej til." in docx_text(attached.get_content())
    assert {each.path for each in TOLD if each.form == "eml"} == {
        with_pdf.path,
        f"{with_pdf.path}/Høringssvar fra Tværmose IF.pdf",
    }


def test_the_zip_has_members_in_a_folder_of_its_own(files: dict[str, bytes]):
    (planned,) = of_form("zip")
    package = zipfile.ZipFile(io.BytesIO(files[planned.path]))
    assert package.testzip() is None
    assert package.namelist() == [
        "Borgere/", "Grundejerforeningen Strandengen.docx", "Borgere/Strandstræde 9.txt",
        "Borgere/Vinterbaderne.html", "Oversigt over svar.txt",
    ]  # fmt: skip
    assert "pumpet kælder tre gange" in package.read("Borgere/Strandstræde 9.txt").decode("utf-8")


def test_the_same_seed_gives_the_same_bytes(files: dict[str, bytes]):
    shortest_last = reversed(PLANNED.values())
    again = {planned.form: planned for planned in shortest_last if planned.form not in NEEDS_OCR}
    for planned in again.values():
        assert content(planned, 1) == files[planned.path], planned.form
    assert plan(150, 1) == plan(150, 1)
    assert plan(150, 1) != plan(150, 2)


def test_published_pages_do_not_hold_closed_text(files: dict[str, bytes]):
    with_closed_items, secrets = 0, {word for each in TOLD for word in each.secrets}
    for planned in of_form("html", "html1252"):
        each = told(planned.path)
        with_closed_items += any(item.closed for item in each.items)
        assert each.closed_text.strip() == ""
        page = files[planned.path].decode("cp1252" if planned.form == "html1252" else "utf-8")
        assert [word for word in secrets if word in page] == []
    assert with_closed_items >= 1


def test_closed_items_and_closed_annexes_are_marked_where_they_stand(files: dict[str, bytes]):
    marked = re.compile(r"lukket|lukkede", re.IGNORECASE)
    holding = [planned for planned in of_form("pdf", "docx", "cp1252") if told(planned.path).secrets]
    assert len(holding) >= 8
    for planned in holding:
        raw_bytes = files[planned.path]
        text = (
            docx_text(raw_bytes) if planned.form == "docx"
            else joined(" ".join(pdf_pages(raw_bytes))) if planned.form == "pdf"
            else raw_bytes.decode("cp1252")
        )  # fmt: skip
        for word in told(planned.path).secrets:
            assert marked.search(text[: text.index(word)]), f"{planned.path}: nothing says that {word} is closed"

"""The sample municipality: what the files promise, looked at with the programs that will read them."""

from __future__ import annotations

import email
import io
import re
import unicodedata
import zipfile
from collections import Counter
from datetime import date
from email.policy import default as mail_policy
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from pypdfium2 import raw

from portal import demo
from portal.demo import dates
from portal.demo.making import content
from portal.demo.people import DEMO_USERS
from portal.demo.plan import ENDINGS, IMAGE_ONLY, NEEDS_OCR, Planned, plan
from portal.demo.prose import town
from portal.demo.words import open_paragraphs
from portal.model import Role

TOLD = demo.truth()
PLANNED = {planned.path: planned for planned in plan(demo.BASE, 1)}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every file of the base archive that is made without Tesseract."""
    return {path: content(planned, 1) for path, planned in PLANNED.items() if planned.form not in NEEDS_OCR}


def of_form(*forms: str) -> list[Planned]:
    return [planned for planned in PLANNED.values() if planned.form in forms]


def told(path: str) -> demo.Truth:
    return next(each for each in TOLD if each.path == path)


def pdf_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def joined(text: str) -> str:
    """Without line ends and the hyphens that print put there."""
    return " ".join(re.sub(r"[\ufffe\x02\u00ad](\r?\n)?", "", unicodedata.normalize("NFC", text)).split())


def docx_text(content: bytes) -> str:
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return "\n".join("".join(para.itertext()) for para in body.iter(f"{WORD}p"))


# What is in it


def test_there_are_96_files_over_all_years_and_every_form():
    assert len(PLANNED) == demo.BASE
    assert {each.date.year for each in TOLD} == set(range(2004, 2026))
    counts = Counter(planned.form for planned in PLANNED.values())
    assert set(counts) == set(ENDINGS)
    assert counts["pdf"] >= 20
    assert min(counts["pdf2"], counts["docx"], counts["html"], counts["scan"], counts["scan_eng"]) >= 4
    kinds = Counter(each.kind for each in TOLD)
    assert kinds["minutes"] >= 40
    assert min(kinds[kind] for kind in ("agenda", "hearing_letter", "hearing_response", "policy", "news")) >= 5
    assert {"hearing_note", "decision", "cooperation_agreement"} <= set(kinds)
    assert len({each.committee for each in TOLD}) >= 14


def test_a_small_archive_still_shows_every_form():
    assert {planned.form for planned in plan(len(ENDINGS), 1)} == set(ENDINGS)


def test_a_larger_archive_keeps_the_base_and_has_no_name_twice():
    larger = [planned.path for planned in plan(400, 1)]
    assert len(set(larger)) == 400
    assert set(PLANNED) < set(larger)


def test_the_prose_is_rich_and_no_two_paragraphs_are_alike():
    texts = [block.text for block in open_paragraphs()]
    assert len(texts) == len(set(texts)) >= 300
    assert len(set(re.findall(r"[a-zæøå]+", " ".join(texts).lower()))) > 2500


def test_every_paper_is_dated_on_a_working_day():
    assert [each.path for each in TOLD if each.date.weekday() > 4] == []
    further = demo.truth(300)
    assert [each.path for each in further if each.kind in ("agenda", "minutes") and each.date.weekday() > 4] == []


def test_weekdays_in_the_texts_are_right():
    seen = 0
    for each in TOLD:
        for name, day, month, year in re.findall(r"(\w+dag) den (\d+)\. (\w+) (\d{4})", each.open_text):
            seen += 1
            when = date(int(year), dates.MONTHS.index(month) + 1, int(day))
            assert dates.WEEKDAYS[when.weekday()] == name.lower(), f"{each.path}: {name} {when}"
    assert seen > 15


def test_there_are_no_civil_registration_numbers_and_no_real_addresses():
    for each in TOLD:
        text = each.open_text + each.closed_text
        assert not re.search(r"\b\d{6}[- ]?\d{4}\b", text), each.path
        assert all(name.rstrip(".").endswith(".example") for name in re.findall(r"@([\w.]+)", text)), each.path


def test_a_matter_can_be_followed_by_its_case_number():
    skolestruktur = [each for each in TOLD if "2014-0021312" in f"{each.open_text} {each.case_number}"]
    assert {each.kind for each in skolestruktur} == {
        "minutes", "agenda", "hearing_letter", "hearing_response", "hearing_note", "decision",
    }  # fmt: skip
    for letter in (each for each in TOLD if each.kind == "hearing_letter"):
        others = [each for each in TOLD if letter.case_number == each.case_number and each is not letter]
        treated = [each for each in TOLD if each.kind in ("minutes", "agenda") and letter.case_number in each.open_text]
        assert others or treated, letter.path


def test_minutes_differ_from_the_agenda_by_the_decisions_only():
    held = [each for each in TOLD if (each.committee, each.date) == ("Børne- og Ungeudvalget", date(2012, 9, 5))]
    agenda, minutes = sorted(held, key=lambda each: each.kind)
    assert (agenda.kind, minutes.kind) == ("agenda", "minutes")
    assert [item.title for item in agenda.items] == [item.title for item in minutes.items]
    assert {item.decision for item in agenda.items} == {""}
    assert "" not in {item.decision for item in minutes.items}


def test_every_document_can_be_found_by_a_sentence():
    assert [each.path for each in TOLD if not each.sentences] == []


# What is closed


def test_secrets_stand_in_closed_text_only():
    secrets = {word for each in TOLD for word in each.secrets}
    assert len(secrets) >= 10
    everything_open = " ".join(f"{each.open_text} {each.title} {each.path}" for each in TOLD).lower()
    assert [word for word in secrets if word.lower() in everything_open] == []
    assert {word.lower() for word in secrets} <= demo.closed_only_words(TOLD)
    for each in TOLD:
        assert all(word in each.closed_text for word in each.secrets), each.path


def test_published_pages_do_not_hold_closed_text(files: dict[str, bytes]):
    with_closed_items = 0
    for planned in of_form("html", "html1252"):
        each = told(planned.path)
        with_closed_items += any(item.closed for item in each.items)
        assert each.closed_text.strip() == ""
        assert each.secrets == ()
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


def test_every_closed_item_is_marked_in_its_heading_its_label_or_its_section():
    seen: Counter[str] = Counter()
    for _, paper in (each for planned in plan(300, 1) for each in planned.papers):
        closed_titles = {item.title for item in paper.items if item.closed}
        in_section = False
        for number, block in enumerate(paper.blocks):
            in_section |= block.level == 2 and block.text in ("LUKKET MØDE", "Lukkede punkter")
            title = next((title for title in closed_titles if block.level == 2 and title in block.text), None)
            if title is None:
                continue
            label = paper.blocks[number + 1].words if number + 1 < len(paper.blocks) else ""
            ways = {
                "heading": "lukket" in block.text.lower(), "label": "Lukket sag" in label, "section": in_section,
            }  # fmt: skip
            assert any(ways.values()), f"{paper.title}: {title}"
            seen.update(way for way, holds in ways.items() if holds)
    assert min(seen[way] for way in ("heading", "label", "section")) >= 3


def test_grants_name_committees_that_meet():
    names = {committee["name"] for committee in town()["committees"].values()} | {"*"}
    assert [user.username for user in DEMO_USERS] == ["laeser", "lokaludvalg", "sagsbehandler", "arkivar", "admin"]
    assert {user.role for user in DEMO_USERS} == set(Role)
    assert {grant for user in DEMO_USERS for grant in user.grants} <= names
    granted = {each.committee for each in TOLD if each.secrets}
    assert "Børne- og Ungeudvalget" in granted
    assert len(granted) > 3


# How the files are made


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


# What Tesseract makes worse


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


# Much of it, for benches


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

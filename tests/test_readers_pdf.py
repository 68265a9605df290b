"""PDF files: what a page says, in the order a person reads it."""

from pathlib import Path

import pikepdf
import pytest

from ingest.errors import ArchiveUnsafe, Damaged, Encrypted, TooManyPages
from ingest.readers.limits import Limits
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_page import usable_share
from tests.pdf_makers import FULL_PAGE_IMAGE, assembled, bare, gray_image, line, typeset, with_attached

COLUMNS = """
#set page(paper: "a4", columns: 2, header: [Ådal Kommune #h(1fr) Side #context counter(page).display()])
#set par(justify: true)
""" + "\n\n".join(
    f"Afsnit {n} om Ådal Kommune: Børne- og Ungdomsforvaltningen indstiller, at budgetforslaget for "
    "institutionsområdet og normeringsaftalerne for daginstitutionerne godkendes, og at "
    f"forældrebestyrelsernes høringssvar indgår i sagsfremstillingen. Slut på nummer {n}."
    for n in range(1, 46)
)
TABLE = """
Før tabellen.
#table(columns: 3, [Område], [2015], [2016], [Skoler og fritidshjem i hele kommunen], [1.200], [1.300],
  [Ældre], [900], [], [Note], [Løbende udgifter til drift fordelt på en hel del flere linjer i tabellen], [x])
Efter tabellen.
"""


def _text(path: Path) -> str:
    return "\n".join(page.body for page in read_pdf(path, Limits()).pages)


def test_two_columns_are_read_one_after_the_other_with_whole_words(tmp_path: Path) -> None:
    words = " ".join(_text(typeset(tmp_path / "a.pdf", COLUMNS)).split())
    places = [words.find(f"Afsnit {n} om") for n in range(1, 46)]
    assert -1 not in places and places == sorted(places)
    assert words.count("normeringsaftalerne for daginstitutionerne godkendes") == 45
    assert words.count("Børne- og Ungdomsforvaltningen") == 45
    assert "Side" not in words


def test_a_ruled_table_is_read_row_by_row_in_its_place(tmp_path: Path) -> None:
    lines = _text(typeset(tmp_path / "a.pdf", TABLE)).split("\n")
    assert lines == [
        "Før tabellen.",
        "Område | 2015 | 2016",
        "Skoler og fritidshjem i hele kommunen | 1.200 | 1.300",
        "Ældre | 900",
        "Note | Løbende udgifter til drift fordelt på en hel del flere linjer i tabellen | x",
        "Efter tabellen.",
    ]


def test_rows_between_two_rules_are_rows(tmp_path: Path) -> None:
    source = "#table(columns: 2, [Konto], [Kr.], [Løn \\ Husleje \\ Varme], [100 \\ 20 \\ 3])"
    assert _text(typeset(tmp_path / "a.pdf", source)).split("\n")[1:] == ["Løn | 100", "Husleje | 20", "Varme | 3"]


def test_a_box_around_prose_is_no_table(tmp_path: Path) -> None:
    source = "#rect[Beslutning] #rect[Godkendt] #line(length: 50%) #underline[understreget]"
    assert "|" not in _text(typeset(tmp_path / "a.pdf", source))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_the_same(tmp_path: Path, rotation: int) -> None:
    path = typeset(tmp_path / "a.pdf", TABLE)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].Rotate = rotation
        document.save(path)
    assert "Skoler og fritidshjem i hele kommunen | 1.200 | 1.300" in _text(path)


def test_letters_printed_twice_for_bold_are_read_once(tmp_path: Path) -> None:
    once = [line("Budget 2015 for alle skoler", 50 + shift, 700) for shift in (0, 0.3)]
    apart = "".join(line(letter, 50 + n * 9 + shift, 600) for shift in (0, 0.3) for n, letter in enumerate("BUDGET"))
    path = bare(tmp_path / "a.pdf", [once[0] + once[1] + apart])
    assert _text(path).split("\n") == ["Budget 2015 for alle skoler", "BUDGET"]


def test_an_image_without_text_wants_ocr_and_a_blank_page_does_not(tmp_path: Path) -> None:
    image = gray_image(2, 2, b"\x00\xff\xff\x00")
    small = "q 60 0 0 60 0 0 cm /Im Do Q\n"
    stamp = FULL_PAGE_IMAGE + line("Scannet 12-03-2015")
    prose = FULL_PAGE_IMAGE + "".join(line("Dette er teksten, som nogen har skrevet", y=700 - n * 15) for n in range(9))
    path = bare(tmp_path / "a.pdf", [FULL_PAGE_IMAGE, "", small, stamp, prose], extra=[image])
    assert [page.wants_ocr for page in read_pdf(path, Limits()).pages] == [True, False, False, True, False]


def test_outlined_letters_want_ocr(tmp_path: Path) -> None:
    drawn = "".join(f"{n * 9} 100 m {n * 9 + 5} 110 l {n * 9 + 7} 90 l f\n" for n in range(50))
    assert read_pdf(bare(tmp_path / "a.pdf", [drawn]), Limits()).pages[0].wants_ocr


def test_garbage_letters_count_as_no_text() -> None:
    danish = "Udvalget godkendte indstillingen på mødet den 12. marts 2015. " * 3
    assert usable_share(danish) == 1.0
    assert usable_share("Indhold ....................................................... 3") == 1.0
    assert usable_share("".join(chr(0xF000 + ord(letter)) for letter in danish)) < 0.5
    assert usable_share("".join(chr(ord(letter) - 29) for letter in danish if letter.isascii())) < 0.5
    assert usable_share("3HQČåQtSURVWĜHGN\\QD~þWHFK", unmapped=1.0) < 0.5
    assert usable_share("Wydruk pochodzi z systemu", unmapped=1.0) == 1.0


def test_one_page_that_fails_costs_only_itself(tmp_path: Path) -> None:
    path = bare(tmp_path / "a.pdf", [line("Første"), line("Anden"), line("Tredje")])
    path.write_bytes(path.read_bytes().replace(b"/Kids[4 0 R 6 0 R 8 0 R]", b"/Kids[4 0 R 99 0 R 8 0 R]"))
    pages = read_pdf(path, Limits()).pages
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert [page.body for page in pages if not page.problem] == ["Første", "Tredje"]
    assert all(not page.layers for page in pages if page.problem)


def test_a_lost_head_is_no_obstacle(tmp_path: Path) -> None:
    path = bare(tmp_path / "a.pdf", [line("Reddet tekst")])
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"%PDF-1.4", b"%-------", 1))  # pdfium refuses this, pikepdf writes it anew
    assert _text(path) == "Reddet tekst"


def test_passwords(tmp_path: Path) -> None:
    plain = bare(tmp_path / "plain.pdf", [line("Hemmeligt")])
    with pikepdf.open(plain) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
        document.save(tmp_path / "owner.pdf", encryption=pikepdf.Encryption(user="", owner="y"))
    with pytest.raises(Encrypted):
        read_pdf(tmp_path / "locked.pdf", Limits())
    assert _text(tmp_path / "owner.pdf") == "Hemmeligt"


def test_what_cannot_be_opened_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nthis is all there is\n%%EOF")
    with pytest.raises(Damaged):
        read_pdf(path, Limits())


def test_a_hundred_thousand_pages_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    kids = b" ".join([b"3 0 R"] * 100_000)
    pages = b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids
    path.write_bytes(assembled([b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<</Type/Page/MediaBox[0 0 9 9]>>"]))
    with pytest.raises(TooManyPages):
        read_pdf(path, Limits())


def test_field_values_and_notes_are_read(tmp_path: Path) -> None:
    fields = (
        "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(navn)/V(Anna \xc6r\xf8)/Rect[0 0 9 9]>>"
        "<</Type/Annot/Subtype/Text/Contents(Husk parkering)/Rect[0 0 9 9]>>]"
    )
    path = bare(tmp_path / "a.pdf", [line("Navn:")], page=fields)
    path.write_bytes(path.read_bytes().replace("Ærø".encode(), "Ærø".encode("latin-1")))
    assert _text(path).split("\n") == ["Navn:", "Anna Ærø", "Husk parkering"]


@pytest.mark.shared
def test_the_minutes_of_aarhus(shared: Path) -> None:
    source = read_pdf(shared / "samples" / "real" / "aarhus_byraad_2025-08-27.pdf", Limits())
    assert len(source.pages) == 28
    assert source.pages[2].body == "Punkt 1: Godkendelse af dagsorden\nEMN-2023-009832\nBeslutninger\nGodkendt."
    assert "havnens perle" in source.pages[3].body.lower()
    assert source.pages[27].body.startswith("Punkt 21: Lukket: Køb af landbrugsejendom")


def test_the_two_letters_of_a_ligature_are_both_read_beside_a_table(tmp_path: Path) -> None:
    assert "offentlig skiftedag, kaffe" in _text(typeset(tmp_path / "a.pdf", "offentlig skiftedag, kaffe\n" + TABLE))


def test_the_dots_of_a_table_of_contents_are_no_garbage(tmp_path: Path) -> None:
    lines = " \\\n".join(f"{n}. Punkt om åen {'. ' * 60} {n}" for n in range(1, 12))
    (page,) = read_pdf(typeset(tmp_path / "a.pdf", lines.replace("1. Punkt", "1\\. Punkt")), Limits()).pages
    assert not page.wants_ocr and "Punkt om åen" in page.body


def test_documents_that_lie_in_a_pdf_are_members_and_data_for_programs_are_not(tmp_path: Path) -> None:
    files = {
        "Bilag 1 – støj.txt": "Støjen ved åen er målt.".encode(),
        "underskrift.xml": b"<?xml version='1.0'?><signature/>",
        "printer.joboptions": bytes(range(256)),
        "tom.pdf": b"",
    }
    source = read_pdf(with_attached(tmp_path / "a.pdf", line("Dagsorden med bilag"), **files), Limits(), tmp_path)
    assert [(member.name, member.path.read_bytes()) for member in source.members] == [
        ("Bilag 1 – støj.txt", files["Bilag 1 – støj.txt"])
    ]
    assert source.pages[0].body == "Dagsorden med bilag"
    with pytest.raises(ArchiveUnsafe):
        read_pdf(tmp_path / "a.pdf", Limits(max_unpacked_bytes=10), tmp_path)


def test_a_form_that_asks_to_wait_says_what_lies_beside_it(tmp_path: Path) -> None:
    template = (
        "<template xmlns='http://www.xfa.org/schema/xfa-template/3.0/'><subform><draw><value><text>Ansøgning om støtte"
        "</text></value></draw><field name='a'><caption><value><text>Foreningens navn</text></value></caption></field>"
        "</subform></template>"
    )
    filled = "<xfa:datasets xmlns:xfa='x'><xfa:data><a>Ådal Roklub</a><b/></xfa:data></xfa:datasets>"
    path = bare(tmp_path / "a.pdf", [line("Please wait... Your PDF viewer may not be able to display this document.")])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        held = [part for name, text in (("template", template), ("datasets", filled))
                for part in (pikepdf.String(name), document.make_stream(text.encode()))]  # fmt: skip
        document.Root.NeedsRendering = True
        document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array(held), Fields=pikepdf.Array())
        document.save(path)
    assert read_pdf(path, Limits()).pages[0].body.split("\n") == [
        "Ansøgning om støtte", "Foreningens navn", "Ådal Roklub"
    ]  # fmt: skip

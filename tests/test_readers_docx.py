"""Every word of a Word document, in order, and nothing a hostile one wants."""

import zipfile
from pathlib import Path

import pytest

from ingest.errors import ArchiveUnsafe, Damaged
from ingest.readers import docx
from ingest.readers.docx import read_docx
from ingest.readers.docx_numbers import written
from ingest.readers.limits import Limits
from ingest.values import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Brød"><w:name w:val="Body"/></w:style></w:styles>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Høringssvar om skoler</dc:title></cp:coreProperties>'
)


def p(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def read(tmp_path: Path, body: str, **parts: str) -> Source:
    path = tmp_path / "svar.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        container.writestr("word/styles.xml", STYLES)
        for name, text in parts.items():
            container.writestr(name.replace("__", "/") + ".xml", text)
    return read_docx(path, Limits())


def lines(source: Source) -> list[str]:
    return [line for page in source.pages for line in page.text.split("\n") if line]


def test_paragraphs_headings_and_title(tmp_path: Path) -> None:
    source = read(tmp_path, p("Vores svar", "Overskrift1") + p("Skolen på Bøgevej."), docProps__core=CORE)
    assert lines(source) == ["Vores svar", "Skolen på Bøgevej."]
    assert (source.headings, source.title) == (("Vores svar",), "Høringssvar om skoler")


def test_what_others_lose_is_kept_and_what_was_deleted_is_not(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('Felt')}</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>tilføjet </w:t></w:r></w:ins><w:del><w:r><w:delText>slettet</w:delText></w:r></w:del>"
        "<w:r><w:t>blev</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Før boks</w:t></w:r><w:r><w:pict><w:txbxContent>" + p("I boksen") + "</w:txbxContent></w:pict>"
        "</w:r></w:p>"
    )
    assert lines(read(tmp_path, body)) == ["Felt", "tilføjet blev", "Før boks", "I boksen"]


def test_hidden_words_are_not_read(tmp_path: Path) -> None:
    runs = "".join(
        f"<w:r><w:rPr>{mark}</w:rPr><w:t>{word} </w:t></w:r>"
        for mark, word in (("<w:b/>", "Synlig"), ("<w:vanish/>", "skjult"), ('<w:vanish w:val="0"/>', "også"))
    )
    assert lines(read(tmp_path, f"<w:p>{runs}</w:p>")) == ["Synlig også"]


def test_a_document_packed_with_backslashes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "svar.docx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("word\\document.xml", f"<w:document {W}><w:body>{p('Skolevejen')}</w:body></w:document>")
    assert lines(read_docx(path, Limits())) == ["Skolevejen"]


def test_tables_come_row_by_row_also_inside_each_other(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('ø')}</w:tc><w:tc>{p('å')}</w:tc></w:tr></w:tbl>"
    rows = f"<w:tr><w:tc>{p('Frist:')}</w:tc><w:tc>{p('1. maj')}</w:tc></w:tr>"
    rows += f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{inner}</w:tc></w:tr>"
    assert lines(read(tmp_path, f"<w:tbl>{rows}</w:tbl>")) == ["Frist: 1. maj", "a | ø | å"]


def test_pages_are_those_the_writer_broke(tmp_path: Path) -> None:
    source = read(tmp_path, p("Et") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + p("To"))
    assert [(page.number, page.text.strip()) for page in source.pages] == [(1, "Et"), (2, "To")]


def test_footnotes_follow(tmp_path: Path) -> None:
    notes = f'<w:footnotes {W}><w:footnote w:type="separator"/><w:footnote>{p("Se bilag.")}</w:footnote></w:footnotes>'
    assert lines(read(tmp_path, p("Tekst"), word__footnotes=notes)) == ["Tekst", "Se bilag."]


def test_an_entity_reaches_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("adgangskode")
    path = tmp_path / "xxe.docx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><w:document {W}><w:body>'
            "<w:p><w:r><w:t>a&x;b</w:t></w:r></w:p></w:body></w:document>",
        )
    assert "adgangskode" not in read_docx(path, Limits()).pages[0].text


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_LARGEST_PART", 1000)
    with pytest.raises(ArchiveUnsafe):
        read(tmp_path, p("æ" * 5000))


def test_a_document_without_text_part_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "tom.docx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("word/styles.xml", STYLES)
    with pytest.raises(Damaged):
        read_docx(path, Limits())


LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{look}"/></w:lvl>'
    for n, (form, look) in enumerate(
        [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("bullet", "·")]
    )
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def numbered(text: str, level: int, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_the_numbers_word_writes_itself_are_there(tmp_path: Path) -> None:
    levels = [
        ("Dagsorden", 0),
        ("Referat", 0),
        ("Bilag", 1),
        ("Kort", 1),
        ("Nord", 2),
        ("Punkt", 3),
        ("Budget", 0),
        ("Tal", 1),
    ]
    source = read(tmp_path, "".join(numbered(text, level) for text, level in levels), word__numbering=NUMBERING)
    assert lines(source) == [
        "1. Dagsorden", "2. Referat", "2.1 Bilag", "2.2 Kort", "a) Nord", "• Punkt", "3. Budget", "3.1 Tal",
    ]  # fmt: skip


def test_a_numbered_heading_has_its_number(tmp_path: Path) -> None:
    body = numbered("Godkendelse", 0, "Overskrift1") + p("Ja.") + numbered("Budget", 0, "Overskrift1")
    assert read(tmp_path, body, word__numbering=NUMBERING).headings == ("1. Godkendelse", "2. Budget")


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [(4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (28, "lowerLetter", "bb"), (3, "decimalZero", "03")],
)
def test_numbers_in_other_forms(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_a_strict_document_has_words_too(tmp_path: Path) -> None:
    path = tmp_path / "svar.docx"
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("word/document.xml", f"<w:document {strict}><w:body>{p('Åbent')}</w:body></w:document>")
    assert lines(read_docx(path, Limits())) == ["Åbent"]


def test_prose_in_a_box_keeps_its_lines(tmp_path: Path) -> None:
    cell = "".join(p(f"Linje {n}") for n in range(12))
    assert lines(read(tmp_path, f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>")) == [
        f"Linje {n}" for n in range(12)
    ]

"""A file is what its content says."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import Damaged, EmptyFile, Encrypted, IngestError, TypeMismatch, Unreadable, Unsupported
from ingest.readers.sniff import DOC, DOCX, EML, HTML, JPEG, ODT, PDF, PNG, RTF, TEXT, TIFF, WPD, ZIP, sniff
from tests.ole_makers import compound


def _zip(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, text in members.items():
            container.writestr(name.replace("__", "/"), text)
    return out.getvalue()


MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nHej"
READ = [
    (b"%PDF-1.7\n1 0 obj", "a.pdf", PDF),
    (b"\n\njunk\n%PDF-1.7\n1 0 obj\n", "a.pdf", PDF),
    (b"%PDF-1.7\n1 0 obj", "misnamed.txt", PDF),
    (b"1 0 obj <</Type /Pages>> endobj", "no-header.pdf", PDF),
    (_zip(word__document_xml="", word="").replace(b"document_xml", b"document.xml"), "a.docx", DOCX),
    (_zip(mimetype=ODT, content="x"), "a.odt", ODT),
    (_zip(brev="x"), "a.zip", ZIP),
    (_zip(brev="x"), "brev.docx", ZIP),
    (b"{\\rtf1\\ansi hej}", "a.doc", RTF),
    (_zip(**{"word\\document.xml": "x"}), "a.docx", DOCX),
    (b"[Aftale]\nEn note om desktop.ini", "om desktop.ini.txt", TEXT),
    (b"\xffWPC\x10\x00" + bytes(range(90)), "BREV.DOC", WPD),
    (b"II*\x00rest", "a.tif", TIFF),
    (b"\xff\xd8\xff\xe0rest", "a.pdf", JPEG),
    (b"\x89PNG\r\n\x1a\nrest", "a", PNG),
    (b"<!DOCTYPE html><html><p>x", "a.html", HTML),
    (b"<!-- saved --><!-- twice -->\n<HTML><p>x", "noname", HTML),
    ("<html><p>på".encode("utf-16"), "a.htm", HTML),
    (b"<html>Word saved this", "a.doc", HTML),
    (MAIL, "a.eml", EML),
    (MAIL, "noname", EML),
    (b"From: a\nTo: b\nSubject: quoted\n\nA text that quotes a mail", "a.txt", TEXT),
    ("Fra: A\nTil: B\n\nHøringssvar".encode("cp865"), "a.txt", TEXT),
    ("Høring".encode("utf-16-le") * 30, "a.txt", TEXT),
    (b'{"file": "x"}', "a.jsonl", TEXT),
    (b"En kort tekst med et tegn\x00 for meget\x07", "a.txt", TEXT),
    (b"MZ er initialerne p\xe5 en sagsbehandler. Og teksten forts\xe6tter.", "a.txt", TEXT),
    (b"Filer begynder med %PDF-1.4, siger noten.", "a.txt", TEXT),
]


@pytest.mark.parametrize(("content", "name", "expected"), READ)
def test_content_decides(tmp_path: Path, content: bytes, name: str, expected: str) -> None:
    path = tmp_path / "generated"
    path.write_bytes(content)
    assert sniff(path, name) == expected


REFUSED: list[tuple[bytes, str, type[IngestError]]] = [
    (b"", "a.pdf", EmptyFile),
    (b"MZ\x90\x00" + bytes(200), "setup.exe", Unsupported),
    (b"MZ\x90\x00" + bytes(200), "dagsorden.pdf", TypeMismatch),
    (b"\x00\x00\x00\x20ftypisom" + bytes(50), "møde.mp4", Unsupported),
    (b"7z\xbc\xaf\x27\x1c\x00", "a.7z", Unsupported),
    (_zip(xl__workbook="x") + b"", "a.zip", Unsupported),
    (b"<html><body>Log ind</body></html>", "dagsorden.pdf", TypeMismatch),
    (b"404 not found", "referat.docx", TypeMismatch),
    (bytes(range(128, 160)) * 9 + bytes(range(32)) * 9, "referat.pdf", Damaged),
    (bytes(range(128, 160)) * 9 + bytes(range(32)) * 9, "data.bin", Unsupported),
    (b"PK\x03\x04 cut off", "a.zip", Damaged),
    (_zip(mimetype=ODT, **{"META-INF__manifest.xml": "<manifest:encryption-data/>"}), "a.odt", Encrypted),
    (b"[.ShellClassInfo]\r\n", "sager/desktop.ini", Unsupported),
    (b"\x0bPreben" + bytes(155), "~$brev.docx", Unsupported),
    (b"\x00\x05\x16\x07" + bytes(90), "sager/._referat.pdf", Unsupported),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "a.doc", Damaged),
]


@pytest.mark.parametrize(("content", "name", "expected"), REFUSED)
def test_what_is_not_read_is_named(tmp_path: Path, content: bytes, name: str, expected: type[IngestError]) -> None:
    path = tmp_path / "generated"
    if b"xl/" in content:
        content = _zip(**{"[Content_Types].xml": "", "xl__workbook.xml": ""})
    path.write_bytes(content)
    with pytest.raises(expected):
        sniff(path, name)


def test_a_doc_says_itself_that_it_is_locked(tmp_path: Path) -> None:
    head = b"\xec\xa5\xc1\x00" + bytes(6)
    locked, opened = (head + flags + bytes(500) for flags in (b"\x00\x13", b"\x00\x12"))
    assert sniff(compound(tmp_path / "a.doc", {"WordDocument": opened}), "a.doc") == DOC
    with pytest.raises(Encrypted):
        sniff(compound(tmp_path / "b.doc", {"WordDocument": locked}), "b.doc")


def test_a_broken_inside_is_damage(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", ODT * 3)
    data = bytearray(out.getvalue())
    data[40:50] = b"\xff" * 10
    (tmp_path / "a.odt").write_bytes(bytes(data))
    with pytest.raises(Damaged):
        sniff(tmp_path / "a.odt", "a.odt")


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        sniff(tmp_path / "gone", "gone.pdf")

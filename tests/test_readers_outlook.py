"""Outlook's own files, and what else comes as a compound file."""

from datetime import date
from pathlib import Path

import pytest

from ingest import readers
from ingest.errors import Damaged, Encrypted, NeedsConverter, TypeMismatch, Unsupported
from ingest.readers import office
from ingest.readers.limits import Limits
from tests.ole_makers import Folder, compound, outlook_mail


def test_an_outlook_mail_gives_its_words_and_its_attachments(tmp_path: Path) -> None:
    attached = {"Svar på høring.pdf": b"%PDF-1.4 " + b"x" * 6000, "note.txt": b"kort", "image001.png": b"logo"}
    path = outlook_mail(tmp_path / "a.msg", "Høringssvar på Ærø", "Vi siger ja.\r\nHilsen Åse", attached)
    (tmp_path / "scratch").mkdir()
    source = readers.read(path, "a.msg", tmp_path / "scratch", Limits())
    assert source.pages[0].body.split("\n") == [
        "Fra: Åse Ørsted",
        "Til: Arkivet <arkiv@aadal.example>",
        "Dato: 4. marts 2014 kl. 13.00",
        "Emne: Høringssvar på Ærø",
        "",
        "Vi siger ja.",
        "Hilsen Åse",
    ]
    assert (source.title, source.created) == ("Høringssvar på Ærø", date(2014, 3, 4))
    assert {member.name: member.path.read_bytes() for member in source.members} == {
        name: content for name, content in attached.items() if name != "image001.png"
    }


@pytest.mark.parametrize("name_property", [0x3704, 0x3001])
def test_an_attachment_without_its_long_name_has_the_one_there_is(tmp_path: Path, name_property: int) -> None:
    path = outlook_mail(tmp_path / "a.msg", "Svar", "Ja", {"SVAR.TXT": b"Ja tak"}, name_property)
    (member,) = readers.read(path, "a.msg", tmp_path, Limits()).members
    assert member.name == "SVAR.TXT"


def test_half_an_outlook_mail_is_damaged(tmp_path: Path) -> None:
    path = outlook_mail(tmp_path / "a.msg", "Emne", "Tekst" * 2000, {})
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(Damaged):
        readers.read(path, "a.msg", tmp_path, Limits())


@pytest.mark.parametrize(
    ("streams", "name", "cause"),
    [
        ({"Workbook": b"x"}, "budget.xls", Unsupported),
        ({"Workbook": b"x"}, "referat.doc", TypeMismatch),
        ({"PowerPoint Document": b"x"}, "oplæg.ppt", Unsupported),
        ({"EncryptedPackage": b"x"}, "referat.docx", Encrypted),
    ],
)
def test_other_compound_files_are_named(tmp_path: Path, streams: Folder, name: str, cause: type[Exception]) -> None:
    path = compound(tmp_path / "generated", streams)
    with pytest.raises(cause):
        readers.read(path, name, tmp_path, Limits())


def test_an_old_word_file_asks_for_the_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_program", lambda: None)
    path = compound(tmp_path / "generated", {"WordDocument": b"x" * 5000})
    assert not readers.converter_ready()
    with pytest.raises(NeedsConverter):
        readers.read(path, "referat.doc", tmp_path, Limits())

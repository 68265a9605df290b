"""A mail's words, and its attachments as files of their own."""

import struct
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.errors import ArchiveUnsafe
from ingest.readers import read, tnef
from ingest.readers.limits import Limits
from ingest.values import Source


def mail(text: str = "Hermed vores høringssvar.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Bøgeskolens bestyrelse <bestyrelse@boegeskolen.example>"
    message["To"] = "horing@aadal.example"
    message["Subject"] = "Høringssvar: skolestruktur på Ærø"
    message["Date"] = "Tue, 04 Mar 2014 10:12:00 +0100"
    message.set_content(text)
    return message


def taken(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Source:
    path, scratch = tmp_path / "mail.eml", tmp_path / "scratch"
    path.write_bytes(data)
    scratch.mkdir()
    return read(path, "mail.eml", scratch, limits or Limits())


def test_head_and_words(tmp_path: Path) -> None:
    source = taken(tmp_path, mail().as_bytes())
    text = source.pages[0].text
    assert "Fra: Bøgeskolens bestyrelse <bestyrelse@boegeskolen.example>" in text
    assert "Emne: Høringssvar: skolestruktur på Ærø" in text and "Hermed vores høringssvar." in text
    assert (source.title, source.created) == ("Høringssvar: skolestruktur på Ærø", date(2014, 3, 4))


def test_attachments_and_mails_inside_are_members_and_logos_are_not(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4 ...", maintype="application", subtype="pdf", filename="Svar på høring.pdf")
    message.add_attachment(mail("Den indre mail."))
    message.get_body().add_related(b"\x89PNG", "image", "png", cid="<logo>")  # type: ignore[union-attr]
    members = taken(tmp_path, message.as_bytes()).members
    assert [member.name for member in members] == ["Svar på høring.pdf", "Høringssvar- skolestruktur på Ærø.eml"] or [
        member.name for member in members
    ] == ["Svar på høring.pdf", "Høringssvar: skolestruktur på Ærø.eml"]
    assert members[0].path.read_bytes() == b"%PDF-1.4 ..."
    assert "Den indre mail." in members[1].path.read_text()


def test_an_attachment_named_like_a_path_is_only_a_name(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="../../etc/passwd")
    (member,) = taken(tmp_path, message.as_bytes()).members
    assert "/" not in member.name and member.path.parent == tmp_path / "scratch"


def test_html_alone_is_read_as_text(tmp_path: Path) -> None:
    message = mail()
    message.set_content("<p>Kære kommune</p><p>Vi siger <b>ja</b>.</p><script>x</script>", subtype="html")
    text = taken(tmp_path, message.as_bytes()).pages[0].text
    assert "Kære kommune" in text and "Vi siger ja." in text and "script" not in text


def test_an_undeclared_old_encoding_keeps_its_letters(tmp_path: Path) -> None:
    raw = "From: Åse <a@b.example>\nTo: c@d.example\nSubject: Blåbær på Ærø\nMIME-Version: 1.0\n\nGrødens dag.\n"
    source = taken(tmp_path, raw.encode("cp1252"))
    assert source.title == "Blåbær på Ærø"
    assert "Grødens dag." in source.pages[0].text and "Fra: Åse" in source.pages[0].text


def test_too_many_attachments_are_refused(tmp_path: Path) -> None:
    message = mail()
    for number in range(4):
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf")
    with pytest.raises(ArchiveUnsafe):
        taken(tmp_path, message.as_bytes(), Limits(max_members=3))


HEAD = b"From: a@b.dk\r\nSubject: x\r\nDate: Tue, 4 Mar 2014 12:00:00 +0100\r\nMIME-Version: 1.0\r\n"


def test_the_date_is_written_in_danish(tmp_path: Path) -> None:
    assert "Dato: 4. marts 2014 kl. 12.00" in taken(tmp_path, HEAD + b"\r\nHej").pages[0].text


@pytest.mark.parametrize("date", ["Thu, 5 Nov 2099 07:00:00 +999999999999", "32 Foo 99999 25:61", "\x00"])
def test_a_date_that_is_none_is_left_as_it_stands(tmp_path: Path, date: str) -> None:
    source = taken(tmp_path, f"From: a@b.dk\nDate: {date}\nSubject: Svar\n\nHermed.\n".encode())
    assert source.created is None
    assert "Hermed." in source.pages[0].text


def test_a_plain_part_that_only_points_to_the_html_is_passed_over(tmp_path: Path) -> None:
    long = "Bestyrelsen støtter forslaget og foreslår en ny sti. " * 5
    data = (
        HEAD + b"Content-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n\r\nKan ikke vises.\r\n--B\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        + f"<html><body><p>{long}</p></body></html>".encode()
        + b"\r\n--B--"
    )
    assert long.strip() in taken(tmp_path, data).pages[0].text


def test_text_after_a_picture_belongs_to_the_letter(tmp_path: Path) -> None:
    data = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nFor\r\n--B\r\n"
        + b"Content-Type: image/png; name=kort.png\r\n"
        + b"Content-Disposition: attachment\r\n\r\nxx\r\n--B\r\n\r\nEfter\r\n--B--"
    )
    source = taken(tmp_path, data)
    assert source.pages[0].text.endswith("For\n\nEfter")
    assert [member.name for member in source.members] == ["kort.png"]


def test_a_saved_page_has_no_members(tmp_path: Path) -> None:
    data = (
        HEAD
        + b"Content-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n"
        + b"<h1>Dagsorden</h1>\r\n--B\r\nContent-Type: text/css\r\nContent-Location: a.css\r\n\r\nbody {}\r\n--B--"
    )
    source = taken(tmp_path, data)
    assert source.pages[0].text.endswith("Dagsorden") and not source.members


def test_a_mail_in_parts_that_do_not_say_where_they_end_keeps_its_words(tmp_path: Path) -> None:
    assert "Hele svaret" in taken(tmp_path, HEAD + b"Content-Type: multipart/mixed\r\n\r\nHele svaret").pages[0].text


def test_a_mail_that_is_nothing_but_its_attachment(tmp_path: Path) -> None:
    scanned = EmailMessage()
    scanned["From"], scanned["Subject"] = "scanner@example.org", "Scan fra printeren"
    scanned.set_content(b"%PDF-1.4 x", "application", "pdf", filename="scan.pdf")
    source = taken(tmp_path, scanned.as_bytes())
    assert [(member.name, member.path.read_bytes()) for member in source.members] == [("scan.pdf", b"%PDF-1.4 x")]
    assert source.pages[0].text == "Fra: scanner@example.org\nEmne: Scan fra printeren"


def test_signatures_are_no_files_and_what_is_locked_is_said_to_be(tmp_path: Path) -> None:
    message = mail("Hermed vores høringssvar.")
    message.add_attachment(bytes(200), "application", "pkcs7-signature", filename="smime.p7s")
    message.add_attachment(bytes(300), "application", "pkcs7-mime", filename="smime.p7m")
    source = taken(tmp_path, message.as_bytes())
    assert [(member.name, member.problem) for member in source.members] == [("smime.p7m", "encrypted")]


def test_a_name_in_an_old_encoding_keeps_its_letters(tmp_path: Path) -> None:
    head = "From: a@b.dk\nMIME-Version: 1.0\nContent-Type: application/pdf\n"
    data = f'{head}Content-Disposition: attachment; filename="Høring på Ærø.pdf"\n\n%PDF-1.4'
    (member,) = taken(tmp_path, data.encode("cp1252")).members
    assert member.name == "Høring på Ærø.pdf"


def test_seven_bit_letters_of_the_nineties(tmp_path: Path) -> None:
    data = b"From: a@b.dk\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\n"
    assert "på åen" in taken(tmp_path, data + "Huset på åen.".encode("utf-7")).pages[0].text


def _attribute(level: int, kind: int, content: bytes) -> bytes:
    return struct.pack("<BHHI", level, kind, 6, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)


def test_the_files_in_a_winmail_dat_come_out(tmp_path: Path) -> None:
    name = "Høringssvar fra skolen.txt\x00".encode("utf-16-le")
    properties = struct.pack("<IHHI", 2, 3, 0x3705, 1)
    properties += struct.pack("<HHII", 0x1F, 0x3707, 1, len(name)) + name + bytes(-len(name) % 4)
    wrapped = tnef.START + b"\x01\x00" + _attribute(1, 0x9006, b"\x00\x00\x01\x00")
    for title, held, more in ((b"HRINGS~1.TXT\x00", b"Svaret.", properties), (b"b\xf8rn.txt\x00", b"Andet.", b"")):
        wrapped += _attribute(2, 0x9002, bytes(14)) + _attribute(2, 0x8010, title) + _attribute(2, 0x800F, held)
        wrapped += _attribute(2, 0x9005, more) if more else b""
    message = mail()
    message.add_attachment(wrapped, "application", "ms-tnef", filename="winmail.dat")
    source = taken(tmp_path, message.as_bytes())
    assert [(member.name, member.path.read_bytes()) for member in source.members] == [
        ("Høringssvar fra skolen.txt", b"Svaret."), ("børn.txt", b"Andet.")
    ]  # fmt: skip
    assert all(isinstance(tnef.files_in(wrapped[:end]), list) for end in range(len(wrapped)))


def test_every_mail_of_a_mailbox_is_a_file(tmp_path: Path) -> None:
    second = mail("Andet svar.\n\nFrom her and on er det samme brev.")
    second.replace_header("Subject", "Støj fra havnen")
    data = b"".join(
        b"From a@b.dk Mon May 3 10:00:0%d 2010\n" % number + one.as_bytes() + b"\n\n"
        for number, one in enumerate((mail("Første svar."), second))
    )
    source = taken(tmp_path, data)
    assert [member.name for member in source.members] == [
        "1. Høringssvar: skolestruktur på Ærø.eml", "2. Støj fra havnen.eml"
    ]  # fmt: skip
    assert not source.pages
    for alone, last in (
        (source.members[1].path.read_bytes(), "From her and on er det samme brev."),
        (data.split(b"\n\nFrom a@b")[0], "Første svar."),
    ):
        (folder := tmp_path / last.split()[0]).mkdir()
        assert taken(folder, alone).pages[0].text.endswith(last)

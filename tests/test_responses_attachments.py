"""Attachments: what is taken, what is refused and with which sentence, what came of reading them, and removing."""

from __future__ import annotations

import io
import threading
import zipfile

import pytest
from werkzeug.test import TestResponse

from portal.model import Role
from portal.worker import run_job
from portal.workshop import workshop
from tests.fixtures_web import Archive, Visitor, words_of
from tests.response_steps import (
    PDF,
    address,
    check_and_send,
    file,
    files_of,
    guest,
    hidden,
    questions,
    send_form,
    versions_of,
    write,
)

TEXT = "Vi vedtog svaret på mødet den 3. marts på Ådalskolen. Ågade skal have en cykelsti.\n".encode() * 5


def xlsx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def test_several_go_with_the_text_in_one_form(union: Visitor, where: str, changeable: Archive):
    field = questions(changeable, "open")[0]
    form = {field: "Se bilagene.", "handling": "vedhaeft", "bilag": [file("Svar på ø.pdf"), file("b.txt", TEXT)]}
    answer = write(union, where, **form)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{where}#bilag")
    page = words_of(union.text(where))
    assert "Svar på ø.pdf" in page
    assert "Bliver læst" in page
    assert "Se bilagene." in page
    assert [(one.name, one.media_type) for one in files_of(changeable)] == [
        ("Svar på ø.pdf", "application/pdf"), ("b.txt", "text/plain"),
    ]  # fmt: skip


def test_the_page_sends_one_by_itself(union: Visitor, where: str, changeable: Archive):
    answer = write_to_bilag(union, where, file("a.txt", TEXT))
    assert answer.status_code == 200
    assert answer.json is not None
    assert "a.txt" in answer.json["html"]
    assert answer.json["refused"] == []
    form = {**hidden(union.text(where)), "row_version": answer.json["row_version"]}
    field = questions(changeable, "open")[0]
    assert union.client.post(where, data={**form, field: "x", "autosave": "1"}).status_code == 200


def write_to_bilag(visitor: Visitor, where: str, *files: object, **fields: str) -> TestResponse:
    return send_form(visitor, f"{where}/bilag", visitor.text(where), bilag=list(files), **fields)


def test_a_file_of_anothers_does_not_make_my_old_page_new(union: Visitor, where: str, changeable: Archive):
    field = questions(changeable, "open")[0]
    old = union.text(where)
    write(union, where, **{field: "En andens tekst."})
    answer = send_form(union, f"{where}/bilag", old, bilag=[file("a.txt", TEXT)])
    assert answer.json is not None
    assert answer.json["row_version"] is None
    assert send_form(union, where, old, **{field: "Min tekst.", "autosave": "1"}).status_code == 409


def test_what_came_of_reading_is_told(union: Visitor, where: str, changeable: Archive):
    write(union, where, bilag=[file("vedtaget.txt", TEXT), file("ødelagt.pdf", PDF)])
    with workshop(changeable.instance) as shop:
        for one in files_of(changeable):
            assert one.job_id
            run_job(changeable.instance, shop, "test", one.job_id)
    page = words_of(union.text(where))
    assert "Kan læses og findes ved søgning, når svaret er sendt" in page
    assert "Kunne ikke læses" in page
    assert "Bliver læst" not in page
    block = union.block(where).get_data(as_text=True)
    assert "vedtaget.txt" in block
    assert "<textarea" not in block


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("virus.exe", b"MZ\x90\x00" + b"\x00" * 200, "Indholdet er et program"),
        ("svar.pdf", b"MZ\x90\x00" + b"\x00" * 200, "Navnet ender på .pdf, men indholdet er et program"),
        ("svar.pdf", b"<!doctype html><html><body>Log ind</body></html>", "indholdet er en webside"),
        ("svar.docx", b"ren tekst " * 50, "indholdet er almindelig tekst"),
        ("liste.xlsx", xlsx(), "et regneark"),
        ("tom.pdf", b"", "Filen er tom"),
        ("støj.bin", bytes(range(256)) * 20, "Indholdet kan ikke kendes"),
    ],
)
def test_what_is_refused_is_refused_with_a_sentence(
    union: Visitor, where: str, changeable: Archive, name: str, content: bytes, said: str
):
    field = questions(changeable, "open")[0]
    before = set(changeable.instance.files.uploads.iterdir())
    answer = write(union, where, **{field: "Teksten bliver.", "bilag": [file(name, content), file("god.txt", TEXT)]})
    page = words_of(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert said in page
    assert name in page
    assert "Teksten bliver." in page
    assert [one.name for one in files_of(changeable)] == ["god.txt"]
    assert len(set(changeable.instance.files.uploads.iterdir()) - before) == 1


def test_a_picture_called_pdf_is_a_picture(union: Visitor, where: str, changeable: Archive):
    write(union, where, bilag=[file("scan.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)])
    assert [one.media_type for one in files_of(changeable)] == ["image/png"]


def test_the_same_file_twice_is_one(union: Visitor, where: str, changeable: Archive):
    write(union, where, bilag=[file("a.txt", TEXT)])
    answer = write(union, where, bilag=[file("a.txt", TEXT)])
    assert "allerede vedhæftet" in answer.get_data(as_text=True)
    assert len(files_of(changeable)) == 1


def test_side_by_side_none_is_lost(changeable: Archive, where: str):
    visitors = [guest(changeable, "open-union") for _ in range(8)]
    pages = [visitor.text(where) for visitor in visitors]

    def work(n: int) -> None:
        send_form(visitors[n], f"{where}/bilag", pages[n], bilag=[file(f"{n}.txt", TEXT + bytes([65 + n]))])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.name for one in files_of(changeable)) == [f"{n}.txt" for n in range(8)]


def test_names_are_data(union: Visitor, where: str, changeable: Archive):
    write(union, where, bilag=[file("../../etc/pass\u202ewd<b>.txt", TEXT)])
    assert next(one.name for one in files_of(changeable)).startswith("pass")
    page = union.text(where)
    assert "<b>" not in page
    assert "etc/" not in page


def test_removing_keeps_the_text_and_the_number(union: Visitor, where: str, changeable: Archive):
    field = questions(changeable, "open")[0]
    write(union, where, bilag=[file("a.txt", TEXT), file("b.txt", TEXT + b"b")])
    answer = write(union, where, **{field: "Ny tekst.", "handling": "fjern-1"})
    assert answer.status_code == 303
    page = union.text(where)
    assert "a.txt er fjernet" in page
    assert "Ny tekst." in page
    assert [one.name for one in files_of(changeable)] == ["b.txt"]
    assert union.get(f"{where}/bilag/2").data == TEXT + b"b"
    again = write(union, where, handling="fjern-1")
    assert again.status_code == 303
    assert "allerede fjernet" in union.text(where)
    assert write(union, where, handling="fjern-99").status_code == 303


def test_ones_own_file_comes_back_as_it_was(union: Visitor, where: str):
    content = b"<!doctype html><script>alert(1)</script>"
    write(union, where, bilag=[file("side.html", content)])
    answer = union.get(f"{where}/bilag/1")
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_was_sent_holds_its_files_whatever_is_removed_later(union: Visitor, where: str, changeable: Archive):
    write(union, where, bilag=[file("a.txt", TEXT)])
    field = questions(changeable, "open")[0]
    write(union, where, **{field: "Svar."})
    check_and_send(union, where)
    union.post(f"{where}/aendr")
    write(union, where, handling="fjern-1")
    write(union, where, **{field: "Svar to."})
    check_and_send(union, where)
    first, second = versions_of(changeable, "open-union")
    assert [one["name"] for one in first.content["attachments"]] == ["a.txt"]
    assert second.content["attachments"] == []
    assert "a.txt" in union.text(f"/kvittering/{changeable.ids['open-union']}/1")


def test_after_sending_and_after_the_deadline_nothing_is_attached(changeable: Archive):
    west = Visitor(changeable.app).enter(Role.RESPONDER)
    where = address(changeable, "past", "west")
    token = hidden(west.text("/konto/adgangskode"))["csrf_token"]
    answer = west.client.post(f"{where}/bilag", data={"csrf_token": token, "bilag": [file("a.txt", TEXT)]})
    assert answer.status_code == 422
    assert files_of(changeable, "past-west") == []

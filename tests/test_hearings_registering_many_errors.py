"""Lists and files of many answers that cannot be used are told of in Danish, and nobody reaches another's."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from portal.hearings.trays import Tray
from portal.hearings.unpacking import unpack
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.test_hearings_registering_many import Office, csv_of, row, scan


class TestBadInput:
    def test_nothing_at_all(self, archive: Archive):
        answer = Office(archive).send()
        assert answer.status_code == 422
        assert "Vælg en liste, nogle filer eller begge dele." in words_of(answer.get_data(as_text=True))

    @pytest.mark.parametrize(
        ("listed", "said"),
        [
            (b"Vej;By\r\nAagade;Aadal", "Vi kan ikke finde en række med overskrifter, vi kender."),
            (b"Dato;Tema\r\n;Trafik", "Listen har ingen kolonne med navne."),
            (csv_of(*(row(f"Nabo {n}", text="x") for n in range(1001))), "Listen har flere end 1.000 linjer."),
            (b"MZ\x90\x00 program", "Filen er ikke et regneark."),
            (b"PK\x03\x04 not a workbook", "Ret dette, og send igen"),
        ],
    )
    def test_lists_that_cannot_be_used(self, archive: Archive, listed: bytes, said: str):
        answer = Office(archive).send(listed)
        assert answer.status_code == 422
        assert said in words_of(answer.get_data(as_text=True))

    def test_a_wrong_usual_date(self, archive: Archive):
        answer = Office(archive).send(csv_of(row("Nabo", text="Ja")), received_on="32-01-2026")
        assert answer.status_code == 422
        assert "Datoen kan ikke bruges." in words_of(answer.get_data(as_text=True))

    def test_a_zip_that_is_broken_is_told(self, archive: Archive):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("a.pdf", scan("Et") * 20)
        torn = bytearray(out.getvalue())
        torn[60:90] = b"\0" * 30
        _, page = Office(archive).preview(csv_of(row("Nabo", text="Ja")), {"mappe.zip": bytes(torn)})
        assert "Ikke taget ind: mappe.zip er ødelagt" in page

    def test_a_file_posing_as_another_is_told(self, archive: Archive):
        _, page = Office(archive).preview(csv_of(row("Nabo", text="Ja")), {"svar.pdf": b"MZ\x90\x00 program"})
        assert "Ikke taget ind: svar.pdf:" in page

    def test_another_persons_heap_is_not_there(self, archive: Archive):
        where, _ = Office(archive).preview(csv_of(row("Nabo", text="Ja")))
        assert Visitor(archive.app).enter(Role.ADMIN).get(where).status_code == 404
        assert Office(archive).visitor.get(f"{where}x").status_code == 404
        other = where.replace(Office(archive).address, Office(archive, "past").address)
        assert Office(archive).visitor.get(other).status_code == 404

    def test_files_with_the_same_name_are_not_guessed_between(self, archive: Archive):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("1/svar.pdf", scan("Et"))
            package.writestr("2/svar.pdf", scan("To"))
        _, page = Office(archive).preview(csv_of(row("Nabo", files="svar.pdf")), {"mappe.zip": out.getvalue()})
        assert "Der er flere filer, der hedder svar.pdf." in page


def packed(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        package.writestr("Nabo Nørregård.txt", "Naboen er imod. " * 200)
    return out.getvalue()


def torn(method: int) -> bytes:
    whole = packed(method)
    return whole[:60] + bytes(40) + whole[100:]


def unknown_method() -> bytes:
    whole = bytearray(packed(zipfile.ZIP_STORED))
    whole[whole.index(b"PK\x01\x02") + 10] = 99
    return bytes(whole)


DAMAGED = {
    "deflate": torn(zipfile.ZIP_DEFLATED),
    "bzip2": torn(zipfile.ZIP_BZIP2),
    "lzma": torn(zipfile.ZIP_LZMA),
    "a name that is no UTF-8": packed(zipfile.ZIP_STORED).replace("ø".encode(), b"\xff\xfe"),
    "a beginning before the first byte": packed(zipfile.ZIP_STORED)[40:],
    "a way of packing nobody knows": unknown_method(),
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_package_is_told_however_it_is_damaged(tmp_path: Path, how: str):
    path, folder = tmp_path / "pakke.zip", tmp_path / "tray"
    folder.mkdir()
    path.write_bytes(DAMAGED[how])
    [said] = unpack(Tray(folder, ""), path, "pakke.zip", 1 << 20)
    assert said.startswith("pakke.zip er ødelagt")


def test_a_tray_that_is_gone_is_not_the_files_fault(tmp_path: Path):
    path = tmp_path / "pakke.zip"
    path.write_bytes(packed(zipfile.ZIP_STORED))
    with pytest.raises(FileNotFoundError):
        unpack(Tray(tmp_path / "gone", ""), path, "pakke.zip", 1 << 20)

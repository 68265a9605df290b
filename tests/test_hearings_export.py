"""The party table as files, and the package for the case system: what was sent, and nothing else."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from ingest.archive.model import now
from portal import answers
from portal.model import Attachment, Invitation, Party, Response, ResponseKind, ResponseVersion, Role
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor
from tests.sample_hearings import DRAFT_WORDS, PARTIES, SCHOOL_WORDS

FORMULA = '=HYPERLINK("http://x.example")'


def address(archive: Archive, what: str, hearing: str = "open") -> str:
    return f"/hoeringer/{archive.ids[f'hearing-{hearing}']}/{what}"


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def csv_table(visitor: Visitor, archive: Archive) -> list[dict[str, str]]:
    return table(visitor.get(address(archive, "svaroversigt.csv")).data.decode("utf-8-sig"))


def package_of(visitor: Visitor, where: str) -> tuple[zipfile.ZipFile, list[dict[str, str]]]:
    answer = visitor.get(where)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    package = zipfile.ZipFile(io.BytesIO(answer.data))
    return package, table(package.read("indhold.csv").decode("utf-8-sig"))


def everything(package: zipfile.ZipFile) -> bytes:
    return b"".join(package.read(name) for name in package.namelist()) + " ".join(package.namelist()).encode()


@pytest.fixture
def officer(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.OFFICER)


def send_with_files(archive: Archive, *files: tuple[str, bytes]) -> int:
    """Let the union send an answer with files; give the response's id."""
    with archive.instance.database.write() as session:
        invitation = session.get_one(Invitation, archive.ids["open-union"])
        response = Response(hearing=invitation.hearing, invitation=invitation)
        session.add(response)
        session.flush()
        kept = []
        for name, content in files:
            sha256 = hashlib.sha256(content).hexdigest()
            (path := archive.instance.files.original(sha256)).parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            kept.append(
                Attachment(response=response, name=name, size=len(content), sha256=sha256, media_type="text/plain")
            )
        session.add_all(kept)
        session.flush()
        assert invitation.party
        copied = answers.copy_of(invitation.hearing, invitation.party.name, ResponseKind.ANSWER, {}, kept)
        answers.send(session, response, copied, submission="pakke", sent_by="Formanden", moment=now())
        return response.id


class TestTable:
    def test_csv_has_every_party_and_how_it_stands(self, archive: Archive, officer: Visitor):
        answer = officer.get(address(archive, "svaroversigt.csv", "past"))
        assert answer.data.startswith(b"\xef\xbb\xbf")
        rows = table(answer.data.decode("utf-8-sig"))
        assert [(row["Part"], row["Status"]) for row in rows] == [
            (PARTIES["school"][0], "Svaret"),
            (PARTIES["west"][0], "Ingen bemærkninger"),
            (PARTIES["elders"][0], "Svarede ikke"),
        ]
        assert [row["Kanal"] for row in rows] == ["Portalen", "Portalen", ""]
        assert rows[0]["Kvittering"].startswith("HS-")
        assert rows[2]["Frist"] == rows[0]["Frist"] != ""

    def test_xlsx_says_the_same(self, archive: Archive, officer: Visitor):
        lines = csv_table(officer, archive)
        book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get(address(archive, "svaroversigt.xlsx")).data))
        sheet = book.get_sheet_by_index(0).to_python()
        assert sheet[0] == list(lines[0])
        assert [(row[0], row[4], row[8]) for row in sheet[1:]] == [
            (line["Part"], line["Status"], line["Kvittering"]) for line in lines
        ]

    def test_a_draft_leaves_no_trace(self, archive: Archive, officer: Visitor):
        lines = {row["Part"]: row for row in csv_table(officer, archive)}
        drafting, silent = lines[PARTIES["west"][0]], lines[PARTIES["elders"][0]]
        for name in drafting.keys() - {"Part", "Type"}:
            assert drafting[name] == silent[name], name

    def test_names_are_never_formulas_and_numbers_are_covered(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(Party, changeable.ids["party-elders"]).name = FORMULA
            session.get_one(Party, changeable.ids["party-union"]).name = f"Foreningen {PERSON}"
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        names = [row["Part"] for row in csv_table(officer, changeable)]
        assert f"'{FORMULA}" in names
        assert "Foreningen 0101••-••••" in names
        with zipfile.ZipFile(io.BytesIO(officer.get(address(changeable, "svaroversigt.xlsx")).data)) as package:
            assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


class TestPackage:
    def test_every_version_with_its_receipt(self, archive: Archive, officer: Visitor):
        package, rows = package_of(officer, address(archive, "pakke.zip"))
        html, receipt = rows
        assert html["Fil"] == f"0001-{html['Kvittering']}/svar.html"
        assert receipt["Fil"] == f"0001-{html['Kvittering']}/kvittering.pdf"
        assert SCHOOL_WORDS in package.read(html["Fil"]).decode()
        assert package.read(receipt["Fil"]).startswith(b"%PDF")
        assert (html["Part"], html["Sagsnummer"], html["Gælder"]) == (PARTIES["school"][0], "25/004711", "Ja")
        for row in rows:
            content = package.read(row["Fil"])
            assert (hashlib.sha256(content).hexdigest(), str(len(content))) == (row["SHA-256"], row["Byte"])

    def test_files_as_they_came_under_names_of_ours(self, changeable: Archive):
        send_with_files(
            changeable, ("../../../x.pdf", b"et"), ("=cmd.csv", b"to"), ("uden ending", b"tre"), ("væk.pdf", b"4")
        )
        changeable.instance.files.original(hashlib.sha256(b"4").hexdigest()).unlink()
        package, rows = package_of(Visitor(changeable.app).enter(Role.OFFICER), address(changeable, "pakke.zip"))
        files = [row for row in rows if row["Oprindeligt filnavn"]]
        assert [row["Fil"].rpartition("/")[2] for row in files] == ["bilag-01.pdf", "bilag-02.csv", "bilag-03.bin", ""]
        assert [row["Oprindeligt filnavn"] for row in files] == [
            "../../../x.pdf",
            "'=cmd.csv",
            "uden ending",
            "væk.pdf",
        ]
        assert [package.read(row["Fil"]) for row in files[:3]] == [b"et", b"to", b"tre"]
        assert files[3]["Bemærkning"] == "Filen er her ikke mere."
        assert all(".." not in name and not name.startswith("/") for name in package.namelist())
        assert len(package.namelist()) == len(set(package.namelist()))

    def test_drafts_and_their_files_are_not_in_it(self, changeable: Archive):
        response_id = send_with_files(changeable, ("sendt.txt", b"sendt"))
        with changeable.instance.database.write() as session:
            response = session.get_one(Response, response_id)
            response.draft = {"1": f"En ny {DRAFT_WORDS}"}
            sha256 = hashlib.sha256(b"hemmeligt bilag").hexdigest()
            session.add(
                Attachment(response=response, name="kladde.txt", size=15, sha256=sha256, media_type="text/plain")
            )
            path = changeable.instance.files.original(sha256)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"hemmeligt bilag")
        package, rows = package_of(Visitor(changeable.app).enter(Role.ADMIN), address(changeable, "pakke.zip"))
        inside = everything(package)
        assert b"sendt" in inside
        for secret in (DRAFT_WORDS.encode(), b"hemmeligt bilag", b"kladde.txt"):
            assert secret not in inside
        assert PARTIES["west"][0] not in {row["Part"] for row in rows}

    def test_what_was_replaced_and_taken_back_says_so(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            response = session.get_one(Response, changeable.ids["response-open-school"])
            content = {**session.scalars(select(ResponseVersion)).first().content, "answers": []}  # type: ignore[union-attr]
            answers.send(session, response, content, submission="to", sent_by="x", moment=now())
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        _, rows = package_of(officer, address(changeable, "pakke.zip"))
        assert [(row["Udgave"], row["Gælder"]) for row in rows[::2]] == [("1", "Erstattet"), ("2", "Ja")]
        with changeable.instance.database.write() as session:
            session.get_one(Response, changeable.ids["response-open-school"]).withdrawn_at = now()
        _, rows = package_of(officer, address(changeable, "pakke.zip"))
        assert {row["Gælder"] for row in rows} == {"Trukket tilbage"}

    def test_nothing_is_left_on_disk(self, changeable: Archive):
        Visitor(changeable.app).enter(Role.OFFICER).get(address(changeable, "pakke.zip")).close()
        assert list(changeable.instance.files.scratch.iterdir()) == []

    def test_a_hearing_nobody_answered(self, archive: Archive, officer: Visitor):
        package, rows = package_of(officer, address(archive, "pakke.zip", "coming"))
        assert (package.namelist(), rows) == (["indhold.csv"], [])


@pytest.mark.parametrize("what", ["svaroversigt.csv", "svaroversigt.xlsx", "pakke.zip"])
@pytest.mark.parametrize("role", [Role.READER, Role.RESPONDER])
def test_closed_for_those_who_do_not_run_hearings(
    archive: Archive, visit: Callable[[Role], Visitor], what: str, role: Role
):
    assert visit(role).get(address(archive, what)).status_code == 403

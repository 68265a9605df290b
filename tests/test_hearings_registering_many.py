"""Many answers at once: a list, a folder of files, or both, looked through row by row before anything is kept."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from ingest.archive.model import Job, now
from ingest.pipeline import Workshop
from portal import clock
from portal.instance import Instance
from portal.model import Response, ResponseVersion, Role
from portal.tables.spreadsheets import write_xlsx
from portal.worker import run_job
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_pages import Item, pdf

HEAD = ("Part", "Modtaget", "Kanal", "Type", "Tekst", "Filer", "Sagsnummer", "Dokumentnummer", "Tema")
TODAY = clock.today(now())


def scan(text: str) -> bytes:
    return pdf([Item(None, "", text)])


def csv_of(*rows: tuple[str, ...]) -> bytes:
    return "\r\n".join(";".join(row) for row in (HEAD, *rows)).encode("utf-8-sig")


def row(
    party: str, received: str = "", channel: str = "", kind: str = "", text: str = "", files: str = ""
) -> tuple[str, ...]:
    return (party, received, channel, kind, text, files, "", "", "")


def register(instance: Instance, job_id: int) -> None:
    """Do a job as the worker does; registering reads no file, so nobody waits for the reading processes to start."""
    run_job(instance, cast("Workshop", None), "test", job_id)


class Office:
    """An officer with a heap of answers."""

    def __init__(self, archive: Archive, hearing: str = "open", role: Role = Role.OFFICER) -> None:
        self.archive = archive
        self.visitor = Visitor(archive.app).enter(role)
        self.address = f"/hoeringer/{archive.ids[f'hearing-{hearing}']}/registrer/mange"

    def send(self, listed: bytes = b"", files: dict[str, bytes] | None = None, **fields: Any) -> TestResponse:
        data = {"channel": "mail", "received_on": f"{TODAY:%d-%m-%Y}", **fields}
        if listed:
            data["list"] = (io.BytesIO(listed), "liste.xlsx" if listed.startswith(b"PK") else "liste.csv")
        data["files"] = [(io.BytesIO(content), name) for name, content in (files or {}).items()]
        return self.visitor.post(self.address, data, content_type="multipart/form-data", buffered=True)

    def preview(self, listed: bytes = b"", files: dict[str, bytes] | None = None, **fields: Any) -> tuple[str, str]:
        """Give the address of the rows, and what stands there."""
        answer = self.send(listed, files, **fields)
        assert answer.status_code == 303, words_of(answer.get_data(as_text=True))
        where = answer.headers["Location"]
        return where, words_of(self.visitor.text(where))

    def say_yes(self, where: str, **fields: str) -> str:
        """Confirm the rows; give what stands there before the worker has begun."""
        assert self.visitor.post(where, fields).status_code == 303
        return words_of(self.visitor.text(where))

    def confirm(self, where: str, **fields: str) -> str:
        """Confirm the rows, and give what stands there when the worker is done."""
        self.say_yes(where, **fields)
        for job in self.jobs():
            register(self.archive.instance, job.id)
        return words_of(self.visitor.text(where))

    def jobs(self) -> list[Job]:
        """Give the jobs that register rows and are not over."""
        with self.archive.instance.database.read() as session:
            return list(session.scalars(select(Job).where(Job.kind == "registering", Job.finished_at.is_(None))))

    def versions(self) -> int:
        with self.archive.instance.database.read() as session:
            return session.scalar(select(func.count()).select_from(ResponseVersion)) or 0

    def said(self, party: str) -> dict[str, Any]:
        with self.archive.instance.database.read() as session:
            asked = select(Response).where(Response.invitation_id == self.archive.ids[party])
            version = session.scalars(asked).one().sent
            assert version
            return version.content


@pytest.fixture
def office(changeable: Archive) -> Office:
    return Office(changeable)


class TestRows:
    def test_nothing_is_kept_before_somebody_says_yes(self, office: Office):
        before = office.versions()
        where, page = office.preview(
            csv_of(row("ældrerådet i  ådal", text="Vi er enige."), row("Nabo Nielsen", text="Nej."))
        )
        assert "2 svar kan registreres" in page
        assert "På høringslisten" in page
        assert "Ny afsender, ikke på høringslisten" in page
        assert office.versions() == before
        done = office.confirm(where)
        assert "2 svar er registreret, 0 er ikke" in done
        assert office.versions() == before + 2
        assert office.said("open-elders")["answers"][0]["answer"] == "Vi er enige."

    def test_an_xlsx_with_dates_and_files_in_a_zip(self, office: Office, tmp_path: Path):
        day = TODAY - timedelta(days=2)
        rows = [("Ældrerådet i Ådal", day, "papir", None, None, "svar/A.pdf; bilag.pdf", "25/1", "007", "Trafik")]
        write_xlsx(tmp_path / "l.xlsx", "Svar", HEAD, rows)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("svar/a.pdf", scan("Svaret"))
            package.writestr("../../bilag.pdf", scan("Bilaget"))
            package.writestr("__MACOSX/._a.pdf", b"x")
            package.writestr("glemt.pdf", scan("Glemt"))
        where, page = office.preview((tmp_path / "l.xlsx").read_bytes(), {"mappe.zip": out.getvalue()})
        assert "1 svar kan registreres. 1 fil hører ikke til nogen linje." in page
        done = office.confirm(where)
        assert "glemt.pdf Filen hører ikke til nogen linje." in done
        assert [file["name"] for file in office.said("open-elders")["attachments"]] == ["a.pdf", "bilag.pdf"]
        with office.archive.instance.database.read() as session:
            response = session.scalars(
                select(Response).where(Response.invitation_id == office.archive.ids["open-elders"])
            ).one()
            assert (response.case_number, response.document_number, response.theme) == ("25/1", "007", "Trafik")
            assert (response.channel, response.received_on) == ("paper", day)

    def test_files_alone_are_answers_from_whom_their_names_say(self, office: Office):
        files = {"Ældrerådet_i_Ådal.pdf": scan("Et"), "Familien Holm.pdf": scan("To")}
        where, page = office.preview(files=files)
        assert "2 svar kan registreres" in page
        office.confirm(where)
        assert office.said("open-elders")["attachments"][0]["name"] == "Ældrerådet_i_Ådal.pdf"

    def test_a_file_called_as_the_party_belongs_to_its_row(self, office: Office):
        where, page = office.preview(csv_of(row("Ældrerådet i Ådal")), {"Ældrerådet i Ådal.pdf": scan("Et")})
        assert "1 svar kan registreres" in page
        office.confirm(where)
        assert len(office.said("open-elders")["attachments"]) == 1

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            (row("", text="Hvem?"), "Der mangler et navn."),
            (row("Nabo", "31-02-2026", text="Ja"), "Datoen kan ikke bruges."),
            (row("Nabo", f"{TODAY + timedelta(days=1)}", text="Ja"), "Datoen ligger i fremtiden."),
            (row("Nabo", channel="brevdue", text="Ja"), "»brevdue« er hverken mail eller papir."),
            (row("Nabo", kind="måske", text="Ja"), "Typen »måske« kendes ikke."),
            (row("Nabo", kind="ingen bemærkninger", text="Ja"), "Der står en tekst, men typen er ikke svar."),
            (row("Nabo"), "Der er hverken tekst eller fil."),
            (row("Nabo", files="væk.pdf"), "væk.pdf er ikke blandt filerne."),
            (row("N" * 201, text="Ja"), "Et felt er for langt."),
        ],
    )
    def test_a_row_that_is_wrong_is_named_and_left_out(self, archive: Archive, bad: tuple[str, ...], said: str):
        _, page = Office(archive).preview(csv_of(bad))
        assert "0 svar kan registreres, 1 linje skal rettes." in page
        assert f"Skal rettes: {said}" in page
        assert "Registrér svarene" not in page

    def test_good_rows_are_registered_though_others_are_wrong(self, office: Office):
        where, _ = office.preview(csv_of(row("Ældrerådet i Ådal", text="Ja."), row("Nabo", "i går", text="Nej.")))
        done = office.confirm(where)
        assert "1 svar er registreret, 1 er ikke" in done
        assert "3 Nabo Datoen kan ikke bruges." in done

    def test_a_party_twice(self, archive: Archive):
        _, page = Office(archive).preview(csv_of(row("Nabo Holm", text="Ja."), row("NABO  HOLM", text="Nej.")))
        assert "1 svar kan registreres, 1 linje skal rettes." in page
        assert "Parten eller filen står også i linje 2." in page

    def test_one_who_answered_is_only_registered_again_when_asked_for(self, office: Office):
        listed = csv_of(row("Forældrerådet ved Ådalskolen", text="Nyt."))
        where, page = office.preview(listed)
        assert "1 bliver en ny udgave" in page
        assert "Har allerede svaret; ikke registreret igen." in office.confirm(where)
        assert office.said("open-school")["answers"][0]["answer"] != "Nyt."
        where, _ = office.preview(listed)
        office.confirm(where, again="ja")
        assert office.said("open-school")["answers"][0]["answer"] == "Nyt."

    def test_rows_with_numbers_of_persons_are_shown_and_need_a_reason(self, office: Office):
        listed = csv_of(row("Ældrerådet i Ådal", text=f"Underskrevet af {PERSON}."), row("Nabo", text="Nej."))
        where, page = office.preview(listed)
        assert "1 linje har noget, der ligner et CPR-nummer" in page
        assert "Ligner et CPR-nummer: 0101••-••••" in page
        assert PERSON not in page
        done = office.confirm(where)
        assert "1 svar er registreret, 1 er ikke" in done
        assert "Ligner et CPR-nummer; ikke registreret uden begrundelse." in done
        where, _ = office.preview(listed)
        office.confirm(where, cpr_reason="Det er et journalnummer.")
        with office.archive.instance.database.read() as session:
            reasons = set(session.scalars(select(ResponseVersion.cpr_reason).order_by(ResponseVersion.id.desc())))
        assert reasons == {None, "Det er et journalnummer."}
        assert PERSON in office.said("open-elders")["answers"][0]["answer"]

    def test_late_ones_are_marked(self, changeable: Archive):
        office = Office(changeable, "past")
        where, _ = office.preview(csv_of(row("Ældrerådet i Ådal", text="Sent.")))
        assert "Registreret, kom efter fristen" in office.confirm(where)

    def test_saying_yes_twice_registers_once(self, office: Office):
        where, _ = office.preview(csv_of(row("Ældrerådet i Ådal", text="Ja.")))
        office.confirm(where)
        before = office.versions()
        office.confirm(where)
        assert office.versions() == before


def test_a_thousand_rows(changeable: Archive):
    office = Office(changeable)
    before = office.versions()
    where, page = office.preview(csv_of(*(row(f"Borger nummer {n}", text=f"Svar {n}") for n in range(1000))))
    assert "1.000 svar kan registreres" in page
    assert "0 af 1.000 svar er registreret" in office.say_yes(where)
    assert office.versions() == before  # nobody waits for it in the browser
    done = office.confirm(where)
    assert "1.000 svar er registreret, 0 er ikke" in done
    assert office.versions() == before + 1000

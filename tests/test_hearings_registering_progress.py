"""Many answers are registered by the worker: the page says how far it is, and what was cut off goes on."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from typing import Any

import pytest

from ingest import jobs
from ingest.archive.model import Job, now
from portal.hearings import many_taking
from portal.instance import Instance
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.test_hearings_registering_many import Office, csv_of, register, row, scan

ROWS = 120  # more than two transactions
CUT_OFF = 70  # in the second


@pytest.fixture
def office(changeable: Archive) -> Office:
    return Office(changeable)


@pytest.fixture
def where(office: Office) -> str:
    """The page of rows that somebody said yes to."""
    address, _ = office.preview(csv_of(*(row(f"Borger nummer {n}", text=f"Svar {n}") for n in range(ROWS))))
    office.say_yes(address)
    return address


def killed(instance: Instance, job_id: int) -> int:
    """Do the job in a process that is killed at a row; give how it ended."""
    child = os.fork()
    if child == 0:
        real, taken = many_taking.take, 0

        def deadly(*given: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken == CUT_OFF:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given)

        many_taking.take = deadly  # type: ignore[assignment]
        register(Instance.open(instance.files.root), job_id)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def lapse(archive: Archive, job_id: int, attempts: int = 1) -> None:
    """Let the time of a worker that died run out."""
    with archive.instance.database.write() as session:
        job = session.get_one(Job, job_id)
        job.lease_until, job.attempts = now() - timedelta(seconds=1), attempts


class TestProgress:
    def test_the_page_says_how_far_and_asks_for_itself(self, office: Office, where: str):
        page = office.visitor.text(where)
        assert f'hx-get="{where}" hx-trigger="every 1s"' in page
        assert f'<a id="opdater" href="{where}">Opdatér</a>' in page
        assert f'<progress id="fremdrift" max="{ROWS}" value="0">' in page
        block = office.visitor.block(where).get_data(as_text=True)
        assert block.startswith("<title>Svarene bliver registreret")
        assert "<html" not in block
        (job,) = office.jobs()
        register(office.archive.instance, job.id)
        block = office.visitor.block(where).get_data(as_text=True)
        assert f"{ROWS} svar er registreret, 0 er ikke" in words_of(block)
        assert "hx-trigger" not in block

    def test_the_way_back_stands_on_the_form(self, office: Office, where: str):
        link = f'href="{where}">Se, hvor langt den er'
        assert link in office.visitor.text(office.address)
        assert link not in Visitor(office.archive.app).enter(Role.ADMIN).text(office.address)
        (job,) = office.jobs()
        register(office.archive.instance, job.id)
        assert link not in office.visitor.text(office.address)

    def test_saying_yes_again_begins_nothing_more(self, office: Office, where: str):
        office.say_yes(where)
        assert len(office.jobs()) == 1


class TestCutOff:
    def test_what_was_killed_goes_on_and_registers_no_row_twice(self, office: Office, where: str):
        before = office.versions()
        (job,) = office.jobs()
        assert killed(office.archive.instance, job.id) == -signal.SIGKILL
        assert office.versions() == before + 50  # whole transactions only
        assert f"50 af {ROWS} svar er registreret" in words_of(office.visitor.text(where))
        lapse(office.archive, job.id)
        register(office.archive.instance, job.id)
        assert office.versions() == before + ROWS
        assert f"{ROWS} svar er registreret, 0 er ikke" in words_of(office.visitor.text(where))

    def test_rows_that_were_kept_but_not_noted_are_not_kept_again(self, office: Office):
        files = {f"Borger {n}.pdf": scan(f"Svar {n}") for n in range(3)}
        where, _ = office.preview(files=files)
        office.say_yes(where)
        (job,) = office.jobs()
        before, waiting = office.versions(), office.archive.instance.files.uploads
        register(office.archive.instance, job.id)
        registered, uploads = words_of(office.visitor.text(where)), sorted(waiting.iterdir())
        _forget(office, job)
        register(office.archive.instance, job.id)
        assert office.versions() == before + 3
        assert words_of(office.visitor.text(where)) == registered
        assert sorted(waiting.iterdir()) == uploads

    def test_one_that_stopped_for_good_is_begun_again_by_a_button(self, office: Office, where: str):
        before = office.versions()
        (job,) = office.jobs()
        killed(office.archive.instance, job.id)
        lapse(office.archive, job.id, attempts=jobs.MOST_ATTEMPTS)
        with office.archive.instance.database.write() as session:
            assert job.id not in jobs.waiting(session)
        page = words_of(office.visitor.text(where))
        assert "Registreringen er gået i stå" in page
        assert "Fortsæt registreringen" in page
        assert f"{ROWS} svar er registreret, 0 er ikke" in office.confirm(where)
        assert office.versions() == before + ROWS


def _forget(office: Office, job: Job) -> None:
    """Take the job back to where the rows are kept and nothing is noted of them."""
    tray = office.archive.instance.files.scratch / job.payload["tray"]
    (tray / "outcomes.json").unlink()
    with office.archive.instance.database.write() as session:
        session.get_one(Job, job.id).state = "queued"

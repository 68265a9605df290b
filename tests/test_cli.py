"""The commands others rely on, as they are typed: JSON as promised, exit codes, and words for people."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from portal.cli import main

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]

MINUTES = """Referat
Udvalg: Teknik- og Miljøudvalget
Mødedato: 3. juni 2015
Mødested: Mødelokale 2

1. Cykelsti til Mosebølle
Sagsnr.: 05.01.02-P20-4-15
Cykelstien anlægges langs åen.
Beslutning
Godkendt.

2. Lukket punkt: Ekspropriation
Ejeren hedder Skovmærkegård.
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PORTAL_INSTANCE": str(tmp_path / "instance"), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def portal(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command as it is typed, in this process: a program's start costs more than most commands."""

    def run(*words: str, stdin: str = "") -> Done:
        monkeypatch.setenv("PORTAL_INSTANCE", environment["PORTAL_INSTANCE"])
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["portal", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        try:
            status = main()
        except SystemExit as end:
            status = int(end.code or 0)
        return Done(status, *capsys.readouterr())

    return run


def rows(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ingest_names_a_state_for_every_file_and_search_finds_them(portal: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mappe"
    folder.mkdir()
    (folder / "referat.txt").write_text(MINUTES, encoding="utf-8")
    (folder / "tom.pdf").touch()
    done = portal("ingest", "mappe", "--json")
    *files, last = rows(done)
    assert done.returncode == 0, done.stderr
    assert {Path(row["path"]).name: (row["state"], row["cause"]) for row in files} == {
        "referat.txt": ("indexed", None), "tom.pdf": ("quarantined", "empty"),
    }  # fmt: skip
    assert set(files[0]) == {
        "path", "state", "cause", "message", "document_id", "kind", "pages", "passages", "ocr_pages",
        "repaired_words", "seconds",
    }  # fmt: skip
    assert {name: last["summary"][name] for name in ("files", "indexed", "quarantined")} == {
        "files": 2, "indexed": 1, "quarantined": 1,
    }  # fmt: skip

    (answer,) = rows(portal("search", "cykelstier", "--json"))
    (hit,) = answer["hits"]
    assert set(answer) == {"query", "total", "took_ms", "suggestion", "hits", "facets"}
    assert (answer["total"], hit["page"], hit["committee"], hit["date"]) == (
        1, 1, "Teknik- og Miljøudvalget", "2015-06-03",
    )  # fmt: skip
    assert hit["path"].endswith("mappe/referat.txt") and "<mark>" in hit["excerpt"]
    assert {"query": "cykelstier", "found": "Cykelstien"} in hit["matched"]
    assert answer["facets"]["committee"] == [["Teknik- og Miljøudvalget", 1]]
    assert answer["facets"]["year"] == [["2015", 1]]

    assert rows(portal("search", "skovmærkegård", "--json"))[0]["total"] == 0
    assert rows(portal("search", "skovmærkegård", "--json", "--closed"))[0]["total"] == 1
    assert "passer sammen" in portal("check").stdout


def test_inspect_tells_what_would_be_stored_and_stores_nothing(portal: Run, tmp_path: Path) -> None:
    (tmp_path / "referat.txt").write_text(MINUTES, encoding="utf-8")
    (seen,) = rows(portal("inspect", "referat.txt", "--json"))
    assert set(seen) == {
        "kind", "title", "committee", "meeting_date", "place", "case_number", "kle", "kle_facet", "case_officers",
        "publisher", "municipality", "routing", "hearing_start", "hearing_deadline", "language_quality", "items",
        "pages", "evidence",
    }  # fmt: skip
    assert (seen["committee"], seen["meeting_date"]) == ("Teknik- og Miljøudvalget", "2015-06-03")
    assert [(item["number"], item["closed"]) for item in seen["items"]] == [("1", False), ("2", True)]
    assert seen["items"][0]["case_number"] == "05.01.02-P20-4-15"
    assert seen["evidence"]["meeting_date"] == {"page": 1, "text": seen["evidence"]["meeting_date"]["text"]}
    assert rows(portal("search", "cykelsti", "--json"))[0]["total"] == 0


def test_what_cannot_be_inspected_says_why(portal: Run, tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").touch()
    done = portal("inspect", "tom.pdf")
    assert done.returncode == 1 and "Filen er tom." in done.stderr and "Traceback" not in done.stderr


def test_analyse_gives_a_line_a_word(portal: Run) -> None:
    found = rows(portal("analyse", "--json", stdin="Mødet på skolen"))
    assert [(row["word"], row["start"], row["end"], row["lemma"]) for row in found] == [
        ("Mødet", 0, 5, "møde"), ("på", 6, 8, "på"), ("skolen", 9, 15, "skole"),
    ]  # fmt: skip
    assert set(found[0]) == {"word", "start", "end", "text", "forms", "lemma", "parts", "repairs"}


def test_ctrl_c_keeps_what_was_saved_and_the_same_command_goes_on(
    portal: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "mange"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number:03}.txt").write_text(f"Notat nummer {number} om åen.\n" * 50, encoding="utf-8")
    # A shell that started the tests in the background told them to ignore Ctrl-C; here it must be heard.
    command = ["env", "--default-signal=INT", sys.executable, "-m", "portal", "ingest", "mange", "--json"]
    running = subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert running.stdout
    first = running.stdout.readline()
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=300)
    assert json.loads(first)["state"] == "indexed"
    assert running.returncode == 130 and "Afbrudt" in errors and "Traceback" not in errors
    assert portal("check").returncode == 0
    done = portal("ingest", "mange", "--json")
    assert rows(done)[-1]["summary"]["indexed"] == 150
    assert rows(portal("search", "åen", "--json"))[0]["total"] == 150


def test_kill_9_loses_nothing_that_was_saved(portal: Run, environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "mange"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(f"Notat nummer {number} om søen.\n" * 50, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "portal", "ingest", "mange", "--json"],
        env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert running.stdout
    saved = {json.loads(running.stdout.readline())["document_id"] for _ in range(3)}
    running.kill()
    running.communicate(timeout=300)
    *files, last = rows(portal("ingest", "mange", "--json"))
    assert last["summary"]["indexed"] == 120
    assert saved <= {row["document_id"] for row in files}
    assert rows(portal("search", "søen", "--json"))[0]["total"] == 120
    assert portal("check").returncode == 0


def test_a_user_is_added_once_and_searches_with_the_grants_given(portal: Run, tmp_path: Path) -> None:
    (tmp_path / "referat.txt").write_text(MINUTES, encoding="utf-8")
    portal("ingest", "referat.txt")
    words = ("user", "add", "bente", "--name", "Bente Ærø", "--grant", "Teknik- og Miljøudvalget", "--password-stdin")
    assert portal(*words, stdin="fire ord om en bro\n").returncode == 0
    assert "allerede" in portal(*words, stdin="fire ord om en bro\n").stderr
    assert "mindst" in portal("user", "add", "kort", "--name", "K", "--password-stdin", stdin="kort\n").stderr
    assert rows(portal("search", "skovmærkegård", "--json", "--as", "bente"))[0]["total"] == 1
    assert "ingen bruger" in portal("search", "x", "--as", "ukendt").stderr


def test_a_removed_document_is_gone(portal: Run, tmp_path: Path) -> None:
    (tmp_path / "referat.txt").write_text(MINUTES, encoding="utf-8")
    (document, _) = rows(portal("ingest", "referat.txt", "--json"))
    assert "fjernet" in portal("remove", str(document["document_id"]), "--reason", "fejl").stdout
    assert rows(portal("search", "cykelsti", "--json"))[0]["total"] == 0
    assert rows(portal("ingest", "referat.txt", "--json"))[0]["state"] == "removed"
    assert portal("check").returncode == 0


def test_a_wrong_setting_stops_with_one_line(portal: Run, tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance/config.toml").write_text('max_pages = "mange"\n')
    done = portal("check")
    assert done.returncode == 2 and "`max_pages` skal være et helt tal" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("query", ["*", "-skole", "a*", '"" OR'])
def test_a_query_that_cannot_be_answered_says_what_to_type(portal: Run, query: str) -> None:
    done = portal("search", "--json", "--", query)
    assert done.returncode == 1 and done.stderr.startswith("portal: ") and "Traceback" not in done.stderr

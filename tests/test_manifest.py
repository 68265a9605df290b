"""A list that comes with files counts above their text, closes what it says is closed, and is told what is wrong."""

# ruff: noqa: F811 (the fixtures of test_cli are arguments here)

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.archive.model import Document
from ingest.manifest import BadManifest, manifest_in, read_manifest
from portal.instance import Instance
from tests.test_cli import Run, environment, portal  # noqa: F401

pytestmark = pytest.mark.slow

TEXT = (
    "Ådal Kommune\nByrådet\nReferat\nMødedato: 4. maj 2011\n\n1. Regnskab\nSagsnr.: 11/3302\n\nBeslutning\nGodkendt.\n"
)


def _list(folder: Path, text: str, name: str = "manifest.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_lists_are_read_as_spreadsheets_write_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Fil", "Titel", "Dato", "Sagsnummer", "Udvalg", "Lukket"]]
    rows += [["a\\æble.pdf", "Æbleskoven", "12. marts 2021", "21/55", "Økonomiudvalget", "nej"]]
    read = read_manifest(_list(tmp_path, "\n".join(delimiter.join(row) for row in rows), encoding=encoding))
    entry = read.entries["a/æble.pdf"]
    assert dict(entry.values) == {
        "title": "Æbleskoven",
        "committee": "Økonomiudvalget",
        "case_number": "21/55",
        "meeting_date": "2021-03-12",
    }
    assert not entry.closed
    assert read.problems == ()


def test_json_lists_are_read_with_and_without_a_frame(tmp_path: Path) -> None:
    rows = [{"path": "a.pdf", "title": "Åen", "closed": True}, {"path": "b.pdf", "date": "2021-03-12"}]
    for whole in (rows, {"files": rows}):
        read = read_manifest(_list(tmp_path, json.dumps(whole), "manifest.json"))
        assert [(path, entry.closed) for path, entry in read.entries.items()] == [("a.pdf", True), ("b.pdf", False)]


def test_bad_rows_are_told_in_danish_and_the_others_count(tmp_path: Path) -> None:
    read = read_manifest(
        _list(tmp_path, "path;title;date;closed\n;Uden sti;;\na.pdf;A;i går;\nb.pdf;B;2021-03-12;måske\na.pdf;C;;\n")
    )
    assert [(problem.row, problem.message) for problem in read.problems] == [
        (2, "Rækken har ingen sti."),
        (3, "Datoen »i går« kan ikke læses. Skriv den som 2021-03-12."),
        (4, "Lukket er »måske«, hverken ja eller nej. Filen holdes lukket."),
        (5, "a.pdf står flere gange. Den første række gælder."),
    ]
    assert dict(read.entries["a.pdf"].values) == {"title": "A"}
    assert read.entries["b.pdf"].closed


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("manifest.csv", "titel;dato\nA;B\n", "ingen kolonne"),
        ("manifest.csv", "", "ingen kolonne"),
        ("manifest.json", "{", "ikke gyldig JSON"),
        ("manifest.json", '"tekst"', "en liste af filer"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(BadManifest, match=said):
        read_manifest(_list(tmp_path, text, name))


def test_a_list_in_the_folder_is_found(tmp_path: Path) -> None:
    assert manifest_in(tmp_path) is None
    assert manifest_in(_list(tmp_path, "[]", "manifest.json").parent) == tmp_path / "manifest.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = tmp_path / "aflevering"
    files.mkdir()
    (files / "referat.txt").write_text(TEXT, encoding="utf-8")
    (files / "brev.txt").write_text("Kære naboer\n\nVejen spærres på mandag.\n", encoding="utf-8")
    with zipfile.ZipFile(files / "pakke.zip", "w") as package:
        package.writestr("inde.txt", "Notat om forhandlingen med entreprenøren.")
    return files


def _ingest(portal: Run, *arguments: str) -> list[dict[str, object]]:
    done = portal("ingest", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _documents(tmp_path: Path) -> dict[str, Document]:
    with Instance.open(tmp_path / "instance").database.read() as session:
        rows = session.scalars(select(Document)).all()
        return {row.name: row for row in rows if row.passages or row.sightings}


def test_the_list_counts_above_the_text_also_at_the_next_reading(portal: Run, folder: Path, tmp_path: Path) -> None:
    _list(
        folder, "fil;titel;dato;sagsnummer;udvalg;lukket\nreferat.txt;Mødet i maj;2011-05-11;;Kommunalbestyrelsen;nej\n"
    )
    _ingest(portal, str(folder))
    _ingest(portal, str(folder / "referat.txt"), "--again")
    minutes = _documents(tmp_path)["referat.txt"]
    assert (minutes.title, minutes.committee, str(minutes.meeting_date)) == (
        "Mødet i maj",
        "Kommunalbestyrelsen",
        "2011-05-11",
    )
    assert minutes.kind == "minutes"
    assert not minutes.has_closed


def test_what_the_list_closes_is_closed_whole_and_inside(portal: Run, folder: Path, tmp_path: Path) -> None:
    listed = _list(tmp_path, "fil;lukket\nreferat.txt;ja\npakke.zip;ja\n", "liste.csv")
    _ingest(portal, str(folder), "--manifest", str(listed))
    _ingest(portal, str(folder / "referat.txt"), "--again")
    closed = {name: document.has_closed for name, document in _documents(tmp_path).items()}
    assert closed == {"referat.txt": True, "brev.txt": False, "pakke.zip": False, "inde.txt": True}
    found = portal("search", "regnskab", "--json")
    assert json.loads(found.stdout)["total"] == 0


def test_a_list_that_comes_later_counts_for_files_that_are_known(portal: Run, folder: Path, tmp_path: Path) -> None:
    _ingest(portal, str(folder))
    _list(folder, "fil;titel;lukket\nreferat.txt;Mødet i maj;ja\nfindes-ikke.txt;A;\n")
    *_, summary = _ingest(portal, str(folder))
    minutes = _documents(tmp_path)["referat.txt"]
    assert (minutes.title, minutes.has_closed) == ("Mødet i maj", True)
    assert summary["summary"]["manifest_problems"] == [  # type: ignore[index]
        "manifest.csv, række 3: filen findes-ikke.txt findes ikke."
    ]


def test_a_list_that_cannot_be_read_stops_before_anything_is_taken_in(
    portal: Run, folder: Path, tmp_path: Path
) -> None:
    _list(folder, "{", "manifest.json")
    done = portal("ingest", str(folder), "--json")
    assert done.returncode != 0
    assert "ikke gyldig JSON" in done.stderr
    assert _documents(tmp_path) == {}

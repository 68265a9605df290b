"""Without a whole lexicon nothing starts: one line says what to run, and no file is taken in to fail."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.danish import lexicon
from portal.cli import main


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder with the first half of the lexicon, as the program's own."""
    whole = (lexicon.folder() / lexicon.NAME).read_bytes()
    (folder := tmp_path / "ordbog").mkdir()
    (folder / lexicon.NAME).write_bytes(whole[: len(whole) // 2])
    (tmp_path / "brev.txt").write_text("Et brev om skolen.", encoding="utf-8")
    monkeypatch.setenv("PORTAL_LEXICON", str(folder))
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)
    lexicon.load.cache_clear()
    yield folder
    lexicon.load.cache_clear()


@pytest.mark.parametrize("how", ["er beskadiget", "mangler"])
@pytest.mark.parametrize(
    "command",
    [("run", "--port", "18654", "--no-worker"), ("worker",), ("ingest", "brev.txt"), ("inspect", "brev.txt"),
     ("search", "skolebestyrelsesformanden"), ("analyse",)],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_command_stops_and_names_the_one_that_mends(
    broken: Path,
    how: str,
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if how == "mangler":
        (broken / lexicon.NAME).unlink()
    monkeypatch.setattr(sys, "argv", ["portal", *command])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"vejprojektsmedarbejderne"), encoding="utf-8"))
    assert main() == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"portal: Ordbogen {how}. Byg den med kommandoen `portal lexicon`." in said.err

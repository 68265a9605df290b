"""Danish printed, scanned and read by another model; and the table that is learned of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from ingest import misread
from ingest.danish import ConfusionsBroken, confusions, local
from ingest.danish.ocr_repair import best
from portal.cli import main
from portal.instance import Instance

TEXT = "Børnene på skolen får læseværelse, når rådet har drøftet målene og økonomien på mødet. Ældre går å vejen."


def test_fonts_of_the_machine_have_the_danish_letters(tmp_path: Path) -> None:
    fonts = misread.fonts_here()
    assert fonts and all(misread.usable(font) for font in fonts)
    assert fonts == misread.fonts_here(), "always in the same order"
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0no font at all")
    Image.new("L", (4, 4)).save(tmp_path / "picture.png")
    assert not misread.usable(tmp_path / "broken.ttf") and not misread.usable(tmp_path / "picture.png")
    assert misread.fonts_here((str(tmp_path), str(tmp_path / "nowhere"))) == []


def test_words_are_laid_beside_their_readings() -> None:
    assert misread.pairs("Børn og unge, i alt 12", "Bgrn og unge, i alt 12") == [
        ("Børn", "Bgrn"), ("og", "og"), ("unge", "unge"), ("i", "i"), ("alt", "alt"),
    ]  # fmt: skip
    assert misread.pairs("kort vej", "en helt anden lang linje") == []


def test_the_same_seed_gives_the_same_pages_and_the_english_model_loses_the_letters() -> None:
    ways = misread.scans(misread.fonts_here()[:2], 2, seed=3)
    assert ways == misread.scans(misread.fonts_here()[:2], 2, seed=3) != misread.scans(misread.fonts_here()[:2], 2, 4)
    (page,) = misread.misreadings(TEXT, ways[:1], "eng", seed=3)
    assert [page] == list(misread.misreadings(TEXT, ways[:1], "eng", seed=3))
    lost = [(one, other) for one, other in page if re.search("[æøå]", one)]
    assert len(lost) >= 8 and not any(re.search("[æøåÆØÅ]", other) for _, other in lost)
    with pytest.raises(misread.NoModel, match="tesseract-ocr-klingon"):
        misread.read_badly("ord", ways[0], model="klingon")
    with pytest.raises(misread.NoModel):
        misread.read_badly("ord", ways[0], model="../eng")


ROWS = "å\ta\t0.9\næ\tae\t0.5\nø\to\t0.4\nø\t\t0.01\nrn\tm\t0.001\n"


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ("", "hvad å bliver læst som"),
        (ROWS.replace("å\ta\t0.9\n", ""), "hvad å bliver læst som"),
        (ROWS + "l\ti\n", "linje 6 skal være"),
        (ROWS + "l\ti\tofte\n", "linje 6 .*ikke er et tal"),
        (ROWS + "l\ti\tnan\n", "linje 6 .*mellem 0 og 1"),
        (ROWS + "l\ti\t0\n", "linje 6 .*mellem 0 og 1"),
        (ROWS + "l\ti\t1.5\n", "linje 6 .*mellem 0 og 1"),
        (ROWS + "l\tl\t0.1\n", "linje 6 .*bogstaver"),
        (ROWS + "\ti\t0.1\n", "linje 6 .*bogstaver"),
        (ROWS + "L\ti\t0.1\n", "linje 6 .*bogstaver"),
        (ROWS + "ż\ti\t0.1\n", "linje 6 .*bogstaver"),
        (ROWS + "l\tiiiiiiii\t0.1\n", "linje 6 .*bogstaver"),
        (ROWS + "l\ti\t0.95\n", "for l er 0.95"),
        (ROWS + "å\tb\t0.5\n", "for å er 1.40"),
        (ROWS + "rn\tm\t0.002\n", "linje 6 står der to gange"),
        (ROWS * 2000, "flere end 5000 linjer"),
    ],
)
def test_a_table_that_is_none_is_refused_with_the_line(tmp_path: Path, table: str, what: str) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(ConfusionsBroken, match=what) as refused:
        confusions.load(path)
    assert "--packaged" in str(refused.value)


def test_a_table_may_have_comments_and_any_line_ends(tmp_path: Path) -> None:
    (tmp_path / "table.tsv").write_bytes(("# en tabel\n\n" + ROWS).replace("\n", "\r\n").encode())
    assert len(confusions.load(tmp_path / "table.tsv")) == 5
    (tmp_path / "table.tsv").write_bytes(ROWS.encode("latin-1"))
    with pytest.raises(ConfusionsBroken, match="UTF-8"):
        confusions.load(tmp_path / "table.tsv")


def test_a_table_is_used_by_repairs_and_a_broken_one_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path / "instance"))
    table = tmp_path / "other.tsv"
    table.write_text("å\tw\t0.9\næ\tqq\t0.9\nø\tv\t0.9\n", encoding="utf-8")
    before = best("bvrn"), best("mvdet")
    try:
        assert run(monkeypatch, "confusions", "use", str(table)) == 0
        assert "portal reindex" in capsys.readouterr().out
        assert (best("bvrn"), best("mvdet"), best("pqqdagogisk")) == ("børn", "mødet", "pædagogisk") != before
        (tmp_path / "instance" / "language" / local.TABLE).write_text("å\ta\tx", encoding="utf-8")
        with pytest.raises(ConfusionsBroken):
            Instance.open(tmp_path / "instance")
        assert run(monkeypatch, "check") == 2
        assert "linje 1" in capsys.readouterr().err
        table.write_text("nej", encoding="utf-8")
        assert run(monkeypatch, "confusions", "use", str(table)) == 2
        assert run(monkeypatch, "confusions", "use", "--packaged") == 0
        assert run(monkeypatch, "check") == 0
    finally:
        local.use(None)
    assert (best("bvrn"), best("mvdet")) == before


def test_a_table_is_learned_and_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text, output = tmp_path / "tekst.txt", tmp_path / "lært.tsv"
    text.write_text(TEXT, encoding="utf-8")
    assert run(monkeypatch, "confusions", "learn", str(text), "--words", "200", "--output", str(output)) == 1
    assert "for kort" in capsys.readouterr().err
    text.write_text(TEXT * 20, encoding="utf-8")
    assert run(monkeypatch, "confusions", "learn", str(text), "--words", "400", "--output", str(output)) == 0
    said = capsys.readouterr().out
    assert "400 ord" in said and f"portal confusions use {output}" in said
    table = {(printed, read): share for printed, read, share in confusions.load(output)}
    assert table["å", "a"] > 0.5 and {printed for printed, _ in table} >= {"æ", "ø", "å"}
    assert run(monkeypatch, "confusions", "learn", str(text), "--model", "dan", "--words", "200") == 1
    assert "for lidt forkert" in capsys.readouterr().err
    assert run(monkeypatch, "confusions", "learn", "--font", str(text)) == 1
    assert "ingen skrifttype" in capsys.readouterr().err


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["portal", *words])
    try:
        return main()
    except SystemExit as ended:
        return int(ended.code or 0)

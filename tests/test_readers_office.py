"""Old formats, with a program in LibreOffice's place: what it makes is read, and what it does wrong has a name."""

import zipfile
from pathlib import Path

import pytest

from ingest import readers
from ingest.errors import Damaged, NeedsConverter, Timeout
from ingest.readers.limits import Limits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAKES_A_DOCX = """#!/bin/sh
while [ "$1" != "--outdir" ]; do shift; done
mkdir -p "$2" && cp "$(dirname "$0")/made.docx" "$2/given.docx"
"""


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "generated"
    path.write_bytes(rb"{\rtf1\ansi H\'f8ring}")
    (tmp_path / "scratch").mkdir()
    return path


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def test_what_the_converter_makes_is_read(tmp_path: Path, rtf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch, MAKES_A_DOCX)
    with zipfile.ZipFile(tmp_path / "bin" / "made.docx", "w") as container:
        words = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Høring</w:t></w:r></w:p></w:body></w:document>'
        container.writestr("word/document.xml", words)
    assert readers.converter_ready()
    source = readers.read(rtf, "referat.rtf", tmp_path / "scratch", Limits())
    assert (source.media_type, source.pages[0].body) == ("application/rtf", "Høring")


def test_a_converter_that_hangs_is_stopped_with_all_it_started(
    tmp_path: Path, rtf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, f"#!/bin/sh\nsleep 600 & echo $! > {tmp_path}/child\nwait\n")
    with pytest.raises(Timeout):
        readers.read(rtf, "referat.rtf", tmp_path / "scratch", Limits(convert_seconds=1))
    assert not Path("/proc", (tmp_path / "child").read_text().strip(), "exe").exists()


def test_a_converter_that_makes_nothing_leaves_a_damaged_file(
    tmp_path: Path, rtf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, "#!/bin/sh\nexit 0\n")
    with pytest.raises(Damaged):
        readers.read(rtf, "referat.rtf", tmp_path / "scratch", Limits())


def test_without_a_converter_the_advice_is_to_install_it(
    tmp_path: Path, rtf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not readers.converter_ready()
    with pytest.raises(NeedsConverter) as caught:
        readers.read(rtf, "referat.rtf", tmp_path / "scratch", Limits())
    assert "libreoffice-writer" in caught.value.advice

"""Old formats (.doc, .rtf, .odt): LibreOffice makes a DOCX of them, which is read like any other."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from ingest.errors import Damaged, NeedsConverter, Timeout
from ingest.readers.docx import read_docx
from ingest.readers.limits import Limits
from ingest.values import Source

_SUFFIX = {
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
}


def converter_ready() -> bool:
    """Tell whether LibreOffice is installed."""
    return _program() is not None


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_office(path: Path, media_type: str, scratch: Path, limits: Limits) -> Source:
    """Convert and read an old document.

    Raises:
        NeedsConverter: LibreOffice is not installed.
        Damaged: It made nothing of the file.
        Timeout: It took longer than `limits.convert_seconds`.
    """
    program = _program()
    if program is None:
        raise NeedsConverter
    made = _converted(program, path, media_type, scratch, limits.convert_seconds)
    return replace(read_docx(made, limits), media_type=media_type)


def _converted(program: str, path: Path, media_type: str, scratch: Path, seconds: float) -> Path:
    folder = scratch / "office"
    folder.mkdir()
    given = folder / f"given{_SUFFIX[media_type]}"
    given.symlink_to(path.resolve())
    command = [
        program, f"-env:UserInstallation=file://{folder / 'profile'}",  # a profile of its own: two can run side by side
        "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(folder / "out"), str(given),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired as error:
        raise Timeout(f"Omsætningen blev stoppet efter {seconds:.0f} sekunder.") from error
    made = folder / "out" / "given.docx"
    if not made.exists():
        raise Damaged(f"LibreOffice kunne ikke åbne den ({done.returncode}).")
    return made

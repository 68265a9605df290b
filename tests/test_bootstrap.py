"""The set-up: what it needs, what it makes, what it says when something is missing, and that it does nothing twice."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
import bootstrap_steps as steps

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environ}, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout at a path with a space and Danish letters, and the steps working on it."""
    root = tmp_path / "søgning og arkiv"
    (root / ".venv").mkdir(parents=True)
    for name in ("bootstrap.py", "bootstrap_steps.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    for name, value in {"ROOT": root, "VENV": root / ".venv", "STAMPS": root / ".venv" / "bootstrap.json"}.items():
        monkeypatch.setattr(steps, name, value)
    monkeypatch.setattr(steps, "PYTHON", Path(sys.executable))
    return root


def test_only_the_standard_library_is_needed():
    for name in ("bootstrap.py", "bootstrap_steps.py"):
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        used = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        used |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {module.split(".")[0] for module in used} <= sys.stdlib_module_names | {"bootstrap_steps"}


def test_an_old_python_can_read_the_first_file():
    source = (ROOT / "bootstrap.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 7))
    assert source.index("use_suitable_python()\n\n") < source.index("import bootstrap_steps")


@pytest.mark.parametrize("version", [(3, 9, 18), (3, 10, 13), (3, 14, 0)])
def test_an_unsuitable_python_gets_one_clear_line(version, monkeypatch, tmp_path):
    with monkeypatch.context() as other:
        other.setenv("PATH", str(tmp_path))
        other.setattr(bootstrap, "__file__", str(tmp_path / "bootstrap.py"))
        other.setattr(sys, "version_info", version)
        with pytest.raises(SystemExit) as stopped:
            bootstrap.use_suitable_python()
    assert f"dette er Python 3.{version[1]}." in str(stopped.value)
    assert "sudo apt-get install python3.11 python3.11-venv" in str(stopped.value)


def test_an_unsuitable_venv_is_not_gone_on_with(checkout, monkeypatch, tmp_path):
    (checkout / ".venv" / "bin").mkdir()
    (checkout / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (checkout / ".venv" / "bin" / "python").chmod(0o755)
    with monkeypatch.context() as other:
        other.setenv("PATH", str(tmp_path))
        other.setattr(bootstrap, "__file__", str(checkout / "bootstrap.py"))
        other.setattr(sys, "version_info", (3, 9, 18))
        with pytest.raises(SystemExit, match=r"dette er Python 3\.9"):
            bootstrap.use_suitable_python()


def test_the_venv_of_another_checkout_is_left_alone(checkout, tmp_path, monkeypatch):
    (others := tmp_path / "other").mkdir()
    (others / "bootstrap.json").write_text('{"place": "/somewhere/else"}', encoding="utf-8")
    (checkout / ".venv").rmdir()
    (checkout / ".venv").symlink_to(others)
    steps.make_venv()
    assert [path.name for path in others.iterdir()] == ["bootstrap.json"]
    assert (checkout / ".venv" / "bin" / "python").exists() and not (checkout / ".venv").is_symlink()


def test_a_python_without_venv_is_told_which_package(checkout, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    done = run(
        sys.executable, checkout / "bootstrap.py", "install", PYTHONPATH=str(tmp_path), PATH=str(tmp_path / "bin")
    )
    assert done.returncode == 1
    assert f"sudo apt-get install python3.{sys.version_info.minor}-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_words_that_are_no_command_are_answered_with_the_commands(checkout):
    for given, status in ((["install-everything"], 2), ([], 2), (["--help"], 0)):
        done = run(sys.executable, checkout / "bootstrap.py", *given)
        assert done.returncode == status
        assert "python3 bootstrap.py KOMMANDO" in done.stdout


def test_the_launcher_starts_the_portal_from_anywhere(checkout, tmp_path):
    venv = checkout / ".venv"
    assert run(sys.executable, "-m", "venv", "--without-pip", venv).returncode == 0
    (checkout / "portal").mkdir()
    (checkout / "portal" / "cli.py").write_text("import sys\ndef main():\n    print(sys.argv[1:])\n    return 3\n")
    steps.launcher(venv, checkout)
    done = run(venv / "bin" / "portal", "search", "børn og unge", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "['search', 'børn og unge']\n"), done.stderr


def test_a_reading_process_does_not_load_the_web(checkout):
    venv = checkout / ".venv"
    assert run(sys.executable, "-m", "venv", "--without-pip", venv).returncode == 0
    steps.launcher(venv, checkout)
    program = f"import runpy, sys; runpy.run_path({str(venv / 'bin' / 'portal')!r}, run_name='__mp_main__')"
    done = run(sys.executable, "-c", f"{program}; print('portal' in sys.modules)", cwd=checkout)
    assert done.stdout == "False\n", done.stderr


def test_the_version_can_be_asked_for_and_an_older_one_is_gone(checkout):
    site = checkout / ".venv" / "lib" / f"python{steps.VERSION}" / "site-packages"
    (site / "hoeringsarkivet-0.0.1.dist-info").mkdir(parents=True)
    (checkout / ".venv" / "bin").mkdir()
    steps.launcher(checkout / ".venv", checkout)
    found = list(importlib.metadata.distributions(path=[str(site)]))
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert [(one.name, f'version = "{one.version}"' in pyproject) for one in found] == [("hoeringsarkivet", True)]


def test_a_lock_is_installed_once_and_again_when_it_changes(checkout, capsys):
    lock = checkout / "requirements.lock"
    said = []
    for text in ("# nothing yet\n", "# nothing yet\n", "# changed\n"):
        lock.write_text(text, encoding="utf-8")
        steps.packages("requirements.lock", "Pakker")
        said.append(capsys.readouterr().out)
    assert ["færdig" in out for out in said] == [True, False, True]


def test_a_package_that_cannot_be_had_stops_with_what_pip_said(checkout, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    (checkout / "requirements.lock").write_text(f"nonesuch==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(steps.Problem, match="nonesuch"):
        steps.packages("requirements.lock", "Pakker")
    assert steps.stamps() == {}


def test_missing_debian_packages_are_one_line_and_not_tried_at_every_start(checkout, monkeypatch, capsys, tmp_path):
    attempts = tmp_path / "attempts"
    (tmp_path / "bin").mkdir()
    for name, text in (("apt-get", f'echo "$@" >> {attempts}\nexit 100'), ("sudo", 'shift; exec "$@"')):
        (tmp_path / "bin" / name).write_text(f"#!{shutil.which('sh')}\n{text}\n", encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    (tmp_path / "bin" / "env").symlink_to(shutil.which("env") or "")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    steps.system_packages(dev=False, again=False)
    first = capsys.readouterr().out
    tried = attempts.read_text(encoding="utf-8").splitlines()
    assert ["update" in line for line in tried] == [False, True]  # the list may be old; then its answer is final
    steps.system_packages(dev=False, again=False)
    lines = capsys.readouterr().out.splitlines()
    assert attempts.read_text(encoding="utf-8").splitlines() == tried
    assert first.splitlines()[-1:] == lines
    assert len(lines) == 1
    assert "sudo apt-get install tesseract-ocr tesseract-ocr-dan" in lines[0]
    assert "portal ingest --again" in lines[0]


CSS = (
    "@font-face{src:url(../fonts/a/eot/A.eot),url(../fonts/a/woff/A.woff) format(\"woff\"),"
    "url(../fonts/a/woff2/A.woff2) format(\"woff2\"),url(../fonts/a/ttf/A.ttf) format(\"truet ype\")}"
    ".x{background:url(../img/x.svg)}\n/*# sourceMappingURL=dkfds.min.css.map*/"
)  # fmt: skip


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    dist = tmp_path / "node_modules" / "dkfds" / "dist"
    names = ["woff/A.woff", "woff/B.woff", "woff2/A.woff2", "eot/A.eot", "ttf/A.ttf"]
    kept = [*(f"fonts/a/{name}" for name in names), "img/x.svg", "img/unused.svg", "img/all-svg-icons.svg"]
    for name in [*kept, "LICENSE.md", "fonts/IBMPlexSans/complete/woff/license.txt"]:
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        (dist / name).write_text(name, encoding="utf-8")
    (dist / "css").mkdir()
    (dist / "css" / "dkfds.min.css").write_text(CSS, encoding="utf-8")
    htmx = tmp_path / "node_modules" / "htmx.org" / "dist"
    htmx.mkdir(parents=True)
    (htmx / "htmx.min.js").write_text("htmx", encoding="utf-8")
    return tmp_path / "node_modules"


def test_only_what_the_pages_need_is_copied(modules, tmp_path):
    vendor = tmp_path / "vendor"
    steps.build_vendor(modules, vendor)
    found = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()}
    assert {name for name in found if "icense" not in name.lower()} == {
        "htmx.min.js", "dkfds/css/dkfds.min.css", "dkfds/fonts/a/woff/A.woff", "dkfds/fonts/a/woff2/A.woff2",
        "dkfds/img/x.svg", "dkfds/img/all-svg-icons.svg",
    }  # fmt: skip
    css = (vendor / "dkfds" / "css" / "dkfds.min.css").read_text(encoding="utf-8")
    assert css.startswith("@font-face{src:url(../fonts/a/woff/A.woff)")
    assert not re.search(r"eot|ttf|sourceMapping", css)


def test_a_copy_that_fails_leaves_the_old_one(modules, tmp_path):
    vendor = tmp_path / "vendor"
    steps.build_vendor(modules, vendor)
    (modules / "dkfds" / "dist" / "img" / "x.svg").unlink()
    with pytest.raises(FileNotFoundError):
        steps.build_vendor(modules, vendor)
    assert (vendor / "dkfds" / "img" / "x.svg").is_file()


def test_the_pages_files_are_all_there():
    folder = ROOT / "static" / "vendor" / "dkfds" / "css"
    css = (folder / "dkfds.min.css").read_text(encoding="utf-8")
    named = re.findall(r"url\(([^()]+)\)", css)
    assert {name.split("/")[-2] for name in named if "/fonts/" in name} == {"woff", "woff2"}
    assert not [name for name in named if not (folder / name).is_file()]
    assert b"2.0.11" in (ROOT / "static" / "vendor" / "htmx.min.js").read_bytes()


def test_a_second_set_up_does_nothing_and_needs_no_network():
    if "assets" not in steps.stamps() or steps.stamps()["place"] != str(ROOT):
        pytest.skip("this checkout was not set up by bootstrap.py")
    offline = {"PIP_NO_INDEX": "1", "npm_config_offline": "true", "http_proxy": "nowhere", "https_proxy": "nowhere"}
    for _ in range(2):  # the first may bake the lexicon, when somebody is working on it
        done = run(sys.executable, ROOT / "bootstrap.py", "install", "--dev", cwd=Path("/"), **offline)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "…" not in done.stdout  # no step had anything to do


def test_a_failing_check_shows_what_was_said_and_does_not_stop_the_others(checkout, capsys):
    (checkout / ".venv" / "bin").mkdir()
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert not bootstrap.check("en kontrol", ["python", "-c", "print('linje 7 er forkert'); raise SystemExit(1)"])
    assert bootstrap.check("en anden", ["python", "-c", "print('alt vel')"])
    said = capsys.readouterr().out
    assert "linje 7 er forkert" in said
    assert "alt vel" not in said

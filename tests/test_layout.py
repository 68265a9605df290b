"""The house: sizes, names, and what may be committed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE, LONGEST_FUNCTION, USUAL_FUNCTION = 250, 60, 30
PROGRAMS = {".py", ".html", ".css", ".js"}
TOP = {
    ".ci", ".gitignore", ".npmrc", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "bootstrap.py",
    "bootstrap_steps.py", "docs", "ingest", "migrations", "package-lock.json", "package.json", "portal",
    "pyproject.toml", "requirements-dev.lock", "requirements-node.lock", "requirements.lock", "static", "templates",
    "tests",
}  # fmt: skip


@cache
def committed() -> tuple[str, ...]:
    """Give the paths git knows, or, in a copy without git, what is there."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    answer = subprocess.run(git, cwd=ROOT, capture_output=True, check=False)
    assert answer.returncode == 0, f"the layout is checked in a git checkout: {answer.stderr.decode()}"
    return tuple(name for name in answer.stdout.decode().split("\0") if name and (ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    found = {}
    for name in committed():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:8000] and not name.startswith("tests/files/"):
            found[name] = content.decode("utf-8")
    return found


@cache
def python(*folders: str) -> dict[str, ast.Module]:
    return {
        name: ast.parse(text)
        for name, text in texts().items()
        if name.endswith(".py") and (not folders or name.split("/")[0] in folders)
    }


def written_once(name: str) -> bool:
    return name.startswith("migrations/versions/")


def test_no_file_is_too_long():
    lengths = {name: text.count("\n") for name, text in texts().items() if Path(name).suffix in PROGRAMS}
    too_long = {name: n for name, n in lengths.items() if n > LONGEST_FILE and not written_once(name)}
    assert not too_long


def test_functions_fit_on_a_screen():
    lengths = {}
    for name, module in python().items():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not written_once(name):
                lengths[f"{name}:{node.lineno} {node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    assert not {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION}
    assert sorted(lengths.values())[int(len(lengths) * 0.9)] <= USUAL_FUNCTION


def test_names_say_what_is_inside():
    vague = {"utils", "util", "core", "helpers", "helper", "common", "misc", "base", "manager"}
    assert not [name for name in committed() if Path(name).stem in vague and name.endswith(".py")]
    classes = [
        f"{name}: {node.name}"
        for name, module in python().items()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef) and re.match(r"Base[A-Z]|Abstract[A-Z]", node.name)
    ]
    assert not classes


def test_nothing_else_stands_in_the_top_folder():
    assert {name.split("/")[0] for name in committed()} <= TOP


def catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    broad = any(kind is None or (isinstance(kind, ast.Name) and kind.id in BROAD) for kind in caught)
    return broad and not any(isinstance(node, ast.Raise) for node in ast.walk(handler))


BROAD = {"Exception", "BaseException"}
#: Around one file of a batch, and around one page of a parser.
ALLOWED_BROAD = {"ingest/sandbox.py", "ingest/readers/pdf.py"}


def test_broad_excepts_stand_in_two_places_only():
    found = [
        name
        for name, module in python("ingest", "portal").items()
        for node in ast.walk(module)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert set(found) <= ALLOWED_BROAD
    assert len(found) == len(set(found)), found


def test_one_word_in_four_places():
    for name, text in texts().items():
        for word in re.findall(r'Blueprint\(\s*"(\w+)"', text) if name.startswith("portal/") else ():
            assert word in (Path(name).stem, Path(name).parent.name), f"{name} makes the blueprint {word}"
            assert f"tests/test_{word}.py" in committed(), f"no tests/test_{word}.py"


@pytest.mark.parametrize("folder", ["static/vendor", "node_modules", "instance", ".venv"])
def test_what_is_built_is_not_committed(folder):
    assert not [name for name in committed() if name.startswith(f"{folder}/")]


def test_no_fonts_databases_or_large_files_are_committed():
    kinds = {".woff", ".woff2", ".ttf", ".otf", ".eot", ".sqlite", ".pyc", ".whl", ".map"}
    assert not [name for name in committed() if Path(name).suffix in kinds]
    assert not [name for name in committed() if (ROOT / name).stat().st_size > 1_000_000]


def test_no_registry_or_download_address_is_committed():
    registries = "py" + "pi|python" + "hosted|npm" + "js|debian" + r"\.|deb\.|files\.python|registry\."
    address = re.compile(rf"(https?:)?//[^\s\"'<>)]*({registries})")
    assert not [name for name, text in texts().items() if address.search(text)]


def test_locks_hold_digests_and_no_places():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-node.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"//|--(index|find)|file:|@", text)
        for entry in re.split(r"\n(?=\S)", text.strip()):
            assert "==" in entry.splitlines()[0], entry
            assert "--hash=sha256:" in entry, f"no digest for {entry.splitlines()[0]}"
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "://" not in text


def test_locks_hold_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for lock, wanted in (
        ("requirements.lock", project["project"]["dependencies"]),
        ("requirements-dev.lock", project["dependency-groups"]["dev"]),
    ):
        names = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-").replace(".", "-") for line in wanted}
        assert names <= locked(lock)


def locked(*locks: str) -> set[str]:
    text = "".join((ROOT / lock).read_text(encoding="utf-8") for lock in locks)
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


def imported(*folders: str) -> dict[str, str]:
    """Give every outside module that is imported, and one file that does it."""
    found = {}
    for name, module in python(*folders).items():
        for node in ast.walk(module):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            found.update({one.split(".")[0]: name for one in modules})
    ours = {"portal", "ingest", "tests", "bootstrap", "bootstrap_steps", *sys.stdlib_module_names}
    return {module: name for module, name in found.items() if module not in ours}


def test_what_is_imported_is_in_the_locks():
    """A machine where something was installed by hand must not hide it."""
    homes = packages_distributions()
    for folders, locks in (
        (("portal", "ingest", "migrations"), ("requirements.lock",)),
        (("tests",), ("requirements.lock", "requirements-dev.lock")),
    ):
        known = locked(*locks)
        unknown = {
            module: name
            for module, name in imported(*folders).items()
            if not {home.lower().replace("_", "-").replace(".", "-") for home in homes.get(module, ())} & known
        }
        assert not unknown


def test_both_locks_agree_on_versions():
    def versions(lock: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name, version in re.findall(
            r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
        ):
            found.setdefault(name, set()).add(version)
        return found

    running, testing = versions("requirements.lock"), versions("requirements-dev.lock")
    shared = running.keys() & testing.keys()
    assert shared
    assert {name: testing[name] for name in shared} == {name: running[name] for name in shared}


def test_no_path_of_somebodys_machine_is_committed():
    home = re.compile(r"(?<![\w.~/-])/(work|root|Users|tmp/[\w-]+|home/(?!hoeringsarkivet)\w+)/")
    assert not {name: hit.group() for name, text in texts().items() if (hit := home.search(text))}

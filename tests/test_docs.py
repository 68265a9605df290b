"""Docs that can be wrong: commands, settings, causes, words, links."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

import bootstrap
from ingest.errors import causes
from portal import words
from portal.cli import portal
from portal.config import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(text: str, columns: int) -> list[list[str]]:
    """Give the cells of every table row with that many columns, heads and rules left out."""
    found = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if "|" in line]
    return [row for row in found if len(row) == columns and not set(row[0]) <= set("-: ")]


def code(text: str) -> list[str]:
    """Give every line of the fenced blocks and every inline piece of code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    outside = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [*lines, *re.findall(r"`([^`\n]+)`", outside)]


def every_command() -> list[tuple[str, str]]:
    found = [(path.name, line) for path in DOCS for line in code(path.read_text(encoding="utf-8"))]
    return found + [("errors.py", line) for cause in causes().values() for line in code(cause.advice)]


def check_portal(line: str) -> None:
    """Walk down the words of a `portal ...` line: each command and each option must exist."""
    command: click.Command | None = portal
    context = click.Context(portal)
    for word in re.sub(r'"[^"]*"', "TEXT", line).split():
        if isinstance(command, click.Group) and not word.startswith("-"):
            command = command.get_command(context, word)
            assert command, f"`{line}`: no command {word}"
        elif command and word.startswith("--"):
            known = {name for option in command.params for name in option.opts} | {"--help", "--version"}
            assert word.split("=")[0] in known, f"`{line}`: {command.name} has no {word}"


def test_portal_commands_in_docs_exist():
    said = []
    for where, line in every_command():
        for part in re.split(r"&&|\|", line):
            if match := re.match(r"(?:\S*/|sudo -u \S+ )*portal((?: [^\s].*)?)$", part.strip()):
                words_after = match.group(1).replace("...", "").strip()
                check_portal(words_after)
                said.append((where, words_after))
    assert {"README.md", "operations.md", "errors.py"} <= {where for where, _ in said}


def test_bootstrap_commands_in_docs_exist():
    said = [re.search(r"python3(?:\.\d+)? (?:\S*/)?bootstrap\.py(?: (\w+))?", line) for _, line in every_command()]
    commands = {match.group(1) for match in said if match and match.group(1)}
    assert {"run", "test", "install"} <= commands
    assert all(re.search(rf"^  {command} ", bootstrap.USAGE, re.MULTILINE) for command in commands)


def test_make_commands_in_docs_exist():
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    said = {match.group(1) for _, line in every_command() if (match := re.match(r"make (\w+)", line))}
    assert {"run", "test"} <= said <= targets


def test_the_first_screen_says_what_and_how():
    first_screen = "\n".join(read("README.md").splitlines()[:25])
    for needed in ("make run", "make test", "python3 bootstrap.py run", "docs/pictures/straight-line.svg", "Arkivarer"):
        assert needed in first_screen


def test_every_setting_is_documented_with_its_default():
    said = {row[0].strip("`"): row for row in rows(read("docs/operations.md"), 4) if row[0].startswith("`")}
    assert said.keys() == {field.name for field in fields(Settings)}
    for field in fields(Settings):
        default = f"`{field.default}`" if field.default != "" else "(empty)"
        assert said[field.name][1:3] == [f"`PORTAL_{field.name.upper()}`", default]


def test_every_variable_the_program_reads_is_documented():
    sources = [*(ROOT / "portal").rglob("*.py"), *(ROOT / "ingest").rglob("*.py"), ROOT / "bootstrap.py"]
    used = {name for path in sources for name in re.findall(r'"(PORTAL_[A-Z_]+)"', path.read_text(encoding="utf-8"))}
    assert {"PORTAL_INSTANCE", "PORTAL_DEMO_PASSWORD"} <= used
    assert used <= set(re.findall(r"`(PORTAL_[A-Z_]+)`", read("docs/operations.md")))


def test_the_example_settings_are_settings():
    blocks = re.findall(r"^```toml\n(.*?)^```", read("docs/operations.md"), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        assert tomllib.loads(block).keys() <= {field.name for field in fields(Settings)}


def test_every_cause_is_documented_with_its_words():
    said = {row[0].strip("`"): row[3:] for row in rows(read("docs/errors.md"), 5) if row[0].startswith("`")}
    assert said == {name: [cause.message, cause.advice] for name, cause in causes().items()}


def glossary() -> set[tuple[str, str]]:
    return {(row[0].lower(), row[1]) for row in rows(read("docs/glossary.md"), 3)}


def pairs(danish: str, english: str) -> list[tuple[str, str]]:
    """Take a row of several words apart: as many codes as words, or one code for all."""
    one, other = (re.split(r"\s*[,;]\s*", re.sub(r"\([^)]*\)", "", side).strip()) for side in (danish, english))
    return list(zip(one, [word.strip() for word in other] * (len(one) if len(other) == 1 else 1), strict=True))


@pytest.mark.shared
def test_the_glossary_has_every_word_of_the_design(shared):
    design = (shared / "DESIGN.md").read_text(encoding="utf-8")
    table = design[design.index("## 5. Words") : design.index("## 6.")]
    wanted = [pair for row in rows(table, 5)[1:] for side in (row[:2], row[3:]) for pair in pairs(*side)]
    assert len(wanted) > 30
    assert not [pair for pair in wanted if (pair[0].lower(), pair[1]) not in glossary()]


@pytest.mark.parametrize("table", ["KINDS", "FIELDS", "STATES", "LAYERS", "ROLES"])
def test_the_glossary_has_every_word_people_see(table):
    shown = {(danish.lower(), str(name)) for name, danish in getattr(words, table).items()}
    assert not shown - glossary()


def test_the_changelog_begins_with_this_version():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    heads = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert heads[0] == version
    assert re.search(rf"^## {re.escape(version)}.*\n\n- ", read("CHANGELOG.md"), re.MULTILINE)


def test_links_between_docs_lead_somewhere():
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_drawing_of_the_house_is_true():
    blocks = re.findall(r"```\n(.*?)```", read("docs/architecture.md"), re.DOTALL)
    drawing = next(block for block in blocks if "ingest/" in block)
    inside, drawn = {0: ROOT}, []
    for line in drawing.splitlines():
        depth = len(line) - len(line.lstrip())
        names = re.findall(r"\S+(?:\.py|/)(?=\s|$)", re.split(r"\s{3,}", line.strip())[0])
        drawn += [inside[depth] / name for name in names]
        inside[depth + 2] = drawn[-1]
    assert len(drawn) > 20
    assert not [path.relative_to(ROOT).as_posix() for path in drawn if not path.exists()]


def test_decisions_are_numbered_listed_and_say_where_they_stand():
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04d}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {int(path.name[:4])}. ")
        assert re.match(r"(Accepted|Replaced by|Withdrawn)", lines[2])
        assert f"adr/{path.name}" in read("docs/architecture.md")


def test_every_part_has_a_reason():
    project = tomllib.loads(read("pyproject.toml"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    reasons = read("docs/adr/0001-parts.md").lower()
    names = {re.split(r"[^\w.-]", line)[0].lower() for line in wanted}
    assert not {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", reasons)}

"""The rule for skips, tried on a test run of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import spreading
from tests.conftest import SHARED_ABSENT

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent

PROBE = """
import pytest
def test_fine(): pass
def test_real(shared): pass
@pytest.mark.shared
def test_marked(): pass
@pytest.mark.skipif({skip}, reason="no chromium")
def test_other(): pass
"""


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(("skip", "ci", "status"), [(True, "true", 1), (True, "", 0), (False, "true", 0)])
def test_where_nobody_watches_only_the_samples_may_be_skipped(tmp_path, skip, ci, status, workers):
    (tmp_path / "repo" / "tests").mkdir(parents=True)
    rules = re.sub(
        r"^pytest_plugins = \[.*?\]$",
        "",
        (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"),
        flags=re.M | re.S,
    )
    (tmp_path / "repo" / "tests" / "conftest.py").write_text(rules, encoding="utf-8")
    (tmp_path / "repo" / "pytest.ini").write_text("[pytest]\nmarkers = shared\n ocr\n slow\n unit\n", encoding="utf-8")
    (tmp_path / "repo" / "tests" / "test_probe.py").write_text(PROBE.format(skip=skip), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-n", workers, "-p", "no:cacheprovider"],
        cwd=tmp_path / "repo",
        env={**os.environ, "CI": ci, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stdout
    assert SHARED_ABSENT in done.stdout
    listed = done.stdout.partition("skipped where nothing may be skipped")[2]
    assert ("test_other: Skipped: no chromium" in listed) == (status == 1)
    assert "test_real" not in listed
    assert re.search(r"=+ \d passed, \d skipped in [\d.]+s( \([\d:]+\))? =+$", done.stdout.rstrip())


TOGETHER = """
import pytest
SEEN = []
@pytest.mark.parametrize("number", range(8))
def test_in_turn(number):
    assert SEEN == list(range(number))
    SEEN.append(number)
"""


def test_side_by_side_a_file_stays_in_one_process(tmp_path):
    (tmp_path / "conftest.py").write_text(Path(spreading.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("a", "b", "c"):
        (tmp_path / f"test_{name}.py").write_text(TOGETHER, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "24 passed" in done.stdout, done.stdout


def test_what_is_dealt_out_in_parts_is_there():
    for file, parts in spreading.PARTS.items():
        assert (ROOT / file).is_file()
        lots = {spreading.part_of(f"{file}::test_it[{number}]") for number in range(100)}
        assert lots == {f"{file} {part + 1}/{parts}" for part in range(parts)}

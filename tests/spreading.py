"""The tests on several processes: which ones stay together, and in which order they are begun.

Only with pytest-xdist (`-n`). A file stays in one process, so that what its tests share is made once; a few files that
take minutes are dealt out in parts. The long ones come first, so that no process ends with a long one alone, and the
browser's before all others: its event loop lives in a process only as long as tests of its folder follow each other.
"""

from __future__ import annotations

import zlib
from typing import Any

import pytest

#: Files that take more than a tenth of the time: into how many parts.
PARTS = {"tests/browser/test_accessible.py": 8, "tests/test_access.py": 3, "tests/test_cli.py": 3}


def part_of(nodeid: str) -> str:
    """Give the name of the lot that a test is dealt out with."""
    file = nodeid.partition("::")[0]
    parts = PARTS.get(file, 1)
    return file if parts == 1 else f"{file} {zlib.crc32(nodeid.encode()) % parts + 1}/{parts}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    turns = ("browser", "slow", "unit")
    marked = [turn for turn, name in enumerate(turns) if item.get_closest_marker(name)]
    return {0: 0, 1: 1, 2: 3}[marked[0]] if marked else 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler.loadscope import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return part_of(nodeid)

    config.option.loadscopereorder = False  # the order is the one above
    return ByFile(config, log)

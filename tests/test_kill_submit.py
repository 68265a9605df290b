"""A process killed while a response is sent: no receipt without response, none lost, and sending again gives one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import kill_submit
from tests.kill_submit import DONE, POINTS, Kept

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    return kill_submit.prepare(tmp_path_factory.mktemp("kill"))


@pytest.mark.parametrize("point", POINTS)
def test_all_or_nothing(whole: tuple[Path, dict[str, int]], tmp_path: Path, point: str):
    kept = kill_submit.kill(whole[0], tmp_path / "copy", whole[1], point)
    nothing, everything = Kept(0, draft=True, jobs=0, mails=0), Kept(1, draft=False, jobs=1, mails=1)
    assert kept == (everything if point in DONE else nothing)

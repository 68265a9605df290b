"""What every test may use, and the rule for skips where nobody watches.

With CI set, a test may be skipped for one reason only: the sample folder `shared` is not beside the checkout.
Every other skip is listed and fails the run, so a missing program never passes for a green one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = [
    "tests.fixtures_web",
    "tests.fixtures_responses",
    "tests.fixtures_mail",
    "tests.index_engines",
    "tests.spreading",
]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SHARED_ABSENT = "the folder `shared` is not beside the checkout"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real samples beside the checkout; a test that asks for it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(SHARED_ABSENT)
    return SHARED


class Skips:
    """What was skipped though nothing may be: heard of where the run is reported, also when workers do the tests."""

    def __init__(self) -> None:
        self.listed: dict[str, None] = {}  # every worker tells of a file that is skipped whole

    def note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            if reason.removeprefix("Skipped: ") != SHARED_ABSENT:
                self.listed[f"{report.nodeid}: {reason}"] = None

    pytest_runtest_logreport = pytest_collectreport = note

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.listed and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.listed:
            terminalreporter.section("skipped where nothing may be skipped", red=True)
            for line in self.listed:
                terminalreporter.line(line)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI"):
        config.pluginmanager.register(Skips())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is a unit: it starts no program, and needs neither the sample archive nor a folder of real files."""
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason=SHARED_ABSENT))
        sample = "_untouched" in getattr(item, "fixturenames", ())
        if not sample and not any(item.get_closest_marker(name) for name in ("shared", "ocr", "slow")):
            item.add_marker(pytest.mark.unit)

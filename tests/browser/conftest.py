"""A browser at a server with the sample archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal.model import Role
from tests.browser import stage
from tests.fixtures_web import Archive

expect.set_options(timeout=20_000)  # a busy machine draws slowly; what is right is seen at once all the same


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))  # a browser on a busy machine; the summary names it
            # A page that is closed while a file is on its way to it leaves that file to the garbage collector.
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))


@pytest.fixture(scope="package")
def site(archive: Archive) -> Iterator[str]:
    """The address of a server with the sample archive: read it, do not change it."""
    with stage.serving(archive.instance) as address:
        yield address


@pytest.fixture(scope="package")
def chromium(site: str) -> Iterator[Browser]:
    """A browser, for the tests of this folder alone: its event loop would disturb the others."""
    if stage.chromium() is None:
        pytest.skip(stage.MISSING)
    with sync_playwright() as playwright:
        browser = stage.launch(playwright)
        yield browser
        browser.close()


_STATUS = re.compile("the server responded with a status of|Response Status Error Code")
Opens = Callable[..., Page]


@pytest.fixture
def opens(chromium: Browser, site: str, keys: dict[Role, list[dict[str, object]]]) -> Iterator[Opens]:
    """Open pages of the sample archive: who (None: nobody is logged in), how wide, with JavaScript or not.

    Whatever the browser complains of fails the test, but for the status of a page that is an error.
    """
    contexts, complaints = [], []

    def open_page(role: Role | None = Role.OFFICER, width: int = 1280, scripts: bool = True, base: str = site) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="da-DK", base_url=base
        )
        contexts.append(context)
        if role is not None and base == site:
            context.add_cookies(keys[role])  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(60_000)  # a busy machine draws its first page slowly
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if role is not None and base != site:
            stage.log_in(page, base, role)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [said for said in complaints if not _STATUS.search(said)] == []


@pytest.fixture(scope="module")
def tab_of(chromium: Browser, site: str, keys: dict[Role, list[dict[str, object]]]) -> Iterator[Callable[[Role], Page]]:
    """Give a tab of the sample archive that one person of a role keeps open from test to test.

    A new one costs a second, and there are many pages to look at. What the browser complains of fails the test that
    asks for the tab next, or the end.
    """
    tabs: dict[Role, Page] = {}
    complaints: list[str] = []

    def give(role: Role) -> Page:
        assert [said for said in complaints if not _STATUS.search(said)] == []
        if role not in tabs:
            context = chromium.new_context(locale="da-DK", base_url=site)
            context.add_cookies(keys[role])  # type: ignore[arg-type]
            tabs[role] = page = context.new_page()
            page.set_default_timeout(60_000)
            page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
        tabs[role].set_viewport_size({"width": 1280, "height": 900})
        return tabs[role]

    yield give
    for tab in tabs.values():
        tab.context.close()
    assert [said for said in complaints if not _STATUS.search(said)] == []


@pytest.fixture(scope="package")
def keys(chromium: Browser, site: str) -> dict[Role, list[dict[str, object]]]:
    """The cookies of a person of each role, logged in once."""
    cookies: dict[Role, list[dict[str, object]]] = {}
    for role in Role:
        context = chromium.new_context()
        stage.log_in(context.new_page(), site, role)
        cookies[role] = [dict(cookie) for cookie in context.cookies()]
        context.close()
    return cookies

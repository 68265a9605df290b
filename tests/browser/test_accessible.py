"""Every page in every state, wide and narrow: nothing for axe to complain of, nothing wider than the screen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from portal.model import Role
from tests.browser import stage
from tests.browser.conftest import Opens
from tests.fixtures_web import Archive

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
#: What axe found to be right stays in the browser: handing it over costs more than looking.
VIOLATIONS = "async rules => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations"
#: Put a very long word where titles, names and texts of the archive stand.
GIVEN = "h1, h3, .lead, p.quiet, .breadcrumbs__link, .fact-list dd, .card-hit a, .excerpt, .pile-list div a"
LENGTHEN = "([given, word]) => document.querySelectorAll(given).forEach(e => e.append(' ' + word))"
TWICE = """() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, n, all) => all.indexOf(id) < n)"""
#: 1280 px; 640 px is the same screen at 200 %, 320 px at 400 %.
WIDTHS = (1280, 640, 320)
NAMES = [state.name for state in stage.states(defaultdict(int))]


@pytest.fixture(scope="session")
def axe() -> str:
    return stage.axe_source()


def faults(page: Page, axe: str) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return [
        f"{fault['id']}: {node['html'][:200]} {node['failureSummary']}"
        for fault in page.evaluate(VIOLATIONS, RULES)
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_complain_of(archive: Archive, opens: Opens, tab_of: Callable[[Role], Page], axe: str, name: str):
    state = next(state for state in stage.states(archive.ids) if state.name == name)
    # Parties write: a page that holds a text back must not meet the next test. Nobody's session is each test's own.
    page = tab_of(state.role) if state.role not in (None, Role.RESPONDER) else opens(state.role)
    page.goto(state.address)
    state.act(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width} px"
        if width != 640:
            assert faults(page, axe) == []
    assert page.locator("h1").count() == 1
    assert page.evaluate(TWICE) == []  # axe no longer looks: the skip link once led to a list
    assert page.title()


@pytest.mark.parametrize(
    "address", ["/dokument/{minutes}", "/dokument/{minutes}/ret", "/arkiv/laesbarhed", "/soeg?q=skolebestyrelsen"]
)
def test_words_longer_than_the_line_are_broken(archive: Archive, tab_of: Callable[[Role], Page], address: str):
    page = tab_of(Role.ARCHIVIST)
    page.goto(address.format(**archive.ids))
    page.set_viewport_size({"width": 320, "height": 900})
    page.evaluate(LENGTHEN, [GIVEN, "Børnehaveinstitutionsområdeundersøgelseskommissionens_" * 3])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_would_complain(opens: Opens, axe: str):
    page = opens(None)
    page.goto("/konto/login")
    page.evaluate("document.querySelector('label').remove()")
    assert any(fault.startswith("label:") for fault in faults(page, axe))


def test_every_page_has_a_state(archive: Archive):
    """A new page is looked at too: each GET route is among the states, or has no page of its own."""
    adapter = archive.app.url_map.bind("localhost")
    seen = {
        adapter.match(state.address.split("?")[0])[0]
        for state in stage.states(archive.ids)
        if "findes" not in state.name
    }
    without = {"static", "health.health", "search.csv", "documents.picture", "documents.page"}
    without |= {"hearings.table_csv", "hearings.table_xlsx", "hearings.package", "hearings.attachment"}
    without |= {"hearings.many_rows"}  # behind a form that a state sends
    without |= {"hearings.list_csv", "responses.paper", "responses.attachment", "responses.receipt_pdf"}
    without |= {"documents.correct_item"}  # its address has a passage: a state follows the link to it
    without |= {"parties.csv_file", "parties.xlsx_file", "parties.import_report_csv"}
    without |= {"hearings.party_list_csv", "hearings.party_list_xlsx"}
    without |= {"parties.import_preview", "parties.import_report", "hearings.party_file_preview"}  # behind forms
    without |= {"parties.group", "hearings.historical_parties", "hearings.historical_party"}  # the sample has none
    pages = {rule.endpoint for rule in archive.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - without <= seen, json.dumps(sorted(pages - without - seen))

"""Pages on which a hearing is made, and the page others read, in every state in which they look different."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from portal.model import Role
from tests.browser.stage_parts import State, send_empty

OFFICER, RESPONDER, READER = Role.OFFICER, Role.RESPONDER, Role.READER


def _without_title(page: Page) -> None:
    page.get_by_label("Titel").fill("")
    page.get_by_label("Høringsfrist").fill("31-02-2027")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#fejl")).to_contain_text("Ret disse ting")


def _short_period(page: Page) -> None:
    page.get_by_label("Høringen begynder").fill("1. juli 2028")
    page.get_by_label("Høringsfrist").fill("16. juli 2028")
    page.get_by_label("Høringsfrist").blur()
    expect(page.locator("#periode")).to_contain_text("Høringen varer 16 dage")


def _older_version(page: Page) -> None:
    page.locator("#row_version").evaluate("field => { field.value = '0'; }")
    page.get_by_label("Resumé").fill("Det, jeg skrev i den anden fane.\n\nOver to afsnit.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#fejl")).to_contain_text("En anden har gemt")


def _send_anyway(page: Page) -> None:
    page.locator("form[action$=udgiv]").evaluate("form => form.submit()")
    expect(page.locator("#fejl")).to_contain_text("ikke udgivet")


def states(ids: dict[str, int]) -> list[State]:
    """Give them; `ids` are those of tests/sample_hearings.py."""
    draft, running = f"/hoeringer/{ids['hearing-draft']}", f"/hoeringer/{ids['hearing-open']}"
    coming = f"/hoeringer/{ids['hearing-coming']}"
    return [
        State("hoering-kladde", OFFICER, draft),
        State("hoering-laes", READER, running),
        State("hoering-laes-skjulte-svar", READER, f"/hoeringer/{ids['hearing-hidden']}"),
        State("hoering-laes-som-andre", OFFICER, f"{draft}?laes=1"),
        State("hoering-part", RESPONDER, running),
        State("hoering-ny", OFFICER, "/hoeringer/ny", send_empty("Opret tom kladde")),
        State("hoering-ny-fra-arkivet", OFFICER, f"/hoeringer/ny?fra={ids['letter']}&q=læringscenter"),
        State("hoering-ny-ukendt", OFFICER, "/hoeringer/ny?fra=999999"),
        State("hoering-ret", OFFICER, f"{draft}/ret"),
        State("hoering-ret-fejl", OFFICER, f"{draft}/ret", _without_title),
        State("hoering-ret-periode", OFFICER, f"{draft}/ret", _short_period),
        State("hoering-ret-to-faner", OFFICER, f"{draft}/ret", _older_version),
        State("hoering-udgiv-fejl", OFFICER, f"{draft}/udgiv", _send_anyway),
        State("hoering-ret-udgivet", OFFICER, f"/hoeringer/{ids['hearing-past']}/ret"),
        State("hoering-udgiv", OFFICER, f"{draft}/udgiv"),
        State("hoering-spoergsmaal", OFFICER, f"{coming}/spoergsmaal", send_empty("Tilføj spørgsmålet")),
        State("hoering-spoergsmaal-laast", OFFICER, f"{running}/spoergsmaal"),
        State("hoering-bilag", OFFICER, f"{draft}/bilag?q=læringscenter", send_empty("Læg ved")),
        State("hoering-bilag-fund", OFFICER, f"{draft}/bilag?q=læringscenter"),
    ]

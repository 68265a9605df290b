"""Every page where a party answers, and every state in which it looks different. Nothing here sends an answer."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from portal.model import Role
from tests.browser.stage_parts import State, open_all

WEST = Role.RESPONDER
PROGRAM: Any = {"name": "program.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00" + b"\0" * 200}


def states(ids: dict[str, int]) -> list[State]:
    """Give them; `ids` are those of tests/sample_hearings.py."""

    def answer(name: str, more: str = "") -> str:
        return f"/hoeringer/{ids[f'hearing-{name}']}/svar/{ids[f'{name}-west']}{more}"

    return [
        State("hoeringer-part", WEST, "/hoeringer"),
        State("hoeringer-laeser", Role.READER, "/hoeringer"),
        State("hoeringer-ingen-fund", Role.OFFICER, "/hoeringer?q=zzz"),
        State("svar", WEST, answer("open"), open_all),
        State("svar-bilag-afvist", WEST, answer("open"), _refused_file),
        State("svar-to-har-skrevet", WEST, answer("open"), _conflict),
        State("svar-ikke-gemt", WEST, answer("open"), _without_login),
        State("svar-tekst-reddet", WEST, answer("open"), _text_given_back),
        State("svar-kontrol", WEST, answer("open", "/kontrol")),
        State("svar-kontrol-mangler", WEST, answer("hidden"), _nothing_written),
        State("svar-ogsaa", WEST, answer("open", "/ogsaa")),
        State("svar-ogsaa-fejl", WEST, answer("open", "/ogsaa"), _none_chosen),
        State("svar-fristen-gaaet", WEST, answer("past")),
        State("svar-begynder-senere", WEST, answer("coming")),
        State("ingen-bemaerkninger", WEST, answer("open", "/ingen-bemaerkninger")),
        State("afgiver-ikke", WEST, answer("hidden", "/afgiver-ikke")),
        State("traek-tilbage", WEST, answer("past", "/traek-tilbage")),
        State("kvittering", WEST, f"/kvittering/{ids['past-west']}/1"),
    ]


def _refused_file(page: Page) -> None:
    page.set_input_files("#filer", [PROGRAM])
    expect(page.locator(".uploads")).to_contain_text("program")


def _conflict(page: Page) -> None:
    page.evaluate("document.querySelector('input[name=row_version]').value = '0'")
    page.locator("textarea").first.fill("En anden tekst.")
    page.get_by_role("button", name="Se begge tekster, og vælg").click()
    expect(page.locator("h1")).to_contain_text("To har skrevet")


def _without_login(page: Page) -> None:
    page.context.clear_cookies()
    page.locator("textarea").first.fill("En tekst, der ikke må gå tabt.")
    expect(page.get_by_role("alert")).to_contain_text("ikke logget ind")


def _text_given_back(page: Page) -> None:
    _without_login(page)
    page.get_by_role("button", name="Se svaret igennem").click()
    expect(page.locator("h1")).to_contain_text("Du er ikke logget ind længere")


def _nothing_written(page: Page) -> None:
    page.get_by_role("button", name="Se svaret igennem").click()
    expect(page.get_by_role("alert")).to_contain_text("kan ikke sendes endnu")


def _none_chosen(page: Page) -> None:
    page.get_by_role("button", name="Læg teksten i kladderne").click()
    expect(page.get_by_role("alert")).to_contain_text("Vælg mindst én høring")

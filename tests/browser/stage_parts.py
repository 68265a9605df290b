"""A page in a state, and what is done to get it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from portal.model import Role

Act = Callable[[Page], None]


@dataclass(frozen=True)
class State:
    """A page in a state: who looks, where, and what they do there first."""

    name: str
    role: Role | None
    address: str
    act: Act = lambda page: None


def send_empty(button: str) -> Act:
    return lambda page: page.get_by_role("button", name=button, exact=True).first.click()


def follow(selector: str, until: str) -> Act:
    def act(page: Page) -> None:
        page.locator(selector).first.click()
        expect(page.locator("main")).to_contain_text(until)

    return act


def open_all(page: Page) -> None:
    """Unfold all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")

"""The register of parties, lists of hearings, and hearings from before the portal, in every state."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from portal.model import Role
from tests.browser.stage_parts import Act, State, send_empty

OFFICER = Role.OFFICER
_LIST = "Navn;Type\nÅdal Idræt;Forening\nÆLDRERÅDET i Ådal;\nForkert;Rockband\n".encode()


def _send(button: str, until: str) -> Act:
    def act(page: Page) -> None:
        page.set_input_files("#fil", {"name": "parter.csv", "mimeType": "text/csv", "buffer": _LIST})
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("main")).to_contain_text(until)

    return act


def _wrong_party(page: Page) -> None:
    page.get_by_label("Mail").first.fill("forkert")
    page.get_by_label("Navn", exact=True).nth(1).fill("")
    page.get_by_label("Mail").nth(1).fill("også forkert")
    page.get_by_role("button", name="Opret part", exact=True).click()
    expect(page.locator("#fejl")).to_contain_text("Ret disse ting")


def _wrong_hearing(page: Page) -> None:
    page.get_by_label("Høringsfrist").fill("31-02-2012")
    page.get_by_label("Hvem blev hørt?").fill("Rådet; måske")
    page.get_by_role("button", name="Tilføj høringen", exact=True).last.click()
    expect(page.locator("#fejl")).to_contain_text("Ret disse ting")


def states(ids: dict[str, int]) -> list[State]:
    """Give them; `ids` are those of tests/sample_hearings.py."""
    hearing = f"/hoeringer/{ids['hearing-open']}/parter"
    return [
        State("parter-ingen", OFFICER, "/parter?q=findesikke"),
        State("part-ny", OFFICER, "/parter/ny"),
        State("part-fejl", OFFICER, "/parter/ny", _wrong_party),
        State("part", OFFICER, f"/parter/{ids['party-west']}"),
        State("grupper", OFFICER, "/parter/grupper"),
        State("grupper-fejl", OFFICER, "/parter/grupper", send_empty("Opret gruppe")),
        State("parter-import", OFFICER, "/parter/import"),
        State("parter-import-fejl", OFFICER, "/parter/import", send_empty("Se, hvad listen gør")),
        State("parter-import-se", OFFICER, "/parter/import", _send("Se, hvad listen gør", "Rockband")),
        State("hoeringsliste", OFFICER, hearing),
        State("hoeringsliste-fejl", OFFICER, hearing, send_empty("Se, hvem der er på den")),
        State("hoeringsliste-fil", OFFICER, hearing, _send("Se, hvem der er på den", "Rockband")),
        State("tag-af-listen", OFFICER, f"{hearing}/{ids['open-west']}/fjern"),
        State("tag-af-listen-fejl", OFFICER, f"{hearing}/{ids['open-west']}/fjern", send_empty("Tag af listen")),
        State("historisk", OFFICER, f"/hoeringer/historisk/ny?dokument={ids['letter']}"),
        State("historisk-fejl", OFFICER, "/hoeringer/historisk/ny", _wrong_hearing),
    ]

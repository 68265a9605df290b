"""The officer's table, registering and journalising, in every state in which they look different."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from portal.model import Role
from tests.browser.stage_parts import Act, State, open_all, send_empty
from tests.cpr_numbers import PERSON

OFFICER, READER = Role.OFFICER, Role.READER
_LIST = "Part;Modtaget;Tekst\r\nÆldrerådet i Ådal;;Vi er enige.\r\nNabo Nord;31-02-2026;Nej.\r\nNabo Syd;;Ja.\r\n"
_LIST += f"Nabo Vest;;Underskrevet af {PERSON}.\r\n"


def _look_through(page: Page) -> None:
    listed = {"name": "liste.csv", "mimeType": "text/csv", "buffer": _LIST.encode("utf-8-sig")}
    page.get_by_label("Regneark").or_(page.get_by_label("Liste")).first.set_input_files(files=[listed])  # type: ignore[list-item]
    page.get_by_role("button", name="Se linjerne igennem").click()
    expect(page.locator("main")).to_contain_text("Skal rettes")


def _say_yes(page: Page) -> None:
    _look_through(page)
    page.get_by_role("button", name="Registrér svarene").click()
    expect(page.locator("main")).to_contain_text("svar er registreret")


def _again(text: str) -> Act:
    def act(page: Page) -> None:
        page.get_by_label("Hvem svarer").select_option(label="Forældrerådet ved Ådalskolen")
        page.get_by_label("Svarets tekst").fill(text)
        page.get_by_role("button", name="Registrér svaret").click()
        expect(page.locator("main")).to_contain_text("Se efter en gang til")

    return act


def _number(page: Page) -> None:
    page.get_by_label("Hvem svarer").select_option(label="Ældrerådet i Ådal")
    page.get_by_label("Svarets tekst").fill(f"Underskrevet af {PERSON}.")
    page.get_by_role("button", name="Registrér svaret").click()
    expect(page.locator("main")).to_contain_text("ligner et CPR-nummer")


def _narrow(page: Page) -> None:
    page.get_by_role("link", name="Mangler svar").click()
    expect(page.locator("#antal")).to_contain_text("3 parter")


def states(ids: dict[str, int]) -> list[State]:
    """Give them; `ids` are those of tests/sample_hearings.py."""
    open_one, past = f"/hoeringer/{ids['hearing-open']}", f"/hoeringer/{ids['hearing-past']}"
    response = f"{open_one}/svar-fra/{ids['response-open-school']}"
    return [
        State("overblik", OFFICER, open_one, open_all),
        State("overblik-fristen-gaaet", OFFICER, past),
        State("overblik-afgraenset", OFFICER, open_one, _narrow),
        State("overblik-intet", OFFICER, f"{open_one}?q=zzz"),
        State("svar-laest", OFFICER, response),
        State("svar-laest-af-ansat", READER, response),
        State("registrer", OFFICER, f"{open_one}/registrer"),
        State("registrer-fejl", OFFICER, f"{open_one}/registrer", send_empty("Registrér svaret")),
        State("registrer-igen", OFFICER, f"{open_one}/registrer", _again("Et nyt svar.")),
        State("registrer-cpr", OFFICER, f"{open_one}/registrer", _number),
        State("registrer-mange", OFFICER, f"{open_one}/registrer/mange"),
        State("registrer-mange-fejl", OFFICER, f"{open_one}/registrer/mange", send_empty("Se linjerne igennem")),
        State("registrer-mange-linjer", OFFICER, f"{open_one}/registrer/mange", _look_through),
        State("registrer-mange-i-gang", OFFICER, f"{open_one}/registrer/mange", _say_yes),
        State("journal", OFFICER, f"{past}/journal"),
        State("ikke-journaliseret", OFFICER, "/hoeringer/ikke-journaliseret"),
    ]

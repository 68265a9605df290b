"""Take the pictures in docs/pictures: every page of the sample municipality, 1280 and 320 pixels wide.

    PORTAL_DEMO_PASSWORD=... python -m tests.browser.pictures INSTANCE

INSTANCE is a folder filled by `portal demo` with that password. Look at the pictures before they are committed.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal.instance import ROOT, Instance
from portal.model import Role
from tests.browser import stage
from tests.browser.stage_parts import State, open_all, send_empty

WIDTHS = (1280, 320)
FOLDER = ROOT / "docs" / "pictures"
_HIGHEST = 2200  # pixels; what is further down looks like what is above
_COLOURS = 96
_LARGEST = 150_000  # bytes

Act = Callable[[Page], None]


def _first_hit(page: Page) -> None:
    page.locator("[data-hit]").first.click()
    page.locator(".reader").wait_for()


def _next_mark(page: Page) -> None:
    _first_hit(page)
    page.get_by_role("link", name="Næste markering").click()
    page.locator("mark.here").wait_for()


def _closed_item(page: Page) -> None:
    _first_hit(page)
    open_all(page)
    page.locator("details.me").evaluate("panel => { panel.open = false; }")
    for number in (3, 4):
        page.get_by_role("link", name="Næste side").first.click()
        expect(page.locator("#side-her")).to_contain_text(f"Side {number}")


def _guessed(page: Page) -> None:
    _first_hit(page)
    page.locator("details.guesses").evaluate("list => { list.open = true; }")


def _item(page: Page) -> None:
    _first_hit(page)
    open_all(page)
    page.locator(".contents a[href*='/punkt/']").first.click()
    expect(page.locator("h1")).to_have_text("Ret punktet")


def _layers(page: Page) -> None:
    _first_hit(page)
    page.get_by_role("link", name="Maskinlæst tekst").click()
    page.get_by_role("heading", level=1).wait_for()


def _link(*names: str) -> Act:
    """Follow links, one after the other, by the beginning of their names."""

    def act(page: Page) -> None:
        for name in names:
            page.locator("main").get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first.click()
            page.wait_for_load_state("networkidle")

    return act


def _checked(page: Page) -> None:
    _link("Skriv videre")(page)
    page.get_by_role("button", name="Se svaret igennem og send").click()
    expect(page.locator("h1")).to_have_text("Se svaret igennem")


STATES = (
    State("hoeringer-part", Role.RESPONDER, "/hoeringer"),
    State("svar", Role.RESPONDER, "/hoeringer", _link("Skriv videre")),
    State("svar-kontrol", Role.RESPONDER, "/hoeringer", _checked),
    State("kvittering", Role.RESPONDER, "/hoeringer", _link("kvittering")),
    State("hoeringer", Role.OFFICER, "/hoeringer?ansvarlig=alle"),
    State("hoering-overblik", Role.OFFICER, "/hoeringer", _link("Trafiksikre skoleveje")),
    State("hoering-frist-gaaet", Role.OFFICER, "/hoeringer", _link("Parkeringsstrategi")),
    State("hoering-oplysninger", Role.OFFICER, "/hoeringer", _link("Trafiksikre skoleveje", "Oplysninger")),
    State("hoering-parter", Role.OFFICER, "/hoeringer", _link("Trafiksikre skoleveje", "Parter")),
    State("hoering-breve", Role.OFFICER, "/hoeringer", _link("Trafiksikre skoleveje", "Breve og frister")),
    State("hoering-ny", Role.OFFICER, "/hoeringer/ny"),
    State("hoering-laeser", Role.READER, "/hoeringer", _link("Ny skolestruktur")),
    State("parter", Role.OFFICER, "/parter"),
    State("cpr", Role.ARCHIVIST, "/arkiv/cpr"),
    State("forkortelser", Role.ARCHIVIST, "/arkiv/forkortelser"),
    State("log-ind", None, "/konto/login"),
    State("log-ind-fejl", None, "/konto/login", send_empty("Log ind")),
    State("forside", Role.OFFICER, "/"),
    State("soeg", Role.OFFICER, "/soeg?q=pædagogisk+læringscenter+OR+skolestruktur"),
    State("soeg-afgraenset", Role.OFFICER, "/soeg?q=skole&type=referat&fra=2005&til=2014"),
    State("soeg-forkortelse", Role.OFFICER, "/soeg?q=BUU+skole"),
    State("soeg-ingen-fund", Role.OFFICER, '/soeg?q="kvæstor+i+luften"'),
    State("dokument", Role.OFFICER, "/soeg?q=læringscentre&type=referat", _next_mark),
    State("dokument-oplysninger", Role.READER, "/soeg?q=frivilligpolitik&type=referat&udvalg=Byrådet", _closed_item),
    State("dokument-scanning", Role.OFFICER, "/soeg?q=statusnotat", _first_hit),
    State("dokument-gaettede-ord", Role.READER, "/soeg?q=statusnotat", _guessed),
    State("punkt-ret", Role.ARCHIVIST, "/soeg?q=frivilligpolitik&type=referat&udvalg=Byrådet", _item),
    State("maskinlaest", Role.ARCHIVIST, "/soeg?q=statusnotat", _layers),
    State("arkiv", Role.ARCHIVIST, "/arkiv"),
    State("arkiv-bunke", Role.ARCHIVIST, "/arkiv/bunke/uden-dato"),
    State("arkiv-laesbarhed", Role.ARCHIVIST, "/arkiv/laesbarhed"),
    State("arkiv-undervejs", Role.ARCHIVIST, "/arkiv/igang"),
    State("brugere", Role.ADMIN, "/konto/brugere"),
    State("bruger", Role.ADMIN, "/konto/brugere/3"),
    State("aabninger", Role.ADMIN, "/konto/aabninger"),
    State("adgangskode", Role.READER, "/konto/adgangskode"),
    State("hjaelp", Role.READER, "/hjaelp"),
    State("tilgaengelighed", None, "/tilgaengelighed"),
    State("findes-ikke", Role.READER, "/findes-ikke"),
    State("ikke-adgang", Role.READER, "/arkiv"),
)


def take(browser: Browser, base: str, state: State, width: int) -> int:
    """Take one picture and give its size in bytes."""
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=base, locale="da-DK")
    page = context.new_page()
    if state.role:
        stage.log_in(page, base, state.role)
    page.goto(state.address)
    state.act(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    context.close()
    small = picture.crop((0, 0, picture.width, min(picture.height, _HIGHEST))).convert("RGB")
    path = FOLDER / f"{state.name}-{width}.png"
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def main(instance: Path) -> None:
    """Take every picture."""
    stage.PASSWORD = os.environ["PORTAL_DEMO_PASSWORD"]
    FOLDER.mkdir(exist_ok=True)
    with stage.serving(Instance.open(instance)) as base, sync_playwright() as playwright:
        browser = stage.launch(playwright)
        for state in STATES:
            for width in WIDTHS:
                size = take(browser, base, state, width)
                print(f"{state.name}-{width}.png  {size:,} bytes{'  TOO LARGE' if size > _LARGEST else ''}")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

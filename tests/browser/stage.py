"""A server on the sample archive, a browser beside it, and every state a page can be in."""

from __future__ import annotations

import logging
import queue
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect
from werkzeug.serving import BaseWSGIServer, make_server

from portal import create_app
from portal.instance import Instance
from portal.model import Role
from tests.browser import stage_hearings
from tests.browser.stage_parts import Act, State, follow, open_all, send_empty
from tests.sample_web import PASSWORD, PEOPLE, YOUTH

MISSING = "Chromium er ikke installeret: apt-get install chromium"


@contextmanager
def serving(instance: Instance) -> Iterator[str]:
    """Serve an instance on a free port as long as the block lasts; give its address.

    The application is made in the server's thread: Playwright keeps an event loop running in ours, beside which
    Flask's database extension cannot close its sessions.
    """
    ready: queue.Queue[tuple[Flask, BaseWSGIServer]] = queue.Queue()

    def serve() -> None:
        app = create_app(instance)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        ready.put((app, server))
        server.serve_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    app, server = ready.get(timeout=60)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        if "studio" in app.extensions:
            app.extensions["studio"].close()
        server.shutdown()
        thread.join(10)
        server.server_close()


def chromium() -> str | None:
    """Find Debian's Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def launch(playwright: Playwright) -> Browser:
    """Start Chromium so that it runs as root, without a graphics card, and alike on every machine."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
    return playwright.chromium.launch(executable_path=chromium(), args=flags)


def log_in(page: Page, base: str, role: Role) -> None:
    """Log in through the login page."""
    page.goto(f"{base}/konto/login")
    page.get_by_label("Brugernavn").fill(PEOPLE[role][0])
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(f"{base}/")


def type_slowly(text: str, until: str) -> Act:
    def act(page: Page) -> None:
        page.locator("#q").press_sequentially(text, delay=20)
        expect(page.locator("#fund, #problem")).to_contain_text(until)

    return act


def states(ids: dict[str, int]) -> list[State]:
    """Give every page, and every state in which it looks different."""
    reader, officer, archivist, admin = Role.READER, Role.OFFICER, Role.ARCHIVIST, Role.ADMIN
    minutes, everything = ids["minutes"], "/soeg?q=skolebestyrelsen"
    return [
        State("log-ind", None, "/konto/login"),
        State("log-ind-fejl", None, "/konto/login", send_empty("Log ind")),
        State("forside", officer, "/"),
        State("forside-bruger", officer, "/", open_all),
        State("soeg", officer, everything),
        State("soeg-afgraenset", officer, f"{everything}&udvalg={YOUTH}&type=dagsorden&fra=2005&til=2013", open_all),
        State("soeg-mens-man-skriver", officer, "/", type_slowly("skolebestyr*", "36 fund")),
        State("soeg-side-2", officer, everything, follow(".pages a[rel=next]", "Fund 21–36")),
        State("soeg-forkortelse", officer, "/soeg?q=BUU"),
        State("soeg-ingen-fund", officer, '/soeg?q="kvæstor xyzzyq"&type=referat'),
        State("soeg-svaert-laeselige", officer, "/soeg?q=skolen&laes=svaer"),
        State("soeg-kan-ikke", officer, "/soeg?q=sk*"),
        State("soeg-forkert-dato", officer, "/soeg?q=skole&fra=igår"),
        State("soeg-tom", officer, "/soeg"),
        State("dokument", officer, f"/dokument/{minutes}?q=læringscenter"),
        State("dokument-oplysninger", officer, f"/dokument/{minutes}", open_all),
        State(
            "dokument-naeste-side", officer, f"/dokument/{minutes}", follow(".reader__pages a[rel=next]", "Side 2 af 3")
        ),
        State("dokument-lukket-punkt", reader, f"/dokument/{minutes}/side/2?q=læringscenter"),
        State("dokument-scanning", reader, f"/dokument/{ids['scan']}?q=skolen"),
        State("dokument-gaettede-ord", reader, f"/dokument/{ids['scan']}/side/1?q=børn", open_all),
        State("dokument-som-det-staar", reader, f"/dokument/{ids['scan']}/side/1?tekst=raa"),
        State("dokument-uden-sider", reader, f"/dokument/{ids['news']}"),
        State("dokument-kilde", reader, f"/dokument/{minutes}", follow(".source-link", "Side 1 af 3")),
        State("dokument-pakke", archivist, f"/dokument/{ids['zip']}"),
        State("dokument-ikke-indlaest", archivist, f"/dokument/{ids['broken']}"),
        State("dokument-uden-tekst", reader, f"/dokument/{ids['empty']}"),
        State("ret-teksten", archivist, f"/dokument/{ids['scan']}/side/1/tekst", send_empty("Gem rettelsen")),
        State("maskinlaest", archivist, f"/dokument/{ids['scan']}/side/1/lag", open_all),
        State("dokument-ret", archivist, f"/dokument/{minutes}/ret"),
        State(
            "punkt-ret", archivist, f"/dokument/{minutes}", follow(".contents a[href*='/punkt/']", "Det, du skriver")
        ),
        State("arkiv", archivist, "/arkiv"),
        State("arkiv-ingen-fil", archivist, "/arkiv", send_empty("Læg i arkivet")),
        State("arkiv-bunke", archivist, "/arkiv/bunke/uden-dato"),
        State("arkiv-svaert-laeselige", archivist, "/arkiv/laesbarhed"),
        State("arkiv-maaske-lukket", archivist, "/arkiv/lukket"),
        State("arkiv-undervejs", archivist, "/arkiv/igang"),
        State("brugere", admin, "/konto/brugere"),
        State("bruger", admin, "/konto/brugere/3"),
        State("bruger-ny", admin, "/konto/brugere/ny", send_empty("Opret bruger")),
        State("aabninger", admin, "/konto/aabninger"),
        State("adgangskode", reader, "/konto/adgangskode", send_empty("Skift adgangskode")),
        State("hjaelp", reader, "/hjaelp"),
        State("tilgaengelighed", None, "/tilgaengelighed"),
        State("ikke-adgang", reader, "/arkiv"),
        State("findes-ikke", reader, "/findes-ikke"),
        State("lukket-original", reader, f"/dokument/{minutes}/original"),
        *stage_hearings.states(ids),
    ]


def axe_source() -> str:
    """Read axe-core, which the set-up fetches for the tests."""
    return (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

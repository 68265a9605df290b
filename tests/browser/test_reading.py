"""A document, and the desk, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from ingest.archive.model import Job, now
from portal.instance import Instance
from portal.model import Role
from tests.browser import stage
from tests.browser.conftest import Opens
from tests.fixtures_web import Archive


class TestDocument:
    @pytest.fixture
    def tab(self, opens: Opens, archive: Archive) -> Page:
        tab = opens(Role.OFFICER)
        tab.goto(f"/dokument/{archive.ids['minutes']}?q=læringscenter")
        return tab

    def test_n_and_p_go_from_mark_to_mark(self, tab: Page):
        here = tab.locator("mark.here")
        for key, number, where in (("n", "m1", 2), ("n", "m2", 2), ("n", "m3", 2), ("n", "m1", 3), ("p", "m3", 2)):
            tab.keyboard.press(key)
            expect(tab.locator("#side-her")).to_have_text(f"Side {where} af 3")
            expect(here).to_have_attribute("id", number)
            expect(here).to_be_in_viewport()
        expect(tab.get_by_role("status")).to_have_text("Markering 3 af 3 på side 2")

    def test_the_picture_stands_beside_the_text(self, tab: Page):
        picture = tab.locator(".reader__picture img")
        picture.scroll_into_view_if_needed()
        tab.wait_for_function("document.querySelector('.reader__picture img').naturalWidth > 0")
        left, right = picture.bounding_box(), tab.locator(".reader__text").bounding_box()
        assert left
        assert right
        assert left["x"] + left["width"] <= right["x"]

    def test_a_picture_that_cannot_be_shown_says_so(self, opens: Opens, archive: Archive):
        tab = opens(Role.READER)
        tab.goto(f"/dokument/{archive.ids['many-2004']}")
        expect(tab.locator("figure")).to_contain_text("Billedet af siden kan ikke vises lige nu")

    def test_next_page_swaps_the_page_and_moves_focus(self, tab: Page):
        tab.get_by_role("navigation", name="Sider", exact=True).get_by_role("link", name="Næste").click()
        expect(tab.locator("#side-her")).to_have_text("Side 3 af 3")
        expect(tab.locator("#side-her")).to_be_focused()
        expect(tab).to_have_url(re.compile(r"/side/3\?q="))
        tab.go_back()
        expect(tab.locator("#side-her")).to_have_text("Side 2 af 3")

    def test_show_source_jumps_to_the_words(self, tab: Page):
        tab.get_by_text("Oplysninger").click()
        tab.get_by_role("link", name="Vis kilde til sagsnummer").click()
        expect(tab.locator("#kilde")).to_have_text("2012-0138")
        expect(tab.locator("#kilde")).to_be_in_viewport()

    def test_the_citation_can_be_copied(self, tab: Page):
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab.get_by_text("Kopiér henvisning").click()
        tab.get_by_role("button", name="Kopiér", exact=True).click()
        expect(tab.get_by_role("status")).to_have_text("Henvisningen er kopieret.")
        assert tab.evaluate("navigator.clipboard.readText()").startswith(
            "Ådal Kommune, Børne- og Ungdomsudvalget, referat"
        )

    def test_paper_shows_text_and_no_buttons(self, tab: Page):
        tab.emulate_media(media="print")
        expect(tab.locator(".reader__text")).to_be_visible()
        for hidden in (".tasks", ".me", ".bottom", ".reader__marks", ".reader__pages"):
            expect(tab.locator(hidden)).to_be_hidden()


class TestDesk:
    def test_progress_moves_by_itself_and_stops(self, copied: Instance, opens: Opens):
        with copied.database.write() as session:
            session.add_all([Job(kind="ingest", payload={"name": f"{n}.pdf"}) for n in range(2)])
        with stage.serving(copied) as base:
            tab = opens(Role.ARCHIVIST, base=base)
            tab.goto("/arkiv/igang")
            expect(tab.get_by_label("0 af 2 filer er læst")).to_be_visible()
            for number, said in ((1, "1 af 2 filer er læst"), (2, "Alt er læst.")):
                with copied.database.write() as session:
                    job = session.get_one(Job, number)
                    job.state, job.result, job.finished_at = "done", {"state": "indexed"}, now()
                expect(tab.locator("#igang")).to_contain_text(said)
            expect(tab.get_by_role("status")).to_have_text("Alt er læst.")
            expect(tab.locator("#igang")).not_to_have_attribute("hx-trigger", "every 1s")
            tab.close()  # before its server is gone

    def test_files_are_sent_without_javascript(self, copied: Instance, opens: Opens):
        with stage.serving(copied) as base:
            tab = opens(Role.ARCHIVIST, base=base, scripts=False, width=320)
            tab.goto("/arkiv")
            files = [{"name": f"{n} æøå.txt", "mimeType": "text/plain", "buffer": b"Referat"} for n in range(3)]
            tab.get_by_label("Filer", exact=True).set_input_files(files)  # type: ignore[arg-type]
            tab.get_by_role("button", name="Læg i arkivet").click()
            expect(tab.get_by_text("3 filer er modtaget og bliver læst nu.")).to_be_visible()
            expect(tab.get_by_text("2 æøå.txt")).to_be_visible()
            expect(tab.get_by_role("link", name="Opdatér")).to_be_visible()
            tab.close()  # before its server is gone


class TestErrors:
    def test_focus_goes_to_the_summary_and_its_links_to_the_fields(self, opens: Opens):
        tab = opens(None)
        tab.goto("/konto/login")
        tab.get_by_role("button", name="Log ind").click()
        expect(tab.locator("#fejl")).to_be_focused()
        tab.get_by_role("link", name="Skriv din adgangskode.").click()
        expect(tab.get_by_label("Adgangskode")).to_be_focused()

    def test_logging_in_and_out(self, copied: Instance, chromium: Browser):
        with stage.serving(copied) as base:
            tab = chromium.new_context(base_url=base).new_page()
            tab.goto("/soeg?q=skole")
            expect(tab).to_have_url(re.compile(r"/konto/login\?next="))
            tab.get_by_label("Brugernavn").fill("laeser")
            tab.get_by_label("Adgangskode").fill(stage.PASSWORD)
            tab.keyboard.press("Enter")
            expect(tab).to_have_url(re.compile(r"/soeg\?q=skole$"))
            tab.locator("details.me summary").click()
            tab.get_by_role("button", name="Log ud").click()
            expect(tab.get_by_text("Du er logget ud.")).to_be_visible()
            tab.go_back()
            expect(tab.get_by_role("heading", level=1)).to_have_text("Log ind")
            tab.context.close()

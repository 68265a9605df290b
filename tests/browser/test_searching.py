"""Searching in a real browser: as one types, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from portal.model import Role
from tests.browser.conftest import Opens

COUNT = "#fund"


@pytest.fixture
def tab(opens: Opens) -> Page:
    tab = opens(Role.OFFICER)
    tab.goto("/")
    return tab


class TestAsOneTypes:
    def test_answers_come_and_the_address_follows(self, tab: Page):
        box = tab.locator("#q")
        expect(box).to_be_focused()
        box.press_sequentially("skolebestyrelsen", delay=10)
        expect(tab.locator(COUNT)).to_have_text("36 fund i 12 dokumenter")
        expect(tab).to_have_url(re.compile(r"/soeg\?q=skolebestyrelsen$"))
        expect(box).to_be_focused()
        expect(box).to_have_value("skolebestyrelsen")
        expect(tab.get_by_role("status")).to_have_text("36 fund i 12 dokumenter")
        expect(tab).to_have_title("skolebestyrelsen – søgning – Høringsarkivet, Ådal Kommune")

    def test_back_and_forward(self, tab: Page):
        box = tab.locator("#q")
        box.fill("skolebestyrelsen")
        expect(tab.locator(COUNT)).to_contain_text("36 fund")
        box.fill("havnebadet")
        expect(tab.locator(COUNT)).to_contain_text("1 fund")
        tab.go_back()
        expect(tab.locator(COUNT)).to_contain_text("36 fund")
        expect(tab.locator("#q")).to_have_value("skolebestyrelsen")
        tab.go_back()
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
        expect(tab.locator(COUNT)).to_have_count(0)
        tab.go_forward()
        expect(tab.locator(COUNT)).to_contain_text("36 fund")

    def test_back_from_a_document_leads_to_the_answers(self, tab: Page):
        tab.locator("#q").fill("fritidsinstitutionerne")
        tab.locator("[data-hit]").click()
        expect(tab.locator("mark.here")).to_have_text("fritidsinstitutionerne")
        tab.go_back()
        expect(tab.locator(COUNT)).to_contain_text("1 fund")
        expect(tab.locator("#q")).to_have_value("fritidsinstitutionerne")

    def test_a_word_that_grows_is_one_step_back(self, tab: Page):
        box = tab.locator("#q")
        box.fill("skolebestyr*")
        expect(tab.locator(COUNT)).to_contain_text("36 fund")
        box.fill("skolebestyr")
        expect(tab.locator(COUNT)).to_contain_text("Ingen fund")
        box.fill("skolebestyrelsen")
        expect(tab.locator(COUNT)).to_contain_text("36 fund")
        tab.go_back()
        expect(tab).to_have_url(re.compile(r"/$"))

    def test_a_session_that_ended_leads_to_login_and_back(self, tab: Page):
        tab.locator("#q").fill("skolebestyrelsen")
        expect(tab.locator(COUNT)).to_contain_text("36 fund")
        tab.context.clear_cookies()
        tab.locator("#q").fill("havnebadet")
        expect(tab.get_by_role("heading", level=1)).to_have_text("Log ind")
        expect(tab.locator("input[name=next]")).to_have_value("/soeg?q=skolebestyrelsen")

    def test_a_fault_is_said_and_nothing_is_lost(self, tab: Page):
        tab.locator("#q").fill("skolebestyrelsen")
        expect(tab.locator(COUNT)).to_contain_text("36 fund")
        tab.route("**/soeg?**", lambda route: route.fulfill(status=500, body="oh"))
        tab.locator("#q").fill("havnebadet")
        expect(tab.get_by_role("status")).to_have_text("Det gik ikke. Prøv igen om lidt.")
        expect(tab.locator(COUNT)).to_contain_text("36 fund")


class TestNarrowing:
    def test_a_tick_narrows_and_keeps_focus(self, tab: Page):
        tab.goto("/soeg?q=skolebestyrelsen")
        box = tab.get_by_role("checkbox", name=re.compile("Teknik- og Miljøudvalget"))
        box.focus()
        tab.keyboard.press("Space")
        expect(tab.locator(COUNT)).to_contain_text("18 fund")
        expect(tab).to_have_url(re.compile("udvalg=Teknik-"))
        expect(box).to_be_checked()
        expect(box).to_be_focused()

    def test_the_words_keep_the_filters(self, tab: Page):
        tab.goto("/soeg?q=skole&type=dagsorden&fra=2010")
        tab.locator("#q").fill("skolebestyrelsen")
        expect(tab.locator(COUNT)).to_contain_text("18 fund")
        expect(tab).to_have_url(re.compile(r"q=skolebestyrelsen&type=dagsorden&fra=2010$"))

    def test_drawing_over_the_years(self, tab: Page):
        tab.goto("/soeg?q=skolebestyrelsen")
        for year, move in ((2006, tab.mouse.down), (2009, tab.mouse.up)):
            bar = tab.locator(f"[data-year='{year}']").bounding_box()
            assert bar
            tab.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
            move()
        expect(tab.locator(COUNT)).to_contain_text("12 fund i 4 dokumenter")
        expect(tab.locator("#fra")).to_have_value("2006")
        expect(tab.locator("#til")).to_have_value("2009")

    def test_one_year_is_a_link(self, tab: Page):
        tab.goto("/soeg?q=skolebestyrelsen")
        tab.get_by_role("link", name="2008: 3 fund").click()
        expect(tab.locator(COUNT)).to_contain_text("3 fund i 1 dokument")
        expect(tab.locator(COUNT)).to_be_focused()
        tab.get_by_role("link", name="Ryd alt").click()
        expect(tab.locator(COUNT)).to_contain_text("36 fund")

    def test_pages_put_focus_on_the_count(self, tab: Page):
        tab.goto("/soeg?q=skolebestyrelsen")
        tab.get_by_role("link", name="Næste side").click()
        expect(tab.get_by_text("Fund 21–36")).to_be_visible()
        expect(tab.locator(COUNT)).to_be_focused()
        expect(tab).to_have_url(re.compile("side=2"))
        tab.go_back()
        expect(tab.get_by_text("Fund 21–36")).to_have_count(0)


class TestKeyboard:
    def test_slash_j_k_and_enter(self, tab: Page):
        tab.goto("/soeg?q=skolebestyrelsen")
        tab.keyboard.press("/")
        expect(tab.locator("#q")).to_be_focused()
        tab.keyboard.press("j")
        expect(tab.locator("#q")).to_have_value("j")  # what was chosen is written over; in a field a key is a letter
        tab.goto("/soeg?q=skolebestyrelsen")
        hits = tab.locator("[data-hit]")
        tab.keyboard.press("j")
        expect(hits.nth(0)).to_be_focused()
        tab.keyboard.press("j")
        expect(hits.nth(1)).to_be_focused()
        tab.keyboard.press("k")
        tab.keyboard.press("Enter")
        expect(tab.locator(".reader")).to_be_visible()

    def test_question_mark_lists_the_keys_and_they_can_be_turned_off(self, tab: Page):
        tab.goto("/soeg?q=skolebestyrelsen")
        tab.keyboard.press("?")
        expect(tab).to_have_url(re.compile("/hjaelp#taster$"))
        tab.get_by_role("button", name="slå tasterne fra").click()
        expect(tab.get_by_role("status")).to_have_text("Tasterne er slået fra.")
        tab.keyboard.press("/")
        expect(tab.get_by_role("button", name="slå tasterne til igen")).to_be_focused()

    def test_the_first_stop_leads_past_the_menu(self, tab: Page):
        tab.goto("/soeg?q=skolebestyrelsen")
        tab.keyboard.press("Tab")
        expect(tab.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(tab.locator("#indhold")).to_be_focused()

    def test_escape_closes_the_persons_panel(self, tab: Page):
        person = tab.locator("details.me summary")
        person.focus()
        tab.keyboard.press("Enter")
        expect(tab.get_by_role("button", name="Log ud")).to_be_visible()
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("button", name="Log ud")).to_be_hidden()
        expect(person).to_be_focused()


class TestWithoutJavaScript:
    def test_search_narrow_open_step_and_log_out(self, opens: Opens):
        tab = opens(Role.OFFICER, scripts=False)
        tab.goto("/")
        tab.locator("#q").fill("pædagogisk læringscenter")
        tab.locator("#q").press("Enter")
        expect(tab.locator(COUNT)).to_contain_text("2 fund i 2 dokumenter")
        tab.get_by_role("checkbox", name=re.compile("Referat")).check()
        tab.locator("noscript button, aside button").first.click()
        expect(tab.locator(".chip")).to_have_count(1)
        tab.locator("[data-hit]").first.click()
        expect(tab.locator("mark.here")).to_be_in_viewport()
        tab.get_by_role("link", name="Næste markering").click()
        expect(tab.locator("mark.here")).to_have_attribute("id", "m2")
        expect(tab.locator("mark.here")).to_be_in_viewport()
        tab.get_by_role("link", name="Næste side").first.click()
        expect(tab.locator("#side-her")).to_have_text("Side 3 af 3")

    def test_pages_sort_and_folded_hits(self, opens: Opens):
        tab = opens(Role.READER, scripts=False, width=320)
        tab.goto("/soeg?q=skolebestyrelsen")
        tab.get_by_role("link", name="Ældste").click()
        tab.get_by_text("2 andre steder i dokumentet").first.click()
        expect(tab.locator(".others li").first).to_be_visible()
        tab.get_by_role("link", name="Næste side").click()
        expect(tab.get_by_text("Fund 21–36")).to_be_visible()

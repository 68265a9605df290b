"""A hearing from one end to the other, as its people do it: with JavaScript and without, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ingest.archive.model import now
from portal import clock
from portal.instance import Instance
from portal.mail import tokens
from portal.model import Invitation, Role
from tests.browser import stage
from tests.browser.conftest import Opens
from tests.fixtures_web import Archive

RECEIPT = re.compile(r"HS-\d{4}-\w{4}-\w{4}")


@pytest.fixture
def own(copied: Instance) -> Iterator[str]:
    """The address of a server with an archive of one's own; its ids are those of `archive`."""
    with stage.serving(copied) as address:
        yield address


def day(number: int) -> str:
    return f"{clock.today(now()) + timedelta(days=number):%d-%m-%Y}"


def press(tab: Page, name: str) -> None:
    tab.get_by_role("button", name=name, exact=True).first.click()


def follow(tab: Page, name: str) -> None:
    tab.get_by_role("link", name=name, exact=True).first.click()


class TestOfficer:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with", "without"])
    def test_makes_a_hearing_and_sends_it_out(self, opens: Opens, own: str, scripts: bool):
        tab = opens(Role.OFFICER, scripts=scripts, base=own)
        tab.goto("/hoeringer")
        follow(tab, "Ny høring")
        tab.get_by_label("Hvad handler høringen om?").fill("Ny legeplads i Ådal Vest")
        press(tab, "Opret tom kladde")
        expect(tab.locator("h1")).to_have_text("Ny legeplads i Ådal Vest")
        follow(tab, "Oplysninger")
        tab.locator("[name=opens_on]").fill(day(0))
        tab.locator("[name=deadline]").fill(day(35))
        press(tab, "Gem")
        follow(tab, "Spørgsmål")
        tab.locator("[name=text]").first.fill("Hvad mener I om legepladsen?")
        press(tab, "Tilføj spørgsmålet")
        tab.get_by_role("navigation", name="Høringens dele").get_by_role("link", name="Parter").click()
        tab.get_by_label("Lokaludvalget for Ådal Vest").check()
        press(tab, "Sæt de valgte på listen")
        expect(tab.get_by_role("region", name="Høringsliste")).to_contain_text("Lokaludvalget for Ådal Vest")
        follow(tab, "Overblik")
        follow(tab, "Se igennem og udgiv")
        press(tab, "Udgiv høringen")
        expect(tab.locator("main")).to_contain_text("Mangler svar")

        party = opens(Role.RESPONDER, scripts=scripts, base=own)
        party.goto("/hoeringer")
        expect(party.locator("main")).to_contain_text("Ny legeplads i Ådal Vest")

    def test_sees_who_did_not_answer(self, opens: Opens, own: str, archive: Archive):
        tab = opens(Role.OFFICER, base=own)
        tab.goto(f"/hoeringer/{archive.ids['hearing-past']}")
        tab.get_by_role("link", name=re.compile("Svarede ikke")).first.click()
        rows = tab.get_by_role("table").last.get_by_role("row")
        expect(rows).to_have_count(2)
        expect(rows.last).to_contain_text("Ældrerådet i Ådal")


class TestParty:
    def test_answers_without_javascript(self, opens: Opens, own: str, archive: Archive, tmp_path: Path):
        paper = tmp_path / "underskrifter.txt"
        paper.write_text("Underskrevet af 14 naboer på Ågade.", encoding="utf-8")
        tab = opens(Role.RESPONDER, scripts=False, base=own)
        tab.goto("/hoeringer")
        expect(tab.locator("h1")).to_contain_text("venter på svar")
        tab.get_by_role("link", name=re.compile("^Skriv videre")).first.click()
        text = tab.get_by_label("Hvad mener I om et fælles skoledistrikt?")
        expect(text).to_have_value(re.compile("kladdehemmelighed"))
        text.fill("Vi støtter et fælles skoledistrikt.")
        tab.get_by_label("Vedhæft filer").set_input_files(paper)
        press(tab, "Se svaret igennem og send")
        expect(tab.locator("h1")).to_have_text("Se svaret igennem")
        expect(tab.locator("main")).to_contain_text("underskrifter.txt")
        press(tab, "Send svaret")
        expect(tab.locator("h1")).to_have_text("Jeres svar er modtaget")
        expect(tab.locator("main")).to_contain_text("Vi støtter et fælles skoledistrikt.")
        receipt = RECEIPT.search(tab.locator("main").inner_text())
        assert receipt
        tab.go_back()  # the check page is gone: what was sent stands there
        expect(tab.locator("main")).to_contain_text(receipt[0])
        tab.goto(f"/hoeringer/{archive.ids['hearing-open']}/svar/{archive.ids['open-west']}")
        expect(tab.locator("main")).to_contain_text(receipt[0])

    def test_answers_by_keyboard_alone(self, opens: Opens, own: str):
        tab = opens(Role.RESPONDER, base=own)
        tab.goto("/hoeringer")
        for name, heading in (
            (re.compile("^Skriv videre"), "Fælles skoledistrikt i Ådal Vest"),
            ("Ingen bemærkninger", "Ingen bemærkninger"),
        ):
            reach(tab, "link", name)
            tab.keyboard.press("Enter")
            expect(tab.locator("h1")).to_contain_text(heading)
        reach(tab, "button", re.compile("^Send"))
        tab.keyboard.press("Enter")
        expect(tab.locator("h1")).to_have_text("Jeres svar er modtaget")
        expect(tab.locator("main")).to_contain_text(RECEIPT)

    def test_writing_saves_itself_and_an_ended_session_loses_nothing(self, opens: Opens, own: str, archive: Archive):
        where = f"/hoeringer/{archive.ids['hearing-open']}/svar/{archive.ids['open-west']}"
        tab = opens(Role.RESPONDER, base=own)
        tab.goto(where)
        text = tab.get_by_label("Hvad mener I om et fælles skoledistrikt?")
        text.fill("Skrevet, mens vi var logget ind.")
        expect(tab.locator("[data-saved]")).to_contain_text(re.compile("Gemt kl"), timeout=20_000)
        tab.reload()
        expect(text).to_have_value("Skrevet, mens vi var logget ind.")
        tab.context.clear_cookies()
        text.fill("Skrevet, efter at vi blev logget ud.")
        expect(tab.locator("[data-unsaved]")).to_be_visible(timeout=20_000)
        press(tab, "Gem kladde")
        expect(tab.locator("textarea").first).to_have_value("Skrevet, efter at vi blev logget ud.")

    def test_writing_saves_itself_again_after_a_login_in_another_window(self, opens: Opens, own: str, archive: Archive):
        tab = opens(Role.RESPONDER, base=own)
        tab.goto(f"/hoeringer/{archive.ids['hearing-open']}/svar/{archive.ids['open-west']}")
        tab.context.clear_cookies()
        tab.get_by_label("Hvad mener I om et fælles skoledistrikt?").fill("Skrevet uden login.")
        expect(tab.locator("[data-unsaved]")).to_be_visible()
        stage.log_in(tab.context.new_page(), own, Role.RESPONDER)
        tab.evaluate("dispatchEvent(new Event('online'))")  # sooner than it would try again by itself
        expect(tab.locator("[data-saved]")).to_contain_text("Gemt kl")
        expect(tab.locator("[data-unsaved]")).to_be_hidden()

    def test_two_tabs_do_not_overwrite_each_other(self, opens: Opens, own: str, archive: Archive):
        where = f"/hoeringer/{archive.ids['hearing-open']}/svar/{archive.ids['open-west']}"
        one, other = (opens(Role.RESPONDER, scripts=False, base=own) for _ in range(2))
        for tab in (one, other):
            tab.goto(where)
        for tab, words in ((one, "Den enes ord."), (other, "Den andens ord.")):
            tab.get_by_label("Hvad mener I om et fælles skoledistrikt?").fill(words)
            press(tab, "Gem kladde")
        expect(other.locator("main")).to_contain_text("Den enes ord.")
        assert "Den andens ord." in other.content()

    def test_a_personal_link_answers_without_a_login(self, opens: Opens, own: str, archive: Archive, copied: Instance):
        with copied.database.read() as session:
            invitation = session.get_one(Invitation, archive.ids["open-elders"])
            token = tokens.make(copied.settings.secret_key, invitation, now())
        tab = opens(None, scripts=False, base=own)
        tab.goto(f"/svar/{token}")
        expect(tab.locator("main")).to_contain_text("Ældrerådet i Ådal")
        press(tab, "Åbn og svar")
        assert token not in tab.url
        tab.get_by_label("Hvad mener I om et fælles skoledistrikt?").fill("Rådet er enigt.")
        press(tab, "Se svaret igennem og send")
        press(tab, "Send svaret")
        expect(tab.locator("main")).to_contain_text(RECEIPT)


def reach(tab: Page, role: str, name: str | re.Pattern[str]) -> None:
    """Press Tab until the focus stands on it, once the page is there: what is focused before is lost."""
    tab.wait_for_load_state()
    wanted = tab.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


class TestReader:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with", "without"])
    def test_reads_what_was_sent(self, opens: Opens, scripts: bool):
        tab = opens(Role.READER, scripts=scripts)
        tab.goto("/hoeringer")
        follow(tab, "Lokalplan 314 for Ringvejen")
        expect(tab.locator("main")).to_contain_text("Forældrerådet ved Ådalskolen")
        tab.get_by_role("link", name=re.compile("Forældrerådet ved Ådalskolen")).first.click()
        expect(tab.locator("main")).to_contain_text("Bestyrelsen støtter lokalplanen")


class TestByKeyboard:
    """Staff too reach everything with Tab and Enter."""

    def go(self, tab: Page, *steps: str) -> None:
        for name in steps:
            reach(tab, "link", re.compile(name))
            tab.keyboard.press("Enter")
            tab.wait_for_load_state()

    def test_an_officer_finds_those_who_did_not_answer(self, opens: Opens):
        tab = opens(Role.OFFICER)
        tab.goto("/hoeringer")
        self.go(tab, "^Lokalplan 314")
        expect(tab.locator("h1")).to_have_text("Lokalplan 314 for Ringvejen")
        self.go(tab, "Svarede ikke")
        expect(tab.locator("#antal")).to_contain_text("1 part")
        expect(tab.get_by_role("table").last).to_contain_text("Ældrerådet i Ådal")

    def test_a_reader_reads_an_answer(self, opens: Opens):
        tab = opens(Role.READER)
        tab.goto("/hoeringer")
        self.go(tab, "^Lokalplan 314")
        expect(tab.locator("h1")).to_have_text("Lokalplan 314 for Ringvejen")
        self.go(tab, "^Forældrerådet")
        expect(tab.locator("main")).to_contain_text("Bestyrelsen støtter lokalplanen")

    def test_an_archivist_keeps_a_name(self, opens: Opens, own: str):
        tab = opens(Role.ARCHIVIST, base=own)
        tab.goto("/arkiv")
        self.go(tab, "Se og ret listen", "Tilføj navne")
        tab.get_by_label("Navne for det samme").focus()
        tab.keyboard.type("ABU")
        tab.keyboard.press("Enter")
        tab.keyboard.type("Arbejdsudvalget")
        reach(tab, "button", "Gem")
        tab.keyboard.press("Enter")
        expect(tab.locator("main")).to_contain_text("ABU er gemt")


class TestArchivist:
    def test_registers_what_came_on_paper(self, opens: Opens, own: str, archive: Archive):
        tab = opens(Role.ARCHIVIST, scripts=False, base=own)
        tab.goto(f"/hoeringer/{archive.ids['hearing-past']}/registrer")
        tab.get_by_label("Hvem svarer").select_option(label="Ældrerådet i Ådal")
        tab.get_by_label("Papir").check()
        tab.locator("[name=received_on]").fill(day(-6))
        tab.locator("[name=text]").fill("Rådet har læst planen.")
        press(tab, "Registrér svaret")
        expect(tab.locator("main")).to_contain_text(RECEIPT)

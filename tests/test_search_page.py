"""The search box and its answers in a browser without JavaScript, as HTMX asks, and as a file."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from werkzeug.datastructures import MultiDict

from ingest.archive.index import Facet
from portal.model import Role
from portal.search.asked import Asked
from portal.search.cards import bars
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import PLANNING, YOUTH


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.READER)


class TestHome:
    def test_says_how_much_there_is(self, reader: Visitor):
        # 12 agendas with three items, minutes with three open ones, news, two pages of a scan, a letter
        assert "16 år, 22 dokumenter, 47 steder at finde" in words_of(reader.text("/"))

    def test_the_box_leads_to_the_answers_without_javascript(self, reader: Visitor):
        page = reader.text("/")
        assert re.search(r'<form id="soegning"[^>]*action="/soeg" method="get"', page)
        assert '<input class="form-input" type="search" id="q" name="q"' in page


class TestAnswer:
    def test_a_card_holds_the_facts_in_their_order(self, reader: Visitor):
        page = reader.text("/soeg?q=fritidsinstitutionerne")
        assert "1 fund i 1 dokument" in page
        card = page[page.index('<li class="card-hit">') : page.index("</article>")]
        facts = f"Referat {YOUTH} 26. september 2012 punkt 8 sag 2012-0138 side 2"
        assert words_of(card).startswith(
            f"{facts} Model for samarbejde mellem skole og fritid Referat fra udvalgets møde"
        )
        assert "<mark>fritidsinstitutionerne</mark>" in card
        assert card.count("<a ") == 1

    def test_a_card_opens_the_document_at_the_hit(self, archive: Archive, reader: Visitor):
        page = reader.text("/soeg?q=fritidsinstitutionerne")
        link = re.search(r'href="(/dokument/[^"]+)" data-hit', page)
        assert link
        minutes = archive.ids["minutes"]
        assert re.fullmatch(rf"/dokument/{minutes}\?punkt=\d+&amp;q=fritidsinstitutionerne#traf", link[1])

    def test_further_hits_of_a_document_are_folded_beneath_its_first(self, reader: Visitor):
        page = reader.text("/soeg?q=skolebestyrelsen&fra=2004&til=2005")
        assert "6 fund i 2 dokumenter" in page
        assert page.count('<li class="card-hit">') == 2
        assert page.count("2 andre steder i dokumentet") == 2

    def test_what_was_typed_is_never_markup(self, reader: Visitor):
        page = reader.text("/soeg?q=%3Cscript%3Ealert(1)%3C/script%3E&udvalg=%3Cb%3E&fra=%22%3E%3Ci%3E")
        assert "<script>alert" not in page
        assert "<b>" not in page
        assert '"><i>' not in page

    def test_filters_and_counts(self, reader: Visitor):
        page = reader.text(f"/soeg?q=skolebestyrelsen&udvalg={PLANNING}&type=dagsorden&fra=2006&til=12-03-2010")
        assert "9 fund i 3 dokumenter" in page
        assert re.search(rf'name="udvalg" id="[^"]*" value="{PLANNING}" checked', page)
        assert f"{YOUTH} 6 fund" in words_of(page)  # what one could choose instead, in those years

    def test_sort(self, reader: Visitor):
        for sort, first, last in (("nyeste", "2015", "2009"), ("aeldste", "2004", "2010")):
            years = re.findall(r"12\. marts (\d{4})", reader.text(f"/soeg?q=skolebestyrelsen&sort={sort}"))
            assert (years[0], years[-1]) == (first, last)

    def test_pages(self, reader: Visitor):
        first = reader.text("/soeg?q=skolebestyrelsen&sort=aeldste")
        assert "36 fund i 12 dokumenter" in first
        assert 'href="/soeg?q=skolebestyrelsen&amp;sort=aeldste&amp;side=2"' in first
        second = reader.text("/soeg?q=skolebestyrelsen&sort=aeldste&side=2")
        assert "Fund 21–36" in second
        assert not set(re.findall(r"punkt=(\d+)", first)) & set(re.findall(r"punkt=(\d+)", second))

    def test_chips_take_one_filter_away_and_all(self, reader: Visitor):
        page = reader.text(f"/soeg?q=skole&type=dagsorden&udvalg={YOUTH}&fra=2007&til=2011")
        chips = page[page.index('class="chips') : page.index("</ul>", page.index('class="chips'))]
        removed = [Asked.read(_query(link)) for link in re.findall(r'href="/soeg\?([^"]*)"', chips)]
        whole = Asked(text="skole", kinds=("agenda",), committees=(YOUTH,), first="2007", last="2011")
        assert removed == [
            whole.but(kinds=()), whole.but(committees=()), whole.but(first="", last=""), Asked(text="skole"),
        ]  # fmt: skip

    def test_a_damaged_scan_says_so(self, reader: Visitor):
        assert "Svært læselig scanning" in reader.text("/soeg?q=pzdagogisk")

    def test_how_well_it_reads_is_a_facet(self, reader: Visitor):
        page = words_of(reader.text("/soeg?q=skolen"))
        told = re.search(r"Søg (\d+) fund .* Læsbarhed God (\d+) fund Svært læselig (\d+) fund", page)
        assert told
        every, good, hard = map(int, told.groups())
        assert (good, hard) == (every - 1, 1)
        only = reader.text("/soeg?q=skolen&laes=svaer")
        assert "1 fund i 1 dokument" in words_of(only)
        assert "Fjern Læsbarhed: svært læselig" in words_of(only)
        assert re.search(r'name="laes" id="laes-svaer" value="svaer" checked', only)
        assert f"Søg {good} fund i" in words_of(reader.text("/soeg?q=skolen&laes=god"))
        assert "Læsbarhed" not in words_of(reader.text("/soeg?q=havnebadet"))  # all of it reads well
        assert f"Søg {every} fund i" in words_of(reader.text("/soeg?q=skolen&laes=nonsens"))

    def test_abbreviations_are_shown_and_can_be_turned_off(self, reader: Visitor):
        page = words_of(reader.text("/soeg?q=BUU"))
        assert "BUU er også søgt som" in page
        assert "slå det fra" in page
        off = words_of(reader.text("/soeg?q=BUU&forkortelser=nej"))
        assert "er også søgt som" not in off
        assert "Søg også efter det, de står for" in off

    def test_filters_without_words(self, reader: Visitor):
        assert "1 fund i 1 dokument" in reader.text("/soeg?type=nyhed")

    def test_nothing_asked_yet(self, reader: Visitor):
        assert "Hvad leder du efter?" in reader.text("/soeg")


class TestNothingFound:
    def test_says_what_to_try_and_keeps_the_filters(self, reader: Visitor):
        page = reader.text('/soeg?q="kvæstor xyzzyq"&type=referat')
        assert "Ingen fund på &#34;kvæstor xyzzyq&#34;" in page
        for advice in ("Skriv færre ord", "Fjern anførselstegnene", "Søg i hele arkivet"):
            assert advice in page
        assert '<input type="hidden" form="soegning" name="type" value="referat">' in page

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("/soeg?q=-skole", "Skriv også mindst ét ord, der skal findes"),
            ("/soeg?q=sk*", "Skriv mindst tre bogstaver"),
            ("/soeg?q=skole&fra=i+går", "Skriv et årstal eller en dato"),
            ("/soeg?q=skole&fra=2015&til=2004", "Byt om på dem"),
            ("/soeg?q=skole&til=31-02-2015", "Skriv et årstal eller en dato"),
        ],
    )
    def test_what_cannot_be_answered_is_said_kindly(self, reader: Visitor, address: str, said: str):
        assert said in reader.text(address)

    def test_a_wrong_date_can_be_put_right_where_it_is_said(self, reader: Visitor):
        page = reader.text("/soeg?q=skole&type=referat&fra=i+går&til=2012")
        assert re.search(r'id="fra" name="fra" value="i går"[^>]*problem-tekst[^>]*aria-invalid="true"', page)
        assert re.search(r'id="til" name="til" value="2012"', page)
        assert '<input type="hidden" form="soegning" name="type" value="referat">' in page

    @pytest.mark.parametrize("query", ["*", "?*", "(" * 5000, "a OR " * 500, '"' * 99, "x" * 10_000, "\x00", "𝔖" * 50])
    def test_hostile_queries_are_answered_or_refused(self, reader: Visitor, query: str):
        for address in ("/soeg", "/soeg.csv", "/dokument/1"):
            assert reader.get(address, query_string={"q": query}).status_code in (200, 303)

    @pytest.mark.parametrize("side", ["0", "-1", "x", "9999999999", "999999", ""])
    def test_pages_that_are_not(self, reader: Visitor, side: str):
        assert reader.get("/soeg", query_string={"q": "skole", "side": side}).status_code == 200


class TestHtmx:
    def test_gets_the_block_of_the_same_template(self, reader: Visitor):
        address = "/soeg?q=skolebestyrelsen&udvalg=&fra="
        title, _, block = reader.block(address).get_data(as_text=True).partition("\n")
        assert title == "<title>skolebestyrelsen – søgning – Høringsarkivet, Ådal Kommune</title>"
        assert block.lstrip().startswith('<div id="resultater"')
        assert "<html" not in block
        assert block.strip() in reader.text(address)

    def test_restoring_history_gets_the_whole_page(self, reader: Visitor):
        answer = reader.block("/soeg?q=skole", **{"HX-History-Restore-Request": "true"})
        assert "<html" in answer.get_data(as_text=True)
        assert "HX-Push-Url" not in answer.headers

    def test_caches_keep_page_and_block_apart(self, reader: Visitor):
        answer = reader.block("/soeg?q=skole")
        assert "HX-Request" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        ("current", "header"),
        [
            ("http://localhost/", "HX-Push-Url"),
            ("http://localhost/soeg?q=skol", "HX-Replace-Url"),  # the same word grows: Back leads past it
            ("http://localhost/soeg?q=skole", "HX-Push-Url"),
            ("http://localhost/soeg?q=lokalplan", "HX-Push-Url"),
            ("http://localhost/soeg?q=skol&type=referat", "HX-Push-Url"),
            ("", "HX-Push-Url"),
        ],
    )
    def test_the_address_follows(self, reader: Visitor, current: str, header: str):
        answer = reader.block("/soeg?q=skole&type=&fra=&til=", **{"HX-Current-URL": current})
        assert answer.headers[header] == "/soeg?q=skole"
        assert ("HX-Push-Url" in answer.headers) != ("HX-Replace-Url" in answer.headers)


def _query(text: str) -> MultiDict[str, str]:
    from html import unescape
    from urllib.parse import parse_qsl

    return MultiDict(parse_qsl(unescape(text)))


def test_years_without_hits_are_holes():
    facet: Facet = {"2004": 10, "2007": 1}
    drawn = bars(facet, Asked(first="2005"))
    assert [(bar.year, bar.count, bar.height, bar.chosen) for bar in drawn] == [
        (2004, 10, 100, False), (2005, 0, 0, True), (2006, 0, 0, True), (2007, 1, 10, True),
    ]  # fmt: skip
    assert bars({}, Asked()) == []

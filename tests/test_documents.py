"""A document in the browser: where it opens, its marks, its facts, its file."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ingest.archive import store
from ingest.archive.model import Document, FieldValue, Passage
from ingest.archive.store import Place
from portal.documents.sheet import find_words, heading_end
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_pages import Item
from tests.sample_web import SECRET, YOUTH, add


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.READER)


@pytest.fixture
def minutes(archive: Archive) -> str:
    return f"/dokument/{archive.ids['minutes']}"


def passage_id(archive: Archive, document: str, number: str) -> int:
    with archive.instance.database.read() as session:
        found = session.query(Passage).filter_by(document_id=archive.ids[document], number=number).one()
        return found.id


class TestWhereItOpens:
    def test_at_the_page_of_the_passage_with_its_words_marked(self, archive: Archive, reader: Visitor, minutes: str):
        page = reader.text(f"{minutes}?q=læringscenter&punkt={passage_id(archive, 'minutes', '8')}")
        assert "Side 2 af 3" in page
        assert page.count('id="traf"') == 1
        assert re.search(r'<span id="traf"></span><span id="her"></span><mark id="m1" class="here"[^>]*>', page)
        assert re.findall(r"<mark[^>]*>([^<]*)</mark>", page) == ["læringscenter", "læringscenteret"]

    def test_at_the_first_match_when_no_passage_is_named(self, reader: Visitor, minutes: str):
        assert "Side 3 af 3" in reader.text(f"{minutes}?q=mødet sluttede")

    def test_at_the_first_page_else(self, reader: Visitor, minutes: str):
        page = reader.text(minutes)
        assert "Side 1 af 3" in page
        assert "<mark" not in page

    def test_at_a_passage_without_a_search(self, archive: Archive, reader: Visitor, minutes: str):
        page = reader.text(f"{minutes}?punkt={passage_id(archive, 'minutes', '10')}")
        assert "Side 3 af 3" in page
        assert page.count('id="traf"') == 1

    @pytest.mark.parametrize("punkt", ["0", "x", "99999999999999", "-1"])
    def test_a_passage_that_is_not_there(self, reader: Visitor, minutes: str, punkt: str):
        assert "Side 1 af 3" in reader.text(f"{minutes}?punkt={punkt}&kilde={punkt}&m={punkt}")

    def test_a_passage_of_another_document_says_nothing(self, archive: Archive, reader: Visitor, minutes: str):
        page = reader.text(f"{minutes}?punkt={passage_id(archive, 'secret', '1')}")
        assert "Afskedigelse" not in page

    @pytest.mark.parametrize("number", [0, 4, 10**9])
    def test_pages_that_are_not(self, reader: Visitor, minutes: str, number: int):
        reader.text(f"{minutes}/side/{number}", 404)

    def test_a_query_that_cannot_be_answered_opens_the_document_all_the_same(self, reader: Visitor, minutes: str):
        assert "Side 1 af 3" in reader.text(f"{minutes}?q=*")

    def test_a_document_without_pages_is_read_in_one_piece(self, archive: Archive, reader: Visitor):
        page = reader.text(f"/dokument/{archive.ids['news']}")
        assert "Badevandet er målt rent" in page
        assert "Side 1 af 1" not in words_of(page)
        assert "<figure" not in page


class TestMarks:
    def steps(self, page: str) -> dict[str, str]:
        links = re.findall(r'<a id="(forrige|naeste)-m" href="([^"]+)"', page)
        return {name: link.replace("&amp;", "&") for name, link in links}

    def test_from_mark_to_mark_through_the_document_and_back(self, reader: Visitor, minutes: str):
        page = reader.text(f"{minutes}?q=læringscenter")
        seen = []
        while "naeste" in (steps := self.steps(page)):
            page = reader.text(steps["naeste"])
            where = re.search(r'data-status="Markering (\d+) af (\d+) på side (\d+)"', page)
            assert where
            seen.append(tuple(map(int, where.groups())))
            assert page.count('id="her"') == 1
        assert seen == [(1, 2, 2), (2, 2, 2), (1, 1, 3)]
        page = reader.text(self.steps(page)["forrige"])
        assert "Markering 2 af 2 på side 2" in page

    def test_closed_marks_are_not_counted_for_those_who_may_not_see(
        self, minutes: str, visit: Callable[[Role], Visitor]
    ):
        assert "Markering 1 af 2" in visit(Role.READER).text(f"{minutes}/side/2?q=læringscenter&m=1")
        assert "Markering 1 af 3" in visit(Role.OFFICER).text(f"{minutes}/side/2?q=læringscenter&m=1")

    def test_a_page_without_marks_leads_to_those_that_have(self, reader: Visitor, minutes: str):
        page = reader.text(f"{minutes}/side/1?q=læringscenter")
        assert "Ingen markeringer på siden" in words_of(page)
        assert self.steps(page) == {"naeste": f"{minutes}/side/2?q=læringscenter&m=1#her".replace("æ", "%C3%A6")}

    def test_what_stands_in_the_text_is_never_markup(self, changeable: Archive):
        items = [Item("1", "<b>Fed</b>", 'Et "farligt" <script>alert(1)</script> punkt & mere')]
        document = add(changeable.instance, "<i>navn</i>.txt", b"x", items, media_type="text/plain", title="<u>T</u>")
        changeable.instance.generations.drain(wait=True)
        visitor = Visitor(changeable.app).enter(Role.READER)
        for address in (f"/dokument/{document}?q=farligt", "/soeg?q=farligt"):
            page = visitor.text(address)
            assert not re.search(r"<script>|<b>|<i>|<u>", page)
            assert "farligt</mark>" in page


class TestFacts:
    def test_each_shows_where_it_stands(self, reader: Visitor, minutes: str):
        page = reader.text(minutes)
        assert "Udvalg Børne- og Ungdomsudvalget" in words_of(page)
        assert "Mødedato 26. september 2012" in words_of(page)
        source = re.search(r'<dd>2012-0138 <a class="source-link" href="([^"]+)">', page)
        assert source
        shown = reader.text(source[1].replace("&amp;", "&"))
        assert '<mark class="source" id="kilde">2012-0138</mark>' in shown

    def test_what_only_a_closed_passage_says_is_not_told(self, changeable: Archive):
        minutes = changeable.ids["minutes"]
        with changeable.instance.database.write() as session:
            for words, number in ((SECRET, 2), ("Mødet sluttede", 3)):
                value = FieldValue(document_id=minutes, name="party", value=words)
                value.evidence_page, value.evidence_text = number, words
                session.add(value)
        reader = Visitor(changeable.app).enter(Role.READER)
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        assert SECRET not in reader.text(f"/dokument/{minutes}")
        assert "Mødet sluttede" in reader.text(f"/dokument/{minutes}")
        assert SECRET in officer.text(f"/dokument/{minutes}")

    def test_contents_name_the_items_and_hide_the_closed(self, reader: Visitor, minutes: str):
        page = words_of(reader.text(minutes))
        assert "Indhold, 4 punkter" in page
        assert "8 Model for samarbejde mellem skole og fritid side 2 Lukket punkt side 2 10 Eventuelt" in page

    def test_a_citation_ready_for_a_memo(self, archive: Archive, reader: Visitor, minutes: str):
        punkt = passage_id(archive, "minutes", "8")
        page = reader.text(f"{minutes}?punkt={punkt}")
        said = re.search(r'<p id="henvisning">([^<]*)</p>', page)
        assert said
        assert said[1] == (
            f"Ådal Kommune, {YOUTH}, referat af 26. september 2012, punkt 8: Model for samarbejde mellem skole og "
            f"fritid, sag 2012-0138, side 2. http://localhost{minutes}?punkt={punkt}"
        )


def test_civil_registration_numbers_stand_in_originals_only(changeable: Archive):
    number = "-".join(("010190", "1234"))  # parted, so that no committed file holds a number
    items = [Item("1", f"Ansøgning fra borger, CPR {number}", f"Ansøgeren, cpr-nr. {number}, bor i kvæstorhuset.")]
    document = add(changeable.instance, "brev.txt", b"brev", items, media_type="text/plain", title=f"CPR {number}")
    changeable.instance.generations.drain(wait=True)
    reader = Visitor(changeable.app).enter(Role.READER)
    for address in (f"/dokument/{document}?q=kvæstorhuset", "/soeg?q=kvæstorhuset", "/soeg.csv?q=kvæstorhuset"):
        page = reader.text(address)
        assert "0101••-••••" in page
        assert number not in page


class TestBlock:
    def test_htmx_gets_the_page_of_the_document_alone(self, reader: Visitor, minutes: str):
        title, _, block = reader.block(f"{minutes}/side/2?q=skole").get_data(as_text=True).partition("\n")
        assert title.startswith("<title>Referat fra udvalgets møde, side 2 – ")
        assert block.lstrip().startswith('<div id="side"')
        assert "<h1" not in block
        assert block.strip() in reader.text(f"{minutes}/side/2?q=skole")


@pytest.mark.parametrize(
    ("text", "sought", "found"),
    [
        ("Sag  2012-0138\nog mere", "sag 2012-0138", (0, 14)),
        ("Åbent\nmøde", "åbent møde", (0, 10)),
        ("a.b", "a*b", None),
        ("noget", "  ", None),
    ],
)
def test_words_are_found_whatever_the_white_space(text: str, sought: str, found: tuple[int, int] | None):
    assert find_words(text, sought) == found


@pytest.mark.parametrize(
    ("heading", "text", "end"),
    [
        ("Budget", "7. Budget\nTeksten", 9),
        ("Budget", "7. Budget:\nTeksten", 10),
        ("Budget", "7. Budget for skolen\nTeksten", 9),
        ("", "Teksten", 0),
        ("Andet", "Teksten uden", 0),
    ],
)
def test_where_a_heading_ends(heading: str, text: str, end: int):
    assert heading_end(Passage(heading=heading, text=text)) == end


def test_a_copy_of_a_document_elsewhere_is_the_same_document(changeable: Archive):
    letter = changeable.ids["letter"]
    with changeable.instance.database.write() as session:
        store.sight(session, session.get_one(Document, letter), Place("kopi/høringsbrev.txt"))
    visitor = Visitor(changeable.app).enter(Role.READER)
    assert "høringsbrev.txt" in visitor.text(f"/dokument/{letter}")

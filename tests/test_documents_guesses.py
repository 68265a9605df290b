"""A page that is hard to read is shown with its guessed words marked; as it stands on request; a correction wins."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from ingest.archive.model import Page, PageLayer, Parse
from ingest.danish import VERSION
from ingest.values import LayerKind
from portal.documents.sheet import Wanted, sheet
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import Item, add, pdf

DAMAGED = "Referat fra mgdet. Bgrnene gnsker en ny legeplads ved sgen, og forzldrene er med pa det. "


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.READER)


@pytest.fixture
def scan(archive: Archive) -> str:
    return f"/dokument/{archive.ids['scan']}/side/1"


def prose(page: str) -> str:
    return "".join(re.findall(r'<div class="prose">(.*?)</div>', page, re.DOTALL))


def test_guessed_words_stand_in_place_and_are_marked(reader: Visitor, scan: str) -> None:
    page = reader.text(scan)
    assert "<ins>Børn</ins> og unge skal have et sted" in prose(page)
    assert "Bgrn" not in prose(page)
    assert "Ord med prikker under er gættet." in words_of(page)


def test_what_stands_in_the_scan_is_listed(reader: Visitor, scan: str) -> None:
    page = words_of(reader.text(scan))
    assert "7 gættede ord på siden Pædagogisk maskinlæst: Pzdagogisk Læringscenter maskinlæst: Leringscenter" in page


def test_the_text_is_shown_as_it_stands_and_back(reader: Visitor, scan: str) -> None:
    link = re.search(r'href="([^"]*tekst=raa[^"]*)"', reader.text(f"{scan}?q=skolen"))
    assert link
    raw = reader.text(link[1].replace("&amp;", "&").split("#")[0])
    assert "Bgrn og unge" in prose(raw) and "<ins>" not in raw
    assert '<mark id="m1">skolen</mark>' in raw
    assert "Her står teksten, som maskinen læste den." in words_of(raw)
    assert f'href="{scan}?q=skolen#laesbarhed"' in raw
    assert f'/dokument/{scan.split("/")[2]}/side/2?q=skolen&amp;tekst=raa"' in raw  # the next page too


def test_a_hit_is_marked_around_the_guess(reader: Visitor, scan: str) -> None:
    page = prose(reader.text(f"{scan}?q=børn"))
    assert '<mark id="m1"><ins>Børn</ins></mark> og unge' in page
    phrase = prose(reader.text(f'{scan}?q="mødet holdes på"'))
    assert "<ins>Mødet</ins> holdes <ins>på</ins></mark> skolen" in phrase


def test_a_clean_page_says_nothing_of_it(archive: Archive, reader: Visitor) -> None:
    page = reader.text(f"/dokument/{archive.ids['minutes']}/side/2")
    assert "<ins>" not in page and "Svært læselig" not in page


def test_htmx_gets_the_same_guesses(reader: Visitor, scan: str) -> None:
    block = reader.block(scan).get_data(as_text=True)
    assert "<ins>Børn</ins>" in block and "Ord med prikker under er gættet." in words_of(block)


def test_guesses_are_kept_with_the_page_and_never_over_what_was_read(archive: Archive) -> None:
    with archive.instance.database.read() as session:
        asked = select(Page).join(Parse).where(Parse.document_id == archive.ids["scan"], Page.number == 1)
        page = session.scalars(asked).one()
        read, repair = page.layers
        assert (read.kind, page.chosen, repair.kind) == (LayerKind.LAYER, 0, LayerKind.REPAIR)
        assert read.text.startswith("Pzdagogisk") and repair.text.startswith("Pædagogisk")
        assert repair.made_by == VERSION
        assert repair.repairs and repair.repairs[0] == [
            0,
            10,
            "Pzdagogisk",
            [["pædagogisk", pytest.approx(1, abs=0.1)]],
        ]
        assert page.quality == read.quality and read.quality is not None and read.quality < 0.8


def test_a_closed_passage_gives_no_guess_away(changeable: Archive) -> None:
    items = [
        Item("1", "Legeplads", DAMAGED), Item("2", "Lukket sag", "Afskedigelse af Iaereren pa hgjskolen.", closed=True),
    ]  # fmt: skip
    document_id = add(changeable.instance, "lukket scan.pdf", pdf(items), items, damaged=True)
    reader = Visitor(changeable.app).enter(Role.READER)
    page = reader.text(f"/dokument/{document_id}")
    assert "<ins>Børnene</ins>" in page
    assert "højskolen" not in page and "hgjskolen" not in page
    with changeable.instance.database.read() as session:
        texts = session.scalars(select(PageLayer.text).where(PageLayer.kind == LayerKind.REPAIR)).all()
    assert any("højskolen" in text for text in texts)


def test_markup_in_a_damaged_text_is_never_markup(changeable: Archive) -> None:
    items = [Item(None, "", DAMAGED * 3 + "<script>alert(1)</script> <ins>bgrn</ins> & sgen")]
    document_id = add(changeable.instance, "farlig.pdf", pdf(items), items, damaged=True)
    page = Visitor(changeable.app).enter(Role.READER).text(f"/dokument/{document_id}?q=søen")
    assert "<script>alert" not in page
    assert "&lt;ins&gt;<ins>børn</ins>&lt;/ins&gt; &amp; " in page


def test_words_are_laid_over_only_where_they_stand_whole() -> None:
    from ingest.archive.model import Passage

    text = "Om bgrn-pgnser og bgrn i 2012"
    passage = Passage(id=1, text=text, heading="", segments=[[1, 0, len(text)]], damaged=True, closed=False)
    known = {"bgrn": (("børn", 0.99),), "i": (("ig", 0.9),)}
    made = sheet([passage], 1, Wanted(source="n i 2012", known=known), True)
    assert str(made.pieces[0].text) == (
        'Om <ins>børn</ins>-pgnser og bgr<mark class="source" id="kilde">n <ins>ig</ins> 2012</mark>'
    )
    assert made.guesses == (("børn", "bgrn"), ("ig", "i"))

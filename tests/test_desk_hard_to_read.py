"""The pages that read worst: the worst first, without those that are corrected, and with what one may see alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from ingest.archive.model import Page, Parse
from ingest.danish.quality import HARD
from portal.model import Role
from portal.readable import percent
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import SECRET, Item, add, pdf

POOR = "Bgrnene gnsker en legeplads ved sgen. Forzldrene er med pa det, og mgdet holdes p3 skolen i Kebenhavn."
LISTED = re.compile(r'<a href="/dokument/(\d+)/side/(\d+)">')


@pytest.fixture
def archivist(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.ARCHIVIST)


def listed(archivist: Visitor, page: int = 1) -> list[tuple[int, int]]:
    return [(int(one), int(number)) for one, number in LISTED.findall(archivist.text(f"/arkiv/laesbarhed?side={page}"))]


def test_the_worst_page_comes_first(changeable: Archive, archivist: Visitor) -> None:
    found = listed(archivist)
    with changeable.instance.database.read() as session:
        asked = select(Parse.document_id, Page.number).join(Parse).where(Page.quality < HARD)
        wanted = [tuple(row) for row in session.execute(asked.order_by(Page.quality))]
    assert found == wanted and len(found) == 2
    assert "2 Svært læselige sider den ældste kom ind" in words_of(archivist.text("/arkiv"))


def test_every_page_leads_to_its_readings_and_to_its_text(changeable: Archive, archivist: Visitor) -> None:
    scan = changeable.ids["scan"]
    page = archivist.text("/arkiv/laesbarhed")
    assert f'href="/dokument/{scan}/side/1/lag"' in page
    assert f'href="/dokument/{scan}/side/1/tekst"' in page
    assert "Læsbarhed: svært læselig, 43 %" in words_of(page)


def test_a_corrected_page_is_done(changeable: Archive, archivist: Visitor) -> None:
    with changeable.instance.database.write() as session:
        asked = select(Page).join(Parse).where(Parse.document_id == changeable.ids["scan"], Page.number == 1)
        page = session.scalars(asked).one()
        page.layers[0].kind = "correction"
    assert listed(archivist) == [(changeable.ids["scan"], 2)]


def test_a_page_of_a_document_with_something_closed_shows_its_number_alone(
    changeable: Archive, archivist: Visitor
) -> None:
    items = [Item("1", "Legeplads", POOR), Item("2", "Kgb af ejendom", f"{SECRET} far pengene. {POOR}", closed=True)]
    document_id = add(changeable.instance, "halvt lukket.pdf", pdf(items), items, damaged=True)
    page = archivist.text("/arkiv/laesbarhed")
    assert (document_id, 1) in listed(archivist)
    assert f"/dokument/{document_id}/side/1/lag" not in page
    assert f"/dokument/{document_id}/side/1/tekst" not in page
    assert SECRET not in page
    assert "Siden kan kun rettes af en, der må se det." in page


def test_what_the_person_may_not_know_of_is_not_listed(changeable: Archive, archivist: Visitor) -> None:
    items = [Item(None, "", POOR)]
    before = listed(archivist)
    add(changeable.instance, "for andre.pdf", pdf(items), items, damaged=True, audience="party:99")
    assert listed(archivist) == before


def test_many_pages_are_paged(changeable: Archive, archivist: Visitor) -> None:
    for batch in range(3):
        items = [Item(None, "", f"{POOR} {batch} {n}", n) for n in range(1, 12)]
        add(changeable.instance, f"{batch}.pdf", pdf(items), items, damaged=True)
    first, second = listed(archivist), listed(archivist, 2)
    assert (len(first), len(second)) == (25, 10)
    assert not set(first) & set(second)


def test_an_archive_that_reads_well_has_no_such_pile(changeable: Archive, archivist: Visitor) -> None:
    with changeable.instance.database.write() as session:
        for page in session.scalars(select(Page)):
            page.quality = 0.97
    assert "Svært læselige sider" not in archivist.text("/arkiv")
    assert "Alle sider kan læses." in archivist.text("/arkiv/laesbarhed")


def test_quality_in_words() -> None:
    assert [percent(value) for value in (None, 1.0, HARD, HARD - 0.01, 0.0)] == [
        "ikke målt", "god, 100 %", "god, 85 %", "svært læselig, 84 %", "svært læselig, 0 %",
    ]  # fmt: skip

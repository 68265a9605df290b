"""What a document begins with: its items, what was decided and by whom, and their annexes, each with its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.archive.model import Document
from ingest.prepare import prepare
from portal.documents.attached import _keys as keys
from portal.instance import Instance
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_pages import Item
from tests.sample_web import YOUTH, add, stored
from tests.understand_texts import source

HEAD = f"Referat\n{YOUTH}\nMødedato: 3. maj 2016\n\n"
LIBRARY = (
    "1. Nyt bibliotek\n\nSagsfremstilling\n\nDer bygges et bibliotek.\n\n"
    "Bilag\nBilag 1: Kort over grunden\nLukket bilag: Tilbud fra Byg og Bo\nBilag 3: Notat om trafik\n\n"
    "Beslutning\n\nGodkendt med den ændring, at der kommer cykelparkering.\n\n"
)
REST = "2. Eventuelt\n\nBeslutning\n\nIntet.\n"


def take_in(instance: Instance, path: str, *pages: str) -> int:
    """Save a text as the pipeline would."""
    given = source(*pages)
    document_id, _ = stored(instance, path, "".join((path, *pages)).encode(), prepare(given, path, {}))
    instance.generations.drain(wait=True)
    return document_id


@pytest.fixture
def minutes(changeable: Archive) -> str:
    """Minutes with annexes, one closed; two lie beside them, one of which is closed whole, and a namesake elsewhere."""
    number = take_in(changeable.instance, "2016/maj/referat.txt", HEAD + LIBRARY + REST)
    for path in ("2016/maj/Bilag 1 - Kort over grunden.pdf", "2015/Notat om trafik.pdf"):
        add(changeable.instance, path, path.encode(), [Item(None, "", "Et kort.")], "attachment")
    shut = [Item("1", "Notat", "Hemmeligt.", closed=True)]
    add(changeable.instance, "2016/maj/Notat om trafik.pdf", b"shut", shut, "attachment", committee="Økonomiudvalget")
    return f"/dokument/{number}"


def test_what_was_decided_by_whom_and_when_is_said_first(changeable: Archive, minutes: str) -> None:
    page = words_of(Visitor(changeable.app).enter(Role.READER).text(minutes))
    before, _, after = page.partition("Punkter og beslutninger, 2 punkter")
    assert "3. maj 2016" in before
    assert f"Besluttet af {YOUTH} den 3. maj 2016" in after
    assert "1 Nyt bibliotek Godkendt : Godkendt med den ændring, at der kommer cykelparkering. Vis kilde" in after


def test_a_table_of_contents_is_no_item_of_the_list(changeable: Archive) -> None:
    table = "Indholdsfortegnelse\n\n1. Nyt bibliotek ........ 2\n2. Eventuelt ........ 3\n\n"
    number = take_in(changeable.instance, "referat.txt", HEAD + table, LIBRARY + REST)
    page = words_of(Visitor(changeable.app).enter(Role.READER).text(f"/dokument/{number}"))
    listed, _, _ = page.partition("Punkter og beslutninger, 2 punkter")[2].partition("Forrige")
    assert "Nyt bibliotek" in listed


def test_annexes_stand_under_their_item_with_links_to_those_beside_it(changeable: Archive, minutes: str) -> None:
    page = Visitor(changeable.app).enter(Role.READER).text(minutes)
    assert re.search(r'<a href="/dokument/\d+">Bilag 1: Kort over grunden</a>', page)
    assert "Bilag 3: Notat om trafik" in page
    assert not re.search(r'<a href="/dokument/\d+">Bilag 3', page)  # closed whole, and nobody told the reader of it


def test_a_closed_annex_is_told_to_those_with_a_grant_alone(changeable: Archive, minutes: str) -> None:
    reader, officer = Visitor(changeable.app).enter(Role.READER), Visitor(changeable.app).enter(Role.OFFICER)
    shown = reader.text(minutes)
    assert "Byg og Bo" not in shown
    assert "Noget af punktet er lukket." in words_of(shown)
    assert "Lukket bilag: Tilbud fra Byg og Bo Lukket" in words_of(officer.text(minutes))
    for where in ("/soeg?q=bibliotek", "/soeg.csv?q=bibliotek", f"{minutes}/side/1?q=bibliotek"):
        assert "Byg og Bo" not in reader.text(where)


def test_every_value_leads_to_its_words(changeable: Archive, minutes: str) -> None:
    officer = Visitor(changeable.app).enter(Role.OFFICER)
    links = re.findall(r'<a class="source-link" href="([^"]+kilde=\d+)#kilde"', officer.text(minutes))
    assert len(links) >= 7
    for link in links:
        assert officer.text(link.replace("&amp;", "&")).count('id="kilde"') == 1, link


def test_the_words_of_a_decision_are_shown_where_it_stands(changeable: Archive) -> None:
    text = (
        "1. Vej\n\nSagsfremstilling\n\nIntet nyt blev godkendt.\n\nBeslutning\n\nGodkendt.\n\n2. Sti\n\nBeslutning\n\n"
    )
    page = f"/dokument/{take_in(changeable.instance, 'a/referat.txt', HEAD + text + 'Godkendt.')}"
    reader = Visitor(changeable.app).enter(Role.READER)
    links = re.findall(
        r'href="([^"]+kilde=\d+)#kilde"[^>]*>Vis kilde<span class="sr-only"> til besl', reader.text(page)
    )
    assert len(links) == 2
    found = [re.split(r'<mark class="source" id="kilde">', reader.text(link.replace("&amp;", "&"))) for link in links]
    assert [before.count("<h3") for before, _ in found] == [1, 2]
    assert all(re.search(r"Beslutning(</strong>)?\s*$", before) for before, _ in found)


def test_a_link_to_words_in_a_closed_part_shows_nothing(changeable: Archive, minutes: str) -> None:
    officer, reader = Visitor(changeable.app).enter(Role.OFFICER), Visitor(changeable.app).enter(Role.READER)
    links = re.findall(r'href="([^"]+kilde=\d+)#kilde"', officer.text(minutes))
    shown = [reader.text(link.replace("&amp;", "&")) for link in links]
    assert not any("Byg og Bo" in page for page in shown)


def test_a_document_of_many_items_shows_a_page_of_them(changeable: Archive) -> None:
    items = [Item(str(n), f"Punkt om vej {n}", "Vejen gøres bred.", 1 + n // 5) for n in range(1, 101)]
    number = add(changeable.instance, "stor.pdf", b"stor", items, meeting_date="2020-01-01", committee=YOUTH)
    reader = Visitor(changeable.app).enter(Role.READER)
    assert "Indhold, 100 punkter" in words_of(reader.text(f"/dokument/{number}"))
    first, here = reader.text(f"/dokument/{number}?indhold=1"), reader.text(f"/dokument/{number}/side/19")
    assert "Punkt om vej 40" in first
    assert "Punkt om vej 41" not in first.partition('id="side"')[0]
    assert "Punkt om vej 92" in here.partition('id="side"')[0]  # the list opens where the reader is
    assert f"/dokument/{number}/side/19?indhold=1#punkter" in here.replace("&amp;", "&")
    for odd in ("0", "x", "999999999", "-1"):
        assert "Punkt om vej" in reader.text(f"/dokument/{number}?indhold={odd}")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Bilag 1: Kort over grunden", "Bilag 1 - Kort over grunden.pdf"),
        ("Kort over grunden", "01 - kort_over_grunden.PDF"),
        ("• Kort over grunden.docx", "Kort over grunden.pdf"),
        ("Bilag 2 Kort over grunden", "kort over grunden"),
    ],
)
def test_names_of_one_annex(title: str, name: str) -> None:
    assert keys(title) & keys(name)


def test_names_of_two_annexes() -> None:
    assert not keys("Bilag 1") & keys("Bilag 2")
    assert not keys("Bilag 1: Kort") & keys("Bilag 1: Notat")


def test_annexes_in_the_same_package(changeable: Archive, tmp_path: Path) -> None:
    number = take_in(changeable.instance, "sag.zip/referat.txt", HEAD + LIBRARY)
    with changeable.instance.database.read() as session:
        assert session.get_one(Document, number).path == "sag.zip/referat.txt"
    held = add(changeable.instance, "sag.zip/Notat om trafik.pdf", b"x", [Item(None, "", "Biler.")], "attachment")
    page = Visitor(changeable.app).enter(Role.READER).text(f"/dokument/{number}")
    assert f'<a href="/dokument/{held}">Bilag 3: Notat om trafik</a>' in page

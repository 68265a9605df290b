"""A text without pages that holds very much is shown a part at a time, and everything in it can be reached."""

from __future__ import annotations

import re

import pytest

from ingest.archive.model import Passage
from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_pages import Item
from tests.sample_web import add

TEXT = "Vejen ved havnen gøres bred og lys, og der bliver plads til cykler, biler og fodgængere hele året rundt. " * 8


@pytest.fixture
def long(changeable: Archive) -> str:
    items = [Item(str(n), f"Vej {n}", ("Grævlingen bor her. " if n % 100 == 5 else "") + TEXT) for n in range(1, 401)]
    number = add(changeable.instance, "lang.txt", b"lang", items, media_type="text/plain", meeting_date="2020-01-01")
    changeable.instance.generations.drain(wait=True)
    return f"/dokument/{number}"


def sheet(page: str) -> str:
    return page.partition('id="side"')[2]


def test_one_part_at_a_time_and_all_of_it_once(changeable: Archive, long: str) -> None:
    reader = Visitor(changeable.app).enter(Role.READER)
    page, seen = reader.text(long), list[str]()
    while True:
        assert len(page.encode()) < 200_000
        seen += re.findall(r"<h3>(\d+)\. Vej", sheet(page))
        onward = re.search(r'<a rel="next" href="([^"]+del=\d+)"', page)
        if not onward:
            break
        page = reader.text(onward[1].replace("&amp;", "&"))
    assert seen == [str(n) for n in range(1, 401)]


def test_an_item_opens_the_part_it_stands_in(changeable: Archive, long: str) -> None:
    with changeable.instance.database.read() as session:
        item = session.query(Passage).filter_by(number="333").one()
    page = Visitor(changeable.app).enter(Role.READER).text(f"{long}?punkt={item.id}")
    assert "Vej 333" in sheet(page)
    assert page.count('id="traf"') == 1


def test_from_mark_to_mark_through_all_parts_and_back(changeable: Archive, long: str) -> None:
    reader = Visitor(changeable.app).enter(Role.READER)
    page, found = reader.text(f"{long}?q=grævlingen&m=1"), list[str]()
    for _ in range(10):
        found += re.findall(r'class="here"[^>]*>([^<]+)</mark> bor', page)
        onward = re.search(r'<a id="naeste-m" href="([^"]+)"', page)
        if not onward:
            break
        page = reader.text(onward[1].replace("&amp;", "&"))
    assert len(found) == 4
    back = re.search(r'<a id="forrige-m" href="([^"]+)"', page)
    assert back
    assert 'class="here"' in reader.text(back[1].replace("&amp;", "&"))


@pytest.mark.parametrize("part", ["0", "-1", "x", "99999999", "3"])
def test_parts_that_are_not(changeable: Archive, long: str, part: str) -> None:
    page = words_of(Visitor(changeable.app).enter(Role.READER).text(f"{long}?del={part}"))
    assert re.search(r"Her er del \d+ af \d+\.", page)

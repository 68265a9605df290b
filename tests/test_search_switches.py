"""What a search does by itself is said on the page, can be switched off, and stays off wherever one goes from there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from portal.model import Role
from tests.fixtures_web import Visitor, words_of


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.READER)


def test_abbreviations_stay_off_in_every_link_of_the_page(reader: Visitor) -> None:
    address = "/soeg?q=BUU+OR+budget&forkortelser=nej"
    page = reader.text(address)
    links = re.findall(r'href="(/soeg[^"]*q=[^"]*)"', page)
    kept = [link for link in links if "forkortelser=nej" in link]
    assert len(kept) > 10
    assert any("side=2" in link for link in kept)
    assert any(link.startswith("/soeg.csv") for link in kept)
    assert any("fra=20" in link for link in kept)
    assert any("sort=nyeste" in link for link in kept)
    assert set(links) - set(kept) == {"/soeg?q=BUU+OR+budget"}, "only the link that turns it on again is without"
    assert re.search(r'<input type="hidden" form="soegning" name="forkortelser" value="nej">', page)
    assert all("forkortelser=nej" in link for link in re.findall(r'href="(/dokument/[^"]*q=[^"]*)"', page))


def test_the_file_of_hits_follows_the_switch(reader: Visitor) -> None:
    on, off = (reader.get(f"/soeg.csv?q=BUU{switch}").text for switch in ("", "&forkortelser=nej"))
    assert on.count("\n") > 1
    assert off.count("\n") == 1, "the head alone"


def test_the_wider_search_is_said_and_undone(reader: Visitor) -> None:
    page = reader.text("/soeg?q=håvnebadet")
    assert "Fundene her er ord, som en dårlig scanning kan have ødelagt." in words_of(page)
    assert "<mark>Havnebadet</mark>" in page
    assert re.search(r'href="/soeg\?q=h%C3%A5vnebadet&amp;laesefejl=nej"[^>]*>Søg kun på ordene', page)
    narrow = reader.text("/soeg?q=håvnebadet&type=nyhed&laesefejl=nej")
    assert "Ingen fund på håvnebadet" in words_of(narrow)
    assert 'name="laesefejl" value="nej"' in narrow
    assert "Ord, som en dårlig scanning kan have ødelagt, er ikke søgt med" in words_of(narrow)
    assert re.search(r'href="/soeg\?q=h%C3%A5vnebadet&amp;type=nyhed"[^>]*>Søg også efter dem', narrow)
    assert reader.get("/soeg.csv?q=håvnebadet").text.count("\n") == 2
    assert reader.get("/soeg.csv?q=håvnebadet&laesefejl=nej").text.count("\n") == 1


def test_what_a_spoilt_word_was_read_as_is_said(reader: Visitor) -> None:
    page = words_of(reader.text("/soeg?q=pædagogisk"))
    assert "Pzdagogisk er læst som pædagogisk" in page
    assert "er læst som" not in words_of(reader.text("/soeg?q=pzdagogisk"))


def test_a_hit_of_the_wider_search_opens_with_its_marks(reader: Visitor) -> None:
    hit = re.search(r'href="(/dokument/[^"#]*)', reader.text("/soeg?q=håvnebadet"))
    assert hit
    assert re.search(r"<mark[^>]*>Havnebadet</mark>", reader.text(hit[1].replace("&amp;", "&")))
    assert "<mark" not in reader.text(hit[1].replace("&amp;", "&") + "&laesefejl=nej")


def test_what_matches_as_typed_is_not_widened_in_the_document(reader: Visitor) -> None:
    hit = re.search(r'href="(/dokument/[^"#]*)', reader.text("/soeg?q=havnebadet&laesefejl=nej"))
    assert hit
    assert "laesefejl=nej" in hit[1], "the document is asked as the search was"
    assert re.search(r"<mark[^>]*>Havnebadet</mark>", reader.text(hit[1].replace("&amp;", "&")))


def test_a_hit_that_lacks_a_word_opens_with_the_others_marked(reader: Visitor) -> None:
    page = reader.text("/soeg?q=mødet+sluttede+xyzzyqkvæstor")
    assert "mangler ét af dem" in words_of(page)
    hit = re.search(r'href="(/dokument/\d+)\?', page)
    assert hit
    opened = reader.text(f"{hit[1]}?q=mødet+sluttede+xyzzyqkvæstor")
    assert re.search(r"<mark[^>]*>sluttede</mark>", opened), "it opens at the match without being told where"

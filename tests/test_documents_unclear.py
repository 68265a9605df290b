"""What cannot be read for sure is left empty, and the words that left it in doubt are shown."""

from __future__ import annotations

import re

import pytest

from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.test_documents_contents import take_in

BODY = "\n\n1. Nyt bibliotek\n\nSagsfremstilling\n\nDer bygges.\n\nBeslutning\n\nGodkendt.\n"
TWO = "Referat\nByrådet\nMødedato: 3. maj 2016\nMødedato: 4. juni 2017"
FORTY = "Referat\nByrådet\n" + "\n".join(f"Mødedato: {n % 28 + 1}. maj {1960 + n}" for n in range(40))
OLD = "Referat\nByrådet\nMødedato: 3. maj 1749"
LATE = "Referat\nByrådet\nMødedato: 3. maj 2174"


@pytest.mark.parametrize(
    ("head", "doubts"),
    [
        (TWO, ("Mødedato: 3. maj 2016", "Mødedato: 4. juni 2017")),
        (FORTY, ("Mødedato: 1. maj 1960", "Mødedato: 2. maj 1961", "Mødedato: 3. maj 1962")),
        (OLD, ("Mødedato: 3. maj 1749",)),
        (LATE, ("Mødedato: 3. maj 2174",)),
    ],
    ids=["two dates", "forty dates", "before 1850", "after 2100"],
)
def test_dates_in_doubt(changeable: Archive, head: str, doubts: tuple[str, ...]) -> None:
    document = f"/dokument/{take_in(changeable.instance, 'doubt/referat.txt', head + BODY)}"
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    page = archivist.text(f"{document}/ret")
    assert "Det er uklart, så feltet er tomt." in words_of(page)
    assert re.search(r'id="felt-meeting_date" name="vaerdi" value=""', page)
    shown = archivist.text(document)
    assert "uden dato" in words_of(shown)
    for doubt in doubts:
        assert f"»{doubt}«" in words_of(page)
        assert f"<q>{doubt}</q>" in shown
    links = re.findall(r'href="([^"]+kilde=\d+)#kilde"[^>]*>Vis kilde<span class="sr-only"> nummer', page)
    assert len(links) >= len(doubts)
    for link, doubt in zip(links, doubts, strict=False):
        assert f'<mark class="source" id="kilde">{doubt}</mark>' in archivist.text(link.replace("&amp;", "&"))


def test_a_layout_nobody_has_seen_gives_passages_and_says_nothing_more(changeable: Archive) -> None:
    text = "%% blad 7 %%\n>> a >> b\n== xx ==\nnoget helt andet her\n" * 30
    document = f"/dokument/{take_in(changeable.instance, 'ukendt.txt', text)}"
    page = words_of(Visitor(changeable.app).enter(Role.READER).text(document))
    assert "uden dato" in page
    assert "Andet" in page
    assert "noget helt andet her" in page
    assert "Udvalg" not in page.partition("Teksten")[0].partition("Forside")[2]

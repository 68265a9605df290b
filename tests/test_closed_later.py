"""Closed later: no way of asking tells a reader anything; opened again, everything is back. Both are logged."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ingest import manifest
from ingest.archive.closed_table import ClosedDecision
from ingest.archive.model import Document, FieldValue, Passage
from ingest.manifest import Entry
from portal.cli import portal
from portal.model import ClosedGrant, Role
from tests.fixtures_web import Archive, Visitor
from tests.sample_pages import Item, pdf
from tests.sample_web import YOUTH, add

SECRET = "Zeppelinhangaren"
ITEMS = [
    Item("1", "Godkendelse af dagsorden", "Dagsordenen blev godkendt."),
    Item("2", f"Salg af {SECRET}", f"{SECRET} sælges til højestbydende. Udbuddet gives frit.", 2),
    Item("3", "Eventuelt", "Intet.", 3),
]


@pytest.fixture
def papers(changeable: Archive) -> int:
    """Minutes with an item that is open, drawn and searched for before it is closed."""
    number = add(changeable.instance, "salg/referat.pdf", pdf(ITEMS), ITEMS, committee=YOUTH, title="Referat")
    with changeable.instance.database.write() as session:
        session.add(ClosedGrant(user_id=changeable.user(Role.ARCHIVIST).id, committee=YOUTH))
        item = session.scalars(select(Passage).where(Passage.document_id == number, Passage.number == "2")).one()
        for name, value in (("decision", f"{SECRET} sælges."), ("decision_type", "godkendt"), ("case_number", "20/99")):
            row = FieldValue(document_id=number, passage_id=item.id, name=name, value=value)
            row.evidence_page, row.evidence_text = 2, SECRET
            session.add(row)
        told = FieldValue(document_id=number, name="party", value=f"Ejerne af {SECRET}")
        told.evidence_page, told.evidence_text = 2, SECRET
        session.add(told)
    changeable.instance.generations.drain(wait=True)
    return number


def ways(archive: Archive, number: int) -> Iterator[str]:
    """Give every address under which the words may be told."""
    with archive.instance.database.read() as session:
        item = session.scalars(select(Passage.id).where(Passage.document_id == number, Passage.number == "2")).one()
        fields = session.scalars(select(FieldValue.id).where(FieldValue.document_id == number)).all()
    at = f"/dokument/{number}"
    yield from (at, f"{at}/side/2", f"{at}?punkt={item}", f"{at}/side/2?q=hangaren", f"{at}?indhold=1")
    yield from (f"{at}/side/2?kilde={field}" for field in fields)
    for query in (
        SECRET.lower(),
        "zeppelin*",
        '"salg af zeppelinhangaren"',
        "zeppelinhangarem",
        "højestbydende",
        "salg",
    ):
        yield from (f"/soeg?q={query}", f"/soeg.csv?q={query}", f"/soeg?q={query}&sort=nyeste&udvalg={YOUTH}")
    yield "/soeg?beslutning=godkendt"


def item_form(archive: Archive, number: int) -> str:
    with archive.instance.database.read() as session:
        item = session.scalars(select(Passage.id).where(Passage.document_id == number, Passage.number == "2")).one()
    return f"/dokument/{number}/punkt/{item}/ret"


def told(page: str) -> bool:
    """Tell whether a page says it, beside repeating the question."""
    body = page.partition("<main")[2] or page
    return SECRET in body or "højestbydende. " in body or "Ejerne af" in body


def test_closed_it_is_gone_everywhere_and_opened_it_is_back(changeable: Archive, papers: int) -> None:
    archivist, reader = Visitor(changeable.app).enter(Role.ARCHIVIST), Visitor(changeable.app).enter(Role.READER)
    every = list(ways(changeable, papers))
    files = (f"/dokument/{papers}/original", f"/dokument/{papers}/side/2/billede", f"/dokument/{papers}/side/1/billede")
    assert [reader.get(file).status_code for file in files] == [200, 200, 200]
    before = {where: told(reader.text(where)) for where in every}
    assert sum(before.values()) >= 10

    assert archivist.post(item_form(changeable, papers), {"svar": "luk"}).status_code == 303
    assert [where for where in every if told(reader.text(where))] == []
    assert [reader.get(file).status_code for file in files] == [403, 403, 403]
    assert told(archivist.text(f"/dokument/{papers}/side/2"))

    assert archivist.post(item_form(changeable, papers), {"svar": "aabn"}).status_code == 303
    assert {where: told(reader.text(where)) for where in every} == before
    assert [reader.get(file).status_code for file in files] == [200, 200, 200]
    with changeable.instance.database.read() as session:
        rows = session.scalars(select(ClosedDecision).order_by(ClosedDecision.id)).all()
        who = changeable.user(Role.ARCHIVIST).id
        assert [(row.closed, row.decided_by) for row in rows] == [(True, who), (False, who)]


def test_the_words_are_not_suggested_any_more(changeable: Archive, papers: int) -> None:
    archivist, reader = Visitor(changeable.app).enter(Role.ARCHIVIST), Visitor(changeable.app).enter(Role.READER)
    typos = ("zeppelinhangarem", "zepelinhangaren", "zeppelinhanagren", "højestbydene", "højstbydende")
    perhaps = ("zeppelinhangaren<", "højestbydende<")

    def meant() -> bool:
        pages = [reader.text(f"/soeg?q={typo}").lower() for typo in typos]
        return any(word in page for word in perhaps for page in pages)

    assert meant()
    archivist.post(item_form(changeable, papers), {"svar": "luk"})
    assert not meant()
    assert not list(changeable.instance.generations.index().words("zeppelin", 10))


def test_the_command_line_tells_nothing_either(changeable: Archive, papers: int) -> None:
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    archivist.post(item_form(changeable, papers), {"svar": "luk"})
    environment = {"PORTAL_INSTANCE": str(changeable.instance.files.root)}
    said = {}
    for who in ((), ("--as", "laeser"), ("--as", "arkivar"), ("--closed",)):
        ran = CliRunner().invoke(portal, ["search", "zeppelinhangaren", "--json", *who], env=environment)
        assert ran.exit_code == 0, ran.output
        answer = json.loads(ran.output)
        said[who] = (answer["total"], SECRET in ran.output)
    assert said[()] == said["--as", "laeser"] == (0, False)
    assert said["--as", "arkivar"] == said["--closed",] == (1, True)


def test_a_list_that_closes_the_file_closes_all_of_it_at_once(changeable: Archive, papers: int) -> None:
    reader = Visitor(changeable.app).enter(Role.READER)
    every = list(ways(changeable, papers))
    with changeable.instance.database.write() as session:
        document = session.get_one(Document, papers)
        manifest.keep(session, document, Entry((), closed=True, words="manifest.csv, række 2"))
    changeable.instance.generations.drain(wait=True)
    assert not any(told(reader.get(where).get_data(as_text=True)) for where in every)
    for where in ("", "/original", "/side/2/billede", "/side/2"):
        reader.text(f"/dokument/{papers}{where}", 404)  # the reader does not even know of it
    assert "Dagsordenen blev godkendt" not in reader.text("/soeg?q=dagsordenen")

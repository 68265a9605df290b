"""An archivist corrects an item in the browser: it counts at once, is found by, and is shown with who and when."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from ingest.archive.item_corrections import ItemCorrection
from ingest.archive.model import FieldValue, IndexChange, Passage
from portal.documents.correcting_items import DECISION_TYPES, checked
from portal.model import ClosedGrant, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import SECRET, YOUTH


def item(archive: Archive, number: str, document: str = "minutes") -> int:
    with archive.instance.database.read() as session:
        asked = select(Passage.id).where(Passage.document_id == archive.ids[document], Passage.number == number)
        return session.scalars(asked).one()


def form(archive: Archive, number: str = "8") -> str:
    return f"/dokument/{archive.ids['minutes']}/punkt/{item(archive, number)}/ret"


@pytest.fixture
def archivist(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.ARCHIVIST)


@pytest.fixture
def reader(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.READER)


def read_decision(archive: Archive) -> int:
    """Let item 8 have been decided, as a reading would have it, and give the id of the field."""
    with archive.instance.database.write() as session:
        row = FieldValue(document_id=archive.ids["minutes"], passage_id=item(archive, "8"), name="decision")
        row.value = row.evidence_text = "Udvalget tiltrådte indstillingen."
        row.evidence_page = 2
        session.add(row)
        session.flush()
        return row.id


def test_the_link_stands_by_each_item_for_archivists_alone(
    changeable: Archive, archivist: Visitor, reader: Visitor
) -> None:
    minutes = f"/dokument/{changeable.ids['minutes']}"
    assert form(changeable) in archivist.text(minutes)
    assert "Ret punktet" not in reader.text(minutes)
    reader.text(form(changeable), 403)


def test_every_field_stands_with_where_it_was_read(changeable: Archive, archivist: Visitor) -> None:
    source = read_decision(changeable)
    page = archivist.text(form(changeable))
    assert "Læst på side 2: »Udvalget tiltrådte indstillingen.«" in words_of(page)
    shown = archivist.text(f"/dokument/{changeable.ids['minutes']}/side/2?kilde={source}")
    assert '<mark class="source" id="kilde">Udvalget tiltrådte indstillingen.</mark>' in shown


def test_a_decision_is_corrected_and_shown_with_who_and_when_and_taken_back(
    changeable: Archive, archivist: Visitor, reader: Visitor
) -> None:
    read_decision(changeable)
    address = form(changeable)
    assert archivist.post(address, {"felt": "decision", "vaerdi": "Sagen blev afvist."}).status_code == 303
    assert archivist.post(address, {"felt": "decision_type", "vaerdi": "afvist"}).status_code == 303
    minutes = f"/dokument/{changeable.ids['minutes']}"
    page = words_of(reader.text(minutes))
    assert "Afvist : Sagen blev afvist. Rettet af Karen Arkivar den" in page
    assert "Udvalget tiltrådte indstillingen." in words_of(reader.text(f"{minutes}/side/2"))  # as it is printed
    told = words_of(archivist.text(address))
    assert "Før stod der »Udvalget tiltrådte indstillingen.«" in told
    assert "Karen Arkivar rettede beslutning fra Udvalget tiltrådte indstillingen. til Sagen blev afvist." in told
    archivist.post(address, {"felt": "decision", "fortryd": "ja"})
    archivist.post(address, {"felt": "decision_type", "fortryd": "ja"})
    assert "Beslutning : Udvalget tiltrådte indstillingen. Vis kilde" in words_of(reader.text(minutes))


def test_what_was_written_is_found_at_once_in_the_same_transaction(
    changeable: Archive, archivist: Visitor, reader: Visitor
) -> None:
    assert "Gymnastikforeningen" not in reader.text("/soeg?q=gymnastikforeningen").partition("<main")[2]
    with changeable.instance.database.read() as session:
        before = session.query(IndexChange).count()
    archivist.post(form(changeable), {"felt": "title", "vaerdi": "Gymnastikforeningen og skolen"})
    found = reader.text("/soeg?q=gymnastikforeningen")
    assert "og skolen" in words_of(found)
    assert f"/dokument/{changeable.ids['minutes']}" in found
    with changeable.instance.database.read() as session:
        assert session.query(IndexChange).count() == before + 1
        assert session.query(ItemCorrection).count() == 1


def test_a_number_and_a_case_follow_into_hits_contents_and_citations(
    changeable: Archive, archivist: Visitor, reader: Visitor
) -> None:
    address, passage = form(changeable), item(changeable, "8")
    archivist.post(address, {"felt": "number", "vaerdi": "8.1"})
    archivist.post(address, {"felt": "case_number", "vaerdi": "2012-7777"})
    page = words_of(reader.text(f"/dokument/{changeable.ids['minutes']}?punkt={passage}"))
    assert "8.1 Model for samarbejde" in page
    assert "punkt 8.1: Model for samarbejde" in page
    assert "Sagsnummer 2012-7777 Rettet af" in page
    hits = words_of(reader.text("/soeg?q=ressourcecenteret"))
    assert "punkt 8.1 sag 2012-7777" in hits
    assert "2012-7777" in reader.text("/soeg.csv?q=ressourcecenteret")


def test_a_corrected_decision_is_found_by_its_type(changeable: Archive, archivist: Visitor, reader: Visitor) -> None:
    read_decision(changeable)
    assert "Ingen fund" in reader.text("/soeg?q=ressourcecenteret&beslutning=udsat")
    archivist.post(form(changeable), {"felt": "decision_type", "vaerdi": "udsat"})
    minutes = f"/dokument/{changeable.ids['minutes']}"
    for where in ("/soeg?q=ressourcecenteret&beslutning=udsat", "/soeg?beslutning=udsat"):
        found = reader.text(where)
        assert f"{minutes}?" in found
        assert "Udsat 1 fund" in words_of(found)
    assert "ressourcecenteret" in reader.text("/soeg.csv?beslutning=udsat")
    assert "Ingen fund" in reader.text("/soeg?q=ressourcecenteret&beslutning=godkendt")
    archivist.post(form(changeable), {"felt": "decision_type", "vaerdi": ""})
    assert f"{minutes}?" not in reader.text("/soeg?beslutning=udsat")
    archivist.post(form(changeable), {"felt": "decision_type", "fortryd": "ja"})
    assert f"{minutes}?" not in reader.text("/soeg?beslutning=udsat")


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("number", " 8  a ", "8 a"),
        ("number", "x" * 21, None),
        ("title", "x" * 301, None),
        ("title", "Budget\u202e\x00 2021", "Budget 2021"),
        ("decision", "Første.\r\n\r\nAnden.", "Første.\nAnden."),
        ("decision", "x" * 4001, None),
        ("decision_type", "godkendt", "godkendt"),
        ("decision_type", "vedtaget med brask og bram", None),
        ("decision_type", "", ""),
        ("attachment", "Et\r\nTo\r\nEt\r\n", "Et\nTo"),
        ("attachment", "Et\n" + "x" * 251, None),
        ("attachment", "\n".join(map(str, range(101))), None),
    ],
)
def test_values_are_checked(name: str, typed: str, kept: str | None) -> None:
    value, problem = checked(name, typed)
    assert (value, bool(problem)) == ("" if kept is None else kept, kept is None)


def test_a_refused_value_is_kept_in_its_field(changeable: Archive, archivist: Visitor) -> None:
    answer = archivist.post(form(changeable), {"felt": "number", "vaerdi": "9" * 30})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Punkt må højst være på 20 tegn." in page
    assert "9" * 30 in page
    assert archivist.post(form(changeable), {"felt": "sha256", "vaerdi": "x"}).status_code == 400


def test_the_types_are_those_that_are_read() -> None:
    assert {"godkendt", "afvist", "udsat", "sendt i høring"} <= set(DECISION_TYPES)


class TestClosed:
    def grant(self, archive: Archive) -> None:
        with archive.instance.database.write() as session:
            session.add(ClosedGrant(user_id=archive.user(Role.ARCHIVIST).id, committee=YOUTH))

    def test_a_closed_item_is_corrected_by_those_with_a_grant_alone(
        self, changeable: Archive, archivist: Visitor
    ) -> None:
        address = form(changeable, "9")
        archivist.text(address, 403)
        assert archivist.post(address, {"felt": "title", "vaerdi": "x"}).status_code == 403
        self.grant(changeable)
        assert "Bøgevænget" in archivist.text(address)
        assert (changeable.ids["minutes"], item(changeable, "9"), "desk") in changeable.openings()

    def test_what_was_written_about_a_closed_item_is_closed(
        self, changeable: Archive, archivist: Visitor, reader: Visitor
    ) -> None:
        self.grant(changeable)
        address = form(changeable, "9")
        for name in ("title", "decision", "case_number", "attachment"):
            archivist.post(address, {"felt": name, "vaerdi": f"Zeppelinvej {name}"})
        minutes, passage = changeable.ids["minutes"], item(changeable, "9")
        for where in (
            f"/dokument/{minutes}",
            f"/dokument/{minutes}/side/2?q=zeppelinvej",
            f"/dokument/{minutes}?punkt={passage}",
            "/soeg?q=zeppelinvej",
            "/soeg.csv?q=zeppelinvej",
        ):
            assert "Zeppelinvej" not in reader.text(where), where
        assert "Zeppelinvej" in archivist.text("/soeg?q=zeppelinvej")

    def test_closed_and_opened_from_here_at_once_and_written_down(
        self, changeable: Archive, archivist: Visitor, reader: Visitor
    ) -> None:
        self.grant(changeable)
        archivist.post(form(changeable), {"felt": "decision", "vaerdi": "Ressourcecenteret flytter."})
        archivist.post(form(changeable), {"svar": "luk"})
        minutes = changeable.ids["minutes"]
        assert "essourcecenteret" not in reader.text(f"/dokument/{minutes}")
        assert "essourcecenteret" not in reader.text(f"/dokument/{minutes}/side/2")
        assert not re.search(r"\[?ressourcecenter\w* flytter", reader.text("/soeg?q=flytter"), re.I)
        reader.text(f"/dokument/{minutes}/side/2/billede", 403)
        archivist.post(form(changeable), {"svar": "aabn"})
        assert "essourcecenteret" in reader.text(f"/dokument/{minutes}/side/2")

    def test_nobody_closes_or_opens_what_they_may_not_read(self, changeable: Archive, archivist: Visitor) -> None:
        assert archivist.post(form(changeable), {"svar": "luk"}).status_code == 403
        assert archivist.post(form(changeable, "9"), {"svar": "aabn"}).status_code == 403
        reader = Visitor(changeable.app).enter(Role.READER)
        assert SECRET not in reader.text(f"/dokument/{changeable.ids['minutes']}/side/2")


def test_a_correction_whose_item_is_gone_waits_at_the_desk(changeable: Archive, archivist: Visitor) -> None:
    archivist.post(form(changeable), {"felt": "decision", "vaerdi": "Afvist enstemmigt."})
    with changeable.instance.database.write() as session:
        session.scalars(select(ItemCorrection)).one().lost = True
    assert "Rettelser, der har mistet deres punkt" in archivist.text("/arkiv")
    where = f"/dokument/{changeable.ids['minutes']}/ret"
    page = archivist.text(where)
    assert "Beslutning: Afvist enstemmigt." in words_of(page)
    assert archivist.post(where, {"tabt": "999"}).status_code == 404
    assert archivist.post(where, {"tabt": re.findall(r'name="tabt" value="(\d+)"', page)[0]}).status_code == 303
    assert "mistet deres punkt" not in archivist.text(where)

"""What an archivist corrects counts at once, everywhere, and after the next reading; and it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.archive import said
from ingest.archive.database import Database
from ingest.archive.model import Base, Document, FieldValue
from portal.documents.correcting import checked
from portal.model import ClosedGrant, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import SECRET, YOUTH
from tests.test_store import prepared, saved


def _row(archive: Archive, name: str) -> Document:
    with archive.instance.database.read() as session:
        return session.get_one(Document, archive.ids[name])


def _correct(archive: Archive, document: str, name: str, value: str, **more: str) -> int:
    archivist = Visitor(archive.app).enter(Role.ARCHIVIST)
    form = {"felt": name, "vaerdi": value, **more}
    return archivist.post(f"/dokument/{archive.ids[document]}/ret", form).status_code


def test_every_value_stands_with_the_words_it_was_read_from(changeable: Archive) -> None:
    page = words_of(Visitor(changeable.app).enter(Role.ARCHIVIST).text(f"/dokument/{changeable.ids['minutes']}/ret"))
    assert "Læst på side 1" in page
    assert "Vis kilde til sagsnummer" in page
    assert "Teksten siger det ikke." in page


@pytest.mark.parametrize(
    ("name", "typed", "column", "kept"),
    [
        ("title", "Referat om fjordbadet", "title", "Referat om fjordbadet"),
        ("kind", "policy", "kind", "policy"),
        ("meeting_date", "3. marts 1999", "meeting_date", date(1999, 3, 3)),
        ("case_number", "99/1234", "case_number", "99/1234"),
    ],
)
def test_a_correction_counts_at_once_and_is_taken_back(
    changeable: Archive, name: str, typed: str, column: str, kept: object
) -> None:
    before = getattr(_row(changeable, "letter"), column)
    assert _correct(changeable, "letter", name, typed) == 303
    assert getattr(_row(changeable, "letter"), column) == kept
    assert _correct(changeable, "letter", name, "", fortryd="ja") == 303
    assert getattr(_row(changeable, "letter"), column) == before


def test_a_corrected_title_and_kind_are_found_and_shown(changeable: Archive) -> None:
    _correct(changeable, "letter", "title", "Kystsikring ved Sandholm")
    _correct(changeable, "letter", "kind", "agreement")
    reader = Visitor(changeable.app).enter(Role.READER)
    letter = changeable.ids["letter"]
    assert "Kystsikring ved Sandholm" in reader.text(f"/dokument/{letter}")
    assert f"/dokument/{letter}" in reader.text("/soeg?q=forvaltningen&type=aftale")


def test_one_can_say_that_a_document_has_no_date(changeable: Archive) -> None:
    assert _correct(changeable, "minutes", "meeting_date", "") == 303
    assert _row(changeable, "minutes").meeting_date is None
    page = words_of(Visitor(changeable.app).enter(Role.READER).text(f"/dokument/{changeable.ids['minutes']}"))
    assert "uden dato" in page


def test_what_cannot_be_a_value_is_refused_with_advice(changeable: Archive) -> None:
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    answer = archivist.post(f"/dokument/{changeable.ids['letter']}/ret", {"felt": "meeting_date", "vaerdi": "i går"})
    assert answer.status_code == 422
    assert "Skriv datoen som 12. marts 2021" in answer.get_data(as_text=True)
    assert _correct(changeable, "letter", "sha256", "x") == 400


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("meeting_date", "12-03-2021", "2021-03-12"),
        ("meeting_date", "12. marts 2021", "2021-03-12"),
        ("meeting_date", "2021-03-12", "2021-03-12"),
        ("meeting_date", "12. marts", None),
        ("meeting_date", "31-02-2021", None),
        ("kle_subject", "00.01.10", "00.01.10"),
        ("kle_subject", "0.1.10", None),
        ("kind", "minutes_item", "minutes_item"),
        ("kind", "opskrift", None),
        ("title", "x" * 301, None),
        ("place", "", ""),
    ],
)
def test_values_are_checked(name: str, typed: str, kept: str | None) -> None:
    value, problem = checked(name, typed)
    assert (value, bool(problem)) == ("" if kept is None else kept, kept is None)


def test_nobody_corrects_the_committee_to_read_what_is_closed(changeable: Archive) -> None:
    with changeable.instance.database.write() as session:
        session.add(ClosedGrant(user_id=changeable.user(Role.ARCHIVIST).id, committee="Miljøudvalget"))
    assert _correct(changeable, "minutes", "committee", "Miljøudvalget") == 403
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    assert SECRET not in archivist.text(f"/dokument/{changeable.ids['minutes']}/side/2")
    assert _row(changeable, "minutes").committee == YOUTH


def test_passages_are_closed_and_opened_from_here_by_those_who_may_read_them(changeable: Archive) -> None:
    where = f"/dokument/{changeable.ids['minutes']}/ret"
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    assert "Bøgevænget" not in archivist.text(where)
    with changeable.instance.database.write() as session:
        session.add(ClosedGrant(user_id=changeable.user(Role.ARCHIVIST).id, committee=YOUTH))
    assert "Bøgevænget" in archivist.text(where)
    with changeable.instance.database.read() as session:
        passages = session.get_one(Document, changeable.ids["minutes"]).passages
        opened = next(passage for passage in passages if passage.number == "8")
    archivist.post(f"/arkiv/lukket/{opened.id}", {"svar": "lukket", "tilbage": "dokument"})
    reader = Visitor(changeable.app).enter(Role.READER)
    assert "ressourcecenteret" not in reader.text(f"/dokument/{changeable.ids['minutes']}/side/2")
    assert f"/dokument/{changeable.ids['minutes']}" not in reader.text("/soeg?q=ressourcecenteret")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = Database.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    Base.metadata.create_all(opened.engine)
    return opened


def _say(database: Database, name: str, value: str, origin: str = said.CORRECTION) -> None:
    with database.write() as session:
        document = session.scalars(select(Document)).one()
        said.say(session, document, name, value, origin=origin, words="rettet af Karen")


@pytest.mark.parametrize("name", ["kind", "title", "committee", "case_number"])
def test_a_correction_outlives_the_next_reading(database: Database, name: str) -> None:
    value = prepared(("kind", "letter"), ("title", "Gammel"), ("committee", "Byråd"), ("case_number", "1/12"))
    saved(database, value)
    _say(database, name, "policy")
    assert getattr(saved(database, value), name) == "policy"


def test_that_there_is_none_outlives_the_next_reading(database: Database) -> None:
    saved(database, prepared(("meeting_date", "2014-03-26")))
    _say(database, "meeting_date", "")
    assert saved(database, prepared(("meeting_date", "2014-03-26"))).meeting_date is None


def test_a_correction_goes_before_a_manifest_and_that_before_the_text(database: Database) -> None:
    saved(database, prepared(("committee", "Byrad")))
    _say(database, "committee", "Byrådet")
    _say(database, "committee", "Kommunalbestyrelsen", said.MANIFEST)
    assert saved(database, prepared(("committee", "Byrad"))).committee == "Byrådet"
    with database.write() as session:
        document = session.scalars(select(Document)).one()
        said.unsay(session, document, "committee", origin=said.CORRECTION)
        assert document.committee == "Kommunalbestyrelsen"


def test_the_files_own_date_comes_back_when_a_correction_is_taken_back(database: Database) -> None:
    value = prepared()
    value = replace(value, source=replace(value.source, created=date(2012, 5, 4)))
    saved(database, value)
    _say(database, "meeting_date", "1999-01-01")
    with database.write() as session:
        document = session.scalars(select(Document)).one()
        said.unsay(session, document, "meeting_date", origin=said.CORRECTION)
        assert document.meeting_date == date(2012, 5, 4)


def test_a_new_correction_replaces_the_old_one(database: Database) -> None:
    saved(database, prepared())
    _say(database, "place", "Salen")
    _say(database, "place", "Kantinen")
    with database.read() as session:
        rows = session.scalars(select(FieldValue).where(FieldValue.name == "place")).all()
        assert [row.value for row in rows] == ["Kantinen"]


@pytest.mark.parametrize(
    ("probability", "said"), [("0.98", "sikkert"), ("0.86", "sandsynligvis"), ("0.5", "usikkert, så se efter")]
)
def test_how_sure_a_kind_is_stands_beside_its_reason(changeable: Archive, probability: str, said: str) -> None:
    with changeable.instance.database.write() as session:
        letter = changeable.ids["letter"]
        for name, value in (("kind", "hearing_letter"), ("kind_probability", probability)):
            told = {"evidence_page": 1, "evidence_text": "sendes i høring"}
            session.add(FieldValue(document_id=letter, name=name, value=value, **told))
    page = words_of(Visitor(changeable.app).enter(Role.ARCHIVIST).text(f"/dokument/{letter}/ret"))
    assert f"»sendes i høring«, {said}" in page


def test_an_external_source_says_how_old_it_is(changeable: Archive) -> None:
    with changeable.instance.database.write() as session:
        letter = changeable.ids["letter"]
        for name, value in (("publisher", "KL"), ("date", "2001-06-08")):
            session.add(FieldValue(document_id=letter, name=name, value=value, evidence_text=value))
    page = words_of(Visitor(changeable.app).enter(Role.READER).text(f"/dokument/{letter}"))
    assert "8. juni 2001 (2" in page
    assert "år gammel)" in page


def test_places_without_a_heading_are_told_apart_by_their_words(changeable: Archive) -> None:
    with changeable.instance.database.write() as session:
        session.add(ClosedGrant(user_id=changeable.user(Role.ARCHIVIST).id, committee="*"))
    page = words_of(Visitor(changeable.app).enter(Role.ARCHIVIST).text(f"/dokument/{changeable.ids['scan']}/ret"))
    assert "Side 2: Side to er ogsa lest darligt." in page


def test_a_refused_value_stands_beside_what_is_known(archive: Archive) -> None:
    page = f"/dokument/{archive.ids['minutes']}/ret"
    refused = Visitor(archive.app).enter(Role.ARCHIVIST).post(page, {"felt": "meeting_date", "vaerdi": "i fjor"})
    assert refused.status_code == 422
    answer = refused.get_data(as_text=True)
    assert 'value="i fjor"' in answer
    assert words_of(answer).count("Læst på side 1: »2012-09-26«") == 1

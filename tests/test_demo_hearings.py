"""The sample municipality's hearings: open, past the deadline with a silent party, decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from ingest.archive.model import Document, now
from ingest.archive.search import SearchRequest, search
from portal import access, clock
from portal.cli.people import add_sample_people
from portal.clock import HearingState
from portal.demo import hearings
from portal.instance import Instance
from portal.model import Hearing, Party, ResponseVersion, User
from portal.standing import Standing, lines
from portal.workshop import workshop

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    opened = Instance.open(tmp_path_factory.mktemp("demo") / "instance")
    add_sample_people(opened, "en lang kode til prøver")
    with workshop(opened) as shop:
        hearings.load(opened, shop)
        hearings.load(opened, shop)  # a second time changes nothing
    return opened


def test_one_in_each_state(instance: Instance):
    with instance.database.read() as session:
        found = {clock.state_of(hearing, now()) for hearing in session.scalars(select(Hearing))}
        assert session.scalar(select(func.count()).select_from(Hearing)) == 3
        assert session.scalar(select(func.count()).select_from(Party)) == 10
    assert found == {HearingState.OPEN, HearingState.CLOSED, HearingState.DECIDED}


def test_who_answered_and_who_did_not(instance: Instance):
    with instance.database.read() as session:
        stand = {
            clock.state_of(hearing, now()): sorted(line.standing for line in lines(session, hearing, now()))
            for hearing in session.scalars(select(Hearing))
        }
    assert stand[HearingState.OPEN].count(Standing.AWAITING) == 4
    assert stand[HearingState.CLOSED].count(Standing.NO_RESPONSE) == 1
    assert stand[HearingState.DECIDED].count(Standing.NO_RESPONSE) == 1
    assert Standing.LATE not in {one for some in stand.values() for one in some}


def test_what_was_sent_is_found_and_the_draft_is_not(instance: Instance):
    with instance.database.read() as session:
        reader = session.scalars(select(User).where(User.username == "laeser")).one()
        tokens = access.audience(session, access.person_of(reader))
        index = instance.generations.index()

        def found(query: str) -> int:
            return search(session, index, SearchRequest(query=query), tokens).total

        assert found("vigelinje") == 1
        assert found("landsbyordning") == 1
        assert found('"bakker op om en tryg skolevej"') == 0
        assert session.scalar(select(func.count()).where(ResponseVersion.document_id.is_(None))) == 0


def test_the_letter_is_read(instance: Instance, tmp_path: Path):
    with instance.database.read() as session:
        hearing = session.scalars(select(Hearing).where(Hearing.title.contains("skoleveje"))).one()
        letter = next(paper for paper in hearing.papers if paper.role == "letter")
        assert letter.document
        assert letter.document.audience == f"papers:{hearing.id}"
        kinds = session.execute(select(Document.kind, func.count()).group_by(Document.kind)).all()
    assert {kind: number for kind, number in kinds} == {"hearing_letter": 2, "hearing_response": 11}

"""What may be closed: it is, until an archivist who may read it says otherwise; then everywhere, for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from ingest.archive import closed_table, store
from ingest.archive.closed_table import ClosedDecision
from ingest.archive.database import Database
from ingest.archive.model import Base, Document, Passage
from ingest.understand.closed_doubt import UNSURE, with_doubt
from portal.model import ClosedGrant, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import SECRET, YOUTH
from tests.test_store import prepared, saved


@pytest.fixture
def doubtful(changeable: Archive) -> int:
    """The minutes' closed item is in doubt, and the archivist may read that committee's closed items."""
    with changeable.instance.database.write() as session:
        session.add(ClosedGrant(user_id=changeable.user(Role.ARCHIVIST).id, committee=YOUTH))
        closed = select(Passage).where(Passage.document_id == changeable.ids["minutes"], Passage.closed)
        passage = session.scalars(closed).one()
        passage.closed_reason = UNSURE + "Iukkat"
        return passage.id


def test_the_pile_asks_and_shows_the_words(changeable: Archive, doubtful: int) -> None:
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    assert "Måske lukket" in words_of(archivist.text("/arkiv"))
    page = archivist.text("/arkiv/lukket")
    assert SECRET in page
    assert "Iukkat" in page
    assert (changeable.ids["minutes"], doubtful, "desk") in changeable.openings()


def test_without_a_grant_the_pile_tells_nothing_and_decides_nothing(changeable: Archive, doubtful: int) -> None:
    admin = Visitor(changeable.app).enter(Role.ADMIN)
    page = admin.text("/arkiv/lukket")
    assert SECRET not in page
    assert "Iukkat" not in page
    assert admin.post(f"/arkiv/lukket/{doubtful}", {"svar": "aaben"}).status_code == 403
    assert SECRET not in Visitor(changeable.app).enter(Role.READER).text("/soeg?q=ejendommen")


def test_opened_it_is_found_and_read_by_all_and_undone_by_none(changeable: Archive, doubtful: int) -> None:
    archivist, reader = Visitor(changeable.app).enter(Role.ARCHIVIST), Visitor(changeable.app).enter(Role.READER)
    minutes = changeable.ids["minutes"]
    original = f"/dokument/{minutes}/original"
    assert reader.get(original).status_code == 403
    assert archivist.post(f"/arkiv/lukket/{doubtful}", {"svar": "aaben"}).status_code == 303
    assert SECRET in reader.text(f"/dokument/{minutes}/side/2")
    assert SECRET in reader.text("/soeg?q=ejendommen")
    assert reader.get(original).status_code == 200
    assert archivist.post(f"/arkiv/lukket/{doubtful}", {"svar": "fortryd"}).status_code == 303
    assert SECRET not in reader.text(f"/dokument/{minutes}/side/2")
    assert SECRET not in reader.text("/soeg?q=ejendommen")
    assert reader.get(original).status_code == 403
    assert "1 sted" in words_of(archivist.text("/arkiv/lukket"))


def test_held_closed_it_leaves_the_pile(changeable: Archive, doubtful: int) -> None:
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    archivist.post(f"/arkiv/lukket/{doubtful}", {"svar": "lukket"})
    assert "ikke noget at tage stilling til" in words_of(archivist.text("/arkiv/lukket"))
    assert SECRET not in Visitor(changeable.app).enter(Role.READER).text(
        f"/dokument/{changeable.ids['minutes']}/side/2"
    )


def test_who_decided_is_kept_also_when_it_is_undone(changeable: Archive, doubtful: int) -> None:
    archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
    for answer in ("aaben", "fortryd", "lukket"):
        archivist.post(f"/arkiv/lukket/{doubtful}", {"svar": answer})
    with changeable.instance.database.read() as session:
        rows = session.scalars(select(ClosedDecision).order_by(ClosedDecision.id)).all()
        who = changeable.user(Role.ARCHIVIST).id
        assert [(row.closed, row.decided_by, row.withdrawn_by) for row in rows] == [
            (False, who, who),
            (True, who, None),
        ]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = Database.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    Base.metadata.create_all(opened.engine)
    return opened


def _decide(database: Database, *, closed: bool) -> None:
    with database.write() as session:
        closed_table.decide(session, session.scalars(select(Passage)).one(), closed=closed, user_id=None)


def _is_closed(database: Database) -> tuple[bool, bool]:
    with database.read() as session:
        live = select(Passage).where(Passage.superseded_at.is_(None))
        return session.scalars(live).one().closed, session.scalars(select(Document)).one().has_closed


@pytest.mark.parametrize("closed", [True, False])
def test_a_decision_outlives_the_next_reading(database: Database, closed: bool) -> None:
    saved(database, prepared(closed=not closed))
    _decide(database, closed=closed)
    saved(database, prepared(closed=not closed))
    assert _is_closed(database) == (closed, closed)


def test_other_words_than_those_that_were_opened_stay_closed(database: Database) -> None:
    saved(database, prepared(closed=True))
    _decide(database, closed=False)
    changed = prepared(closed=True)
    (old,) = changed.understood.passages
    text = f"{old.text} Navnet er hemmeligt."
    new = replace(old, text=text, segments=(replace(old.segments[0], end=len(text)),))
    saved(database, replace(changed, understood=replace(changed.understood, passages=(new,))))
    assert _is_closed(database) == (True, True)
    with database.read() as session:
        assert session.scalars(select(Passage.closed_reason)).one().startswith(UNSURE)


def test_a_title_that_stands_only_in_what_was_closed_is_not_told(database: Database) -> None:
    value = prepared(("title", "Byrådet vedtog planen."), ("case_number", "12/1"), ("committee", "Byrådet"))
    saved(database, value)
    _decide(database, closed=True)
    for document in (_only(database), saved(database, value)):
        assert (document.title, document.case_number, document.committee) == (None, "12/1", "Byrådet")
    with database.write() as session:
        closed_table.undo(session, session.scalars(select(Passage)).one(), None)
    assert _only(database).title == "Byrådet vedtog planen."


def _only(database: Database) -> Document:
    with database.read() as session:
        return session.scalars(select(Document)).one()


def test_a_removed_document_leaves_no_decisions(database: Database) -> None:
    saved(database, prepared(closed=True))
    _decide(database, closed=False)
    with database.write() as session:
        store.remove(session, session.scalars(select(Document)).one(), "fejl")
        assert session.scalars(select(ClosedDecision)).all() == []


@pytest.mark.parametrize(
    "words", ["Lukket punkt", "12. Salg af jord (lukket)", "LUKKET", "L U K K E T", "Lukket - Køb", "Fortroligt bilag"]
)
def test_plain_words_leave_no_doubt(words: str) -> None:
    assert with_doubt(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "Personalesag",
        "1ukkct",
        "uden mærke efter et lukket punkt (Lukket)",
        "gangen er om natten helt lukket og mørk",
    ],
)
def test_what_only_looks_like_it_is_in_doubt(words: str) -> None:
    assert with_doubt(words) == UNSURE + words


def test_a_reading_in_doubt_ends_in_the_pile(changeable: Archive) -> None:
    with changeable.instance.database.write() as session:
        session.execute(update(Passage).where(Passage.closed).values(closed_reason=with_doubt("Personalesag")))
    assert "Måske lukket" in words_of(Visitor(changeable.app).enter(Role.ADMIN).text("/arkiv"))

"""Groups of parties: made, named, filled, deleted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.model import Party, PartyGroup, Role
from tests.fixtures_web import Archive, Visitor


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


def members(archive: Archive, name: str) -> list[str]:
    with archive.instance.database.read() as session:
        group = session.scalars(select(PartyGroup).where(PartyGroup.name == name)).one()
        return [party.name for party in group.parties]


def test_a_group_is_made_filled_and_found(changeable: Archive, officer: Visitor):
    where = officer.post("/parter/grupper", {"name": " Alle   lokaludvalg "}).headers["Location"]
    assert "Vælg nu, hvem der er med" in officer.text(where)
    chosen = [str(changeable.ids[name]) for name in ("party-west", "party-elders")]
    assert officer.post(where, {"name": "Alle lokaludvalg", "members": chosen}).status_code == 303
    assert members(changeable, "Alle lokaludvalg") == ["Lokaludvalget for Ådal Vest", "Ældrerådet i Ådal"]
    number = where.rsplit("/", 1)[1]
    assert "2 parter" in officer.text(f"/parter?gruppe={number}")
    assert "Alle lokaludvalg" in officer.text("/parter/grupper")


def test_renaming_and_emptying(changeable: Archive, officer: Visitor):
    where = officer.post("/parter/grupper", {"name": "Råd"}).headers["Location"]
    officer.post(where, {"name": "Råd", "members": str(changeable.ids["party-elders"])})
    officer.post(where, {"name": "Råd og nævn"})
    assert members(changeable, "Råd og nævn") == []


@pytest.mark.parametrize(
    ("name", "said"), [("", "Skriv gruppens navn"), ("SKOLER", "allerede en gruppe"), ("x" * 201, "200 tegn")]
)
def test_a_wrong_name(changeable: Archive, officer: Visitor, name: str, said: str):
    officer.post("/parter/grupper", {"name": "Skoler"})
    where = officer.post("/parter/grupper", {"name": "Råd"}).headers["Location"]
    for address in ("/parter/grupper", where):
        answer = officer.post(address, {"name": name})
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
    assert members(changeable, "Råd") == []


def test_deleting_a_group_keeps_its_parties(changeable: Archive, officer: Visitor):
    where = officer.post("/parter/grupper", {"name": "Råd"}).headers["Location"]
    officer.post(where, {"name": "Råd", "members": str(changeable.ids["party-elders"])})
    assert officer.post(f"{where}/slet").status_code == 303
    assert officer.get(where).status_code == 404
    with changeable.instance.database.read() as session:
        assert session.get(Party, changeable.ids["party-elders"]) is not None

"""The administrator's pages: who may log in and see what, and who saw what."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from portal.model import Role, User
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import PLANNING, YOUTH

NEW = "et helt andet kodeord"


def user_named(archive: Archive, username: str) -> User | None:
    with archive.instance.database.read() as session:
        return session.scalar(select(User).where(User.username == username))


class TestPeople:
    @pytest.fixture
    def admin(self, changeable: Archive) -> Visitor:
        visitor = Visitor(changeable.app)
        visitor.log_in(Role.ADMIN)
        return visitor

    def new(self, **more: object) -> dict[str, object]:
        return {"name": "Søren Ø", "username": "soeren.ø", "password": NEW, "role": "officer", "active": "y"} | more

    def test_add(self, changeable: Archive, admin: Visitor):
        assert admin.post("/konto/brugere/ny", self.new(grants=[YOUTH, "ukendt"])).status_code == 303
        assert "Søren Ø kan nu logge ind som soeren.ø" in words_of(admin.text("/konto/brugere"))
        visitor = Visitor(changeable.app)
        assert visitor.post("/konto/login", {"username": "soeren.ø", "password": NEW}).status_code == 303
        assert "Sagsbehandler Søren Ø" in words_of(visitor.text("/"))
        assert "Bøgevænget" in visitor.text(f"/dokument/{changeable.ids['minutes']}/side/2")

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"username": "laeser"}, "Der er allerede en bruger med det brugernavn"),
            ({"username": "to ord"}, "Brug kun bogstaver, tal"),
            ({"name": ""}, "Skriv personens navn"),
            ({"role": "konge"}, ""),
            ({"password": "kort"}, "mindst 12 tegn"),
            ({"grants": ["Et udvalg, der ikke findes"]}, ""),
        ],
    )
    def test_what_is_wrong_is_said(self, changeable: Archive, admin: Visitor, wrong: dict[str, object], said: str):
        answer = admin.post("/konto/brugere/ny", self.new(**wrong))
        assert answer.status_code == 422
        assert said in words_of(answer.get_data(as_text=True))
        assert user_named(changeable, "soeren.ø") is None

    def test_change_role_and_grants(self, changeable: Archive, admin: Visitor):
        user_id = changeable.user(Role.READER).id
        data = {"name": "Lone L. Læser", "role": "archivist", "active": "y", "grants": ["*", PLANNING]}
        assert admin.post(f"/konto/brugere/{user_id}", data).status_code == 303
        page = admin.text(f"/konto/brugere/{user_id}")
        assert len(re.findall(r'name="grants"[^>]*checked', page)) == 2
        assert admin.post(f"/konto/brugere/{user_id}", {**data, "grants": [PLANNING]}).status_code == 303
        assert f"Lone L. Læser laeser Arkivar {PLANNING}" in words_of(admin.text("/konto/brugere"))

    def test_disable_ends_sessions_and_keeps_the_person(self, changeable: Archive, admin: Visitor):
        visitor = Visitor(changeable.app)
        visitor.log_in(Role.READER)
        user_id = changeable.user(Role.READER).id
        admin.post(f"/konto/brugere/{user_id}", {"name": "Lone Læser", "role": "reader"})
        assert visitor.get("/").status_code == 302
        assert "Kan ikke logge ind" in words_of(admin.text("/konto/brugere"))

    @pytest.mark.parametrize("data", [{"role": "reader", "active": "y"}, {"role": "admin"}])
    def test_nobody_shuts_themselves_out(self, changeable: Archive, admin: Visitor, data: dict[str, str]):
        user_id = changeable.user(Role.ADMIN).id
        answer = admin.post(f"/konto/brugere/{user_id}", {"name": "Admin", **data})
        assert answer.status_code == 422
        assert "Du kan ikke tage din egen adgang fra dig" in words_of(answer.get_data(as_text=True))
        assert admin.get("/konto/brugere").status_code == 200

    def test_new_password_for_somebody(self, changeable: Archive, admin: Visitor):
        visitor = Visitor(changeable.app)
        visitor.log_in(Role.READER)
        address = f"/konto/brugere/{changeable.user(Role.READER).id}/adgangskode"
        assert admin.post(address, {"new_password": "kort"}).status_code == 422
        assert admin.post(address, {"new_password": NEW}).status_code == 303
        assert visitor.get("/").status_code == 302
        assert Visitor(changeable.app).log_in(Role.READER, password=NEW).status_code == 303

    def test_the_log_of_openings_says_who_what_and_how(self, changeable: Archive, admin: Visitor):
        officer = Visitor(changeable.app)
        officer.log_in(Role.OFFICER)
        assert "Ingen har åbnet noget lukket endnu" in admin.text("/konto/aabninger")
        minutes = changeable.ids["minutes"]
        officer.text(f"/dokument/{minutes}/side/2")
        page = admin.text("/konto/aabninger")
        assert f"Bjørn Ærø Dokument {minutes} , punkt 9, {YOUTH} Læst på skærmen" in words_of(page)
        assert "Bøgevænget" not in page  # the administrator has no grant
        assert "Ingen har åbnet" in admin.text(f"/konto/aabninger?bruger={changeable.user(Role.READER).id}")
        assert "1 åbning" in admin.text("/konto/aabninger?bruger=tekst&side=tekst")

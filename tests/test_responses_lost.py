"""A login that ended, a form that is too old: the text comes back, and a stranger cannot put one there."""

from __future__ import annotations

import pytest

from portal.model import Role
from tests.fixtures_web import Archive, Visitor
from tests.response_steps import (
    address,
    draft,
    guest,
    hidden,
    send_form,
)

MINE = "Vi ønsker en cykelsti langs Ågade."


class TestNothingIsLost:
    def test_an_old_token_gives_the_text_back_in_a_form_that_works(
        self, changeable: Archive, union: Visitor, where: str, fields: list[str]
    ):
        form = {**hidden(union.text(where)), "csrf_token": "for gammel", fields[0]: MINE, "handling": "gem"}
        answer = union.client.post(where, data=form)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert "Formularen er udløbet" in page
        assert MINE in page
        assert send_form(union, where, page, **{fields[0]: MINE, "handling": "gem"}).status_code == 303
        assert draft(changeable)[fields[0][5:]] == MINE

    def test_by_itself_an_old_token_gives_a_fresh_one(self, union: Visitor, where: str, fields: list[str]):
        form = {**hidden(union.text(where)), fields[0]: MINE, "autosave": "1"}
        answer = union.client.post(where, data={**form, "csrf_token": "for gammel"})
        assert (answer.status_code, answer.json and answer.json["state"]) == (400, "expired")
        assert answer.json is not None
        assert union.client.post(where, data={**form, "csrf_token": answer.json["token"]}).status_code == 200

    @pytest.mark.parametrize("login", [True, False])
    def test_a_login_or_link_that_ended(self, changeable: Archive, where: str, fields: list[str], login: bool):
        where = address(changeable, "open", "west") if login else where
        visitor = Visitor(changeable.app).enter(Role.RESPONDER) if login else guest(changeable, "open-union")
        old = visitor.text(where)
        visitor.client.delete_cookie("session")
        answer = send_form(visitor, where, old, **{fields[0]: MINE, "handling": "gem"})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 401
        assert MINE in page
        assert "Log ind i et nyt vindue" in page
        assert "personlige link" in page
        back = Visitor(changeable.app).enter(Role.RESPONDER) if login else guest(changeable, "open-union")
        # the token belongs to the session that ended: the text comes back once more, then it is saved
        again = send_form(back, where, page, **{fields[0]: MINE, "handling": "gem"})
        if again.status_code == 400:
            again = send_form(back, where, again.get_data(as_text=True), **{fields[0]: MINE, "handling": "gem"})
        assert again.status_code == 303
        assert draft(changeable, "open-west" if login else "open-union")[fields[0][5:]] == MINE

    def test_by_itself_it_is_told_that_the_login_ended(self, union: Visitor, where: str, fields: list[str]):
        old = union.text(where)
        union.client.delete_cookie("session")
        answer = send_form(union, where, old, **{fields[0]: MINE, "autosave": "1"})
        assert (answer.status_code, answer.json and answer.json["state"]) == (401, "logged_out")

    @pytest.mark.parametrize(
        "headers", [{"Origin": "https://ond.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
    )
    def test_a_strangers_text_is_put_into_nobodys_form(
        self, union: Visitor, where: str, fields: list[str], headers: dict[str, str]
    ):
        answer = union.client.post(where, data={fields[0]: MINE, "row_version": "0"}, headers=headers)
        assert answer.status_code == 400
        assert MINE not in answer.get_data(as_text=True)
        anonymous = Visitor(union.client.application).client.post(where, data={fields[0]: MINE}, headers=headers)
        assert anonymous.status_code == 302
        assert MINE not in anonymous.get_data(as_text=True)

    def test_other_forms_are_as_they_were(self, changeable: Archive):
        answer = Visitor(changeable.app).client.post("/konto/logout")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/konto/login")

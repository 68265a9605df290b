"""One step answers, changing and taking back, until the deadline."""

from __future__ import annotations

import pytest

from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.response_steps import (
    address,
    check_and_send,
    hidden,
    receipt,
    response_of,
    send_form,
    versions_of,
    write,
)

SAID = "Vi ønsker en cykelsti langs Ågade."


class TestOneStep:
    @pytest.mark.parametrize(
        ("name", "kind", "said"),
        [
            ("ingen-bemaerkninger", "no_comments", "Ingen bemærkninger."),
            ("afgiver-ikke", "declines", "Afgiver ikke høringssvar."),
        ],
    )
    def test_one_button_and_a_receipt(
        self, union: Visitor, where: str, changeable: Archive, name: str, kind: str, said: str
    ):
        page = union.text(f"{where}/{name}")
        for _ in range(2):
            answer = send_form(union, f"{where}/{name}", page)
            assert (answer.status_code, answer.headers["Location"]) == (303, receipt(changeable))
        assert [v.kind for v in versions_of(changeable, "open-union")] == [kind]
        assert said in words_of(union.text(receipt(changeable)))

    def test_a_draft_is_warned_of(self, union: Visitor, where: str, field: str):
        write(union, where, **{field: SAID})
        assert "I har skrevet en kladde" in union.text(f"{where}/ingen-bemaerkninger")

    def test_a_draft_written_meanwhile_is_not_deleted(
        self, union: Visitor, where: str, field: str, changeable: Archive
    ):
        page = union.text(f"{where}/afgiver-ikke")
        write(union, where, **{field: SAID})
        assert send_form(union, f"{where}/afgiver-ikke", page).headers["Location"] == where
        assert versions_of(changeable, "open-union") == []
        assert SAID in union.text(where)

    def test_after_the_deadline_there_is_no_button(self, changeable: Archive):
        west, where = Visitor(changeable.app).enter(Role.RESPONDER), address(changeable, "past", "west")
        assert west.get(f"{where}/ingen-bemaerkninger").headers["Location"] == where


class TestChanging:
    def test_the_new_version_counts_and_the_old_is_kept(
        self, union: Visitor, where: str, field: str, changeable: Archive
    ):
        write(union, where, **{field: SAID})
        check_and_send(union, where)
        assert send_form(union, f"{where}/aendr", union.text(where)).headers["Location"] == where
        page = union.text(where)
        assert SAID in page
        assert "I er ved at ændre svaret" in page
        write(union, where, **{field: "Vi har skiftet mening."})
        assert check_and_send(union, where).headers["Location"] == receipt(changeable, 2)
        row = response_of(changeable, "open-union")
        assert row is not None
        assert row.current == 2
        first = words_of(union.text(receipt(changeable, 1)))
        assert "tidligere udgave" in first
        assert SAID in first
        page = words_of(union.text(where))
        assert "1. udgave" in page
        assert "2. udgave" in page

    def test_from_no_comments_to_an_answer(self, union: Visitor, where: str, field: str, changeable: Archive):
        send_form(union, f"{where}/ingen-bemaerkninger", union.text(f"{where}/ingen-bemaerkninger"))
        send_form(union, f"{where}/aendr", union.text(where))
        write(union, where, **{field: SAID})
        check_and_send(union, where)
        assert [v.kind for v in versions_of(changeable, "open-union")] == ["no_comments", "answer"]

    def test_changing_again_throws_no_draft_away(self, union: Visitor, where: str, field: str, changeable: Archive):
        write(union, where, **{field: SAID})
        check_and_send(union, where)
        page = union.text(where)
        send_form(union, f"{where}/aendr", page)
        write(union, where, **{field: "Ny tekst."})
        send_form(union, f"{where}/aendr", page)
        assert "Ny tekst." in union.text(where)

    def test_taking_back_asks_first(self, union: Visitor, where: str, field: str, changeable: Archive):
        write(union, where, **{field: SAID})
        check_and_send(union, where)
        page = union.text(f"{where}/traek-tilbage")
        assert "Træk svaret tilbage?" in page
        assert send_form(union, f"{where}/traek-tilbage", page).status_code == 303
        row = response_of(changeable, "open-union")
        assert row is not None
        assert row.withdrawn_at is not None
        assert row.sent is None
        standing = words_of(union.text(where))
        assert "Jeres svar er trukket tilbage" in standing
        assert "1. udgave" in standing
        send_form(union, f"{where}/aendr", union.text(where))
        check_and_send(union, where)
        assert len(versions_of(changeable, "open-union")) == 2

    def test_a_version_sent_meanwhile_is_not_taken_back(
        self, union: Visitor, where: str, field: str, changeable: Archive
    ):
        write(union, where, **{field: SAID})
        check_and_send(union, where)
        page = union.text(f"{where}/traek-tilbage")
        send_form(union, f"{where}/aendr", union.text(where))
        write(union, where, **{field: "Nyt."})
        check_and_send(union, where)
        send_form(union, f"{where}/traek-tilbage", page)
        row = response_of(changeable, "open-union")
        assert row is not None
        assert row.withdrawn_at is None

    def test_after_the_deadline_nothing_changes(self, changeable: Archive):
        west, where = Visitor(changeable.app).enter(Role.RESPONDER), address(changeable, "past", "west")
        token = hidden(west.text("/konto/adgangskode"))["csrf_token"]
        assert west.get(f"{where}/traek-tilbage").status_code == 303
        for name in ("aendr", "traek-tilbage", "ingen-bemaerkninger"):
            row_version = "2"
            west.client.post(f"{where}/{name}", data={"csrf_token": token, "row_version": row_version})
        row = response_of(changeable, "past-west")
        assert row is not None
        assert (row.draft, row.withdrawn_at, row.current) == (None, None, 1)

"""Writing: saving, two at once, a login that ended, a form that is too old. Nobody's text is lost or overwritten."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from ingest.archive.model import now
from portal import clock, question_form
from portal.model import Hearing, Role
from tests.fixtures_web import Archive, Visitor
from tests.response_steps import (
    address,
    check_and_send,
    draft,
    guest,
    hidden,
    questions,
    response_of,
    send_form,
    versions_of,
    write,
)

MINE = "Vi ønsker en cykelsti langs Ågade."
THEIRS = "Vi ønsker en skolebus fra Ærø."


class TestSaving:
    def test_the_button_saves_and_says_when(self, union: Visitor, where: str, fields: list[str], changeable: Archive):
        answer = write(union, where, **{fields[0]: f"{MINE}\r\nOg lys.", fields[1]: "4", "handling": "gem"})
        assert (answer.status_code, answer.headers["Location"]) == (303, where)
        page = union.text(where)
        assert "Kladden er gemt kl." in page
        assert f"{MINE}\nOg lys.</textarea>" in page
        kept = {number: text for number, text in draft(changeable).items() if text}
        assert kept == {fields[0][5:]: f"{MINE}\nOg lys.", fields[1][5:]: "4"}

    def test_by_itself(self, union: Visitor, where: str, fields: list[str], changeable: Archive):
        first = write(union, where, **{fields[0]: MINE, "autosave": "1"})
        assert first.json is not None
        assert first.json["state"] == "saved"
        assert first.json["told"].startswith("Gemt kl. ")
        assert first.json["answered"] == 1
        more = {"row_version": first.json["row_version"], fields[0]: MINE + " Nu.", "autosave": "1"}
        again = union.client.post(where, data={**hidden(union.text(where)), **more})
        assert again.status_code == 200
        assert draft(changeable)[fields[0][5:]] == MINE + " Nu."

    def test_the_same_again_changes_nothing(self, union: Visitor, where: str, fields: list[str]):
        first = write(union, where, **{fields[0]: MINE, "autosave": "1"}).json
        same = send_form(union, where, union.text(where), **{fields[0]: MINE, "autosave": "1", "row_version": "0"}).json
        assert first is not None
        assert same is not None
        assert same["row_version"] == first["row_version"]

    def test_only_what_can_be_chosen_is_kept(self, union: Visitor, where: str, fields: list[str], changeable: Archive):
        write(union, where, **{fields[1]: "6", fields[2]: "Motorvej", "handling": "gem"})
        assert not any(draft(changeable).values())
        write(union, where, **{fields[1]: "5", fields[2]: "Skolebus", "handling": "gem"})
        assert sorted(draft(changeable).values())[-2:] == ["5", "Skolebus"]
        page = union.text(where)
        assert page.count(" checked>") == 2

    def test_the_sender_is_who_wrote(self, changeable: Archive):
        where = address(changeable, "open", "west")
        write(Visitor(changeable.app).enter(Role.RESPONDER), where, **{questions(changeable, "open")[0]: MINE})
        row = response_of(changeable, "open-west")
        assert row is not None
        assert row.changed_by == "Åse Ødegaard"

    def test_too_long(self, union: Visitor, where: str, fields: list[str]):
        text = "x" * (question_form.LONGEST + 1)
        answer = write(union, where, **{fields[0]: text})
        assert answer.status_code == 422
        assert "højst 100.000 tegn" in answer.get_data(as_text=True)
        assert text in answer.get_data(as_text=True)

    def test_markup_stays_text(self, union: Visitor, where: str, fields: list[str]):
        text = "</textarea><script>alert(1)</script> {{ 7*7 }} \x00'\""
        write(union, where, **{fields[0]: text})
        page = union.text(where)
        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page

    def test_what_is_written_as_the_deadline_passes_is_kept(
        self, changeable: Archive, union: Visitor, where: str, fields: list[str]
    ):
        page = union.text(where)
        with changeable.instance.database.write() as session:
            session.get_one(Hearing, changeable.ids["hearing-open"]).deadline = clock.today(now()) - timedelta(days=1)
        assert send_form(union, where, page, **{fields[0]: MINE}).status_code == 303
        page = union.text(where)
        assert "Fristen er gået" in page
        assert MINE in page

    def test_before_it_begins_the_text_comes_back(self, changeable: Archive):
        where = address(changeable, "coming", "west")
        visitor = Visitor(changeable.app).enter(Role.RESPONDER)
        answer = write_blind(visitor, where, questions(changeable, "coming")[0])
        assert answer.status_code == 409
        assert MINE in answer.get_data(as_text=True)
        assert response_of(changeable, "coming-west") is None


def write_blind(visitor: Visitor, where: str, field: str) -> TestResponse:
    """Post to a form that the page does not show."""
    token = hidden(visitor.text("/konto/adgangskode"))["csrf_token"]
    return visitor.client.post(where, data={"csrf_token": token, "row_version": "0", field: MINE})


class TestTwoAtOnce:
    def test_both_texts_are_shown_and_one_chooses(
        self, changeable: Archive, union: Visitor, where: str, fields: list[str]
    ):
        other = guest(changeable, "open-union")
        old = other.text(where)
        write(union, where, **{fields[0]: THEIRS, fields[1]: "2"})
        answer = send_form(other, where, old, **{fields[0]: MINE, fields[1]: "2"})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert MINE in page
        assert THEIRS in page
        assert draft(changeable)[fields[0][5:]] == THEIRS
        assert send_form(other, where, page, **{fields[0]: MINE, f"valg-{fields[0][5:]}": "begge"}).status_code == 303
        assert draft(changeable)[fields[0][5:]] == f"{THEIRS}\n\n{MINE}"

    @pytest.mark.parametrize(("choice", "kept"), [("min", MINE), ("gemt", THEIRS)])
    def test_one_of_them(
        self, changeable: Archive, union: Visitor, where: str, fields: list[str], choice: str, kept: str
    ):
        old = union.text(where)
        write(union, where, **{fields[0]: THEIRS})
        page = send_form(union, where, old, **{fields[0]: MINE}).get_data(as_text=True)
        send_form(union, where, page, **{fields[0]: MINE, f"valg-{fields[0][5:]}": choice})
        assert draft(changeable)[fields[0][5:]] == kept

    def test_choosing_is_no_overwriting_either(
        self, changeable: Archive, union: Visitor, where: str, fields: list[str]
    ):
        old = union.text(where)
        write(union, where, **{fields[0]: THEIRS})
        page = send_form(union, where, old, **{fields[0]: MINE}).get_data(as_text=True)
        write(union, where, **{fields[0]: "En tredje tekst."})
        answer = send_form(union, where, page, **{fields[0]: MINE, f"valg-{fields[0][5:]}": "min"})
        assert answer.status_code == 409
        assert draft(changeable)[fields[0][5:]] == "En tredje tekst."

    def test_by_itself_it_says_so_and_keeps_both(
        self, changeable: Archive, union: Visitor, where: str, fields: list[str]
    ):
        old = union.text(where)
        write(union, where, **{fields[0]: THEIRS})
        answer = send_form(union, where, old, **{fields[0]: MINE, "autosave": "1"})
        assert answer.status_code == 409
        assert answer.json is not None
        assert answer.json["state"] == "conflict"
        assert draft(changeable)[fields[0][5:]] == THEIRS

    def test_forty_saves_side_by_side_lose_none_silently(self, changeable: Archive, where: str, fields: list[str]):
        visitors = [guest(changeable, "open-union") for _ in range(8)]
        pages = [visitor.text(where) for visitor in visitors]
        said: list[tuple[int, str]] = []

        def work(n: int) -> None:
            for turn in range(5):
                text = f"Tekst {n}-{turn}"
                answer = send_form(visitors[n], where, pages[n], **{fields[0]: text, "autosave": "1"})
                said.append((answer.status_code, text))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        won = [text for status, text in said if status == 200]
        assert len(said) == 40
        assert {status for status, _ in said} == {200, 409}
        assert won == [draft(changeable)[fields[0][5:]]]  # all came from the empty draft, so one alone was saved

    def test_saving_in_an_old_tab_after_sending_gives_the_text_back(
        self, changeable: Archive, union: Visitor, where: str, fields: list[str]
    ):
        old = union.text(where)
        write(union, where, **{fields[0]: THEIRS})
        check_and_send(union, where)
        answer = send_form(union, where, old, **{fields[0]: MINE})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert "allerede sendt" in page
        assert MINE in page
        assert len(versions_of(changeable, "open-union")) == 1
        told = send_form(union, where, old, **{fields[0]: MINE, "autosave": "1"})
        assert told.json is not None
        assert told.json["state"] == "sent"

"""Checking, sending once, changing, taking back; the receipt; and the deadline."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pypdfium2
import pytest
from sqlalchemy import select

from ingest.archive.model import Job, now
from portal import answers, clock
from portal.model import Dispatch, Hearing, Party
from portal.responses import send as sending
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor, words_of
from tests.response_steps import (
    address,
    check_and_send,
    guest,
    hidden,
    questions,
    receipt,
    response_of,
    send_form,
    versions_of,
    write,
)

SAID = "Vi ønsker en cykelsti langs Ågade."
CPR = PERSON


class TestChecking:
    def test_everything_is_shown_as_it_will_be_sent(self, union: Visitor, where: str, field: str):
        answer = write(union, where, **{field: SAID, "handling": "kontrol"})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{where}/kontrol")
        page = words_of(union.text(f"{where}/kontrol"))
        for words in (SAID, "Hvor enige er I i forslaget?", "Ikke besvaret.", "Lærerforeningen i Ådal", "Send svaret"):
            assert words in page

    def test_what_must_be_answered_is_linked(self, union: Visitor, where: str, changeable: Archive):
        fields = questions(changeable, "open")
        write(union, where, **{fields[1]: "3", "handling": "kontrol"})
        page = union.text(f"{where}/kontrol")
        assert f'href="{where}#{fields[0]}"' in page
        assert "Besvar spørgsmål 1" in page
        answer = check_and_send(union, where)
        assert answer.status_code == 422
        assert versions_of(changeable, "open-union") == []

    def test_nothing_written_goes_back(self, union: Visitor, where: str):
        answer = union.get(f"{where}/kontrol")
        assert (answer.status_code, answer.headers["Location"]) == (303, where)
        assert "Skriv svaret" in union.text(where)

    def test_numbers_are_warned_of_at_their_place_and_sent_with_a_reason(
        self, union: Visitor, where: str, field: str, changeable: Archive
    ):
        write(union, where, **{field: f"Formandens cpr {CPR} står her.", "handling": "kontrol"})
        page = union.text(f"{where}/kontrol")
        assert "0101••-••••" in page
        assert CPR not in page
        assert f'href="{where}#{field}"' in page
        refused = check_and_send(union, where)
        assert refused.status_code == 422
        assert "Skriv, hvorfor" in refused.get_data(as_text=True)
        assert versions_of(changeable, "open-union") == []
        assert check_and_send(union, where, cpr_reason="Det er et journalnummer.").status_code == 303
        assert [v.cpr_reason for v in versions_of(changeable, "open-union")] == ["Det er et journalnummer."]
        assert CPR not in union.text(receipt(changeable))

    def test_numbers_in_the_names_of_files_too(self, union: Visitor, where: str, field: str):
        from tests.response_steps import file

        write(union, where, **{field: SAID, "bilag": [file(f"underskrift cpr {CPR}.txt", b"Underskrifter " * 20)]})
        page = union.text(f"{where}/kontrol")
        assert "Navnet på et bilag" in page
        assert CPR not in page


class TestSending:
    def test_the_receipt_has_everything(self, union: Visitor, where: str, field: str, changeable: Archive):
        write(union, where, **{field: SAID})
        answer = check_and_send(union, where)
        assert (answer.status_code, answer.headers["Location"]) == (303, receipt(changeable))
        (version,) = versions_of(changeable, "open-union")
        page = words_of(union.text(receipt(changeable)))
        for words in (version.receipt_number, version.sha256, SAID, "Lærerforeningen i Ådal", "(dansk tid)",
                      "Hvad sker der nu?", "I kan ændre svaret eller trække det tilbage"):  # fmt: skip
            assert words in page
        assert version.sha256 == answers.digest_of(version.content)
        assert not version.late
        assert "object at" not in page

    def test_as_pdf(self, union: Visitor, where: str, field: str, changeable: Archive):
        write(union, where, **{field: SAID})
        check_and_send(union, where)
        answer = union.get(f"{receipt(changeable)}.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        text = pypdfium2.PdfDocument(answer.data)[0].get_textpage().get_text_bounded()
        assert SAID in " ".join(text.split())

    def test_by_mail_to_every_address_of_the_party(self, union: Visitor, where: str, field: str, changeable: Archive):
        write(union, where, **{field: f"{SAID} cpr {CPR} {{link}}"})
        check_and_send(union, where, cpr_reason="Det er i orden.")
        (version,) = versions_of(changeable, "open-union")
        with changeable.instance.database.read() as session:
            (mail,) = session.scalars(select(Dispatch).where(Dispatch.version_id == version.id)).all()
            assert (mail.kind, mail.address) == ("receipt", "laerer@forening.example")
            for words in (version.receipt_number, version.sha256, SAID, "0101••-••••"):
                assert words in mail.text
            assert CPR not in mail.text + mail.subject
            assert mail.text.count("{link}") == 1
            queued = [job.payload.get("dispatch_id") for job in session.scalars(select(Job).where(Job.kind == "mail"))]
            assert mail.id in queued

    def test_a_party_without_an_address_gets_its_receipt_on_the_page(self, changeable: Archive, field: str):
        elders, where = guest(changeable, "open-elders"), address(changeable, "open", "elders")
        write(elders, where, **{field: SAID})
        assert check_and_send(elders, where).status_code == 303

    def test_twice_back_and_two_tabs_give_one_receipt(
        self, union: Visitor, where: str, field: str, changeable: Archive
    ):
        write(union, where, **{field: SAID})
        one, two = union.text(f"{where}/kontrol"), union.text(f"{where}/kontrol")
        assert hidden(one)["submission"] != hidden(two)["submission"]
        for page in (one, one, two):
            assert send_form(union, f"{where}/send", page).headers["Location"] == receipt(changeable)
        assert len(versions_of(changeable, "open-union")) == 1
        assert "allerede sendt" in union.text(receipt(changeable))
        with changeable.instance.database.read() as session:
            assert len(session.scalars(select(Dispatch).where(Dispatch.kind == "receipt")).all()) == 1

    def test_forty_at_the_same_moment_give_one_receipt(self, where: str, field: str, changeable: Archive):
        visitors = [guest(changeable, "open-union") for _ in range(8)]
        write(visitors[0], where, **{field: SAID})
        pages = [visitor.text(f"{where}/kontrol") for visitor in visitors]
        found: list[str] = []

        def work(n: int) -> None:
            for _ in range(5):
                found.append(send_form(visitors[n], f"{where}/send", pages[n]).headers["Location"])

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [receipt(changeable)] * 40
        assert len(versions_of(changeable, "open-union")) == 1

    def test_what_is_sent_is_what_was_checked(self, union: Visitor, where: str, field: str, changeable: Archive):
        write(union, where, **{field: SAID})
        old = union.text(f"{where}/kontrol")
        write(union, where, **{field: "Noget andet."})
        answer = send_form(union, f"{where}/send", old)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert "er ændret, siden du så det" in page
        assert "Noget andet." in page
        assert versions_of(changeable, "open-union") == []
        assert send_form(union, f"{where}/send", page).status_code == 303

    def test_a_key_of_another_answer_is_refused(self, union: Visitor, where: str, field: str, changeable: Archive):
        write(union, where, **{field: SAID})
        answer = check_and_send(union, where, submission=f"sample-{changeable.ids['open-school']}")
        assert answer.status_code == 404
        assert versions_of(changeable, "open-union") == []

    @pytest.mark.parametrize(("seconds", "status"), [(-1, 303), (0, 409)])
    def test_the_last_second_counts(
        self, union: Visitor, where: str, field: str, changeable: Archive, monkeypatch: pytest.MonkeyPatch,
        seconds: int, status: int,
    ):  # fmt: skip
        write(union, where, **{field: SAID})
        page = union.text(f"{where}/kontrol")
        with changeable.instance.database.read() as session:
            deadline = session.get_one(Hearing, changeable.ids["hearing-open"]).deadline
        assert deadline
        moment: datetime = clock.ends(deadline) + timedelta(seconds=seconds)
        monkeypatch.setattr(sending, "now", lambda: moment)
        answer = send_form(union, f"{where}/send", page)
        assert answer.status_code == status
        if status == 409:
            assert "Fristen er gået" in answer.get_data(as_text=True)
            assert SAID in answer.get_data(as_text=True)
            assert versions_of(changeable, "open-union") == []

    def test_nothing_half_is_left_when_it_fails(
        self, union: Visitor, where: str, field: str, changeable: Archive, monkeypatch: pytest.MonkeyPatch
    ):
        write(union, where, **{field: SAID})
        page = union.text(f"{where}/kontrol")

        def broken(*_: object) -> list[int]:
            raise OSError("the disk is full")

        with monkeypatch.context() as patched:
            patched.setattr("portal.responses.letter.write", broken)
            assert send_form(union, f"{where}/send", page).status_code == 500
        assert versions_of(changeable, "open-union") == []
        row = response_of(changeable, "open-union")
        assert row is not None
        assert list((row.draft or {}).values()) == [SAID]
        assert send_form(union, f"{where}/send", page).status_code == 303


def test_the_moment_is_the_servers(union: Visitor, where: str, field: str, changeable: Archive):
    before = now()
    write(union, where, **{field: SAID})
    check_and_send(union, where, sent_at="2001-01-01")
    (version,) = versions_of(changeable, "open-union")
    assert before <= version.sent_at <= now()


def test_contacts_get_the_receipt_too(union: Visitor, where: str, field: str, changeable: Archive):
    from portal.model import PartyContact

    with changeable.instance.database.write() as session:
        party = session.get_one(Party, changeable.ids["party-union"])
        party.contacts.append(PartyContact(name="Åse", mail="aase@forening.example"))
    write(union, where, **{field: SAID})
    check_and_send(union, where)
    with changeable.instance.database.read() as session:
        sent = session.scalars(select(Dispatch.address).where(Dispatch.kind == "receipt")).all()
    assert sorted(sent) == ["aase@forening.example", "laerer@forening.example"]

"""Mail on a real mail server on this machine: sent, refused, put off, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.archive.model import Job
from portal import config, mail, words
from portal.mail import post, tokens
from portal.model import Dispatch, DispatchState, Party, PartyContact
from portal.worker import sweep
from tests.cpr_numbers import PERSON
from tests.mailing import SITE, Sending


def test_a_mail_is_sent_with_the_partys_own_link(sending: Sending):
    number = sending.queue(subject="Høring om æbler", text="Kære alle på Ågade\n\n{link}\n")
    assert sending.work()[0] == "done"
    recipients, message = sending.box.got[0]
    assert recipients == ["vest@lokaludvalg.example"]
    assert message["Subject"] == "Høring om æbler"
    assert message["From"] == "Ådal Kommune <hoering@aadal.example>"
    assert message["Reply-To"] == "hoering@aadal.example"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    text = message.get_content()
    assert text.startswith("Kære alle på Ågade")
    link = text.split()[-1]
    assert link.startswith(f"{SITE}/svar/")
    claim = tokens.read(sending.instance.settings.secret_key, link.removeprefix(f"{SITE}/svar/"))
    assert claim.invitation_id == sending.ids["open-west"]
    row = sending.row(number)
    assert (row.state, row.why) == (DispatchState.SENT, "")
    assert row.sent_at is not None
    assert "{link}" in row.text  # the log holds no token


def test_what_is_sent_is_not_sent_again(sending: Sending):
    sending.queue()
    job = sending.jobs()[-1]
    assert [sending.work(job)[0] for _ in range(3)] == ["done"] * 3
    assert len(sending.box.got) == 1


def test_a_crash_after_sending_sends_the_same_number_again(sending: Sending):
    number = sending.queue()
    sending.work()
    with sending.instance.database.write() as session:
        session.get_one(Dispatch, number).state = DispatchState.QUEUED.value  # the mark was lost with the worker
    sending.work()
    assert len({message["Message-ID"] for _, message in sending.box.got}) == 1


def test_a_mail_that_takes_its_worker_down_is_given_up(sending: Sending):
    number = sending.queue()
    with sending.instance.database.write() as session:
        job = session.get_one(Job, sending.jobs()[-1].id)
        job.state, job.attempts = "running", 3
        job.lease_until = datetime(2026, 1, 1, tzinfo=UTC)
    sweep(sending.instance, lambda _: None)
    assert sending.row(number).state == DispatchState.FAILED
    assert sending.row(number).why == "Afsendelsen blev afbrudt flere gange."


def test_a_refused_recipient_fails_at_once_and_says_why(sending: Sending):
    sending.box.refused["vest@lokaludvalg.example"] = f"550 5.1.1 Ukendt bruger {PERSON}"
    number = sending.queue()
    assert sending.work()[0] == "failed"
    row = sending.row(number)
    assert row.state == DispatchState.FAILED
    assert row.why.startswith("Mailserveren afviser adressen (550): 5.1.1 Ukendt bruger")
    assert "1234" not in row.why
    assert len(sending.jobs()) == 1


def test_a_recipient_that_is_put_off_is_tried_three_times_more(sending: Sending, monkeypatch: pytest.MonkeyPatch):
    sending.box.refused["vest@lokaludvalg.example"] = "450 4.7.1 Prøv igen senere"
    clock = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    monkeypatch.setattr(post, "now", lambda: clock)
    number = sending.queue()
    assert sending.work()[0] == "done"
    assert sending.row(number).state == DispatchState.QUEUED
    assert sending.row(number).why.endswith("Vi prøver igen kl. 11.02.")
    assert [sending.work()[0] for _ in range(3)] == ["done", "done", "failed"]
    row = sending.row(number)
    assert row.state == DispatchState.FAILED
    assert "(450)" in row.why
    assert row.why.endswith("Prøvet 4 gange.")
    waits = [job.due_at - clock for job in sending.jobs()[1:]]
    assert waits == [timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2)]


def test_it_gets_through_at_the_second_try(sending: Sending):
    sending.box.refused["vest@lokaludvalg.example"] = "451 4.7.1 Greylisted"
    number = sending.queue()
    sending.work()
    sending.box.refused.clear()
    sending.work()
    row = sending.row(number)
    assert (row.state, row.why) == (DispatchState.SENT, "")
    assert len(sending.box.got) == 1


def test_a_mail_that_is_refused_after_it_was_read(sending: Sending):
    sending.box.after_data = "554 5.7.1 Ligner spam"
    number = sending.queue()
    sending.work()
    assert sending.row(number).why == "Mailserveren afviser mailen (554): 5.7.1 Ligner spam."


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"smtp_port": 1}, "Mailserveren svarer ikke."),
        ({"smtp_host": "findes-ikke.invalid"}, "Mailserveren findes-ikke.invalid kendes ikke."),
    ],
)
def test_a_server_that_cannot_be_reached_is_tried_again(sending: Sending, settings: dict[str, Any], said: str):
    number = sending.queue()
    lost = sending.without(**settings)
    assert lost.work()[0] == "done"
    row = sending.row(number)
    assert row.state == DispatchState.QUEUED
    assert row.why.startswith(said)


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(sending: Sending):
    number = sending.queue()
    assert sending.without(smtp_tls="starttls").work()[0] == "failed"
    assert "kryptering" in sending.row(number).why
    assert sending.box.got == []


def test_without_a_mail_server_nothing_is_sent(sending: Sending):
    number = sending.queue()
    assert sending.without(smtp_host="").work()[0] == "failed"
    assert sending.row(number).why == "Der er ikke sat en mailserver op."


def test_addresses_of_a_party_are_written_to_once():
    party = Party(name="A", name_key="a", kind="other", mail=" Vest@lokaludvalg.example ")
    party.contacts = [
        PartyContact(name="B", mail="vest@lokaludvalg.example"),
        PartyContact(name="C", mail="formand@lokaludvalg.example"),
        PartyContact(name="D", mail=None),
    ]
    assert mail.addresses_of(party) == ["Vest@lokaludvalg.example", "formand@lokaludvalg.example"]
    assert mail.addresses_of(None) == []


@pytest.mark.parametrize(
    "line", ['smtp_tls = "ja"', 'mail_from = "ingen"', 'mail_from = "a@b.example\\nBcc: c@d.example"', "smtp_port = 0"]
)
def test_a_wrong_mail_setting_stops_the_start(tmp_path: Path, line: str):
    (tmp_path / "config.toml").write_text(line, encoding="utf-8")
    with pytest.raises(config.SettingsError, match=line.split()[0]):
        config.load(tmp_path / "config.toml", {})


def test_the_password_of_the_mail_server_is_never_shown():
    assert "hemmelig" not in repr(config.Settings(smtp_password="hemmelig"))


def test_the_moment_of_the_next_try_is_danish():
    assert words.moment(datetime(2026, 7, 1, 10, 0, tzinfo=UTC)) == "1. juli 2026 kl. 12.00"

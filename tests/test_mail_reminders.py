"""Reminders: who, when, once; on rows made here, and by the worker's clock in an archive."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portal import clock, mail, worker
from portal.mail import letter_words, reminders
from portal.model import Dispatch, DispatchKind, DispatchState, Hearing, Invitation, Party, Response, ResponseVersion
from portal.standing import Line, name_of, standing_of
from tests.fixtures_web import Archive
from tests.mailing import events, mailing, queued

DEADLINE = date(2026, 4, 1)  # summer time from 29 March: 08:00 in Copenhagen is 07:00 before, 06:00 after
ASKED = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)
SEVEN = datetime(2026, 3, 25, 7, 0, tzinfo=UTC)
TWO = datetime(2026, 3, 30, 6, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def sent(kind: DispatchKind = DispatchKind.INVITATION, at: datetime = ASKED, **more: Any) -> Dispatch:
    values = {"state": DispatchState.SENT.value, "address": "vest@lokaludvalg.example", **more}
    return Dispatch(id=1, kind=kind.value, created_at=at, **values)


def asked(*dispatches: Dispatch, **more: Any) -> tuple[Hearing, Invitation]:
    """Give a hearing and its one party; `more` are values of either."""
    hearing = Hearing(
        title="Skolevej", deadline=DEADLINE, published_at=ASKED, reminder_days=[7, 2], historical=False, template=False
    )
    for key in [key for key in more if hasattr(Hearing, key)]:
        setattr(hearing, key, more.pop(key))
    party = Party(name="Vest", mail=more.pop("mail", "vest@lokaludvalg.example"))
    invitation = Invitation(id=7, hearing=hearing, party=party, dispatches=list(dispatches), **more)
    return hearing, invitation


def due(
    moment: datetime, *dispatches: Dispatch, response: Response | None = None, **more: Any
) -> list[tuple[int, date]]:
    hearing, invitation = asked(*dispatches, **more)
    standing = standing_of(hearing, invitation, response, invitation.dispatches, moment)
    deadline = clock.deadline_of(hearing, invitation)
    table = [Line(invitation, name_of(invitation), response, standing, deadline)]
    return [(one.days_before, one.deadline) for one in reminders.due(hearing, table, moment)]


def reminded(days: int, at: datetime, deadline: date = DEADLINE, **more: Any) -> Dispatch:
    return sent(DispatchKind.REMINDER, at, days_before=days, for_deadline=deadline, **more)


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (SEVEN - SECOND, []),
        (SEVEN, [(7, DEADLINE)]),
        (SEVEN + timedelta(days=3), [(7, DEADLINE)]),  # the worker slept
        (TWO - SECOND, []),  # 07:59:59 in the morning
        (TWO, [(2, DEADLINE)]),  # the nearest only
        (datetime(2026, 4, 1, 21, 59, 59, tzinfo=UTC), [(2, DEADLINE)]),
        (datetime(2026, 4, 1, 22, 0, tzinfo=UTC), []),  # over
        (datetime(2026, 3, 26, 2, 0, tzinfo=UTC), []),  # nobody is reminded at night
    ],
)
def test_when(moment: datetime, found: list[tuple[int, date]]):
    assert due(moment, sent()) == found


def test_each_reminder_goes_once():
    assert due(SEVEN, sent(), reminded(7, SEVEN)) == []
    assert due(SEVEN, sent(), reminded(7, SEVEN, state=DispatchState.FAILED.value)) == []
    assert due(TWO, sent(), reminded(7, SEVEN)) == [(2, DEADLINE)]
    assert due(TWO + timedelta(days=1), sent(), reminded(2, TWO)) == []
    assert due(TWO, sent(), reminded(1, TWO)) == []  # a nearer one was sent by hand


def test_a_letter_that_named_the_deadline_just_now_is_enough():
    assert due(SEVEN + timedelta(hours=1), sent(at=SEVEN + SECOND)) == []
    assert due(TWO, sent(at=SEVEN + SECOND)) == [(2, DEADLINE)]


def test_a_later_deadline_of_ones_own_counts():
    own = date(2026, 4, 11)
    assert due(SEVEN, sent(), extended_to=own) == []
    assert due(datetime(2026, 4, 4, 6, 0, tzinfo=UTC), sent(), extended_to=own) == [(7, own)]
    told = sent(DispatchKind.EXTENSION, datetime(2026, 4, 5, 9, 0, tzinfo=UTC))
    assert due(datetime(2026, 4, 5, 10, 0, tzinfo=UTC), sent(), told, extended_to=own) == []


def test_after_an_extension_the_reminders_begin_again():
    later = date(2026, 4, 11)
    rows = (sent(), reminded(7, SEVEN), reminded(2, TWO))
    assert due(datetime(2026, 4, 9, 6, 0, tzinfo=UTC), *rows, deadline=later) == [(2, later)]


@pytest.mark.parametrize(
    "more",
    [
        {"published_at": None},
        {"decided_on": date(2026, 3, 1)},
        {"opens_on": date(2026, 3, 26)},
        {"reminder_days": []},
        {"mail": None},
    ],
)
def test_who_is_left_alone(more: dict[str, Any]):
    assert due(SEVEN, sent(), **more) == []


def test_one_who_was_asked_by_hand_or_in_vain_is_left_alone():
    assert due(SEVEN) == []
    assert due(SEVEN, sent(state=DispatchState.FAILED.value)) == []


def answered(**more: Any) -> Response:
    version = ResponseVersion(number=1, kind="answer", late=False)
    return Response(versions=[version], **{"current": 1, **more})


def test_one_who_has_answered_is_left_alone():
    assert due(SEVEN, sent(), response=answered()) == []
    assert due(SEVEN, sent(), response=answered(withdrawn_at=ASKED)) == []  # it chose to
    assert due(SEVEN, sent(), response=Response(versions=[], draft={"1": "Vi"})) == [(7, DEADLINE)]


class TestByTheClock:
    """The worker's sweep, in an archive whose open hearing ends in two days."""

    @pytest.fixture
    def mails(self, changeable: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
        archive = mailing(changeable, base_url="https://svar.aadal.example")
        with archive.instance.database.write() as session:
            hearing = session.get_one(Hearing, archive.ids["hearing-open"])
            hearing.deadline = DEADLINE
            hearing.opens_on = date(2026, 2, 20)
            others = [row for row in session.query(Hearing) if row.id != hearing.id]
            for row in others:
                row.deadline = date(2026, 1, 1)
            for name in ("open-west", "open-union"):
                invitation = session.get_one(Invitation, archive.ids[name])
                letter = letter_words.invitation(hearing, "Ådal Kommune")
                mail.queue_all(session, mail.letters_to(invitation, DispatchKind.INVITATION, letter))
            session.flush()
            for row in session.query(Dispatch):
                row.state, row.created_at = DispatchState.SENT.value, ASKED
        monkeypatch.setattr(worker, "now", lambda: SEVEN)
        return archive

    def sweep(self, archive: Archive) -> list[int]:
        woken: list[int] = []
        worker.sweep(archive.instance, woken.append)
        return woken

    def reminders_of(self, archive: Archive) -> list[Dispatch]:
        return queued(archive, kind=DispatchKind.REMINDER.value)

    def test_it_reminds_those_that_miss_and_writes_it_down(self, mails: Archive):
        woken = self.sweep(mails)
        rows = self.reminders_of(mails)
        assert [row.address for row in rows] == ["vest@lokaludvalg.example", "laerer@forening.example"]
        assert {(row.days_before, row.for_deadline) for row in rows} == {(7, DEADLINE)}
        assert "onsdag den 1. april 2026 kl. 23.59" in rows[0].text
        assert len(woken) >= 2
        assert events(mails)[-1] == ("reminded", "Påmindelse før fristen sendt til 2 parter.")

    def test_sweeping_every_minute_reminds_once(self, mails: Archive):
        for _ in range(3):
            self.sweep(mails)
        assert len(self.reminders_of(mails)) == 2
        assert [what for what, _ in events(mails)].count("reminded") == 1

    def test_both_reminders_come_in_time(self, mails: Archive, monkeypatch: pytest.MonkeyPatch):
        self.sweep(mails)
        monkeypatch.setattr(worker, "now", lambda: TWO)
        self.sweep(mails)
        assert [row.days_before for row in self.reminders_of(mails)] == [7, 7, 2, 2]

    def test_without_a_mail_server_nobody_is(self, mails: Archive):
        archive = mailing(mails, smtp_host="")
        self.sweep(archive)
        assert self.reminders_of(archive) == []

    def test_a_second_worker_in_the_same_minute_adds_nothing(self, mails: Archive):
        with mails.instance.database.write() as session:
            reminders.send_due(session, "Ådal Kommune", SEVEN)
        with mails.instance.database.write() as session:
            assert reminders.send_due(session, "Ådal Kommune", SEVEN) == []
        assert len(self.reminders_of(mails)) == 2

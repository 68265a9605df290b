"""Longer deadlines: for all, for one, asked for and answered; days that will not do; and who is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ingest.archive.model import now
from portal import clock, words
from portal.hearings import extending
from portal.hearings.extending import WrongDeadline
from portal.mail import tokens
from portal.model import DispatchKind, Hearing, Invitation, Role
from tests.extending_parts import WHY, at, day, form, hearing_of, invitation_of, lettered
from tests.fixtures_web import Archive, Visitor, words_of
from tests.mailing import change, events, queued


@pytest.fixture
def mails(changeable: Archive) -> Archive:
    return lettered(changeable)


@pytest.fixture
def officer(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.OFFICER)


@pytest.fixture
def west(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.RESPONDER)


class TestForAll:
    def test_the_deadline_moves_and_those_who_were_asked_are_told(self, mails: Archive, officer: Visitor):
        before = hearing_of(mails).row_version
        answer = officer.post(at(mails), form(day(30)), follow_redirects=True)
        hearing = hearing_of(mails)
        assert (hearing.deadline, hearing.row_version) == (day(30), before + 1)
        told = queued(mails, kind=DispatchKind.EXTENSION.value)
        assert [row.address for row in told] == ["vest@lokaludvalg.example", "laerer@forening.example"]
        assert f"{words.day(day(30))} kl. 23.59" in told[0].text
        assert "Begrundelse: Forældrerådet holder ferie" in told[0].text
        said = words_of(answer.get_data(as_text=True))
        assert f"Fristen er forlænget for alle til {words.day(day(30))}." in said
        assert "2 parter får ikke mail fra portalen: giv selv besked." in said
        assert ("extended", f"Fristen er forlænget for alle til {words.day(day(30))}. "
                            "Begrundelse: Forældrerådet holder ferie") in events(mails)  # fmt: skip

    def test_a_hearing_that_was_over_is_open_again(self, mails: Archive, officer: Visitor):
        officer.post(at(mails, "hearing-past"), form(day(3)))
        assert clock.state_of(hearing_of(mails, "hearing-past"), now()) is clock.HearingState.OPEN

    def test_one_who_had_longer_already_is_not_disturbed(self, mails: Archive, officer: Visitor):
        officer.post(at(mails), form(day(60), str(mails.ids["open-west"])))
        officer.post(at(mails), form(day(30)))
        told = queued(mails, kind=DispatchKind.EXTENSION.value)
        assert [row.address for row in told] == ["vest@lokaludvalg.example", "laerer@forening.example"]
        assert invitation_of(mails, "open-west").extended_to == day(60)

    def test_links_that_were_given_out_live_longer_with_it(self, mails: Archive, officer: Visitor):
        invitation, secret = invitation_of(mails, "open-west"), mails.instance.settings.secret_key
        claim = tokens.read(secret, tokens.make(secret, invitation, now()))
        after = clock.ends(day(18) + tokens.AFTER_DEADLINE)
        with mails.instance.database.read() as session:
            row = session.get_one(Invitation, mails.ids["open-west"])
            assert tokens.state_of(claim, row, after) is tokens.LinkState.EXPIRED
        officer.post(at(mails), form(day(30)))
        with mails.instance.database.read() as session:
            row = session.get_one(Invitation, mails.ids["open-west"])
            assert tokens.state_of(claim, row, after) is tokens.LinkState.GOOD


class TestForOne:
    def test_only_that_party_gets_it_and_hears_of_it(self, mails: Archive, officer: Visitor):
        officer.post(at(mails), form(day(25), str(mails.ids["open-west"])))
        invitation = invitation_of(mails, "open-west")
        assert (invitation.extended_to, invitation.extended_why) == (day(25), "Forældrerådet holder ferie")
        assert hearing_of(mails).deadline == day(18)
        assert [row.address for row in queued(mails, kind=DispatchKind.EXTENSION.value)] == ["vest@lokaludvalg.example"]
        page = words_of(officer.text(f"/hoeringer/{mails.ids['hearing-open']}/breve"))
        assert "Egen frist: Forældrerådet holder ferie" in page

    def test_one_without_mail_is_told_by_hand(self, mails: Archive, officer: Visitor):
        answer = officer.post(at(mails), form(day(25), str(mails.ids["open-elders"])), follow_redirects=True)
        said = words_of(answer.get_data(as_text=True))
        assert "Ældrerådet i Ådal får ikke mail fra portalen: giv selv besked." in said
        assert queued(mails, kind=DispatchKind.EXTENSION.value) == []

    def test_it_must_be_later_than_the_partys_own(self, mails: Archive, officer: Visitor):
        officer.post(at(mails), form(day(25), str(mails.ids["open-west"])))
        answer = officer.post(at(mails), form(day(22), str(mails.ids["open-west"])))
        assert answer.status_code == 422
        assert "skal ligge efter den nuværende" in words_of(answer.get_data(as_text=True))

    def test_another_hearings_party_cannot_be_chosen(self, mails: Archive, officer: Visitor):
        answer = officer.post(at(mails), form(day(25), str(mails.ids["past-elders"])))
        assert answer.status_code == 422
        assert invitation_of(mails, "past-elders").extended_to is None


@pytest.mark.parametrize(
    ("to", "why", "said"),
    [
        ("", WHY, "Skriv den nye frist."),
        ("i morgen", WHY, "Skriv datoen som"),
        ("31-02-2027", WHY, "findes ikke i kalenderen"),
        (-1, WHY, "er gået"),
        (18, WHY, "skal ligge efter den nuværende"),
        (4, WHY, "skal ligge efter den nuværende"),
        (400, WHY, "mere end et år ude i fremtiden"),
        (30, "", "Skriv, hvorfor fristen bliver forlænget"),
        (30, "a" * 501, "højst 500 tegn"),
    ],
)
def test_a_deadline_that_will_not_do(mails: Archive, officer: Visitor, to: Any, why: str, said: str):
    given = form(day(to) if isinstance(to, int) else to, why=why)
    answer = officer.post(at(mails), given)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in words_of(page)
    assert f'value="{given["deadline"]}"' in page
    assert hearing_of(mails).deadline == day(18)
    assert queued(mails, kind=DispatchKind.EXTENSION.value) == []


@pytest.mark.parametrize("name", ["hearing-draft", "hearing-decided"])
def test_hearings_that_cannot_be_extended(mails: Archive, officer: Visitor, name: str):
    before = hearing_of(mails, name).deadline
    page = officer.post(at(mails, name), form(day(30)))
    assert page.status_code == 422
    assert "Forlæng fristen" not in page.get_data(as_text=True)
    assert hearing_of(mails, name).deadline == before


def test_one_that_was_held_before_the_portal_has_neither_letters_nor_a_deadline_to_move(
    mails: Archive, officer: Visitor
):
    change(mails, Hearing, "hearing-past", historical=True)
    assert officer.post(at(mails, "hearing-past"), form(day(30))).status_code == 422
    page = officer.post(f"/hoeringer/{mails.ids['hearing-past']}/breve")
    assert page.status_code == 422
    assert "Høringen blev holdt uden om portalen" in words_of(page.get_data(as_text=True))


def test_a_leap_day_and_today_can_be_chosen():
    moment = clock.begins(date(2028, 2, 28))
    assert extending.later("29-02-2028", date(2028, 2, 28), moment) == date(2028, 2, 29)
    assert extending.later("28. februar 2028", date(2028, 2, 1), moment) == date(2028, 2, 28)
    with pytest.raises(WrongDeadline, match="findes ikke i kalenderen"):
        extending.later("29-02-2027", None, moment)

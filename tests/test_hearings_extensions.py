"""Longer deadlines: for all, for one, asked for and answered; days that will not do; and who is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ingest.archive.model import now
from portal import clock, tokens, words
from portal.hearings import extending
from portal.hearings.extending import WrongDeadline
from portal.model import (
    Dispatch,
    DispatchKind,
    DispatchState,
    ExtensionRequest,
    Hearing,
    Invitation,
    RequestState,
    Role,
)
from tests.fixtures_web import Archive, Visitor, words_of
from tests.mailing import events, mailing, queued

WHY = "Forældrerådet\r\nholder ferie"


def day(number: int) -> date:
    return clock.today(now()) + timedelta(days=number)


@pytest.fixture
def mails(changeable: Archive) -> Archive:
    """An archive in which west and the union got the letter of the open hearing by mail."""
    archive = mailing(changeable)
    with archive.instance.database.write() as session:
        for name, address in (("open-west", "vest@lokaludvalg.example"), ("open-union", "laerer@forening.example")):
            session.add(
                Dispatch(
                    hearing_id=archive.ids["hearing-open"], invitation_id=archive.ids[name], address=address,
                    kind=DispatchKind.INVITATION.value, state=DispatchState.SENT.value, subject="Høring", text="{link}",
                )
            )  # fmt: skip
    return archive


@pytest.fixture
def officer(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.OFFICER)


@pytest.fixture
def west(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.RESPONDER)


def at(archive: Archive, hearing: str = "hearing-open") -> str:
    return f"/hoeringer/{archive.ids[hearing]}/frist"


def asking(archive: Archive, hearing: str = "hearing-open", party: str = "open-west") -> str:
    return f"/hoeringer/{archive.ids[hearing]}/svar/{archive.ids[party]}/frist"


def form(to: date | str, who: str = "alle", why: str = WHY) -> dict[str, str]:
    return {"who": who, "deadline": to if isinstance(to, str) else f"{to:%d-%m-%Y}", "why": why}


def hearing_of(archive: Archive, name: str = "hearing-open") -> Hearing:
    with archive.instance.database.read() as session:
        return session.get_one(Hearing, archive.ids[name])


def invitation_of(archive: Archive, name: str) -> Invitation:
    with archive.instance.database.read() as session:
        return session.get_one(Invitation, archive.ids[name])


def wishes(archive: Archive) -> list[ExtensionRequest]:
    with archive.instance.database.read() as session:
        return list(session.scalars(select(ExtensionRequest).order_by(ExtensionRequest.id)))


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


class TestAsking:
    def test_a_party_asks_and_the_officer_grants_in_one_click(self, mails: Archive, officer: Visitor, west: Visitor):
        assert west.post(asking(mails), {"wanted": f"{day(25):%d-%m-%Y}", "why": "Vi mødes den dag"}).status_code == 303
        assert "Vi har ikke svaret endnu" in words_of(west.text(asking(mails)))
        page = words_of(officer.text(f"/hoeringer/{mails.ids['hearing-open']}/breve"))
        assert "1 part beder om længere frist" in page
        assert "Vi mødes den dag" in page
        [wish] = wishes(mails)
        assert (wish.wanted, wish.asked_by) == (day(25), "Åse Ødegaard")
        where = f"/hoeringer/{mails.ids['hearing-open']}/breve/{mails.ids['open-west']}/frist"
        assert officer.post(where, {"oenske": str(wish.id), "ja": "1"}).status_code == 303
        [wish] = wishes(mails)
        assert wish.state == RequestState.GRANTED
        assert wish.answered_by == mails.user(Role.OFFICER).id
        assert invitation_of(mails, "open-west").extended_to == day(25)
        [told] = queued(mails, kind=DispatchKind.REQUEST_ANSWER.value)
        assert "I har fået længere frist" in told.text
        assert f"I har fået frist til {words.day(day(25))}" in words_of(west.text(asking(mails)))
        assert "beder om længere frist" not in words_of(officer.text(f"/hoeringer/{mails.ids['hearing-open']}/breve"))

    def test_a_refusal_has_words(self, mails: Archive, officer: Visitor, west: Visitor):
        west.post(asking(mails), {"wanted": f"{day(25):%d-%m-%Y}", "why": "Vi mødes den dag"})
        where = f"/hoeringer/{mails.ids['hearing-open']}/breve/{mails.ids['open-west']}/frist"
        number = str(wishes(mails)[0].id)
        officer.post(where, {"oenske": number, "nej": "1", "svar": "Udvalget mødes dagen før."})
        assert wishes(mails)[0].state == RequestState.REFUSED
        assert invitation_of(mails, "open-west").extended_to is None
        [told] = queued(mails, kind=DispatchKind.REQUEST_ANSWER.value)
        assert "Udvalget mødes dagen før." in told.text
        page = words_of(west.text(asking(mails)))
        assert "Det kunne vi ikke give. Vi skrev: Udvalget mødes dagen før." in page
        assert "Bed om længere frist" in page  # it may ask again

    def test_two_clicks_ask_once(self, mails: Archive, west: Visitor):
        given = {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"}
        assert west.post(asking(mails), given).status_code == 303
        assert west.post(asking(mails), given).status_code == 422
        assert len(wishes(mails)) == 1
        assert [what for what, _ in events(mails)].count("extension_asked") == 1

    def test_two_officers_answer_once(self, mails: Archive, officer: Visitor, west: Visitor):
        west.post(asking(mails), {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"})
        where = f"/hoeringer/{mails.ids['hearing-open']}/breve/{mails.ids['open-west']}/frist"
        number = str(wishes(mails)[0].id)
        officer.post(where, {"oenske": number, "nej": "1"})
        answer = officer.post(where, {"oenske": number, "ja": "1"})
        assert answer.status_code == 422
        assert "Ønsket er allerede besvaret" in words_of(answer.get_data(as_text=True))
        assert wishes(mails)[0].state == RequestState.REFUSED

    def test_a_wish_that_an_extension_for_all_overtook(self, mails: Archive, officer: Visitor, west: Visitor):
        west.post(asking(mails), {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"})
        officer.post(at(mails), form(day(30)))
        where = f"/hoeringer/{mails.ids['hearing-open']}/breve/{mails.ids['open-west']}/frist"
        answer = officer.post(where, {"oenske": str(wishes(mails)[0].id), "ja": "1"})
        assert answer.status_code == 422
        assert "skal ligge efter den nuværende" in words_of(answer.get_data(as_text=True))
        assert wishes(mails)[0].state == RequestState.OPEN

    def test_a_guest_with_a_link_may_ask(self, mails: Archive):
        token = tokens.make(mails.instance.settings.secret_key, invitation_of(mails, "open-elders"), now())
        guest = Visitor(mails.app)
        guest.post(f"/svar/{token}")
        given = {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"}
        assert guest.post(asking(mails, party="open-elders"), given).status_code == 303
        assert wishes(mails)[0].asked_by == "Personligt link til Ældrerådet i Ådal"
        assert guest.get(asking(mails, party="open-west")).status_code == 404

    @pytest.mark.parametrize(
        ("wanted", "why", "said"),
        [
            ("", "Ferie", "Skriv den nye frist."),
            ("snart", "Ferie", "Skriv datoen som"),
            (-3, "Ferie", "er gået"),
            (18, "Ferie", "skal ligge efter den nuværende"),
            (500, "Ferie", "mere end et år ude"),
            (25, "", "Skriv kort hvorfor."),
        ],
    )
    def test_a_wish_that_will_not_do(self, mails: Archive, west: Visitor, wanted: Any, why: str, said: str):
        typed = f"{day(wanted):%d-%m-%Y}" if isinstance(wanted, int) else wanted
        answer = west.post(asking(mails), {"wanted": typed, "why": why})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert said in words_of(page)
        assert f'value="{typed}"' in page
        assert wishes(mails) == []

    def test_after_the_deadline_it_is_closed_and_says_so(self, mails: Archive, west: Visitor):
        page = words_of(west.text(asking(mails, "hearing-past", "past-west")))
        assert "Fristen er gået, så der kan ikke bedes om længere frist her" in page
        given = {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"}
        assert west.post(asking(mails, "hearing-past", "past-west"), given).status_code == 422
        assert wishes(mails) == []

    def test_nobody_asks_for_another(self, mails: Archive, west: Visitor, officer: Visitor):
        assert west.get(asking(mails, party="open-school")).status_code == 404
        assert west.get(asking(mails, "hearing-past", "open-west")).status_code == 404
        assert officer.get(asking(mails)).status_code == 404


def test_a_leap_day_and_today_can_be_chosen():
    moment = clock.begins(date(2028, 2, 28))
    assert extending.later("29-02-2028", date(2028, 2, 28), moment) == date(2028, 2, 29)
    assert extending.later("28. februar 2028", date(2028, 2, 1), moment) == date(2028, 2, 28)
    with pytest.raises(WrongDeadline, match="findes ikke i kalenderen"):
        extending.later("29-02-2027", None, moment)

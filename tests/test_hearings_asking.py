"""A party asks for a longer deadline, and the officer answers in one click."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.archive.model import now
from portal import words
from portal.mail import post, tokens
from portal.model import Dispatch, DispatchKind, Hearing, RequestState, Role
from tests.cpr_numbers import PERSON
from tests.extending_parts import asking, at, day, form, invitation_of, lettered, wishes
from tests.fixtures_web import Archive, Visitor, words_of
from tests.mailing import SITE, change, events, jobs_of_mail, mailing, queued


@pytest.fixture
def mails(changeable: Archive) -> Archive:
    return lettered(changeable)


@pytest.fixture
def officer(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.OFFICER)


@pytest.fixture
def west(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.RESPONDER)


def test_a_party_asks_and_the_officer_grants_in_one_click(mails: Archive, officer: Visitor, west: Visitor):
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


def test_a_refusal_has_words(mails: Archive, officer: Visitor, west: Visitor):
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


def test_two_clicks_ask_once(mails: Archive, west: Visitor):
    given = {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"}
    assert west.post(asking(mails), given).status_code == 303
    assert west.post(asking(mails), given).status_code == 422
    assert len(wishes(mails)) == 1
    assert [what for what, _ in events(mails)].count("extension_asked") == 1


def test_two_officers_answer_once(mails: Archive, officer: Visitor, west: Visitor):
    west.post(asking(mails), {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"})
    where = f"/hoeringer/{mails.ids['hearing-open']}/breve/{mails.ids['open-west']}/frist"
    number = str(wishes(mails)[0].id)
    officer.post(where, {"oenske": number, "nej": "1"})
    answer = officer.post(where, {"oenske": number, "ja": "1"})
    assert answer.status_code == 422
    assert "Ønsket er allerede besvaret" in words_of(answer.get_data(as_text=True))
    assert wishes(mails)[0].state == RequestState.REFUSED


def test_a_wish_that_an_extension_for_all_fulfils_waits_for_no_answer(mails: Archive, officer: Visitor, west: Visitor):
    west.post(asking(mails), {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"})
    officer.post(at(mails), form(day(30)))
    [wish] = wishes(mails)
    assert (wish.state, wish.answered_by) == (RequestState.GRANTED, mails.user(Role.OFFICER).id)
    letters = words_of(officer.text(f"/hoeringer/{mails.ids['hearing-open']}/breve"))
    assert "beder om længere frist" not in letters
    assert f"Fristen er nu {words.day(day(30))}." in words_of(west.text(asking(mails)))
    where = f"/hoeringer/{mails.ids['hearing-open']}/breve/{mails.ids['open-west']}/frist"
    answer = officer.post(where, {"oenske": str(wish.id), "nej": "1"})  # a page that stood open
    assert answer.status_code == 422
    assert "Ønsket er allerede besvaret" in words_of(answer.get_data(as_text=True))


def test_a_wish_for_more_than_all_were_given_still_waits(mails: Archive, officer: Visitor, west: Visitor):
    west.post(asking(mails), {"wanted": f"{day(40):%d-%m-%Y}", "why": "Ferie"})
    officer.post(at(mails), form(day(30)))
    assert wishes(mails)[0].state == RequestState.OPEN
    where = f"/hoeringer/{mails.ids['hearing-open']}/breve/{mails.ids['open-west']}/frist"
    assert officer.post(where, {"oenske": str(wishes(mails)[0].id), "ja": "1"}).status_code == 303
    assert invitation_of(mails, "open-west").extended_to == day(40)


def test_a_guest_with_a_link_may_ask(mails: Archive):
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
def test_a_wish_that_will_not_do(mails: Archive, west: Visitor, wanted: Any, why: str, said: str):
    typed = f"{day(wanted):%d-%m-%Y}" if isinstance(wanted, int) else wanted
    answer = west.post(asking(mails), {"wanted": typed, "why": why})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in words_of(page)
    assert f'value="{typed}"' in page
    assert wishes(mails) == []


def test_after_the_deadline_it_is_closed_and_says_so(mails: Archive, west: Visitor):
    page = words_of(west.text(asking(mails, "hearing-past", "past-west")))
    assert "Fristen er gået, så der kan ikke bedes om længere frist her" in page
    given = {"wanted": f"{day(25):%d-%m-%Y}", "why": "Ferie"}
    assert west.post(asking(mails, "hearing-past", "past-west"), given).status_code == 422
    assert wishes(mails) == []


def test_nobody_asks_for_another(mails: Archive, west: Visitor, officer: Visitor):
    assert west.get(asking(mails, party="open-school")).status_code == 404
    assert west.get(asking(mails, "hearing-past", "open-west")).status_code == 404
    assert officer.get(asking(mails)).status_code == 404


ASKED = {"wanted": f"{day(25):%d-%m-%Y}", "why": "Vi mødes {link} den dag"}


class TestTheContactIsTold:
    """The contact of the sample's hearings is hoering@aadal.example."""

    def told(self, mails: Archive) -> list[Dispatch]:
        return queued(mails, kind=DispatchKind.EXTENSION_WISH.value)

    def test_by_mail_with_who_when_and_why(self, mails: Archive, west: Visitor, officer: Visitor):
        west.post(asking(mails), ASKED)
        [mail] = self.told(mails)
        assert mail.address == "hoering@aadal.example"
        assert mail.subject == "Lokaludvalget for Ådal Vest beder om længere frist: Fælles skoledistrikt i Ådal Vest"
        assert f"beder om frist til {words.day(day(25))}" in mail.text
        assert "Begrundelse: Vi mødes  den dag" in mail.text
        assert "Log ind i portalen" in mail.text  # its address is not set here, and a browser's is not trusted
        assert [job.payload["dispatch_id"] for job in jobs_of_mail(mails)] == [mail.id]
        page = words_of(officer.text(f"/hoeringer/{mails.ids['hearing-open']}/breve"))
        assert "hoering@aadal.example Ønske om længere frist · Venter på at blive sendt" in page

    def test_it_says_where_to_answer_when_the_address_is_set(self, changeable: Archive):
        mails = mailing(lettered(changeable), base_url=SITE)
        Visitor(mails.app).enter(Role.RESPONDER).post(asking(mails), ASKED)
        [mail] = self.told(mails)
        assert f"{SITE}/hoeringer/{mails.ids['hearing-open']}/breve" in mail.text

    def test_it_is_sent_and_holds_no_personal_link_or_number(self, mails: Archive, west: Visitor):
        west.post(asking(mails), {**ASKED, "why": f"Formanden, cpr {PERSON}, er syg"})
        [mail] = self.told(mails)
        with mails.instance.database.read() as session:
            message = post.message_of(session, mail, mails.instance.settings, "")
        assert message["To"] == "hoering@aadal.example"
        assert "0101••-••••" in message.get_content()
        assert "/svar/" not in message.get_content()

    def test_it_does_not_count_as_a_mail_to_the_party(self, mails: Archive, west: Visitor):
        west.post(asking(mails), ASKED)
        assert self.told(mails)[0].invitation_id is None

    def test_a_second_click_tells_nobody_again(self, mails: Archive, west: Visitor):
        for _ in range(2):
            west.post(asking(mails), ASKED)
        assert len(self.told(mails)) == 1

    @pytest.mark.parametrize("contact", ["", "Bjørn Ærø, lokal 42"])
    def test_without_an_address_nobody_is_written_to(self, mails: Archive, west: Visitor, contact: str):
        change(mails, Hearing, "hearing-open", contact=contact)
        assert west.post(asking(mails), ASKED).status_code == 303
        assert (len(wishes(mails)), self.told(mails)) == (1, [])

    def test_without_a_mail_server_it_is_only_kept(self, changeable: Archive):
        west = Visitor(changeable.app).enter(Role.RESPONDER)
        assert west.post(asking(changeable), ASKED).status_code == 303
        assert (len(wishes(changeable)), self.told(changeable)) == (1, [])

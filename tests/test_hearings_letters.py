"""The letters of a hearing: sent once to each address, what failed is on top, links are handed out and shut."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.model import Dispatch, DispatchKind, DispatchState, Invitation, Party, PartyContact, Role
from portal.worker import _DO
from tests.fixtures_web import Archive, Visitor, words_of
from tests.mailing import change, events, jobs_of_mail, mailing, postbox, queued

LETTER = {"brev-subject": "Høring: skoledistrikt", "brev-text": "Til {part}\n\nSvar senest {frist}:\n{link}\n"}


@pytest.fixture
def mails(changeable: Archive) -> Archive:
    return mailing(changeable)


@pytest.fixture
def officer(mails: Archive) -> Visitor:
    return Visitor(mails.app).enter(Role.OFFICER)


def at(archive: Archive, hearing: str = "hearing-open", more: str = "") -> str:
    return f"/hoeringer/{archive.ids[hearing]}/breve{more}"


def add_contact(archive: Archive, party: str, *mails: str) -> None:
    with archive.instance.database.write() as session:
        for mail in mails:
            session.add(PartyContact(party_id=archive.ids[party], name="Formand", mail=mail))


def fail(archive: Archive, address: str) -> None:
    with archive.instance.database.write() as session:
        for row in session.query(Dispatch).filter_by(address=address):
            row.state, row.why = DispatchState.FAILED.value, "Mailserveren afviser adressen (550): Ukendt bruger."


def test_the_page_before_anything_is_sent(mails: Archive, officer: Visitor):
    page = words_of(officer.text(at(mails)))
    assert "2 parter har endnu ikke fået brevet" in page  # the school has answered, the elders have no address
    assert "Send høringsbrevet til 2 parter" in page
    assert "1 part har ingen mailadresse" in page
    assert "påmindelse 7 og 2 dage før deres frist, kl. 8.00" in page
    assert "Ikke leveret" not in page


def test_the_usual_text_is_there_to_be_changed(mails: Archive, officer: Visitor):
    page = officer.text(at(mails))
    for shown in (
        "Høring: Fælles skoledistrikt i Ådal Vest",
        "Til {part}",
        "{frist}",
        "{link}",
        "hoering@aadal.example",
    ):
        assert shown in page


def test_letters_go_to_every_address_once(mails: Archive, officer: Visitor):
    add_contact(mails, "party-west", "formand@lokaludvalg.example", "VEST@lokaludvalg.example")
    assert officer.post(at(mails), LETTER).status_code == 303
    sent = queued(mails)
    assert [row.address for row in sent] == [
        "vest@lokaludvalg.example", "formand@lokaludvalg.example", "laerer@forening.example",
    ]  # fmt: skip
    assert {row.kind for row in sent} == {DispatchKind.INVITATION}
    assert sent[0].text.startswith("Til Lokaludvalget for Ådal Vest\n")
    assert re.search(r"Svar senest \w+dag den \d+\. \w+ \d{4} kl\. 23\.59:\n\{link\}", sent[0].text)
    assert [job.payload["dispatch_id"] for job in jobs_of_mail(mails)] == [row.id for row in sent]
    assert ("letters_sent", "Høringsbrevet sendt til 2 parter.") in events(mails)
    page = words_of(officer.text(at(mails)))
    assert "Alle, der har en mailadresse, har fået brevet" in page
    assert "Venter på at blive sendt" in page


def test_sending_twice_sends_once(mails: Archive, officer: Visitor):
    officer.post(at(mails), LETTER)
    officer.post(at(mails), LETTER)
    assert len(queued(mails)) == 2
    assert "Alle har allerede fået brevet" in words_of(officer.text(at(mails)))


def test_a_new_contact_gets_the_letter_and_the_others_not_again(mails: Archive, officer: Visitor):
    officer.post(at(mails), LETTER)
    add_contact(mails, "party-west", "ny@lokaludvalg.example")
    officer.post(at(mails), LETTER)
    assert [row.address for row in queued(mails)][2:] == ["ny@lokaludvalg.example"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"brev-text": "Svar os venligst."}, "Teksten skal indeholde {link}"),
        ({"brev-text": ""}, "Skriv en tekst"),
        ({"brev-subject": ""}, "Skriv et emne"),
        ({"brev-subject": "a" * 201}, "højst 200 tegn"),
    ],
)
def test_a_letter_that_will_not_do(mails: Archive, officer: Visitor, changed: dict[str, str], said: str):
    answer = officer.post(at(mails), LETTER | changed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in words_of(page)
    assert (LETTER | changed)["brev-subject"] in page
    assert queued(mails) == []


def test_a_line_end_in_the_subject_is_no_header(mails: Archive, officer: Visitor):
    officer.post(at(mails), LETTER | {"brev-subject": "Høring\r\nBcc: alle@aadal.example"})
    assert {row.subject for row in queued(mails)} == {"Høring Bcc: alle@aadal.example"}


def test_what_did_not_come_through_is_on_top(mails: Archive, officer: Visitor):
    officer.post(at(mails), LETTER)
    fail(mails, "vest@lokaludvalg.example")
    page = words_of(officer.text(at(mails)))
    assert "Ikke leveret til 1 part" in page
    assert page.index("Ikke leveret til") < page.index("Høringsbrevet")
    assert "Mailserveren afviser adressen (550): Ukendt bruger." in page
    assert "Ret adressen" in page


def test_a_corrected_address_gets_it_and_the_old_one_is_forgotten(mails: Archive, officer: Visitor):
    officer.post(at(mails), LETTER)
    fail(mails, "vest@lokaludvalg.example")
    change(mails, Party, "party-west", mail="rigtig@lokaludvalg.example")
    again = at(mails, more=f"/{mails.ids['open-west']}/igen")
    assert officer.post(again).status_code == 303
    last = queued(mails)[-1]
    assert (last.address, last.subject) == ("rigtig@lokaludvalg.example", LETTER["brev-subject"])
    assert "Ikke leveret til" not in words_of(officer.text(at(mails)))
    assert "Høringsbrevet sendt igen til Lokaludvalget for Ådal Vest." in [text for _, text in events(mails)]


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("open-elders", {}, "har ingen mailadresse"),
        ("open-west", {"link_revoked": True}, "er spærret. Giv parten et nyt link først"),
    ],
)
def test_nobody_to_send_to_again(mails: Archive, officer: Visitor, name: str, values: dict[str, Any], said: str):
    change(mails, Invitation, name, **values)
    answer = officer.post(at(mails, more=f"/{mails.ids[name]}/igen"))
    assert answer.status_code == 422
    assert said in words_of(answer.get_data(as_text=True))
    assert queued(mails) == []


def test_a_party_taken_off_the_list_gets_nothing(mails: Archive, officer: Visitor):
    change(mails, Invitation, "open-west", withdrawn_at=datetime.now(UTC))
    officer.post(at(mails), LETTER)
    assert [row.address for row in queued(mails)] == ["laerer@forening.example"]
    assert officer.post(at(mails, more=f"/{mails.ids['open-west']}/igen")).status_code == 404


def test_another_hearings_party_is_not_found(mails: Archive, officer: Visitor):
    assert officer.post(at(mails, more=f"/{mails.ids['past-elders']}/igen")).status_code == 404


@pytest.mark.parametrize(
    ("hearing", "said"),
    [
        ("hearing-draft", "Høringen er ikke udgivet"),
        ("hearing-past", "Fristen er gået"),
        ("hearing-decided", "Fristen er gået"),
    ],
)
def test_when_nothing_can_be_sent(mails: Archive, officer: Visitor, hearing: str, said: str):
    assert said in words_of(officer.text(at(mails, hearing)))
    for where in (at(mails, hearing), f"/hoeringer/{mails.ids[hearing]}/paamind"):
        answer = officer.post(where, LETTER)
        assert answer.status_code == 422
        assert said in words_of(answer.get_data(as_text=True))
    assert queued(mails) == []


def test_without_a_mail_server_links_are_handed_out(changeable: Archive):
    officer = Visitor(changeable.app).enter(Role.OFFICER)
    page = words_of(officer.text(at(changeable)))
    assert "Der er ikke sat en mailserver op" in page
    assert "Uddel de personlige links" in page
    assert officer.post(at(changeable), LETTER).status_code == 422
    assert queued(changeable) == []
    assert "4 links" in words_of(officer.text(at(changeable, more="/links")))


class TestReminders:
    def test_those_that_miss_are_reminded_once_a_day(self, mails: Archive, officer: Visitor):
        officer.post(at(mails), LETTER)
        where = f"/hoeringer/{mails.ids['hearing-open']}/paamind"
        assert officer.post(where).status_code == 303
        officer.post(where)
        reminded = queued(mails, kind=DispatchKind.REMINDER.value)
        assert [row.address for row in reminded] == ["vest@lokaludvalg.example", "laerer@forening.example"]
        assert {row.days_before for row in reminded} == {18}
        assert "Vi har endnu ikke fået jeres svar" in reminded[0].text
        assert [text for what, text in events(mails) if what == "reminded"] == ["Påmindelse sendt til 2 parter."]
        assert "er mindet om det i dag" in words_of(officer.text(at(mails)))

    def test_with_words_of_ones_own(self, mails: Archive, officer: Visitor):
        officer.post(at(mails), LETTER)
        own = {"paamindelse-subject": "Husk", "paamindelse-text": "Kære {part}: {link}"}
        officer.post(f"/hoeringer/{mails.ids['hearing-open']}/paamind", own)
        assert queued(mails)[-1].text == "Kære Lærerforeningen i Ådal: {link}"

    def test_without_the_link_it_is_not_sent(self, mails: Archive, officer: Visitor):
        officer.post(at(mails), LETTER)
        own = {"paamindelse-subject": "Husk", "paamindelse-text": "Kære {part}"}
        answer = officer.post(f"/hoeringer/{mails.ids['hearing-open']}/paamind", own)
        assert answer.status_code == 422
        assert "Kære {part}" in answer.get_data(as_text=True)
        assert len(queued(mails)) == 2

    def test_nobody_was_asked_by_mail(self, mails: Archive, officer: Visitor):
        officer.post(f"/hoeringer/{mails.ids['hearing-open']}/paamind")
        assert queued(mails) == []


def test_the_straight_line_from_letter_to_answer(changeable: Archive):
    """Officer sends, the worker mails, the party opens the link of its mail and stands before its answer."""
    with postbox() as (box, port):
        archive = mailing(changeable, port)
        Visitor(archive.app).enter(Role.OFFICER).post(at(archive), LETTER)
        for job in jobs_of_mail(archive):
            assert _DO["mail"](archive.instance, None, job)[0] == "done"  # type: ignore[arg-type]
    assert {row.state for row in queued(archive)} == {DispatchState.SENT}
    text = next(m.get_content() for to, m in box.got if to == ["laerer@forening.example"])
    [link] = re.findall(r"http://localhost(/svar/\S+)", text)
    guest = Visitor(archive.app)
    assert "Lærerforeningen i Ådal" in guest.text(link)
    answer = guest.post(link)
    ids = archive.ids
    assert answer.headers["Location"] == f"/hoeringer/{ids['hearing-open']}/svar/{ids['open-union']}"
    assert "Fælles skoledistrikt" in guest.text(answer.headers["Location"])


@pytest.mark.parametrize("role", [Role.READER, Role.RESPONDER])
def test_others_send_nothing(mails: Archive, role: Role):
    visitor = Visitor(mails.app).enter(role)
    assert visitor.get(at(mails)).status_code == 403
    assert visitor.post(at(mails), LETTER).status_code == 403
    assert queued(mails) == []

"""What stands in a mail: one address, no second header, no number of a citizen, the right link, the receipt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from portal.addresses import is_mail
from portal.model import DispatchKind
from tests.cpr_numbers import JOINED, PERSON
from tests.fixtures_web import Archive
from tests.mailing import SITE, Sending


@pytest.mark.parametrize(
    "address",
    [
        "vest@lokaludvalg.example\nBcc: alle@aadal.example",
        "vest@lokaludvalg.example\r\n\r\nKøb nu",
        "vest@lokaludvalg.example, alle@aadal.example",
        "Vest <vest@lokaludvalg.example>",
        "vest",
        "",
    ],
)
def test_an_address_that_is_more_or_less_than_one_is_refused(sending: Sending, address: str):
    number = sending.queue(address=address)
    assert sending.work()[0] == "failed"
    assert sending.row(number).why == "Det er ikke en mailadresse, der kan skrives til."
    assert sending.box.got == []
    assert not is_mail(address)


def test_a_subject_cannot_add_a_header(sending: Sending):
    sending.queue(subject="Høring\nBcc: alle@aadal.example")
    sending.work()
    recipients, message = sending.box.got[0]
    assert recipients == ["vest@lokaludvalg.example"]
    assert message["Bcc"] is None


def test_danish_letters_in_a_domain(sending: Sending):
    sending.queue(address="raad@københavn.example")
    sending.work()
    assert sending.box.got[0][0] == ["raad@xn--kbenhavn-54a.example"]


def test_civil_registration_numbers_are_covered(sending: Sending):
    sending.queue(subject=f"Sag om CPR {PERSON}", text=f"Borgeren {PERSON} har cpr-nummer {JOINED}.\n{{link}}")
    sending.work()
    message = sending.box.got[0][1]
    assert "1234" not in message["Subject"]
    assert "0101••-••••" in message.get_content()
    assert "1234" not in message.get_content().split("/svar/")[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"withdrawn_at": datetime(2026, 3, 2, tzinfo=UTC)}, "taget af listen"),
        ({"link_revoked": True}, "link er spærret"),
    ],
)
def test_no_link_is_sent_to_one_who_may_not_have_it(sending: Sending, change: dict[str, Any], said: str):
    number = sending.queue()
    sending.change("open-west", **change)
    assert sending.work()[0] == "failed"
    assert said in sending.row(number).why


def test_a_link_needs_the_portals_address(sending: Sending):
    number = sending.queue()
    assert sending.without(base_url="").work()[0] == "failed"
    assert "base_url" in sending.row(number).why


def test_where_no_address_is_set_it_is_the_one_the_browser_asked_for(sending: Sending, changeable: Archive):
    with changeable.app.test_request_context("/", base_url="http://arkiv.lokal:8000/"):
        sending.queue()
    sending.without(base_url="").work()
    assert "http://arkiv.lokal:8000/svar/" in sending.box.got[0][1].get_content()


def test_a_receipt_brings_its_pdf(sending: Sending):
    with sending.instance.database.read() as session:
        from portal.model import Response

        version = session.get_one(Response, sending.ids["response-open-school"]).sent
        assert version
        version_id, receipt = version.id, version.receipt_number
    sending.queue(kind=DispatchKind.RECEIPT.value, text="Tak for svaret.", version_id=version_id, party="open-school")
    sending.work()
    [file] = list(sending.box.got[0][1].iter_attachments())
    assert file.get_filename() == f"kvittering-{receipt}.pdf"
    assert file.get_content().startswith(b"%PDF")


def test_a_receipt_comes_through_though_the_link_is_shut(sending: Sending):
    sending.change("open-west", link_revoked=True)
    sending.queue(kind=DispatchKind.RECEIPT.value, text="Se den her:\n{link}\n")
    sending.work()
    assert sending.box.got[0][1].get_content().split() == ["Se", "den", "her:", SITE]

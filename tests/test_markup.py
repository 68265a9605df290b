"""What people wrote is text on every page, whoever reads it: in titles, names, answers, letters, reasons and files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ingest.archive.model import Document, FieldValue, Passage, Sighting, now
from portal import clock
from portal.model import (
    Attachment,
    Dispatch,
    ExtensionRequest,
    Hearing,
    HearingEvent,
    Invitation,
    Party,
    PartyContact,
    PartyGroup,
    Response,
    User,
)
from tests.fixtures_web import Archive
from tests.test_bad_forms import WHO, client_of, pages

WRITTEN = "hej\"'><b1ad onfocus=1>{{7*7}}&lt;"
NEVER = ("<b1ad", "\"'><", 'hej"', "49&lt;", "&lt;b1ad onfocus=1>")


def write_everywhere(archive: Archive) -> None:
    """Put the words into everything that somebody writes."""
    with archive.instance.database.write() as session:
        own = session.get_one(Invitation, archive.ids["open-west"])
        day = clock.today(now()) + timedelta(days=30)
        told = {"hearing_id": own.hearing_id, "invitation_id": own.id}
        session.add(ExtensionRequest(invitation_id=own.id, wanted=day, why=WRITTEN, asked_by=WRITTEN))
        session.add(HearingEvent(**told, what="changed", text=WRITTEN))
        session.add(
            Dispatch(
                **told, kind="invitation", address="a@b.dk", subject=WRITTEN, text=WRITTEN, state="failed", why=WRITTEN
            )
        )
        session.add(PartyGroup(name=WRITTEN))
        session.add(PartyContact(party_id=own.party_id, name=WRITTEN, title=WRITTEN, phone=WRITTEN))
        for answer in session.scalars(select(Response)):
            session.add(Attachment(response=answer, name=f"{WRITTEN}.pdf", size=3, sha256="0" * 64, media_type=""))
            answer.changed_by = answer.theme = answer.document_number = WRITTEN
            for version in answer.versions:
                said = {"question_id": 1, "section": WRITTEN, "question": WRITTEN, "answer": WRITTEN}
                files = [{"name": f"{WRITTEN}.pdf", "size": 3, "sha256": "0" * 64}]
                head = version.content["hearing"] | {"title": WRITTEN, "case_number": WRITTEN}
                version.content = {
                    **version.content, "answers": [said], "attachments": files, "party": WRITTEN, "hearing": head
                }  # fmt: skip
                version.sent_by = WRITTEN
        for hearing in session.scalars(select(Hearing)):
            hearing.title = hearing.summary = hearing.contact = hearing.case_number = hearing.committee = WRITTEN
            for question in hearing.questions:
                question.text = question.section = WRITTEN
                question.choices = [WRITTEN for _ in question.choices]
            for paper in hearing.papers:
                paper.title = WRITTEN
        for invitation in session.scalars(select(Invitation)):
            invitation.origin = invitation.note = invitation.extended_why = WRITTEN
        for party in session.scalars(select(Party)):
            party.name, party.note = f"{WRITTEN}{party.id}", WRITTEN
        for user in session.scalars(select(User)):
            user.name = WRITTEN
    _write_in_the_archive(archive)


def _write_in_the_archive(archive: Archive) -> None:
    with archive.instance.database.write() as session:
        for document in session.scalars(select(Document)):
            document.title = document.committee = document.case_number = document.detail = WRITTEN
        for value in session.scalars(select(FieldValue).where(~FieldValue.name.like("%date%"))):
            value.value = WRITTEN if value.name not in ("hearing_start", "hearing_deadline") else value.value
        for seen in session.scalars(select(Sighting)):
            seen.path = f"mappe/{WRITTEN}{seen.id}"
        for passage in session.scalars(select(Passage)):
            passage.heading, passage.text = WRITTEN, f"{WRITTEN}\n{WRITTEN} skole {passage.text}"
            passage.segments = [[passage.first_page, 0, len(passage.text)]]


@pytest.mark.parametrize("who", WHO)
def test_what_was_written_is_never_markup(changeable: Archive, who: str) -> None:
    write_everywhere(changeable)
    client, shown, wrong = client_of(changeable, who), 0, []
    searched = ["/soeg?q=skole", "/soeg?q=%22%27%3E%3Cb1ad&udvalg=%22%27%3E%3Cb1ad&fra=%3Cb1ad&beslutning=%3Cb1ad"]
    for where in [*pages(changeable, who), *searched, "/arkiv/bunke/uden-udvalg"]:
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(where, headers=headers, buffered=True)
            assert answer.status_code < 500, where
            if answer.mimetype in ("text/html", "application/json"):
                text = answer.get_data(as_text=True)
                shown += "b1ad" in text
                wrong += [(where, never) for never in NEVER if never in text]
    assert shown > 5
    assert wrong == []

"""What is sent is kept whole, once, with a receipt; what is taken back is kept too."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.archive.model import Job, now
from portal import answers, clock
from portal.model import HearingEvent, Response, ResponseKind, ResponseVersion
from tests.fixtures_web import Archive


def send(session: Session, response: Response, text: str, key: str = "", **more: object) -> ResponseVersion:
    said = {str(response.hearing.questions[0].id): text}
    content = answers.copy_of(response.hearing, "Lokaludvalget", ResponseKind.ANSWER, said, response.files)
    values = {"submission": key or answers.new_submission(), "sent_by": "Åse Ødegaard", "moment": now()} | more
    return answers.send(session, response, content, **values)  # type: ignore[arg-type]


def draft(session: Session, archive: Archive) -> Response:
    return session.get_one(Response, archive.ids["response-open-west"])


def test_a_version_is_a_full_copy_with_a_digest_anybody_can_compute(changeable: Archive):
    with changeable.instance.database.write() as session:
        version = send(session, draft(session, changeable), "Vi støtter æblehaven på Østervold.")
        written = json.dumps(version.content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        assert version.sha256 == hashlib.sha256(written).hexdigest()
        assert version.content["answers"][0]["answer"] == "Vi støtter æblehaven på Østervold."
        assert version.content["hearing"]["title"] == "Fælles skoledistrikt i Ådal Vest"
        assert re.fullmatch(r"HS-\d{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", version.receipt_number)
        assert not version.late
        assert version.response.draft is None
        assert session.get_one(Job, version.job_id).payload == {"version_id": version.id}


def test_sending_twice_gives_one_receipt(changeable: Archive):
    numbers = []
    for _ in range(2):
        with changeable.instance.database.write() as session:
            numbers.append(send(session, draft(session, changeable), "En gang", "nøgle").receipt_number)
    assert numbers[0] == numbers[1]
    with changeable.instance.database.read() as session:
        assert session.scalar(select(func.count()).where(ResponseVersion.submission == "nøgle")) == 1


def test_the_key_of_another_response_is_refused(changeable: Archive):
    with changeable.instance.database.write() as session:
        send(session, draft(session, changeable), "Min", "nøgle")
    other = changeable.ids["response-open-school"]
    with pytest.raises(answers.OtherSubmission), changeable.instance.database.write() as session:
        send(session, session.get_one(Response, other), "Din", "nøgle")


def test_a_change_is_a_new_version_and_the_old_one_stays(changeable: Archive):
    with changeable.instance.database.write() as session:
        first = send(session, draft(session, changeable), "Først")
        digest = first.sha256
        second = send(session, draft(session, changeable), "Så")
        assert (first.number, second.number) == (1, 2)
        assert first.sha256 == digest == answers.digest_of(first.content)
        assert draft(session, changeable).sent is second


def test_late_is_computed_from_the_moment(changeable: Archive):
    with changeable.instance.database.write() as session:
        response = draft(session, changeable)
        last = clock.ends(response.hearing.deadline)  # type: ignore[arg-type]
        assert not send(session, response, "Lige", moment=last - timedelta(seconds=1)).late
        assert send(session, response, "For sent", moment=last).late


def test_taken_back_and_sent_again(changeable: Archive):
    with changeable.instance.database.write() as session:
        response = draft(session, changeable)
        send(session, response, "Først")
        answers.withdraw(session, response, by="Åse", moment=now())
        assert response.sent is None
        assert len(response.versions) == 1
        again = send(session, response, "Igen")
        assert response.sent is again
        said = session.scalars(select(HearingEvent.what).where(HearingEvent.invitation_id == response.invitation_id))
        assert list(said) == ["sent", "withdrawn", "sent"]


def test_no_comments_hold_no_text(changeable: Archive):
    with changeable.instance.database.read() as session:
        hearing = draft(session, changeable).hearing
        copy = answers.copy_of(hearing, "P", ResponseKind.NO_COMMENTS, {str(hearing.questions[0].id): "tekst"}, [])
    assert copy["answers"] == []

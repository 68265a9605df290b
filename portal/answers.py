"""Keeping what was answered: sending and taking back, whoever does it. Inside the caller's write transaction.

Parties send from their form, staff register what came by mail or paper; both end here, with a receipt.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock, publishing
from portal.model import (
    Attachment,
    Channel,
    Hearing,
    HearingEvent,
    Question,
    QuestionKind,
    Response,
    ResponseKind,
    ResponseVersion,
)
from portal.standing import name_of

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another


class OtherSubmission(Exception):
    """The one-time key of the form was used for another response: somebody made it up."""


def copy_of(
    hearing: Hearing,
    party: str,
    kind: ResponseKind,
    answers: Mapping[str, str],
    attachments: Sequence[Attachment],
    letter: str = "",
) -> dict[str, Any]:
    """Write down everything a version says, as it is kept and shown ever after, whatever changes in the hearing.

    Args:
        hearing: With its questions.
        party: Name of the party or sender.
        kind: Only an answer has answers.
        answers: By question id as text; questions without an answer are copied with "".
        attachments: Those that are sent with it; also the scanned page that says "ingen bemærkninger".
        letter: What answers the hearing as a whole; it is the answer of a hearing that asks but one thing in words.
    """
    return {
        "hearing": {
            "id": hearing.id,
            "title": hearing.title,
            "case_number": hearing.case_number,
            "deadline": hearing.deadline.isoformat() if hearing.deadline else None,
        },
        "party": party,
        "kind": kind.value,
        "answers": _said(hearing.questions, answers, letter) if kind == ResponseKind.ANSWER else [],
        "attachments": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in attachments],
    }


def _said(questions: Sequence[Question], answers: Mapping[str, str], letter: str) -> list[dict[str, Any]]:
    only = questions[0] if len(questions) == 1 and questions[0].kind == QuestionKind.TEXT else None
    if letter and only is not None and not answers.get(str(only.id)):
        return [_answered(only, {str(only.id): letter})]
    whole = [{"question_id": None, "section": "", "question": "Høringssvar", "answer": letter}] if letter else []
    if whole and not any(answers.values()):
        return whole  # a letter that follows no question leaves none unanswered
    return [*(_answered(question, answers) for question in questions), *whole]


def _answered(question: Question, answers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "question_id": question.id,
        "section": question.section,
        "question": question.text,
        "answer": answers.get(str(question.id), ""),
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """Give the sha256 of a full copy: of its JSON with sorted keys, without blanks, in UTF-8."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def send(
    session: Session,
    response: Response,
    content: dict[str, Any],
    *,
    submission: str,
    sent_by: str,
    moment: datetime,
    cpr_reason: str | None = None,
) -> ResponseVersion:
    """Keep a version and make it the one that counts. The same one-time key again gives the same version.

    Whether it is late is computed from the moment; the caller decides whether late ones are taken at all. The caller
    wakes the worker for `version.job_id` after the commit.

    Args:
        session: In a write transaction.
        response: Flushed, with `hearing` and `invitation`.
        content: From `copy_of`.
        submission: One-time key of the form (`new_submission`).
        sent_by: Who sent or registered it, in Danish words.
        moment: When it came; of what staff register, when it was received.
        cpr_reason: Why it is sent though it seems to hold CPR numbers.

    Raises:
        OtherSubmission: The key was used for another response.
    """
    known = session.scalar(select(ResponseVersion).where(ResponseVersion.submission == submission))
    if known is not None:
        if known.response_id != response.id:
            raise OtherSubmission
        return known
    last = session.scalar(select(func.max(ResponseVersion.number)).where(ResponseVersion.response_id == response.id))
    version = ResponseVersion(
        response=response,
        number=(last or 0) + 1,
        kind=content["kind"],
        content=content,
        sha256=digest_of(content),
        receipt_number=_receipt_number(moment),
        submission=submission,
        sent_by=sent_by,
        sent_at=moment,
        late=clock.came_late(response.hearing, response.invitation, moment),
        cpr_reason=cpr_reason,
    )
    session.add(version)
    response.current, response.draft, response.withdrawn_at = version.number, None, None
    response.journalised_at = None  # the new version is to be journalised too
    response.channel, response.received_on = Channel.PORTAL.value, None  # who registers says otherwise afterwards
    response.row_version += 1
    response.changed_at, response.changed_by = moment, sent_by
    session.flush()
    _note(session, response, "sent", f"{content['party']} sendte svar, kvittering {version.receipt_number}.", moment)
    publishing.publish(session, version)
    return version


def withdraw(session: Session, response: Response, *, by: str, moment: datetime) -> None:
    """Take a response back: its versions are kept, and found by nobody's search any more."""
    response.withdrawn_at, response.changed_at, response.changed_by = moment, moment, by
    response.row_version += 1
    name = name_of(response.invitation, response)
    _note(session, response, "withdrawn", f"{name} trak sit svar tilbage.", moment)
    publishing.refresh(session, response)


def new_submission() -> str:
    """Make the one-time key of a form."""
    return secrets.token_urlsafe(18)


def _receipt_number(moment: datetime) -> str:
    """Make a number that can be read aloud and not be guessed: `HS-2026-4K7M-Q2XD`."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"HS-{clock.today(moment).year}-{drawn[:4]}-{drawn[4:]}"


def _note(session: Session, response: Response, what: str, text: str, moment: datetime) -> None:
    session.add(
        HearingEvent(
            hearing_id=response.hearing_id, invitation_id=response.invitation_id, what=what, text=text, at=moment
        )
    )

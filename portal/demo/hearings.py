"""The hearings of the sample municipality: one open, one past its deadline with a silent party, one decided.

They go in through the same doors as everybody's: `portal.answers` and the jobs of the worker. Put in twice, nothing
changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import Job, Passage, now
from ingest.pipeline import Workshop
from portal import answers, arrivals, clock, publishing
from portal.demo.prose import data
from portal.instance import Instance
from portal.model import (
    Hearing,
    HearingPaper,
    Invitation,
    PaperRole,
    Party,
    PartyContact,
    PartyGroup,
    PartyMeeting,
    PartyUser,
    Question,
    Response,
    ResponseKind,
    Role,
    User,
)
from portal.party_names import key_of


def load(instance: Instance, shop: Workshop) -> None:
    """Put the parties and the hearings in, and read what was sent in them."""
    told = data("hoeringer.toml")
    moment = now()
    with instance.database.write() as session:
        if session.scalar(select(Hearing.id).limit(1)) is not None:
            return
        parties = {one["name"]: _party(session, one, moment) for one in told["party"]}
        for one in told["hearing"]:
            _hearing(session, instance, one, parties, moment)
    _read(instance, shop)


def _day(told: int | str | None, moment: datetime) -> date | None:
    if isinstance(told, str):
        return date.fromisoformat(told)
    return None if told is None else clock.today(moment) + timedelta(days=told)


def _party(session: Session, told: dict[str, Any], moment: datetime) -> Party:
    party = Party(name=told["name"], name_key=key_of(told["name"]), kind=told["kind"], mail=told.get("mail"))
    session.add(party)
    if contact := told.get("contact"):
        party.contacts = [PartyContact(**contact)]
    party.meetings = [PartyMeeting(day=day) for number in told.get("meets", ()) if (day := _day(number, moment))]
    party.groups = [_group(session, name) for name in told.get("groups", ())]
    logins = session.scalars(select(User).where(User.username.in_(told.get("users", ()))))
    party.users = [PartyUser(user=user) for user in logins]
    session.flush()
    return party


def _group(session: Session, name: str) -> PartyGroup:
    found = session.scalar(select(PartyGroup).where(PartyGroup.name == name))
    if found is None:
        session.add(found := PartyGroup(name=name))
        session.flush()
    return found


def _hearing(
    session: Session, instance: Instance, told: dict[str, Any], parties: dict[str, Party], moment: datetime
) -> None:
    officer = session.scalar(select(User).where(User.role == Role.OFFICER.value).order_by(User.id))
    opens = _day(told["opens"], moment)
    hearing = Hearing(
        title=told["title"],
        type=told["type"],
        summary=told["summary"],
        case_number=told["case_number"],
        kle_subject=told.get("kle_subject"),
        committee=told["committee"],
        opens_on=opens,
        deadline=_day(told["deadline"], moment),
        decided_on=_day(told.get("decided"), moment),
        officer=officer,
        contact="hoering@aadal.example",
        visibility=told.get("visibility", "staff"),
        published_at=clock.begins(opens) if opens else moment,
        created_by=officer.id if officer else None,
        questions=[Question(ordinal=n, **one) for n, one in enumerate(told["questions"])],
    )
    session.add(hearing)
    session.flush()
    _where_decided(session, hearing, told.get("decision"))
    _letter(session, instance, hearing, told.get("letter"))
    asked = {name: _invite(session, hearing, parties[name]) for name in told["invited"]}
    for one in told.get("response", ()):
        _answer(session, hearing, asked[one["party"]], one, moment)
    for one in told.get("draft", ()):
        said = _said(hearing, one)
        session.add(Response(hearing=hearing, invitation=asked[one["party"]], draft=said, changed_by=one["by"]))


def _where_decided(session: Session, hearing: Hearing, heading: str | None) -> None:
    """Tie the hearing to the item that sent it out, where the archive holds it."""
    if heading is None:
        return
    named = select(Passage).where(Passage.heading.contains(heading), Passage.superseded_at.is_(None))
    passage = session.scalar(named.order_by(Passage.id.desc()).limit(1))
    if passage is not None:
        hearing.decision_document_id, hearing.decision_passage_id = passage.document_id, passage.id
        hearing.papers.append(
            HearingPaper(
                role=PaperRole.ANNEX.value, title="Sagen i referatet", document_id=passage.document_id, ordinal=1
            )
        )


def _letter(session: Session, instance: Instance, hearing: Hearing, text: str | None) -> None:
    if text is None:
        return
    paper = HearingPaper(hearing_id=hearing.id, role=PaperRole.LETTER.value, title="Høringsbrev")
    session.add(paper)
    session.flush()
    upload = instance.files.uploads / f"sample-{hearing.id}"
    upload.write_text(text.strip() + "\n", encoding="utf-8")
    publishing.add_paper(session, paper, upload, "Høringsbrev.txt", None)


def _invite(session: Session, hearing: Hearing, party: Party) -> Invitation:
    invitation = Invitation(hearing=hearing, party=party, origin="Valgt fra registret")
    session.add(invitation)
    session.flush()
    return invitation


def _said(hearing: Hearing, told: dict[str, Any]) -> dict[str, str]:
    given: Iterable[str] = told.get("answers", ())
    return {str(question.id): answer for question, answer in zip(hearing.questions, given, strict=False)}


def _answer(session: Session, hearing: Hearing, invitation: Invitation, told: dict[str, Any], moment: datetime) -> None:
    response = Response(hearing=hearing, invitation=invitation)
    session.add(response)
    session.flush()
    kind = ResponseKind(told.get("kind", ResponseKind.ANSWER))
    content = answers.copy_of(hearing, told["party"], kind, _said(hearing, told), [])
    day = _day(told["day"], moment)
    sent_at = clock.begins(day) + timedelta(hours=10, minutes=42) if day else moment
    answers.send(session, response, content, submission=answers.new_submission(), sent_by=told["by"], moment=sent_at)


def _read(instance: Instance, shop: Workshop) -> None:
    """Do the jobs that a worker would do."""
    with instance.database.read() as session:
        waiting = session.scalars(select(Job).where(Job.kind == "arrival", Job.state == "queued")).all()
    for job in waiting:
        arrivals.take_in(instance, shop, job)
        with instance.database.write() as session:
            done = session.get_one(Job, job.id)
            done.state, done.finished_at = "done", now()
    instance.generations.drain(wait=True)

"""Hearings for the tests of the web, made of rows: one in each state, parties that answered and one that is silent.

Dates count from today, as the real clock judges them. `fill` gives ids by name: `hearing-open`, `party-west`,
`open-west` (the invitation of that party in that hearing), `response-open-school`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive import store
from ingest.archive.model import Document, Job, now
from portal import answers, clock, publishing
from portal.instance import Instance
from portal.model import (
    Hearing,
    HearingPaper,
    Invitation,
    PaperRole,
    Party,
    PartyKind,
    PartyMeeting,
    PartyUser,
    Question,
    QuestionKind,
    Response,
    ResponseKind,
    ResponseVersion,
    Role,
    User,
    Visibility,
)
from tests.sample_pages import Item

PARTIES = {
    "west": ("Lokaludvalget for Ådal Vest", PartyKind.COMMITTEE, "vest@lokaludvalg.example"),
    "school": ("Forældrerådet ved Ådalskolen", PartyKind.SCHOOL, "bestyrelsen@aadalskolen.example"),
    "elders": ("Ældrerådet i Ådal", PartyKind.COUNCIL, None),
    "union": ("Lærerforeningen i Ådal", PartyKind.UNION, "laerer@forening.example"),
}
#: Words that stand in one place only, to look for where they must not be.
DRAFT_WORDS = "kladdehemmelighed om græsplænen"
SCHOOL_WORDS = "Bestyrelsen ønsker en tryg skolevej over Ågade"
HIDDEN_WORDS = "Bestyrelsen savner en støjvæg mod ringvejen"


@dataclass(frozen=True)
class Planned:
    """A hearing of the sample: days count from today."""

    name: str
    title: str
    opens: int | None
    deadline: int | None
    asked: tuple[str, ...]
    visibility: Visibility = Visibility.STAFF
    decided: int | None = None
    published: bool = True


PLAN = (
    Planned("open", "Fælles skoledistrikt i Ådal Vest", -10, 18, ("west", "school", "elders", "union")),
    Planned("past", "Lokalplan 314 for Ringvejen", -40, -5, ("west", "school", "elders")),
    Planned("hidden", "Støj langs Ringvejen", -10, 20, ("west", "school"), Visibility.HIDDEN),
    Planned("invited", "Organisation af skoleledelsen", -10, 20, ("school",), Visibility.INVITED),
    Planned("decided", "Kvalitetsstandard for madservice", -90, -50, ("elders",), decided=-20),
    Planned("coming", "Trafikplan for Ådal Vest", 3, 40, ("west",)),
    Planned("draft", "Politik for grønne områder", None, None, (), published=False),
)


def fill(instance: Instance, ids: dict[str, int]) -> dict[str, int]:
    """Add parties and hearings; `ids` are the documents of the sample archive, by name."""
    found: dict[str, int] = {}
    with instance.database.write() as session:
        people = {user.role: user.id for user in session.scalars(select(User))}
        for name, (title, kind, mail) in PARTIES.items():
            party = Party(name=title, name_key=title.casefold(), kind=kind.value, mail=mail)
            session.add(party)
            session.flush()
            found[f"party-{name}"] = party.id
        session.add(PartyUser(party_id=found["party-west"], user_id=people[Role.RESPONDER]))
        session.add(PartyMeeting(party_id=found["party-west"], day=_day(11)))
        for planned in PLAN:
            found |= _hearing(session, planned, found, people[Role.OFFICER], ids["letter"])
        found |= _responses(session, found)
    _as_documents(instance)
    return found


def _day(number: int | None) -> date | None:
    return None if number is None else clock.today(now()) + timedelta(days=number)


def _hearing(session: Session, planned: Planned, known: dict[str, int], officer: int, letter: int) -> dict[str, int]:
    hearing = Hearing(
        title=planned.title,
        type="other",
        summary=f"Byrådet beder om svar på forslaget: {planned.title}.",
        case_number="25/004711" if planned.name == "open" else None,
        opens_on=_day(planned.opens),
        deadline=_day(planned.deadline),
        officer_id=officer,
        contact="hoering@aadal.example",
        visibility=planned.visibility.value,
        published_at=clock.begins(_day(min(planned.opens or 0, -1)) or clock.today(now()))
        if planned.published
        else None,
        decided_on=_day(planned.decided),
        created_by=officer,
        papers=[HearingPaper(role=PaperRole.LETTER.value, title="Høringsbrev", document_id=letter)],
        questions=_questions() if planned.name == "open" else [Question(text="Jeres høringssvar", required=True)],
    )
    session.add(hearing)
    session.flush()
    found = {f"hearing-{planned.name}": hearing.id}
    for name in planned.asked:
        invitation = Invitation(hearing_id=hearing.id, party_id=known[f"party-{name}"], origin="Valgt fra registret")
        session.add(invitation)
        session.flush()
        found[f"{planned.name}-{name}"] = invitation.id
    return found


def _questions() -> list[Question]:
    scale, choice = QuestionKind.SCALE.value, QuestionKind.CHOICE.value
    return [
        Question(ordinal=0, section="Distriktet", text="Hvad mener I om et fælles skoledistrikt?", required=True),
        Question(ordinal=1, section="Distriktet", text="Hvor enige er I i forslaget?", kind=scale),
        Question(ordinal=2, section="Skolevejen", text="Hvilken løsning foretrækker I?", kind=choice,
                 choices=["Cykelsti", "Skolebus", "Ingen af dem"]),
    ]  # fmt: skip


def _responses(session: Session, known: dict[str, int]) -> dict[str, int]:
    say: Callable[..., int] = lambda name, words, kind=ResponseKind.ANSWER, days=-6: _sent(  # noqa: E731
        session, known[name], words, kind, days
    )
    draft = Response(hearing_id=known["hearing-open"], invitation_id=known["open-west"], changed_by="Åse Ødegaard")
    session.add(draft)
    session.flush()
    first = session.scalars(select(Question.id).where(Question.hearing_id == known["hearing-open"])).first()
    draft.draft = {str(first): f"Her står en {DRAFT_WORDS}."}
    return {
        "response-open-west": draft.id,
        "response-open-school": say("open-school", f"{SCHOOL_WORDS}."),
        "response-past-west": say("past-west", "", ResponseKind.NO_COMMENTS, -12),
        "response-past-school": say("past-school", "Bestyrelsen støtter lokalplanen.", days=-12),
        "response-hidden-school": say("hidden-school", f"{HIDDEN_WORDS}."),
        "response-invited-school": say("invited-school", "Bestyrelsen vil høres igen."),
        "response-decided-elders": say("decided-elders", "Ældrerådet ønsker varm mad hver dag.", days=-60),
    }


def _sent(session: Session, invitation_id: int, text: str, kind: ResponseKind, days: int) -> int:
    invitation = session.get_one(Invitation, invitation_id)
    hearing = invitation.hearing
    response = Response(hearing=hearing, invitation=invitation)
    session.add(response)
    session.flush()
    said = {str(hearing.questions[0].id): text}
    assert invitation.party
    content = answers.copy_of(hearing, invitation.party.name, kind, said, [])
    moment = clock.begins(_day(days) or clock.today(now())) + timedelta(hours=9)
    answers.send(
        session, response, content, submission=f"sample-{invitation_id}", sent_by="Bestyrelsens formand", moment=moment
    )
    return response.id


def _as_documents(instance: Instance) -> None:
    """Do what the worker does with what was sent, without reading a file."""
    from tests.sample_web import add

    with instance.database.read() as session:
        versions = session.scalars(select(ResponseVersion)).all()
        texts = {v.id: (v.receipt_number, v.content) for v in versions}
    for version_id, (receipt, content) in texts.items():
        title = f"Høringssvar fra {content['party']}"
        said = "\n".join(answer["answer"] for answer in content["answers"]) or "Ingen bemærkninger."
        document_id = add(
            instance, f"høringssvar/{receipt}.html", f"{receipt}".encode(), [Item(None, title, said)],
            "hearing_response", "text/html", title=title, audience="", meeting_date="2015-03-12", committee="Byrådet",
        )  # fmt: skip
        with instance.database.write() as session:
            version = session.get_one(ResponseVersion, version_id)
            version.document_id = document_id
            job, version.job_id = session.get_one(Job, version.job_id), None
            session.delete(job)
            session.flush()
            publishing.set_audience(session, session.get_one(Document, document_id))
            store.mark_changed(session, document_id)
    instance.generations.drain(wait=True)

"""An archive where two parties of the open hearing got their letter by mail, and what tests of deadlines ask of it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from ingest.archive.model import now
from portal import clock
from portal.model import Dispatch, DispatchKind, DispatchState, ExtensionRequest, Hearing, Invitation
from tests.fixtures_web import Archive
from tests.mailing import mailing

WHY = "Forældrerådet\r\nholder ferie"


def day(number: int) -> date:
    return clock.today(now()) + timedelta(days=number)


def lettered(changeable: Archive) -> Archive:
    """Have west and the union get the letter of the open hearing by mail."""
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

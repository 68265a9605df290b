"""What those who run a hearing see of it: one line of numbers, responses over time, and how each party stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ingest.archive.model import now
from portal import clock, htmx
from portal.context import db
from portal.hearings.head import head_of
from portal.hearings.over_time import draw
from portal.model import ExtensionRequest, Hearing, HearingEvent, Invitation, RequestState, ResponseVersion
from portal.paging import Paging
from portal.standing import Line, Standing, lines

PER_PAGE = 100
_MOST_EVENTS = 200
INVITED, UNASKED = "inviteret", "uopfordret"
#: How each standing stands in an address, in the order of the line of numbers.
SLUGS = {
    Standing.NOT_DELIVERED: "ikke-leveret",
    Standing.ANSWERED: "svaret",
    Standing.NO_COMMENTS: "ingen-bemaerkninger",
    Standing.DECLINES: "afgiver-ikke",
    Standing.LATE: "for-sent",
    Standing.WITHDRAWN: "trukket-tilbage",
    Standing.AWAITING: "mangler-svar",
    Standing.NO_RESPONSE: "svarede-ikke",
    Standing.UNKNOWN: "vides-ikke",
}
_ALWAYS = {Standing.NOT_DELIVERED, Standing.ANSWERED, Standing.NO_COMMENTS}  # shown also when nobody stands so
SORTS = {"navn": "Navn", "status": "Status", "nyeste": "Nyeste svar"}


@dataclass(frozen=True, slots=True)
class Number:
    """One of the numbers on top. `slug` in the address; `code` of hearing_words.STANDINGS, "" for the two others."""

    slug: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the table is asked for, as it stands in the address."""

    standing: str
    text: str
    sort: str

    @classmethod
    def of(cls, args: Any) -> Asked:
        """Read it from an address; what is not known counts as not asked."""
        known = {*SLUGS.values(), INVITED, UNASKED}
        standing, sort = args.get("status", ""), args.get("sorter", "")
        return cls(
            standing if standing in known else "", args.get("q", "").strip()[:200], sort if sort in SORTS else "navn"
        )

    def address(self, hearing: Hearing, **changed: str | int) -> str:
        """Give the address of the table with something else asked for."""
        wanted = {"status": self.standing, "q": self.text, "sorter": self.sort if self.sort != "navn" else ""} | changed
        return url_for("hearings.show", hearing_id=hearing.id, **{key: v for key, v in wanted.items() if v})  # type: ignore[arg-type]


def page(hearing: Hearing) -> Response:
    """Show a published or historical hearing to one who runs hearings."""
    moment, asked = now(), Asked.of(request.args)
    everybody = lines(db.session, hearing, moment)
    chosen = sorted_as(asked.sort, [line for line in everybody if fits(line, asked)])
    paging = Paging.of(request.args.get("side"), len(chosen), PER_PAGE)
    return htmx.page_or_block(
        "hearings/table.html",
        "table",
        **head_of(hearing, moment),
        numbers=numbers(everybody),
        picture=draw(_days(everybody), hearing.opens_on, hearing.deadline),
        lines=chosen[paging.offset : paging.last],
        asked=asked,
        sorts=SORTS,
        paging=paging,
        requests=open_requests(db.session, hearing),
        events=_events(db.session, hearing),
        most_events=_MOST_EVENTS,
        can_remind=_can_remind(hearing, everybody, moment),
        version_of=sent_version,
    )


def numbers(everybody: Sequence[Line]) -> list[Number]:
    """Count the parties by how they stand: those invited first, who was not asked last."""
    invited = sum(is_invited(line) for line in everybody)
    counts = Counter(line.standing for line in everybody)
    found = [Number(INVITED, "", invited)]
    found += [Number(slug, s.value, counts[s]) for s, slug in SLUGS.items() if counts[s] or s in _ALWAYS]
    unasked = len(everybody) - invited
    return [*found, Number(UNASKED, "", unasked)] if unasked else found


def is_invited(line: Line) -> bool:
    """Tell whether the party is asked, and still on the list."""
    return line.invitation is not None and line.invitation.withdrawn_at is None


def fits(line: Line, asked: Asked) -> bool:
    """Tell whether a line is asked for."""
    if asked.standing == INVITED and not is_invited(line):
        return False
    if asked.standing == UNASKED and is_invited(line):
        return False
    if asked.standing in SLUGS.values() and SLUGS[line.standing] != asked.standing:
        return False
    return asked.text.casefold() in line.name.casefold()


def sorted_as(sort: str, found: Sequence[Line]) -> list[Line]:
    """Sort lines that come by name: by standing, or the newest response first."""
    order = list(SLUGS)
    keys: dict[str, Callable[[Line], Any]] = {
        "status": lambda line: order.index(line.standing),
        "nyeste": lambda line: -(version.sent_at.timestamp() if (version := sent_version(line)) else 0),
    }
    return sorted(found, key=keys[sort]) if sort in keys else list(found)


def sent_version(line: Line) -> ResponseVersion | None:
    """Give the version that counts, or the last one of a response that was taken back."""
    if line.response is None or not line.response.versions:
        return None
    return line.response.sent or line.response.versions[-1]


def _days(everybody: Sequence[Line]) -> list[date]:
    sent = [line.response.sent for line in everybody if line.response]
    return [clock.today(version.sent_at) for version in sent if version]


def open_requests(session: Session, hearing: Hearing) -> int:
    """Count the wishes for a longer deadline that nobody has answered."""
    asked = select(ExtensionRequest.id).join(Invitation).where(Invitation.hearing_id == hearing.id)
    return len(session.scalars(asked.where(ExtensionRequest.state == RequestState.OPEN.value)).all())


def _events(session: Session, hearing: Hearing) -> Sequence[HearingEvent]:
    asked = select(HearingEvent).where(HearingEvent.hearing_id == hearing.id).options(selectinload(HearingEvent.user))
    return session.scalars(asked.order_by(HearingEvent.id.desc()).limit(_MOST_EVENTS + 1)).all()


def _can_remind(hearing: Hearing, everybody: Sequence[Line], moment: datetime) -> bool:
    waits = any(line.standing in (Standing.AWAITING, Standing.NOT_DELIVERED) for line in everybody)
    open_now = any(clock.can_answer(hearing, line.invitation, moment) for line in everybody if line.invitation)
    return waits and open_now and not hearing.historical

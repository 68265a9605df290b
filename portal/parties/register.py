"""The register itself: everybody who can be asked, filtered, counted and fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, render_template, request, url_for
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import selectinload

from ingest.archive.model import now
from portal import access, clock, downloads
from portal.context import db
from portal.hearing_words import PARTY_KINDS
from portal.model import Party, PartyContact, PartyGroup, Role
from portal.paging import Paging
from portal.parties import bp

PER_PAGE = 50
SORTS = {"navn": "Navn", "type": "Type", "nyeste": "Nyeste først"}
HEAD = (
    "Navn", "Type", "Mail", "Aktiv fra", "Aktiv til", "Grupper", "Kontaktperson", "Titel", "Kontaktmail", "Telefon",
    "Bemærkning",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the register is asked for; "" means all of it.

    Attributes:
        active: `ja`, `nej` or "" for both.
        sort: A key of SORTS.
    """

    text: str
    kind: str
    group: str
    active: str
    sort: str

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Asked:
        """Read an address; what is not known counts as not asked for."""
        kind, active, sort = args.get("type", ""), args.get("aktiv", "ja"), args.get("sorter", "")
        return cls(
            args.get("q", "").strip()[:200],
            kind if kind in PARTY_KINDS else "",
            args.get("gruppe", "") if args.get("gruppe", "").isdecimal() else "",
            active if active in ("ja", "nej") else "",
            sort if sort in SORTS else "navn",
        )

    def address(self, endpoint: str, side: int | None = None) -> str:
        """Give the address of the same choice, as a page or a file."""
        wanted = {"q": self.text, "type": self.kind, "gruppe": self.group, "aktiv": self.active, "sorter": self.sort}
        return url_for(endpoint, side=side, **wanted)  # type: ignore[arg-type]

    @property
    def narrowed(self) -> bool:
        """Whether anything but the usual is asked for."""
        return bool(self.text or self.kind or self.group or self.active != "ja")


@bp.get("")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def index() -> str:
    """List the parties."""
    asked, today = Asked.of(request.args), clock.today(now())
    total = db.session.scalar(select(func.count()).select_from(_chosen(asked, today).subquery())) or 0
    paging = Paging.of(request.args.get("side"), total, PER_PAGE)
    wanted = _chosen(asked, today).options(selectinload(Party.groups), selectinload(Party.contacts))
    parties = db.session.scalars(wanted.offset(paging.offset).limit(PER_PAGE)).all()
    return render_template(
        "parties/list.html",
        asked=asked,
        parties=parties,
        paging=paging,
        groups=db.session.scalars(select(PartyGroup).order_by(PartyGroup.name)).all(),
        kinds=PARTY_KINDS,
        sorts=SORTS,
        today=today,
        registered=db.session.scalar(select(func.count(Party.id))) or 0,
    )


@bp.get("/hent.csv")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def csv_file() -> Response:
    """Give the chosen parties as CSV."""
    return _file("csv")


@bp.get("/hent.xlsx")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def xlsx_file() -> Response:
    """Give the chosen parties as XLSX."""
    return _file("xlsx")


def _file(form: str) -> Response:
    asked = Asked.of(request.args)
    wanted = _chosen(asked, clock.today(now())).options(selectinload(Party.groups), selectinload(Party.contacts))
    rows = (_row(party) for party in db.session.scalars(wanted))
    return downloads.table(form, "parter", "Parter", HEAD, rows)


def _row(party: Party) -> Sequence[str | date | None]:
    """Write a party as the import reads it: the first contact person is the one that comes along."""
    contact = party.contacts[0] if party.contacts else PartyContact(name="", title="", mail="", phone="")
    groups = ", ".join(sorted(group.name for group in party.groups))
    return (
        party.name, PARTY_KINDS[party.kind], party.mail, party.active_from, party.active_to, groups, contact.name,
        contact.title, contact.mail, contact.phone, party.note,
    )  # fmt: skip


def _chosen(asked: Asked, today: date) -> Select[Party]:
    chosen = select(Party)
    if asked.kind:
        chosen = chosen.where(Party.kind == asked.kind)
    if asked.group:
        chosen = chosen.where(Party.groups.any(PartyGroup.id == int(asked.group[:9])))
    if asked.active:
        alive = active(today)
        chosen = chosen.where(alive if asked.active == "ja" else ~alive)
    for word in asked.text.casefold().split():
        chosen = chosen.where(_says(word))
    orders = {"navn": (Party.name_key,), "type": (Party.kind, Party.name_key), "nyeste": (Party.id.desc(),)}
    return chosen.order_by(*orders[asked.sort])


def _says(word: str) -> ColumnElement[bool]:
    """Look for a word in the name, the mail and the contact persons. SQLite folds only ASCII, so names go by key."""
    contact = exists().where(
        PartyContact.party_id == Party.id,
        or_(PartyContact.name.icontains(word, autoescape=True), PartyContact.mail.icontains(word, autoescape=True)),
    )
    return or_(Party.name_key.contains(word, autoescape=True), Party.mail.icontains(word, autoescape=True), contact)


def active(day: date) -> ColumnElement[bool]:
    """Give the condition that a party exists on a day."""
    begun = or_(Party.active_from.is_(None), Party.active_from <= day)
    return and_(begun, or_(Party.active_to.is_(None), Party.active_to >= day))

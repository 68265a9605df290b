"""What a list would do to the register, row by row; and doing exactly that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.hearing_words import PARTY_KINDS
from portal.model import Party, PartyContact, PartyGroup, PartyKind
from portal.party_rows import PartyRow
from portal.words import day


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Planned:
    """A row and what becomes of it.

    Attributes:
        party_id: The party it is about; None for a new or wrong one.
        said: What changes, or what is wrong, in Danish.
    """

    row: PartyRow
    outcome: Outcome
    party_id: int | None
    said: tuple[str, ...]


def plan(session: Session, rows: Sequence[PartyRow]) -> list[Planned]:
    """Say for each row what it would do to the register as it is now. Empty cells change nothing."""
    asked = select(Party).options(selectinload(Party.contacts), selectinload(Party.groups))
    known = {party.name_key: party for party in session.scalars(asked)}
    groups = {group.name.casefold() for group in session.scalars(select(PartyGroup))}
    return [_planned(row, known.get(row.key), groups) for row in rows]


def _planned(row: PartyRow, party: Party | None, groups: set[str]) -> Planned:
    if row.wrong:
        return Planned(row, Outcome.WRONG, None, row.wrong)
    created = tuple(f"Gruppen {name} oprettes." for name in row.groups if name.casefold() not in groups)
    if party is None:
        kind = () if row.kind else ("Typen er ikke angivet og bliver Andet.",)
        return Planned(row, Outcome.NEW, None, (*kind, *created))
    changes = (*_changes(row, party), *created)
    return Planned(row, Outcome.CHANGED if changes else Outcome.UNCHANGED, party.id, changes)


def _changes(row: PartyRow, party: Party) -> list[str]:
    pairs = [
        ("Type", PARTY_KINDS[party.kind], PARTY_KINDS.get(row.kind, "")),
        ("Mail", party.mail or "", row.mail),
        ("Første dag", day(party.active_from, ""), day(row.active_from, "")),
        ("Sidste dag", day(party.active_to, ""), day(row.active_to, "")),
        ("Bemærkning", party.note, row.note),
    ]
    said = [f"{what}: {before or 'tom'} bliver {after}." for what, before, after in pairs if after not in ("", before)]
    own = {group.name.casefold() for group in party.groups}
    said += [f"Kommer med i gruppen {name}." for name in row.groups if name.casefold() not in own]
    if row.contact[0]:
        contact = _contact_of(row, party)
        if contact is None:
            said.append(f"Ny kontaktperson: {row.contact[0]}.")
        elif _differs(row, contact):
            said.append(f"Kontaktpersonen {contact.name} får nye oplysninger.")
    return said


def _contact_of(row: PartyRow, party: Party) -> PartyContact | None:
    name = row.contact[0].casefold()
    return next((contact for contact in party.contacts if contact.name.casefold() == name), None)


def _differs(row: PartyRow, contact: PartyContact) -> bool:
    kept = (contact.title, contact.mail or "", contact.phone)
    return any(new not in ("", old) for new, old in zip(row.contact[1:], kept, strict=True))


def digest_of(planned: Sequence[Planned]) -> str:
    """Give a fingerprint of a plan, so that what is confirmed is what was shown."""
    told = [(line.row.number, line.row.name, line.outcome, line.party_id, line.said) for line in planned]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def carry_out(session: Session, planned: Sequence[Planned]) -> None:
    """Do what was planned. Inside the caller's write transaction, with the plan made in it."""
    groups = {group.name.casefold(): group for group in session.scalars(select(PartyGroup))}
    for line in planned:
        if line.outcome in (Outcome.NEW, Outcome.CHANGED):
            party = session.get_one(Party, line.party_id) if line.party_id else _new(session, line.row)
            _fill(party, line.row)
            for name in line.row.groups:
                group = groups.setdefault(name.casefold(), PartyGroup(name=name))
                if group not in party.groups:
                    party.groups.append(group)


def _new(session: Session, row: PartyRow) -> Party:
    party = Party(name=row.name, name_key=row.key, kind=PartyKind.OTHER.value)
    session.add(party)
    return party


def _fill(party: Party, row: PartyRow) -> None:
    party.kind, party.mail, party.note = row.kind or party.kind, row.mail or party.mail, row.note or party.note or ""
    party.active_from, party.active_to = row.active_from or party.active_from, row.active_to or party.active_to
    name, title, mail, phone = row.contact
    if name:
        contact = _contact_of(row, party)
        if contact is None:
            party.contacts.append(PartyContact(name=name, title=title, mail=mail or None, phone=phone))
        else:
            contact.title, contact.phone = title or contact.title, phone or contact.phone
            contact.mail = mail or contact.mail

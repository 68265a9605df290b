"""How far the letters of a hearing came: for each party its addresses, what was sent there, and what is still to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal import mail
from portal.model import Dispatch, DispatchKind, DispatchState, Invitation
from portal.standing import Line, Standing

KINDS = {
    DispatchKind.INVITATION: "Høringsbrev",
    DispatchKind.REMINDER: "Påmindelse",
    DispatchKind.EXTENSION: "Længere frist",
    DispatchKind.REQUEST_ANSWER: "Svar om længere frist",
    DispatchKind.EXTENSION_WISH: "Ønske om længere frist",
    DispatchKind.RECEIPT: "Kvittering",
}
_NEEDS_LETTER = (Standing.AWAITING, Standing.NOT_DELIVERED)


@dataclass(frozen=True, slots=True)
class Row:
    """A party and its mail.

    Attributes:
        addresses: Where it gets mail now, each once.
        log: What was sent to it, the newest first.
        unsent: Addresses that never got the hearing's letter.
        failed: Last mails to addresses that did not take them.
    """

    invitation: Invitation
    name: str
    standing: Standing
    deadline: date | None
    addresses: list[str]
    log: list[Dispatch]
    unsent: list[str]
    failed: list[Dispatch]


def rows(lines: Iterable[Line]) -> list[Row]:
    """Give the parties that are asked, in the order of the party table."""
    return [_row(line, line.invitation) for line in lines if line.invitation and not line.invitation.withdrawn_at]


def _row(line: Line, invitation: Invitation) -> Row:
    addresses = mail.addresses_of(invitation.party)
    log = sorted(invitation.dispatches, key=lambda row: row.id, reverse=True)
    lettered = {row.address for row in log if row.kind == DispatchKind.INVITATION}
    unsent = [address for address in addresses if address not in lettered] if line.standing in _NEEDS_LETTER else []
    return Row(
        invitation, line.name, line.standing, line.deadline, addresses, log, unsent, _failed(log, addresses, line)
    )


def _failed(log: list[Dispatch], addresses: list[str], line: Line) -> list[Dispatch]:
    """Give the last mail of each address that did not take it; of old addresses only when nothing came through."""
    latest = {row.address: row for row in reversed(log)}
    nothing_came = line.standing is Standing.NOT_DELIVERED
    return [
        row
        for row in latest.values()
        if row.state == DispatchState.FAILED and (row.address in addresses or nothing_came)
    ]

"""Personal links: signed, bound to an invitation and its link version, and expiring by the clock. Pure.

A token is kept nowhere: it is made when a mail is sent or a list is handed out, and says by itself whose it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from itsdangerous import BadData, URLSafeSerializer

from portal import clock
from portal.model import Invitation

AFTER_DEADLINE = timedelta(days=30)  # so that a party can read its answer and receipt for a while
LONGEST = timedelta(days=400)
_MOST_LETTERS = 200  # a token has about 75


class ForgedLink(Exception):
    """Not a token of ours: made up, cut off when it was copied, or signed with another key."""


class LinkState(StrEnum):
    """What a token of ours is worth now."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says."""

    invitation_id: int
    link_version: int
    made_at: datetime


def make(secret: str, invitation: Invitation, moment: datetime) -> str:
    """Make the token of an invitation's personal link."""
    return _signer(secret).dumps([invitation.id, invitation.link_version, int(moment.timestamp())])


def address(site: str, secret: str, invitation: Invitation, moment: datetime) -> str:
    """Give the whole personal link; `site` is the portal's public address."""
    return f"{site.rstrip('/')}/svar/{make(secret, invitation, moment)}"


def read(secret: str, token: str) -> Claim:
    """Read a token.

    Raises:
        ForgedLink: It is not ours, or not whole.
    """
    if len(token) > _MOST_LETTERS:
        raise ForgedLink
    try:
        invitation_id, link_version, made_at = _signer(secret).loads(token)
    except BadData as error:
        raise ForgedLink from error
    return Claim(invitation_id, link_version, datetime.fromtimestamp(made_at, UTC))


def state_of(claim: Claim, invitation: Invitation | None, moment: datetime) -> LinkState:
    """Say what a token is worth at a moment; an extension of the deadline lengthens links that were given out."""
    if invitation is None or invitation.withdrawn_at is not None or invitation.hearing.published_at is None:
        return LinkState.WITHDRAWN
    if invitation.link_revoked or invitation.link_version != claim.link_version:
        return LinkState.REVOKED
    day = clock.deadline_of(invitation.hearing, invitation)
    too_old = moment >= claim.made_at + LONGEST
    over = day is not None and moment >= clock.ends(day + AFTER_DEADLINE)
    return LinkState.EXPIRED if too_old or over else LinkState.GOOD


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="personal-link", signer_kwargs={"digest_method": hashlib.sha256})

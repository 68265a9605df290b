"""Who an entry of the index is for: a label of tokens, and whether a reader's tokens open it. Pure.

A label is None (everybody) or groups joined by `&`, every one of which must be opened by one of its tokens, joined
by `|`: `closed:byrådet`, `hearing:12|party:3`, `hearing:12|party:3&closed:byrådet`. The portal says which
tokens a reader has (`portal.access.audience`), `closed:*` for every one of a kind; here nothing is known of hearings.
"""

from __future__ import annotations

from collections.abc import Set

EVERY_CLOSED = "closed:*"
NOBODY = ""  # a document that stands in no index: a draft's
_UNKNOWN = "ukendt"
_JOINTS = str.maketrans("&|", "++")


def closed_token(committee: str | None) -> str:
    """Give the token of the grant that opens a committee's closed material; None is the committee nobody knows."""
    name = (committee or _UNKNOWN).strip().lower()
    return f"closed:{name.translate(_JOINTS)}"


def label(audience: str | None, committee: str | None, closed: bool) -> str | None:
    """Give the label of a passage in a document with that audience."""
    groups = [] if audience is None else [audience]
    if closed:
        groups.append(closed_token(committee))
    return "&".join(groups) if groups else None


def opens(wanted: str | None, tokens: Set[str]) -> bool:
    """Tell whether a reader with these tokens may see what carries the label."""
    return wanted is None or all(_opens(group, tokens) for group in wanted.split("&"))


def _opens(group: str, tokens: Set[str]) -> bool:
    return any(token in tokens or f"{token.partition(':')[0]}:*" in tokens for token in group.split("|"))


def joined(one: str | None, other: str | None) -> str | None:
    """Give the audience of bytes that were given to two audiences: everybody's wins, else either opens them."""
    if one is None or other is None:
        return None
    return "|".join(sorted({*one.split("|"), *other.split("|")} - {""}))

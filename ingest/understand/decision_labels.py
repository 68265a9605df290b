"""Lines that announce a decision without being a row of `labels.tsv`: by the committee that made it, or its day."""

from __future__ import annotations

import re

from ingest.understand.bodies import is_body
from ingest.understand.dates import days_in

_WORD = r"(?:endelige\s)?(?:beslutning|afg[øo]relse|vedtagelse|konklusion)(?:en|er)?"
_OWN = re.compile(rf"(?P<who>[A-ZÆØÅ][^:;]{{2,70}}?)['’]?s\s{_WORD}(?P<rest>.{{0,200}})$", re.IGNORECASE)
_BEHIND = re.compile(r"(?P<who>[A-ZÆØÅ][^:;]{3,60}?)\s?(?:[-–:]\s)?beslutning(?P<rest>:.{0,200}|)$", re.IGNORECASE)
_DID = re.compile(r"(?P<who>[A-ZÆØÅ][^:;]{3,60}?)\s(?:besluttede|vedtog)\s?:$", re.IGNORECASE)
_MADE = re.compile(
    r"(?:[Bb]ehandl(?:ing|et)|[Aa]fg[øo]relse|[Dd]r[øo]ftelse|[Bb]esluttet|[Vv]edtaget)\s(?:i|af|på|den|d\.)\s"
    r"(?P<when>[^:]{4,80})(?P<rest>:.{0,200}|)$"
)
# Whose decision it is without a name.
_OWNERS = frozenset(
    ("udvalget", "rådet", "byrådet", "bestyrelsen", "nævnet", "magistraten", "punktet", "sagen", "mødet",
     "dagsordenspunktet")
)  # fmt: skip
_AROUND = re.compile(
    r"(?i)\b(?:den|d\.|kl\.?\s?[\d.:]+|(?:pkt|punkt|sag|dagsordenspunkt)\.?(?:\snr\.?)?\s?\d{1,4}|(?:(?:ordin[æa]rt\s)?m[øo]de)(?:t)?"
    r"|(?:man|tirs|ons|tors|fre|l[øo]r|s[øo]n)dag|i|af|fra|på|for)(?=\W|$)"
)
_EDGES = " ,.:;()-–|/"
_DRESSED = re.compile(r"(?P<a>[•*>=~_#–-]{1,4})\s?(?P<text>[A-ZÆØÅ][^\n]{2,80}?)\s?(?P<b>[*<=~_#–-]{0,4})$")


def names_only_meeting(text: str) -> bool:
    """Say whether a text is a committee, a day, or both, and nothing else: `Økonomiudvalget, 04-05-2011, pkt. 7`."""
    days = days_in(text)
    left = text
    for day in reversed(days):
        left = f"{left[: day.start]} {left[day.end :]}"
    left = " ".join(_AROUND.sub(" ", left).split()).strip(_EDGES)
    return is_body(left) if left else bool(days)


def told_decision(text: str) -> str | None:
    """Give what follows the announcement of a decision on its line, "" when nothing does; None when it is none.

    `Teknik- og Miljøudvalgets beslutning den 4. maj 2011`, `Ældrerådet - beslutning:`, `Behandlet i Byrådet, 4/5 2011`.
    """
    low = text[:130].lower()
    if not any(word in low for word in ("beslut", "afg", "vedtag", "konklu", "behandl", "dr")):
        return None
    own = _OWN.match(text)
    if own and _is_owner(own["who"]):
        return _said(own["rest"])
    behind = _BEHIND.match(text)
    if behind and is_body(behind["who"]):
        return _said(behind["rest"])
    did = _DID.match(text)
    if did and _is_owner(did["who"]):
        return ""
    made = _MADE.match(text)
    return _said(made["rest"]) if made and days_in(made["when"]) and names_only_meeting(made["when"]) else None


def _is_owner(who: str) -> bool:
    return who.lower() in _OWNERS or is_body(who)


def _said(rest: str) -> str | None:
    """Give the text behind the colon; a day or a committee there still belongs to the announcement."""
    rest = rest.strip()
    if not rest.strip(_EDGES):
        return ""
    head, colon, told = rest.partition(":")
    if colon and (not head.strip() or names_only_meeting(head)):
        return "" if not told.strip() or names_only_meeting(told) else told.strip()
    return "" if names_only_meeting(rest) else None


def undressed(text: str) -> str:
    """Take away what only marks a line as a heading: `-- Beslutning --`, `>> Beslutning`, `• Beslutning:`."""
    match = _DRESSED.match(text) if not text[:1].isalnum() else None
    if match is None:
        return text
    bullet = match["a"][0] in "•*–-" and not match["b"]
    return text if bullet and match["text"][-1] != ":" and len(match["a"]) < 2 else match["text"]

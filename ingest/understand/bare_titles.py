"""Titles without what is printed around them: `Åbent - `, minutes, dots, a case number behind."""

from __future__ import annotations

import re

from ingest.understand.closed_marks import mark_in
from ingest.understand.labels import CELL
from ingest.understand.numbers import is_case_line

_STATUS = re.compile(
    r"^(?:[ÅA]a?b(?:en|ent|ne)(?:\s(?:sag|punkt|dagsordenspunkt))?|[ÅA]a?bent?/?)\s?[-–:]\s?"
    r"|^[(\[]\s?(?:[ÅA]a?b(?:en|ent|ne)(?:\s\w+)?|Å|L)\s?[)\]]\s?",
    re.IGNORECASE,
)
_STATUS_BEHIND = re.compile(r"\s[ÅA]a?ben(?:t)?\s(?:sag|punkt)$")
_MINUTES = re.compile(r"\s?\((?:ca\.\s)?\d{1,3}\s?min(?:\.|utter)?\)$|\s?\(kl\.\s[^)]{1,20}\)$")
_REMNANT = re.compile(r"\s/\d{3,6}$")  # what a reader has left of `15/14802`
_CLOSED_WORDS = re.compile(
    r"(?i)[(\[]?\s?lukke(?:t|de)(?:\s(?:(?:dagsordens?)?punkt|sag|bilag|notat))?\s?[)\]]?\s?[-–:]?\s?|[(\[]\s?luk\.?\s?[)\]]"
)
_CASE_BEHIND = re.compile(
    r"\s?[(\[](?P<case>[^()\[\]]{5,30})[)\]]\W*$"
    r"|[\s.,;–-]+(?:Acadre|eDoc|SBSYS|[Ss]ag(?:s?nr\.?)?|[Jj]\.?\s?nr\.?)\s?:?\s(?P<told>\S*\d[\w/.-]{3,30})$"
    r"|\s[-–]\s(?P<bare>\d\d/\d{4,7}|\d{4}-\d{5,8}|\d\d\.\d\d\.\d\d-[A-ZÆØÅ]\d\d-[\d-]{3,9}|[A-Z]{2,5}-\d{4}-\d{4,7})$"
)


def case_behind(title: str) -> str | None:
    """Give the case number behind a title: in brackets, or with its label (`Høringssvar, sag 10/44812`)."""
    match = _CASE_BEHIND.search(title)
    told = (match["case"] or match["told"] or match["bare"]).strip() if match else ""
    return told if is_case_line(told) else None


def bare_title(title: str) -> str:
    """Take away what is not the title: leaders, `Åbent - `, `Lukket: `, brackets that say closed."""
    title = _STATUS_BEHIND.sub("", _STATUS.sub("", title.split(CELL)[0].strip(" .…_*")))
    title = _REMNANT.sub("", _MINUTES.sub("", title)).strip()
    behind = _CASE_BEHIND.search(title) if case_behind(title) else None
    title = title[: behind.start()].rstrip(" -–,") if behind else title
    mark = mark_in(title, heading=True) if len(title) < 300 else None
    if mark and not mark.alone:
        without = _CLOSED_WORDS.sub(" ", title).strip(" -–:,|/")
        title = " ".join(without.split()) if any(c.isalpha() for c in without) else title
    return title

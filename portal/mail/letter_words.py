"""What letters say before somebody changes it: those to parties, and the one to a hearing's contact.

`{part}` and `{frist}` are filled in for each party as the letter is queued, `{link}` as it is sent (`post`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal import words
from portal.model import Hearing

PARTY, DEADLINE, LINK = "{part}", "{frist}", "{link}"
_LONGEST_SUMMARY = 700  # characters; the letter itself stands behind the link


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text of a mail."""

    subject: str
    text: str

    def to(self, party: str, deadline: date | None) -> Letter:
        """Fill in whom it is to and when that party must have answered."""
        day = f"{words.WEEKDAYS[deadline.weekday()]} den {words.day(deadline)} kl. 23.59" if deadline else "ikke sat"
        subject, text = (said.replace(PARTY, party).replace(DEADLINE, day) for said in (self.subject, self.text))
        return Letter(subject, text)


def invitation(hearing: Hearing, municipality: str) -> Letter:
    """Write the letter that asks a party to answer."""
    summary = hearing.summary.strip()
    if len(summary) > _LONGEST_SUMMARY:
        summary = f"{summary[:_LONGEST_SUMMARY].rsplit(' ', 1)[0]} ..."
    return Letter(
        f"Høring: {hearing.title}",
        _paragraphs(
            f"Til {PARTY}",
            f"{municipality} beder om jeres svar i høringen »{hearing.title}«.",
            summary,
            f"Fristen er {DEADLINE}.",
            f"Læs høringsbrevet, og skriv jeres svar her:\n{LINK}",
            "Linket er kun til jer, så giv det ikke videre til andre. I sender ikke noget ved at åbne det. "
            "Har I et login til portalen, kan I også svare der.",
            *_end(hearing, municipality),
        ),
    )


def reminder(hearing: Hearing, municipality: str) -> Letter:
    """Write the letter that reminds a party that misses."""
    return Letter(
        f"Påmindelse om høring: {hearing.title}",
        _paragraphs(
            f"Til {PARTY}",
            f"Vi har endnu ikke fået jeres svar i høringen »{hearing.title}«.",
            f"Fristen er {DEADLINE}.",
            f"Skriv jeres svar her:\n{LINK}",
            "Har I ingen bemærkninger, kan I sige det samme sted med ét tryk. "
            "Kan I ikke nå det, kan I bede om længere frist.",
            *_end(hearing, municipality),
        ),
    )


def extension(hearing: Hearing, municipality: str, why: str) -> Letter:
    """Write the letter that tells of a later deadline."""
    return Letter(
        f"Længere frist i høringen: {hearing.title}",
        _paragraphs(
            f"Til {PARTY}",
            f"Fristen i høringen »{hearing.title}« er forlænget. I kan nu svare til og med {DEADLINE}.",
            f"Begrundelse: {why}" if why else "",
            f"Skriv eller ret jeres svar her:\n{LINK}",
            *_end(hearing, municipality),
        ),
    )


def request_answer(hearing: Hearing, municipality: str, granted: bool, wanted: date, said: str) -> Letter:
    """Write the answer to a party that asked for a longer deadline.

    Args:
        hearing: The one it is about.
        municipality: Who answers.
        granted: Whether it got it.
        wanted: The day it asked for.
        said: The officer's own words, or "".
    """
    got = f"I har fået længere frist i høringen »{hearing.title}«. I kan nu svare til og med {DEADLINE}."
    not_got = (
        f"I har bedt om frist til {words.day(wanted)} i høringen »{hearing.title}«. "
        f"Det kan vi desværre ikke give. Fristen er stadig {DEADLINE}."
    )
    return Letter(
        f"Svar om længere frist: {hearing.title}",
        _paragraphs(
            f"Til {PARTY}", got if granted else not_got, said, f"Skriv jeres svar her:\n{LINK}",
            *_end(hearing, municipality),
        ),
    )  # fmt: skip


def wish(hearing: Hearing, party: str, wanted: date, why: str, page: str) -> Letter:
    """Write to the hearing's contact that a party asks for a longer deadline.

    Args:
        hearing: The one it is about.
        party: Who asks.
        wanted: The day it asks for.
        why: The party's own words; a personal link is not made of anything in them.
        page: Where it is answered; "" when the portal's address is not known.
    """
    said = why.replace(LINK, "")
    where = (
        f"Svar med ét klik her:\n{page}" if page else "Log ind i portalen, og svar under høringens Breve og frister."
    )
    return Letter(
        f"{party} beder om længere frist: {hearing.title}",
        _paragraphs(
            f"{party} beder om frist til {words.day(wanted)} i høringen »{hearing.title}«.",
            f"Begrundelse: {said}" if said else "",
            where,
        ),
    )


def _end(hearing: Hearing, municipality: str) -> tuple[str, str]:
    name = f"{hearing.officer.name}\n" if hearing.officer else ""
    asks = f"Har I spørgsmål, så skriv til {hearing.contact}." if hearing.contact else ""
    return asks, f"Venlig hilsen\n{name}{municipality}"


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(part for part in paragraphs if part) + "\n"

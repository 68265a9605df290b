"""A receipt: what was sent, when, by whom, and what happens next. As words, and as a tagged PDF set by typst.

User text reaches typst as JSON and stays text: nothing in it is ever read as typst's own markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from ingest.cpr import mask
from portal import clock, words
from portal.hearing_words import RESPONSE_KINDS
from portal.model import Hearing, Invitation, ResponseVersion

_TEMPLATE = Path(__file__).with_name("receipt.typ")


def stamp(moment: datetime) -> str:
    """Write a moment as receipts do, to the second: `12. marts 2021 kl. 10.42.07 (dansk tid)`."""
    local = moment.astimezone(words.ZONE)
    return f"{words.day(local.date())} kl. {local:%H.%M.%S} (dansk tid)"


def next_steps(hearing: Hearing, invitation: Invitation | None, moment: datetime) -> list[str]:
    """Say what happens after a response was sent, in sentences.

    Args:
        hearing: The one that was answered.
        invitation: The party's; it may have a later deadline of its own.
        moment: When it was sent.
    """
    steps = []
    day = clock.deadline_of(hearing, invitation)
    if day is not None and clock.in_time(hearing, invitation, moment):
        steps.append(f"I kan ændre svaret eller trække det tilbage til og med {words.day(day)} kl. 23.59.")
    steps.append("Når fristen er gået, samler kommunen alle svar og tager stilling til dem, før sagen bliver afgjort.")
    if hearing.contact:
        steps.append(f"Har I spørgsmål, så skriv til {hearing.contact}. Oplys kvitteringens nummer.")
    return steps


def pdf_of(version: ResponseVersion, *, whole: bool = False) -> bytes:
    """Set the receipt of a version as a tagged PDF.

    Args:
        version: With its response, hearing and invitation.
        whole: Civil registration numbers stand as they were written. Only for the sender's own eyes, never in a mail.
    """
    data = _data(version, (lambda text: text) if whole else mask)
    made = _compiler().compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"receipt": json.dumps(data, ensure_ascii=False)},
        timestamp=int(version.sent_at.timestamp()),
        pdf_tags=True,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no bytes for a PDF")
    return made


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(_TEMPLATE.read_bytes(), font_paths=fonts, ignore_system_fonts=True)


def _data(version: ResponseVersion, shown: Callable[[str], str]) -> dict[str, Any]:
    content, response = version.content, version.response
    said = content["kind"] == "answer"
    return {
        "title": "Kvittering for høringssvar",
        "number": version.receipt_number,
        "party": content["party"],
        "lead": f"{shown(content['party'])} har svaret på høringen »{shown(content['hearing']['title'])}«.",
        "facts": [[label, value if exact else shown(value), exact] for label, value, exact in _facts(version) if value],
        "said": [] if said else [f"{RESPONSE_KINDS[content['kind']]}."],
        "parts": _parts(content["answers"], shown),
        "attachments": [file | {"name": shown(file["name"]), "size": words.size(file["size"])}
                        for file in content["attachments"]],
        "next": next_steps(response.hearing, response.invitation, version.sent_at),
    }  # fmt: skip


def _facts(version: ResponseVersion) -> list[tuple[str, str, bool]]:
    """Give (label, value, whether it is to be compared letter by letter)."""
    content = version.content
    return [
        ("Kvitteringsnummer", version.receipt_number, False),
        ("Modtaget", stamp(version.sent_at) + (", efter fristen" if version.late else ""), False),
        ("Høringspart", content["party"], False),
        ("Høring", content["hearing"]["title"], False),
        ("Sagsnummer", content["hearing"]["case_number"] or "", False),
        ("Høringsfrist", words.day(content["hearing"]["deadline"], ""), False),
        ("Svar", RESPONSE_KINDS[content["kind"]], False),
        ("Sendt af", version.sent_by, False),
        ("Udgave", str(version.number), False),
        ("Kontroltal (sha256)", version.sha256, True),
    ]


def _parts(answers: list[dict[str, Any]], shown: Callable[[str], str]) -> list[dict[str, Any]]:
    """Give the questions in order; a section's name stands at its first question alone."""
    parts = []
    for section, group in groupby(answers, key=lambda answer: str(answer["section"])):
        for place, answer in enumerate(group):
            lines = [line for line in shown(answer["answer"]).splitlines() if line.strip()]
            parts.append({
                "section": "" if place else section,
                "question": answer["question"],
                "answer": lines or ["Ikke besvaret."],
            })  # fmt: skip
    return parts

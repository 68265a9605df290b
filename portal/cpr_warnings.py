"""What people are told before they keep a text that seems to hold civil registration numbers: where, never which."""

from __future__ import annotations

from dataclasses import dataclass

from ingest import cpr
from ingest.cpr import Certainty

_AROUND = 40  # characters shown on each side of a number


@dataclass(frozen=True, slots=True)
class Warned:
    """A place that seems to hold a civil registration number.

    Attributes:
        anchor: Id of the field where one writes.
        where: In Danish: which field, question or file.
        before, masked, after: The words around it, and the number as it may be shown.
    """

    anchor: str
    where: str
    before: str
    masked: str
    after: str
    reason: str


def warned_in(text: str, anchor: str, where: str) -> list[Warned]:
    """Give the places of a text that seem to hold a number, in order.

    Args:
        text: As it was typed.
        anchor: Of the field it was typed in.
        where: What that field is, in Danish.
    """
    covered = cpr.mask(text)
    return [
        Warned(
            anchor,
            where,
            covered[max(0, one.start - _AROUND) : one.start],
            one.masked,
            covered[one.end : one.end + _AROUND],
            one.reason,
        )
        for one in cpr.find(text)
        if one.certainty.reaches(Certainty.MEDIUM)
    ]

"""Saving what is being written. A save that was made on an older draft changes nothing: people choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.model import Response
from portal.responses.place import Place, begin


class Saving(StrEnum):
    """What became of a save."""

    SAVED = "saved"
    CONFLICT = "conflict"  # somebody saved meanwhile
    SENT = "sent"  # it was sent meanwhile, and nobody is changing it
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save, and the row version the form must carry from now on."""

    what: Saving
    row_version: int


def save(session: Session, place: Place, answers: Mapping[str, str], row_version: int) -> Saved:
    """Keep the answers unless somebody kept others since the form was made. In a write transaction.

    Also after the deadline: a draft is nobody's but the party's, and a text that is written is not thrown away.

    Args:
        session: In which `place` was found.
        place: Whose answer.
        answers: From `question_form.read`; what it leaves out stays as it is.
        row_version: Of the draft that the form was made of.
    """
    if not place.has_begun:
        return Saved(Saving.NOT_BEGUN, place.row_version)
    if not place.is_writing:
        return Saved(Saving.SENT, place.row_version)
    merged = place.draft | dict(answers)
    if place.response is not None and merged == place.draft:
        return Saved(Saving.SAVED, place.row_version)
    if row_version != place.row_version:
        return Saved(Saving.CONFLICT, place.row_version)
    response = begin(session, place)
    response.draft = merged
    touch(response, place)
    return Saved(Saving.SAVED, response.row_version)


def touch(response: Response, place: Place) -> None:
    """Note that the draft or its files were changed, when, and by whom."""
    response.row_version += 1
    response.changed_at, response.changed_by = place.moment, place.actor.name

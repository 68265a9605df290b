"""A page too long for a browser, as a text without pages that holds three thousand items, shown a part at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.archive.model import Passage
from portal.documents.marking import Step, Trail

_CHARACTERS = 60_000  # of a part: about twenty printed pages, 80 kB of HTML
_PASSAGES = 80


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a page.

    Attributes:
        part, parts: 1-based, and how many there are; 1 of 1 for nearly every page.
        passages: Those of the part, in order.
        bounds: Where each part begins in `ids`, and the end.
        ids: Of all passages of the page, in order.
    """

    part: int
    parts: int
    passages: list[Passage]
    bounds: tuple[int, ...]
    ids: tuple[int, ...]

    def of(self, passage_id: int) -> int:
        """Give the part that holds a passage; 1 when none does."""
        if passage_id not in self.ids:
            return 1
        place = self.ids.index(passage_id)
        return next(n for n, (start, end) in enumerate(pairwise(self.bounds), 1) if start <= place < end)


def slice_of(session: Session, document_id: int, number: int, asked: str | None, near: Collection[int]) -> Slice:
    """Give a part of a page.

    Args:
        session: For reading.
        document_id: Whose page.
        number: The page, 1-based.
        asked: The part as in the address; None: the one that holds a passage of `near`, else the first.
        near: Ids of passages the reader was sent to.
    """
    live = Passage.document_id == document_id, Passage.superseded_at.is_(None)
    asked_for = select(Passage.id, func.length(Passage.text)).where(*live)
    asked_for = asked_for.where(Passage.first_page <= number, Passage.last_page >= number)
    lengths = session.execute(asked_for.order_by(Passage.ordinal))
    rows = [(id_, length) for id_, length in lengths]
    ids, bounds = tuple(id_ for id_, _ in rows), _bounds([length for _, length in rows])
    whole = Slice(1, len(bounds) - 1, [], bounds, ids)
    part = (
        int(asked)
        if asked and asked.isdecimal() and len(asked) < 6
        else min((whole.of(one) for one in near), default=1)
    )
    part = max(1, min(part, whole.parts))
    mine = ids[bounds[part - 1] : bounds[part]]
    shown = session.scalars(select(Passage).where(Passage.id.in_(mine)).order_by(Passage.ordinal))
    return Slice(part, whole.parts, list(shown), bounds, ids)


def _bounds(lengths: list[int]) -> tuple[int, ...]:
    found, room, passages = [0], _CHARACTERS, _PASSAGES
    for place, length in enumerate(lengths):
        if place > found[-1] and (length > room or not passages):
            found.append(place)
            room, passages = _CHARACTERS, _PASSAGES
        room, passages = room - length, passages - 1
    return (*found, len(lengths))


def beside(trail: Trail, shown: Slice, matched: Collection[int], number: int, current: int, marked: int) -> Trail:
    """Let a trail lead to the other parts of the page before it leads to other pages."""
    if shown.parts == 1:
        return trail
    hits = sorted({shown.of(id_) for id_ in shown.ids if id_ in matched})
    later = next((n for n in hits if n > shown.part), None)
    earlier = next((n for n in reversed(hits) if n < shown.part), None)
    after, before = trail.after, trail.before
    if after and after.page == number:
        after = Step(number, after.mark, shown.part)
    elif later and current >= marked:
        after = Step(number, 1, later)
    if before and before.page == number:
        before = Step(number, before.mark, shown.part)
    elif earlier:
        before = Step(number, -1, earlier)
    return Trail(before, after, trail.places)

"""Filtering and counting over columns: one array position a passage, whatever engine said which passages match."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.archive.audience import opens
from ingest.archive.index import Facet, Filters

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
NAMES = ("kind", "committee", "year", "quality", "decision")
_EPOCH = 719_163  # date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words: for each passage the position of its word in `values`, which has no doubles."""

    codes: npt.NDArray[np.int32]
    values: tuple[str | None, ...]

    def among(self, wanted: Collection[str | None]) -> Mask:
        """Give the passages that have one of these."""
        return np.array([value in wanted for value in self.values], np.bool_)[self.codes]

    def counted(self, mask: Mask) -> Facet:
        """Count the passages of each word; those without are left out."""
        numbers = np.bincount(self.codes[mask], minlength=len(self.values)).tolist()
        return {value: n for value, n in zip(self.values, numbers, strict=True) if n and value is not None}


@dataclass(frozen=True, slots=True)
class Columns:
    """What passages are filtered, counted and sorted by.

    Attributes:
        passage, document: Ids.
        slot: Documents numbered from 0 without holes, for counting.
        day: Proleptic ordinal of the date, 0 for none.
        year: 0 for none.
        live: False for what was replaced and is only not merged away yet.
    """

    passage: Numbers
    document: Numbers
    slot: Numbers
    day: Numbers
    year: Numbers
    kind: Coded
    committee: Coded
    quality: Coded
    decision: Coded
    audience: Coded
    live: Mask


def years(days: Numbers) -> Numbers:
    """Give the year of each proleptic ordinal; 0 for 0."""
    dates = (days - _EPOCH).astype("datetime64[D]")
    return np.where(days > 0, dates.astype("datetime64[Y]").astype(np.int64) + 1970, 0)


def visible(columns: Columns, audience: frozenset[str]) -> Mask:
    """Give the live passages that a reader with these grants may know of."""
    labels = columns.audience
    return columns.live & labels.among({label for label in labels.values if opens(label, audience)})


def narrowed(columns: Columns, filters: Filters) -> dict[str, Mask]:
    """Give a mask for each filter that is set, by the facet it belongs to (`other` for those without one)."""
    masks: dict[str, Mask] = {}
    if filters.kinds:
        masks["kind"] = columns.kind.among(filters.kinds)
    if filters.committees:
        masks["committee"] = columns.committee.among(filters.committees)
    if filters.first or filters.last:
        masks["year"] = columns.day > 0
        if filters.first:
            masks["year"] &= columns.day >= filters.first.toordinal()
        if filters.last:
            masks["year"] &= columns.day <= filters.last.toordinal()
    if filters.documents:
        masks["other"] = np.isin(columns.document, list(filters.documents))
    if filters.qualities:
        masks["quality"] = columns.quality.among(filters.qualities)
    if filters.decisions:
        masks["decision"] = columns.decision.among(filters.decisions)
    return masks


def together(mask: Mask, masks: dict[str, Mask], but: str = "") -> Mask:
    """Give what is in the mask and in every filter's, leaving one out."""
    for name, narrowing in masks.items():
        if name != but:
            mask = mask & narrowing
    return mask


def counted(columns: Columns, mask: Mask, names: Sequence[str] = NAMES) -> dict[str, Facet]:
    """Count the passages of each value of each facet; those without a value are in none."""
    return {name: _year_facet(columns, mask) if name == "year" else _facet(columns, name, mask) for name in names}


def _facet(columns: Columns, name: str, mask: Mask) -> Facet:
    coded: Coded = getattr(columns, name)
    return coded.counted(mask)


def _year_facet(columns: Columns, mask: Mask) -> Facet:
    numbers = np.bincount(columns.year[mask])
    return {str(year): int(numbers[year]) for year in np.flatnonzero(numbers) if year}


def documents(columns: Columns, mask: Mask) -> int:
    """Count the distinct documents."""
    return int(np.count_nonzero(np.bincount(columns.slot[mask])))

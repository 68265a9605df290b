"""The segments of one moment as one row of passages: what a search runs over.

A view is made once for each commit and shared by all threads. Segments are kept from view to view, so a small commit
costs a small segment and some concatenating.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.archive.facets import Coded, Columns, Mask, years
from ingest.archive.whoosh_format import Labels, count
from ingest.archive.whoosh_rows import Rows
from ingest.archive.whoosh_segments import Segment, as_bytes

Places = npt.NDArray[np.int64]
Counts = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a token stands: places in the view, rising, and the packed counts of each (`whoosh_format.count`)."""

    places: Places
    counts: Counts

    def within(self, stream: tuple[int, int]) -> Places:
        """Give the places where it stands in that stream."""
        return self.places[count(self.counts, stream) > 0]


class View:
    """Segments side by side. Attributes: `size`: places; `columns`; `weight`: bytes of text at each place."""

    def __init__(self, segments: Sequence[tuple[Segment, Mask]]) -> None:
        """Take the segments, each with which of its entries are live."""
        self.parts = list(segments)
        sizes = [segment.passages for segment, _ in self.parts]
        self._bases = np.cumsum([0, *sizes])
        self.size = int(self._bases[-1])
        self.columns = self._columns()
        self.weight = self._record("text_bytes")

    def _record(self, name: str) -> npt.NDArray[np.int64]:
        arrays = [segment.record[name].astype(np.int64) for segment, _ in self.parts]
        return np.concatenate([np.empty(0, np.int64), *arrays])

    def _columns(self) -> Columns:
        document, day = self._record("document"), self._record("day")
        codes, labels = self._labels()
        return Columns(
            passage=self._record("passage"),
            document=document,
            slot=np.unique(document, return_inverse=True)[1],
            day=day,
            year=years(day),
            kind=_coded(codes, [label.kind for label in labels]),
            committee=_coded(codes, [label.committee for label in labels]),
            quality=_coded(codes, [label.quality for label in labels]),
            decision=_coded(codes, [label.decision for label in labels]),
            audience=_coded(codes, [label.audience for label in labels]),
            live=np.concatenate([np.empty(0, np.bool_), *(live for _, live in self.parts)]),
        )

    def _labels(self) -> tuple[npt.NDArray[np.int32], list[Labels]]:
        """Give the distinct labels of all segments, and for each place which of them it has."""
        known: dict[bytes, int] = {}
        codes = [np.empty(0, np.int32)]
        for segment, _ in self.parts:
            packed, which = segment.labels
            codes.append(np.array([known.setdefault(one, len(known)) for one in packed], np.int32)[which])
        return np.concatenate(codes), [_unpacked(packed) for packed in known]

    def token(self, token: str) -> Found:
        """Find the entries that hold a token."""
        return self._joined(lambda segment: segment.rows(token))

    def prefix(self, prefix: str) -> Found:
        """Find the entries that hold a token that begins so; places may repeat, and rise only within one token."""
        return self._joined(lambda segment: segment.rows_from(prefix))

    def _joined(self, rows_of: Callable[[Segment], Rows]) -> Found:
        places: list[Places] = [np.empty(0, np.int64)]
        counts: list[Counts] = [np.empty(0, np.uint32)]
        for base, (segment, _) in zip(self._bases, self.parts, strict=False):
            rows = rows_of(segment)
            if len(rows):
                places.append(rows[:, 0] + base)
                counts.append(rows[:, 1])
        return Found(np.concatenate(places), np.concatenate(counts))

    def has(self, places: Places, words: Sequence[str]) -> Mask:
        """Tell for each of these places (rising) whether the words stand together, in this order, in its `text`."""
        wanted = as_bytes(f" {' '.join(words)} ")
        cuts = np.searchsorted(places, self._bases)
        found = [np.empty(0, np.bool_)]
        for n, (segment, _) in enumerate(self.parts):
            found.append(segment.has(places[cuts[n] : cuts[n + 1]] - self._bases[n], wanted))
        return np.concatenate(found)

    def words(self, prefix: str) -> Mapping[str, int]:
        """Count, for each word of the live entries' `text` that begins so, the passages it stands in."""
        numbers: Counter[str] = Counter()
        for segment, live in self.parts:
            numbers.update(dict(segment.words(prefix, live)))
        return numbers

    def entries(self) -> Iterator[tuple[int, int, str | None]]:
        """Give (passage id, document id, audience) of each live entry."""
        columns = self.columns
        for place in np.flatnonzero(columns.live).tolist():
            audience = columns.audience.values[columns.audience.codes[place]]
            yield int(columns.passage[place]), int(columns.document[place]), audience


@lru_cache(maxsize=1 << 16)
def _unpacked(labels: bytes) -> Labels:
    return Labels(*json.loads(labels))


def _coded(codes: npt.NDArray[np.int32], values: Sequence[str | None]) -> Coded:
    """Give one column out of the labels: `values` holds its value in each label."""
    known: dict[str | None, int] = {}
    which = np.array([known.setdefault(value, len(known)) for value in values], np.int32)
    return Coded(which[codes] if len(which) else codes, tuple(known))

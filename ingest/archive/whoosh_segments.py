"""Reading one Whoosh segment: never changed once written, so everything here can be kept and shared by threads."""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from ingest.archive.whoosh_format import ENDS, RECORD, ROW, ROW_FILES, TEXT, RowsCodec, count
from ingest.archive.whoosh_rows import Rows, Table

Mask = npt.NDArray[np.bool_]


def as_bytes(typed: str) -> bytes:
    """Give what is looked for as bytes; half a character, which a command line may hold, is found nowhere."""
    return typed.encode("utf-8", "replace")


class Segment:
    """One segment's rows and columns, mapped from its file.

    Attributes:
        passages: How many entries it holds, deleted ones too; places count from 0.
        record: Their numbers (`whoosh_format.RECORD`).
        labels: Distinct labels (packed), and for each passage which of them it has.
    """

    def __init__(self, storage: Any, segment: Any) -> None:
        parts = segment.open_compound_file(storage)
        with (Path(storage.folder) / segment.make_filename(segment.COMPOUND_EXT)).open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        (tokens_at, _), (ends_at, ends_bytes), (rows_at, rows_bytes) = (
            parts.range(segment.make_filename(name)) for name in ROW_FILES
        )
        ends = np.frombuffer(self._map, ENDS, ends_bytes // ENDS.itemsize, ends_at)
        self._tokens = _Tokens(self._map, tokens_at, ends["token"])
        self._ends = ends["rows"].astype(np.int64)
        self._rows = np.frombuffer(self._map, ROW, rows_bytes // ROW.itemsize, rows_at).reshape(-1, 2)
        at = {name: parts.range(RowsCodec.column_filename(segment, name))[0] for name in ("record", "labels", "text")}
        self.passages: int = segment.doc_count_all()
        self.record = np.frombuffer(self._map, RECORD, self.passages, at["record"])
        # A Whoosh column of bytes is its values one after the other from the start; the record knows their lengths.
        self._text_ends = at["text"] + np.cumsum(self.record["text_bytes"], dtype=np.int64)
        self._label_ends = at["labels"] + np.cumsum(self.record["label_bytes"], dtype=np.int64)
        self.labels = self._distinct_labels()

    def _distinct_labels(self) -> tuple[list[bytes], npt.NDArray[np.int32]]:
        known: dict[bytes, int] = {}
        which = np.empty(self.passages, np.int32)
        for place in range(self.passages):
            which[place] = known.setdefault(self._label(place), len(known))
        return list(known), which

    def _label(self, place: int) -> bytes:
        end = int(self._label_ends[place])
        return self._map[end - int(self.record["label_bytes"][place]) : end]

    def _text_range(self, place: int) -> tuple[int, int]:
        end = int(self._text_ends[place])
        return end - int(self.record["text_bytes"][place]), end

    def columns(self, place: int) -> dict[str, bytes]:
        """Give the columns of one passage as they were written."""
        start, end = self._text_range(place)
        return {
            "record": self.record[place].tobytes(),
            "labels": self._label(place),
            "text": self._map[start:end],
        }

    def live(self, deleted: Iterable[int]) -> Mask:
        """Give which passages are not deleted."""
        live = np.ones(self.passages, np.bool_)
        live[np.fromiter(deleted, np.int64)] = False
        return live

    def rows(self, token: str) -> Rows:
        """Give the rows of one token; none when it is not here."""
        key = as_bytes(token)
        n = bisect_left(self._tokens, key)
        return self._between(n, n + (n < len(self._tokens) and self._tokens[n] == key))

    def rows_from(self, prefix: str) -> Rows:
        """Give the rows of every token that begins so: tokens in order, so that a passage may come several times."""
        return self._between(*self._range(prefix))

    def words(self, prefix: str, live: Mask) -> Iterator[tuple[str, int]]:
        """Give each word of the live entries' `text` that begins so, with the number of entries it stands in."""
        first, last = self._range(prefix)
        rows = self._between(first, last)
        standing = np.cumsum(live[rows[:, 0]] & (count(rows[:, 1], TEXT) > 0))
        begin = int(self._ends[first - 1]) if first else 0
        numbers = np.diff(np.concatenate(([0], standing))[self._ends[first:last] - begin], prepend=0)
        there = np.flatnonzero(numbers)
        words = (word.decode() for word in self._tokens.some(first + there))
        yield from zip(words, numbers[there].tolist(), strict=True)

    def table(self) -> Table:
        """Give all tokens and rows, of deleted entries too."""
        return Table(list(self._tokens), self._ends, self._rows)

    def _range(self, prefix: str) -> tuple[int, int]:
        key = as_bytes(prefix)
        return bisect_left(self._tokens, key), bisect_left(self._tokens, key + b"\xff")  # no UTF-8 byte is 0xff

    def _between(self, first: int, last: int) -> Rows:
        starts = self._ends[first - 1] if first else 0
        return self._rows[starts : self._ends[last - 1]] if last > first else self._rows[:0]

    def has(self, places: npt.NDArray[np.int64], words: bytes) -> Mask:
        """Tell for each place whether these words (a space between and at both ends) stand together in its text."""
        find, ends = self._map.find, self._text_ends[places]
        starts = ends - self.record["text_bytes"][places]
        ranges = zip(starts.tolist(), ends.tolist(), strict=True)
        return np.array([find(words, start, end) >= 0 for start, end in ranges], np.bool_)


class _Tokens(Sequence[bytes]):
    """The tokens of a segment, read where they lie. Rising."""

    def __init__(self, source: mmap.mmap, at: int, ends: npt.NDArray[np.uint64]) -> None:
        self._source = source
        self._ends = np.concatenate((np.array([at]), at + ends.astype(np.int64)))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def some(self, numbers: npt.NDArray[np.int64]) -> Iterator[bytes]:
        """Give the tokens with these numbers, faster than one by one."""
        for start, end in zip(self._ends[numbers].tolist(), self._ends[numbers + 1].tolist(), strict=True):
            yield self._source[start:end]

    @overload
    def __getitem__(self, n: int) -> bytes: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[bytes]: ...
    def __getitem__(self, n: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(n, slice):
            return [self[m] for m in range(*n.indices(len(self)))]
        if not 0 <= n < len(self):
            raise IndexError(n)
        return self._source[self._ends[n] : self._ends[n + 1]]

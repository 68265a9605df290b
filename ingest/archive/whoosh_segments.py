"""Reading one Whoosh segment: never changed once written, so everything here can be kept and shared by threads."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.archive.whoosh_format import EXTENT, RECORD, ROW, ROW_BYTES, Rows, RowsCodec
from ingest.archive.whoosh_parts import OrderedHashReader

Mask = npt.NDArray[np.bool_]
_NO_ROWS: Rows = np.empty((0, 2), ROW)


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
        terms = segment.make_filename(RowsCodec.TERMS_EXT)
        self._terms = OrderedHashReader(parts.open_file(terms), parts.file_length(terms))
        self._rows_at, self._rows_bytes = parts.range(segment.make_filename(RowsCodec.POSTS_EXT))
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
        value = self._terms.get(token.encode())
        return _NO_ROWS if value is None else self._extent(value)

    def rows_from(self, prefix: str) -> Rows:
        """Give the rows of every token that begins so: tokens in order, so that a passage may come several times."""
        first = self._offset_of(prefix.encode())
        return self._slice(first, self._offset_of(prefix.encode() + b"\xff") - first)  # no UTF-8 byte is 0xff

    def terms(self, prefix: str = "") -> Iterator[tuple[bytes, Rows]]:
        """Give each token that begins so, in order, with its rows."""
        start = prefix.encode()
        for token, value in self._terms.items_from(start):
            if not token.startswith(start):
                return
            yield token, self._extent(value)

    def has(self, places: npt.NDArray[np.int64], words: bytes) -> Mask:
        """Tell for each place whether these words (a space between and at both ends) stand together in its text."""
        find = self._map.find
        return np.array([find(words, *self._text_range(place)) >= 0 for place in places.tolist()], np.bool_)

    def _extent(self, value: bytes) -> Rows:
        offset, size = np.frombuffer(value, EXTENT)[0].item()
        return self._slice(offset, size)

    def _offset_of(self, token: bytes) -> int:
        at = self._terms.closest_key_pos(token)
        if at is None:
            return int(self._rows_bytes)
        _, value_at, value_bytes = self._terms.key_and_range_at(at)
        return int(np.frombuffer(self._terms.dbfile.get(value_at, value_bytes), EXTENT)["offset"][0])

    def _slice(self, offset: int, size: int) -> Rows:
        if not size:
            return _NO_ROWS
        rows = np.frombuffer(self._map, ROW, size // ROW.itemsize, self._rows_at + offset)
        return rows.reshape(-1, ROW_BYTES // ROW.itemsize)

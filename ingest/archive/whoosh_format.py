"""How an entry lies in a Whoosh segment.

One row of two numbers for each (token, passage): the passage's place in the segment, and how often the token is in each
stream, packed into 32 bits. Six fields would be six lists to write, merge and read for every query word; one list
answers whether a passage matches, which of its streams says so, and what may be excluded. Rows lie in token order, so
all words with one beginning are one stretch of the file: a prefix costs no more than a word.

Beside the rows each passage has a fixed record (numbers), labels (words to filter by) and its `text` stream as bytes:
a phrase is a piece of that stream.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.archive.index import Entry
from ingest.archive.whoosh_parts import (
    COLUMN,
    FieldWriter,
    FixedBytesColumn,
    Schema,
    VarBytesColumn,
    W3Codec,
)
from ingest.archive.whoosh_rows import Table
from ingest.values import Streams

ROW = np.dtype("<u4")
ENDS = np.dtype([("token", "<u8"), ("rows", "<u8")])  # where a token ends, in bytes, and its rows, in rows
ROW_FILES = (".tokens", ".ends", ".rows")

# (first bit, bits) of each stream in the packed counts. A fuller count stays at the largest.
IN_ALL, TITLE, TEXT, LEMMA, FORMS, PARTS = (0, 1), (1, 3), (4, 8), (12, 8), (20, 6), (26, 6)
_STREAMS = (("title", TITLE), ("text", TEXT), ("lemma", LEMMA), ("forms", FORMS), ("parts", PARTS))

RECORD = np.dtype(
    [("passage", "<i8"), ("document", "<i8"), ("day", "<i4"), ("text_bytes", "<u4"), ("label_bytes", "<u4")]
)


class Labels(NamedTuple):
    """The words an entry is filtered and counted by."""

    kind: str
    committee: str | None
    kle: str | None
    publisher: str | None
    quality: str
    audience: str | None
    decision: str | None


def count(packed: npt.NDArray[np.uint32], stream: tuple[int, int]) -> npt.NDArray[np.uint32]:
    """Give how often the token is in that stream, for each packed number."""
    first, bits = stream
    return (packed >> np.uint32(first)) & np.uint32((1 << bits) - 1)


def pack_counts(streams: Streams) -> dict[str, int]:
    """Give each token of an entry with its packed counts.

    Only `all` decides what matches and only `text` what a phrase is; what stands in neither could never be asked for.
    """
    packed = dict.fromkeys(streams.all.split(), 1 << IN_ALL[0])
    packed |= {token: 0 for token in streams.text.split() if token not in packed}
    for name, (first, bits) in _STREAMS:
        most = (1 << bits) - 1
        for token, times in Counter(getattr(streams, name).split()).items():
            if token in packed:
                packed[token] |= min(times, most) << first
    return packed


def columns_of(entry: Entry) -> dict[str, bytes]:
    """Give an entry's columns: the record, the labels, and the `text` stream with a space at both ends."""
    names = (entry.kind, entry.committee, entry.kle, entry.publisher, entry.quality, entry.audience, entry.decision)
    labels = Labels(*names)
    label = json.dumps(labels, ensure_ascii=False).encode()
    text = f" {' '.join(entry.streams.text.split())} ".encode()
    day = entry.day.toordinal() if entry.day else 0
    record = np.array([(entry.passage_id, entry.document_id, day, len(text), len(label))], RECORD)
    return {"record": record.tobytes(), "labels": label, "text": text}


class _RowsWriter(FieldWriter):  # type: ignore[misc]
    """Writes the rows of a segment: one file of tokens, one of where each token and its rows end, one of rows."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._tokens, self._ends, self._rows = (segment.create_file(storage, ext) for ext in ROW_FILES)
        self.is_closed = False

    def add_postings(self, schema: object, lengths: object, table: Table) -> None:
        ends = np.empty(len(table.tokens), ENDS)
        ends["token"] = np.cumsum([len(token) for token in table.tokens], dtype=np.int64)
        ends["rows"] = table.ends
        self._tokens.write(b"".join(table.tokens))
        self._ends.write(ends.tobytes())
        self._rows.write(table.rows.astype(ROW, copy=False).tobytes())

    def close(self) -> None:
        for file in (self._tokens, self._ends, self._rows):
            file.close()
        self.is_closed = True


class RowsCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's own codec, but for the postings. Pickled into the table of contents: must stay importable here."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> _RowsWriter:
        """Give the writer of a new segment's rows."""
        return _RowsWriter(storage, segment)


COLUMNS = {"record": FixedBytesColumn(RECORD.itemsize), "labels": VarBytesColumn(), "text": VarBytesColumn()}


def schema() -> Any:
    """Give the Whoosh schema: columns alone, for the tokens are ours from beginning to end."""
    return Schema(**{name: COLUMN(column) for name, column in COLUMNS.items()})

"""Writing to a Whoosh index: new entries, deletions, and the merging that keeps the segments few.

Whoosh sorts and merges posting by posting in Python: 70 passages a second before any merge, a third of that in asking
for lengths nobody uses (docs/figures.md). Its writer is kept for the columns, the segment and the commit.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.archive.index import Entry
from ingest.archive.whoosh_format import COLUMNS, RowsCodec, columns_of, pack_counts
from ingest.archive.whoosh_parts import SegmentWriter
from ingest.archive.whoosh_rows import Gathering, Table
from ingest.archive.whoosh_segments import Segment

# A level holds segments of up to 8 times the passages of the level below; when it has 8, they become one. Merging needs
# 10 kB of memory a passage, so no merged segment is larger than _LARGEST.
_SMALLEST, _TIMES, _LARGEST = 32, 8, 16_384


class _Pool:
    """Stands where Whoosh keeps the postings of the segment being written."""

    def __init__(self) -> None:
        self.gathering = Gathering()

    def iter_postings(self) -> Table:
        """Give the rows to the codec's writer (`whoosh_format.RowsCodec`), which knows them."""
        return self.gathering.table()

    def cleanup(self) -> None:
        """Nothing was put on disk."""


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one new segment; entries and merged segments come in by ways of their own."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=RowsCodec())
        self.pool = _Pool()

    def add(self, entry: Entry) -> None:
        """Write a new entry."""
        self.pool.gathering.add(self.docnum, pack_counts(entry.streams))
        self._write(columns_of(entry))

    def take(self, segment: Segment, deleted: Iterable[int]) -> None:
        """Write another segment's live entries into this one, behind what is there."""
        live = segment.live(deleted)
        places = np.full(segment.passages, -1, np.int64)
        places[live] = np.arange(self.docnum, self.docnum + int(live.sum()))
        self.pool.gathering.take(segment.table(), places)
        for place in np.flatnonzero(live).tolist():
            self._write(segment.columns(place))

    def _write(self, columns: dict[str, bytes]) -> None:
        self.perdocwriter.start_doc(self.docnum)
        for name, value in columns.items():
            self.perdocwriter.add_column_value(name, COLUMNS[name], value)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True


def write(index: Any, segment_of: Callable[[Any], Segment], removed: Sequence[int], added: Sequence[Entry]) -> bool:
    """Replace documents in one Whoosh index, in one commit; tell whether there was anything to do.

    Args:
        index: The FileIndex.
        segment_of: Opens (or finds again) the reader of one of Whoosh's segments.
        removed: Ids of documents whose entries go.
        added: Entries that come.
    """
    writer = _Writer(index)
    try:
        gone = _delete(writer, segment_of, removed)
        if not gone and not added:
            writer.cancel()
            return False
        for entry in added:
            writer.add(entry)
        writer.commit(mergetype=lambda _, segments: _merged(writer, segments, segment_of))
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    return True


def _delete(writer: _Writer, segment_of: Callable[[Any], Segment], documents: Sequence[int]) -> int:
    gone = 0
    for segment in writer.segments:
        for place in np.flatnonzero(np.isin(segment_of(segment).record["document"], documents)):
            if not segment.is_deleted(int(place)):
                segment.delete_document(int(place))
                gone += 1
    return gone


def _merged(writer: _Writer, segments: Sequence[Any], segment_of: Callable[[Any], Segment]) -> list[Any]:
    """Merge what should be merged into the segment being written; give the segments that stay as they are."""
    chosen = to_merge(writer.docnum, segments)
    for segment in segments:
        if segment in chosen and segment.doc_count():
            writer.take(segment_of(segment), segment.deleted_docs())
    return [segment for segment in segments if segment not in chosen]


def to_merge(new: int, segments: Sequence[Any]) -> list[Any]:
    """Choose what to merge into a segment with so many new passages.

    What is more than half deleted; and when a level is full, its segments with those of all levels below, smallest
    first, as many as make one of the largest. A segment of half that size is left alone.
    """
    chosen = [s for s in segments if 2 * s.deleted_count() > s.doc_count_all()]
    small = [s for s in segments if s not in chosen and 2 * s.doc_count() <= _LARGEST]
    levels = Counter([_level(new), *(_level(s.doc_count()) for s in small)])
    full = max((level for level, number in levels.items() if number >= _TIMES), default=-1)
    total = new + sum(s.doc_count() for s in chosen)
    for segment in sorted(small, key=lambda s: int(s.doc_count())):
        total += segment.doc_count()
        if _level(segment.doc_count()) <= full and total <= _LARGEST:
            chosen.append(segment)
    return chosen


def _level(passages: int) -> int:
    level, most = 0, _SMALLEST
    while passages > most:
        level, most = level + 1, most * _TIMES
    return level


def sync(folder: Path, since: frozenset[str]) -> None:
    """Bring the files that are new since then, and the folder, safely to the disk. Whoosh itself never does."""
    for path in folder.iterdir():
        if path.is_file() and path.name not in since:
            _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Writing to a Whoosh index: new entries, deletions, and the merging that keeps the segments few.

Whoosh would sort and merge posting by posting in Python (measured: 70 passages/s before any merge, a third of it in
asking for lengths nobody uses); tokens are merged here a whole list at a time.
"""

from __future__ import annotations

import os
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from ingest.archive.index import Entry
from ingest.archive.whoosh_format import COLUMNS, TOKENS, Rows, RowsCodec, columns_of
from ingest.archive.whoosh_parts import SegmentWriter
from ingest.archive.whoosh_segments import Segment

# A level holds segments of up to 8 times the passages of the level below; as many as this are merged into one.
_SMALLEST, _TIMES = 64, 8


class _Pool:
    """The rows of the segment being written: those of new entries, and those taken over from other segments."""

    def __init__(self) -> None:
        self._new: dict[bytes, array[int]] = defaultdict(lambda: array("I"))
        self._taken: list[Iterable[tuple[bytes, Rows]]] = []

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting from Whoosh: (field, token, place, packed counts, nothing). Places never fall."""
        _, token, place, packed, _ = posting
        self._new[token].extend((place, int(packed)))

    def take(self, rows: Iterable[tuple[bytes, Rows]]) -> None:
        """Take over another segment's rows: tokens rising, places above all that were added or taken before."""
        self._taken.append(rows)

    def iter_postings(self) -> Iterator[tuple[bytes, Rows]]:
        """Give every token in order with all its rows."""
        new = ((token, np.array(self._new[token], np.uint32).reshape(-1, 2)) for token in sorted(self._new))
        for token, same in groupby(merge(new, *self._taken, key=itemgetter(0)), key=itemgetter(0)):
            rows = [rows for _, rows in same]
            yield token, rows[0] if len(rows) == 1 else np.concatenate(rows)

    def cleanup(self) -> None:
        """Nothing was put on disk."""


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one new segment, with our pool."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=RowsCodec())
        self.pool = _Pool()

    def take(self, segment: Segment, deleted: Iterable[int]) -> None:
        """Write another segment's live entries into this one, behind what is there."""
        live = segment.live(deleted)
        places = np.full(segment.passages, -1, np.int64)
        places[live] = np.arange(self.docnum, self.docnum + int(live.sum()))
        for place in np.flatnonzero(live):
            self.perdocwriter.start_doc(self.docnum)
            for name, value in segment.columns(int(place)).items():
                self.perdocwriter.add_column_value(name, COLUMNS[name], value)
            self.perdocwriter.finish_doc()
            self.docnum += 1
        self.pool.take(_renumbered(segment, places))
        self._added = True


def _renumbered(segment: Segment, places: Any) -> Iterator[tuple[bytes, Rows]]:
    whole = bool((places >= 0).all())
    for token, rows in segment.terms():
        new = places[rows[:, 0]]
        kept = np.column_stack((new, rows[:, 1])).astype(np.uint32, copy=False)
        if not whole:
            kept = kept[new >= 0]
        if len(kept):
            yield token, kept


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
            writer.add_document(**{TOKENS: entry.streams}, **columns_of(entry))
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
    chosen = _to_merge(writer.docnum, segments)
    for segment in segments:
        if segment in chosen and segment.doc_count():
            writer.take(segment_of(segment), segment.deleted_docs())
    return [segment for segment in segments if segment not in chosen]


def _to_merge(new: int, segments: Sequence[Any]) -> list[Any]:
    """Choose: what is more than half deleted, and a level that is full with all the levels below it."""
    chosen = [s for s in segments if 2 * s.deleted_count() > s.doc_count_all()]
    by_level: dict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        by_level[_level(segment.doc_count())].append(segment)
    full = [level for level, group in by_level.items() if len(group) + (level == _level(new)) >= _TIMES]
    return [s for level, group in by_level.items() for s in group if s in chosen or level <= max(full, default=-1)]


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

"""The search index on Whoosh: an open and a restricted part, searched as one by those who may."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.archive import facets, whoosh_writing
from ingest.archive.facets import Mask
from ingest.archive.index import Answer, Entry, Filters, Hit, IndexDamaged, Sort
from ingest.archive.query import Query
from ingest.archive.weights import WEIGHTS, Weights
from ingest.archive.whoosh_format import schema
from ingest.archive.whoosh_matching import Matching, Scores
from ingest.archive.whoosh_parts import TOC, BufferFile, FileIndex, FileStorage, WhooshIndexError
from ingest.archive.whoosh_segments import Segment
from ingest.archive.whoosh_view import View

_TRIES, _PAUSE = 8, 0.05  # a commit may take files away between our reading the list of segments and opening them
# What Whoosh raises on a table of contents or a segment that is not whole.
_BROKEN = (
    WhooshIndexError, struct.error, UnpicklingError, EOFError, TypeError, ValueError, KeyError, AttributeError,
    AssertionError, ImportError, NameError,
)  # fmt: skip


class _ReadWhole(FileStorage):  # type: ignore[misc]
    """For the table of contents: when that is broken, Whoosh would leave the file open."""

    def open_file(self, name: str, **_: object) -> BufferFile:
        return BufferFile(Path(self.folder, name).read_bytes(), name)


class _Part:
    """One Whoosh index, with the view of its last commit that was looked at. Opened when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._storage = FileStorage(str(folder))
        self._segments: dict[str, Segment] = {}
        self._view: View | None = None
        self._stand: tuple[tuple[str, int], ...] = ()  # what the view was made of
        self._lock = threading.Lock()

    @property
    def view(self) -> View:
        """Give the view; the same one until the next refresh."""
        view = self._view
        if view is None:
            with self._lock:
                view = self._view = self._view or self._load()
        return view

    def refresh(self) -> None:
        """Look at the last commit, if anybody has looked at this part at all."""
        with self._lock:
            if self._view is not None:
                self._view = self._load()

    def close(self) -> None:
        with self._lock:
            self._view, self._segments = None, {}

    def _load(self) -> View:
        for _ in range(_TRIES):
            try:
                listed = self._listed()
                stand = tuple((one.segment_id(), one.deleted_count()) for one in listed)
                if self._view is not None and stand == self._stand:
                    return self._view
                opened = [(self.segment(one), one) for one in listed]
                view = View([(segment, segment.live(one.deleted_docs())) for segment, one in opened])
            except FileNotFoundError:
                time.sleep(_PAUSE)
            except _BROKEN as error:
                raise IndexDamaged(str(self.folder)) from error
            else:
                self._segments = {one.segment_id(): segment for segment, one in opened}
                self._stand = stand
                return view
        raise IndexDamaged(str(self.folder))

    def _listed(self) -> list[Any]:
        """Give the segments of the last commit."""
        return list(TOC.read(_ReadWhole(str(self.folder)), "MAIN").segments)

    def segment(self, one: Any) -> Segment:
        """Open a segment, or give the one that is open."""
        return self._segments.get(one.segment_id()) or Segment(self._storage, one)

    def replace(self, documents: Sequence[int], entries: Sequence[Entry]) -> None:
        """Put these entries in place of all that those documents had, in one commit that is safe on the disk."""
        before = frozenset(path.name for path in self.folder.iterdir())
        try:
            self._listed()
            changed = whoosh_writing.write(FileIndex(self._storage), self.segment, documents, entries)
        except (*_BROKEN, FileNotFoundError) as error:
            raise IndexDamaged(str(self.folder)) from error
        if changed:
            whoosh_writing.sync(self.folder, before)


class WhooshIndex:
    """A `SearchIndex` in a folder: `open/` and `restricted/`. For any number of threads, and one writer."""

    def __init__(self, folder: Path, weights: Weights = WEIGHTS) -> None:
        self.folder = folder
        self._weights = weights
        self._open = _Part(folder / "open")
        self._restricted = _Part(folder / "restricted")
        self._both: tuple[View, View, View] | None = None

    @classmethod
    def create(cls, folder: Path, weights: Weights = WEIGHTS) -> WhooshIndex:
        """Make an empty index in a folder that is empty or not there."""
        for part in ("open", "restricted"):
            (folder / part).mkdir(parents=True)
            FileIndex.create(FileStorage(str(folder / part)), schema(), "MAIN")
        return cls.open(folder, weights)

    @classmethod
    def open(cls, folder: Path, weights: Weights = WEIGHTS) -> WhooshIndex:
        """Open the index in a folder.

        Raises:
            IndexDamaged: It is not there, or not whole. (The restricted part says so when it is first asked.)
        """
        index = cls(folder, weights)
        _ = index._open.view
        return index

    def refresh(self) -> None:
        """See what was committed since. Searches that are under way keep what they began with."""
        self._open.refresh()
        self._restricted.refresh()

    def search(
        self,
        query: Query,
        filters: Filters = Filters(),  # noqa: B008 (frozen)
        *,
        audience: frozenset[str] = frozenset(),
        sort: Sort = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> Answer:
        """Answer a query; see `SearchIndex.search`."""
        view = self._view_for(audience)
        columns = view.columns
        visible = facets.visible(columns, audience)
        matching = Matching(view, visible, self._weights)
        matches = matching.mask(query)
        narrowed = facets.narrowed(columns, filters)
        mask = facets.together(matches, narrowed)
        scores = matching.scores(query, mask) if sort == "relevance" else np.zeros(view.size)
        choices = {
            name: facets.counted(columns, facets.together(matches, narrowed, but=name), (name,))[name]
            for name in facets.NAMES
        }
        return Answer(
            total=int(np.count_nonzero(mask)),
            documents=facets.documents(columns, mask),
            hits=_page(view, mask, scores, sort, limit, offset),
            facets=facets.counted(columns, mask),
            choices=choices,
        )

    def _view_for(self, audience: frozenset[str]) -> View:
        """Give what a reader with these grants searches; without any, the restricted part is not even opened."""
        if not audience:
            return self._open.view
        opened, restricted = self._open.view, self._restricted.view
        both = self._both
        if both is None or both[0] is not opened or both[1] is not restricted:
            both = self._both = (opened, restricted, View([*opened.parts, *restricted.parts]))
        return both[2]

    def replace(self, changes: Sequence[tuple[int, Sequence[Entry]]]) -> None:
        """Put, for each document, these entries in place of all it had; see `SearchIndex.replace`.

        The open part is written first: what has become closed leaves it before anything else happens.
        """
        latest = dict(changes)  # of two changes to one document the last counts
        entries = [entry for those in latest.values() for entry in those]
        self._open.replace(list(latest), [entry for entry in entries if entry.audience is None])
        self._restricted.replace(list(latest), [entry for entry in entries if entry.audience is not None])
        self.refresh()

    def words(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give words that begin so with their passages; see `SearchIndex.words`. The restricted part has no say."""
        return nsmallest(limit, self._open.view.words(prefix).items(), key=lambda pair: (-pair[1], pair[0]))

    def passages(self) -> Iterable[tuple[int, int, str | None]]:
        """Give (passage id, document id, audience) of every entry."""
        yield from self._open.view.entries()
        yield from self._restricted.view.entries()

    @property
    def size(self) -> int:
        """Give the number of entries, open and closed."""
        return sum(int(np.count_nonzero(part.view.columns.live)) for part in (self._open, self._restricted))

    def close(self) -> None:
        """Let go of files and memory; searches that are under way finish with what they hold."""
        self._both = None
        self._open.close()
        self._restricted.close()


def _page(view: View, mask: Mask, scores: Scores, sort: Sort, limit: int, offset: int) -> tuple[Hit, ...]:
    columns = view.columns
    places = _first(np.flatnonzero(mask), scores, sort, offset + limit)
    day, passage = columns.day[places], columns.passage[places]
    if sort == "relevance":
        order = np.lexsort((passage, -day, -scores[places]))
    elif sort == "newest":
        order = np.lexsort((passage, -day))
    else:
        order = np.lexsort((passage, np.where(day > 0, day, np.iinfo(day.dtype).max)))
    shown = places[order[offset : offset + limit]]
    return tuple(
        Hit(int(columns.passage[place]), int(columns.document[place]), round(float(scores[place]), 4))
        for place in shown.tolist()
    )


def _first(places: npt.NDArray[np.int64], scores: Scores, sort: Sort, wanted: int) -> npt.NDArray[np.int64]:
    """Leave out what cannot be on the page, so that a small page of many hits sorts few."""
    if sort != "relevance" or not 0 < wanted < len(places):
        return places
    least = np.partition(scores[places], -wanted)[-wanted]
    first: npt.NDArray[np.int64] = places[scores[places] >= least]
    return first

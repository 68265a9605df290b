"""Generations of the index: kept up with the database, rebuilt beside the one in use, switched by one rename.

The database is the truth. A change to a document comes with a row in `index_change`; whoever holds the index lock
applies the rows past the generation's cursor, in batches. All of it may be done twice and killed at any moment.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager

from filelock import FileLock, Timeout
from sqlalchemy import delete, func, select

from ingest.archive import index_check
from ingest.archive.database import Database
from ingest.archive.files import Files
from ingest.archive.generation_folders import Folders, State
from ingest.archive.index import IndexDamaged, SearchIndex
from ingest.archive.index_changes import Progress, apply, fill, last_change
from ingest.archive.model import Document, IndexChange
from ingest.archive.whoosh_index import WhooshIndex
from ingest.danish import local
from ingest.streams import version
from ingest.values import FileState

_FEW = 100  # changes that may keep others waiting for the index lock
_DONE_WITH = 1000  # changes that every generation holds are deleted when there are so many of them
_TRIES = 5

Stamp = tuple[int, int, int]


class Generations:
    """The index of one instance. For any number of threads and processes."""

    def __init__(self, files: Files, database: Database) -> None:
        self._files = files
        self._folders = Folders(files.index)
        self._database = database
        self._opening = threading.Lock()
        self._opened: tuple[Stamp, WhooshIndex] | None = None

    def index(self) -> SearchIndex:
        """Give the index in use, as of the last change that anybody applied. Cheap: a look at two small files.

        On the first use of an empty archive an empty index is made.

        Raises:
            IndexDamaged: It is not there or not whole; the next `drain` builds it again.
        """
        for _ in range(_TRIES):
            number = self._folders.current() or self._first()
            try:
                return self._open(self._folders.stamp(number))
            except IndexDamaged:
                if self._folders.current() == number:  # else it was replaced, and deleted, while we looked
                    raise
        raise IndexDamaged("the generations change too fast")

    def _open(self, stamp: Stamp) -> WhooshIndex:
        """Give the index as of that stamp. One thread looks at what is new; the others go on with what they have."""
        opened = self._opened
        if opened and (opened[0] == stamp or (opened[0][0] == stamp[0] and self._opening.locked())):
            return opened[1]
        with self._opening:
            opened = self._opened
            if opened is None or opened[0][0] != stamp[0]:
                self._folders.state(stamp[0])
                local.use(self._files.language)  # what is marked in a damaged text is what was indexed
                opened = (stamp, WhooshIndex.open(self._folders.folder(stamp[0])))
            elif opened[0] != stamp:
                opened[1].refresh()
                opened = (stamp, opened[1])
            self._opened = opened
            return opened[1]

    def _lock(self, name: str, wait: bool = True) -> AbstractContextManager[object]:
        """Hold a lock over all processes; `Timeout` when another has it and we do not wait."""
        return FileLock(self._files.lock(name), timeout=-1 if wait else 0)

    def _first(self, changes_follow: bool = False) -> int:
        """Make the first generation, empty, when the archive is, or when the changes tell of everything in it.

        Raises:
            IndexDamaged: There is something that should be in it.
        """
        with self._lock("index"):
            number = self._folders.current()
            if number is not None:
                return number
            with self._database.read() as session:
                kept = session.scalar(select(Document.id).where(Document.state == FileState.INDEXED.value).limit(1))
                told = changes_follow and session.get(IndexChange, 1) is not None
                if kept is not None and not told:
                    raise IndexDamaged("no generation in use")
            number = self._new()
            self._folders.switch(number)
            return number

    def _new(self) -> int:
        """Make an empty generation. Its cursor 0 keeps every change from being deleted until it is further."""
        number = max(self._folders.numbers(), default=0) + 1
        WhooshIndex.create(self._folders.folder(number)).close()
        self._folders.save_state(number, State(0, version()))
        return number

    def drain(self, wait: bool = False) -> int:
        """Bring the index up to date; give the number of changes applied.

        0 at once when another holds the lock, unless we `wait` for it. An index that is not there, not whole, of
        another version of the language or ahead of the database is built again.
        """
        local.use(self._files.language)  # another process may have changed it
        try:
            self._folders.current() or self._first(changes_follow=True)
            with self._lock("index", wait):
                number = self._fitting()
                applied = apply(self._database, self._folders, number, self._writable(number))
                self._tidy(number)
                return applied
        except Timeout:
            return 0
        except IndexDamaged:
            self._heal(wait)
            return 0

    def _heal(self, wait: bool) -> None:
        """Build the index again, unless another has done it while we waited to."""
        try:
            with self._lock("rebuild", wait):
                try:
                    self._writable(self._fitting())
                except IndexDamaged:
                    self._rebuild(None)
        except Timeout:
            pass

    def _fitting(self) -> int:
        """Give the generation in use, if changes can be applied to it.

        Raises:
            IndexDamaged: They cannot.
        """
        number = self._folders.current()
        if number is None:
            raise IndexDamaged("no generation in use")
        state = self._folders.state(number)
        with self._database.read() as session:
            if state.cursor > last_change(session):
                raise IndexDamaged("the database is older than the index")
        if state.language != version():
            raise IndexDamaged("another version of the language")
        return number

    def _writable(self, number: int) -> WhooshIndex:
        """Give the generation's index as it is on disk now.

        Raises:
            IndexDamaged: One of its parts is not whole.
        """
        index = self._open(self._folders.stamp(number))
        index.refresh()
        _ = index.size  # looks at both parts
        return index

    def rebuild(self, progress: Progress | None = None) -> int:
        """Build a new generation beside the one in use, and switch to it; give the number of passages in it.

        Searches and changes go on meanwhile.
        """
        local.use(self._files.language)
        with self._lock("rebuild"):
            return self._rebuild(progress)

    def _rebuild(self, progress: Progress | None) -> int:
        self._folders.remove_all_but(self._folders.current())
        number = self._new()
        index = WhooshIndex.open(self._folders.folder(number))
        fill(self._database, self._folders, number, index, progress)
        while apply(self._database, self._folders, number, index, most=_FEW) >= _FEW:
            pass  # most of what changed meanwhile, without keeping anybody waiting
        with self._lock("index"):
            apply(self._database, self._folders, number, index)
            self._folders.switch(number)
        self._folders.remove_all_but(number)
        return index.size

    def _tidy(self, number: int) -> None:
        """Delete generations that a killed rebuild left, and changes that are done with.

        Not while somebody rebuilds: his generation needs its folder, and the changes past its own cursor. The last
        change stays, to tell how far the database is.
        """
        cursor = self._folders.state(number).cursor
        with self._database.read() as session:
            first = session.scalar(select(func.min(IndexChange.id))) or cursor
        if cursor - first < _DONE_WITH and self._folders.numbers() == [number]:
            return
        try:
            with self._lock("rebuild", wait=False):
                self._folders.remove_all_but(number)
                with self._database.write() as session:
                    session.execute(delete(IndexChange).where(IndexChange.id < cursor))
        except Timeout:
            pass

    def language(self) -> str | None:
        """Give the version of the language that the index in use was made with; None when there is none."""
        number = self._folders.current()
        try:
            return None if number is None else self._folders.state(number).language
        except IndexDamaged:
            return None

    def check(self) -> list[str]:
        """Compare database, originals and index; give a Danish line for each thing that does not agree."""
        try:
            self.drain(wait=True)
            cursor = self._folders.state(self._folders.current() or 0).cursor
            index = self.index()
        except IndexDamaged as damaged:
            return [f"Søgeindekset kan ikke læses ({damaged}). Kør `portal reindex`."]
        with self._database.read() as session:
            return index_check.problems(session, self._files, index, cursor)

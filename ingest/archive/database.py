"""The database: the truth. One engine, short write transactions, many readers.

SQLite as measured (docs/adr/0001-parts.md): WAL, foreign keys, a patient busy timeout, BEGIN IMMEDIATE for writers
(plain BEGIN gave 3,540 lock errors in five seconds, IMMEDIATE none), synchronous FULL because receipts must survive
a power cut.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

BUSY_MS = 15_000


def tune(engine: Engine) -> Engine:
    """Give a SQLite engine its pragmas and its way of beginning; other databases are left as they are."""
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def _pragmas(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # we say BEGIN ourselves
        cursor = raw.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "synchronous=FULL",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


class Database:
    """The engine with its two ways in: `read()` and `write()`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite lets waiting writers poll, and with 64 of them one waited past its 15 s. Here they queue up.
        self._turn: AbstractContextManager[object] = (
            threading.RLock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @classmethod
    def open(cls, url: str) -> Database:
        """Open the database at an SQLAlchemy URL."""
        return cls(tune(create_engine(url)))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one consistent state and keeps nobody waiting."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session in one write transaction: committed at the end, undone by any exception."""
        with (
            self._turn,
            self.engine.connect().execution_options(write=True) as connection,
            Session(connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

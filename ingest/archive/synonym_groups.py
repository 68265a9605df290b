"""The archive's own table of abbreviations and renamed committees; until it is edited, the one of the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ingest.archive.model import Base, now
from ingest.danish import synonyms
from ingest.danish.synonyms import SynonymTable

MOST_NAMES, LONGEST = 20, 200


class SynonymGroup(Base):
    """Names for the same thing: each finds the others. `changed_by`: a user's id."""

    __tablename__ = "synonym_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[list[Any]]
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)


def table_of(session: Session) -> SynonymTable:
    """Give the table that searches use."""
    groups = tuple(tuple(names) for names in session.scalars(select(SynonymGroup.names).order_by(SynonymGroup.id)))
    return _made(groups) if groups else synonyms.load()


@lru_cache(maxsize=4)
def _made(groups: tuple[tuple[str, ...], ...]) -> SynonymTable:
    return SynonymTable.of(groups)


def begin(session: Session) -> None:
    """Copy the table that came with the program into the archive, before the first change. In a write transaction."""
    if session.scalar(select(SynonymGroup.id).limit(1)) is None:
        session.add_all(SynonymGroup(names=list(names)) for names in synonyms.groups())
        session.flush()


def problem(names: Sequence[str], others: Iterable[Sequence[str]]) -> str | None:
    """Say in Danish what is wrong with a group of names; None when nothing is.

    Args:
        names: As typed, without empty ones.
        others: The names of the other groups.
    """
    keys = [synonyms.key_of(name) for name in names]
    if len(set(keys)) < 2:
        return "Skriv mindst to forskellige navne, ét på hver linje."
    if len(names) > MOST_NAMES or any(len(name) > LONGEST for name in names):
        return f"Skriv højst {MOST_NAMES} navne på højst {LONGEST} tegn."
    wordless = next((name for name, key in zip(names, keys, strict=True) if not key), None)
    if wordless is not None:
        return f"“{wordless}” har ingen ord, man kan søge på."
    if any({synonyms.key_of(name) for name in other} == set(keys) for other in others):
        return "Der er allerede en linje med de navne."
    return None

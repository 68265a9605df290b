"""The words that archivists wrote about passages: they are found by them as by what is printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import Session

from ingest.archive.model import FieldValue, Passage
from ingest.streams import streams
from ingest.values import Streams

_FOUND_BY = ("title", "case_number", "decision", "decision_body", "attachment")
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_SAID = (
    select(FieldValue.passage_id, FieldValue.value)
    .where(FieldValue.passage_id.is_not(None), FieldValue.origin == "correction", FieldValue.name.in_(_FOUND_BY))
    .order_by(FieldValue.id)
)
_OF_PASSAGES = _SAID.where(FieldValue.passage_id.in_(_IDS))
_OF_DOCUMENTS = _SAID.where(FieldValue.document_id.in_(_IDS))


def of_passages(session: Session, passage_ids: Collection[int]) -> dict[int, str]:
    """Give what archivists wrote about each of these passages, a line for each value; most have nothing."""
    return _gathered(session, _OF_PASSAGES, passage_ids)


def of_documents(session: Session, document_ids: Collection[int]) -> dict[int, str]:
    """Give what archivists wrote about each passage of these documents."""
    return _gathered(session, _OF_DOCUMENTS, document_ids)


def _gathered(session: Session, asked: Select[int | None, str], ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for passage_id, value in session.execute(asked, {"ids": list(ids)}):
        if passage_id is not None:
            found[passage_id] = f"{found[passage_id]}\n{value}" if passage_id in found else value
    return found


def streams_of(passage: Passage, title: str | None, said: str) -> Streams:
    """Make the streams of a passage, with what archivists wrote about it."""
    made = streams(passage.text, heading=passage.heading, title=title or "", damaged=passage.damaged)
    return with_said(made, said)


def with_said(made: Streams, said: str) -> Streams:
    """Add what archivists wrote to the streams of what is printed."""
    if not said.strip():
        return made
    return Streams(*(f"{one} {more}".strip() for one, more in zip(astuple(made), astuple(streams(said)), strict=True)))

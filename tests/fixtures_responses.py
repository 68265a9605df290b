"""Fixtures of answering: the open hearing of an archive of one's own, seen by a party with a personal link."""

from __future__ import annotations

import pytest

from tests.fixtures_web import Archive, Visitor
from tests.response_steps import address, guest, questions


@pytest.fixture
def where(changeable: Archive) -> str:
    """The address of the union's answer."""
    return address(changeable, "open", "union")


@pytest.fixture
def fields(changeable: Archive) -> list[str]:
    """The names of the fields of the hearing's questions, in order: the first must be answered."""
    return questions(changeable, "open")


@pytest.fixture
def field(fields: list[str]) -> str:
    """The field that must be answered."""
    return fields[0]


@pytest.fixture
def union(changeable: Archive) -> Visitor:
    """Somebody of the union, who opened its link."""
    return guest(changeable, "open-union")

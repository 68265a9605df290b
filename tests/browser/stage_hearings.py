"""Every page of hearings, parties and responses, and every state in which it looks different."""

from __future__ import annotations

from portal.model import Role
from tests.browser.stage_parts import State

OFFICER, RESPONDER, READER, ARCHIVIST = Role.OFFICER, Role.RESPONDER, Role.READER, Role.ARCHIVIST


def states(ids: dict[str, int]) -> list[State]:
    """Give them; `ids` are those of tests/sample_hearings.py."""
    return [
        State("hoeringer", OFFICER, "/hoeringer"),
        State("parter", OFFICER, "/parter"),
        State("arkiv-cpr", ARCHIVIST, "/arkiv/cpr"),
        State("personligt-link-forkert", None, "/svar/forkert"),
    ]

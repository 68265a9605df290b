"""Every page of hearings, parties and responses, and every state in which it looks different."""

from __future__ import annotations

from portal.model import Role
from tests.browser import stage_making, stage_parties, stage_responses, stage_table
from tests.browser.stage_parts import State, follow, send_empty

OFFICER, RESPONDER, READER, ARCHIVIST = Role.OFFICER, Role.RESPONDER, Role.READER, Role.ARCHIVIST


def states(ids: dict[str, int]) -> list[State]:
    """Give them; `ids` are those of tests/sample_hearings.py."""
    return [
        State("hoeringer", OFFICER, "/hoeringer"),
        State("parter", OFFICER, "/parter"),
        *stage_making.states(ids),
        *stage_parties.states(ids),
        *stage_table.states(ids),
        *stage_responses.states(ids),
        State("arkiv-cpr", ARCHIVIST, "/arkiv/cpr"),
        State("arkiv-forkortelser", ARCHIVIST, "/arkiv/forkortelser"),
        State("arkiv-forkortelse", ARCHIVIST, "/arkiv/forkortelser/0", send_empty("Gem")),
        State("hjaelp-hoeringer", None, "/hjaelp/hoeringer"),
        State("personligt-link-forkert", None, "/svar/forkert"),
        State("breve", OFFICER, f"/hoeringer/{ids['hearing-open']}/breve"),
        State("breve-kladde", OFFICER, f"/hoeringer/{ids['hearing-draft']}/breve"),
        State("personlige-links", OFFICER, f"/hoeringer/{ids['hearing-open']}/breve/links"),
        State(
            "personligt-link",
            OFFICER,
            f"/hoeringer/{ids['hearing-open']}/breve/links",
            follow("[data-link]", "Linket er kun til"),
        ),
        State("laengere-frist", OFFICER, f"/hoeringer/{ids['hearing-open']}/frist"),
        State("laengere-frist-fejl", OFFICER, f"/hoeringer/{ids['hearing-open']}/frist", send_empty("Forlæng fristen")),
        State("bed-om-frist", RESPONDER, f"/hoeringer/{ids['hearing-open']}/svar/{ids['open-west']}/frist"),
        State(
            "bed-om-frist-fejl",
            RESPONDER,
            f"/hoeringer/{ids['hearing-open']}/svar/{ids['open-west']}/frist",
            send_empty("Bed om længere frist"),
        ),
    ]

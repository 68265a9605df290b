"""Labels say who an entry is for; a reader's tokens open them or not."""

from __future__ import annotations

import pytest

from ingest.archive.audience import EVERY_CLOSED, closed_token, joined, label, opens

MINE = frozenset({"hearing:12", "party:3"})


@pytest.mark.parametrize(
    ("audience", "closed", "wanted"),
    [
        (None, False, None),
        (None, True, "closed:byrådet"),
        ("hearing:12|party:3", False, "hearing:12|party:3"),
        ("hearing:12", True, "hearing:12&closed:byrådet"),
    ],
)
def test_labels(audience: str | None, closed: bool, wanted: str | None):
    assert label(audience, "Byrådet", closed) == wanted


@pytest.mark.parametrize(
    ("wanted", "tokens", "seen"),
    [
        (None, frozenset(), True),
        ("hearing:12|party:3", MINE, True),
        ("hearing:1|party:3", MINE, True),
        ("hearing:1|party:33", MINE, False),
        ("hearing:12", frozenset(), False),
        ("hearing:12&closed:byrådet", MINE, False),
        ("hearing:12&closed:byrådet", MINE | {"closed:byrådet"}, True),
        ("hearing:12&closed:byrådet", MINE | {EVERY_CLOSED}, True),
        ("closed:byrådet", frozenset({EVERY_CLOSED}), True),
        ("hearing:12", frozenset({EVERY_CLOSED}), False),
        ("hearing:12|party:9", frozenset({"hearing:*"}), True),
        ("party:9", frozenset({"hearing:*", "papers:*"}), False),
        ("hearing:12&closed:byrådet", frozenset({"hearing:*"}), False),
        ("", MINE | {EVERY_CLOSED, "hearing:*"}, False),
    ],
)
def test_who_sees_what(wanted: str | None, tokens: frozenset[str], seen: bool):
    assert opens(wanted, tokens) is seen


def test_a_committee_cannot_forge_a_label():
    assert opens(closed_token("Byrådet|hearing:12"), MINE) is False
    assert opens(closed_token("Byrådet&x"), frozenset({closed_token("Byrådet&x")}))


def test_bytes_given_twice_are_for_both():
    assert joined("hearing:1", "party:3|hearing:1") == "hearing:1|party:3"
    assert joined("", "hearing:1") == "hearing:1"
    assert joined("hearing:1", None) is None
    assert joined(None, "") is None

"""A meeting's minutes say the same however a system prints them: each way on its own, on two papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.understand.item_list import items_of
from tests.understand_texts import open_text, read
from tests.understand_varied import COMMITTEE, DAY, FIRST, ITEMS, PAPERS, PLACE, SECRET, choices, paper, told

CHOICES = list(choices(Path(__file__).with_name("files") / "varied.tsv"))


@pytest.mark.parametrize("look", PAPERS)
@pytest.mark.parametrize(("choice", "printed"), CHOICES)
def test_minutes_say_the_same_however_they_are_printed(choice: str, printed: str, look: dict[str, str]) -> None:
    text = paper({**look, choice: printed})
    understood = read(text, path="dokument.txt")
    facts = [understood.first(name) for name in ("committee", "meeting_date", "place")]
    assert [told(value) for value in facts] == [told(COMMITTEE), told(DAY), told(PLACE)], text
    items = items_of(understood)
    given = [(i.number, told(i.title), i.case_number, told(i.decision)) for i in items[: len(ITEMS)]]
    assert given == [(str(FIRST + k), told(t), c, told(d)) for k, (t, c, d) in enumerate(ITEMS)], text
    assert [item.closed for item in items] == [False] * len(ITEMS) + [True] * (choice == "closed"), text
    assert SECRET not in open_text(understood)
    assert "Sælger" not in open_text(understood)


def test_the_table_tries_every_choice() -> None:
    assert {choice for choice, _ in CHOICES} == set(PAPERS[0]) == set(PAPERS[1])
    assert len(set(CHOICES)) == len(CHOICES) > 120

"""Other languages, names, code and numbers on a damaged page are left as they are; Danish beside them is not."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path

import pytest

from ingest.danish import analyse, lexicon
from ingest.danish.foreign import is_foreign

FILES = Path(__file__).parent / "files"
DAMAGED = "Udvalget droftede sagen og bad forvaltningen om at belyse okonomien naermere for naeste mgde med radet.\n"


def changed(text: str) -> tuple[int, list[tuple[str, str]]]:
    """Count the words of a text that stands in a damaged Danish page, and give those that are read as others."""
    around = 2 * DAMAGED
    rows = analyse(f"{around}{text.strip()}\n{around}", damaged=True)
    inside = [row for row in rows if len(around) <= row.start < len(around) + len(text.strip())]
    assert sum(row.text == "mødet" or row.text == "møde" for row in rows) == 4, "the Danish around it is repaired"
    return len(inside), [(row.word, row.text) for row in inside if row.repairs and row.text != row.word.lower()]


def test_at_most_one_word_in_five_hundred_is_read_as_another() -> None:
    words, wrong = 0, []
    for name in ("foreign.toml", "foreign_second.toml"):
        for text in tomllib.loads((FILES / name).read_text(encoding="utf-8")).values():
            number, found = changed(text)
            words += number
            wrong += found
    assert words > 1300
    assert len(wrong) <= 0.002 * words, wrong


@pytest.mark.parametrize(
    "text",
    [
        "sig hinanden over tre år så de kan dele erfaringer fra hver sin skole i byen",
        "at der afsættes to fælles timer hver måned så de tværfaglige forløb kan planlægges",
        "Beslutning: Tiltrådt (A, C og V). Imod stemte F (2) og B (1); Ø undlod at stemme.",
        "Budget 2009: 1.250.000 kr. - 4 pct. / mødet den 12/3 [bilag 1-4] (udsat)",
        "Hr. Müller og fru Böttcher har søgt om tilladelse til at opføre et udhus ved vejen",
        "",
    ],
)
def test_danish_is_not_foreign(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "The committee agreed that the building would be sold before the end of the year",
        "Der Rat hat beschlossen, die Halle nicht zu verkaufen und den Antrag abzulehnen",
        "Föreningen säljer även böcker och kläder till förmån för barnen i byn varje lördag",
        "if (rows.length > 0) { table.append(rows[0]); } else { return null; }",
    ],
)
def test_others_are(text: str) -> None:
    assert is_foreign(text)


def test_a_lexicon_error_crosses_a_process_border_whole() -> None:
    error = lexicon.LexiconMissing("mangler", "Arkivets egen ordbog")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert "`portal lexicon`" in str(error)

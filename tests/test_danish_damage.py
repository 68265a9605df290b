"""The gate: which pages lost letters, also those that lost only some, and none that did not."""

from __future__ import annotations

import random
import re

import pytest

from ingest.danish import damaged_texts

TEXT = (
    "Forvaltningen indstiller, at udvalget godkender forslaget til ny fordeling af midlerne mellem skolerne. Børne- og "
    "Ungeudvalget drøftede sagen på mødet og bad om en redegørelse for, hvordan pengene er brugt i de seneste tre år. "
    "Ældrerådet har afgivet høringssvar og gør opmærksom på, at plejehjemmene også mangler plads. Der er søgt om "
    "tilskud til et læringscenter, og området omkring søen bliver åbnet for cyklister, når vejen er færdig til næste "
    "år. Medarbejderne på rådhuset er blevet hørt, og økonomien er beskrevet i bilaget. Formanden foreslår, at sagen "
    "bliver sendt til økonomiudvalget, før byrådet tager stilling til den, og at forældrene får besked. "
)
LOST = {"å": "aaaad", "æ": ["ee", "ae", "e", "ze"], "ø": "oooage"}


def damaged(text: str, kept: float, seed: int = 1) -> str:
    dice = random.Random(seed)
    return re.sub(
        "[æøåÆØÅ]", lambda letter: letter[0] if dice.random() < kept else dice.choice(LOST[letter[0].lower()]), text
    )


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.5])
def test_a_page_that_lost_all_or_some_letters(kept: float) -> None:
    for seed in range(5):
        assert damaged_texts([damaged(TEXT * 2, kept, seed)]) == [True]


@pytest.mark.parametrize(
    "text",
    [
        TEXT, TEXT * 4, "Møde den 12. marts", "Dagsorden", "", "1 2 3 4", "Kolding Odense Vejle Randers Horsens",
        "Til stede: Jens Jonasen, Bent Layer, Karen Kjolby, Ole Sorensen, Grete Madsen og Poul Bek. " * 6 + TEXT,
        "The committee made a decision and the mayor said that it was for the good of all. " * 12,
        "Die Gemeinde hat der Sache und dem Rat nicht den Namen gegeben, der für das Bad gilt. " * 12,
    ],
)  # fmt: skip
def test_clean_and_foreign_pages(text: str) -> None:
    assert damaged_texts([text]) == [False]


def test_short_pages_headings_and_tables_follow_the_document() -> None:
    pages = [damaged(TEXT, 0), "Bgrn og unge", "Budget 2011  1.250  3.400", damaged(TEXT, 0), ""]
    assert damaged_texts(pages) == [True, True, True, True, False]
    assert damaged_texts([TEXT, "Børn og unge", TEXT]) == [False, False, False]
    assert damaged_texts([damaged(TEXT, 0), TEXT, TEXT, TEXT])[1:] == [False, False, False]


def test_a_short_document_is_judged_by_its_words() -> None:
    assert damaged_texts(["Referat af mgde i bgrneudvalget"]) == [True]
    assert damaged_texts(["Madrad og kage"]) == [False]
    assert damaged_texts([]) == []

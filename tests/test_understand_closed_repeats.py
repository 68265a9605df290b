"""What is closed is not repeated in the open: contents, references, items named by number."""

from __future__ import annotations

import pytest

from ingest.understand import understand
from tests.understand_texts import SECRET, assert_whole, minutes, open_text, read, source

CONTENTS = (
    "Referat\nØkonomiudvalget\nMødedato: 3. maj 2016\n\nIndholdsfortegnelse\n1. Godkendelse af dagsorden ........ 2\n"
    "2. Opsigelse af lejemål i Havnegade 4 ........ 3\n3. Eventuelt ........ 4\n"
)


@pytest.mark.parametrize(
    ("contents", "body_heading"),
    [
        ("2. Opsigelse af lejemål i Havnegade 4 ........ 3", "2. Opsigelse af lejemål i Havnegade 4 (lukket)"),
        ("2. Opsigelse af lejemål i Havne- ... 3", "2. Lukket: Opsigelse af lejemål i Havnegade 4"),
        ("2. Opsigelse af lejemål i\nHavnegade 4 ..... 3", "2. Lukket punkt: Opsigelse af lejemål i Havnegade 4"),
        ("2. Lukket - Opsigelse af lejemål i Havnegade 4 .... 3", "2. Opsigelse af lejemål i Havnegade 4"),
        (
            "Lukkede punkter\n2. Opsigelse af lejemål i Havnegade 4 .... 3\nÅbne punkter",
            "2. Opsigelse af lejemål i Havnegade 4",
        ),
        ("2 Opsigelse af lejemål i Havnegade 4 3", "Punkt 2: (Lukket) Opsigelse af lejemål i Havnegade 4"),
    ],
)
def test_the_contents_do_not_show_a_closed_heading(contents: str, body_heading: str) -> None:
    first = CONTENTS.replace("2. Opsigelse af lejemål i Havnegade 4 ........ 3", contents)
    given = source(
        first,
        f"1. Godkendelse af dagsorden\nBeslutning\nGodkendt.\n{body_heading}\nSagsnr.: 16/1201\n"
        f"Sagsfremstilling\n{SECRET}\n"
        "3. Eventuelt\nBeslutning\nIntet.\n",
    )
    understood = understand(given, "referat.pdf")
    assert_whole(given, understood)
    shown = open_text(understood)
    assert "lejemål" not in shown
    assert SECRET not in shown
    assert "1. Godkendelse af dagsorden ........ 2" in shown
    assert "3. Eventuelt ........ 4" in shown
    assert "Intet." in shown


def test_a_reference_in_an_open_item_does_not_repeat_the_closed_heading() -> None:
    text = minutes("6. Lukket: Opsigelse af lejemål i Havnegade").replace(
        "Godkendt.", "Godkendt.\nPunkt 6, opsigelse af lejemål i Havnegade, blev udsat.\nIngen bemærkninger."
    )
    shown = open_text(read(text))
    assert "lejemål" not in shown
    assert "Ingen bemærkninger." in shown


def test_a_common_title_that_is_also_an_open_item_stays_open_there() -> None:
    text = (
        "Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Orientering fra formanden\n\nBeslutning\n\nÅben orientering.\n\n"
        "2. Lukket: Orientering fra formanden\n\nBeslutning\n\nLukket orientering.\n"
    )
    shown = open_text(read(text))
    assert "Åben orientering." in shown
    assert "1. Orientering fra formanden" in shown
    assert "Lukket orientering" not in shown


def test_items_that_a_sentence_names_by_number_are_closed() -> None:
    text = minutes("6. Lejemål i Havnegade").replace("Godkendt.", "Godkendt. Punkt 6 behandles for lukkede døre.")
    shown = open_text(read(text))
    assert SECRET not in shown
    assert "Budgetopfølgning" in shown


def test_a_scan_that_misread_the_title_in_the_contents_is_told_by_its_number() -> None:
    contents = (
        "Indholdsfortegnelse\n1. Godkendelse af dagsorden .... 2\n"
        "2. Opsiqelse af Iejemål i Havneqade 4 .... 3\n3. Eventuelt .... 4\n"
    )
    body = (
        f"1. Godkendelse af dagsorden\nBeslutning\nGodkendt.\n"
        f"2. Lukket: Opsigelse af lejemål i Havnegade 4\nSagsfremstilling\n{SECRET}\n3. Eventuelt\nBeslutning\nIntet.\n"
    )
    shown = open_text(read(f"Referat\nByrådet\nMødedato: 3. maj 2016\n{contents}", body))
    assert "Havneqade" not in shown
    assert "1. Godkendelse af dagsorden .... 2" in shown
    other = contents.replace("2. Opsiqelse", "2. Lukket: Opsiqelse")
    shown = open_text(read(f"Referat\nByrådet\nMødedato: 3. maj 2016\n{other}", body.replace("Lukket: ", "")))
    assert SECRET not in shown


def test_a_misread_title_in_a_contents_without_numbers_is_told_by_its_letters() -> None:
    contents = (
        "Indholdsfortegnelse\nGodkendelse af dagsorden .... 2\n"
        "Opsiqelse af lejemål i Havneqade .... 3\nEventuelt .... 4\n"
    )
    body = (
        f"Punkt 1: Godkendelse af dagsorden\nBeslutning\nGodkendt.\n"
        f"Punkt 2: Opsigelse af lejemål i Havnegade (lukket)\nSagsfremstilling\n{SECRET}\n"
    )
    shown = open_text(read(f"Referat\nByrådet\nMødedato: 3. maj 2016\n{contents}", body))
    assert "Havneqade" not in shown
    assert "Godkendelse af dagsorden .... 2" in shown


def test_a_column_that_says_open_or_closed_for_each_item() -> None:
    table = (
        "Punkt | Titel | Åben/lukket\n1 | Godkendelse af dagsorden | Åben\n"
        "2 | Opsigelse af lejemål i Havnegade | Lukket\n3 | Eventuelt | Åben\n"
    )
    shown = open_text(
        read(
            f"Dagsorden\nByrådet\nMødedato: 3. maj 2016\n{table}\n"
            f"1. Godkendelse af dagsorden\nIndstilling\nat den godkendes\n2. Opsigelse af lejemål i Havnegade\n"
            f"Sagsfremstilling\n{SECRET}\n3. Eventuelt\n"
        )
    )
    assert "lejemål" not in shown
    assert SECRET not in shown
    assert "1 | Godkendelse af dagsorden | Åben" in shown
    assert "3. Eventuelt" in shown

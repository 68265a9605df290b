"""Passages: every character once and in order, items with their number and heading, nothing too long."""

from __future__ import annotations

import pytest

from ingest.understand import understand
from ingest.understand.item_list import items_of
from tests.understand_texts import MINUTES, assert_whole, item_numbers, read, source

LONG = "Forvaltningen har set på sagen og finder, at den kan løses på tre måder, som alle koster penge. "


@pytest.mark.parametrize(
    "pages",
    [
        (MINUTES,),
        (MINUTES, MINUTES),
        ("", MINUTES, "   \n\n "),
        ("Uden overskrifter. " * 400,),
        ("ord " * 3000,),
        ("x" * 20_000,),
        ("\n\n\nEn linje\n\n\n\n   og en til   \n",),
        ("1. Et\n2. To\n3. Tre", "4. Fire\n\n5. Fem"),
        ("|\n•\n- \n1.\n\n7\n.",),
        ("Dagsorden\n\n" + "\n".join(f"{n}. Punkt om emne {n}" for n in range(1, 40)),),
    ],
)
def test_every_character_stands_in_exactly_one_passage(pages: tuple[str, ...]) -> None:
    given = source(*pages)
    assert_whole(given, understand(given, "papir.txt"))


def test_nothing_gives_no_passages() -> None:
    for pages in [(), ("",), ("  \n\n ",)]:
        understood = understand(source(*pages), "tom.txt")
        assert understood.passages == ()
        assert understood.kind == "other"


def test_a_long_item_is_cut_and_every_part_tells_its_item() -> None:
    text = MINUTES.replace("Skolen ønsker en ny legeplads.", "\n\n".join([LONG * 6] * 12))
    given = source(text)
    understood = understand(given, "referat.txt")
    assert_whole(given, understood)
    parts = [p for p in understood.passages if p.number == "2"]
    assert len(parts) > 2
    assert {p.heading for p in parts} == {"Ny legeplads ved Strandskolen"}
    assert all(len(p.text.split()) <= 600 for p in understood.passages)
    assert item_numbers(understood) == ["1", "2", "3", "4"]
    assert items_of(understood)[1].decision == "Godkendt som indstillet."


def test_text_without_headings_is_cut_at_paragraphs_into_about_300_words() -> None:
    given = source("\n\n".join([LONG * 4] * 40))
    understood = understand(given, "papir.txt")
    assert_whole(given, understood)
    sizes = [len(p.text.split()) for p in understood.passages]
    assert all(200 <= size <= 600 for size in sizes[:-1])
    assert all(p.text.startswith("Forvaltningen har set") for p in understood.passages)


def test_one_endless_line_is_cut_too() -> None:
    for text in (LONG * 3000, "ord " * 30_000):
        given = source(text)
        understood = understand(given, "papir.txt")
        assert_whole(given, understood)
        assert max(len(p.text.split()) for p in understood.passages) <= 600


def test_a_passage_over_pages_says_which_part_stands_on_which() -> None:
    understood = read(
        "Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Ny vej\nSagsnr.: 16/12\n\nBegynder her.",
        "Ender her.\n\n2. Eventuelt\n",
    )
    first = next(p for p in understood.passages if p.number == "1")
    assert (first.first_page, first.last_page) == (1, 2)
    one, two = first.segments
    assert first.text[one.start : one.end].strip().endswith("Begynder her.")
    assert first.text[two.start : two.end] == "Ender her."


def test_sections_of_a_paper_carry_their_headings() -> None:
    understood = read(
        f"Frivilligpolitik\n\nForord\n\n{LONG * 5}\n\nMålgruppe\n\n{LONG * 5}\n",
        headings=("Frivilligpolitik", "Forord", "Målgruppe"),
    )
    assert [p.heading for p in understood.passages if p.kind == "section"][-1] == "Målgruppe"
    assert any("Forord" in p.text for p in understood.passages)


def test_damaged_pages_mark_their_passages() -> None:
    clean = (
        "Det er vigtigt, at børnene får en god skole, og at der er plads til alle, som gerne vil være med i arbejdet. "
        * 30
    )
    damaged = clean.replace("ø", "o").replace("å", "a").replace("æ", "ae")
    understood = read(clean, damaged)
    assert {p.damaged for p in understood.passages if p.last_page == 1} == {False}
    assert {p.damaged for p in understood.passages if p.first_page == 2} == {True}
    assert understood.language_quality == "damaged"
    assert read(clean).language_quality == "clean"
    english = (
        "The committee met to discuss the plan for the new school and the budget for the coming year with all. " * 8
    )
    assert read(english).language_quality == "clean"


def test_three_thousand_items_come_out_one_by_one() -> None:
    contents = "Indholdsfortegnelse\n" + "".join(
        f"{n}. Sag {n} om vej nr. {n * 7} ..... {n // 3}\n" for n in range(1, 3001)
    )
    body = "".join(
        f"\n{n}. Sag {n} om vej nr. {n * 7}{' (lukket)' if n % 5 == 0 else ''}\nSagsnr.: 16/{1000 + n}\n\n"
        f"Beslutning\n\nGodkendt.\n"
        for n in range(1, 3001)
    )
    given = source(f"Referat\nByrådet\nMødedato: 3. maj 2016\n\n{contents}{body}")
    understood = understand(given, "referat.txt")
    assert_whole(given, understood)
    items = items_of(understood)
    assert [i.number for i in items] == [str(n) for n in range(1, 3001)]
    assert [int(i.number or 0) for i in items if i.closed] == list(range(5, 3001, 5))


def test_a_thousand_pages_are_read_through() -> None:
    pages = [
        f"{n}. Sag om emne {n}\nSagsnr.: 16/{n}\nSagsfremstilling\n{LONG * 12}\nBeslutning\nGodkendt."
        for n in range(1, 1001)
    ]
    given = source("Referat\nByrådet\nMødedato: 3. maj 2016", *pages)
    understood = understand(given, "referat.pdf")
    assert_whole(given, understood)
    assert len(items_of(understood)) == 1000


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["1. Lukket"] * 5000),
        "Referat\nMødedato: 1. maj 2020\n" + "\n".join(["Lukket bilag", "Bilag"] * 3000),
        "Referat\nMødedato: 1. maj 2020\n" + "\n".join(f"Lukkede punkter\n{n}. Salg" for n in range(2000)),
        "Referat\nMødedato: 1. maj 2020\n" + "\n".join(["1. Samme titel på alle punkter i dagsordenen"] * 4000),
        "\n".join(["Mødedato:"] * 5000),
        "Sagsnr.: " * 5000,
        " | ".join(["Sagsnr."] * 4000),
        "1. " * 20_000,
        "....... 1\n" * 5000,
    ],
)
def test_hostile_texts_are_kept_whole(text: str) -> None:
    given = source(text)
    assert_whole(given, understand(given, "papir.txt"))

"""Items of agendas and minutes: found however they are numbered; lists and contents are none."""

from __future__ import annotations

import pytest

from ingest.understand import understand
from ingest.understand.item_list import items_of
from tests.understand_texts import MINUTES, assert_whole, item_numbers, read, source

LONG = "Forvaltningen har set på sagen og finder, at den kan løses på tre måder, som alle koster penge. "


def test_items_have_number_heading_and_their_whole_text() -> None:
    items = items_of(read(MINUTES))
    assert [(i.number, i.title) for i in items] == [
        ("1", "Godkendelse af dagsorden"),
        ("2", "Ny legeplads ved Strandskolen"),
        ("3", "Opsigelse af lejemål i Havnegade 4"),
        ("4", "Eventuelt"),
    ]
    assert [i.closed for i in items] == [False, False, True, False]
    legeplads = next(p for p in read(MINUTES).passages if p.number == "2")
    assert legeplads.text.startswith("2. Ny legeplads ved Strandskolen")
    for inside in ("Sagsfremstilling", "1. Klatretårn", "3. Begge dele", "Indstilling", "Godkendt som indstillet."):
        assert inside in legeplads.text


def test_lists_in_the_text_are_no_items() -> None:
    text = MINUTES.replace(
        "1. Klatretårn\n2. Svævebane\n3. Begge dele", "\n".join(f"{n}. Mulighed nummer {n}" for n in range(1, 9))
    )
    assert item_numbers(read(text)) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Punkt 12: Budget for skolerne", "Punkt 13: Ny vej i Strandby"),
        ("Pkt. 12 Budget for skolerne", "Pkt. 13 Ny vej i Strandby"),
        ("Punkt nr. 12 - Budget for skolerne", "Punkt nr. 13 - Ny vej i Strandby"),
        ("12. Budget for skolerne", "13. Ny vej i Strandby"),
        ("12) Budget for skolerne", "13) Ny vej i Strandby"),
        ("12 Budget for skolerne", "13 Ny vej i Strandby"),
        ("12Budget for skolerne", "13Ny vej i Strandby"),
        ("12 - Budget for skolerne", "13 - Ny vej i Strandby"),
        ("12\nBudget for skolerne", "13\nNy vej i Strandby"),
        ("12.\nBudget for skolerne", "13.\nNy vej i Strandby"),
        ("Budget for skolerne\nSag nr. 12", "Ny vej i Strandby\nSag nr. 13"),
        ("Ad 12 Budget for skolerne", "Ad 13 Ny vej i Strandby"),
        ("12. Åbent - Budget for skolerne", "13. Åben sag: Ny vej i Strandby"),
        ("12. Budget for\nskolerne", "13. Ny vej i\nStrandby"),
    ],
)
def test_items_are_found_however_their_number_is_printed(first: str, second: str) -> None:
    text = (
        f"Referat af møde i Byrådet den 3. maj 2016\n\n{first}\nSagsnr.: 16/1200\n\nBeslutning\n\nGodkendt.\n\n"
        f"{second}\nSagsnr.: 16/1201\n\nBeslutning\n\nUdsat.\n"
    )
    given = source(text)
    understood = understand(given, "referat.txt")
    assert_whole(given, understood)
    items = items_of(understood)
    assert [(i.number, i.title) for i in items] == [("12", "Budget for skolerne"), ("13", "Ny vej i Strandby")]
    assert [(i.case_number, i.decision) for i in items] == [("16/1200", "Godkendt."), ("16/1201", "Udsat.")]


def test_the_table_of_contents_is_no_items_and_names_none_twice() -> None:
    contents = "Indholdsfortegnelse\n" + "".join(f"{n}. Sag om emne {n} ........ {n + 1}\n" for n in range(1, 8))
    body = "".join(f"\n{n}. Sag om emne {n}\n\nBeslutning\n\nGodkendt.\n" for n in range(1, 8))
    understood = read(f"Referat\nByrådet\nMødedato: 3. maj 2016\n\n{contents}", body)
    assert item_numbers(understood) == [str(n) for n in range(1, 8)]
    assert all(item.first_page == 2 for item in items_of(understood))


@pytest.mark.parametrize("title", ["Budget for skolerne", "Budget 2020"])
def test_a_contents_with_page_numbers_only_is_no_items(title: str) -> None:
    first = (
        f"Dagsorden\nByrådet\nMødedato: 3. maj 2016\nIndhold\n1 Godkendelse af dagsorden 2\n2 {title} 3\n3 Eventuelt 9"
    )
    body = (
        f"1. Godkendelse af dagsorden\nIndstilling\nat den godkendes\n2. {title}\nIndstilling\n"
        f"at det vedtages\n3. Eventuelt"
    )
    understood = read(first, body)
    assert item_numbers(understood) == ["1", "2", "3"]
    assert {item.first_page for item in items_of(understood)} == {2}


def test_a_heading_printed_twice_is_one_item() -> None:
    text = MINUTES.replace(
        "2. Ny legeplads ved Strandskolen\n", "2. Ny legeplads ved Strandskolen\n2. Ny legeplads ved Strandskolen\n"
    )
    understood = read(text)
    assert item_numbers(understood) == ["1", "2", "3", "4"]
    assert "legeplads" not in next(p for p in understood.passages if p.number == "1").text


def test_a_bare_agenda_is_its_items() -> None:
    understood = read("Dagsorden for bestyrelsesmøde\n\n1. Valg af dirigent\n2. Beretning\n3. Regnskab\n4. Eventuelt\n")
    assert item_numbers(understood) == ["1", "2", "3", "4"]


def test_items_without_headings_begin_with_their_case_number() -> None:
    text = (
        "Beslutningsprotokol\n\nonsdag den 11. august 2021 kl. 09:00\n\nUdvalg: Teknikudvalget\n\nUdskriv\n"
        "Sagsid.: 20/33839, Sagsinitialer: AGVA\n\n"
        "Sagsfremstilling\n\nEn vej.\n\nBeslutning\n\nGodkendt.\n\nUdskriv\n"
        "Sagsid.: 20/35762, Sagsinitialer: LHO\n\nSagsfremstilling\n\nEn bro.\n"
    )
    items = items_of(read(text))
    assert [(i.number, i.title, i.case_number, i.decision) for i in items] == [
        (None, "", "20/33839", "Godkendt."),
        (None, "", "20/35762", None),
    ]


def test_markup_headings_are_items_when_nothing_is_numbered() -> None:
    text = (
        "Dagsorden 8. oktober 2025 kl. 16.00\n\nUdvalg: Byrådet\n\nBudget for skolerne\n\nResume\n\nDer er penge.\n\n"
        "Ny vej i Strandby\n\nResume\n\nDer er jord.\n"
    )
    headings = ("Dagsorden 8. oktober 2025 kl. 16.00", "Budget for skolerne", "Resume", "Ny vej i Strandby", "Resume")
    understood = read(text, headings=headings)
    assert [i.title for i in items_of(understood)] == ["Budget for skolerne", "Ny vej i Strandby"]


def test_a_number_on_its_own_line_above_a_markup_heading_is_the_items() -> None:
    text = (
        "Byrådet\n\nMødedato: onsdag den 8. oktober 2025 kl. 16.00\n\nPunkt\nTitel\n\n1\n"
        "Godkendelse af dagsorden\n2025-003832\n\nHent som PDF\n\n"
        "2\nForslag til budget\n2025-008308\n\nResume\n\nPenge.\n\nBilag\nPDF\nBilag 1: Budget\n22\n"
        "Hent som PDF\n\n3\nBadebro\n2025-008309\n\nResume\n\nEn bro.\n"
    )
    headings = ("Godkendelse af dagsorden", "Forslag til budget", "Resume", "Bilag", "Badebro")
    items = items_of(read(text, headings=headings))
    assert [(i.number, i.title) for i in items] == [
        ("1", "Godkendelse af dagsorden"),
        ("2", "Forslag til budget"),
        ("3", "Badebro"),
    ]
    assert items[1].annexes == ("Bilag 1: Budget",)

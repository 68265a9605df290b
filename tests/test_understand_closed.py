"""A leak is the end of trust: what is marked lukket is closed, all of it, and nothing else is lost."""

from __future__ import annotations

import pytest

from ingest.understand import understand
from ingest.understand.closed_marks import mark_in
from tests.understand_texts import SECRET, assert_whole, closed_text, minutes, open_text, read, source

HEADINGS = [
    "6. Lukket punkt: Lejemål i Havnegade",
    "6. Lukket: Lejemål i Havnegade",
    "6. Lukket - Lejemål i Havnegade",
    "6. LUKKET SAG Lejemål i Havnegade",
    "6. Lejemål i Havnegade (Lukket)",
    "6. Lejemål i Havnegade (lukket sag)",
    "6. Lejemål i Havnegade - lukket punkt",
    "6. Lejemål i Havnegade – Lukket",
    "6. Lejemål i Havnegade, lukket",
    "6. [Lukket] Lejemål i Havnegade",
    "6. (lukket) Lejemål i Havnegade",
    "Punkt 6: Lukket: Lejemål i Havnegade",
    "Pkt. 6 Lukket punkt",
    "6Lukket punkt",
    "6. l u k k e t   p u n k t",
    "6. L U K K E T  P U N K T",
    "6. Lukkct punkt",
    "6. LUKKFT SAG",
    "6. Iukket: Lejemål i Havnegade",
    "6. LuKket pUnkt",
    "6. Luk\u00adket punkt",
    "6. Luk-\nket punkt",
    "6. Lejemål i Havnegade (fortroligt)",
    "6. ＬＵＫＫＥＴ punkt",
    "6 | Lukket | Lejemål i Havnegade | 16/1201",
    "6. Lukket dagsordenspunkt",
    "Lukket punkt",
    "Lukket - Lejemål i Havnegade",
    "Lejemål i Havnegade (Lukket)",
]
LABELS = [
    "Lukket punkt",
    "Lukket",
    "(Lukket)",
    "LUKKET SAG",
    "Åbent/Lukket: Lukket",
    "Åben/lukket sag: lukket",
    "Åbent/Lukket:\nLukket",
    "Status: Lukket",
    "Sagstype: Lukket sag",
    "Lukket: Ja",
    "Punktet er lukket.",
    "Punktet er lukket, jf. styrelseslovens § 10.",
    "Sagen behandles for lukkede døre.",
    "Punktet behandles på lukket\nmøde.",
    "Lukket i henhold til styrelseslovens § 10",
    "Åben/lukket | Lukket",
    "Å b e n t / L u k k e t :  L u k k e t",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_an_item_with_lukket_in_its_heading_is_closed(heading: str) -> None:
    given = source(minutes(heading))
    understood = understand(given, "referat.txt")
    assert_whole(given, understood)
    shown = open_text(understood)
    assert SECRET not in shown
    assert "Hemmelig" not in shown
    assert "16/1201" not in shown
    assert "Havnegade" not in shown
    assert "Budgetopfølgning" in shown
    assert "Godkendt." in shown
    assert "Intet." in shown


@pytest.mark.parametrize("label", LABELS)
def test_an_item_with_a_label_that_says_lukket_is_closed(label: str) -> None:
    given = source(minutes("6. Lejemål i Havnegade", label=label))
    understood = understand(given, "referat.txt")
    assert_whole(given, understood)
    shown = open_text(understood)
    assert SECRET not in shown
    assert "Hemmelig" not in shown
    assert "Havnegade" not in shown
    assert "Godkendt." in shown
    assert "Intet." in shown


def test_a_label_late_in_an_item_closes_all_of_it() -> None:
    shown = open_text(
        read(minutes("6. Lejemål i Havnegade").replace("Hemmelig beslutning.", "Vedtaget.\n\nÅbent/Lukket: Lukket"))
    )
    assert SECRET not in shown
    assert "Vedtaget" not in shown
    assert "Intet." in shown


@pytest.mark.parametrize(
    "label",
    [
        "Åbent/Lukket: Åbent",
        "Lukket: Nej",
        "Åbent punkt",
        "Åben sag",
        "Åbent/Lukket:\nÅbent",
        "Lukket punkt: Nej",
        "Åben/lukket | Åben",
    ],
)
def test_a_label_that_says_open_closes_nothing(label: str) -> None:
    understood = read(minutes("6. Lejemål i Havnegade", label=label))
    assert not any(p.closed for p in understood.passages)


@pytest.mark.parametrize(
    "prose",
    [
        "Skolen holder lukket i uge 29.",
        "Vejen er lukket for gennemkørsel, mens der graves.",
        "Karl Berg og Egon Lund forlod salen før den lukkede del.",
        "Biblioteket er lukket om søndagen, men åbent lørdag.",
        "Svømmehallen blev lukket i 2012, og grunden solgt.",
        "Forvaltningen foreslår, at de lukkede institutioner bruges til foreninger.",
        "Det er en lukket bebyggelse med fælles gård.",
        "Mandag: Lukket\nTirsdag: 10-15\nJuleaften: Lukket",
        "Dørene blev lukket kl. 19, og borgerne måtte gå hjem.",
        "Forvaltningen vurderer, at institutionen skal holdes\nlukket.",
        "Lukket i uge 29 og 30.",
        "Den plukkede frugt og det slukkede lys.",
        "Udvalget skal finde ud af, hvornår sager behandles for lukkede døre, og skrive det i forretningsordenen.",
        "Flere sager kan behandles åbent, og lukkede punkter kan så vidt muligt åbnes efter behandlingen i udvalget.",
        "Oplysningerne er fortrolige, siger forvaltningen.",
    ],
)
def test_prose_about_closed_doors_and_roads_is_open(prose: str) -> None:
    text = minutes("6. Sommerferie i daginstitutionerne").replace(SECRET, prose)
    understood = read(text)
    assert closed_text(understood) == ""


@pytest.mark.parametrize("heading", ["6. Skovvej lukket for gennemkørsel", "6. Skolen holder lukket i uge 29"])
def test_headings_about_closed_roads_are_open(heading: str) -> None:
    assert closed_text(read(minutes(heading))) == ""


def test_a_closed_section_closes_every_item_under_it_until_the_open_one() -> None:
    text = (
        "Dagsorden for Byrådet\nMødedato: 1. juni 2020\n\nLukkede punkter\n\n1. Salg af Strandvej 12\n\n"
        "Indstilling\n\nDet indstilles, at huset sælges.\n\n2. Ansættelse af direktør\n\nIndstilling\n\n"
        "Det indstilles, at Kim Due ansættes.\n\nÅbne punkter\n\n3. Budget\n\nIndstilling\n\n"
        "Det indstilles, at budgettet vedtages.\n"
    )
    understood = read(text)
    shown = open_text(understood)
    assert "Strandvej" not in shown
    assert "Kim Due" not in shown
    assert "budgettet vedtages" in shown
    assert [p.number for p in understood.passages if p.closed][-2:] == ["1", "2"]


@pytest.mark.parametrize(
    "section", ["LUKKET MØDE", "Lukkede sager", "Lukket dagsorden", "LUKKEDE DAGSORDENSPUNKTER", "Lukket del"]
)
def test_a_closed_section_after_open_items_runs_to_the_end(section: str) -> None:
    text = minutes(
        "6. Legeplads",
        after=f"{section}\n\n7. Lejemål\n\nBeslutning\n\nHemmeligt.\n\n8. Ansættelse\n\nBeslutning\n\nOgså.",
    )
    shown = open_text(read(text))
    assert SECRET in shown
    assert "Hemmeligt" not in shown
    assert "Ansættelse" not in shown
    assert "Også" not in shown


@pytest.mark.parametrize("after", ["", "\n\nUnderskriftsside\n\nIda Holm", "\n\nIngen", "\n\nTil toppen"])
def test_an_empty_heading_lukkede_punkter_is_no_closed_item(after: str) -> None:
    text = minutes("6. Legeplads", after=f"7. Eventuelt\n\nBeslutning\n\nIntet.\n\nLukkede punkter{after}")
    assert not any(p.closed and "Lukkede" not in p.text for p in read(text).passages)
    assert closed_text(read(text)) == ""


def test_an_empty_closed_heading_in_the_contents_leaves_the_items_open() -> None:
    text = (
        "Referat af møde i Klimaudvalget\nDen 09.01.2020 kl. 13:00 i Tinghuset\n\nIndholdsfortegnelse\n\n"
        "Lukkede Punkter\n\n"
        "Deltagere:\n\nErik Lund (A)\n\n1. Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt.\n"
    )
    assert closed_text(read(text)) == ""


def test_an_empty_closed_heading_at_the_end_of_the_contents_leaves_the_body_open() -> None:
    contents = (
        "Indholdsfortegnelse\nÅbne punkter\n1. Godkendelse af dagsorden\n2. Budget for skolerne\nLukkede punkter\n"
    )
    body = (
        "1. Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt.\n\n2. Budget for skolerne\n\nBeslutning\n\nVedtaget.\n"
    )
    assert closed_text(read(f"Referat\nByrådet\nMødedato: 1. juni 2020\n\n{contents}\n{body}")) == ""


@pytest.mark.parametrize(
    "text", ["lukket " * 4000, "l u " * 5000, "punkt 1, 2, " * 2000 + "lukket", "(" * 9000 + "lukket", "il" * 9000]
)
def test_hostile_lines_are_judged_at_once(text: str) -> None:
    mark_in(text)  # linear: the suite would hang otherwise

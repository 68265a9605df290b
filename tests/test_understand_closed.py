"""A leak is the end of trust: what is marked lukket is closed, all of it, and nothing else is lost."""

from __future__ import annotations

import pytest

from ingest.understand import understand
from ingest.understand.closed_marks import mark_in
from tests.understand_texts import MINUTES, assert_whole, closed_text, open_text, read, source

SECRET = "Udlejeren forlanger 400.000 kr."


def minutes(heading: str, *, label: str = "", after: str = "7. Eventuelt\n\nBeslutning\n\nIntet.") -> str:
    """Minutes with an open item, one whose heading (and label) is given, and an open one after it."""
    return (
        "Referat\nØkonomiudvalget\nMødedato: 3. maj 2016\n\n5. Budgetopfølgning\nSagsnr.: 16/1200\n\nBeslutning\n\n"
        f"Godkendt.\n\n{heading}\n{label}\nSagsnr.: 16/1201\n\nSagsfremstilling\n\n{SECRET}\n\nBeslutning\n\n"
        f"Hemmelig beslutning.\n\n{after}\n"
    )


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
    ["Åbent/Lukket: Åbent", "Lukket: Nej", "Åbent punkt", "Åben sag", "Åbent/Lukket:\nÅbent", "Lukket punkt: Nej"],
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
        "Det indstilles, at Kim Due ansættes.\n\nÅbne punkter\n\n3. Budget\n\nIndstilling\n\nDet indstilles, at budgettet vedtages.\n"
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
        "Referat af møde i Klimaudvalget\nDen 09.01.2020 kl. 13:00 i Tinghuset\n\nIndholdsfortegnelse\n\nLukkede Punkter\n\n"
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
        f"1. Godkendelse af dagsorden\nBeslutning\nGodkendt.\n{body_heading}\nSagsnr.: 16/1201\nSagsfremstilling\n{SECRET}\n"
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


@pytest.mark.parametrize(
    "annexes",
    [
        "Bilag\nBilag 1: Kort\nLukket bilag: Tilbud fra Byg og Bo\nBilag 3: Notat",
        "Bilag\nBilag 1: Kort\nBilag 2: Tilbud fra Byg og Bo (lukket)\nBilag 3: Notat",
        "Bilag\n1. Kort\n2. Tilbud fra Byg og Bo - lukket bilag\n3. Notat",
        "Bilag 1: Kort\n\nLukket bilag\n\nTilbud fra Byg og Bo. De vil bygge huset for 3 mio. kr. inden jul.\n\nBilag 3: Notat",
        "Bilag\nKort\nNotat\nLukkede bilag\nTilbud fra Byg og Bo\nTilbud fra Hansen",
    ],
)
def test_a_closed_attachment_is_closed_and_the_item_stays_open(annexes: str) -> None:
    text = (
        "Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Nyt bibliotek\n\nSagsfremstilling\n\nDer bygges et bibliotek.\n\n"
        f"{annexes}\n\nBeslutning\n\nVedtaget.\n\n2. Eventuelt\n\nBeslutning\n\nIntet.\n"
    )
    given = source(text)
    understood = understand(given, "referat.txt")
    assert_whole(given, understood)
    shown = open_text(understood)
    assert "Byg og Bo" not in shown
    for kept in ("Kort", "Notat", "Der bygges et bibliotek.", "Vedtaget.", "Intet."):
        assert kept in shown


@pytest.mark.parametrize(
    "path",
    [
        "lukket/2020/referat.pdf",
        "arkiv/Lukkede punkter/5.pdf",
        "arkiv/referat_lukket.pdf",
        "arkiv/LukketDagsorden.docx",
        "arkiv/2020-05-03 Lukket referat.pdf",
        "samling.zip/lukket/punkt 4.pdf",
        "arkiv/lukketreferat.pdf",
    ],
)
def test_a_paper_whose_name_says_lukket_is_closed_whole(path: str) -> None:
    understood = understand(source(MINUTES), path)
    assert understood.passages
    assert all(p.closed and p.closed_reason for p in understood.passages)
    assert "legeplads" not in open_text(understood)
    assert understood.first("committee") == "Børne- og Skoleudvalget"  # who may see it depends on this
    assert understood.first("title") is None


@pytest.mark.parametrize(
    "path", ["vej_lukket_for_trafik.pdf", "Skolen lukket i uge 29.pdf", "plukket.txt", "ikke lukket/referat.pdf"]
)
def test_names_about_closed_roads_close_nothing(path: str) -> None:
    text = MINUTES.replace("Lukket punkt: ", "")
    assert closed_text(understand(source(text), path)) == ""


@pytest.mark.parametrize(
    "first",
    [
        "LUKKET DAGSORDEN",
        "Lukket referat",
        "Økonomiudvalget - lukket referat",
        "(Lukket)",
        "LUKKET",
        "Lukket punkt",
        "Lukket bilag",
    ],
)
def test_a_paper_whose_first_lines_say_lukket_is_closed_whole(first: str) -> None:
    understood = read(
        f"{first}\n\nSandhavn Kommune\n\nUdlejeren forlanger 400.000 kr. for huset.\n\n1. Købesum\n\nTallene er fortrolige.\n"
    )
    assert all(p.closed for p in understood.passages)
    assert "400.000" not in open_text(understood)


def test_a_running_header_closes_its_pages() -> None:
    bodies = ("Notat om havnen\n\nHavnen skal renses.", "Købesummen er 3 mio. kr.", "Og renten er 2 procent.")
    layers = (bodies[0], f"Lukket bilag\n{bodies[1]}", f"Lukket bilag\n{bodies[2]}")
    whole = understand(source(*bodies, layers=layers), "notat.pdf")
    assert all(p.closed for p in whole.passages)  # most pages: the paper
    two = understand(source(*bodies, bodies[0], layers=(bodies[0], layers[1], bodies[2], bodies[0])), "notat.pdf")
    shown = open_text(two)
    assert "Købesummen" not in shown
    assert "Havnen skal renses" in shown


def test_closedness_runs_over_pages_and_over_cut_passages() -> None:
    secret = "Forhandlingen om grunden er fortrolig, og prisen nævnes ikke her. " * 120
    given = source(
        f"Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Lukket: Køb af jord\n\nSagsfremstilling\n\n{secret}",
        secret,
        f"{secret}\n\n2. Eventuelt\n\nBeslutning\n\nIntet.\n",
    )
    understood = understand(given, "referat.pdf")
    assert_whole(given, understood)
    closed = [p for p in understood.passages if p.closed]
    assert len(closed) > 5
    assert {p.number for p in closed} == {"1"}
    assert "fortrolig" not in open_text(understood)
    assert "Intet." in open_text(understood)


def test_a_flattened_transcript_closes_from_the_mark_to_the_next_item() -> None:
    text = (
        "1 REFERAT Byrådet Mødedato: 1. juni 2009 Mødested: Rådhuset Bemærkninger: Ida Holm forlod salen før den lukkede del.\n\n"
        "2 Indholdsfortegnelse Side 1. Budget for havnen Regnskab for skolerne Ny lokalplan for Strandby Høring om busser "
        "Orientering Lukket - Salg af Strandvej 12 Underskriftsside\n\n"
        "3 1. Budget for havnen J.nr.: 00.30.02 Sagsnr.: 09/496 Sagen afgøres i: Byrådet Sagsfremstilling: Havnen har brug for penge.\n"
    )
    understood = read(text)
    shown = open_text(understood)
    assert "Strandvej" not in shown
    assert "Havnen har brug for penge" in shown
    assert "forlod salen" in shown


def test_the_title_is_never_a_closed_heading() -> None:
    understood = read(
        "Mødedato: 1. juni 2020\n\n1. Lukket: Salg af Strandvej 12\n\nBeslutning\n\nSolgt.\n\n2. Budget\n\nBeslutning\n\nJa.\n"
    )
    assert "Strandvej" not in (understood.first("title") or "")


def test_a_paper_without_items_closes_from_the_mark_on() -> None:
    understood = read(
        "Notat om havnen\n\nHavnen skal renses i år, og det koster penge.\n\nLukket bilag 1: Tilbud\n\n"
        "Byg og Bo vil rense havnen for 3 mio. kr. og begynde til maj.\n\nBilag 2: Kort\n\nKortet viser havnen fra nord."
    )
    shown = open_text(understood)
    assert "Byg og Bo" not in shown
    assert "Havnen skal renses" in shown
    assert "Kortet viser havnen" in shown


def test_opening_hours_on_a_web_page_close_nothing() -> None:
    understood = read(
        "Borgerservice\n\nÅbningstider\n\nMandag\n10-15\nFredag\nLukket\nLørdag: Lukket\nVi holder lukket i juli.\n"
    )
    assert closed_text(understood) == ""


def test_every_mark_says_why() -> None:
    understood = read(minutes("6. Lejemål i Havnegade (Lukket)"))
    reasons = {p.closed_reason for p in understood.passages if p.closed}
    assert any("Lukket" in reason for reason in reasons)
    assert all(p.closed_reason == "" for p in understood.passages if not p.closed)


@pytest.mark.parametrize(
    "text", ["lukket " * 4000, "l u " * 5000, "punkt 1, 2, " * 2000 + "lukket", "(" * 9000 + "lukket", "il" * 9000]
)
def test_hostile_lines_are_judged_at_once(text: str) -> None:
    mark_in(text)  # linear: the suite would hang otherwise

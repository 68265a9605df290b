"""Closed attachments, and papers and pages that are closed by their name, their first lines or a running header."""

from __future__ import annotations

import pytest

from ingest.understand import understand
from ingest.understand.item_list import items_of
from tests.understand_texts import MINUTES, assert_whole, closed_text, minutes, open_text, read, source


@pytest.mark.parametrize(
    "annexes",
    [
        "Bilag\nBilag 1: Kort\nLukket bilag: Tilbud fra Byg og Bo\nBilag 3: Notat",
        "Bilag\nBilag 1: Kort\nBilag 2: Tilbud fra Byg og Bo (lukket)\nBilag 3: Notat",
        "Bilag\n1. Kort\n2. Tilbud fra Byg og Bo - lukket bilag\n3. Notat",
        "Bilag 1: Kort\n\nLukket bilag\n\n"
        "Tilbud fra Byg og Bo. De vil bygge huset for 3 mio. kr. inden jul.\n\nBilag 3: Notat",
        "Bilag\nKort\nNotat\nLukkede bilag\nTilbud fra Byg og Bo\nTilbud fra Hansen",
    ],
)
def test_a_closed_attachment_is_closed_and_the_item_stays_open(annexes: str) -> None:
    text = (
        "Referat\nByrådet\nMødedato: 3. maj 2016\n\n1. Nyt bibliotek\n\nSagsfremstilling\n\n"
        "Der bygges et bibliotek.\n\n"
        f"{annexes}\n\nBeslutning\n\nVedtaget.\n\n2. Eventuelt\n\nBeslutning\n\nIntet.\n"
    )
    given = source(text)
    understood = understand(given, "referat.txt")
    assert_whole(given, understood)
    shown = open_text(understood)
    assert "Byg og Bo" not in shown
    told = [f for f in understood.fields if f.name == "attachment" and f.passage is not None]
    assert {understood.passages[f.passage or 0].closed for f in told if "Byg og Bo" in f.value} <= {True}
    assert not any("Byg og Bo" in title for item in items_of(understood) for title in item.annexes)
    if "vil bygge" not in annexes:  # else it is the text of one without a title
        assert any("Byg og Bo" in f.value for f in told)
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
        f"{first}\n\nSandhavn Kommune\n\nUdlejeren forlanger 400.000 kr. for huset.\n\n1. Købesum\n\n"
        f"Tallene er fortrolige.\n"
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


@pytest.mark.parametrize("stamp", ["LUKKET M@DE", "Iukket bilag", "LUKKET PUNKT 7", "FORTR0LIGT", "L U K K E T"])
def test_a_running_header_that_lost_its_letters_closes_its_pages(stamp: str) -> None:
    bodies = ("Notat om havnen\n\nHavnen skal renses.", "Købesummen er 3 mio. kr.", "Og renten er 2 procent.")
    layers = (bodies[0], f"{stamp}\n{bodies[1]}", bodies[2])
    shown = open_text(understand(source(*bodies, layers=layers), "notat.pdf"))
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
        "1 REFERAT Byrådet Mødedato: 1. juni 2009 Mødested: Rådhuset Bemærkninger: Ida Holm forlod salen "
        "før den lukkede del.\n\n"
        "2 Indholdsfortegnelse Side 1. Budget for havnen Regnskab for skolerne Ny lokalplan for Strandby "
        "Høring om busser "
        "Orientering Lukket - Salg af Strandvej 12 Underskriftsside\n\n"
        "3 1. Budget for havnen J.nr.: 00.30.02 Sagsnr.: 09/496 Sagen afgøres i: Byrådet Sagsfremstilling: "
        "Havnen har brug for penge.\n"
    )
    understood = read(text)
    shown = open_text(understood)
    assert "Strandvej" not in shown
    assert "Havnen har brug for penge" in shown
    assert "forlod salen" in shown


def test_the_title_is_never_a_closed_heading() -> None:
    understood = read(
        "Mødedato: 1. juni 2020\n\n1. Lukket: Salg af Strandvej 12\n\nBeslutning\n\nSolgt.\n\n2. Budget\n\n"
        "Beslutning\n\nJa.\n"
    )
    assert "Strandvej" not in (understood.first("title") or "")


def test_a_paper_without_items_closes_from_the_mark_on() -> None:
    understood = read(
        "Notat om havnen\n\nHavnen skal renses i år, og det koster penge.\n\nLukket bilag 1: Tilbud\n\n"
        "Byg og Bo vil rense havnen for 3 mio. kr. og begynde til maj.\n\nBilag 2: Kort\n\n"
        "Kortet viser havnen fra nord."
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


def test_the_words_shown_for_a_closed_papers_facts_do_not_tell_what_it_is_about() -> None:
    text = (
        "Samarbejdsaftale om Strandvej 12\n\nReferat af møde i Byrådet om Strandvej 12 den 3. maj 2016\n\nVi er enige."
    )
    understood = understand(source(text), "lukket/aftale.pdf")
    assert understood.passages
    assert "Strandvej" not in open_text(understood)


def test_the_heading_of_an_open_part_does_not_repeat_a_closed_one() -> None:
    understood = read(
        "Notat om havnen\n\nHavnen skal renses i år.\n\nLukket bilag: Tilbud fra Byg og Bo\n\nPrisen er 3 mio. kr.\n\n"
        "Bilag 2: Kort over havnen\n\nHavnen ses fra nord.\n\nSvar på tilbud fra Byg og Bo\n\nSe det lukkede bilag.",
        headings=("Lukket bilag: Tilbud fra Byg og Bo", "Bilag 2: Kort over havnen", "Svar på tilbud fra Byg og Bo"),
    )
    shown = open_text(understood)
    assert "Byg og Bo" not in shown
    assert "Havnen ses fra nord." in shown


def test_a_title_that_tells_of_closed_items_closes_nothing_itself() -> None:
    understood = read(
        "Referat fra mødet i Socialudvalget (Indeholder lukkede punkter)\nMødedato: 14. august 2012\n\n"
        "1. Boformen Åsen\nSagsnr.: 12/7731\n\nBeslutning\nGodkendt.\n\n"
        "2. Henvendelse fra borger (Lukket)\nSagsnr.: 12/8\n\nBeslutning\nHemmelig."
    )
    assert understood.first("committee") == "Socialudvalget"
    assert "Åsen" in open_text(understood)
    assert not any(word in open_text(understood) for word in ("Henvendelse", "Hemmelig"))


def test_an_empty_closed_part_below_contents_without_numbers_closes_nothing() -> None:
    head = "Klimaudvalget\nReferat\n5. februar 2025\n\n"
    contents = f"{head}Punkter\nGodkendelse af dagsorden\nVilde haver\n\nLukkede punkter\n"
    items = (
        "1. Godkendelse af dagsorden\n24/51020\n\nBeslutning\nGodkendt.\n\n"
        "2. Vilde haver\n25/118\n\nBeslutning\nVedtaget.\n\n{}"
    )
    assert not any(item.closed for item in items_of(read(contents + items.format(""))))
    unlisted = read(contents + items.format("3. Salg af Ågade 4\n25/119\n\nBeslutning\nHemmelig."))
    assert "Ågade" not in open_text(unlisted)

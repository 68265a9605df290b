"""Facts of meetings: right with their words, and nothing at all where the text does not say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.readers.html import read_html
from ingest.readers.limits import Limits
from ingest.understand import understand
from tests.understand_texts import MINUTES, item_values, read, source


def test_the_facts_of_a_meeting() -> None:
    understood = read(MINUTES)
    assert understood.kind == "minutes"
    assert understood.first("committee") == "Børne- og Skoleudvalget"
    assert understood.first("meeting_date") == "2019-03-14"
    assert understood.first("place") == "Mødelokale 3, Rådhuset"
    assert understood.first("municipality") == "Sandhavn"
    assert item_values(understood, "case_number") == ["17.00.00-A00-3-19"]
    assert item_values(understood, "kle_subject") == ["17.00.00"]
    assert item_values(understood, "kle_facet") == ["A00"]
    assert item_values(understood, "case_officer") == ["Mette Kær"]
    assert item_values(understood, "recommender") == ["Børn og Skole"]
    assert item_values(understood, "recommendation") == [
        "at udvalget godkender svævebanen, og",
        "at pengene tages fra puljen til udearealer.",
    ]


def test_every_value_has_its_page_and_words() -> None:
    given = source(
        "Referat\nByrådet",
        "Mødedato: 14. marts 2019\nMødested: Tinghuset\n\n1. Budget\nSagsnr.: 18/01234\n\nBeslutning\n\nVedtaget.",
    )
    understood = understand(given, "referat.pdf")
    for field in understood.fields:
        assert field.evidence.page in {1, 2}, field
        words = " ".join(field.evidence.text.split())
        assert words in " ".join(given.pages[field.evidence.page - 1].body.split()), field
        assert len(field.evidence.text) <= 200
    found = next(f for f in understood.fields if f.name == "meeting_date")
    assert (found.evidence.page, found.evidence.text) == (2, "Mødedato: 14. marts 2019")


LAYOUTS = {
    "behind": "Udvalg: Teknikudvalget\nMødedato: onsdag den 11. august 2021\nMødested: Lokale 412",
    "below": "Udvalg:\nTeknikudvalget\nMødedato:\n11. august 2021 kl. 9.00\nMødested:\nLokale 412",
    "below, with space": "Udvalg\n\nTeknikudvalget\n\nMødedato\n\n11-08-2021\n\nMødested\n\nLokale 412",
    "labels first": "Udvalg:\nMødedato:\nMødested:\nTeknikudvalget\n11.08.2021\nLokale 412",
    "one line": "Udvalg: Teknikudvalget Mødedato: 11.08.2021, kl. 09:00 Mødested: Lokale 412",
    "no colons": "Teknikudvalget\nMødedato Onsdag d. 11. august 2021 kl. 09:00\nMødested Lokale 412",
    "capitals": "UDVALG Teknikudvalget\nMØDEDATO 11. aug. 2021\nSTED Lokale 412",
    "table": "Udvalg | Teknikudvalget\nMødedato | 11-08-2021\nMødested | Lokale 412",
    "table of columns": "Udvalg | Mødedato | Mødested\nTeknikudvalget | 11-08-2021 | Lokale 412",
    "other labels": "Møde: Teknikudvalget\nDato: 11. august 2021\nLokale: Lokale 412",
    "damaged labels": "Udvalg: Teknikudvalget\nModedato: 11. august 2021\nMgdested: Lokale 412",
    "title and sentence": "Teknikudvalget\nDen 11.08.2021 kl. 09:00 i Lokale 412",
    "spaced date": "Udvalg: Teknikudvalget\nMødetid: Onsdag, 11 august, 2021 - 09:00\nMødested: Lokale 412",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_facts_are_read_however_they_are_laid_out(layout: str) -> None:
    understood = read(f"Referat\n\n{LAYOUTS[layout]}\n\n1. Ny vej\nSagsnr.: 16/1200\n\nBeslutning\n\nGodkendt.\n")
    assert understood.first("committee") == "Teknikudvalget"
    assert understood.first("meeting_date") == "2021-08-11"
    assert understood.first("place") == "Lokale 412"


@pytest.mark.parametrize(
    "head",
    [
        "Mødedato: 14. marts\nMødested: Tinghuset",
        "Mødedato: Torsdag den\nMødested: Tinghuset",
        "Mødedato: 31-02-2019",
        "Mødedato: 12-03-3021",
        "Mødedato: 12-03-1791",
        "Mødedato: 12-03-2019\nMødedato: 13-03-2019",
        "\n".join(f"Mødedato: {day}. marts 2019" for day in range(1, 29)),
        "Publiceret 14-03-2019",
    ],
)
def test_a_date_that_is_not_sure_is_none(head: str) -> None:
    understood = read(f"Referat\nByrådet\n{head}\n\n1. Ny vej\nSagsnr.: 16/1200\n\nBeslutning\n\nGodkendt.\n")
    assert understood.first("meeting_date") is None


def test_contradicting_dates_are_shown_as_unclear() -> None:
    understood = read(
        "Referat\nByrådet\nMødedato: 12-03-2019\nMødedato: 13-03-2019\n\n1. Ny vej\nSagsnr.: 16/1\n\n"
        "Beslutning\n\nJa.\n"
    )
    shown = [f for f in understood.fields if f.name == "unclear"]
    assert {f.value for f in shown} == {"meeting_date"}
    assert [f.evidence.text for f in shown] == ["Mødedato: 12-03-2019", "Mødedato: 13-03-2019"]


def test_dates_of_earlier_meetings_are_not_the_meetings() -> None:
    text = MINUTES.replace("Fraværende: Ida Holm", "").replace(
        "Indstilling\n\nBørn",
        "Sagsforløb\n\nUdvalg: Økonomiudvalget\nDato: 05-03-2019\nPunktnummer: 4\nAnbefales.\n\nIndstilling\n\nBørn",
    )
    understood = read(text)
    assert understood.first("meeting_date") == "2019-03-14"
    assert understood.first("committee") == "Børne- og Skoleudvalget"
    assert any("Anbefales." in value for value in item_values(understood, "path"))


def test_a_layout_nobody_has_seen_gives_passages_and_no_inventions() -> None:
    understood = read("ZX-9 :: blok 4\n>> rum 12 // 44\n§§ 3-4-5\n\nalfa beta gamma delta\n" * 30)
    assert understood.passages
    assert {f.name for f in understood.fields} <= {"title"}


def test_a_municipality_that_only_the_foot_of_the_page_names_is_the_papers(tmp_path: Path) -> None:
    page = tmp_path / "side.html"
    page.write_text(
        "<h1>Nye lukkedage</h1><p>Børnehuset holder fri den 3. juni.</p>"
        "<footer>Sandhavn Kommune &middot; Havnevej 1</footer>",
        encoding="utf-8",
    )
    read_page = read_html(page, Limits())
    understood = understand(read_page, "side.html")
    assert understood.first("municipality") == "Sandhavn"
    assert "Havnevej" not in "".join(p.text for p in understood.passages)
    assert understand(replace(read_page, frame="Ådal Kommune · Åby Kommune"), "side.html").first("municipality") is None

"""Papers that lost their letters: rules read them repaired, values stay as printed, nothing closed is read as open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest import choice
from ingest.understand import understand
from ingest.understand.reading import read_as
from ingest.understand.wording import skeleton
from ingest.values import Understood
from tests.bench import bench_understanding_damaged as bench
from tests.bench.misread_texts import misread, readings, spaced
from tests.understand_texts import letters, open_text, read, source

SPOILT = """Referat
Bgrne- og Ungdomsudvalget
Mgdedato: 3. maj 2016
Mgdested: Modelokale 2, Radhuset
Fravzrende: Bodil Sgrensen

1. Lukkedage i bgrnehaverne
Sagsnr.: 00.0l.10-GO1-l-21
Sagsfremstilling
Forvaltningen har set pa dagene mellem jul og nytar, og fa bgrn mgder frem. Der er spurgt i alle bgrnehaver, og
foraeldrene onsker, at der stadig er et sted at aflevere. Hgringsfrist: 1. juni 2016. Hgringen gaelder alle foraeldre.
Beslutning
Udvalget tiltradte indstillingen.

2. Klage over en leerer
%s
Sagsfremstilling
Hemmelig borger har skrevet til radet om en lzerer, og forvaltningen har lagt sagen frem.
Beslutning
Godkendt.
"""
CLEAN = """Referat
Børne- og Ungdomsudvalget
Mødedato: 3. maj 2016

1. Lukkedage i børnehaverne
Sagsfremstilling
Forvaltningen har set på dagene mellem jul og nytår, og få børn møder frem. Der er spurgt i alle børnehaver.
Beslutning
Godkendt.

2. Klage over en lærer
%s
Sagsfremstilling
Hemmelig borger har skrevet til rådet om en lærer, og forvaltningen har lagt sagen frem for udvalget.
Beslutning
Godkendt.
"""
MARKS = (
    "Lukket punkt",
    "Lukket møde",
    "LUKKET MØDE",
    "(Lukket)",
    "For lukkede døre:",
    "F o r   l u k k e d e   d ø r e",
    "Punktet behandles for lukkede døre.",
    "Sagen drøftes for lukkede døre",
    "Åbent/lukket: Lukket",
    "Åbent: Nej",
    "Fortroligt",
    "Ikke-åbne punkter",
    "Må ikke offentliggøres",
    "Mødet er lukket for offentligheden",
    "Den lukkede del af mødet",
    "Sager til lukket behandling",
)


def _values(known: Understood, name: str) -> list[tuple[str, str]]:
    return [(one.value, one.evidence.text) for one in known.fields if one.name == name]


def test_labels_are_read_through_the_damage_and_evidence_is_as_printed() -> None:
    known = read(SPOILT % "")
    assert known.language_quality == "damaged" and known.kind == "minutes"
    assert _values(known, "committee") == [("Børne- og Ungdomsudvalget", "Bgrne- og Ungdomsudvalget")]
    assert _values(known, "meeting_date") == [("2016-05-03", "Mgdedato: 3. maj 2016")]
    assert _values(known, "place") == [("Modelokale 2, Radhuset", "Mgdested: Modelokale 2, Radhuset")]
    assert ("2016-06-01", "Hgringsfrist: 1. juni 2016") in [
        (value, words[-26:]) for value, words in _values(known, "hearing_deadline")
    ]
    assert [value for value, _ in _values(known, "decision")] == ["Udvalget tiltradte indstillingen.", "Godkendt."]


def test_passages_and_headings_are_as_printed_and_whole() -> None:
    known = read(SPOILT % "", SPOILT % "")
    assert letters("".join(one.text for one in known.passages)) == letters(2 * (SPOILT % ""))
    assert "Lukkedage i bgrnehaverne" in [one.heading for one in known.passages]


def test_a_case_number_is_read_with_its_figures_where_no_other_can_be_meant() -> None:
    known = read(SPOILT % "")
    assert set(_values(known, "case_number")) == {("00.01.10-G01-1-21", "Sagsnr.: 00.0l.10-GO1-l-21")}
    known = read((SPOILT % "").replace("00.0l.10-GO1-l-21", "2014-OO2l312"))
    assert set(_values(known, "case_number")) == {("2014-0021312", "Sagsnr.: 2014-OO2l312")}


def test_what_a_page_keeps_repaired_is_read_as_when_it_is_repaired_anew() -> None:
    plain = source(SPOILT % "Lukket mgde")
    judged = choice.judged(plain)
    assert judged.pages[0].layers[-1].repairs
    given = understand(judged, "papir.pdf")
    assert given == understand(plain, "papir.pdf")
    typed = replace(judged.pages[0], chosen=0)
    assert understand(replace(judged, pages=(typed,)), "papir.pdf") == given


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("page", [CLEAN, SPOILT], ids=["clean", "spoilt"])
def test_a_spoilt_mark_closes_on_any_page(mark: str, page: str) -> None:
    assert "Hemmelig" not in open_text(read(page % mark))
    for seed in range(12):
        spoilt = misread(mark, seed)
        assert "Hemmelig" not in open_text(read(page % spoilt)), spoilt


@pytest.mark.parametrize("mark", ["(ukket)", "Tukket punkt", "Iukket sag", "M4 ikke offentligggres", "4bent: Nej"])
def test_marks_that_lost_more_close_too(mark: str) -> None:
    assert "Hemmelig" not in open_text(read(SPOILT % mark))


def test_a_word_that_may_close_is_never_repaired_into_another() -> None:
    assert read_as("Iukket mgde").text.endswith("ukket møde")
    assert read_as("Lukkede dore").text == "Lukkede døre"


def test_a_closed_title_read_in_two_ways_is_closed_in_the_contents_too() -> None:
    paper = (SPOILT % "Lukket punkt").replace("2. Klage over en leerer", "2. Honorar til lzegekonsuient Xerxes")
    contents = "Indholdsfortegnelse\n1. Lukkedage i bornehaverne  1\n2. Honorar til lagekonsulent Xerxes  2\n\n"
    known = read(paper.replace("1. Lukkedage", contents + "1. Lukkedage", 1))
    assert "Xerxes" not in open_text(known)
    assert skeleton("lzegekonsuient") == skeleton("lægekonsulent") != skeleton("lønkonsulent")


def test_places_lead_back_to_what_is_printed() -> None:
    printed = "B Y R A D E T\nHgringssvar fra aeldreradet, mgdet"
    read_text = read_as(printed)
    assert read_text.text == "B Y R Å D E T\nHøringssvar fra ældrerådet, mødet"
    for word, own in (("fra", "fra"), ("ældrerådet", "aeldreradet"), ("mødet", "mgdet")):
        at = read_text.text.index(word)
        assert printed[read_text.place(at) : read_text.place(at + len(word))] == own


def test_the_letters_of_open_and_closed_items_are_read() -> None:
    rest = (SPOILT % "").split("1. Lukkedage")[0]
    text = "Der er spurgt i alle bgrnehaver, og foraeldrene gnsker, at det er abent pa fa dage i maneden. "
    known = read(f"{rest}6A. Lukkedage i bgrnehaverne\nSagsfremstilling\n{text * 3}\nBeslutning\nGodkendt.\n\n"
                 f"7L. Hemmelig sag\nSagsfremstilling\n{text}\nBeslutning\nGodkendt.\n")  # fmt: skip
    assert [(one.number, one.closed) for one in known.passages if one.number] == [("6", False), ("7", True)]


def test_what_follows_spoilt_closed_doors_is_closed_on_a_page_else_well_read() -> None:
    for doors in ("dgre", "dore", "dere", "dare", "døre"):
        known = read((CLEAN % "").replace("2. Klage", f"For lukkede {doors}:\n\n2. Klage"))
        assert "Hemmelig" not in open_text(known), doors
        assert "Lukkedage" in open_text(known)


def test_nothing_closed_in_our_papers_is_read_as_open_when_they_are_spoilt() -> None:
    found = bench.found(seed=4, lost=1.0)
    assert found.shares("closed words")[1] == 0
    assert [fault for fault in found.faults if fault[1] == "item closed" and fault[3] == "open"] == []
    for what in ("kind", "meeting_date", "hearing_deadline", "municipality", "committee", "place"):
        right, wrong, missing = found.shares(what)
        assert right >= 0.9 * (right + wrong + missing), (what, found.faults)


def test_readings_know_what_the_table_makes() -> None:
    for seed in range(5):
        assert readings(spaced("Høring på Ærø")).fullmatch(spaced(misread("Høring på Ærø", seed)))

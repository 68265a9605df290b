"""The small readers that the rules are built on: dates, numbers, names of committees, labels."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from ingest.understand.bare_titles import bare_title
from ingest.understand.bodies import body_in, is_body, local_bodies
from ingest.understand.dates import days_in, is_date_line, one_day, periods_in
from ingest.understand.decisions import decision_type
from ingest.understand.labels import LABELS, fields_in, section_in
from ingest.understand.numbers import case_number, is_case_line, kle
from ingest.understand.wording import rows


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("10. februar 2021", date(2021, 2, 10)),
        ("onsdag den 11. august 2021 kl. 09:00", date(2021, 8, 11)),
        ("11.10.2022, kl. 18:30", date(2022, 10, 11)),
        ("15-02-2011", date(2011, 2, 15)),
        ("04-06-2020 09:00:00", date(2020, 6, 4)),
        ("15-maj-2002", date(2002, 5, 15)),
        ("16.11.12", date(2012, 11, 16)),
        ("3.4.76", date(1976, 4, 3)),
        ("12. mar. 2024", date(2024, 3, 12)),
        ("8.11.16", date(2016, 11, 8)),
        ("Onsdag, 8 september, 2021 - 16:00", date(2021, 9, 8)),
        ("2021-02-10", date(2021, 2, 10)),
        ("11/10 2022", date(2022, 10, 11)),
        ("d. 3/4-21", date(2021, 4, 3)),
        ("13.september 2024", date(2024, 9, 13)),
        ("29. februar 2020", date(2020, 2, 29)),
    ],
)
def test_every_form_of_a_date_is_read(printed: str, day: date) -> None:
    assert one_day(printed) == day
    assert is_date_line(printed)
    assert one_day(f"Mødet holdes {printed} på rådhuset") == day


@pytest.mark.parametrize(
    "text",
    [
        "00.01.10",
        "00.01.10-G01-1-21",
        "01.02.15-P16-16-17",
        "04.11.14-P16-3-14",
        "04.11.14G01",
        "31.02.2020",
        "29. februar 2021",
        "12.12.1820",
        "1.1.2101",
        "den 1. juli",
        "10. maj 20 personer",
        "kl. 16.00-18.00",
        "tlf. 89 40 20 00",
        "2020-016062",
        "Sagsnr. 2014-0021312",
        "1.000.000 kr.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert one_day(text) is None


def test_two_dates_are_not_one() -> None:
    assert one_day("3. maj 2016 og 4. maj 2016") is None
    assert one_day("3. maj 2016, det vil sige 03-05-2016") == date(2016, 5, 3)


def test_a_period_lends_its_year_to_its_beginning() -> None:
    assert [p[2:] for p in periods_in("fra den 27. september til den 1. december 2021")] == [
        (date(2021, 9, 27), date(2021, 12, 1))
    ]
    assert [p[2:] for p in periods_in("24. december til 3. januar 2021")] == [(date(2020, 12, 24), date(2021, 1, 3))]
    assert list(periods_in("fra den 27. september til den 1. december")) == []
    assert list(periods_in("den 5. maj 2016 til den 4. maj 2016")) == []


def test_dates_in_a_long_text_are_found_in_order() -> None:
    found = days_in("1. maj 2020, " * 3000)
    assert len(found) == 3000
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Byrådet - Referat", "Byrådet"),
        ("Referat af møde i Klima- og Planudvalget", "Klima- og Planudvalget"),
        ("REFERAT Sandhavn Byråd d. 27-08-2025", "Sandhavn Byråd"),
        ("Referat for Børn- Kultur og Fritidsudvalget møde den 8. december 2020", "Børn- Kultur og Fritidsudvalget"),
        ("Kultur-, Fritids- og Borgerserviceudvalget", "Kultur-, Fritids- og Borgerserviceudvalget"),
        ("Udvalget for Klima og Miljø", "Udvalget for Klima og Miljø"),
        ("Børn og Unge-udvalget", "Børn og Unge-udvalget"),
        ("ØKONOMIUDVALGET", "ØKONOMIUDVALGET"),
        ("Handicaprådet", "Handicaprådet"),
        ("Skoleområdet", None),
        ("Udvalget", None),
        ("Der er et tråd", None),
        ("Strandvejen 12", None),
    ],
)
def test_names_of_committees(text: str, name: str | None) -> None:
    assert body_in(text) == name
    if name:
        assert is_body(name)


def test_local_committees_are_told_by_their_names() -> None:
    assert local_bodies("Havets by Amager Vest Lokaludvalg mener, og Brønshøj-Husum Lokaludvalg også.") == {
        "Amager Vest Lokaludvalg",
        "Brønshøj-Husum Lokaludvalg",
    }
    assert local_bodies("Lokaludvalget svarede ikke") == set()


@pytest.mark.parametrize(
    ("text", "subject", "facet"),
    [
        ("00.01.10-G01-1-21", "00.01.10", "G01"),
        ("00.01.00P35", "00.01.00", "P35"),
        ("17.00.00-A00-3-19 og mere", "17.00.00", "A00"),
        ("04.11.14", None, None),
        ("01.02G00 - 2017/27088", None, None),
    ],
)
def test_kle_numbers(text: str, subject: str | None, facet: str | None) -> None:
    read = kle(text)
    assert (read.subject if read else None, read.facet if read else None) == (subject, facet)


def test_case_numbers_and_what_only_looks_like_one() -> None:
    assert case_number("01.02G00 - 2017/27088") == "01.02G00 - 2017/27088"
    assert case_number("2017/27088, Ida Holm") == "2017/27088"
    assert case_number("S00.") is None
    assert case_number("24-09-2019") is None
    assert is_case_line("EMN-2025-003383")
    assert not is_case_line("2017-2028")
    assert not is_case_line("Kommuneplan 2017-2028")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Sagsnr.: 12/345 Sagsbehandler: Ida Holm", [("case_number", "12/345"), ("case_officer", "Ida Holm")]),
        ("Mødedato Onsdag d. 27. august 2025", [("meeting_date", "Onsdag d. 27. august 2025")]),
        ("STED Byrådssalen", [("place", "Byrådssalen")]),
        ("Mødested | Byrådssalen", [("place", "Byrådssalen")]),
        ("Udvalg", [("committee", "")]),
        ("Udvalgets medlemmer var enige", []),
        ("Sted for alle", []),
        ("Datoen er ikke fastsat", []),
    ],
)
def test_labels_and_their_values(line: str, found: list[tuple[str, str]]) -> None:
    assert [(f.label.name, f.value) for f in fields_in(line)] == found


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Beslutning", ("decision", "")),
        ("BESLUTNING: Godkendt.", ("decision", "Godkendt.")),
        ("Beslutning i Økonomiudvalget den 5. maj 2015", ("decision", "")),
        ("Beslutning Godkendt.", ("decision", "Godkendt.")),
        ("INDSTILLING FRA BORGMESTERENS AFDELING", ("recommendation", "")),
        ("Sagsfremstilling:", ("body", "")),
        ("Beslutningen blev taget i går.", None),
        ("Beslutning om skolen blev taget.", None),
        ("indstillingen", None),
        ("Høring i udvalget", None),
    ],
)
def test_sections(line: str, section: tuple[str, str] | None) -> None:
    read = section_in(line)
    assert (read and (read[0].name, read[1])) == section


def test_titles_lose_numbers_leaders_and_words_about_open_and_closed() -> None:
    assert bare_title("Åbent - Ny vej") == "Ny vej"
    assert bare_title("Lukket: Salg af jord") == "Salg af jord"
    assert bare_title("Salg af jord (lukket)") == "Salg af jord"
    assert bare_title("Lukket punkt") == "Lukket punkt"
    assert bare_title("Ny vej ........") == "Ny vej"
    assert bare_title("Skolen holder lukket i uge 29") == "Skolen holder lukket i uge 29"


def test_the_longest_of_two_phrases_at_one_place_tells_the_kind() -> None:
    assert decision_type("Ikke godkendt.") == ("afvist", "Ikke godkendt")
    assert decision_type("Godkendt med den ændring, at porten er blå.") == ("godkendt", "Godkendt")
    assert decision_type("Intet at bemærke.") is None


def test_the_tables_are_well_formed() -> None:
    assert all(
        label.kind in {"field", "section"} and label.where in {"head", "item", "any", "opening"} for label in LABELS
    )
    assert len({label.printed for label in LABELS}) == len(LABELS)
    for name, columns in {
        "decisions.tsv": 2,
        "closed_words.tsv": 2,
        "kinds.tsv": 4,
        "municipalities.tsv": 2,
        "noise.tsv": 1,
    }.items():
        assert all(len(row) == columns and all(row) for row in rows(name)), name
    assert len(rows("municipalities.tsv")) >= 98

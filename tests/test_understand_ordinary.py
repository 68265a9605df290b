"""What ordinary papers of many systems showed: running heads, pages on one line, menus, one item of a meeting."""

from __future__ import annotations

import pytest

from ingest.understand.item_list import items_of
from ingest.understand.labels import fields_in
from ingest.understand.run_together import sections_within
from tests.understand_texts import open_text, read

ONE_LINE = (
    "4 Byrådet, Side 4 12. Salg af jord Sagsnr.: 09/2214 Åben sag Sagsfremstilling Jorden ved åen er målt op. "
    "Indstilling Teknisk Udvalg indstiller, at jorden sælges. Beslutning Byrådet den 04-05-2009 Udsat. Ida var væk."
)


def test_a_page_that_became_one_line_is_read_as_its_lines() -> None:
    head = "Byrådet REFERAT Mødedato: Torsdag den 04-05-2009\n\n"
    other = ONE_LINE.replace("4 Byrådet, Side 4 12. Salg", "5 Byrådet, Side 5 13. Køb").replace("2214", "2215")
    found = items_of(read(f"{head}{ONE_LINE}\n\n{other}\n\n6 Byrådet, Side 6 LUKKET MØDE 14. Leje af stald"))
    facts = [(item.number, item.title, item.case_number, item.closed) for item in found]
    assert facts[:2] == [("12", "Salg af jord", "09/2214", False), ("13", "Køb af jord", "09/2215", False)]
    assert facts[2][0] == "14"
    assert facts[2][3]
    assert [(item.decision or "")[:6] for item in found] == ["Udsat.", "Udsat.", ""]


def test_a_line_that_names_one_section_is_left_whole() -> None:
    assert sections_within("Udvalget fik en Indstilling Som ingen havde læst, og så gik man hjem til sit.") == set()


def test_the_committee_before_a_label_is_the_papers_and_a_lone_named_decision_is_a_step() -> None:
    understood = read(
        "ÅDAL KOMMUNE\n\nByrådet   Mødedato: 15/3 1994   Blad nr. 27\nMødet blev holdt i byrådssalen kl. 18.30.\n\n"
        "Sag nr. 51 Tilskud\n\nFritidsudvalget indstiller et tilskud.\n\nØkonomiudvalget den 8/3 1994: Anbefales.\n\n"
        "Beslutning:\nBevilget.\n\nSag nr. 52 Vedtægt\n\nBeslutning:\nGodkendt.\n"
    )
    assert understood.first("committee") == "Byrådet"
    assert understood.first("place") == "byrådssalen"
    assert [item.decision for item in items_of(understood)] == ["Bevilget.", "Godkendt."]


def test_a_number_beside_another_is_the_case_number() -> None:
    assert [(f.label.name, f.value) for f in fields_in("Dok.nr. 9917-2013 Sagsnr. 2013-5012")] == [
        ("-", "9917-2013"),
        ("case_number", "2013-5012"),
    ]


@pytest.mark.parametrize(
    ("line", "value"), [("Mødelokale Byrådssalen", "Byrådssalen"), ("Mødelokale Birken", ""), ("Mødelokale 3", "")]
)
def test_a_room_behind_its_label_is_a_place_where_it_says_so_itself(line: str, value: str) -> None:
    assert "".join(found.value for found in fields_in(line)) == value


def test_what_stands_around_a_page_is_not_its_title() -> None:
    understood = read(
        "Borger\nErhverv\nPolitik\nJob\n\nForside > Skole\n\nNår du flytter skole\n\nSkriv til skolen først."
    )
    assert understood.first("title") == "Når du flytter skole"
    portal = read("Høringer i Ådal\n\nLog ind\nForside\nOm siden\n\nForslag til lokalplan 6\n\nOprettet: 3. maj 2020")
    assert portal.first("title") == "Forslag til lokalplan 6"


PLACES = "Forslaget sendes i høring hos bestyrelserne.\n\nHøringssvar skal være sendt senest den 6. oktober 2023.\n"


def test_a_page_with_buttons_is_no_letter() -> None:
    page = (
        f"Menu\nSøg\nForside\n\nHøring om lukkedage\n\n{PLACES}\nFandt du det, du søgte?\n\nSidst opdateret: 08.09.2023"
    )
    assert read(page, path="dokument.txt").kind == "hearing_page"
    letter = f"Til bestyrelserne\n\nHøring om lukkedage\n\n{PLACES}\nVenlig hilsen\nIda Holm"
    assert read(letter, path="dokument.txt").kind == "hearing_letter"


def test_a_word_in_a_menu_tells_no_kind() -> None:
    text = "Borger\nErhverv\nPolitik\nJob\n\nForside > Skole\n\nNår du flytter skole\n\nSkriv til skolen først."
    assert read(text, path="dokument.txt").kind == "other"


def test_one_item_far_into_a_meeting_is_a_page_about_it_and_first_of_a_list_is_not() -> None:
    item = (
        "6. Ny legeplads (2016-0390114)\n\nIndstilling\n\nFormanden indstiller forslag B.\n\nBeslutning\n\nGodkendt.\n"
    )
    head = "Demokrati > Udvalg > Bydelsrådet Vestbyen\n\nMødedato: 02.03.2017, kl. 17:00\nMødested: Biblioteket\n\n"
    assert read(head + item).kind == "minutes_item"
    assert read(head + item).first("committee") == "Bydelsrådet Vestbyen"
    assert read(f"{head}Dagsordenpunkter\n\n{item}").kind == "minutes"


@pytest.mark.parametrize(
    "page",
    [
        "6 Byrådet, Side 6 LUKKET MØDE 14. Leje af stald\n\n7 Byrådet, Side 7 15. Salg af stald",
        "6 Byrådet, Side 6 LUKKET MØDE Leje af stald",
        "6 Byrådet, Side 6 LUKKET DAGSORDEN 14. Leje Sagsnr.: 09/3 Sagsfremstilling En stald. Indstilling At leje.",
        "6 Byrådet, Side 6 14. Leje Sagsnr.: 09/3 Lukket sag Sagsfremstilling En stald. Indstilling At den lejes.",
        "6 Byrådet, Side 6 14. LUKKET SAG Leje Sagsnr.: 09/3 Sagsfremstilling En stald. Indstilling At den lejes.",
        "6 Byrådet, Side 6 Lukkede punkter 14. Leje af stald 15. Køb af stald",
    ],
)
def test_what_is_closed_stays_so_on_a_page_that_became_one_line(page: str) -> None:
    shown = open_text(read(f"Byrådet REFERAT Mødedato: Torsdag den 04-05-2009\n\n{ONE_LINE}\n\n{page}"))
    assert "Salg af jord" in shown
    assert "stald" not in shown

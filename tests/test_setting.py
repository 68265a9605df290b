"""Text set for reading: lines flow, labels stand out, and no letter is lost."""

from __future__ import annotations

import pytest

from portal.setting import as_html, flowing, label_places

PARAGRAPH = """Det samlede sygefravær er 5,6 procent. Fraværet er lavest på rådhuset og højest i
hjemmeplejen. De arbejdspladser, hvor lederen taler med den syge inden for en uge, har
et lavere fravær end andre, og metoden skal nu bruges overalt i kommunen fra nytår.
Indstilling
Personalechefen indstiller
• at status tages til efterretning af udvalget, som derefter sender den videre til byrådet
• at metoden bruges overalt."""


def test_printed_lines_become_paragraphs_and_points_stay_points():
    set_ = flowing(PARAGRAPH)
    assert set_.split("\n") == [
        "Det samlede sygefravær er 5,6 procent. Fraværet er lavest på rådhuset og højest i hjemmeplejen. "
        "De arbejdspladser, hvor lederen taler med den syge inden for en uge, har et lavere fravær end andre, "
        "og metoden skal nu bruges overalt i kommunen fra nytår.",
        "Indstilling",
        "Personalechefen indstiller",
        "• at status tages til efterretning af udvalget, som derefter sender den videre til byrådet",
        "• at metoden bruges overalt.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPH,
        "",
        "\n\n",
        "Udvalg\nByrådet\nMødedato\n3. maj 2021",
        "Sagsnr. | KLE | Initialer og andre oplysninger om sagen\n2011-1 | 18.14.00 | LÆB | Åben sag i alle udvalg",
        f"{'Et helt afsnit uden linjeskift. ' * 20}\n{'Endnu et afsnit uden linjeskift. ' * 20}",
    ],
)
def test_every_letter_keeps_its_place(text: str):
    set_ = flowing(text)
    assert len(set_) == len(text)
    assert [a for a, b in zip(text, set_, strict=True) if a != b] == ["\n"] * sum(
        a != b for a, b in zip(text, set_, strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Udvalg\nByrådet\nMødedato\n3. maj 2021",
        "Til stede ved mødet var følgende medlemmer af udvalget og to gæster:\nHanne Mosekildal (L)\nOve Lærkesen (A)",
        f"{'Et helt afsnit uden linjeskift. ' * 20}\n{'Endnu et afsnit uden linjeskift. ' * 20}",
        "Fra: Tværmose Idrætsforening <formand@forening.example>\nTil: Høringspostkassen <post@aadal.example>",
    ],
)
def test_what_is_not_a_printed_paragraph_keeps_its_lines(text: str):
    assert flowing(text) == text


def test_labels():
    text = "Sagsfremstilling\nBeslutning Byrådet den 27-04-2011\nDette er en beslutning\nBilag:"
    assert [text[start:end] for start, end in label_places(text)] == [
        "Sagsfremstilling",
        "Beslutning Byrådet den 27-04-2011",
        "Bilag:",
    ]


def test_dots_that_lead_to_a_page_number():
    assert as_html("8. Eventuelt . . . . . . . . 4") == "8. Eventuelt …  4"
    assert as_html("Eventuelt ........ 4 <b>") == "Eventuelt …  4 &lt;b&gt;"
    assert as_html("Vent ...") == "Vent ..."

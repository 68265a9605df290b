"""Other words for closed: sections and items of which nobody without a grant may read anything."""

from __future__ import annotations

import pytest

from tests.understand_texts import open_text, read

HEAD = "Byrådet\nReferat\nMødedato: 4. maj 2011\n\n"


@pytest.mark.parametrize("style", ["{}. {}", "Punkt {}: {}", "Sag {}. {}"])
@pytest.mark.parametrize(
    "heading",
    [
        "For lukkede døre:", "For lukkede døre", "Bag lukkede døre", "Sager for lukkede døre:", "Lukket møde",
        "Behandlet for lukkede døre:", "Lukkede sager", "Lukket del", "Ikke-offentlige sager", "Ikke offentlig del",
        "Fortrolige punkter", "Punkter på lukket møde:", "Sager til lukket behandling", "Lukket dagsorden",
        "Lukket session", "Punkter i lukket møde", "Dagsorden - lukket del", "Den lukkede del af mødet",
        "Lukkede dagsordenspunkter:", "L U K K E T  M Ø D E", "Ikke-åbne punkter", "Punkter uden offentlighed",
    ],
)  # fmt: skip
def test_what_stands_under_a_closed_part_is_closed(heading: str, style: str) -> None:
    shown = open_text(
        read(
            f"{HEAD}{style.format(7, 'Regnskab 2010')}\nSagsnr.: 11/3302\n\nBeslutning\nGodkendt.\n\n{heading}\n\n"
            f"{style.format(8, 'Salg af Bøgevang 4')}\nSagsnr.: 11/3309\n\nBeslutning\nGodkendt for 3 mio.\n\n"
            f"{style.format(9, 'Køb af jord')}\n\nBeslutning\nHemmelig.\n"
        )
    )
    assert "Regnskab 2010" in shown
    assert not any(word in shown for word in ("Bøgevang", "3 mio", "Køb af jord", "Hemmelig"))


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("8. Salg af Bøgevang 4", "Status: Lukket"),
        ("8. Salg af Bøgevang 4", "Åben/lukket: L"),
        ("8. Salg af Bøgevang 4", "Åbent punkt: Nej"),
        ("8. Salg af Bøgevang 4", "Offentligt: Nej"),
        ("8. Salg af Bøgevang 4", "Er punktet lukket? Ja"),
        ("8. Salg af Bøgevang 4", "Må ikke offentliggøres"),
        ("8. Salg af Bøgevang 4", "Punktet er ikke offentligt."),
        ("8. Salg af Bøgevang 4", "Undtaget fra offentlighed"),
        ("8. Salg af Bøgevang 4 (Ikke offentlig)", ""),
        ("8. Salg af Bøgevang 4 - ikke offentligt", ""),
        ("8. Salg af Bøgevang 4 (fortrolig)", ""),
        ("Punkt 8 (lukket): Salg af Bøgevang 4", ""),
        ("(Lukket) 8. Salg af Bøgevang 4", ""),
    ],
)
def test_an_item_is_closed_by_whatever_says_so(heading: str, below: str) -> None:
    shown = open_text(
        read(
            f"{HEAD}7. Regnskab 2010\nSagsnr.: 11/3302\n\nBeslutning\nGodkendt.\n\n{heading}\n{below}\n"
            "Sagsnr.: 11/3309\n\nBeslutning\nHemmelig for 3 mio.\n\n9. Eventuelt\nSagsnr.: 11/1\n\nBeslutning\nSlut.\n"
        )
    )
    assert "Regnskab 2010" in shown
    assert "Slut." in shown
    assert not any(word in shown for word in ("Bøgevang", "Hemmelig"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Offentlig transport: Ja", "Er der offentlig adgang? Nej, kun om sommeren.", "Åbent for alle",
        "Udvalget siger nej.", "Veje uden offentlig belysning", "De ikke-offentlige arealer er private fællesveje.",
    ],
)  # fmt: skip
def test_other_talk_of_openness_closes_nothing(sentence: str) -> None:
    text = f"{HEAD}7. Regnskab 2010\nSagsnr.: 11/3302\n\nSagsfremstilling\n{sentence}\n\nBeslutning\nGodkendt.\n"
    understood = read(text)
    assert not any(passage.closed for passage in understood.passages)

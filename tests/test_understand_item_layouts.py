"""Items in layouts where numbers, titles and decisions are printed in rarer ways (tests/files/item_layouts.tsv)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.understand.decisions import decided_points, decision_type
from ingest.understand.item_list import Item, items_of
from ingest.understand.numbers import case_number
from ingest.understand.wording import bare_words
from tests.understand_texts import open_text, read

TABLE = Path(__file__).with_name("files") / "item_layouts.tsv"
LAYOUTS = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]
# What a column held beside the title is lost with the column, but for the row's own decision.
UNTOLD = "Formanden ringer til kommunen."


@pytest.mark.parametrize(("items", "decisions", "text"), LAYOUTS)
def test_items_are_found_however_they_are_numbered(items: str, decisions: str, text: str) -> None:
    understood = read(text.replace("\\n", "\n"))
    found = items_of(understood)
    wanted = [entry.lstrip("!").split("=", 1) for entry in items.split(" ;; ")]
    assert [(item.number, bare_words(item.title)) for item in found] == [
        (number or None, bare_words(title)) for number, title in wanted
    ]
    for entry, decision, item in zip(items.split(" ;; "), decisions.split(" ;; "), found, strict=True):
        assert item.closed == entry.startswith("!")
        assert not (item.closed and item.title in open_text(understood))
        assert item.closed or _decided(item, decision)


def _decided(item: Item, decision: str) -> bool:
    if decision in {"-", UNTOLD}:
        return item.decision is None
    return bare_words(item.decision or "")[: len(bare_words(decision))] == bare_words(decision)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("05.01.08 G01 0017/97", "05.01.08 G01 0017/97"),
        ("17.02.00-P22-1/03", "17.02.00-P22-1/03"),
        ("2012-14-009931/mvh", "2012-14-009931"),
        ("KFO-2012-00123-3", "KFO-2012-00123-3"),
        ("2O14-0021312", "2014-0021312"),  # O for 0
        ("l8/01234", "18/01234"),  # l for 1
        ("00.01.l0-G01-1-21", "00.01.10-G01-1-21"),
        ("O8/l2", None),  # too little is left to be sure
        ("S00.", None),
        ("2012-05-03", None),
        ("15-04-2013", None),
    ],
)
def test_case_numbers_are_read_from_other_systems_and_mended_only_when_sure(printed: str, number: str | None) -> None:
    assert case_number(printed) == number


def test_an_l_behind_the_number_closes_and_asks_where_no_other_has_an_aa() -> None:
    sure = read(
        "Referat\nMødedato: 3. maj 2016\n\n7Å. Budget\nSagsnr.: 16/1\n\n8L. Køb af jord ved Åvej\nSagsnr.: 16/2\n"
    )
    assert [item.closed for item in items_of(sure)] == [False, True]
    assert "Åvej" not in open_text(sure)
    alone = read(
        "Referat\nMødedato: 3. maj 2016\n\n7. Budget\nSagsnr.: 16/1\n\n8L. Køb af jord ved Åvej\nSagsnr.: 16/2\n"
    )
    assert "Åvej" not in open_text(alone)
    (reason,) = {passage.closed_reason for passage in alone.passages if passage.closed}
    assert reason.startswith("måske lukket")


def test_a_title_above_a_bracket_that_closes_is_closed_with_it() -> None:
    understood = read(
        "Referat\nÆldrerådet\n3. maj 2016\n\nNyt\n\nIntet.\n\nBESLUTNING: Ingen.\n\n"
        "Støtte til Hans\n(Fortroligt - bliver i rådet)\n\nBESLUTNING: 800 kr.\n\nTur\n\nBESLUTNING: Vi sejler.\n"
    )
    assert "Hans" not in open_text(understood)
    assert "800" not in open_text(understood)
    assert "Vi sejler" in open_text(understood)


def test_each_point_of_a_decision_has_its_kind() -> None:
    text = (
        "Ad 1. Tiltrådt. Ad 2 og 3: Udsat.\nPunkt 4: Anbefales ikke. Udvalget vil se et kort.\n"
        "Ad 5. Borgmesteren redegjorde.\nListe N tog forbehold."
    )
    told = [("1", "tiltrådt"), ("2", "udsat"), ("3", "udsat"), ("4", "afvist")]
    assert [(number, kind) for number, kind, _ in decided_points(text)] == told
    assert [kind for _, kind, _ in decided_points("a. Anbefales.\nb. Sendes i otte ugers høring.")] == [
        "anbefalet",
        "sendt i høring",
    ]
    assert decided_points("Godkendt.\n3. maj mødes man igen.") == []
    assert decided_points("Vedtaget med 12 stemmer for.") == []


@pytest.mark.parametrize("words", ["Anbefales ikke.", "Tiltrædes ikke.", "Kan ikke godkendes.", "Ej godkendt."])
def test_what_was_not_approved_is_refused(words: str) -> None:
    assert (decision_type(words) or ("",))[0] == "afvist"

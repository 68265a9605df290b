"""Inflection: a search for one form of a word finds the others, and no other word."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.danish import lemma, query_terms, streams

FILES = Path(__file__).parent / "files"


def finds(query: str, word: str) -> bool:
    return bool(set(query_terms(query)[1]) & set(streams(word).all.split()))


def pairs(name: str) -> list[tuple[bool, str, str]]:
    rows = [line.split("\t") for line in (FILES / name).read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    both = [(kind == "yes", one, other) for kind, one, *others in rows for other in others]
    return both + [(alike, other, one) for alike, one, other in both]


@pytest.mark.parametrize(
    ("name", "recall", "precision"), [("inflected.tsv", 0.99, 0.99), ("inflected_held_out.tsv", 0.97, 0.98)]
)
def test_pairs_of_inflected_words(name: str, recall: float, precision: float) -> None:
    answers = [(wanted, finds(one, other), one, other) for wanted, one, other in pairs(name)]
    right = sum(wanted and found for wanted, found, _, _ in answers)
    missed = [f"{one} > {other}" for wanted, found, one, other in answers if wanted and not found]
    wrong = [f"{one} > {other}" for wanted, found, one, other in answers if found and not wanted]
    print(f"{name}: {len(answers) // 2} pairs, recall {right / (right + len(missed)):.3f}, missed {missed}")
    print(f"precision {right / (right + len(wrong)):.3f}, wrong {wrong}")
    assert len(answers) > 2 * 400
    assert right / (right + len(missed)) >= recall
    assert right / (right + len(wrong)) >= precision


@pytest.mark.parametrize(
    ("query", "other"),
    [("får", "far"), ("måde", "mad"), ("mål", "mal"), ("råd", "rad"), ("møder", "mod"), ("skøn", "skoen"),
     ("køn", "koen"), ("bønder", "bonderne"), ("så", "sa"), ("år", "ar"), ("øl", "ol"), ("ære", "are")],
)  # fmt: skip
def test_danish_letters_are_letters_of_their_own(query: str, other: str) -> None:
    assert not finds(query, other)
    assert not finds(other, query)


def test_a_leader_is_not_asked_for_as_leading() -> None:
    assert finds("leder", "lederne")
    assert not finds("leder", "ledte")
    assert finds("lede", "leder"), "he leads: leder is a form of lede as well"
    assert not finds("leder", "ledet")
    assert not finds("lærer", "lærte")


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("ungetopmødet", "ungetopmøde"),
        ("ressourceteammøderne", "ressourceteammøde"),
        ("områdefornyelsesprojekterne", "områdefornyelsesprojekt"),
        ("klyngelederens", "klyngeleder"),
        ("uagtsomhedernes", "uagtsomhed"),
        ("børnenes", "barn"),
        ("ådals", "ådal"),
        ("vestas", "vestas"),
        ("xyzzy", "xyzzy"),
        ("tv2", "tv2"),
        ("18/01234", "18/01234"),
        ("s", "s"),
        ("", ""),
    ],
)
def test_lemma(token: str, expected: str) -> None:
    assert lemma(token) == expected


def test_names_keep_their_own_lemma() -> None:
    names = "petersen jensen hansen nielsen aarhus odense randers assens horsens struer thisted kalundborg ballerup"
    assert [name for name in names.split() if lemma(name) != name] == []


def test_english_german_and_code_stay_findable_by_themselves() -> None:
    for word in (
        "committee",
        "meeting",
        "Gemeinde",
        "kommittén",
        "förslag",
        "urzędu",
        "SELECT",
        "utf8",
        "base64decode",
    ):
        assert finds(word, word)


def test_the_longest_words_are_looked_at_once() -> None:
    assert lemma("a" * 64) == "a" * 64
    assert lemma("bø" * 31 + "er").startswith("bø" * 29)

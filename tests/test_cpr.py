"""Civil registration numbers are found however they are written, and told on by how certain it is."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from ingest.cpr import Certainty, blank, find, mask, rules
from tests.cpr_numbers import SHAPES, january, number, planted, remainder, surest

HIGH, MEDIUM, LOW = Certainty.HIGH, Certainty.MEDIUM, Certainty.LOW
N = number(Random(20), day=date(1985, 7, 15))  # with check digit
WRONG = number(Random(20), check=False, day=date(1985, 7, 15))
PARTED = f"{N[:6]}-{N[6:]}"


def certainties(text: str) -> list[Certainty]:
    return [finding.certainty for finding in find(text)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_found_whole(shape: str) -> None:
    random = Random(shape)
    for _ in range(30):
        written = SHAPES[shape](number(random), random)
        text = f"Borgeren {written} har søgt om dispensation."
        found = find(text)
        assert len(found) == 1, written
        inside = text[found[0].start : found[0].end]
        digits = re.sub("%..|&nbsp;|side=2|_2|2_", "", written)
        assert sum(map(str.isdecimal, inside)) >= sum(map(str.isdecimal, digits)), (written, inside)


def test_recall_on_numbers_that_nobody_tuned_it_to() -> None:
    counted = Counter(surest(find(text.text)) for text in planted(seed=90210, count=2600))
    assert counted["none"] == 0
    assert counted["low"] <= 13  # 99.5 % high or medium


@pytest.mark.parametrize("hyphen", ["", "-", "\ufffe"])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\x0c", "\u2028", "\n> ", "  \n      "])
def test_a_number_broken_over_lines_anywhere(hyphen: str, line: str) -> None:
    for at in range(1, 10):
        written = f"{N[:at]}{hyphen}{line}{N[at:]}"
        assert certainties(f"Cpr-nr.: {written}") == [HIGH], at
        assert surest(find(f"svar fra {written} om støj")) in ("medium", "high"), at


def test_two_numbers_run_together_and_lists_of_numbers() -> None:
    other = number(Random(7), day=date(1990, 10, 3))
    assert certainties(f"{N}{other}") == [MEDIUM, MEDIUM]
    assert certainties(f"{N}\n{other}\n{N}\n{other}\n") == [MEDIUM] * 4
    assert certainties(f"Cpr-numre: {WRONG}, {WRONG} og {WRONG}") == [MEDIUM] * 3
    assert certainties(f"{PARTED}/{other[:6]}-{other[6:]}") == [HIGH, HIGH]


def test_a_number_run_together_with_other_digits_is_told_on_with_low_certainty() -> None:
    assert LOW in certainties(f"12345678{N[:6]}-{N[6:]}")
    assert LOW in certainties(f"{N}4")


def test_a_number_whose_first_zero_a_spreadsheet_dropped() -> None:
    digits = number(Random(3), day=date(1972, 11, 4))[1:]
    assert certainties(f"CPR: {digits}") == [MEDIUM]
    assert certainties(f"Antal: {digits}") == []


def test_a_replacement_number_needs_the_word() -> None:
    replacement = f"{int(N[0]) + 6}{N[1:]}"
    assert certainties(f"Erstatnings-cpr: {replacement}") == [MEDIUM]
    assert certainties(f"Målt: {replacement}") == []


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        (f"Svar fra {PARTED}", HIGH),
        (f"Svar fra {N}", MEDIUM),
        (f"Svar fra {WRONG[:6]}-{WRONG[6:]}", LOW),
        (f"Svar fra {WRONG}", LOW),
        (f"CPR {N}", HIGH),
        (f"CPR {WRONG}", MEDIUM),
        (f"Personnummeret er {WRONG}", MEDIUM),
        (f"cpr_{WRONG}.pdf", MEDIUM),
        (f"{WRONG[:6]} {WRONG[6:]} er hendes cpr-nummer", MEDIUM),
        (f"C.P.R. nr.: {N}", HIGH),
        (f"CPR/CVR-nr.: {N}", HIGH),
        (f"CPR-nr. eller journalnr. {N}", HIGH),
        (f"født den {N[:6]}-{N[6:]}", HIGH),
        (f"fgdselsnummer {N}", HIGH),
        (f"Tlf. 12 34 56 78, {PARTED}", HIGH),
        (f"Faktura nr. 4711 til {PARTED}", HIGH),
        (f"cpr-kontoret i sag {WRONG}", LOW),
        (f"/soeg?q=cpr%20{N}", HIGH),
        (f"/soeg?q=cpr%3D{WRONG}&side=2", MEDIUM),
        (f"/soeg?q={N[:6]}%E2%80%93{N[6:]}", HIGH),
        (f"/soeg?q={N[:6]}%252D{N[6:]}", HIGH),
        (f"/soeg?q={N}%20hansen", MEDIUM),
        ("".join(f"%3{digit}" for digit in N), MEDIUM),
        (f"scan_{PARTED}.pdf", HIGH),
        (f"{N}@aadal.example", MEDIUM),
        (f"CPR-NUMMER\n\n{WRONG[:6]} {WRONG[6:]}", MEDIUM),
        (f"CPR: {' '.join(N[:6])}   {' '.join(N[6:])}", HIGH),
        (f"{N[:4]} {N[4:6]} {N[6:]}", LOW),
    ],
)
def test_certainty_follows_the_digits_and_the_words(text: str, certainty: Certainty) -> None:
    assert certainties(text) == [certainty]


def test_a_number_without_check_digit_was_only_given_for_1_january() -> None:
    digits = january(Random(5))
    assert certainties(f"Svar fra {digits[:6]}-{digits[6:]}") == [HIGH]
    assert certainties(f"CPR {digits}") == [HIGH]
    assert certainties(f"Svar fra {digits}") == [LOW]
    second = number(Random(5), check=False, day=date(1985, 1, 2))
    assert certainties(f"Svar fra {second[:6]}-{second[6:]}") == [LOW]
    early = f"010112-1{number(Random(6), check=False, day=date(1912, 1, 1))[7:]}"  # as a paper of 1 January 2012 has it
    assert certainties(f"Notat {early}") in ([LOW], [HIGH] if remainder(early.replace("-", "")) == 0 else [LOW])


def test_the_seventh_digit_says_the_century() -> None:
    """From the table at cpr.dk, for every seventh digit and year: 29 February exists in leap years alone."""
    for year in range(100):
        for seventh in range(10):
            if seventh <= 3 or (seventh in (4, 9) and year >= 37):
                century = 1900
            else:
                century = 2000 if seventh in (4, 9) or year <= 57 else 1800
            full = century + year
            leap = full % 4 == 0 and (full % 100 != 0 or full % 400 == 0)
            lives = leap and date(full, 2, 29) <= date.today()
            assert bool(find(f"CPR 2902{year:02}-{seventh}123")) is lives, (year, seventh)


def test_impossible_and_coming_days_are_no_numbers() -> None:
    tomorrow = date.today() + timedelta(days=1)
    for six in ("310485", "320185", "011385", "000185", "010085", "300285", f"{tomorrow:%d%m%y}"):
        assert find(f"CPR {six}-4123") == [], six


def test_places_are_true_among_marks_and_invisible_characters() -> None:
    before = "A\u030aben sag\u200b om \ufeffstøj 😀 fra "
    written = "\u200b".join(N)
    [finding] = find(f"{before}{written}\u200b.")
    assert (finding.start, finding.end) == (len(before), len(before) + len(written))
    assert mask(f"{before}{PARTED}") == f"{before}{N[:4]}••-••••"


def test_findings_come_in_order_and_never_over_each_other() -> None:
    random = Random(81)
    for _ in range(400):
        text = "".join(random.choices("000111223579 -./\nOlIBS|%2D&cpr", k=120))
        at = 0
        for finding in find(text):
            assert at <= finding.start < finding.end <= len(text)
            at = finding.end
        assert len(mask(text, LOW)) == len(blank(text, LOW)) == len(text)


@pytest.mark.parametrize(
    "piece",
    ["0", "1 ", "11 ", "l ", "O1", "1\n", "1\u200b", "1\u0301", "010190-", "%2D1", "cpr 1 ", "\n", "&nbsp;", "\ud800"],
)
def test_a_long_line_of_anything_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert surest(find(f"{text} cpr-nr. {PARTED}")) == "high"


def test_a_number_before_a_whole_file_of_figures() -> None:
    assert certainties(f"CPR {PARTED} " + "1 7 " * 40_000) == [HIGH]


def test_five_thousand_numbers_in_one_line() -> None:
    assert len(find(f"{PARTED}, " * 5000)) == 5000


def test_the_check_digit_is_the_arithmetic_of_the_law() -> None:
    random = Random(82)
    for _ in range(2000):
        digits = f"{random.randrange(10**10):010}"
        assert rules.has_check_digit(digits) is (remainder(digits) == 0)

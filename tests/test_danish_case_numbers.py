"""Case numbers in all their shapes: damaged, with other separators, in part; and no number taken for another."""

from __future__ import annotations

import random
import string

import pytest

from ingest.archive.query import And, Or, Phrase, Prefix, Query, Word
from ingest.archive.query_parser import parse
from ingest.danish import analyse, streams, tokens
from ingest.danish.case_numbers import gathered
from ingest.danish.synonyms import SynonymTable
from ingest.values import Streams

KLE, YEAR, SERIAL, LETTERS, AREA = (
    "00.01.10-G01-1-21",
    "18/01234",
    "2014-0021312",
    "EMN-2025-003383",
    "306-2009-600",
)


def matches(tree: Query, made: Streams) -> bool:
    match tree:
        case Word(terms=terms):
            return not set(terms).isdisjoint(made.all.split())
        case Prefix(prefix=prefix):
            return any(token.startswith(prefix) for token in made.all.split())
        case Phrase(surfaces=surfaces):
            return f" {' '.join(surfaces)} " in f" {made.text} "
        case And(parts=parts):
            return all(matches(part, made) for part in parts)
        case Or(parts=parts):
            return any(matches(part, made) for part in parts)
    raise AssertionError(tree)


def finds(typed: str, printed: str, *, damaged: bool = False) -> bool:
    return matches(parse(typed, SynonymTable()).tree, streams(f"Sag nr. {printed}, af", damaged=damaged))


@pytest.mark.parametrize(
    ("number", "typed"),
    [(KLE, typed) for typed in (
        "00.01.10 G01 1 21", "00.01.10.G01.1.21", "00.01.10/G01/1/21", "00.01.10–G01–1–21", "00.01.10—G01—1—21",
        "00 01 10 G01 1 21", "00-01-10-G01-1-21", "00.01.10 - G01 - 1 - 21", "00.01.10_G01_1_21", "00.01.10g01-1-21",
        "00.01.10-G01-1-2021", "00,01.10-G01-1-21", '"00.01.10 G01 1 21"',
    )]
    + [(YEAR, typed) for typed in ("18-01234", "18 01234", "18.01234", "18 / 01234", "18–01234")]
    + [(SERIAL, typed) for typed in ("2014/0021312", "2014 0021312", "2014–0021312", "2014 - 0021312", "2014.0021312")]
    + [(LETTERS, typed) for typed in ("EMN 2025 003383", "emn/2025/003383", "emn – 2025 – 003383", "EMN-2025.003383")]
    + [(AREA, typed) for typed in ("306 2009 600", "306/2009/600", "306–2009–600", "306.2009.600")],
)  # fmt: skip
def test_any_separator_is_as_good_as_another(number: str, typed: str) -> None:
    assert finds(typed, number)
    if " " not in typed and typed not in ("00-01-10-G01-1-21", "18.01234"):  # in a text these may be other numbers
        assert finds(number, typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("00.01.10", KLE), ("00 01 10", KLE), ("00.01.10-G01", KLE), ("00.01.10 G01", KLE), ("00.01", KLE),
     ("00.01.10-G01-1", KLE), ("00.01*", KLE), ("00.01.10-G*", KLE), ("01234", YEAR), ("18/0*", YEAR),
     ("0021312", SERIAL), ("003383", LETTERS), ("EMN-2025*", LETTERS), ("2014-0021312", "2014-0021312-5")],
)  # fmt: skip
def test_a_part_of_a_number_finds_all_that_have_it(typed: str, number: str) -> None:
    assert finds(typed, number)


@pytest.mark.parametrize(
    ("number", "printed"),
    [(KLE, printed) for printed in (
        "OO.O1.1O-GO1-1-21", "00.0l.10-G01-l-21", "00.O1.l0-G0I-1-2i", "0o.01.10–G01–|–21",
    )]
    + [(YEAR, printed) for printed in ("18/O1234", "l8/01234", "I8/0l234")]
    + [(SERIAL, printed) for printed in ("2O14-OO21312", "20l4-002l3l2")]
    + [(LETTERS, "EMN-2O25-0O3383"), (AREA, "3O6-2009-6OO"), ("00.01.10", "0O.0l.10")],
)  # fmt: skip
@pytest.mark.parametrize("damaged", [True, False])
def test_letters_for_digits_are_read_as_digits(number: str, printed: str, damaged: bool) -> None:
    assert finds(number, printed, damaged=damaged)
    assert finds(printed, number)
    made = streams(f"Sag {printed} om vejen", damaged=damaged)
    assert f" {tokens(printed)[0].text} " in made.text, "phrases run across it"
    assert tokens(printed)[0].readings[0].startswith(number.lower())


@pytest.mark.parametrize(
    ("printed", "readings"),
    [
        ("00.01.10-G01-S-21", ("00.01.10-g01-5-21", "00.01.10-g01-8-21")),
        ("18/01B34", ("18/01834", "18/01634")),
        ("2014-00Z1312", ("2014-0021312", "2014-0071312")),
        ("00.01.10-601-1-21", ("00.01.10-g01-1-21",)),
        ("00.32.04-@00-1-21", ("00.32.04-ø00-1-21",)),
    ],
)
def test_a_number_that_may_be_several_is_found_by_each_and_stands_as_printed(
    printed: str, readings: tuple[str, ...]
) -> None:
    (token,) = tokens(printed)
    assert token.readings == readings
    made = streams(f"Sag {printed}")
    assert made.text.split() == ["sag", printed.lower()], "it ranks below the number that stands there"
    assert set(readings) <= set(made.forms.split())
    (row,) = analyse(printed)
    assert [word for word, _ in row.repairs] == list(readings)
    for reading in readings:
        assert finds(reading, printed)
        assert finds(printed, reading)
    assert finds(printed, printed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [(KLE, printed) for printed in (
        "00.01.10-G01-11-21", "00.01.10-G01-1-22", "00.01.10-G01-2-21", "00.01.10-G01-1-1921", "00.01.10-G02-1-21",
        "00.01.11-G01-1-21", "00.01.10-G01-l1-21", "00.01.10-G01-I-22", "00.01.10-G01-7-21", "00.01.10-P01-1-21",
    )]
    + [(YEAR, printed) for printed in ("17/01234", "18/012345", "118/01234", "18/01235", "18/O1235", "2018/01234")]
    + [(SERIAL, printed) for printed in ("2014-0021313", "2O14-OO21313", "2014-002131", "2015/0021312")]
    + [(LETTERS, "EMN-2025-003384"), (LETTERS, "EMN-2024-003383"), (LETTERS, "ABC-2025-003383")]
    + [(AREA, "306-2009-60"), (AREA, "306-2009-6000"), (AREA, "3O6-2009-601"), ("00.01.10-G01-1", "00.01.10-G01-11-21"),
       ("2014-0021312-5", "2014-0021312-6"), ("2014-0021312-5", "2014-0021312")],
)  # fmt: skip
@pytest.mark.parametrize("damaged", [True, False])
def test_two_serials_are_never_taken_for_each_other(typed: str, printed: str, damaged: bool) -> None:
    assert not finds(typed, printed, damaged=damaged)


def test_random_numbers_find_only_themselves() -> None:
    dice = random.Random(4)
    numbers = sorted(
        {f"00.{dice.randrange(1, 4):02}.1{dice.randrange(3)}-G0{dice.randrange(3)}-{dice.randrange(1, 23)}-{year}"
         for year in (19, 20, 21) for _ in range(40)}
    )  # fmt: skip

    def spoil(number: str) -> str:
        return "".join({"0": "O", "1": "l"}.get(c, c) if dice.random() < 0.4 else c for c in number)

    index = {number: {*streams(spoil(number)).all.split()} for number in numbers}
    for number in dice.sample(numbers, 30):
        tree = parse(number, SynonymTable()).tree
        assert isinstance(tree, Word)
        assert [other for other, made in index.items() if made & set(tree.terms)] == [number]


@pytest.mark.parametrize(
    "text",
    ["So/Bolig", "Sol.is.ol", "12/2020", "l2/2O20", "2009/2010", "10,11,12", "kl. 10.30-12.00", "1.250.000",
     "IBS-lOgo-SOS", "12 34 56 78", "33 66 33 66", "0-6 år", "12.50-13.00", "www.solod.dk", "16.11.12", "3.2.1",
     "il.do.so"],
)  # fmt: skip
def test_what_is_no_case_number_is_not_read_as_one(text: str) -> None:
    assert gathered(text) == text
    assert not any(token.readings for token in tokens(text))
    assert all(len(token.text) < 9 or token.text in text for token in tokens(text))


@pytest.mark.parametrize(
    "typed", ["skole 2014 12345", "nr 18 1234", "sag 2014 0021312", "den 01.02.10 - 31.12.12", "00 01 10 12", "år 2025"]
)
def test_numbers_beside_each_other_stay_apart(typed: str) -> None:
    expected = "sag 2014-0021312" if "002" in typed else typed
    assert gathered(typed) == expected


def test_any_text_is_read_in_bounded_pieces() -> None:
    dice = random.Random(5)
    alphabet = string.digits * 3 + "OolISBZGgq|.,-–/_@ G"
    for _ in range(3000):
        text = "".join(dice.choice(alphabet) for _ in range(dice.randrange(40)))
        for token in tokens(text):
            assert text[token.start : token.end] == token.word
            assert 0 < len(token.text) <= 64
            assert " " not in token.text
            assert len(token.readings) <= 8
        assert len(gathered(text)) <= len(text) + 8

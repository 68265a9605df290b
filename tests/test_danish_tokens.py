"""Words and where they stand."""

from __future__ import annotations

import random

import pytest

from ingest.danish import normalise, tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ældrerådet på Øen, ÅRET 2021!", ["ældrerådet", "på", "øen", "året", "2021"]),
        ("Børne- og Ungeudvalget", ["børne", "og", "ungeudvalget"]),
        ("fritids-/ungdomsklub og/eller", ["fritids", "ungdomsklub", "og", "eller"]),
        ("KL's og PC'erne, SFO’en", ["kl", "og", "pc", "sfo"]),
        ("O'Neill", ["oneill"]),
        ("it-strategi", ["it", "strategi"]),
        ("1.250.000 kr. og 12,5 pct.", ["1.250.000", "kr", "og", "12,5", "pct"]),
        ("den 16.11.12 kl. 18:30 (10/2-2021)", ["den", "16.11.12", "kl", "18:30", "10/2-2021"]),
        ("0-6 år, 2019-2022", ["0", "6", "år", "2019", "2022"]),
        ("punkt 4.2.1", ["punkt", "4.2.1"]),
        ("buu@aadal.example https://www.aadal.example/soeg?x=1_2", ["buu", "aadal", "example", "https", "www", "aadal",
                                                                    "example", "soeg", "x", "1", "2"]),
        ("120 m² og 3 m³", ["120", "m2", "og", "3", "m3"]),
        ("a\u030arhus hørings\u00adsvar", ["århus", "høringssvar"]),  # not normalised
        ("... — ?! «»", []),
        ("", []),
    ],
)  # fmt: skip
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("printed", "token", "forms"),
    [
        (
            "00.01.10-G01-1-21",
            "00.01.10-g01-1-21",
            ("00.01.10-g01-1-2021", "00.01.10-g01-1", "00.01.10-g01", "00.01.10", "00.01"),
        ),
        ("00.01.00P35", "00.01.00-p35", ("00.01.00", "00.01", "00.01.00p35")),  # the KLE number ran into the facet
        ("00.01.10", "00.01.10", ("00.01",)),
        ("18/01234", "18/01234", ("01234",)),
        ("18/1234", "18/1234", ()),
        ("2018/01234", "2018-01234", ("01234", "2018/01234")),
        ("2014-0021312", "2014-0021312", ("0021312",)),
        ("2014-0021312-5", "2014-0021312-5", ("2014-0021312", "0021312")),  # a document of that case
        ("EMN-2025-003383", "emn-2025-003383", ("003383",)),
        ("306-2009-600", "306-2009-600", ()),
    ],
)
def test_a_case_number_is_one_token(printed: str, token: str, forms: tuple[str, ...]) -> None:
    for text in (f"Sagsnr.: {printed}.", f"({printed})", f"{printed},", printed.lower()):
        (found,) = [t for t in tokens(text) if t.text not in ("sagsnr",)]
        assert (found.text, found.forms) == (token, forms)


@pytest.mark.parametrize("text", ["12/2020", "2009/2010", "2009/10", "1/2"])
def test_months_school_years_and_fractions_are_no_case_numbers(text: str) -> None:
    assert words(text) == text.split("/")


@pytest.mark.parametrize(
    ("text", "forms"),
    [("11-03-2020", ("2020",)), ("2021-02-10", ("2021",)), ("1.250.000", ("1250000",)), ("16.11.12", ())],
)
def test_dates_are_found_by_their_year_and_amounts_without_points(text: str, forms: tuple[str, ...]) -> None:
    (found,) = tokens(text)
    assert (found.text, found.forms) == (text, forms)


def test_a_hyphenated_word_is_also_one_word() -> None:
    text = "En it-strategi for skole-hjem-samarbejdet"
    joined = {t.joined: text[t.start : t.joined_end] for t in tokens(text) if t.joined}
    assert joined == {"itstrategi": "it-strategi", "skolehjemsamarbejdet": "skole-hjem-samarbejdet"}


def test_offsets_are_those_of_the_text_as_given() -> None:
    dice = random.Random(7)
    alphabet = "abæøåÅ019 .,:/-'’\u00ad\u030a\u200b\n_@é²"
    for _ in range(500):
        text = "".join(dice.choice(alphabet) for _ in range(dice.randrange(80)))
        end = 0
        for token in tokens(text):
            assert token.start >= end
            assert text[token.start : token.end] == token.word
            assert 0 < len(token.text) <= 64
            assert not token.text.isspace() and " " not in token.text
            end = token.end


def test_normalised_text_gives_the_same_words() -> None:
    text = "A\u030arhus hørings\u00adsvar it\u2011strategi \ufeffidé 12\u00a0000"
    assert words(text) == words(normalise(text))


@pytest.mark.parametrize(
    ("unit", "count", "first"),
    [("a", 1, "a" * 64), ("a-", 250_000, "a"), ("1.", 125_000, "1"), ("00.01.10-G01-", 37_000, "00.01.10"),
     ("møde ", 100_000, "møde"), ("a\u0301", 1, "á" * 64), ("'", 0, ""), ("-", 0, "")],
    ids=ascii,
)  # fmt: skip
def test_half_a_million_characters_in_one_line(unit: str, count: int, first: str) -> None:
    found = tokens(unit * (500_000 // len(unit)))
    assert len(found) >= count
    assert (found[0].text if found else "") == first
    assert all(len(token.text) <= 64 for token in found)

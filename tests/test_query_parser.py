"""From what was typed to the query's tree."""

from __future__ import annotations

import pytest

from ingest.archive.query import And, Everything, Not, Or, Phrase, Prefix, Query, QueryProblem, Word
from ingest.archive.query_parser import parse
from ingest.danish import query_terms
from ingest.danish.synonyms import SynonymTable

NONE = SynonymTable()


def word(text: str) -> Word:
    return Word(text, *query_terms(text))


def tree(text: str, table: SynonymTable = NONE) -> Query:
    return parse(text, table).tree


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("skole", word("skole")),
        ("  Skolerne ", word("Skolerne")),
        ("skole vej", And((word("skole"), word("vej")))),
        ("skole skole", word("skole")),
        ("skole OR vej", Or((word("skole"), word("vej")))),
        ("skole ELLER vej", Or((word("skole"), word("vej")))),
        ("plan skole OR vej", And((word("plan"), Or((word("skole"), word("vej")))))),
        ("skole OR vej plan", And((Or((word("skole"), word("vej"))), word("plan")))),
        ("a OR b OR a", Or((word("a"), word("b")))),
        ("skole or vej", And((word("skole"), word("or"), word("vej")))),
        ("skole -vej", And((word("skole"), Not(word("vej"))))),
        ("-vej skole", And((word("skole"), Not(word("vej"))))),
        ("skole –vej", And((word("skole"), Not(word("vej"))))),  # a telephone's dash
        ("skole - vej", And((word("skole"), word("vej")))),
        ("skole OR -vej", And((word("skole"), Not(word("vej"))))),
        ("skole NOT vej", And((word("skole"), Not(word("vej"))))),
        ("skole AND vej", And((word("skole"), word("vej")))),
        ("skol*", Prefix("skol*", "skol")),
        ("-skol* vej", And((word("vej"), Not(Prefix("skol*", "skol"))))),
        ("Års*", Prefix("Års*", "års")),
        ("it-str*", Prefix("it-str*", "itstr")),
        ("2014-002*", Prefix("2014-002*", "2014-002")),
        ("00.01.10-G01*", Prefix("00.01.10-G01*", "00.01.10-g01")),
        ("EMN-2025*", Prefix("EMN-2025*", "emn-2025")),
        ("aarh*", Or((Prefix("aarh*", "aarh"), Prefix("aarh*", "årh")))),
        ("OR skole", word("skole")),
        ("skole OR", word("skole")),
    ],
)
def test_words(typed: str, expected: Query) -> None:
    assert tree(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        '"havnens perle"',
        "»Havnens perle«",
        "«havnens perle»",
        "„havnens perle“",
        "”havnens perle”",
        '"havnens, perle!"',
    ],
)
def test_phrases_in_every_kind_of_quotes(typed: str) -> None:
    found = tree(typed)
    assert isinstance(found, Phrase)
    assert found.surfaces == ("havnens", "perle")
    assert parse(typed, NONE).notes == ()


def test_phrases_beside_words() -> None:
    found = tree('plan "a b" -"c d" OR "e f"')
    assert found == And((word("plan"), Or((Phrase("a b", ("a", "b")), Phrase("e f", ("e", "f")))),
                         Not(Phrase("c d", ("c", "d")))))  # fmt: skip


def test_one_word_in_quotes_is_that_form_alone() -> None:
    assert tree('"skolerne"') == Phrase("skolerne", ("skolerne",))


def test_an_open_quote_runs_to_the_end_and_says_so() -> None:
    parsed = parse('budget "havnens perle', NONE)
    assert parsed.tree == And((word("budget"), Phrase("havnens perle", ("havnens", "perle"))))
    assert "anførselstegn" in parsed.notes[0]


@pytest.mark.parametrize("number", ["00.01.10-G01-1-21", "18/01234", "2014-0021312", "EMN-2025-003383", "306-2009-600"])
def test_case_numbers_are_one_word_quoted_or_not(number: str) -> None:
    expected = Word(number, number.lower(), (number.lower(),), (number.lower(),))
    assert tree(number) == expected
    assert tree(f'"{number}"') == expected
    assert tree(f"({number})") == expected
    assert tree(f'"sag {number}"') == Phrase(f"sag {number}", ("sag", number.lower()))


@pytest.mark.parametrize(
    ("typed", "surfaces"),
    [
        ("buu@aadal.example", ("buu", "aadal", "example")),
        ("www.aadal.example", ("www", "aadal", "example")),
        ("0-6", ("0", "6")),
        ("og/eller", ("og", "eller")),
    ],
)
def test_what_is_written_together_stands_together(typed: str, surfaces: tuple[str, ...]) -> None:
    assert tree(typed) == Phrase(typed, surfaces)


def test_a_hyphenated_word_is_found_joined_and_parted() -> None:
    found = tree("it-strategi")
    assert found == Or((Word("it-strategi", *query_terms("itstrategi")), Phrase("it-strategi", ("it", "strategi"))))
    assert tree("plan -it-strategi") == And((word("plan"), Not(found)))
    assert tree("børne- og ungeudvalget") == And(
        (Word("børne-", *query_terms("børne")), word("og"), word("ungeudvalget"))
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("titel:skole^2", "titel skole"), ("skole~1", "skole"), ("+skole +vej", "skole vej"),
        ("skole)vej", "skole vej"), ("(skole) (vej", "skole vej"), ("skole && vej", "skole vej"),
        ("{skole}", "skole"), ("skole, vej;", "skole vej"), ("skole\\vej", "skole vej"),
        ("skole?", "skole"), ("sk*le", "sk le"), ("*skole", "skole"),
    ],
)  # fmt: skip
def test_signs_of_other_engines_only_part_words(typed: str, words: str) -> None:
    assert tree(typed) == tree(words)


def test_an_interval_is_read_as_words_and_points_to_the_filters() -> None:
    parsed = parse("budget [2019 TO 2021]", NONE)
    assert parsed.tree == And((word("budget"), word("2019"), word("2021")))
    assert "filtrene" in parsed.notes[0]


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b", "\ufeff"])
def test_nothing_typed_is_everything(typed: str) -> None:
    assert tree(typed) == Everything()


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("*", "tre bogstaver"), ("?*", "tre bogstaver"), ("sk*", "tre bogstaver"), ("* *", "tre bogstaver"),
        ("-skole", "udelades"), ('-"a b"', "udelades"), ("OR", "ELLER"), ("...", "ord"), ("—", "ord"), ('"', "ord"),
        ('""', "ord"), ("()", "ord"), ("(" * 5000, "ord"), ('"' * 5000, "ord"), ("-", "ord"), ("NOT skole", "udelades"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_what_to_type(typed: str, advice: str) -> None:
    with pytest.raises(QueryProblem) as refused:
        tree(typed)
    assert advice in refused.value.message
    assert refused.value.message.endswith(".")


def test_a_short_prefix_beside_words_is_left_out_and_said() -> None:
    parsed = parse("budget sk*", NONE)
    assert parsed.tree == word("budget")
    assert "sk*" in parsed.notes[0]


def test_an_abbreviation_is_widened_and_said() -> None:
    parsed = parse("BUU budget", SynonymTable.of([["BUU", "Børne- og Ungeudvalget", "Ungdomsråd"]]))
    widened = Or(
        (
            word("BUU"),
            Phrase("BUU", ("børne", "og", "ungeudvalget")),
            Word("BUU", *query_terms("Ungdomsråd")),
        ),
        expanded=True,
    )
    assert parsed.tree == And((widened, word("budget")))
    assert parsed.expansions == (("BUU", "Børne- og Ungeudvalget"), ("BUU", "Ungdomsråd"))


def test_a_renamed_committee_is_widened_as_words_and_as_a_phrase() -> None:
    table = SynonymTable.of([["BUU", "Børne- og Ungeudvalget", "Børne- og Skoleudvalget"]])
    parsed = parse("plan børne- og skoleudvalget", table)
    assert isinstance(parsed.tree, And)
    widened = parsed.tree.parts[1]
    assert isinstance(widened, Or) and widened.expanded
    assert isinstance(widened.parts[0], And), "as typed: its words"
    assert [added for _, added in parsed.expansions] == ["BUU", "Børne- og Ungeudvalget"]
    quoted = tree('"børne- og skoleudvalget"', table)
    assert isinstance(quoted, Or) and quoted.expanded


def test_what_is_left_out_or_exact_is_not_widened() -> None:
    table = SynonymTable.of([["BUU", "Børneudvalget"]])
    assert tree("plan -BUU", table) == And((word("plan"), Not(word("BUU"))))
    assert tree('"BUU"', table) == Phrase("BUU", ("buu",))
    assert tree("BUU", NONE) == word("BUU")

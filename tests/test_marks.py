"""What is marked is what made the text match, and nothing in it is ever HTML of its own."""

from __future__ import annotations

import random
import re
from html import unescape

import pytest

from ingest.archive.excerpt import excerpt
from ingest.archive.marks import Mark, marks
from ingest.archive.query import And, Everything, Not, Or, Phrase, Prefix, Query, Word
from ingest.archive.query_parser import parse
from ingest.danish import normalise, streams
from ingest.danish.synonyms import SynonymTable

TABLE = SynonymTable.of([["BUU", "Børne- og Ungeudvalget"]])


def tree(query: str) -> Query:
    return parse(query, TABLE).tree


def found(text: str, query: str) -> list[tuple[str, str]]:
    return [(mark.query, mark.found) for mark in marks(text, tree(query))]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("skole", "Skolerne i skolens by, ikke skolde.", [("skole", "Skolerne"), ("skole", "skolens")]),
        ("ungetopmøde", "Børn og Ungetopmødet", [("ungetopmøde", "Ungetopmødet")]),
        ('"havnens perle"', "Havnens perle; havnens – perle", [("havnens perle", "Havnens perle"),
                                                                ("havnens perle", "havnens – perle")]),
        ('"skolerne"', "Skolen og skolerne", [("skolerne", "skolerne")]),
        ("skol*", "Skolen, it-skolerne", [("skol*", "Skolen"), ("skol*", "skolerne")]),
        ("itstrategi", "En it-strategi.", [("itstrategi", "it-strategi")]),
        ("it-strategi", "Itstrategi, it-strategien", [("it-strategi", "Itstrategi"), ("it-strategi", "it-strategien")]),
        ("00.01.10", "Sag 00.01.10-G01-1-21 og 00.01.11", [("00.01.10", "00.01.10-G01-1-21")]),
        ("00.01.10-G01-1-21", "00.01.10-G01-1-21, 00.01.10-G01-2-21", [("00.01.10-G01-1-21", "00.01.10-G01-1-21")]),
        ("aarhus", "Århus og Aarhus", [("aarhus", "Århus"), ("aarhus", "Aarhus")]),
        ("BUU", "Børne- og ungeudvalget (BUU)", [("BUU", "Børne- og ungeudvalget"), ("BUU", "BUU")]),
        ("skole OR vej", "Vejen til skolen", [("vej", "Vejen"), ("skole", "skolen")]),
        ("skole -vej", "Vejen til skolen", [("skole", "skolen")]),
        ('"skolens vej" vej', "Skolens vej og en vej", [("skolens vej", "Skolens vej"), ("vej", "vej")]),
        ("år", "ar år AAR", [("år", "år"), ("år", "AAR")]),
        ("får", "far får", [("får", "får")]),
        ("århus", "A\u030arhus", [("århus", "A\u030arhus")]),
        ("", "Skolerne", []),
        ("skole", "", []),
    ],
)  # fmt: skip
def test_marks(query: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, query) == expected


def matches(query: Query, text: str) -> bool:
    """Say whether an engine finds the text, as slowly and plainly as possible."""
    made = streams(text)
    match query:
        case Word(terms=terms):
            return bool(set(terms) & set(made.all.split()))
        case Prefix(prefix=prefix):
            return any(token.startswith(prefix) for token in made.all.split())
        case Phrase(surfaces=surfaces):
            return f" {' '.join(surfaces)} " in f" {made.text} "
        case And(parts=parts):
            return all(matches(part, text) for part in parts)
        case Or(parts=parts):
            return any(matches(part, text) for part in parts)
        case _:
            raise AssertionError(query)


WORDS = [
    "Skolen", "skolerne", "skole-hjem-samarbejdet", "it-strategi", "itstrategien", "Aarhus", "Århus", "far", "får",
    "møderne", "ungetopmødet", "00.01.10-G01-1-21", "18/01234", "2014-0021312-5", "16.11.12", "1.250.000", "idé", "ide",
    "KL's", "Børne-", "og", "Ungeudvalget", "BUU", "lederne", "ledte", "38Godkendelse", "hoeringer", "høring", "Malmö",
    "0-6",
]  # fmt: skip


def test_a_text_is_marked_exactly_when_the_index_finds_it() -> None:
    dice = random.Random(3)
    hits = 0
    for _ in range(3000):
        text = " ".join(dice.choice(WORDS) for _ in range(dice.randrange(1, 5)))
        typed = dice.choice(WORDS).strip("-")
        query = tree(
            dice.choice(
                (typed, typed, f'"{typed}"', f"{typed[:4]}*" if len(typed) > 2 and typed[:3].isalpha() else typed)
            )
        )
        hits += matches(query, text)
        assert bool(marks(text, query)) == matches(query, text), (query, text)
    assert 100 < hits < 1900


def test_marks_stand_in_order_and_not_over_each_other() -> None:
    dice = random.Random(5)
    for _ in range(500):
        text = " ".join(dice.choice(WORDS) for _ in range(12))
        end = 0
        for mark in marks(text, tree('skol* it* "børne og" BUU Århus it-strategi OR itstrategi "og ungeudvalget BUU"')):
            assert mark.start >= end
            assert text[mark.start : mark.end] == mark.found
            end = mark.end


def shown(html: str) -> list[str]:
    """Give the pieces of an excerpt as a reader sees them."""
    plain = re.sub(r"</?mark>", "", html)
    assert not re.search(r"[<>]", plain), "only marks are HTML"
    return [piece.strip(" ") for piece in unescape(plain).split("…") if piece.strip(" ")]


LONG = (
    "Udvalget drøftede sagen. " * 20 + "Havnens perle blev nævnt af formanden. " + "Der var kaffe. " * 60
    + "Budgetforslaget blev sendt i høring. " + "Mødet sluttede sent. " * 40
)  # fmt: skip


def test_an_excerpt_shows_every_word_that_was_asked_for() -> None:
    html, kept = excerpt(LONG, tree('"havnens perle" budgetforslag'))
    assert {mark.query for mark in kept} == {"havnens perle", "budgetforslag"}
    assert "<mark>Havnens perle</mark>" in html
    assert "<mark>Budgetforslaget</mark>" in html
    assert " … " in html
    assert html.startswith("… ") and html.endswith(" …")
    assert all(LONG[mark.start : mark.end] == mark.found for mark in kept)


def test_an_excerpt_prefers_the_place_with_most_words() -> None:
    text = "Skolen åbner. " + "Der var kaffe. " * 40 + "Skolens budget og høring om skolen. " + "Der var kage. " * 40
    html, _ = excerpt(text, tree("skole budget høring"))
    assert "<mark>Skolens</mark> <mark>budget</mark> og <mark>høring</mark> om <mark>skolen</mark>" in html
    assert "åbner" not in html


def test_without_a_match_the_beginning_is_shown() -> None:
    for query in (tree("zebra"), Everything(), tree("sagen -drøftede zebra").parts[-1]):  # type: ignore[union-attr]
        html, kept = excerpt(LONG, query)
        assert kept == []
        assert html.startswith("Udvalget drøftede sagen.")
        assert html.endswith(" …")
    assert excerpt("Kort tekst.", tree("zebra")) == ("Kort tekst.", [])
    assert excerpt("", tree("zebra")) == ("", [])


def test_line_ends_become_spaces() -> None:
    html, _ = excerpt("Punkt 1\n\nSkolen\n  lukker.", tree("skole"))
    assert html == "Punkt 1 <mark>Skolen</mark> lukker."


HOSTILE = [
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    '" onmouseover="x',
    "<mark>",
    "</mark>",
    "\u202egnirøh\u202c",
    "'",
    "\x00",
]


def test_whatever_stands_in_the_text_is_text() -> None:
    dice = random.Random(9)
    for _ in range(600):
        text = " ".join(dice.choice((*WORDS, *HOSTILE, "\n")) for _ in range(dice.randrange(120)))
        html, kept = excerpt(text, tree("script mark skole it-strategi høring BUU"), length=dice.choice((60, 240)))
        squeezed = " ".join(normalise(text).split())
        for piece in shown(html):
            assert piece.strip() in squeezed
        marked = [unescape(inner) for inner in re.findall(r"<mark>(.*?)</mark>", html)]
        assert marked == [" ".join(normalise(mark.found).split()) for mark in kept]
        assert "\u202e" not in html and "\x00" not in html
        assert len(shown(html)) <= 3


def test_excerpts_are_of_about_the_length_asked_for() -> None:
    for query in ("havnens", "budgetforslag havnens kaffe", "kaffe", "zebra"):
        html, _ = excerpt(LONG, tree(query))
        assert 100 <= sum(map(len, shown(html))) <= 300
    html, _ = excerpt("x" * 100_000 + " skole", tree("skole"))
    assert len(html) < 400


def test_very_long_texts() -> None:
    text = "skole " * 100_000
    assert len(marks(text, tree("skole"))) == 100_000
    html, kept = excerpt(text, tree('skole OR "skole skole skole"'))
    assert kept and len(html) < 2_000
    assert marks("\u202e" * 100_000, tree("skole")) == []


def test_a_mark_says_what_was_typed_and_what_was_printed() -> None:
    assert marks("Mødet om SKOLERNE", tree("skole")) == [Mark(9, 17, "skole", "SKOLERNE")]
    assert marks("Mødet", Not(tree("møde"))) == []


def test_the_heading_above_is_not_said_again_when_the_rest_shows_why() -> None:
    text = "Pkt. 4. Ny skolestruktur -\nudsendelse\nSagsnr. 1\nByrådet sender skolestrukturen i høring."
    shown, found = excerpt(text, tree("skolestruktur"), heading="Ny skolestruktur - udsendelse")
    assert shown == "Sagsnr. 1 Byrådet sender <mark>skolestrukturen</mark> i høring."
    assert [text[mark.start : mark.end] for mark in found] == ["skolestrukturen"]


def test_what_only_the_heading_says_is_shown_there() -> None:
    shown, _ = excerpt("4. Havnebad\nUdsat.", tree("havnebad"), heading="Havnebad")
    assert shown == "4. <mark>Havnebad</mark> Udsat."


def test_every_place_of_a_run_is_marked_and_none_inside_another():
    text = "mad madpakke, xmad\tmad\nmad. (mad) mad"
    assert [mark.start for mark in marks(text, tree("mad"))] == [m.start() for m in re.finditer(r"\bmad", text)]

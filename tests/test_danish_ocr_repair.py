"""Damaged words: repaired where that is likely, found by what they were, and everything else left alone."""

from __future__ import annotations

import random
import re
import string

import pytest

from ingest.danish import analyse, confusions, query_terms, streams
from ingest.danish.ocr_repair import best, repairs


def finds(query: str, text: str) -> bool:
    return bool(set(query_terms(query)[1]) & set(streams(text, damaged=True).all.split()))


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("bgrn", "børn"), ("born", "børn"), ("bagrn", "børn"), ("kebenhavns", "københavns"), ("pa", "på"), ("p3", "på"),
        ("pzdagogisk", "pædagogisk"), ("padagogiske", "pædagogiske"), ("pazdagogiske", "pædagogiske"),
        ("pxdagogiske", "pædagogiske"), ("laringscenter", "læringscenter"), ("mgde", "møde"), ("kommunen", "kommunen"),
        ("hgj", "høj"), ("formdlet", "formålet"), ("bgrnefazllesskaber", "børnefællesskaber"), ("mal", "mål"),
        ("radet", "rådet"), ("hgringssvar", "høringssvar"), ("skolebestyrelsen", "skolebestyrelsen"),
        ("okonomi", "økonomi"),
        ("areet", "areet"), ("zldreradet", "ældrerådet"), ("2014", "2014"), ("xyzzy", "xyzzy"),
        ("samarbejdsaftale", "samarbejdsaftale"), ("jensen", "jensen"),
    ],
)  # fmt: skip
def test_what_a_damaged_word_was(printed: str, meant: str) -> None:
    assert best(printed) == meant


def test_probabilities_are_ordered_and_the_word_itself_is_no_repair() -> None:
    for word in ("made", "barn", "las", "for", "vare", "bern", "store"):
        found = repairs(word)
        shares = [share for _, share in found]
        assert shares == sorted(shares, reverse=True)
        assert all(0.1 <= share <= 1 for share in shares) and sum(shares) <= 1.001
        assert word not in dict(found) and len(found) <= 4


def test_a_repaired_word_stands_in_the_text_and_its_print_among_the_forms() -> None:
    made = streams("Mgdet om bgrnene", damaged=True)
    assert made.text == "mødet om børnene"
    assert made.lemma.split() == ["møde", "barn"]
    assert {"mgdet", "bgrnene"} <= set(made.forms.split())
    assert {"mødet", "møde", "mgdet", "børnene", "barn", "bgrnene", "om"} <= set(made.all.split())
    assert finds("bgrnene", "bgrnene") and finds("maler", "malere"), "a word taken for another stays findable"


def test_a_likely_other_reading_is_found_too_but_does_not_replace_the_word() -> None:
    made = streams("et barn", damaged=True)
    assert made.text == "et barn"
    assert finds("barn", "et barn")
    (row,) = [row for row in analyse("made", damaged=True)]
    assert {word for word, _ in row.repairs} == {"møde", "måde"}
    assert finds("møde", "made") and finds("måde", "made")


def test_nothing_is_changed_where_nothing_is_damaged() -> None:
    text = "Mgdet om born og sa videre, far og mal"
    assert streams(text).text == text.lower().replace(",", "")
    assert all(row.repairs == () for row in analyse(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("H@jb@ ", "højbø"), ("p& ", "på"), ("@sterport", "østerport"), ("navn@kk.dk", "navn kk dk"), ("R&D", "r d"),
        ("B@rne- og Ungeudvalget", "børne og ungeudvalget"), ("it-strategi", "it strategi"), ("BUU", "buu"),
    ],
)  # fmt: skip
def test_signs_that_were_letters(text: str, meant: str) -> None:
    assert streams(text, damaged=True).text == meant
    for row in analyse(text, damaged=True):
        assert text[row.start : row.end] == row.word


def test_phrases_run_across_repaired_words() -> None:
    made = streams("Forvaltningen indstiller, at Berne- og Ungdomsudvalget drafter sagen pa madet", damaged=True)
    assert "børne og ungdomsudvalget drøfter sagen på mødet" in made.text


FOREIGN = {
    "english": "The committee made a decision on the new model for the local area. It was said that all of the more "
    "expensive parts are to be sold and that the store must be closed before the end of the year.",
    "german": "Die Gemeinde hat den Antrag auf Erneuerung der alten Halle abgelehnt und wird nicht mit dem Bau "
    "beginnen, bevor die Kosten von einem Gutachter geprüft sind und der Rat noch einmal berät.",
    "swedish": "Nämnden har beslutat att godkänna förslaget om en ny skola och att inte bygga för mer pengar än vad "
    "som är avsatt i budgeten för året, med ett tillägg av medel till vägar och parker.",
    "names": "Grzegorz Brzęczyszczykiewicz Małgorzata Kowalska Wojciech Nowak Agnieszka Wiśniewska Hans-Jürgen Müller",
    "code": "def read_file(path): return open(path).read().split() # base64decode utf8 SELECT id FROM t WHERE x = 1",
    "numbers": "1.250 3.400,00 12-34 2014 18/01234 00.01.10-G01-1-21 47 11 0 99,5 12.03.2014 1250000 7 8 9 10 11 12",
}


def test_other_languages_code_and_numbers_are_left_alone() -> None:
    repaired = {
        name: [(row.word, row.text) for row in analyse(text, damaged=True) if row.text != row.word.lower()]
        for name, text in FOREIGN.items()
    }
    words = sum(len(analyse(text)) for text in FOREIGN.values())
    assert words > 120
    assert sum(map(len, repaired.values())) <= 0.002 * words + 1, repaired


def test_danish_beside_english_is_repaired() -> None:
    text = f"{FOREIGN['english']}\nUdvalget droftede sagen og bad om et mgde med bgrnene for sommeren.\n"
    made = streams(text, damaged=True).text
    assert "udvalget drøftede sagen og bad om et møde med børnene" in made
    assert "committee made a decision" in made


@pytest.mark.parametrize("unit", ["ae", "aoeg", "bgrn", "å", "p4", "@", "&", "eoagze ", "a@"])
def test_the_worst_words_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    made = streams(text, damaged=True)
    assert len(made.all) <= 20 * len(text)
    assert all(len(token) <= 80 for token in set(made.all.split()))


def test_the_longest_text_is_repaired_at_its_beginning_only() -> None:
    dice = random.Random(5)
    words = ["".join(dice.choice(string.ascii_lowercase) for _ in range(6)) for _ in range(500)]
    text = "mgde " + " ".join(dice.choice(words) for _ in range(300_000)) + " mgde"
    made = streams(text, damaged=True).text
    assert made.startswith("møde ") and made.endswith(" mgde")


def test_the_table_is_learned_from_readings() -> None:
    seen = [("børn", "bgrn")] * 30 + [("møde", "mode")] * 60 + [("bånd", "band")] * 20 + [("mål", "mdl")] * 5
    seen += [("være", "veere")] * 10 + [("sag", "sag")] * 500
    table = {(printed, read): share for printed, read, share in confusions.learn(seen)}
    assert table["ø", "o"] == pytest.approx(2 / 3)
    assert table["ø", "g"] == pytest.approx(1 / 3)
    assert table["å", "a"] == pytest.approx(0.8)
    assert table["æ", "ee"] == 1
    assert set(table) == {("ø", "o"), ("ø", "g"), ("å", "a"), ("å", "d"), ("æ", "ee")}


def test_the_packaged_table_says_nearly_all_of_each_letter() -> None:
    table = confusions.load()
    for letter in "æøå":
        assert 0.9 < sum(share for printed, _, share in table if printed == letter) < 1.05
    assert all(re.fullmatch(r"[^\W_]{1,3}", printed) and len(read) <= 3 for printed, read, _ in table)

"""Abbreviations and former names."""

from __future__ import annotations

import pytest

from ingest.danish import synonyms, tokens
from ingest.danish.synonyms import SynonymTable


def test_the_packaged_table() -> None:
    table = synonyms.load()
    assert "Børne- og Ungeudvalget" in table.expand("buu")
    assert "BUU" in table.expand("børne og skoleudvalget"), "a former name finds the committee"
    assert "Børne- og Ungeudvalget" in table.expand("børne og skoleudvalget")
    assert table.expand("sfo") == ("skolefritidsordning",)
    assert table.expand("skolefritidsordning") == ("SFO",)
    assert table.expand("skole") == ()
    for known in ("SFO", "LU", "MED", "ØU", "TMU", "KFU", "SSU", "PPR", "KLE"):
        assert table.expand(known.lower()), known


def test_every_name_of_the_packaged_table_can_be_found() -> None:
    table = synonyms.load()
    for key, others in table.names.items():
        assert " ".join(token.text for token in tokens(key)) == key
        assert others
        for other in others:
            assert key in {synonyms.key_of(name) for name in table.expand(synonyms.key_of(other))}


def test_a_table_is_read_line_by_line() -> None:
    table = synonyms.read("# bemærkning\n\nBUU\tBørne- og Ungeudvalget \t\n\tØU\tØkonomiudvalget\nalene\n")
    assert table.expand("buu") == ("Børne- og Ungeudvalget",)
    assert table.expand("BUU") == ("Børne- og Ungeudvalget",), "as typed, too"
    assert table.expand("øu") == ("Økonomiudvalget",)
    assert table.expand("alene") == ()
    assert table.longest == 3


@pytest.mark.parametrize("text", ["", "\n\n", "#\n", "\t\t\n", "—\t—\n"])
def test_nothing_in_it(text: str) -> None:
    table = synonyms.read(text)
    assert not any(table.expand(word) for word in ("", "buu", "—"))


def test_a_word_in_two_groups_has_the_names_of_both() -> None:
    table = SynonymTable.of([["LU", "Lokaludvalget"], ["LU", "Ledelsesudvalget"]])
    assert table.expand("lu") == ("Lokaludvalget", "Ledelsesudvalget")
    assert table.expand("lokaludvalget") == ("LU",)

"""What a passage is found by: streams, rows of `portal analyse`, terms of a query."""

from __future__ import annotations

import pytest

from ingest.danish import analyse, query_terms, streams


def finds(query: str, text: str) -> bool:
    return bool(set(query_terms(query)[1]) & set(streams(text).all.split()))


def test_streams_of_a_passage() -> None:
    made = streams(
        "Skolerne\nIt-strategien for skolerne, sag 00.01.10-G01-1-21", heading="Skolerne", title="Referat af mødet"
    )
    assert made.text == "skolerne it strategien for skolerne sag 00.01.10-g01-1-21"
    assert made.lemma.split() == ["skole", "strategi", "skole"]
    assert made.title.split() == ["skolerne", "skole", "referat", "af", "mødet", "møde"]
    assert made.forms.split() == [
        "itstrategien", "itstrategi", "00.01.10-g01-1-2021", "00.01.10-g01-1", "00.01.10-g01", "00.01.10", "00.01",
    ]  # fmt: skip
    assert made.parts == ""
    every = made.all.split()
    assert every.count("skolerne") == 2, "the bag keeps repeats: an engine may count them"
    assert set(every) == {*made.text.split(), *made.lemma.split(), *made.forms.split(), *made.parts.split()}
    assert "referat" not in every, "the document's title only lifts"


def test_every_word_has_its_place_in_the_text_stream() -> None:
    text = "Børne- og Ungeudvalget vedtog KL's forslag på 1.250.000 kr."
    assert streams(text).text.split() == [token.text for token in analyse(text)]


def test_an_empty_passage() -> None:
    made = streams("", heading="", title="")
    assert (made.all, made.text, made.lemma, made.forms, made.parts, made.title) == ("",) * 6


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("århus", "Aarhus"), ("aarhus", "Århus"), ("aalborgs", "Ålborg"), ("hoeringer", "høringerne"),
        ("høring", "Hoeringen"), ("bestyrelsesmoede", "bestyrelsesmødet"), ("boernehave", "børnehaver"),
        ("gaard", "gården"), ("soerensen", "Sørensen"), ("malmø", "Malmö"), ("malmö", "Malmø"), ("ide", "idéer"),
        ("idé", "ideen"), ("café", "Cafeen"), ("garçon", "Garcon"), ("godkendelse", "38Godkendelse"),
        ("itstrategi", "it-strategien"), ("it-strategi", "itstrategier"), ("covid19", "covid-19"), ("kl", "KL's"),
        ("sfo", "SFO’erne"), ("00.01.10", "00.01.10-G01-1-21"), ("00.01.10-g01", "00.01.10-G01-1-21"),
        ("00.01.00", "00.01.00P35"), ("2014-0021312", "2014-0021312-5"), ("1250000", "1.250.000"),
        ("2020", "11-03-2020"), ("m2", "m²"),
    ],
)  # fmt: skip
def test_other_spellings_are_found(query: str, printed: str) -> None:
    assert finds(query, printed)


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("skøn", "skoen"), ("køn", "koen"), ("brøn", "broen"), ("cykelbrøn", "cykelbroen"), ("får", "far"),
        ("allé", "alle"), ("00.01.10-G01-1-21", "00.01.10-G01-2-21"), ("00.01.10-G01-1-21", "00.01.10-G01-1-20"),
        ("00.01.10-G01-1-21", "00.01.10"), ("18/01234", "17/01234"), ("18/01234", "01234"),
        ("2014-0021312", "2014-0021313"), ("2014-0021312-5", "2014-0021312-6"), ("2014-0021312-5", "2014-0021312"),
        ("EMN-2025-003383", "EMN-2025-003384"), ("306-2009-600", "306-2009-60"),
    ],
)  # fmt: skip
def test_what_is_not_the_same_is_not_found(query: str, printed: str) -> None:
    assert not finds(query, printed)


def test_without_is_by_surface_and_lemma_alone() -> None:
    assert query_terms("Aarhus") == ("aarhus", ("aarhus", "århus"), ("aarhus",))
    assert query_terms("skolerne") == ("skolerne", ("skole",), ("skolerne", "skole"))


def test_a_query_word_needs_a_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        query_terms("—")


def test_rows_of_analyse() -> None:
    text = "Ungetopmødet i A\u030arhus"
    rows = analyse(text)
    assert [(row.word, row.text, row.lemma) for row in rows] == [
        ("Ungetopmødet", "ungetopmødet", "ungetopmøde"),
        ("i", "i", "i"),
        ("A\u030arhus", "århus", "århus"),
    ]
    assert all(text[row.start : row.end] == row.word for row in rows)
    assert [row.repairs for row in rows] == [()] * 3
    assert analyse("Aarhus")[0].forms == ("århus",)
    assert analyse("skoler", damaged=True) == analyse("skoler")


@pytest.mark.parametrize("unit", ["møde ", "x", "it-strategi ", "1.2.", "\u202e\x00", "ungetopmøde"])
def test_one_endless_line(unit: str) -> None:
    made = streams(unit * (300_000 // len(unit)))
    assert len(made.all) < 3_000_000
    assert all(len(token) <= 64 for token in set(made.text.split()))

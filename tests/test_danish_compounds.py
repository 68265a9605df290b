"""Compounds: a part finds the whole, and words that only look like compounds stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.danish import analyse, query_terms, streams
from ingest.danish.compounds import parts


def finds(query: str, word: str) -> bool:
    return bool(set(query_terms(query)[1]) & set(streams(word).all.split()))


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("møde", "ressourceteammødet"), ("møderne", "ressourceteammødet"), ("team", "ressourceteammødet"),
        ("ressourcer", "ressourceteammødet"), ("aftale", "samarbejdsaftale"), ("samarbejde", "samarbejdsaftalen"),
        ("institution", "fritidsinstitutioner"), ("miljø", "arbejdsmiljørepræsentanten"), ("barn", "børnehave"),
        ("plan", "affaldsplanerne"), ("ældre", "ældrepleje"), ("råd", "handicaprådet"), ("by", "byrådet"),
    ],
)  # fmt: skip
def test_a_part_finds_the_compound(query: str, word: str) -> None:
    assert finds(query, word)
    assert not finds(word, query), "and not the other way"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("samarbejdsaftale", ("samarbejd", "aftale")), ("fritidsinstitutioner", ("fritid", "institutioner")),
        ("ressourceteammødet", ("ressource", "team", "mødet")), ("børnehus", ("børn", "hus")), ("møde", ()),
        ("Helhedsplan", ("helhed", "plan")), ("byrum", ("by", "rum")), ("xyzzyplan", ()), ("18/01234", ()), ("", ()),
    ],
)  # fmt: skip
def test_parts(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word.lower()) == expected
    assert [row.parts for row in analyse(word)] == ([expected] if word else [])


SIMPLE = """kommunen udvalget forvaltning beslutning referat dagsorden indstillinger høringer bestemmelse bevilling
    foranstaltning medarbejderne lederen politikken strategien formål bemærkninger økonomien afdeling ansættelse
    pædagogerne forældrene selskabet interesse ejendomme arealer bygningen projektet resultatet planlægning fremtiden
    sundheden borgerne tilfredshed organisering administration information evaluering alternativ vedtægter godkendt
    orienteret ansvarlig nødvendig tilstrækkelig mulighederne betingelser samtidig efterfølgende foreslås anbefaler
    drøftede tiltrådte behandlede udarbejdet gennemført overordnede eksisterende relevant kulturen billedet forening
    regulering fordeling tilladelse dispensation ansøgningen transport århus starten billeder kærester politiske
    """


def test_words_that_only_look_like_compounds_stay_whole() -> None:
    assert {word: parts(word) for word in SIMPLE.split() if parts(word)} == {}


def test_parts_have_a_stream_of_their_own_and_only_lift() -> None:
    made = streams("Samarbejdsaftalen")
    assert made.text == "samarbejdsaftalen"
    assert set(made.parts.split()) == {"samarbejd", "samarbejde", "aftalen", "aftale"}
    assert set(made.parts.split()) < set(made.all.split())
    assert "aftale" not in query_terms("samarbejdsaftale")[2]


def seams(surface: str) -> set[int]:
    """Give where the parts after the first begin, of `fritid|s|institution`."""
    found, at = set(), 0
    pieces = surface.split("|")
    for n, piece in enumerate(pieces):
        if n and (piece not in ("s", "e") or n == len(pieces) - 1):
            found.add(at)
        at += len(piece)
    return found


def seams_of(word: str) -> set[int]:
    found, at = set(), 0
    for part in parts(word):
        at = word.index(part, at)
        found.add(at)
        at += len(part)
    return found - {0}


@pytest.mark.shared
def test_figures_of_the_shared_list(shared: Path) -> None:
    rows = (shared / "danish" / "compounds_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    told = [(word, kind, seams(surface), seams_of(word)) for word, kind, surface, _ in (r.split("\t") for r in rows)]
    right = sum(len(gold & ours) for _, kind, gold, ours in told if kind == "compound")
    ours = sum(len(ours) for _, kind, _, ours in told if kind == "compound")
    gold = sum(len(gold) for _, kind, gold, _ in told if kind == "compound")
    simple = [bool(ours) for _, kind, _, ours in told if kind == "simplex"]
    assert len(told) > 150
    assert right / ours >= 0.98
    assert right / gold >= 0.97
    assert sum(simple) / len(simple) <= 0.03


@pytest.mark.parametrize("word", ["plan" * 12, "s" * 50, "aftaleplan" * 400, "møde" * 10 + "x"])
def test_the_longest_words_end(word: str) -> None:
    assert len(parts(word)) <= 50

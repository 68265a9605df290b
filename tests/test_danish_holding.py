"""The sieve lets through every word that is found by what is asked for, and holds back most of the others."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from sqlalchemy import select

from ingest.archive.marks import marks
from ingest.archive.model import Passage
from ingest.archive.query import Or, Prefix, Query, Word
from ingest.danish.holding import folded, sieve
from ingest.danish.lexicon import backwards, load
from ingest.danish.streams import chunk_spans
from ingest.danish.tokens import chunks
from portal.demo import bulk
from tests.fixtures_web import Archive


def keys(run: str) -> set[str]:
    """Give everything by which the words of a run are found, by taking every one apart."""
    return {key for _, chunk in chunks(run) for span in chunk_spans(chunk) for key in span.keys}


@pytest.mark.parametrize(
    ("asked", "run"),
    [
        ("barn", "børnene"),
        ("barn", "skolebørnenes,"),
        ("god", "bedste"),
        ("være", "er"),
        ("formand", "formændene"),
        ("cykel", "cyklerne"),
        ("århus", "AARHUS"),
        ("århus", "A\u030arhus"),
        ("høring", "hoeringerne"),
        ("malmø", "Malmö"),
        ("ide", "idéerne"),
        ("itstrategi", "it-strategien"),
        ("strategi", "it-stra\u00adtegien"),
        ("klmøde", "KL's-møde"),
        ("kl", "KL's"),
        ("godkendelse", "38Godkendelse"),
        ("m2", "m²"),
        ("2012", "16.11.2012"),
        ("00.01.10-g01-1-21", "OO.O1.lO-G01-1-21"),
        ("møde", "ressourceteammødet"),
        ("institution", "fritidsinstitutioner"),
        ("σας", "ΣΑΣ"),
        ("i̇stanbul", "İstanbul"),
    ],
)  # fmt: skip
def test_words_by_which_others_are_found(asked: str, run: str) -> None:
    assert asked in keys(run)
    assert sieve([asked], [], []).search(folded([run])[0])


def test_every_token_of_a_word_lets_it_through() -> None:
    dice = random.Random(4)
    spoilt = "'’-\u00ad\u030a./|@0²éäÅß–\u200bİ"
    runs = {run for one in bulk.bulk_passages(6, seed=7) for run in one.text.split()}
    runs |= {
        run[:at] + dice.choice(spoilt) + run[at:] for run in sorted(runs) for at in (dice.randrange(len(run) + 1),)
    }
    words = sorted(runs)
    asked = 0
    for run, letters in zip(words, folded(words), strict=True):
        for key in sorted(keys(run)):
            asked += 1
            assert sieve([key], [], []).search(letters), (key, run)
        for key in (key[: dice.randrange(3, 7)] for key in sorted(keys(run)) if len(key) > 2):
            assert sieve([], [], [key]).search(letters), (key, run)
            break
    assert asked > 3000


def test_every_lemma_of_the_lexicon_leads_back_to_its_forms() -> None:
    words = load()
    for form in words._forms.keys()[::997]:
        letters = folded([form])[0]
        for lemma, _ in words.lemmas(form):
            assert sieve([lemma], [], []).search(letters), (lemma, form)


def test_most_words_are_held_back() -> None:
    runs = sorted({run for one in bulk.bulk_passages(30, seed=8) for run in one.text.split()})
    for asked in ("arbejde", "barn", "by", "kommune"):
        seen = sum(bool(sieve([asked], [], []).search(letters)) for letters in folded(runs))
        assert 0 < seen < len(runs) / 8


def full_way(text: str, asked: Query) -> list[tuple[int, int]]:
    """Give what is marked for words and prefixes, by taking apart every word of the text."""
    nodes = asked.parts if isinstance(asked, Or) else (asked,)
    terms = {term for node in nodes if isinstance(node, Word) for term in node.terms}
    prefixes = tuple(node.prefix for node in nodes if isinstance(node, Prefix))
    found = [
        (start + span.start, start + span.end)
        for start, chunk in chunks(text)
        for span in chunk_spans(chunk)
        if not terms.isdisjoint(span.keys) or any(key.startswith(prefixes) for key in span.keys)
    ]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def compare(texts: Iterable[str], times: int) -> int:
    """Mark each text for so many queries both ways; give how many places were marked."""
    dice = random.Random(6)
    marked = 0
    for text in texts:
        every = sorted({key for run in text.split() for key in keys(run)}) or ["skole"]
        for _ in range(times):
            key, other = dice.choice(every), dice.choice(every)
            prefix = Prefix(f"{key[:4]}*", key[:4]) if len(key) > 2 else None
            asked = dice.choice((Word(key, key, (key, other)), prefix or Word(key, key, (key,))))
            expected = full_way(text, asked)
            marked += len(expected)
            assert [(mark.start, mark.end) for mark in marks(text, asked)] == expected, asked
    return marked


def test_the_same_is_marked_as_when_every_word_is_taken_apart() -> None:
    more = "KL's it-strategi, Aarhus' børnehuse\u00ad og hoeringer; 38Godkendelse."
    assert compare((f"{one.heading}\n{one.text}\n{more}" for one in bulk.bulk_passages(12, seed=9)), 20) > 240


def test_the_same_is_marked_in_the_sample_archive(archive: Archive) -> None:
    with archive.instance.database.read() as session:
        texts = session.scalars(select(Passage.text).where(Passage.text != "")).all()
    assert len(texts) > 20
    assert compare(texts, 5) > 200


def test_a_lemma_gives_letters_its_forms_hold_and_few_of_them() -> None:
    assert backwards.stems("lokalplan") >= {"lokalplan"}
    assert min(map(len, backwards.stems("lokalplan"))) >= 7
    assert {"barn", "børn", "børnene"} <= backwards.stems("barn")
    assert "skolebørn" in backwards.stems("skolebarn")

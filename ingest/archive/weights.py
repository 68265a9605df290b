"""What lifts a passage above another that matches as well: few numbers, all here. Chosen by docs/adr/0015-rank.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each way to be found counts. Zero switches it off: what matches stays the same, only its place changes.

    Attributes:
        exact, lemma, forms, parts: Of one time that a word stands in the text as it was asked for; in another form; as
            a less likely reading or another spelling; as a part of a compound.
        title: Of a word in the heading or the document's title; half of it when it is a part of a compound there.
        phrase: Of words asked for as a phrase.
        beside: Of two words that follow each other as they were typed.
        at_all: Of a word that is there in any way.
        times: The more often a word stands there the less one more counts; larger: later.
        agenda, damaged: What the score of an agenda's item, and of a badly read page, is multiplied with.
        length: 0..1: how far a long passage must say a word more often to say it as much.
    """

    exact: float = 2.0
    lemma: float = 1.0
    forms: float = 0.5
    parts: float = 0.3
    title: float = 1.6
    phrase: float = 3.0
    beside: float = 0.8
    at_all: float = 0.1
    times: float = 1.2
    length: float = 0.3
    agenda: float = 0.93
    damaged: float = 0.97


WEIGHTS = Weights()

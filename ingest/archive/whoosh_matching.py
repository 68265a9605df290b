"""Which entries a query matches, and how well: masks and sums over whole lists, one step a word of the query.

Every count is exact, because it is the sum of a mask. Order of trust, in one passage: the words side by side and a
title > the word itself > another form of it (lemma) > a less likely reading > a part of a compound.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.archive.facets import Mask
from ingest.archive.query import And, Everything, Not, Or, Phrase, Prefix, Query, Word
from ingest.archive.weights import Weights
from ingest.archive.whoosh_format import FORMS, IN_ALL, LEMMA, PARTS, TEXT, TITLE, count
from ingest.archive.whoosh_view import Found, View

Scores = npt.NDArray[np.floating[Any]]

_PART_OF_TITLE = 0.5  # of a whole word there
_STEPS = 2  # in which a length may double
_OTHERWISE = 0.8  # of a phrase's weight where its words are written otherwise (aa for å): it ranks below
_LOOKED_AT = 200  # so many of the best are looked at for words that stand side by side


class Matching:
    """One query over one view, for one reader.

    Nothing outside `visible` is counted, not even in how rare a word is: rarity would tell of what is hidden.
    """

    def __init__(self, view: View, visible: Mask, weights: Weights) -> None:
        self._view = view
        self._weights = weights
        self._visible = visible
        self._known = int(visible.sum())
        self._tokens: dict[str, Found] = {}
        self._prefixes: dict[str, Found] = {}
        self._phrases: dict[tuple[str, ...], Mask] = {}
        self._relative = _lengths(view, visible, weights.length)
        self._trust = _trust(view, weights)

    def mask(self, query: Query) -> Mask:
        """Give the visible entries that match."""
        return self._match(query) & self._visible

    def _match(self, query: Query) -> Mask:
        match query:
            case Word():
                return self._any(query.terms, IN_ALL)
            case Prefix():
                found = self._prefix(query.prefix)
                return self._at(found.within(IN_ALL))
            case Phrase():
                return self._phrase_any(query)
            case And():
                return reduce(np.logical_and, map(self._match, query.parts))
            case Or():
                return reduce(np.logical_or, map(self._match, query.parts))
            case Not():
                return ~self._excluded(query.part)
            case Everything():
                return np.ones(self._view.size, np.bool_)

    def _excluded(self, query: Query) -> Mask:
        """Give what a word that must not be there stands in: its surface and lemma count, no guesses and no parts."""
        match query:
            case Word():
                return self._any(query.exclude or (query.surface,), TEXT, LEMMA)
            case Prefix():
                found = self._prefix(query.prefix)
                return self._at(found.within(TEXT)) | self._at(found.within(LEMMA))
            case And():
                return reduce(np.logical_and, map(self._excluded, query.parts))
            case Or():
                return reduce(np.logical_or, map(self._excluded, query.parts))
            case Phrase():
                return self._phrase(query.surfaces)
            case Not():
                return ~self._excluded(query.part)
            case _:
                return self._match(query)

    def _any(self, tokens: tuple[str, ...], *streams: tuple[int, int]) -> Mask:
        mask = np.zeros(self._view.size, np.bool_)
        for token in tokens:
            for stream in streams:
                mask[self._token(token).within(stream)] = True
        return mask

    def _at(self, places: npt.NDArray[np.int64]) -> Mask:
        mask = np.zeros(self._view.size, np.bool_)
        mask[places] = True
        return mask

    def _token(self, token: str) -> Found:
        if token not in self._tokens:
            self._tokens[token] = self._view.token(token)
        return self._tokens[token]

    def _prefix(self, prefix: str) -> Found:
        if prefix not in self._prefixes:
            self._prefixes[prefix] = self._view.prefix(prefix)
        return self._prefixes[prefix]

    def _phrase_any(self, phrase: Phrase) -> Mask:
        return reduce(np.logical_or, map(self._phrase, (phrase.surfaces, *phrase.others)))

    def _phrase(self, words: tuple[str, ...]) -> Mask:
        if words not in self._phrases:
            each = (self._any((word,), TEXT) for word in dict.fromkeys(words))
            places = np.flatnonzero(reduce(np.logical_and, each) & self._visible)
            self._phrases[words] = self._at(places[self._view.has(places, words)])
        return self._phrases[words]

    def scores(self, query: Query, mask: Mask) -> Scores:
        """Give each place its score; only those in the mask mean anything."""
        scores = self._score(query) * self._trust
        pairs = _side_by_side(query)
        if pairs:
            best = _best(scores, mask)
            for pair in pairs:
                rarity = min(self._rarity(self._any((word,), TEXT)) for word in pair)
                scores[best[self._view.has(best, pair)]] += self._weights.beside * rarity
        return scores

    def _score(self, query: Query) -> Scores:
        match query:
            case Word():
                return self._word_score(query)
            case Prefix():
                found = self._prefix(query.prefix)
                titled = self._at(found.within(TITLE))
                return self._rarity(self._at(found.within(IN_ALL))) * (1 + self._weights.title * titled)
            case Phrase():
                return self._phrase_score(query)
            case And():
                return reduce(np.add, map(self._score, query.parts))
            case Or():
                return reduce(np.maximum if query.expanded else np.add, map(self._score, query.parts))
            case _:
                return np.zeros(self._view.size)

    def _phrase_score(self, phrase: Phrase) -> Scores:
        words = phrase.surfaces
        mask = np.where(self._phrase(words), 1.0, _OTHERWISE * self._phrase_any(phrase))
        titled = reduce(np.logical_and, (self._any((word,), TITLE) for word in dict.fromkeys(words)))
        once = self._saturated(self._weights.exact / self._relative)
        return self._rarity(mask > 0) * mask * (self._weights.phrase * once + self._weights.title * titled)

    def _saturated(self, times: Scores) -> Scores:
        return times * (self._weights.times + 1) / (times + self._weights.times)

    def _word_score(self, word: Word) -> Scores:
        tokens = {token: self._token(token) for token in dict.fromkeys((word.surface, *word.terms))}
        w = self._weights
        times, titled = np.zeros(self._view.size), np.zeros(self._view.size)
        for token, found in tokens.items():
            in_text = _in_text(word, token, w)
            weights = (TEXT, in_text), (LEMMA, w.lemma), (FORMS, w.forms), (PARTS, w.parts)
            times[found.places] += sum(weight * count(found.counts, stream) for stream, weight in weights)
            whole = count(found.counts, TEXT) + count(found.counts, LEMMA) > 0
            named = np.where(whole, 1.0, _PART_OF_TITLE) * (count(found.counts, TITLE) > 0)
            titled[found.places] = np.maximum(titled[found.places], named)
        matched = self._any(word.terms, IN_ALL)
        relative = 1.0 if _numbers_a_case(word.surface) else self._relative
        lifted = w.at_all + self._saturated(times / relative) + w.title * titled
        return self._rarity(matched) * matched * lifted

    def _rarity(self, mask: Mask) -> float:
        """Give the weight of a word that stands in these: never below zero, much for a rare one."""
        n = int(np.count_nonzero(mask & self._visible))
        return float(np.log1p((self._known - n + 0.5) / (n + 0.5)))


def _lengths(view: View, visible: Mask, length: float) -> Scores:
    """Give how long each passage is against the mean, in rough steps: two that say nearly the same count the same."""
    mean = float(view.weight[visible].mean()) if visible.any() else 1.0
    steps = np.round(_STEPS * np.log2(np.maximum(view.weight, 1) / mean)) / _STEPS
    return 1 - length + length * 2**steps


def _trust(view: View, weights: Weights) -> Scores:
    """Give what each passage's score is multiplied with, by what it is."""
    agenda, damaged = view.columns.kind.among(("agenda",)), view.columns.quality.among(("damaged",))
    return np.where(agenda, weights.agenda, 1.0) * np.where(damaged, weights.damaged, 1.0)


def _side_by_side(query: Query) -> list[tuple[str, str]]:
    """Give the pairs of words that follow each other in the query and gain when they do so in a passage."""
    if not isinstance(query, And):
        return []
    pairs = zip(query.parts, query.parts[1:], strict=False)
    return [(a.surface, b.surface) for a, b in pairs if isinstance(a, Word) and isinstance(b, Word)]


def _in_text(word: Word, token: str, weights: Weights) -> float:
    """Give the weight of a token in the text: of the form asked for less its lemma's, when that is counted too."""
    if token != word.surface:
        return weights.lemma
    return weights.exact if token in word.terms else weights.exact - weights.lemma


def _numbers_a_case(surface: str) -> bool:
    """Tell a case number: it says what a passage belongs to, at any length of it, and once is all it is said."""
    return any(sign in surface for sign in "-/.") and any(letter.isdigit() for letter in surface)


def _best(scores: Scores, mask: Mask) -> npt.NDArray[np.int64]:
    """Give the places of the best so many in the mask, rising."""
    places = np.flatnonzero(mask)
    if len(places) <= _LOOKED_AT:
        return places
    least = np.partition(scores[places], -_LOOKED_AT)[-_LOOKED_AT]
    best: npt.NDArray[np.int64] = places[scores[places] >= least]
    return best

"""When a search finds little: what was perhaps meant, and the same search over words that a scanner spoilt."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.archive.index import Filters, SearchIndex
from ingest.archive.query import And, Not, Or, Phrase, Query, Word
from ingest.danish.ocr_repair import repairs
from ingest.danish.suggest import OFTEN, beginnings, closest, damaged_forms, is_known

FEW = 2  # passages: so few hits are looked at again
_CANDIDATES = 8000  # words with one beginning, the most frequent
_SHORTEST = 3  # letters: shorter words have too many neighbours
_TRIES = 6  # words that are near
_TIMES = 10  # a word that is there is corrected to one that stands in so many times more passages
WIDENED = (
    "Der er ingen fund på ordene, som du har skrevet dem. Fundene her er ord, som en dårlig scanning kan have ødelagt."
)
ONE_LESS = "Der er ingen fund med alle ordene. I hvert af fundene her mangler ét af dem."
_SPARED = range(3, 9)  # words of which one may be missing: of two it would be half of what was asked


def suggestion(index: SearchIndex, typed: str, tree: Query) -> str | None:
    """Give what was typed with its wrong words put right by words that every reader may see; None when none is.

    Args:
        index: What was searched; its open entries alone are asked.
        typed: The query as typed.
        tree: The query as it was read.
    """
    found = typed
    for word in _words(tree):
        meant = _meant(index, word)
        if meant is not None:
            found = re.sub(rf"(?<!\w){re.escape(word.text)}(?!\w)", meant, found)
    return found if found != typed else None


def _meant(index: SearchIndex, word: Word) -> str | None:
    """Give a better word for one that is hardly there; None when it is, or none is near."""
    there = index.search(word, limit=0).total
    if there > FEW:
        return None
    for likely in beginnings(word.surface) if len(word.surface) > _SHORTEST else ():
        candidates = {w: n for beginning in likely for w, n in index.words(beginning, _CANDIDATES)}
        for _ in range(_TRIES):
            meant = closest(word.surface, candidates.items())
            if meant is None:
                break
            if candidates[meant] >= _TIMES * there and meant not in word.terms and _is_whole(index, meant):
                return meant
            del candidates[meant]
    return None


def _is_whole(index: SearchIndex, word: str) -> bool:
    """Tell whether a word is no other one that a scanner spoilt: it stands in clean text, or can be nothing else."""
    clean = index.search(Phrase(word, (word,)), Filters(qualities=frozenset({"clean"})), limit=0).total
    return clean >= (1 if is_known(word) else OFTEN) or (is_known(word) and not repairs(word))


def _words(tree: Query) -> list[Word]:
    match tree:
        case Word():
            return [tree]
        case And(parts=parts):
            return [word for part in parts for word in _words(part)]
        case Or(parts=parts, expanded=False):
            return [word for part in parts for word in _words(part)]
        case _:
            return []


def widened(tree: Query) -> Query | None:
    """Give the query with every word also asked for as it may be spoilt; None when no word has æ, ø or å."""
    wider = _wider(tree)
    return None if wider == tree else wider


def _wider(tree: Query) -> Query:
    match tree:
        case Word():
            forms = (form for term in (tree.surface, *tree.terms) for form in damaged_forms(term))
            return replace(tree, terms=tuple(dict.fromkeys((*tree.terms, *forms))))
        case And():
            return And(tuple(map(_wider, tree.parts)))
        case Or():
            return replace(tree, parts=tuple(map(_wider, tree.parts)))
        case _:
            return tree


def all_but_one(tree: Query) -> Query | None:
    """Give the query with any one of its words missing; None when it has too few words, or very many.

    Small words (`i`, `og`) are left out, and are none of them: to lack one of those says nothing.
    """
    if not isinstance(tree, And):
        return None
    asked = [part for part in tree.parts if not (isinstance(part, Not) or _is_small(part))]
    without = [part for part in tree.parts if isinstance(part, Not)]
    if len(asked) not in _SPARED:
        return None
    return Or(tuple(And((*asked[:n], *asked[n + 1 :], *without)) for n in range(len(asked))))


def _is_small(part: Query) -> bool:
    return isinstance(part, Word) and len(part.surface) < _SHORTEST and part.surface.isalpha()

"""Whether some lines are in another language, or are names, code or numbers: they are not repaired."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W\d_]+")
# What Danish is full of, also as it is misread, and what its neighbours are; `de`, `den`, `for`, `i`, `som` and `var`
# are on neither list.
# fmt: off
_DANISH = frozenset((
    "af", "at", "blev", "blevet", "bliver", "det", "er", "et", "fra", "ikke", "og", "på", "pa", "skal", "til",
    "ved", "har", "hvor", "hvis", "efter", "eller", "også", "ogsa", "når", "nar", "være", "kunne", "skulle",
    "mellem", "uden", "dette", "disse", "deres", "vedrørende", "udvalget", "forvaltningen", "kommune", "kommunen",
    "sagen", "mødet", "sig", "så", "sa", "hos",
))
_OTHER = frozenset((
    "the", "and", "of", "is", "that", "with", "this", "are", "be", "was", "as", "it", "from", "which", "not", "an",
    "or", "you", "your", "our", "were", "has", "been", "they", "will", "would", "their", "she", "he", "no", "und",
    "die", "das", "ist", "nicht", "ein", "eine", "einen", "einer", "eines", "des", "zu", "zum", "zur", "auf",
    "für", "fur", "sich", "wir", "sie", "ihr", "ihre", "ihren", "wird", "werden", "wurde", "bis", "aus", "bei",
    "nach", "auch", "noch", "oder", "dass", "durch", "über", "unter", "haben", "als", "wenn", "sind", "im", "vom",
    "och", "att", "är", "ett", "inte", "för", "av", "till", "vad", "från", "fran", "nya", "hon", "vid", "mer",
    "än", "när", "där", "dar", "här", "hade", "ska", "vill", "flera", "andra", "alla", "måste", "maste", "mot",
    "jest", "nie", "oraz", "przez", "się", "ze", "jak", "dla",
))
# fmt: on
_STRANGE = re.compile(r"[^\W\d_a-zA-ZæøåÆØÅéÉ]")  # a letter that a machine without æ, ø and å knows no more than those
_CODE = re.compile(r"[{}=<>;_|\\]|--|&&|\w[(\[]|\(\)|(?<!\w)-[a-zA-Z]\b|(?<!\w)/\w")
_LEAST, _SIGNS = 2, 3  # words of another language, or with strange letters; signs of code
_A_SIGN, _A_LETTER = 0.3, 0.06  # of the words


def is_foreign(text: str, *, code: bool = True) -> bool:
    """Tell whether lines of a dozen words or so are not Danish: by frequent words, letters or signs of code.

    Args:
        text: Some lines.
        code: Look at signs too; what a machine makes of a page on its head is full of them.
    """
    seen = [word.lower() for word in _WORDS.findall(text)]
    danish = sum(word in _DANISH for word in seen)
    other = sum(word in _OTHER for word in seen)
    if other >= _LEAST and other > 2 * danish:
        return True
    strange = sum(bool(_STRANGE.search(word)) for word in seen)
    if strange >= _LEAST and strange > danish and strange >= _A_LETTER * len(seen):
        return True
    if not code:
        return False
    signs = len(_CODE.findall(text))
    return signs >= _SIGNS and signs > 2 * danish and signs >= _A_SIGN * len(seen)

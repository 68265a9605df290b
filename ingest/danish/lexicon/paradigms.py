"""Second lemmas: where the source gives a form to one word only, and the pattern of another word asks for it too.

`cyklen` is given to *cyklus* alone; but *cykel* has *cykelen* and *cykels*, so its short forms belong to it as well.
A pattern is filled only when most of it is there, and when no other pattern is there whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_VOWELS = "aeiouyæøå"

# Endings of one pattern of inflection each.
_COMMON = tuple(
    tuple(e.split()) for e in ("s en ens er ers erne ernes", "s en ens e es ene enes", "s en ens e es ne nes")
)
_NEUTER = tuple(tuple(e.split()) for e in ("s et ets ene enes", "s et ets er ers erne ernes", "s et ets e es ene enes"))
_ADJECTIVE = ("e", "ere", "est", "este")
_PAST = (("ede", "edes", "et"), ("te", "tes", "t"))
# Put to the word without the e of -el, -er, -en: cykl-, centr-.
_SHORT = {
    "en": ("en", "ens", "er", "ers", "erne", "ernes"),
    "et": ("et", "ets", "er", "erne", "e", "es", "ene", "enes"),
}


def second_lemmas(lemma_of: Mapping[str, str], own: Mapping[str, int]) -> dict[str, set[str]]:
    """Give the further lemmas of forms that have some: form -> lemmas, the first lemma not among them.

    Args:
        lemma_of: form -> its first lemma.
        own: lemma -> how many forms have it first.
    """
    found: dict[str, set[str]] = {}
    for word, size in own.items():
        if size > 1 and len(word) > 2 and word in lemma_of and word.isalpha():
            for form in _missing(word, lemma_of):
                if lemma_of[form] != word:
                    found.setdefault(form, set()).add(word)
            if singular := _singular(word, lemma_of):
                for form in (word, word + "s", word + "ne", word + "nes"):
                    if form in lemma_of:
                        found.setdefault(form, set()).add(singular)
    return found


def is_agent(word: str, lemma_of: Mapping[str, str]) -> bool:
    """Tell whether a word in -er is somebody or something that does it (lærer, læreren), and not a plural."""
    return word.endswith("er") and (word + "en" in lemma_of or word + "e" in lemma_of)


def _singular(word: str, lemma_of: Mapping[str, str]) -> str | None:
    """Give the singular of a plural that stands as a word of its own (transportudgifter, transportudgifterne)."""
    if not word.endswith("er") or lemma_of.get(word + "ne") != word or is_agent(word, lemma_of):
        return None
    stem = word[:-2]
    for singular, definite in ((stem, "en"), (stem, "et"), (stem + "e", "n"), (stem + "e", "t"), (stem[:-1], "")):
        doubled = not definite and stem[-1:] == stem[-2:-1]
        if lemma_of.get(singular) == singular and (
            doubled or (definite and lemma_of.get(singular + definite) == singular)
        ):
            return singular
    return None


def _missing(word: str, lemma_of: Mapping[str, str]) -> Iterator[str]:
    if word[-1] == "e":
        if any(lemma_of.get(word + e) == word == lemma_of.get(word + e + "s") for e in "nt"):
            yield from (form for form in (word + e for e in ("r", "rs", "rne", "rnes")) if form in lemma_of)
        yield from _verb(word, lemma_of)
        return
    for stem in (word, word + word[-1]) if word[-1] not in _VOWELS else (word,):
        if lemma_of.get(stem + "en") == word:
            yield from _filled(stem, _COMMON, lemma_of, word)
        if lemma_of.get(stem + "et") == word:
            yield from _filled(stem, _NEUTER, lemma_of, word)
        if lemma_of.get(stem + "est") == word or lemma_of.get(stem + "st") == word == lemma_of.get(stem + "ere"):
            yield from (form for form in (word + "t", *(stem + e for e in _ADJECTIVE)) if form in lemma_of)
    if word[-2:] in ("el", "er", "en") and word[-3] not in _VOWELS and lemma_of.get(word + "e") != word:
        yield from _short(word, lemma_of)


def _filled(stem: str, patterns: tuple[tuple[str, ...], ...], lemma_of: Mapping[str, str], word: str) -> Iterator[str]:
    """Give the known forms of the pattern that fits best, when its definite plural and half of all are this word's."""
    best: list[str] = []
    most = 2
    for endings in patterns:
        if lemma_of.get(stem + endings[-2]) != word:
            continue
        known = [form for form in [(word if e == "s" else stem) + e for e in endings] if form in lemma_of]
        own = sum(lemma_of[form] == word for form in known)
        if own > most and 2 * own >= len(known):
            best, most = known, own
    yield from best


def _short(word: str, lemma_of: Mapping[str, str]) -> Iterator[str]:
    """Give the shortened forms: cyklen and cykler of cykel, centret and centre of center, åbne of åben."""
    stem = word[:-2] + word[-1]
    if len(stem) > 3 and stem[-2] == stem[-3]:
        stem = stem[:-2] + word[-1]  # kaffe has none; himmel, himlen
    for gender, endings in _SHORT.items():
        if any(lemma_of.get(form + gender) == word for form in (word, stem)):
            yield from (stem + ending for ending in endings if stem + ending in lemma_of)
    if lemma_of.get(word + "t") == word and not any(lemma_of.get(word + gender) == word for gender in _SHORT):
        yield from (stem + ending for ending in _ADJECTIVE if stem + ending in lemma_of)


def _verb(word: str, lemma_of: Mapping[str, str]) -> Iterator[str]:
    stem = word[:-1]
    if lemma_of.get(stem + "ende") != word:
        return
    own = [sum(lemma_of.get(stem + ending) == word for ending in endings) for endings in _PAST]
    known = [sum(stem + ending in lemma_of for ending in endings) for endings in _PAST]
    strong = not any(own) and known[0] != 3 and known[1] != 3
    past = () if strong else _PAST[int((own[1], known[1]) > (own[0], known[0]))]
    yield from (form for form in (word + "r", word + "s", *(stem + e for e in past)) if form in lemma_of)

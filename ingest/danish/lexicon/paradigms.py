"""Second lemmas: where the source gives a form to one word only, and the pattern of another word asks for it too.

`cyklen` is given to *cyklus* alone; but *cykel* has *cykelen* and *cykels*, so its short forms belong to it as well.
A pattern is filled only when most of it is there, and when no other pattern is there whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

Known = Mapping[str, str]  # form -> its first lemma
Forms = frozenset[str]  # the forms of one word

_VOWELS = "aeiouyæøå"

# Endings of one pattern of inflection each.
_COMMON = tuple(tuple(e.split()) for e in ("en ens er ers erne ernes", "en ens e es ene enes", "en ens e es ne nes"))
_NEUTER = tuple(tuple(e.split()) for e in ("et ets ene enes", "et ets er ers erne ernes", "et ets e es ene enes"))
_ADJECTIVE = ("e", "ere", "est", "este")
_PAST = (("ede", "edes", "et"), ("te", "tes", "t"))
# Put to the word without the e of -el, -er, -en: cykl-, centr-.
_SHORT = {
    "en": ("en", "ens", "er", "ers", "erne", "ernes"),
    "et": ("et", "ets", "er", "erne", "e", "es", "ene", "enes"),
}


def second_lemmas(lemma_of: Mapping[str, str], forms_of: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Give the further lemmas of forms that have some: form -> lemmas, the first lemma not among them.

    Args:
        lemma_of: form -> its first lemma.
        forms_of: lemma -> the forms that have it first.
    """
    found: dict[str, set[str]] = {}
    for word, forms in forms_of.items():
        if len(forms) > 1 and len(word) > 2 and word in lemma_of and word.isalpha():
            for form in _missing(word, frozenset(forms), lemma_of):
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


def _missing(word: str, own: Forms, lemma_of: Known) -> Iterator[str]:
    """Give the forms that the pattern of a word asks for and that the source gave to other words alone."""
    # its own forms are asked first, here and below: they are few, and lemma_of is so large that each look takes time
    if word[-1] == "e":
        if any(word + e in own and word + e + "s" in own for e in "nt"):
            yield from _others((word + e for e in ("r", "rs", "rne", "rnes")), own, lemma_of)
        yield from _verb(word, own, lemma_of)
        return
    for stem in (word, word + word[-1]) if word[-1] not in _VOWELS else (word,):
        if stem + "en" in own:
            yield from _filled(stem, _COMMON, word, own, lemma_of)
        if stem + "et" in own:
            yield from _filled(stem, _NEUTER, word, own, lemma_of)
        if stem + "est" in own or (stem + "st" in own and stem + "ere" in own):
            yield from _others((word + "t", *(stem + e for e in _ADJECTIVE)), own, lemma_of)
    if word[-2:] in ("el", "er", "en") and word[-3] not in _VOWELS and word + "e" not in own:
        yield from _short(word, own, lemma_of)


def _others(forms: Iterable[str], own: Forms, lemma_of: Known) -> list[str]:
    """Give those of some forms that are known, and another word's."""
    return [form for form in forms if form not in own and form in lemma_of]


def _filled(stem: str, patterns: tuple[tuple[str, ...], ...], word: str, own: Forms, lemma_of: Known) -> list[str]:
    """Give what lacks of the pattern that fits best, when its definite plural and half of all are this word's."""
    best: list[str] = []
    most = 2
    for endings in patterns:
        if stem + endings[-2] not in own:
            continue
        forms = [word + "s", *[stem + ending for ending in endings]]
        mine = len(own.intersection(forms))
        others = _others(forms, own, lemma_of) if mine < len(forms) else []
        if mine > most and mine >= len(others):
            best, most = others, mine
    return best


def _short(word: str, own: Forms, lemma_of: Known) -> Iterator[str]:
    """Give the shortened forms: cyklen and cykler of cykel, centret and centre of center, åbne of åben."""
    stem = word[:-2] + word[-1]
    if len(stem) > 3 and stem[-2] == stem[-3]:
        stem = stem[:-2] + word[-1]  # kaffe has none; himmel, himlen
    for gender, endings in _SHORT.items():
        if word + gender in own or stem + gender in own:
            yield from _others((stem + ending for ending in endings), own, lemma_of)
    if word + "t" in own and not any(word + gender in own for gender in _SHORT):
        yield from _others((stem + ending for ending in _ADJECTIVE), own, lemma_of)


def _verb(word: str, own: Forms, lemma_of: Known) -> list[str]:
    stem = word[:-1]
    if stem + "ende" not in own:
        return []
    mine = [sum(stem + ending in own for ending in endings) for endings in _PAST]
    known = [sum(stem + ending in lemma_of for ending in endings) for endings in _PAST]
    strong = not any(mine) and known[0] != 3 and known[1] != 3
    past = () if strong else _PAST[int((mine[1], known[1]) > (mine[0], known[0]))]
    return _others((word + "r", word + "s", *(stem + e for e in past)), own, lemma_of)

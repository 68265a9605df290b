"""Where the lexicon's words come from: simplemma's Danish dictionary, in lower case and put right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from ingest.danish.lexicon.paradigms import is_agent, second_lemmas

OVERRIDES = Path(__file__).parent / "overrides.tsv"
_STRONG = 2  # a word that so many other forms belong to is a word of its own

# (lemma, asked): a form is found by all its lemmas, and asks for those that are `asked`. The first is the lemma.
Lemmas = tuple[tuple[str, bool], ...]


def entries() -> tuple[dict[str, str], dict[str, Lemmas]]:
    """Give every known word form in lower case with its lemma, and all lemmas of the forms that have several."""
    first = _dictionary()
    own = dict(Counter(first.values()))
    several: dict[str, Lemmas] = {}
    seconds = second_lemmas(first, own)
    for form, lemma in first.items():
        strong = own.get(form, 0) >= _STRONG
        if form in seconds or (strong and form != lemma):
            second = sorted(seconds.get(form, ()))
            several[form] = _ambiguous(form, lemma, second, strong, is_agent(form, first))
        elif form[-1] == "s" and form != lemma and len(form) > 4 and first.get(form[:-1], lemma) != lemma:
            several[form] = (lemma, True), (first[form[:-1]], True)  # a genitive the source gave to another word
    for form, lemmas in overrides().items():
        first[form], several[form] = lemmas[0][0], lemmas
    return first, several


def _dictionary() -> dict[str, str]:
    """Give form -> lemma as simplemma has it (NFC). Of Bo and bo the small one counts."""
    found: dict[str, str] = {}
    source = DefaultDictionaryFactory().get_dictionary("da")
    for form, lemma in zip(source, map(source.__getitem__, source), strict=True):
        lower = form.lower()
        if (lower == form or lower not in found) and lower[0].isalpha():
            found[lower] = lemma.lower()
    return found


def _ambiguous(form: str, lemma: str, seconds: list[str], strong: bool, agent: bool) -> Lemmas:
    """Order the lemmas of a form that has several.

    A word of its own comes first: `skat` is not the imperative of *skatte*, nor asks for it. An agent does not ask
    for its verb: `lærer` finds no *lærte*, but *lære* finds `lærer`.
    """
    found: dict[str, bool] = {}
    if strong and form != lemma:
        found[form] = True
        found[lemma] = lemma not in (form + "e", form + form[-1] + "e")
    else:
        found[lemma] = True
    for second in seconds:
        found.setdefault(second, not (lemma == form and agent and second == form[:-1]))
    return tuple(found.items())


def overrides() -> dict[str, Lemmas]:
    """Give the words whose lemmas we know better, from overrides.tsv."""
    found: dict[str, dict[str, bool]] = {}
    for line in OVERRIDES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lemma, *forms = line.split("\t")
            for form in forms:
                found.setdefault(form, {})[lemma.lstrip("~")] = not lemma.startswith("~")
    return {form: tuple(lemmas.items()) for form, lemmas in found.items()}

"""Where the lexicon's words come from: simplemma's Danish dictionary, in lower case and put right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import _load_dictionary_from_disk

from ingest.danish.lexicon.paradigms import is_agent, second_lemmas

OVERRIDES = Path(__file__).parent / "overrides.tsv"
_STRONG = 2  # a word that so many other forms belong to is a word of its own

# (lemma, asked): a form is found by all its lemmas, and asks for those that are `asked`. The first is the lemma.
Lemmas = tuple[tuple[str, bool], ...]


def entries() -> tuple[dict[str, str], dict[str, Lemmas]]:
    """Give every known word form in lower case with its lemma, and all lemmas of the forms that have several."""
    first = _dictionary()
    forms_of = _by_lemma(first)
    seconds = second_lemmas(first, forms_of)
    strong = {lemma for lemma, forms in forms_of.items() if len(forms) >= _STRONG}
    several: dict[str, Lemmas] = {}
    for form in seconds.keys() | {form for form in strong if first.get(form, form) != form}:
        second = sorted(seconds.get(form, ()))
        several[form] = _ambiguous(form, first[form], second, form in strong, is_agent(form, first))
    for form, lemma in first.items():
        if form[-1] == "s" and form != lemma and len(form) > 4 and first.get(form[:-1], lemma) != lemma:
            # a genitive the source gave to another word
            several.setdefault(form, ((lemma, True), (first[form[:-1]], True)))
    for form, lemmas in overrides().items():
        first[form], several[form] = lemmas[0][0], lemmas
    return first, several


def _dictionary() -> dict[str, str]:
    """Give form -> lemma as simplemma has it (NFC). Of Bo and bo the small one counts.

    Its bytes are read in bulk: its own mapping would code each of 790,000 forms anew, and give as many lemmas.
    """
    source: dict[bytes, bytes] = _load_dictionary_from_disk("da")
    lemmas = {lemma: lemma.decode().lower() for lemma in set(source.values())}
    forms = b"\n".join(source).decode().split("\n")
    found = dict(zip(forms, map(lemmas.__getitem__, source.values()), strict=True))
    for form in [form for form in forms if not (form.islower() and form[0].isalpha())]:
        lemma = found.pop(form)
        if form[0].isalpha():
            found.setdefault(form.lower(), lemma)
    return found


def _by_lemma(lemma_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the forms of every lemma."""
    found: dict[str, list[str]] = {}
    for form, lemma in lemma_of.items():
        found.setdefault(lemma, []).append(form)
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

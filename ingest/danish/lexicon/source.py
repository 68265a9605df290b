"""Where the lexicon's words come from: simplemma's Danish dictionary, in lower case and put right."""

from __future__ import annotations

import unicodedata

from simplemma.strategies.dictionaries import DefaultDictionaryFactory


def lemmas() -> dict[str, str]:
    """Give every known word form in lower case with its lemma.

    A form that is written both ways (Bo, bo) has the lemma of the one in lower case.
    """
    found: dict[str, str] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary("da").items():
        word = unicodedata.normalize("NFC", form)
        if form == form.lower():
            found[word] = unicodedata.normalize("NFC", lemma.lower())
        else:
            found.setdefault(word.lower(), unicodedata.normalize("NFC", lemma.lower()))
    return {form: lemma for form, lemma in found.items() if form and form[0].isalpha() and "\xff" not in form}

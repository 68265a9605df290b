"""Whether a page's words have lost their letters: read by an English OCR model, æ, ø and å are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.values import Source

_WORDS = re.compile(r"[^\W\d_]+")
_FUNCTION = frozenset(("og", "at", "der", "det", "til", "af", "som", "for"))
_DANISH = frozenset("æøåÆØÅ")
_PAGE = 80  # words from which a page is judged alone (measured; 40 are too few)
_DOCUMENT = 50  # below this nothing is said about a document
_LETTERS = 0.003  # share of æøå: 58 clean pages lay at 0.014-0.043, 58 damaged ones at 0.000
_SHARE = 0.10  # share of function words: the text is Danish
# A viewer's transcript that drops figures and dates and glues pages together: its letters are whole, its words are not.
_TRANSCRIPT = re.compile(r"Størrelse: px\s+Starte visningen fra side:")


def damaged_pages(source: Source) -> list[bool]:
    """Say for each page whether its words lost letters; short pages follow the document."""
    counts = [_count(page.body) for page in source.pages]
    whole = [sum(count[n] for count in counts) for n in range(4)]
    document = whole[0] >= _DOCUMENT and _is_damaged(whole)
    return [_is_damaged(count) if count[0] >= _PAGE else document and count[0] > 0 for count in counts]


def language_quality(source: Source, damaged: Sequence[bool]) -> str:
    """Say `damaged` for any damage to the words, else `clean`."""
    lossy = source.pages and _TRANSCRIPT.search(source.pages[0].body[:2000])
    return "damaged" if any(damaged) or lossy else "clean"


def _count(body: str) -> tuple[int, int, int, int]:
    """Count words, letters, æøå and function words."""
    words = _WORDS.findall(body)
    letters = sum(map(len, words))
    danish = sum(body.count(letter) for letter in _DANISH)
    return len(words), letters, danish, sum(word.lower() in _FUNCTION for word in words)


def _is_damaged(count: Sequence[int]) -> bool:
    words, letters, danish, function = count
    return letters > 0 and danish < _LETTERS * letters and function > _SHARE * words

"""How sure it is that something is closed. Uncertain is closed too, but an archivist is asked."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.understand.wording import plain

#: How the reason of what may be closed begins.
UNSURE = "måske lukket: "
_SPACED = re.compile(r"(?<![^\W\d_])[^\W\d_](?: [^\W\d_]){3,40}(?![^\W\d_])")
_SAYS_SO = re.compile(r"(?i)\b(?:lukke(?:t|de)|fortrolig(?:t|e)?|ikke[- ]?(?:offentlig|åb)|uden offentlighed)")
_NAMES_IT = re.compile(
    r"(?i)[(\[]\s?lukket|\blukke(?:t|de)\s?(?:\w*punkt|sag|møde|dagsorden|bilag|døre|referat|protokol|del|notat)|§"
    r"|(?:punktet|sagen|bilaget)\s(?:er|var|blev|behandl\w+)\b.{0,40}lukket"
)
_SENTENCE = 7  # words


@lru_cache(maxsize=256)
def with_doubt(reason: str) -> str:
    """Give the words that close something, marked when they leave a doubt.

    In doubt is: a word that only looks like `lukket` (bad OCR), a matter that is closed by what it is about or by its
    neighbours, and a sentence in which the word may be about a door.
    """
    if not reason or reason.startswith(UNSURE):
        return reason
    words = plain(_SPACED.sub(lambda run: run[0].replace(" ", ""), reason))
    says_so = _SAYS_SO.search(words) is not None and not words.startswith("uden mærke")
    sentence = words.count(" ") + 1 >= _SENTENCE and words[-1:] != ")" and not re.match(r"\W*(?-i:L[uU])", words)
    return reason if says_so and (not sentence or _NAMES_IT.search(words)) else UNSURE + reason

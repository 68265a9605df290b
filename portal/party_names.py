"""When two names are the same party."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans({"’": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "»": '"', "«": '"',
                        "–": "-", "—": "-", "‑": "-", "\u00ad": None, "\u200b": None})  # fmt: skip
# As committees sign: "Vanløse LU", "LU for Ådal Vest".
_SHORT = ((re.compile(r"\blu for\b"), "lokaludvalget for"), (re.compile(r"\blu\b"), "lokaludvalg"))


def key_of(name: str) -> str:
    """Fold a name, so that it is one party however it is typed: case, blanks, dashes, quotes, `LU` for lokaludvalg.

    A plain name is folded to its small letters alone; folding twice changes nothing.
    """
    text = unicodedata.normalize("NFC", name).translate(_SIGNS)
    folded = " ".join(text.split()).casefold().strip(" .,;:")
    for short, whole in _SHORT:
        folded = short.sub(whole, folded)
    return folded

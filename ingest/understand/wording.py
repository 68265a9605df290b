"""Words as rules need them: tables of phrases, spellings that bad OCR makes of them, words without their dress."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

# What æ, ø and å become when an English model reads them; the common ones of the confusion table.
_SPELLINGS = {"æ": "(?:æ|ae|a?ee?|ze|a|z)", "ø": "(?:ø|oe|[oaegs6¢©@0])", "å": "(?:å|aa|[adé4])"}
_CLASS = re.compile(r"(\[[^\]]*\])")
_LOST = re.compile(r"[æøåaeogdczxöäéáàór\d]")
_ALIKE = str.maketrans("ijft", "llll")
_SPACED = re.compile(r"[A-ZÆØÅ](?: [A-ZÆØÅ]){4,60}")
_RUN = re.compile(r"[^\W\d_]+|\d+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


#: Folders of suppliers: each has rows for the tables, a sample and what it says (docs/adding-a-supplier.md).
SUPPLIERS = [Path(__file__).with_name("suppliers")]


def rows(name: str) -> list[list[str]]:
    """Read a table beside this module, and the rows that suppliers add to it.

    Tab separated; `#` begins a comment line, the first line names the columns.
    """
    suppliers = [table for folder in SUPPLIERS for table in sorted(folder.glob(f"*/{name}"))]
    return [row for table in (Path(__file__).with_name(name), *suppliers) for row in _rows_of(table)]


def _rows_of(table: Path) -> list[list[str]]:
    text = table.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def spelled(phrase: str) -> str:
    """Give a pattern for a phrase: any case is the caller's flag; spaces may vary, æøå may be damaged.

    A full stop may be missing, and ` * ` stands for up to thirty words.
    """
    pattern = ""
    for letter in phrase:
        if letter == ".":
            pattern += r"\.?"
        elif letter.isspace():
            pattern += r"\s{1,3}"
        elif letter == "*":
            pattern += r"(?:\S{1,40}\s{1,2}){0,30}?\S{1,40}" if pattern.endswith(r"\s{1,3}") else r"\w{0,20}"
        else:
            pattern += _SPELLINGS.get(letter.lower(), re.escape(letter))
    return pattern


def damaged_too(pattern: str) -> str:
    """Let a pattern match whatever bad OCR makes of its æ, ø and å, but for those in a class (`[åa]`).

    For what closes, where too much is better than too little.
    """
    return "".join(
        part if part.startswith("[") else re.sub("[æøå]", r"[\\w@&¢©]{1,3}", part) for part in _CLASS.split(pattern)
    )


def skeleton(word: str) -> str:
    """Give what stays of a word when letters are lost: two readings of one print mostly have the same.

    æ, ø and å and what they are read as go, and l, i, j, f and t are one. Numbers stay.
    """
    return word if word.isdigit() else "·" + _LOST.sub("", word.translate(_ALIKE))


def closed_up(text: str) -> str:
    """Write `B Y R Å D E T` as `BYRÅDET`. Where the words end in a longer line is lost."""
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def plain(text: str) -> str:
    """Write text for comparison: no invisible characters, no compatibility forms, one space between words."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).split())


@lru_cache(maxsize=4096)
def bare_words(text: str) -> tuple[str, ...]:
    """Give the runs of letters and of digits, lower case: what stays when printing differs (`38Køb` is `38`, `køb`)."""
    return tuple(_RUN.findall(plain(text).lower()))

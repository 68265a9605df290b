"""Lines of text as they come from any reader: cleaned, and words divided at a line's end put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.danish.normalise import normalise

_SPACES = re.compile(r" {2,}")
_EDGES = re.compile(r" *\n *")
_BLANK = re.compile(r"\n{3,}")

# A word divided at a line's end, perhaps more than once: letters and a hyphen, line end, then letters. The runs are
# bounded so that a line without a space (20 MB of letters) is looked at once.
_BREAK = re.compile(r"- {0,4}\n{1,2} {0,8}")
_DIVIDED = re.compile(
    rf"(?<![^\W_])[^\W_]{{1,60}}(?:{_BREAK.pattern}[^\W\d_]{{1,60}}){{1,6}}(?P<punct>[^\s\w-]{{0,3}})[ \n]?"
)
# `dagtilbuds-` before one of these is a hyphen that is meant: dagtilbuds- og skoleområdet.
JOINERS = frozenset(("og", "eller", "samt", "til", "som", "men"))
# First parts that are written with a hyphen also in the middle of a line: it-system, e-mail, tv-avis.
_ALWAYS = frozenset(("it", "tv", "e", "cpr", "cvr", "edb", "gps", "pc", "sms", "wc", "kl", "kle", "web", "ikke", "ph"))


def clean(text: str) -> str:
    """Write text as a `Layer` holds it: normalised, one space between words, none at a line's ends; lines are kept."""
    text = normalise(text)
    return _EDGES.sub("\n", _SPACES.sub(" ", text)).strip(" ")


def flow(text: str) -> str:
    """Turn a page's clean text into its body: divided words joined, at most one empty line in a row, no empty edges."""
    return _BLANK.sub("\n\n", join_divided(text)).strip("\n")


def join_divided(text: str) -> str:
    """Join words that were divided at a line's end; the rest of the word goes up to the first part's line.

    Not before og, eller, samt, til, som, men, a capital or a digit, where the hyphen belongs to the word. A first part
    that is a number or an abbreviation (SFO-, it-) keeps its hyphen.
    """
    return _DIVIDED.sub(_joined, text) if "-\n" in text or "- \n" in text else text


def _joined(found: re.Match[str]) -> str:
    whole = found[0]
    tail = whole[found.start("punct") - found.start() :]
    parts = _BREAK.split(whole[: len(whole) - len(tail)])
    breaks = _BREAK.findall(whole)
    word, joined = parts[0], False
    for gap, right in zip(breaks, parts[1:], strict=True):
        if right[0].islower() and right not in JOINERS:
            word, joined = word + hyphen_after(re.split(r"[\s-]", word)[-1]) + right, True
        else:
            word, joined = word + gap + right, False
    return f"{word}{found['punct']}\n" if joined else word + tail


def hyphen_after(left: str) -> str:
    """Say what stands between the parts of a divided word when it is written in one: `-` or nothing."""
    kept = left.lower() in _ALWAYS or (left.isupper() and len(left) < 6) or left[-1:].isdigit()
    return "-" if kept else ""


def row_text(cells: Sequence[str]) -> str:
    """Write a row in one line: cells divided by ` | `, a label and its value only by a space, empty ends left out."""
    written = ""
    for cell in cells:
        between = "" if not written else " " if written.endswith(":") else " | "
        written += between + cell.strip()
    return written.rstrip(" |")

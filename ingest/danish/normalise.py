"""Characters: one way of writing each, so that a word is found however its file spelled it."""

from __future__ import annotations

import re
import unicodedata

# Text made of these alone is already as it should be; nearly all text is.
_UNUSUAL = re.compile(r"[^\n\x20-\x7eæøåÆØÅéÉüÜöÖäÄ§°½´·«»–—‘’“”„•…€]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DIVIDED = re.compile(r"\xad[ \t]{0,8}\n[ \t]{0,8}(?=[^\W\d_])")  # a soft hyphen that was really used: the word goes on
# C0 and C1 controls, soft hyphen, zero width, bidirectional controls, tags, lone surrogates, non-characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]+"
)
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPELLED = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "\u2010": "-",
    "\u2011": "-",
    "o\u0338": "ø",
    "O\u0338": "Ø",
}
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_PILED = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_PIECE = 128


def normalise(text: str) -> str:
    r"""Write text in one way: NFC, `\n` line ends, plain spaces, nothing invisible.

    Tabs, no-break and thin spaces become a space; form feed and the Unicode line ends become `\n`; ligatures become
    letters, U+2010 and U+2011 a hyphen. Full-width forms, private-use characters and U+FFFD stay: they say what the
    file held. Never longer than three times the input; time is linear.
    """
    if not _UNUSUAL.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _DIVIDED.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text)
    for spelled, letters in _SPELLED.items():
        text = text.replace(spelled, letters)
    return _composed(text)


def _composed(text: str) -> str:
    """Compose letters and marks (NFC), in pieces: Python sorts a run of marks in quadratic time."""
    if unicodedata.is_normalized("NFC", text):
        return text
    text = _PILED.sub(r"\1", text)
    pieces, start = [], 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        while end < len(text) and end - start < 2 * _PIECE and not text[end].isascii():
            end += 1
        pieces.append(unicodedata.normalize("NFC", text[start:end]))
        start = end
    return "".join(pieces)

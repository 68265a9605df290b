"""Bytes to letters: which of the encodings Danish offices have used gives æ, ø and å.

UTF-8 proves itself. The one-byte encodings do not, so each is tried on the bytes above 127 with their neighbours, and
the one that gives Danish letters inside words wins: DOS (cp865, cp850), Windows (cp1252) or Mac.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

import ftfy

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEVEN_BITS = ("utf-7", "unicode-1-1-utf-7")  # letters as +APg-, from mail programs of the nineties
_SAMPLE = 1 << 18
_ONE_BYTE_TEXT = re.compile(rb"[\t\n\r\x20-\x7e\xa0-\xff]+")
_HIGH = re.compile(rb"([\x00-\x7f]?)([\x80-\xff])([\x00-\x7f]?)")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Windows first: of two that explain the bytes equally well, the usual one. cp865 is cp850's Nordic brother, and the two
# agree on æ, ø, å and é; where a box or a sign differs, 865 was Denmark's.
_ONE_BYTE = ("cp1252", "cp865", "cp850", "mac_roman")
_DANISH = frozenset("æøåÆØÅ")
_FOREIGN = frozenset("éèêëüöäáàâíóôúñçßÉÜÖÄðþ")
_SIGNS = frozenset("–—‘’“”„«»·•…§°´½¼£€©®²³×¡\xa0")
# What ftfy leaves alone in short lines; in no language are these pairs meant.
_TWICE = {"Ã¦": "æ", "Ã¸": "ø", "Ã¥": "å", "Ã†": "Æ", "Ã˜": "Ø", "Ã…": "Å", "Ã\x86": "Æ", "Ã\x98": "Ø", "Ã\x85": "Å"}
_MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|Ã\s|ï»¿")


def decode(data: bytes, declared: str | None = None) -> str:
    """Turn bytes into text; what the file itself declares is believed unless the bytes speak against it."""
    mark, name = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", ""))
    data = data[len(mark) :]
    if mark and _fits(data, name):
        return data.decode(name, errors="replace").lstrip("\ufeff")
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, errors="replace")
    return mended(_narrow(data, declared))


def _fits(data: bytes, marked: str) -> bool:
    """See whether a mark fits what follows; some programs put their own before another's text."""
    if marked == "utf-8":
        try:
            data.decode(marked)
        except UnicodeDecodeError:
            return False
    if marked.startswith("utf-16"):
        return _wide(data[:_SAMPLE]) in (None, marked) and not _ONE_BYTE_TEXT.fullmatch(data[:_SAMPLE])
    return True


def _narrow(data: bytes, declared: str | None) -> str:
    try:
        return data.decode("utf-7" if declared in _SEVEN_BITS else "utf-8")
    except UnicodeDecodeError:
        pass
    if _nearly_utf8(data[: 4 * _SAMPLE]):
        return data.decode("utf-8", errors="windows-for-the-rest")
    if declared and (text := _declared(data, declared)) is not None:
        return text
    return data.decode(guess(data), errors="replace")


def _declared(data: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
        if name in ("utf-8", "ascii"):
            return None
        return data.decode("cp1252" if name == "iso8859-1" else name)  # browsers read the one as the other
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(sample: bytes) -> str | None:
    """See UTF-16 without a mark: every second byte is zero."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    high, low = sample[1 : 2 * pairs : 2].count(0), sample[0 : 2 * pairs : 2].count(0)
    if high > 0.7 * pairs and low < 0.1 * pairs:
        return "utf-16-le"
    if low > 0.7 * pairs and high < 0.1 * pairs:
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes) -> bool:
    """See UTF-8 with some stray bytes: files put together from several, or cut in the middle of a letter."""
    high = sum(1 for byte in data if byte > 127)
    inside = sum(len(found) for found in _UTF8_LETTER.findall(data))
    return inside >= 0.8 * high


def _windows_for_the_rest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", errors="replace"), error.end


codecs.register_error("windows-for-the-rest", _windows_for_the_rest)


def guess(data: bytes) -> str:
    """Guess which one-byte encoding makes the bytes above 127 into what Danish text holds."""
    sample = data[:_SAMPLE]
    if not _HIGH.search(sample):  # the first letter above 127 may come late in a long file
        found = _HIGH.search(data)
        sample = data[found.start() : found.start() + _SAMPLE] if found else b""
    contexts = Counter(_HIGH.findall(sample))
    return max(_ONE_BYTE, key=lambda name: _score(contexts, name))


def _score(contexts: Counter[tuple[bytes, bytes, bytes]], name: str) -> float:
    total = 0.0
    for (before, high, after), count in contexts.items():
        letter = high.decode(name, errors="replace")
        in_word = before.isalpha() or after.isalpha()
        shouting = before.isupper() or after.isupper()
        total += count * _worth(letter, in_word, shouting, before.islower())
    return total


def _worth(letter: str, in_word: bool, shouting: bool, after_lower: bool) -> float:
    if letter in _DANISH:
        if not in_word:
            return 0.5  # `å` and `ø` are words
        return 0.3 if letter.isupper() and after_lower else 0.8 if letter.islower() and shouting else 1.0
    if letter in _FOREIGN:
        return 0.4 if in_word else -0.5
    if letter in _SIGNS:
        return -0.5 if in_word and after_lower and letter not in "–—’”´…“\xa0§" else 0.2
    if letter.isalpha():
        return -0.5
    return -1.0


def mended(text: str) -> str:
    """Mend letters that were read in the wrong encoding once before (`bÃ¸rn`), line by line and only where it helps."""
    if not _MOJIBAKE.search(text):
        return text
    return "\n".join(_mended_line(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))


def _mended_line(line: str) -> str:
    if len(line) > _SAMPLE:
        return line
    better = ftfy.fix_encoding(line)
    for pair, letter in _TWICE.items():
        better = better.replace(pair, letter)
    return better if len(_MOJIBAKE.findall(better)) < len(_MOJIBAKE.findall(line)) else line

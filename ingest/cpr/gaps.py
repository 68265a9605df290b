"""What may stand between two digits of one number, or between two numbers."""

from __future__ import annotations

import re
from enum import IntFlag, auto
from functools import lru_cache

SPACES = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
DASHES = "\\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d\ufffe\xac~"  # U+FFFE: pdfium's hyphen at the end of a line
_POINTS = "./_|·+\uff0e\uff0f\uff3f"
_LINE = "(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
# As mails (quoted-printable) and pages write them; addresses are read by then (visible.py).
_ESCAPED_DASH = "(?i:=2D|&(?:ndash|mdash|shy|#8209|#821[0-3]|#x201[0-4]);)"
_ESCAPED_SPACE = "(?i:=20|=09|&(?:nbsp|#160|#xA0|thinsp);)"

#: May be empty. Atomic, so that a text full of gaps costs no more than its length.
GAP = (
    f"(?>[{SPACES}]{{0,12}}(?:[{DASHES}{_POINTS}]{{1,2}}|{_ESCAPED_DASH}|{_ESCAPED_SPACE})?"
    f"[{SPACES}]{{0,6}}(?:{_LINE}[{SPACES}>]{{0,12}}(?:{_LINE}[{SPACES}>]{{0,12}})?[{DASHES}]?[{SPACES}]{{0,3}})?)"
)
_LINES = re.compile(_LINE)
_DASH = re.compile(f"[{DASHES}]|{_ESCAPED_DASH}")
_POINT = re.compile(f"[{_POINTS}]")


class Gap(IntFlag):
    """What a gap is made of: nothing; a dash or a point, and a line end; or spaces alone."""

    NONE = 0
    SPACE = auto()
    DASH = auto()
    POINT = auto()
    LINE = auto()


@lru_cache(maxsize=4096)
def gap_of(between: str) -> Gap:
    """Say what stands between two digits, or two numbers."""
    if not between:
        return Gap.NONE
    line = Gap.LINE if _LINES.search(between) else Gap.NONE
    if _DASH.search(between):
        return Gap.DASH | line
    if _POINT.search(between):
        return Gap.POINT | line
    return line or Gap.SPACE

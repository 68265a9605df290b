"""Names of files as the sender wrote them: data, never a path."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 255


def safe(name: str) -> str:
    """Give the sender's file name as data: its last part, without what cannot be seen."""
    last = _CONTROL.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return last[-_LONGEST_NAME:] or "uden navn"

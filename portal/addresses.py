"""Mail addresses as people type them."""

from __future__ import annotations

import re

_LONGEST = 254  # RFC 5321
_BETWEEN = re.compile(r"[\s,;:()<>\[\]\"]+")
_MAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}")


def is_mail(text: str) -> bool:
    """Tell whether something can be a mail address: one, without a name before it, with a domain after the @."""
    plain = len(text) <= _LONGEST and ".." not in text and not text.startswith(".") and ".@" not in text
    return plain and _MAIL.fullmatch(text) is not None


def mail_in(text: str) -> str | None:
    """Give the first mail address of a text such as "Bjørn Ærø, bjorn@aadal.example"; None when there is none."""
    words = (word.strip(".") for word in _BETWEEN.split(text))
    return next((word for word in words if is_mail(word)), None)

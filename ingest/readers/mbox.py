"""A whole mailbox in one file, as Thunderbird and Unix keep them: every mail in it is a file of its own."""

from __future__ import annotations

import re

# The line before each mail: From, an address, a date that ends in the year (RFC 4155).
_BETWEEN = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]{1,200}\d{4}[^\r\n]{0,10}\r?\n(?=[A-Za-z-]{2,40}:)")


def mails_in(data: bytes) -> list[bytes]:
    """Give the mails of a mailbox in order; one or none when it is something else."""
    if not data.startswith(b"From "):
        return []
    found = list(_BETWEEN.finditer(data))
    ends = [one.start() for one in found[1:]] + [len(data)] * bool(found)
    return [data[one.end() : end] for one, end in zip(found, ends, strict=True)]

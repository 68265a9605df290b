"""The winmail.dat that Outlook hung on mails to others: the files in it are what the sender attached.

A row of attributes, level, id and length before each ([MS-OXTNEF] 2.1); a file begins with its own attribute.
"""

from __future__ import annotations

import struct

from ingest.readers.charset import decode

START = b"\x78\x9f\x3e\x22"
_HEAD = struct.Struct("<BHHI")  # level, id, type, length
_OF_A_FILE = 2
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME = 0x3707
_WIDTHS = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_NARROW, _WIDE = 0x1E, 0x1F
_COUNTED = (_NARROW, _WIDE, 0x0D, 0x102)


def files_in(data: bytes) -> list[tuple[str, bytes]]:
    """Give the files, names first, as far as the bytes can be read; empty when they hold only how the mail looked."""
    found: list[tuple[str, bytes]] = []
    at = 6
    while at + _HEAD.size <= len(data):
        level, kind, _, length = _HEAD.unpack_from(data, at)
        content = data[at + _HEAD.size : at + _HEAD.size + length]
        at += _HEAD.size + length + 2
        if level != _OF_A_FILE:
            continue
        if kind == _BEGINS:
            found.append(("", b""))
        elif found and kind == _TITLE:
            found[-1] = (found[-1][0] or _text(content), found[-1][1])
        elif found and kind == _DATA:
            found[-1] = (found[-1][0], content)
        elif found and kind == _PROPERTIES:
            found[-1] = (_long_name(content) or found[-1][0], found[-1][1])
    return [(name, held) for name, held in found if held]


def _text(content: bytes) -> str:
    return decode(content.rstrip(b"\x00"))


def _long_name(content: bytes) -> str:
    """Look a file's whole name up among its properties; "" when it stands behind one of a kind we cannot skip."""
    try:
        at = 4
        while at < len(content):
            kind, name = struct.unpack_from("<HH", content, at)
            at += 4
            if name >= 0x8000 or kind not in (*_WIDTHS, *_COUNTED):
                return ""
            if kind in _WIDTHS:
                at += _WIDTHS[kind]
                continue
            (count,) = struct.unpack_from("<I", content, at)
            at += 4
            for _ in range(count):
                (length,) = struct.unpack_from("<I", content, at)
                value = content[at + 4 : at + 4 + length]
                at += 4 + length + -length % 4
                if name == _LONG_NAME and kind in (_NARROW, _WIDE):
                    wide = value.decode("utf-16-le", errors="replace").rstrip("\x00")
                    return wide if kind == _WIDE else _text(value)
    except struct.error:
        pass
    return ""

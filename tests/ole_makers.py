"""Compound files (.msg, .doc, .xls) for tests, and a small Outlook mail in one."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

Folder = Mapping[str, "bytes | Folder"]
_SECTOR, _SMALL, _LARGE = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def compound(path: Path, root: Folder) -> Path:
    """Write a compound file whose storages are mappings and whose streams are bytes."""
    entries: list[list[object]] = [["Root Entry", 5, _NONE, _NONE, _NONE, _END, 0]]
    small, chains, sectors = b"", [], []  # the short streams, their chains, and the sectors of the long ones

    def add(folder: Folder, parent: int) -> None:
        before = None
        for name in sorted(folder, key=lambda name: (len(name), name.upper())):
            content, at = folder[name], len(entries)
            entries.append([name, 2 if isinstance(content, bytes) else 1, _NONE, _NONE, _NONE, 0, 0])
            if before is None:
                entries[parent][4] = at
            else:
                entries[before][3] = at  # a tree of right branches only is a tree
            before = at
            if isinstance(content, bytes):
                entries[at][5:] = put(content), len(content)
            else:
                add(content, at)

    def put(content: bytes) -> int:
        nonlocal small
        if not content:
            return _END
        if len(content) < _LARGE:
            first = len(small) // _SMALL
            small += content + bytes(-len(content) % _SMALL)
            chains.append((first, len(small) // _SMALL - first))
            return first
        sectors.append(content + bytes(-len(content) % _SECTOR))
        return -len(sectors)  # its place is known when all are

    add(root, 0)
    minifat = b"".join(
        struct.pack("<I", first + n + 1 if n + 1 < length else _END) for first, length in chains for n in range(length)
    )
    return _write(path, entries, sectors, small, minifat)


def _write(path: Path, entries: list[list[object]], long: list[bytes], small: bytes, minifat: bytes) -> Path:
    fat: list[int] = [_FAT]
    body = b""

    def chain(content: bytes, fill: bytes = b"\x00") -> int:
        nonlocal body
        if not content:
            return _END
        content += fill * (-len(content) % _SECTOR)
        first, length = len(fat), len(content) // _SECTOR
        fat.extend([*range(first + 1, first + length), _END])
        body += content
        return first

    places = [chain(content) for content in long]
    entries[0][5:] = chain(small), len(small)
    minifat_at = chain(minifat, b"\xff")
    directory = b""
    for name, kind, left, right, child, start, size in entries:
        start = places[-start - 1] if isinstance(start, int) and start < 0 else start
        written = str(name).encode("utf-16-le") + b"\x00\x00"
        directory += written.ljust(64, b"\x00") + struct.pack("<HBBIII", len(written), kind, 1, left, right, child)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    directory_at = chain(directory)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    counts = (0, 1, directory_at, 0, _LARGE, minifat_at, -(-len(minifat) // _SECTOR), _END, 0)
    head += struct.pack("<9I", *counts) + struct.pack("<I", 0) + b"\xff" * 432
    table = b"".join(struct.pack("<I", entry) for entry in fat).ljust(_SECTOR, b"\xff")
    path.write_bytes(head + table + body)
    return path


def _properties(head: int, texts: Mapping[int, str], blobs: Mapping[int, bytes], times: Mapping[int, int]) -> Folder:
    """Give the streams of an Outlook object: each property's value, and the list of them all."""
    streams: dict[str, bytes | Folder] = {}
    listed = bytes(head)
    for number, text in texts.items():
        value = text.encode("utf-16-le")
        streams[f"__substg1.0_{number:04X}001F"] = value
        listed += struct.pack("<HHIQ", 0x1F, number, 6, len(value) + 2)
    for number, blob in blobs.items():
        streams[f"__substg1.0_{number:04X}0102"] = blob
        listed += struct.pack("<HHIQ", 0x102, number, 6, len(blob))
    for number, moment in times.items():
        listed += struct.pack("<HHIQ", 0x40, number, 6, moment)
    if 0x3705 in texts or 0x3701 in blobs:
        listed += struct.pack("<HHIQ", 3, 0x3705, 6, 1)  # the attachment's bytes are in the file
    return {**streams, "__properties_version1.0": listed}


def outlook_mail(
    path: Path, subject: str, body: str, attached: Mapping[str, bytes], name_property: int = 0x3707
) -> Path:
    """Write a .msg from Åse, sent on 4 March 2014 at noon (UTC); its attachments' names under the given property."""
    sent = (16133 * 86400 + 12 * 3600 + 11644473600) * 10**7
    root = dict(
        _properties(32, {0x37: subject, 0x1000: body, 0x0C1A: "Åse Ørsted", 0x1A: "IPM.Note"}, {}, {0x39: sent})
    )
    root["__nameid_version1.0"] = {}
    for number, (name, content) in enumerate(attached.items()):
        root[f"__attach_version1.0_#{number:08X}"] = _properties(8, {name_property: name}, {0x3701: content}, {})
    root["__recip_version1.0_#00000000"] = _properties(8, {0x3001: "Arkivet", 0x3003: "arkiv@aadal.example"}, {}, {})
    return compound(path, root)

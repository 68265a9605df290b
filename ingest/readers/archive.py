"""ZIP files: every file inside is taken out under a name of ours; the sender's names are data.

Bounds are counted while unpacking, never believed from the directory (a bomb lies there too).
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import ArchiveUnsafe, Damaged, Encrypted, NoText
from ingest.readers.charset import decode
from ingest.readers.limits import Limits
from ingest.values import Member, Source

_CHUNK = 1 << 20
_RATIO = 200  # times its packed size: text packs 10-20 times, an empty page image some 100
_RATIO_FROM = 50 << 20  # bytes; below that a good ratio harms nobody
_UTF8_FLAG = 0x800
_ENCRYPTED = 0x1
_UNWANTED = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, struct.error,
)  # fmt: skip


def read_zip(path: Path, scratch: Path, limits: Limits) -> Source:
    """Unpack a ZIP into the scratch folder.

    Raises:
        ArchiveUnsafe: Too many files, or too much when unpacked.
        Encrypted: Its files ask for a password.
        Damaged: It cannot be unpacked.
        NoText: There is no file in it.
    """
    try:
        with zipfile.ZipFile(path) as container:
            wanted = _wanted(container, limits)
            members = tuple(_unpacked(container, wanted, scratch, limits))
    except _BROKEN as error:
        raise Damaged(f"Den pakkede fil kan ikke pakkes ud: {error}") from error
    if all(member.problem for member in members):
        raise Damaged("Ingen af filerne i den kan pakkes ud.")
    return Source("application/zip", members=members)


def _wanted(container: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    found = [
        info
        for info in container.infolist()
        if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16) and not _UNWANTED.search(info.filename)
    ]
    if len(found) > limits.max_members:
        raise ArchiveUnsafe(f"Der er {len(found)} filer i den; grænsen er {limits.max_members}.")
    if not found:
        raise NoText("Der er ingen filer i den.")
    if all(info.flag_bits & _ENCRYPTED for info in found):
        raise Encrypted
    return found


def _unpacked(
    container: zipfile.ZipFile, wanted: list[zipfile.ZipInfo], scratch: Path, limits: Limits
) -> Iterator[Member]:
    left = limits.max_unpacked_bytes
    names: set[str] = set()
    for number, info in enumerate(wanted, 1):
        target = scratch / f"member-{number}"
        target.touch()
        problem = None
        try:
            _copy(container, info, target, left)
        except _BROKEN:  # what came out of a broken one is kept: it ends as itself, its neighbours unharmed
            if not target.stat().st_size:
                problem = Encrypted.code if info.flag_bits & _ENCRYPTED else Damaged.code
                target.write_bytes(_as_it_lies(container, info))
        left -= target.stat().st_size
        yield Member(_distinct(_name(info), names), target, problem)


def _as_it_lies(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Give a member's head and packed bytes: locked, or packed in a way of the eighties; bounded by the ZIP's size."""
    stream = container.fp
    if stream is None:
        return b""
    stream.seek(info.header_offset)
    head = stream.read(30)
    if len(head) < 30:
        return head
    return head + stream.read(sum(struct.unpack("<HH", head[26:30])) + info.compress_size)


def _copy(container: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, left: int) -> None:
    size = 0
    most = max(_RATIO_FROM, _RATIO * info.compress_size)
    with container.open(info) as stream, target.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left or size > most:
                raise ArchiveUnsafe("Den fylder mistænkeligt meget, når den pakkes ud.")
            out.write(chunk)


def _name(info: zipfile.ZipInfo) -> str:
    """Give the sender's name with æ, ø and å, forward slashes, and nothing that climbs.

    Without the UTF-8 flag the name is in whatever the packing program used: Danish ones wrote cp850, cp865 or cp1252,
    and zipfile has read it as cp437, which is undone first.
    """
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        name = decode(name.encode("cp437", errors="replace"))
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "uden navn"


def _distinct(name: str, taken: set[str]) -> str:
    """Keep two files of the same name apart: the second is `name (2)`."""
    given, number = name, 1
    while given in taken:
        number += 1
        given = f"{name} ({number})"
    taken.add(given)
    return given

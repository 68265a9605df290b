"""A ZIP with answers, unpacked into a tray: bounded, and no name in it is ever a path."""

from __future__ import annotations

import errno
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from portal import words
from portal.file_names import safe
from portal.hearings.trays import Tray

MOST_MEMBERS = 3000
_MOST_BYTES = 2 << 30  # of everything inside: 1,000 answers of 2 MB
# What reading a damaged ZIP ends in. Names that are no UTF-8 are a ValueError; bz2 and a place before the beginning an
# OSError; a way of packing that is not known a NotImplementedError.
_BROKEN = (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, zlib.error, lzma.LZMAError)
_NOT_ANSWERS = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def unpack(tray: Tray, path: Path, name: str, limit: int) -> list[str]:
    """Put the files of a ZIP into a tray, and give a Danish sentence for each that was not taken.

    Args:
        tray: Where they go.
        path: The ZIP.
        name: What its sender called it.
        limit: Most bytes of one file.
    """
    shown = words.masked(name)
    try:
        with zipfile.ZipFile(path) as package:
            members = [member for member in package.infolist() if _is_answer(member)]
            if len(members) > MOST_MEMBERS:
                return [f"{shown} har flere end {words.number(MOST_MEMBERS)} filer. Del den i mindre."]
            if sum(member.file_size for member in members) > _MOST_BYTES:
                return [f"{shown} fylder for meget, når den er pakket ud. Del den i mindre."]
            if any(member.flag_bits & 1 for member in members):
                return [f"{shown} har en adgangskode. Gem den uden."]
            return tray.take_in(_opened(package, members), limit)
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise  # the disk is full, or the like: nothing is wrong with the file
        return [f"{shown} er ødelagt eller pakket på en måde, vi ikke kan læse. Pak filerne igen."]


def _is_answer(member: zipfile.ZipInfo) -> bool:
    name = member.filename.casefold()
    return not member.is_dir() and not any(part in name for part in _NOT_ANSWERS)


def _opened(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[IO[bytes], str]]:
    for member in members:
        with package.open(member) as stream:
            yield stream, safe(member.filename)

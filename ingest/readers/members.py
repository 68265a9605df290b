"""What is attached to a mail or lies in a PDF, written out under names of ours and counted."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import ArchiveUnsafe
from ingest.readers.limits import Limits
from ingest.readers.lines import clean
from ingest.values import Member


class Taken:
    """The attachments written out so far, counted against the limits."""

    def __init__(self, scratch: Path, limits: Limits) -> None:
        self._scratch = scratch
        self._limits = limits
        self._bytes = 0
        self.members: list[Member] = []

    def add(self, name: str, data: bytes, problem: str | None = None) -> None:
        """Write one out, unless it is too much; with a cause code when it is known that it cannot be read.

        Raises:
            ArchiveUnsafe: More attachments, or more bytes in them, than allowed.
        """
        self._bytes += len(data)
        if len(self.members) >= self._limits.max_members or self._bytes > self._limits.max_unpacked_bytes:
            raise ArchiveUnsafe("Der er for mange eller for store vedhæftede filer i den.")
        path = self._scratch / f"attached-{len(self.members) + 1}"
        path.write_bytes(data)
        self.members.append(
            Member(clean(name).replace("\n", " ").replace("/", "-").strip() or "vedhæftet", path, problem)
        )

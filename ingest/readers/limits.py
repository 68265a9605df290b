"""What one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that every reader keeps.

    Attributes:
        max_bytes: Of the file as it lies on disk.
        max_pages: Of one document.
        max_unpacked_bytes: Of everything in one ZIP, DOCX or mail together.
        max_members: Files in one container.
        max_depth: Containers within containers; the pipeline counts.
        convert_seconds: Longest wall time for LibreOffice.
    """

    max_bytes: int = 200 << 20
    max_pages: int = 5000
    max_unpacked_bytes: int = 1 << 30
    max_members: int = 5000
    max_depth: int = 4
    convert_seconds: float = 90.0

"""How well pages can be read, in words: of hits, pages and the archivist's list."""

from __future__ import annotations

from ingest.danish.quality import HARD

#: How a choice stands in an address -> the index's code, and its name.
CHOICES = {"god": ("clean", "God"), "svaer": ("damaged", "Svært læselig")}


def is_hard(quality: float | None) -> bool:
    """Tell whether a page is so hard to read that readers are told; not when nobody measured it."""
    return quality is not None and quality < HARD


def percent(quality: float | None) -> str:
    """Write how much of a page reads as words one knows: `god, 97 %`, `svært læselig, 71 %`."""
    if quality is None:
        return "ikke målt"
    return f"{'svært læselig' if is_hard(quality) else 'god'}, {int(quality * 100)} %"

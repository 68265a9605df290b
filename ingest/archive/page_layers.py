"""A page as it is kept: its layers, and a repair with the damaged words and what each may have been."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ingest.archive.model import Page, PageLayer, now
from ingest.danish.repaired import Words, by_printed
from ingest.values import LayerKind, Repair, SourcePage


def page_of(page: SourcePage) -> Page:
    """Make the rows of a page."""
    layers = [
        PageLayer(
            ordinal=n,
            kind=layer.kind.value,
            text=layer.text,
            quality=layer.quality,
            made_by=layer.made_by,
            made_at=layer.made_at or now(),
            repairs=kept(layer.repairs),
        )
        for n, layer in enumerate(page.layers)
    ]
    return Page(number=page.number, chosen=page.chosen, quality=page.quality, problem=page.problem, layers=layers)


def worst(qualities: Iterable[float | None]) -> float | None:
    """Give the lowest quality; None when nothing was measured."""
    return min((quality for quality in qualities if quality is not None), default=None)


def kept(repairs: Sequence[Repair]) -> list[Any] | None:
    """Write repairs as JSON keeps them: [[start, end, as printed, [[word, probability], ...]], ...]; None for none."""
    return [[one.start, one.end, one.printed, [list(word) for word in one.words]] for one in repairs] or None


def repairs_of(layer: PageLayer) -> tuple[Repair, ...]:
    """Read what `kept` wrote: with places in the layer that the repair was made from."""
    return tuple(
        Repair(start, end, printed, tuple((word, share) for word, share in words))
        for start, end, printed, words in layer.repairs or ()
    )


def is_corrected(page: Page) -> bool:
    """Tell whether what an archivist typed is the page's text."""
    return any(layer.ordinal == page.chosen and layer.kind == LayerKind.CORRECTION for layer in page.layers)


def laid_over(page: Page | None) -> dict[str, Words]:
    """Give what the words of a page are read as, by how they are printed; nothing where a correction counts."""
    if page is None or is_corrected(page):
        return {}
    repair = next((layer for layer in page.layers if layer.kind == LayerKind.REPAIR), None)
    return by_printed(repairs_of(repair)) if repair else {}

"""Which text of a page counts: its own layer or what was read from its image, each as it stands or repaired.

All are judged by one measure, `danish.quality`, times the letters there are: a stamp over a scan reads well and says
little. Near ties go to the layer before the new reading, and to either before a repair, which is guessed.
What passages, marks and evidence refer to is always a text that was read; a repair is kept beside it and laid over it
where it is shown (ADR 13).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest import danish
from ingest.danish.quality import quality
from ingest.danish.repaired import repaired, repairs_in
from ingest.readers.lines import flow
from ingest.understand.quality import damaged_pages
from ingest.values import Layer, LayerKind, Source, SourcePage

_NEAR = 1.05  # so much better must a later one be
_USABLE = 0.5  # share of signs that mean something, from which a layer is text at all


def choose(source: Source) -> Source:
    """Choose among the layers of each page that has several. Every one of those gets its quality."""
    lost = _lost(source.pages)
    return replace(source, pages=tuple(_chosen(page, lost) for page in source.pages))


def _lost(pages: Sequence[SourcePage]) -> dict[tuple[int, int], bool]:
    """Say of each layer, by page number and position, whether its words lost letters; as `damaged_texts` judges."""
    found: dict[tuple[int, int], bool] = {}
    for position in range(max((len(page.layers) for page in pages), default=0)):
        held = [page for page in pages if len(page.layers) > position]
        judged = danish.damaged_texts([flow(page.layers[position].text) for page in held])
        found |= {(page.number, position): lost for page, lost in zip(held, judged, strict=True)}
    return found


def _chosen(page: SourcePage, lost: dict[tuple[int, int], bool]) -> SourcePage:
    if len(page.layers) < 2:
        return page
    best, most = None, 0.0
    for position, worth in _candidates(page, lost):
        if best is None or worth > _NEAR * most:
            best, most = position, worth
    measured = tuple(
        replace(layer, quality=quality(flow(layer.text), damaged=lost[page.number, position]))
        for position, layer in enumerate(page.layers)
    )
    return replace(page, layers=measured, chosen=page.chosen if best is None else best)


def _candidates(page: SourcePage, lost: dict[tuple[int, int], bool]) -> Iterator[tuple[int, float]]:
    """Give position and worth of each usable layer, then of the repairs of those that lost letters."""
    usable = [position for position, layer in enumerate(page.layers) if _is_usable(layer)]
    for mended in (False, True):
        for position in usable:
            damaged = lost[page.number, position]
            if damaged or not mended:
                text = flow(page.layers[position].text)
                yield position, sum(map(str.isalnum, text)) * (quality(text, damaged=damaged, mended=mended) or 0.0)


def _is_usable(layer: Layer) -> bool:
    return layer.kind != LayerKind.LAYER or layer.quality is None or layer.quality >= _USABLE


def judged(source: Source) -> Source:
    """Measure the text that counts on every page, and keep a repair of it where its words lost letters."""
    damaged = damaged_pages(source)
    pages = (_judged(page, lost) for page, lost in zip(source.pages, damaged, strict=True))
    return replace(source, pages=tuple(pages))


def _judged(page: SourcePage, damaged: bool) -> SourcePage:
    if not page.layers:
        return page
    text = flow(page.text)
    layers = list(page.layers)
    layers[page.chosen] = replace(layers[page.chosen], quality=quality(text, damaged=damaged))
    if damaged and (repairs := repairs_in(page.text)):
        how_well = quality(text, damaged=True, mended=True)
        mended = repaired(page.text, repairs)
        layers.append(Layer(LayerKind.REPAIR, mended, how_well, danish.VERSION, repairs=repairs))
    return replace(page, layers=tuple(layers))

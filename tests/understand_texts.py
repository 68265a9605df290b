"""Papers of an invented municipality, Sandhavn, for the tests of ingest.understand, and the way to read them."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from ingest.understand import understand
from ingest.values import Layer, LayerKind, Source, SourcePage, Understood


def source(
    *pages: str,
    headings: tuple[str, ...] = (),
    title: str | None = None,
    created: date | None = None,
    layers: tuple[str, ...] = (),
    media_type: str = "text/plain",
) -> Source:
    """Make a source of page bodies; `layers` are the pages' whole texts where they hold more than the bodies."""
    made = tuple(
        SourcePage(n, (Layer(LayerKind.LAYER, layers[n - 1] if layers else body),), body=body)
        for n, body in enumerate(pages, 1)
    )
    return Source(media_type, made, title=title, headings=headings, created=created)


def read(*pages: str, path: str = "arkiv/papir.pdf", headings: tuple[str, ...] = ()) -> Understood:
    """Understand page bodies."""
    return understand(source(*pages, headings=headings), path)


def letters(text: str) -> str:
    """Give a text without white space: what must be kept whole."""
    return re.sub(r"\s+", "", text)


def open_text(understood: Understood) -> str:
    """Give all that a reader without a grant would see: open passages, headings, and the values beside them."""
    shown = [p for p in understood.passages if not p.closed]
    texts = [f"{p.heading}\n{p.text}" for p in shown]
    for field in understood.fields:
        if field.passage is None or not understood.passages[field.passage].closed:
            texts.append(f"{field.value}\n{field.evidence.text}")
    return "\n".join(texts)


def closed_text(understood: Understood) -> str:
    """Give the text of the closed passages."""
    return "\n".join(p.text for p in understood.passages if p.closed)


def assert_whole(given: Source, understood: Understood) -> None:
    """Every character of every body stands in exactly one passage, in order, and segments cover the passages."""
    by_page: dict[int, str] = {page.number: "" for page in given.pages}
    for passage in understood.passages:
        assert passage.segments, passage
        assert passage.segments[0].start == 0
        assert passage.segments[-1].end == len(passage.text)
        for one, other in pairwise(passage.segments):
            assert one.end == other.start
            assert one.page < other.page
        for segment in passage.segments:
            by_page[segment.page] += passage.text[segment.start : segment.end]
    for page in given.pages:
        assert letters(by_page[page.number]) == letters(page.body)


def item_numbers(understood: Understood) -> list[str]:
    """Give the numbers (else titles) of the items, in order."""
    return [field.value for field in understood.fields if field.name == "item"]


MINUTES = """Sandhavn Kommune
Referat af møde i Børne- og Skoleudvalget
Mødedato: 14. marts 2019
Mødested: Mødelokale 3, Rådhuset
Fraværende: Ida Holm

1. Godkendelse af dagsorden

Beslutning

Godkendt.

2. Ny legeplads ved Strandskolen
Sagsnr.: 17.00.00-A00-3-19
Sagsbehandler: Mette Kær

Sagsfremstilling

Skolen ønsker en ny legeplads. Der er tre muligheder, som forvaltningen har regnet på:

1. Klatretårn
2. Svævebane
3. Begge dele

Indstilling

Børn og Skole indstiller,

at udvalget godkender svævebanen, og
at pengene tages fra puljen til udearealer.

Beslutning

Godkendt som indstillet.

3. Lukket punkt: Opsigelse af lejemål i Havnegade 4

Sagsfremstilling

Udlejeren forlanger 400.000 kr.

Beslutning

Tiltrådt.

4. Eventuelt

Intet at bemærke.
"""

SECRET = "Udlejeren forlanger 400.000 kr."


def minutes(heading: str, *, label: str = "", after: str = "7. Eventuelt\n\nBeslutning\n\nIntet.") -> str:
    """Minutes with an open item, one whose heading (and label) is given, and an open one after it."""
    return (
        "Referat\nØkonomiudvalget\nMødedato: 3. maj 2016\n\n5. Budgetopfølgning\nSagsnr.: 16/1200\n\nBeslutning\n\n"
        f"Godkendt.\n\n{heading}\n{label}\nSagsnr.: 16/1201\n\nSagsfremstilling\n\n{SECRET}\n\nBeslutning\n\n"
        f"Hemmelig beslutning.\n\n{after}\n"
    )


def values(understood: Understood, name: str) -> list[str]:
    """Give the document's values of a name."""
    return [f.value for f in understood.fields if f.name == name and f.passage is None]


def item_values(understood: Understood, name: str) -> list[str]:
    """Give the items' values of a name."""
    return [f.value for f in understood.fields if f.name == name and f.passage is not None]

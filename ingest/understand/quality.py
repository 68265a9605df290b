"""Whether a page's words have lost their letters: read by an English OCR model, æ, ø and å are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.danish import damaged_texts
from ingest.values import Source

# A viewer's transcript that drops figures and dates and glues pages together: its letters are whole, its words are not.
_TRANSCRIPT = re.compile(r"Størrelse: px\s+Starte visningen fra side:")


def damaged_pages(source: Source) -> list[bool]:
    """Say for each page whether its words lost letters; short pages follow the document."""
    return damaged_texts([page.body for page in source.pages])


def language_quality(source: Source, damaged: Sequence[bool]) -> str:
    """Say `damaged` for any damage to the words, else `clean`."""
    lossy = source.pages and _TRANSCRIPT.search(source.pages[0].body[:2000])
    return "damaged" if any(damaged) or lossy else "clean"

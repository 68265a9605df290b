"""The token streams of a passage as the index gets them: the language's, without civil registration numbers.

A number that seems to be one (ingest.cpr, medium or surer) is nowhere in an index, open or restricted, so it can
neither be found nor suggested. The text itself keeps it, for those who may read the document.
"""

from __future__ import annotations

from ingest import cpr, danish
from ingest.danish import local
from ingest.values import Streams

#: Of what made the streams of a clean text.
VERSION = f"{danish.VERSION}.{cpr.VERSION}"


def version(*, damaged: bool = True, language: str | None = None) -> str:
    """Say what makes the streams of a text; an index of another version than that of damaged ones is made anew.

    Args:
        damaged: It is also read with the archive's own words and table.
        language: Their digest; None for those of this process now.
    """
    if not damaged:
        return VERSION
    return VERSION + (local.now().digest if language is None else language)


def streams(text: str, *, heading: str = "", title: str = "", damaged: bool = False) -> Streams:
    """Make the streams of one passage; arguments as of `danish.streams`."""
    return danish.streams(cpr.blank(text), heading=cpr.blank(heading), title=cpr.blank(title), damaged=damaged)

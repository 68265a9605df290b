"""The token streams of a passage as the index gets them: the language's, without civil registration numbers.

A number that seems to be one (ingest.cpr, medium or surer) is nowhere in an index, open or restricted, so it can
neither be found nor suggested. The text itself keeps it, for those who may read the document.
"""

from __future__ import annotations

from ingest import cpr, danish
from ingest.values import Streams

#: Of what made the streams; an index of another version is made anew.
VERSION = f"{danish.VERSION}.{cpr.VERSION}"


def streams(text: str, *, heading: str = "", title: str = "", damaged: bool = False) -> Streams:
    """Make the streams of one passage; arguments as of `danish.streams`."""
    return danish.streams(cpr.blank(text), heading=cpr.blank(heading), title=cpr.blank(title), damaged=damaged)

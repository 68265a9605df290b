"""The values that travel down the straight line: file -> Source -> Understood -> Prepared -> Outcome.

Plain frozen dataclasses, so that they cross process borders and can be compared in tests.
"""

from ingest.values.meaning import Evidence, Field, PassageText, Segment, Understood
from ingest.values.result import CprFinding, FileState, Outcome, Prepared, Streams
from ingest.values.source import Layer, LayerKind, Member, Repair, Source, SourcePage

__all__ = [
    "CprFinding",
    "Evidence",
    "Field",
    "FileState",
    "Layer",
    "LayerKind",
    "Member",
    "Outcome",
    "PassageText",
    "Prepared",
    "Repair",
    "Segment",
    "Source",
    "SourcePage",
    "Streams",
    "Understood",
]

"""The parts of Whoosh 2.7.4 that the adapter stands on, and nothing else of it.

Whoosh gives segments with a commit point, deletions, per-passage columns, an ordered dictionary of tokens on disk and
one file a segment. Its analysis, posting blocks, merging, matching and scoring are not used (docs/adr/0003-index.md).
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its source compares with `is`; Python says so each time it compiles it
    from whoosh.codec.base import FieldWriter
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.columns import FixedBytesColumn, VarBytesColumn
    from whoosh.fields import COLUMN, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter
    from whoosh.index import TOC, FileIndex
    from whoosh.index import IndexError as WhooshIndexError
    from whoosh.writing import SegmentWriter

__all__ = [
    "COLUMN",
    "TOC",
    "FieldType",
    "FieldWriter",
    "FileIndex",
    "FileStorage",
    "FixedBytesColumn",
    "OrderedHashReader",
    "OrderedHashWriter",
    "Schema",
    "SegmentWriter",
    "VarBytesColumn",
    "W3Codec",
    "WhooshIndexError",
]

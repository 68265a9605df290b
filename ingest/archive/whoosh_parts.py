"""The parts of Whoosh 2.7.4 that the adapter stands on, and nothing else of it.

Whoosh gives segments in one file each, a commit point that survived every kill, deletions and per-passage columns. Its
analysis, postings, merging, matching and scoring are not used (docs/adr/0009-index-of-rows.md).
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its source compares with `is`; Python says so each time it compiles it
    from whoosh.codec.base import FieldWriter
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.columns import FixedBytesColumn, VarBytesColumn
    from whoosh.fields import COLUMN, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile
    from whoosh.index import TOC, FileIndex
    from whoosh.index import IndexError as WhooshIndexError
    from whoosh.writing import SegmentWriter

__all__ = [
    "COLUMN",
    "TOC",
    "BufferFile",
    "FieldWriter",
    "FileIndex",
    "FileStorage",
    "FixedBytesColumn",
    "Schema",
    "SegmentWriter",
    "VarBytesColumn",
    "W3Codec",
    "WhooshIndexError",
]

"""Open the pipeline's workshop for an instance: the sandbox with its limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.danish import lexicon
from ingest.pipeline import Workshop
from ingest.readers import Limits
from ingest.sandbox import Sandbox
from portal.instance import Instance


@contextmanager
def workshop(instance: Instance) -> Iterator[Workshop]:
    """Give what the pipeline works with; its reading processes end with the block.

    Raises:
        ingest.danish.LexiconMissing: Without it every file would fail, one by one.
    """
    lexicon.load()
    settings = instance.settings
    workers = settings.workers or os.cpu_count() or 1
    limits = Limits(max_bytes=settings.max_file_mb << 20, max_pages=settings.max_pages)
    with Sandbox(workers, settings.memory_mb) as sandbox:
        yield Workshop(
            files=instance.files,
            database=instance.database,
            generations=instance.generations,
            sandbox=sandbox,
            limits=limits,
            workers=workers,
            file_seconds=settings.file_seconds,
            page_seconds=settings.page_seconds,
        )

"""Send the scanned pages of one source through OCR, page by page: a page that fails costs only itself."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from ingest import readers
from ingest.errors import IngestError, NoOcr
from ingest.prepare import scan_page
from ingest.sandbox import Running, Sandbox
from ingest.values import Layer, Source

# Times a task's seconds on the clock. With a load of 12 on two cores four good scans of 125 files were given up after
# 60 s of which they had run under 5.
PATIENCE = 5


def scan(sandbox: Sandbox, path: Path, source: Source, seconds: float, workers: int) -> dict[int, Layer | str]:
    """Give, for each page number that wants OCR, its new layer or the cause code of what went wrong.

    At most two pages a worker wait at the same time, so that one long scan does not fill the queue before other files.
    """
    wanted = [page.number for page in source.pages if page.wants_ocr]
    if not readers.ocr_ready():
        return dict.fromkeys(wanted, NoOcr.code)
    found: dict[int, Layer | str] = {}
    running: deque[tuple[int, Running[Layer]]] = deque()
    for number in wanted:
        given = (scan_page, path, source.media_type, number)
        running.append((number, sandbox.submit(*given, seconds=seconds, patience=PATIENCE)))
        if len(running) > 2 * workers:
            _collect(running, found)
    while running:
        _collect(running, found)
    return found


def _collect(running: deque[tuple[int, Running[Layer]]], found: dict[int, Layer | str]) -> None:
    number, future = running.popleft()
    try:
        found[number] = future.result()
    except IngestError as error:
        found[number] = error.code

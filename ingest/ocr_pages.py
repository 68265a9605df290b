"""Send the scanned pages of one source through OCR, page by page: a page that fails costs only itself."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from ingest import readers
from ingest.errors import IngestError, NoOcr
from ingest.prepare import scan_page
from ingest.sandbox import Running, Sandbox
from ingest.values import Layer, Source


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
        running.append((number, sandbox.submit(scan_page, path, source.media_type, number, seconds=seconds)))
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

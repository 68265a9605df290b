"""Pictures of pages, drawn when somebody looks, in the sandbox, and kept."""

from __future__ import annotations

import atexit
import shutil
import threading
from pathlib import Path
from typing import cast

from flask import current_app
from werkzeug.exceptions import NotFound, ServiceUnavailable

from ingest.archive.model import Document
from ingest.errors import IngestError
from ingest.readers import draw_page
from ingest.sandbox import Sandbox
from portal.context import instance
from portal.instance import Instance

WIDTHS = {"": 1000, "stor": 2000}  # pixels: beside the text, and on its own
_WAITING = 6  # threads that may wait for a picture; the others are for reading


def can_be_drawn(media_type: str | None) -> bool:
    """Tell whether pages of that type have a picture."""
    return media_type == "application/pdf" or (media_type or "").startswith("image/")


class Studio:
    """One drawing process, started at the first picture."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.places = threading.BoundedSemaphore(_WAITING)
        self.lock = threading.Lock()
        self.sandbox: Sandbox | None = None

    def draw(self, document: Document, number: int, width: int) -> Path:
        """Give the picture of a page (1-based), drawing it the first time.

        Raises:
            NotFound: The page cannot be drawn.
            ServiceUnavailable: Too many wait already.
        """
        kept = self.instance.files.image(document.sha256, number, width)
        if kept.exists():
            return kept
        if not self.places.acquire(timeout=2):
            raise ServiceUnavailable
        try:
            self._draw_new(document, number, width, kept)
        finally:
            self.places.release()
        return kept

    def _draw_new(self, document: Document, number: int, width: int, kept: Path) -> None:
        files = self.instance.files
        folder = files.working_folder()
        try:
            draft = folder / "page.png"
            original = files.original(document.sha256)
            drawn = self._process().submit(
                draw_page, original, number, width, draft, seconds=self.instance.settings.page_seconds
            )
            drawn.result()
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.replace(kept)
        except IngestError as error:
            raise NotFound from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _process(self) -> Sandbox:
        with self.lock:
            if self.sandbox is None:
                self.sandbox = Sandbox(1, self.instance.settings.memory_mb)
                self.sandbox.__enter__()
                atexit.register(self.close)
            return self.sandbox

    def close(self) -> None:
        """End the drawing process."""
        with self.lock:
            if self.sandbox is not None:
                self.sandbox.__exit__(None, None, None)
                self.sandbox = None


def studio() -> Studio:
    """Give the application's studio."""
    return cast(Studio, current_app.extensions.setdefault("studio", Studio(instance())))

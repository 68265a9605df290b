"""Run a step in a reading process with the language of its archive: own words and table, as they are on disk then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

from ingest.danish import local
from ingest.values import Prepared

T = TypeVar("T")


def in_language(folder: Path, step: Callable[..., T], *given: Any) -> T:
    """Give what a step gives; what it prepared says with which language.

    Raises:
        LexiconMissing, ConfusionsBroken: The archive's own files are broken.
    """
    language = local.use(folder)
    read = step(*given)
    return cast(T, replace(read, language=language.digest)) if isinstance(read, Prepared) else read

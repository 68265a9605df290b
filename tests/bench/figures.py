"""One measured figure, and how a table of them is printed. Speed lives here, never in an assertion."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, on what, with what result.

    Attributes:
        what: In words, as the issue says it.
        input: Sizes of the input.
        value: Measured.
        unit: Of value.
        wanted: The bound, as text ("at least 25").
        met: Whether the bound was met.
        digest: Of the results, so that a faster wrong answer shows.
    """

    what: str
    input: str
    value: float
    unit: str
    wanted: str
    met: bool
    digest: str = ""


def digest_of(results: Iterable[object]) -> str:
    """Give the first ten hex digits of the results' sha256."""
    found = hashlib.sha256()
    for result in results:
        found.update(repr(result).encode())
    return found.hexdigest()[:10]


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below which that share (0..1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine() -> str:
    """Name the machine in one line."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    return f"{os.cpu_count()} x {model}, Python {platform.python_version()}, {date.today().isoformat()}"


def table(figures: Iterable[Figure]) -> str:
    """Give the figures as a Markdown table, as docs/figures.md keeps it."""
    rows = ["| what | input | measured | wanted | met | digest |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {f.what} | {f.input} | {f.value:,.2f} {f.unit} | {f.wanted} | {'yes' if f.met else '**no**'} | {f.digest} |"
        for f in figures
    ]
    return "\n".join(rows)

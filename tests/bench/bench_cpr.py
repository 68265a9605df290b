"""Civil registration numbers: how many are found, how often something else alarms, and what it costs."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from ingest.cpr import Certainty, find
from tests.bench.figures import Figure, digest_of
from tests.cpr_numbers import SHAPES, planted, surest
from tests.municipal_pages import pages

# Not the seeds that the rules were made with, nor those of the tests.
RECALL_SEED, PAGES_SEED = 31337, 65537
NUMBERS, PAGES = 5000, 5000


def measure(scratch: Path) -> list[Figure]:
    """Give recall, false alarms per 100 pages, and the cost of a page and of one long line."""
    return [*_recall(), *_alarms(), _long_line()]


def _recall() -> list[Figure]:
    texts = list(planted(RECALL_SEED, NUMBERS))
    found = [surest([f for f in find(t.text) if f.start < t.end and f.end > t.start]) for t in texts]
    counted = Counter(found)
    by_certainty = ", ".join(f"{counted[name]} {name}" for name in ("high", "medium", "low", "none"))
    given = f"{NUMBERS} numbers in Danish text, {len(SHAPES)} shapes"
    told, sure = NUMBERS - counted["none"], counted["high"] + counted["medium"]
    return [
        _share("CPR: numbers found", given, told, found),
        _share("CPR: high or medium", by_certainty, sure, found),
    ]


def _share(what: str, given: str, part: int, found: list[str]) -> Figure:
    share = 100 * part / NUMBERS
    return Figure(what, given, share, "%", "at least 99.5", share >= 99.5, digest_of(found))


def _alarms() -> list[Figure]:
    texts = list(pages(PAGES_SEED, PAGES))
    started = time.process_time()
    found = [find(text) for text in texts]
    spent = time.process_time() - started
    every = [finding for page in found for finding in page]
    alarms = [finding for finding in every if finding.certainty.reaches(Certainty.MEDIUM)]
    per_hundred = 100 * len(alarms) / PAGES
    size = f"{PAGES} pages of {sum(map(len, texts)) // PAGES} characters full of look-alikes"
    digest = digest_of((f.start, f.end, f.certainty) for f in every)
    return [
        Figure(
            "CPR: false alarms (high and medium) per 100 pages",
            f"{size}; low beside them: {100 * (len(every) - len(alarms)) / PAGES:.0f}",
            per_hundred,
            "alarms",
            "at most 0.5",
            per_hundred <= 0.5,
            digest,
        ),
        Figure("CPR: cost of a page", size, 1e6 * spent / PAGES, "µs", "at most 5,000", spent / PAGES <= 0.005, digest),
    ]


def _long_line() -> Figure:
    text = " ".join(pages(PAGES_SEED + 1, 1600)).replace("\n", " ")[:4_000_000]
    started = time.process_time()
    found = find(text)
    spent = time.process_time() - started
    bound = spent / 4 <= 5
    return Figure("CPR: 4 MB in one line, per MB", "4 MB", spent / 4, "s", "at most 5", bound, digest_of(found))

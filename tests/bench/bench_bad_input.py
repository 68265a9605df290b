"""Bad input: what text that nobody wrote costs, each kind in a process of its own so that its memory can be told.

The limits themselves are tested in `tests/test_bad_input.py`; here is how long they take.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from ingest.archive.excerpt import excerpt
from ingest.archive.query_parser import parse
from ingest.danish import damaged_texts, normalise, repaired_words, streams
from ingest.danish.suggest import closest, damaged_forms
from ingest.danish.synonyms import SynonymTable
from tests.bench.figures import Figure, digest_of

_MB = 1_000_000
_SECONDS, _MEMORY = 60.0, 1500.0  # of one kind; the sandbox allows 120 s and 2 GB a file


def hostile_words(size: int, seed: int = 3) -> str:
    """Give distinct words that a damaged page might hold and no list knows: the dearest there are to repair."""
    dice = random.Random(seed)
    made, length = [], 0
    while length < size:
        word = "".join(
            dice.choice(("ae", "o", "g", "a", "e", "n", "r", "s", "d", "ee", "z", "t", "l")) for _ in range(12)
        )
        made.append(word)
        length += len(word) + 1
    return "og at der det til af som for " * 40 + " ".join(made)


#: Kinds of text, by name; each is of a size that a file of some MB may hold.
TEXTS: dict[str, Callable[[], str]] = {
    "control characters": lambda: "".join(map(chr, range(32))) * (5 * _MB // 32),
    "bidirectional tricks": lambda: "\u202eevets\u202c møde \u2066skole\u2069 " * (5 * _MB // 22),
    "zero width in every word": lambda: "b\u200bø\u200cr\u200dn\ufeff " * (5 * _MB // 9),
    "combining marks, piled": lambda: "a" + "\u0301" * (5 * _MB),
    "combining marks, mixed": lambda: "e\u0323\u0301\u0302\u0303 " * (5 * _MB // 6),
    "20 MB in one line": lambda: "mødet om skolen og børnene " * (20 * _MB // 27),
    "20 MB, one word": lambda: "a" * (20 * _MB),
    "a word a million times": lambda: "ressourceteammødet " * _MB,
    "numbers, endless": lambda: "00.01.10-G01-" * (5 * _MB // 13),
    "spoilt numbers, endless": lambda: "lO.Ol.lO-GOl-" * (5 * _MB // 13),
    "hyphens, endless": lambda: "a-" * (5 * _MB // 2),
    "distinct words, 5 MB": lambda: " ".join(f"ord{n:x}skole" for n in range(5 * _MB // 13)),
    "damaged, 3 MB of hostile words": lambda: hostile_words(3 * _MB),
}


def work(name: str, how: str) -> tuple[float, float, str]:
    """Do one thing with one text; give seconds, MB and a digest of what came out."""
    text = TEXTS[name]()
    started = time.perf_counter()
    clean = normalise(text)
    if how == "streams":
        (damaged,) = damaged_texts([clean])
        made = streams(clean, damaged=damaged)
        out: list[object] = [damaged, len(made.all), len(made.text), repaired_words(clean) if damaged else 0]
    elif how == "marks":
        tree = parse('møde "skolen og børnene" læringscent* 00.01.10', SynonymTable()).tree
        shown, marks = excerpt(clean, tree, damaged=True)
        out = [len(shown), len(marks)]
    else:
        word = clean[:1000]
        out = [closest(word, [("møde", 4)]), len(damaged_forms(word)), len(str(parse(word, SynonymTable()).tree))]
    seconds = time.perf_counter() - started
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, digest_of(out)


def measure(_: Path) -> list[Figure]:
    """Give seconds and MB of each kind of text through streams and marks."""
    found: list[Figure] = []
    for name in TEXTS:
        for how in ("streams", "marks", "query"):
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                seconds, memory, digest = pool.submit(work, name, how).result()
            met = seconds <= _SECONDS and memory <= _MEMORY
            what = {"streams": "streams", "marks": "excerpt and marks", "query": "as a query"}[how]
            wanted = f"at most {_SECONDS:.0f} s, {_MEMORY:.0f} MB"
            found.append(Figure(f"{name}: {what}", f"{memory:,.0f} MB", seconds, "s", wanted, met, digest))
    return found

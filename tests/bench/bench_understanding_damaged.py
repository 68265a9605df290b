"""How well papers are understood whose letters æ, ø and å were lost: our labelled texts, clean and as `eng` reads them.

`python -m tests.bench.bench_understanding_damaged` prints every fault too.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest import choice
from ingest.danish.repaired import repaired, repairs_in
from ingest.readers.limits import Limits
from ingest.readers.text import text_pages
from ingest.understand import understand
from ingest.understand.item_list import Item, items_of
from ingest.values import Source, Understood
from tests.bench.figures import Figure
from tests.bench.misread_texts import misread, readings, spaced
from tests.bench.understand_score import FIELDS

FILES = Path(__file__).parent.parent / "files"
SEEDS = (1, 2)
SHARES = (0.0, 1.0, 0.5)  # of æ, ø and å that are lost
_WORDS = 300  # of a page


@dataclass
class Found:
    """Counts, faults as (file, what, wanted, given), and what it cost."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str, object, object]] = field(default_factory=list)
    seconds: float = 0.0
    words: int = 0

    def add(self, file: str, what: str, wanted: object, given: object, right: bool) -> None:
        """Count one value."""
        self.counts[f"{what} {'right' if right else 'missing' if not given else 'wrong'}"] += 1
        if not right:
            self.faults.append((file, what, wanted, given))

    def shares(self, what: str) -> tuple[int, int, int]:
        """Give how many are right, wrong and missing."""
        return self.counts[f"{what} right"], self.counts[f"{what} wrong"], self.counts[f"{what} missing"]


def folders() -> list[Path]:
    """Give the folders of labelled texts, or those named on the command line."""
    named = [FILES / name for name in sys.argv[1:] if (FILES / name).is_dir()]
    return named or sorted(path.parent for path in FILES.glob("understand*/documents.jsonl"))


def found(seed: int, lost: float) -> Found:
    """Read every text so damaged; HTML is left out, nobody scans it."""
    result = Found()
    for folder in folders():
        for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            path = folder / "documents" / label["file"]
            if path.suffix == ".txt":
                _judge(result, f"{folder.name}/{label['file']}", label, path.read_text(encoding="utf-8"), seed, lost)
    return result


def _judge(result: Found, file: str, label: dict[str, Any], text: str, seed: int, lost: float) -> None:
    text = misread(text, seed, lost) if lost else text
    source = choice.judged(Source("text/plain", text_pages(text, Limits())))
    started = time.process_time()
    read = understand(source, "document.txt")
    result.seconds += time.process_time() - started
    result.words += text.count(" ")
    result.add(file, "kind", label["doc_type"], read.kind, read.kind == label["doc_type"])
    for name, ours in FIELDS.items():
        wanted = label.get(name)
        given = next((f.value for f in read.fields if f.name == ours and f.passage is None), None)
        if name in label and (wanted or given):
            result.add(file, name, wanted, given, bool(wanted and given and is_same(wanted, given)))
    _items(result, file, label["items"], items_of(read))
    shown = _shown(read)
    for title in [entry["title"] for entry in label.get("toc_closed") or []] + label.get("closed_words", []):
        result.add(file, "closed words", title, "open", readings(spaced(title)).search(shown) is None)


def is_same(wanted: str, given: str) -> bool:
    """Say whether a value is what was printed, as it was read or as it was repaired."""
    pattern, given = readings(spaced(wanted)), spaced(given)
    return pattern.fullmatch(given) is not None or pattern.fullmatch(repaired(given, repairs_in(given))) is not None


def _begins(wanted: str, given: str) -> bool:
    return readings(spaced(wanted)).match(spaced(given)) is not None


def _items(result: Found, file: str, wanted: list[dict[str, Any]], given: tuple[Item, ...]) -> None:
    left = list(given)
    for label in wanted:
        item = next((item for item in left if _is_item(label, item)), None)
        result.add(file, "heading", label["title"], item and item.title, item is not None)
        if item is None:
            result.add(file, "item closed" if label["closed"] else "item open", label["title"], None, False)
            continue
        left.remove(item)
        if label["case_number"]:
            right = bool(item.case_number) and is_same(label["case_number"], item.case_number or "")
            result.add(file, "item case", label["case_number"], item.case_number, right)
        sentence, decision = label["decision_first_sentence"], item.decision or ""
        if sentence or decision:
            result.add(file, "item decision", sentence, decision, bool(sentence) and _begins(sentence, decision))
        what = "item closed" if label["closed"] else "item open"
        result.add(file, what, label["title"], "closed" if item.closed else "open", item.closed == label["closed"])
    for item in left:
        result.add(file, "heading", None, item.title or item.number or "?", False)


def _is_item(label: dict[str, Any], item: Item) -> bool:
    if label["number"] and item.number:
        return bool(label["number"] == item.number)
    return _begins(label["title"][:20], item.title or "")


def _shown(read: Understood) -> str:
    """Give all that a reader without a grant sees."""
    shown = "\n".join(f"{p.heading}\n{p.text}" for p in read.passages if not p.closed)
    values = (f for f in read.fields if f.passage is None or not read.passages[f.passage].closed)
    return spaced(shown + "\n".join(f"{field.value}\n{field.evidence.text}" for field in values))


def _everything(lost: float) -> Found:
    """Add up the seeds."""
    result = Found()
    for seed in SEEDS if lost else SEEDS[:1]:
        one = found(seed, lost)
        result.counts += one.counts
        result.faults += one.faults
        result.seconds += one.seconds
        result.words += one.words
    return result


def measure(scratch: Path) -> list[Figure]:
    """Give the share of each field that is right, and what a page costs."""
    del scratch
    return list(_figures())


def _figures() -> Iterator[Figure]:
    for lost in SHARES:
        result = _everything(lost)
        name = f"{lost:.0%} of æ, ø, å lost"
        for what in dict.fromkeys(key.rsplit(" ", 1)[0] for key in sorted(result.counts)):
            right, wrong, missing = result.shares(what)
            told = f"{what}: {right} right, {wrong} wrong, {missing} missing"
            share = 100 * right / (right + wrong + missing)
            met = what != "closed words" or wrong == 0
            yield Figure(told, name, share, "%", "", met)
        cost = 1000 * result.seconds * _WORDS / result.words
        told = f"understanding {_WORDS} words of short papers, the first reading with what it loads"
        yield Figure(told, name, cost, "ms", "", True)


if __name__ == "__main__":
    for share in SHARES:
        every = _everything(share)
        print(f"\n== {share:.0%} lost", f"{1000 * every.seconds * _WORDS / every.words:.1f} ms a page")
        for key in dict.fromkeys(key.rsplit(" ", 1)[0] for key in sorted(every.counts)):
            print(f"{key:18}", *every.shares(key))
        for fault in every.faults:
            print(*fault, sep=" | ")

"""How well labelled documents are understood: `python -m tests.bench.understand_score FOLDER`.

FOLDER holds `documents.jsonl` and the folder `documents`. A value is `right` when it is the label's, `wrong` when it is
another or the label says that the text gives none, `missing` when the label gives one and we none. A label that is not
there is not judged. Our own documents are in `tests/files/understand`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.readers.html import read_html
from ingest.readers.limits import Limits
from ingest.readers.text import text_pages
from ingest.understand import understand
from ingest.understand.item_list import Item, items_of
from ingest.values import Source, Understood

# Label in documents.jsonl -> field of ours.
FIELDS = {
    "committee": "committee",
    "meeting_date": "meeting_date",
    "place": "place",
    "case_number": "case_number",
    "kle_number": "kle_subject",
    "case_worker": "case_officer",
    "hearing_deadline": "hearing_deadline",
    "hearing_start": "hearing_start",
    "municipality": "municipality",
    "publisher": "publisher",
    "title": "title",
}


@dataclass
class Score:
    """Counts, and what was not right: (file, what, wanted, given)."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str, object, object]] = field(default_factory=list)

    def add(self, file: str, what: str, wanted: object, given: object, *, right: bool) -> None:
        """Count one value."""
        outcome = "right" if right else "missing" if given in (None, "") else "wrong"
        self.counts[f"{what} {outcome}"] += 1
        if not right:
            self.faults.append((file, what, wanted, given))

    def precision(self, what: str) -> float:
        """Give the share that is right of those given."""
        given = self.counts[f"{what} right"] + self.counts[f"{what} wrong"]
        return self.counts[f"{what} right"] / given if given else 1.0

    def recall(self, what: str) -> float:
        """Give the share that is right of what the labels give."""
        wanted = self.counts[f"{what} right"] + self.counts[f"{what} missing"] + self.counts[f"{what} replaced"]
        return self.counts[f"{what} right"] / wanted if wanted else 1.0


def read_sample(path: Path) -> Understood:
    """Understand a file of the sample; its name tells nothing but which kind of file it is."""
    if path.suffix == ".html":
        return understand(read_html(path, Limits()), "document.html")
    pages = text_pages(path.read_text(encoding="utf-8"), Limits())
    return understand(Source("text/plain", pages), "document.txt")


def score(folder: Path) -> Score:
    """Score all documents of a folder."""
    result = Score()
    for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        read = read_sample(folder / "documents" / label["file"])
        file = label["file"]
        result.add(file, "kind", label["doc_type"], read.kind, right=read.kind == label["doc_type"])
        quality = read.language_quality
        result.add(file, "quality", label["language_quality"], quality, right=quality == label["language_quality"])
        for name, ours in FIELDS.items():
            given = [f.value for f in read.fields if f.name == ours and f.passage is None]
            if name in label:
                _value(result, file, name, label[name], given)
        _items(result, file, label["items"], items_of(read))
        _closed(result, label, read)
    return result


def _value(result: Score, file: str, name: str, wanted: str | None, given: list[str]) -> None:
    right = _plain(wanted) in [_plain(value) for value in given] if wanted else not given
    if wanted is None and not given:
        return
    result.add(file, name, wanted, given[0] if given else None, right=right)
    if wanted and given and not right:
        result.counts[f"{name} replaced"] += 1


def _items(result: Score, file: str, wanted: list[dict[str, Any]], given: tuple[Item, ...]) -> None:
    """Judge headings (found or not), and of those found the title, the case number, the decision and closedness."""
    left = list(given)
    for label in wanted:
        item = next((item for item in left if _is_same(label, item)), None)
        result.add(file, "heading", label["title"], item and item.title, right=item is not None)
        if item is None:
            continue
        left.remove(item)
        right = label["number"] == item.number and _plain(label["title"]) == _plain(item.title)
        result.add(file, "item title", label["title"], item.title or item.number, right=right)
        if label["case_number"] or item.case_number:
            right = label["case_number"] == item.case_number
            result.add(file, "item case", label["case_number"], item.case_number, right=right)
        sentence, decision = label["decision_first_sentence"], item.decision or ""
        right = _plain(decision).startswith(_plain(sentence)) if sentence else not decision
        result.add(file, "item decision", sentence, decision, right=right)
        result.add(file, "item closed", label["closed"], item.closed, right=label["closed"] == item.closed)
    for item in left:
        result.add(file, "heading", None, item.title or item.number or "?", right=False)


def _is_same(label: dict[str, Any], item: Item) -> bool:
    """A heading is found when its number is, or the same title without one."""
    if label["number"] and item.number:
        return bool(label["number"] == item.number)
    return _plain(label["title"])[:20] == _plain(item.title)[:20]


def _closed(result: Score, label: dict[str, Any], read: Understood) -> None:
    """What is closed must not be readable in an open passage, nor in a value that is shown with one."""
    shown = "\n".join(f"{p.heading}\n{p.text}" for p in read.passages if not p.closed)
    values = (f for f in read.fields if f.passage is None or not read.passages[f.passage].closed)
    shown += "\n".join(f"{field.value}\n{field.evidence.text}" for field in values)
    words = [entry["title"] for entry in label.get("toc_closed") or []] + label.get("closed_words", [])
    for title in words:
        result.add(label["file"], "closed entry", title, "open", right=title not in shown)


def _plain(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", text or "").strip().casefold()


def main() -> None:
    """Print the score and every fault."""
    result = score(Path(sys.argv[1]))
    for what in dict.fromkeys(key.rsplit(" ", 1)[0] for key in sorted(result.counts)):
        line = (
            f"{what:18} right of given {result.precision(what):.2f}   of what the text says {result.recall(what):.2f}"
        )
        print(line, {k: v for k, v in result.counts.items() if k.rsplit(" ", 1)[0] == what})
    for fault in result.faults:
        print(*fault, sep=" | ")


if __name__ == "__main__":
    main()

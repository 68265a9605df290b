"""Very long papers from file to browser: minutes of 3,000 items on 1,000 pages of PDF, and the same as one text."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from ingest.archive.store import Place
from ingest.pipeline import Given, ingest_one
from ingest.prepare import prepare, read_and_prepare
from ingest.readers import Limits
from ingest.understand import understand
from ingest.understand.item_list import items_of
from ingest.values import Outcome, Prepared
from portal import create_app
from portal.demo.bulk import pages as bulk_pages
from portal.instance import Instance
from portal.model import Role
from portal.workshop import workshop
from tests.bench.figures import Figure, digest_of
from tests.fixtures_web import Visitor
from tests.pdf_makers import typeset
from tests.sample_web import users

ITEMS, A_PAGE = 3000, 3
PAGES = ITEMS // A_PAGE
_MS = 15.0  # a page, for understanding
_BYTES = 400_000  # of one page in the browser
_ANSWER = 1.0  # seconds


def measure(scratch: Path) -> list[Figure]:
    """Give what each costs: understanding, the whole way, and the pages in the browser."""
    instance = Instance.open(scratch / "instance")
    users(instance)
    text = scratch / "referat.txt"
    text.write_text("Referat\nByrådet\nMødedato: 3. maj 2016\n\n" + "\n\n".join(_items()), encoding="utf-8")
    paper = typeset(scratch / "referat.pdf", _typst())
    papers = [(f"PDF, {PAGES} pages, {ITEMS} items", paper, PAGES), (f"one text, {ITEMS} items", text, PAGES)]
    found: list[Figure] = []
    with workshop(instance) as shop:
        for name, path, pages in papers:
            found.append(_understanding(name, path, pages, scratch))
            started = time.perf_counter()
            outcome = ingest_one(shop, Given(path, Place(path.name)))
            seconds = time.perf_counter() - started
            bound = instance.settings.file_seconds * min(1 + (path.stat().st_size >> 20), 4)
            told = f"whole way: {outcome.state.value}, {outcome.passages} passages"
            met = outcome.state == "indexed" and seconds < bound
            found.append(Figure(told, name, seconds, "s", f"under {bound:.0f}", met))
            instance.generations.drain(wait=True)
            found += _browser(instance, name, outcome)
    return found


def _understanding(name: str, path: Path, pages: int, scratch: Path) -> Figure:
    source = _prepared(path, scratch).source
    started = time.process_time()
    known = understand(source, path.name)
    cost = 1000 * (time.process_time() - started) / pages
    items = items_of(known)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    digest = digest_of([len(items), items[0].title, items[-1].decision, {one.decision_type for one in items}])
    told = f"understanding a page ({len(items)} items found; {most} MB at most so far)"
    return Figure(told, name, cost, "ms", f"at most {_MS:.0f}", cost <= _MS and len(items) == ITEMS, digest)


def _prepared(path: Path, scratch: Path) -> Prepared:
    read = read_and_prepare(path, path.name, scratch, Limits())
    return read if isinstance(read, Prepared) else prepare(read, path.name, {})


def _browser(instance: Instance, name: str, outcome: Outcome) -> Iterator[Figure]:
    reader = Visitor(create_app(instance)).enter(Role.READER)
    document = f"/dokument/{outcome.document_id}"
    for what, address in (
        ("the document", document),
        ("its middle", f"{document}/side/{max(1, outcome.pages // 2)}"),
        ("its list of items, page 40", f"{document}?indhold=40"),
        ("a hit in it", f"{document}?q=havnebad"),
        ("a search", "/soeg?q=havnebad"),
    ):
        reader.get(address)  # once to warm up
        started = time.perf_counter()
        answer = reader.get(address)
        seconds, size = time.perf_counter() - started, len(answer.data)
        met = answer.status_code == 200 and seconds <= _ANSWER and size <= _BYTES
        told = f"{what}: {size / 1000:,.0f} kB"
        yield Figure(told, name, seconds, "s", f"at most {_ANSWER:.0f}; {_BYTES // 1000} kB", met)


def _items() -> Iterator[str]:
    """Make minutes: a heading with its number, a presentation of some hundred words, a decision."""
    ends = ("Godkendt.", "Udsat til næste møde.", "Taget til efterretning.", "Afvist.")
    for number, words in enumerate(bulk_pages(ITEMS, words=100, seed=3), 1):
        text = " ".join(words.split()).split(". ", 1)[1]  # without the number it begins with: the item has one
        head, decision = f"{number}. Plan for havnebad nummer {number}", ends[number % 4]
        yield f"{head}\n\nSagsfremstilling\n\n{text}\n\nBeslutning\n\n{decision}"


def _typst() -> str:
    """Write the same as pages of PDF, three items on each."""
    every = list(_items())
    head = "Referat\n\nByrådet\n\nMødedato: 3. maj 2016\n\n"
    pages = ["\n\n".join(every[start : start + A_PAGE]) for start in range(0, ITEMS, A_PAGE)]
    strings = ",".join(json.dumps(page, ensure_ascii=False) for page in (head + pages[0], *pages[1:]))
    each = '{ for one in page.split("\\n\\n") { par(one) }; pagebreak(weak: true) }'
    return f'#set page(paper: "a4", margin: 1.5cm)\n#set text(size: 9pt)\n#for page in ({strings}) {each}\n'

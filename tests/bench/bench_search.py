"""Searching 10,000 passages through the whole web application: mixed and hostile queries, memory, while ingesting.

The application runs in a process of its own, as it does in use, so that its memory is its own too.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from ingest import danish
from ingest.archive import store
from ingest.archive.store import Place
from ingest.values import (
    Evidence,
    Field,
    Layer,
    LayerKind,
    PassageText,
    Prepared,
    Segment,
    Source,
    SourcePage,
    Understood,
)
from portal.demo import bulk
from portal.instance import Instance
from tests.bench.figures import Figure, digest_of, percentile
from tests.bench.search_queries import HOSTILE, mixed

PASSAGES, QUERIES, MORE_PAGES = 10_000, 200, 1500
_TOTAL = re.compile(r"([\d.]+) fund i ([\d.]+) dokument")


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visitor saw: milliseconds of each request, what was found, and the process's memory then, in MB."""

    ms: list[float]
    found: list[str]
    memory: float
    failed: int


def measure(scratch: Path) -> list[Figure]:
    """Give the figures of issue 2 that are about searching."""
    passages = list(bulk.bulk_passages(PASSAGES))
    instance = Instance.open(scratch / "instance")
    started = time.perf_counter()
    fill(instance, passages)
    analysed = time.perf_counter() - started
    started = time.perf_counter()
    instance.generations.rebuild()
    written = PASSAGES / (time.perf_counter() - started)
    queries = mixed(passages, QUERIES)
    size = f"{PASSAGES} passages"
    figures = [Figure("passages written to the index", size, written, "passages/s", "at least 100", written >= 100)]
    print(f"filled in {analysed:.0f} s", flush=True)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as web:
        visit(web, instance, queries[:20])  # templates compiled, files touched once
        idle = visit(web, instance, queries)
        hostile = visit(web, instance, [urlencode({"q": query}) for query in HOSTILE.values()])
        figures += _idle(idle, size) + _hostile(idle, hostile, size)
        figures += _busy(web, instance, queries, idle, scratch)
    return figures


def visit(web: ProcessPoolExecutor, instance: Instance, queries: Sequence[str]) -> Visit:
    """Let a visitor ask these, one after the other."""
    return web.submit(_visit, str(instance.files.root), list(queries)).result()


def _idle(idle: Visit, size: str) -> list[Figure]:
    what = "whole search request (HTML)"
    many = f"{size}, {len(idle.ms)} mixed queries"
    middle, slow, digest = percentile(idle.ms, 0.5), percentile(idle.ms, 0.95), digest_of(idle.found)
    return [
        Figure(f"{what}, p50", many, middle, "ms", "at most 50", middle <= 50 and not idle.failed, digest),
        Figure(f"{what}, p95", many, slow, "ms", "at most 150", slow <= 150 and not idle.failed, digest),
        Figure("web process", many, idle.memory, "MB", "at most 300", idle.memory <= 300),
    ]


def _hostile(idle: Visit, hostile: Visit, size: str) -> list[Figure]:
    slowest, more = max(hostile.ms), hostile.memory - idle.memory
    many = f"{size}, {len(hostile.ms)} queries"
    met = slowest <= 1000 and not hostile.failed
    return [
        Figure("hostile queries, the slowest", many, slowest, "ms", "at most 1,000", met, digest_of(hostile.found)),
        Figure("hostile queries, memory", many, more, "MB more", "at most 50", more <= 50),
    ]


def _busy(
    web: ProcessPoolExecutor, instance: Instance, queries: Sequence[str], idle: Visit, scratch: Path
) -> list[Figure]:
    """Search while another process ingests PDFs with as many workers as there are cores."""
    pdfs = bulk.bulk_pdfs(scratch / "pdfs", pages=MORE_PAGES, seed=2)
    ms: list[float] = []
    failed = 0
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
        ingesting = other.submit(_ingest, str(instance.files.root), [str(path) for path in pdfs])
        while not ingesting.done():
            seen = visit(web, instance, queries)
            ms += seen.ms
            failed += seen.failed
        states = ingesting.result()
    times = percentile(ms, 0.95) / percentile(idle.ms, 0.95)
    many = f"{PASSAGES} passages, {MORE_PAGES} pages of PDF coming in, {len(ms)} queries, {failed} failed"
    return [
        Figure("search while ingesting, p95 against idle", many, times, "times", "under 3", times < 3 and not failed),
        Figure("ingested meanwhile", many, len(states), "files", "all indexed", set(states) == {"indexed"}),
    ]


def _visit(root: str, queries: list[str]) -> Visit:
    client = _client(root)
    ms, found, failed = [], [], 0
    for query in queries:
        started = time.perf_counter()
        answer = client.get(f"/soeg?{query}")
        page = answer.get_data(as_text=True)
        ms.append(1000 * (time.perf_counter() - started))
        failed += answer.status_code != 200
        total = _TOTAL.search(page)
        found.append(f"{query} {total[0] if total else answer.status_code}")
    return Visit(ms, found, _memory(), failed)


_CLIENTS = {}


def _client(root: str):
    """Give the visitor of the application in this process; both are made at the first call."""
    if root not in _CLIENTS:
        from portal import create_app
        from portal.model import Role, User

        instance = Instance.open(Path(root))
        with instance.database.write() as session:
            user = session.scalar(select(User).where(User.username == "bench"))
            if user is None:  # another process has asked this instance before
                user = User(username="bench", name="Bench", password_hash="", role=Role.READER.value)
                session.add(user)
                session.flush()
            kept = f"{user.id}:{user.session_version or 1}"
        client = create_app(instance).test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = kept, True
        _CLIENTS[root] = client
    return _CLIENTS[root]


def _memory() -> float:
    """Give this process's resident memory in MB: all of it, mapped files too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def _ingest(root: str, paths: list[str]) -> list[str]:
    from ingest.pipeline import Given, ingest_many
    from portal.workshop import workshop

    states: list[str] = []
    with workshop(Instance.open(Path(root))) as shop:
        given = [Given(Path(path), Place(Path(path).name)) for path in paths]
        ingest_many(shop, given, lambda outcome: states.append(outcome.state.value))
    return states


def fill(instance: Instance, passages: Sequence[bulk.Passage]) -> None:
    """Save passages through the store, as documents of one title each, 50 documents a transaction."""
    documents = [list(group) for _, group in groupby(passages, attrgetter("title"))]
    for start in range(0, len(documents), 50):
        with instance.database.write() as session:
            for n, document in enumerate(documents[start : start + 50], start):
                name = f"{n}.txt"
                content = name.encode()
                sha256 = hashlib.sha256(content).hexdigest()
                row = store.new_document(session, sha256, len(content))
                store.save_parse(session, row, _prepared(document), 0.0)
                store.sight(session, row, Place(name))


def _prepared(passages: Sequence[bulk.Passage]) -> Prepared:
    first = passages[0]
    values = {"title": first.title, "committee": first.committee, "meeting_date": first.date.isoformat()}
    fields = tuple(Field(name, value, Evidence(1, value)) for name, value in values.items())
    return Prepared(
        Source("text/plain", tuple(_pages(passages))),
        Understood(first.kind, fields, tuple(_texts(passages))),
        tuple(danish.streams(one.text, heading=one.heading, title=one.title) for one in passages),
    )


def _pages(passages: Sequence[bulk.Passage]) -> Iterator[SourcePage]:
    for number, one in enumerate(passages, 1):
        yield SourcePage(number, (Layer(LayerKind.MARKUP, one.text),), body=one.text)


def _texts(passages: Sequence[bulk.Passage]) -> Iterator[PassageText]:
    for number, one in enumerate(passages, 1):
        yield PassageText("item", one.heading, str(number), one.text, (Segment(number, 0, len(one.text)),))

"""Rank quality: queries with graded answers over the sample archive, and what each lift gains.

A lift is switched off by its weight: what matches stays, its order changes. What the language adds to be found at all
is taken away by an index without it. Half of the queries were looked at while the weights were chosen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.entries import entries_of
from ingest.archive.index import Entry, SearchIndex
from ingest.archive.model import Document, Passage
from ingest.archive.query import QueryProblem
from ingest.archive.search import SearchRequest, search
from ingest.archive.store import Place
from ingest.archive.weights import WEIGHTS
from ingest.archive.whoosh_index import WhooshIndex
from ingest.pipeline import Given, ingest_many
from ingest.streams import streams
from ingest.values import Streams
from portal import demo
from portal.instance import Instance
from portal.workshop import workshop
from tests.bench import graded
from tests.bench.figures import Figure, digest_of
from tests.bench.graded import GradedQuery

_LOOKED_AT = 2 * graded.FIRST  # a document's other parts are passed over
LIFTS = {
    "title": replace(WEIGHTS, title=0.0),
    "phrase": replace(WEIGHTS, phrase=0.0, beside=0.0),
    "exact form": replace(WEIGHTS, exact=WEIGHTS.lemma),
    "lemma": replace(WEIGHTS, lemma=0.0),
    "forms": replace(WEIGHTS, forms=0.0),
    "parts": replace(WEIGHTS, parts=0.0),
    "minutes before agendas": replace(WEIGHTS, agenda=1.0),
    "clean before badly read": replace(WEIGHTS, damaged=1.0),
}


def measure(scratch: Path) -> list[Figure]:
    """Give nDCG@10 over all queries and each half, by kind, and the gain of each lift."""
    return figures(archive(scratch), scratch)


def figures(instance: Instance, scratch: Path) -> list[Figure]:
    """Give the figures of an instance that holds the sample municipality; indexes are made in the scratch folder."""
    queries = graded.read(graded.FILE.read_text(encoding="utf-8").splitlines())
    names = numbers(instance)

    def scored(index: SearchIndex, typed: Callable[[str], str] = str) -> list[float]:
        with instance.database.read() as session:
            return [graded.ndcg(query, first(session, index, typed(query.text), names)) for query in queries]

    tuned = scored(instance.generations.index())
    measured = [_figure("nDCG@10", _of(queries), fmean(tuned), tuned)]
    measured += [
        _figure(f"nDCG@10, {name}", _of(queries[half::2]), fmean(tuned[half::2]), tuned[half::2])
        for half, name in enumerate(("looked at while tuning", "not looked at"))
    ]
    for kind in dict.fromkeys(query.kind for query in queries):
        some = [score for query, score in zip(queries, tuned, strict=True) if query.kind == kind]
        measured.append(_figure(f"nDCG@10, {kind}", f"{len(some)} queries", fmean(some), some))
    folder = index_folder(instance)
    without = {f"gain of the lift: {name}": WhooshIndex.open(folder, weights) for name, weights in LIFTS.items()}
    without |= {f"gain of finding by: {name}": index for name, index in lesser(instance, scratch).items()}
    measured += _gain("gain over words exactly as typed", queries, tuned, scored(instance.generations.index(), exactly))
    for name, index in without.items():
        measured += _gain(name, queries, tuned, scored(index))
        index.close()
    return measured


def _of(queries: Sequence[GradedQuery]) -> str:
    return f"{len(queries)} queries, {sum(len(query.targets) for query in queries)} graded answers"


def _figure(what: str, given: str, value: float, results: Sequence[float]) -> Figure:
    return Figure(what, given, 100 * value, "points", "printed", True, digest_of(round(one, 6) for one in results))


def _gain(name: str, queries: Sequence[GradedQuery], tuned: Sequence[float], without: Sequence[float]) -> list[Figure]:
    gains = [with_it - score for with_it, score in zip(tuned, without, strict=True)]
    better, worse = sum(gain > 1e-9 for gain in gains), sum(gain < -1e-9 for gain in gains)
    halves = f"halves {100 * fmean(gains[::2]):+.2f} and {100 * fmean(gains[1::2]):+.2f}"
    print(f"{name}: {100 * fmean(gains):+.2f}; {halves}; better {better}, worse {worse}", flush=True)
    for query, gain in zip(queries, gains, strict=True):
        if abs(gain) > 0.15:
            print(f"    {100 * gain:+.0f} {query.text}", file=sys.stderr)
    return [Figure(name, f"{halves}; {better} better, {worse} worse", 100 * fmean(gains), "points", "printed", True)]


def archive(scratch: Path) -> Instance:
    """Take the sample municipality into a new instance, as `portal demo` does."""
    paths = demo.build(scratch / "sample")
    instance = Instance.open(scratch / "instance")
    with workshop(instance) as shop:
        given = [Given(path, Place(str(path.relative_to(scratch / "sample")))) for path in paths]
        ingest_many(shop, given, lambda _: None)
    instance.generations.drain(wait=True)
    return instance


def numbers(instance: Instance) -> dict[int, str | None]:
    """Give the item number of each passage."""
    with instance.database.read() as session:
        return {row.id: row.number for row in session.execute(select(Passage.id, Passage.number))}


def index_folder(instance: Instance) -> Path:
    """Give where the index in use stands."""
    folder = instance.files.index
    return folder / (folder / "current").read_text(encoding="ascii").strip()


def first(session: Session, index: SearchIndex, text: str, names: Mapping[int, str | None]) -> list[graded.Place]:
    """Give the first hits of a search by somebody who may see what every reader may see."""
    try:
        found = search(session, index, SearchRequest(query=text, limit=_LOOKED_AT), frozenset())
    except QueryProblem:
        return []
    return [(hit.path, names[hit.passage_id]) for hit in found.hits]


def exactly(text: str) -> str:
    """Give a query with every word in quotes: found in that form alone."""
    return text if '"' in text else " ".join(f'"{word}"' for word in text.split())


def lesser(instance: Instance, scratch: Path) -> dict[str, WhooshIndex]:
    """Make indexes that lack something: compounds' parts, other spellings, the repair of damaged words."""
    with instance.database.read() as session:
        ids = list(session.scalars(select(Document.id).order_by(Document.id)))
        whole = entries_of(session, ids)
        printed = {
            row.id: streams(row.text, heading=row.heading, title=row.title or "")
            for row in session.execute(
                select(Passage.id, Passage.text, Passage.heading, Document.title)
                .join(Document, Document.id == Passage.document_id)
                .where(Passage.damaged)
            )
        }

    def made(name: str, change: Callable[[Entry], Streams]) -> WhooshIndex:
        index = WhooshIndex.create(scratch / name)
        index.replace([(id_, [replace(one, streams=change(one)) for one in entries]) for id_, entries in whole])
        return index

    return {
        "parts": made("parts", lambda one: _without(one.streams, "parts")),
        "forms": made("forms", lambda one: _without(one.streams, "forms")),
        "repair": made("repair", lambda one: printed.get(one.passage_id, one.streams)),
    }


def _without(of: Streams, name: str) -> Streams:
    less = replace(of, **{name: ""})
    return replace(less, all=" ".join((less.text, less.lemma, less.forms, less.parts)))

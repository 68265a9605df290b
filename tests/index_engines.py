"""The engines under the contract, and the steps its tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.archive.index import Answer, Entry, SearchIndex
from ingest.archive.query import Query
from ingest.archive.whoosh_index import WhooshIndex

# (make an empty one in a folder, open the one that is there) of each engine
ENGINES: dict[str, tuple[Callable[[Path], SearchIndex], Callable[[Path], SearchIndex]]] = {
    "whoosh": (WhooshIndex.create, WhooshIndex.open),
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def index(engine: str, tmp_path: Path) -> Iterator[SearchIndex]:
    made = ENGINES[engine][0](tmp_path / "index")
    yield made
    made.close()


def put(index: SearchIndex, *entries: Entry) -> None:
    by_document: dict[int, list[Entry]] = {}
    for one in entries:
        by_document.setdefault(one.document_id, []).append(one)
    index.replace(list(by_document.items()))


def ids(answer: Answer) -> list[int]:
    return [hit.passage_id for hit in answer.hits]


def found(index: SearchIndex, query: Query, **how: object) -> set[int]:
    answer = index.search(query, limit=1000, **how)  # type: ignore[arg-type]
    assert answer.total == len(answer.hits)
    return set(ids(answer))

"""What a search engine must do for us. Adapters live beside; the contract test in tests/ holds for any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from ingest.archive.query import Query
from ingest.values import Streams

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as the index holds it.

    Attributes:
        audience: None: open, every reader may see it. Else the token of the grant that opens it (`closed:<committee>`),
            and the entry goes to the restricted index alone.
        committee: As shown; None when the text does not say.
        day: The meeting's or document's date.
        quality: `clean` | `damaged` (hard to read).
        decision: The type of the decision that its item ended with; None when the paper does not say.
    """

    passage_id: int
    document_id: int
    streams: Streams
    kind: str
    committee: str | None = None
    day: date | None = None
    kle: str | None = None
    publisher: str | None = None
    quality: str = "clean"
    audience: str | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrowing by facet: values inside one filter are OR, filters are AND. Empty means no narrowing.

    Attributes:
        first, last: Inclusive days; a passage without a date is outside any range.
    """

    kinds: frozenset[str] = frozenset()
    committees: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    documents: frozenset[int] = frozenset()
    qualities: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matched; score only orders hits within one answer."""

    passage_id: int
    document_id: int
    score: float


class IndexDamaged(Exception):
    """The index on disk is not there, not whole or not ours. It is a cache: it is built again, and nothing is lost.

    Attributes:
        message: Danish, for the reader.
    """

    message = "Søgeindekset er ved at blive bygget op igen. Prøv igen om lidt, eller kør `portal reindex`."


Facet = dict[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index answers.

    Attributes:
        total: Passages that match query and filters: exact.
        documents: Distinct documents among them: exact.
        hits: The page asked for. Order: by score, then newest, then passage id; or by day (undated last), then
            passage id.
        facets: kind, committee, year, quality and decision -> value -> passages, under all filters: each sums to
            `total` less the passages without that value.
        choices: The same, each facet counted as if its own filter were not set: what one could choose instead.
    """

    total: int
    documents: int
    hits: tuple[Hit, ...]
    facets: dict[str, Facet] = field(default_factory=dict)
    choices: dict[str, Facet] = field(default_factory=dict)


class SearchIndex(Protocol):
    """An engine over the open and the restricted entries of one generation."""

    def search(
        self,
        query: Query,
        filters: Filters = Filters(),
        *,
        audience: frozenset[str] = frozenset(),
        sort: Sort = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> Answer:
        """Answer a query for a reader with these grants. `closed:*` opens every closed entry."""
        ...

    def replace(self, changes: Sequence[tuple[int, Sequence[Entry]]]) -> None:
        """Put, for each document id, these entries in place of all it had (none: it is gone). One commit.

        Only the holder of the index lock calls this.
        """
        ...

    def words(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give words of the open entries' `text` that begin so, with the number of passages, most frequent first."""
        ...

    def passages(self) -> Iterable[tuple[int, int, str | None]]:
        """Give (passage id, document id, audience) of every entry, for `portal check`."""
        ...

    def close(self) -> None:
        """Let go of files and memory."""
        ...

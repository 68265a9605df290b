"""What somebody asked for: read from the address, and written back to it. The address says everything."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from ingest.archive.index import Filters, Sort
from ingest.archive.search import SearchRequest
from ingest.danish import normalise
from portal import readable, words

PER_PAGE = 20
SORTS: dict[str, tuple[Sort, str]] = {
    "relevans": ("relevance", "Mest relevante"),
    "nyeste": ("newest", "Nyeste"),
    "aeldste": ("oldest", "Ældste"),
}
# Values of one filter: each is a chip, and every chip links to the search with all the others, so a page grows with the
# square of them (3,000 gave 140 MB in half a minute).
_MOST_CHOSEN = 25
_LONGEST_CHOICE = 200
_YEARS = range(1700, 2200)
_FORMS = (
    re.compile(r"(?P<y>\d{4})"),
    re.compile(r"(?P<m>\d{1,2})[-./ ](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})[-./ ]+(?P<m>\d{1,2})[-./ ]+(?P<y>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it stands in the address.

    Attributes:
        kinds, committees, decisions, qualities: Codes and names chosen; in the order given, no doubles.
        first, last: As typed: a year, a month or a day. "" is no limit.
        page: 1-based.
        synonyms: Whether known abbreviations are searched as what they stand for too.
        widen: Whether words that a scanner spoilt are looked for where nothing is found.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    sort: str = "relevans"
    page: int = 1
    synonyms: bool = True
    widen: bool = True

    @classmethod
    def read(cls, given: MultiDict[str, str]) -> Asked:
        """Read an address; what is not understood counts as not given, but for dates, which `problems` names."""
        sort, page = given.get("sort", ""), given.get("side", "")
        return cls(
            text=normalise(given.get("q", "")).strip(),
            kinds=tuple(dict.fromkeys(words.kind_of_slug(kind) for kind in _chosen(given, "type"))),
            committees=_chosen(given, "udvalg"),
            decisions=_chosen(given, "beslutning"),
            qualities=tuple(dict.fromkeys(name for name in given.getlist("laes") if name in readable.CHOICES)),
            first=given.get("fra", "").strip()[:20],
            last=given.get("til", "").strip()[:20],
            sort=sort if sort in SORTS else "relevans",
            page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
            synonyms=given.get("forkortelser") != "nej",
            widen=given.get("laesefejl") != "nej",
        )

    @property
    def anything(self) -> bool:
        """Whether there is anything to search for."""
        return bool(self.text or self.narrowed)

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        chosen = self.kinds or self.committees or self.decisions or self.qualities
        return bool(chosen or self.first or self.last)

    @property
    def problems(self) -> dict[str, str]:
        """Say in Danish what is wrong with the dates: field -> sentence. Empty when all is well."""
        found = {
            name: "Skriv et årstal eller en dato, for eksempel 2012 eller 26-09-2012."
            for name, typed in (("fra", self.first), ("til", self.last))
            if typed and day_of(typed) is None
        }
        first, last = day_of(self.first), day_of(self.last, end=True)
        if first and last and first > last:
            found["til"] = "Den sidste dato ligger før den første. Byt om på dem."
        return found

    def request(self, limit: int = PER_PAGE, offset: int | None = None) -> SearchRequest:
        """Make the search of it. Call only without `problems`."""
        filters = Filters(
            kinds=frozenset(self.kinds),
            committees=frozenset(self.committees),
            first=day_of(self.first),
            last=day_of(self.last, end=True),
            decisions=frozenset(self.decisions),
            qualities=frozenset(readable.CHOICES[name][0] for name in self.qualities),
        )
        start = (self.page - 1) * PER_PAGE if offset is None else offset
        return SearchRequest(self.text, filters, SORTS[self.sort][0], limit, start, self.synonyms, self.widen)

    def but(self, **changes: object) -> Asked:
        """Give the same search with something else; on its first page unless a page is named."""
        return replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]

    def without(self, name: str, value: str = "") -> Asked:
        """Give the same search with one filter less: the name of a tuple of it, `dates` or `all`."""
        if name == "all":
            return Asked(text=self.text, sort=self.sort, synonyms=self.synonyms, widen=self.widen)
        if name == "dates":
            return self.but(first="", last="")
        left = cast(Sequence[str], getattr(self, name))
        return self.but(**{name: tuple(one for one in left if one != value)})

    @property
    def query(self) -> str:
        """Write it as the part of an address after the question mark: only what was chosen, always alike."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [("type", words.slug(kind)) for kind in self.kinds]
        pairs += [("udvalg", name) for name in self.committees]
        pairs += [("beslutning", name) for name in self.decisions]
        pairs += [("laes", name) for name in self.qualities]
        pairs += [(name, value) for name, value in (("fra", self.first), ("til", self.last)) if value]
        pairs += [("sort", self.sort)] if self.sort != "relevans" else []
        pairs += [] if self.synonyms else [("forkortelser", "nej")]
        pairs += [] if self.widen else [("laesefejl", "nej")]
        pairs += [("side", str(self.page))] if self.page > 1 else []
        return urlencode(pairs)


def _chosen(given: MultiDict[str, str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:_LONGEST_CHOICE] for value in given.getlist(name) if value))[:_MOST_CHOSEN]


def day_of(typed: str, *, end: bool = False) -> date | None:
    """Read a year, a month or a day as people type it; its first day, or its last with `end`. None: not a date."""
    for form in _FORMS:
        if found := form.fullmatch(typed.strip()):
            part = {name: int(value) for name, value in found.groupdict().items()}
            year, month = part["y"], part.get("m", 12 if end else 1)
            if year not in _YEARS or not 1 <= month <= 12:
                return None
            length = monthrange(year, month)[1]
            number = part.get("d", length if end else 1)
            return date(year, month, number) if 1 <= number <= length else None
    return None

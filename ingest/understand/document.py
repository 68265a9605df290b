"""The order in which a document is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.understand.closed import closed_lines
from ingest.understand.closed_names import closed_by_header, closed_by_name
from ingest.understand.decisions import prose_decision, row_decision, told_decisions
from ingest.understand.facts import facts
from ingest.understand.headings import Heading
from ingest.understand.hearing import hearing_values, non_responses
from ingest.understand.identity import identity, told_identity
from ingest.understand.item_values import item_values
from ingest.understand.kinds import Kind, is_meeting_paper, kind_of
from ingest.understand.lines import lines_of
from ingest.understand.municipality import is_known, municipality
from ingest.understand.outline import Outline, outline
from ingest.understand.publisher import publisher
from ingest.understand.quality import damaged_pages, language_quality
from ingest.understand.reading import Printed, readings_of
from ingest.understand.routing import routing
from ingest.understand.sections import sections
from ingest.understand.seen import Seen, see
from ingest.understand.split import Cut, blocks, cut
from ingest.understand.titles import title_of
from ingest.understand.values_found import Value, evidence
from ingest.understand.wording import bare_words
from ingest.values import Evidence, Field, Source, Understood

# What may be said about a paper that is closed whole: that there was a meeting is public, what it was about is not.
_PUBLIC = frozenset(("committee", "meeting_date", "place", "municipality", "kind", "kind_probability", "date"))
# Names by which papers are counted and chosen: the same for a paper that lost its letters.
_AS_READ = frozenset(("committee", "decision_body", "publisher", "kind"))
_DECIDED = frozenset(("decision", "decision_type", "decision_point", "decision_body", "dissent", "reservation"))
_QUOTED = re.compile(
    r"(?i)-{2,}\s?(?:oprindelig (?:meddelelse|besked)|original message|videresendt (?:besked|meddelelse))"
)
_FOOT = 5  # lines in which it may stand too
_POINT = re.compile(r"(?:Punkt|Pkt\.?|Sag)\s(?:nr\.?\s)?(?P<n>\d{1,4})\s?[.:–-]\s(?P<t>.+)")
_WORDS = 4
_HEAD = 40  # lines in which a paper without items carries its case number


@dataclass(frozen=True, slots=True)
class _Read:
    """A document, read so far.

    Attributes:
        reasons: For each line the words that close it, "" when open.
        readable: The lines that values of the whole document may come from: the open ones, or all when none is.
        parts: Headings of items, or of sections when there are no items.
    """

    source: Source
    seen: Sequence[Seen]
    family: bool
    items: tuple[Heading, ...]
    entries: tuple[Heading, ...]
    parts: Sequence[Heading]
    reasons: Sequence[str]
    readable: Sequence[int]
    kind: Kind
    path: str

    @property
    def whole(self) -> bool:
        """Every line is closed."""
        return bool(self.reasons) and all(self.reasons)


def understand(source: Source, path: str) -> Understood:
    """Give kind, values and passages of a source.

    Args:
        source: As read.
        path: As given, `container/member` for members; a folder or file called `lukket` closes the document.
    """
    damaged = damaged_pages(source)
    seen = see(lines_of(source, readings_of(source, damaged)))
    printed = Printed((one.text, one.line.printed) for one in seen)
    read = _read(source, seen, path)
    division = blocks(seen, read.parts, "item" if read.items else "section")
    division = [replace(block, heading=printed.of(block.heading, block.start)) for block in division]
    cuts = cut(source, seen, division, read.reasons, damaged)
    fields = tuple(_fields(read, cuts, printed))
    return Understood(read.kind.name, fields, tuple(c.passage for c in cuts), language_quality(source, damaged))


def _read(source: Source, seen: Sequence[Seen], path: str) -> _Read:
    """Find the skeleton, what is closed, and the kind."""
    family = is_meeting_paper(seen)
    found = _numbered(outline(seen, family), source.title)
    parts = list(found.items) or sections(seen)
    stamped = closed_by_header(source)
    most = len(stamped) * 2 > len(source.pages) or 0 in stamped
    whole = closed_by_name(path, source.title) or (next(iter(stamped.values())) if most else "")
    reasons = closed_lines(seen, found, parts, whole)
    if stamped:
        reasons = [reason or stamped.get(one.line.page, "") for reason, one in zip(reasons, seen, strict=True)]
    readable = [n for n, reason in enumerate(reasons) if not reason] or list(range(len(seen)))
    title = title_of(source, seen, reasons, found.items, family)
    own = _own_words(seen, readable)
    kind = kind_of([seen[n] for n in own], title.text if title else None, found.items, family, path)
    if kind.line is not None:
        kind = replace(kind, line=readable[kind.line])
    return _Read(source, seen, family, found.items, found.entries, parts, reasons, readable, kind, path)


def _fields(read: _Read, cuts: Sequence[Cut], printed: Printed) -> Iterator[Field]:
    """Turn all values into fields: each on the passage it belongs to, and none of a closed line on the document.

    They and their evidence are given as printed; names that are counted and chosen by, as they were read.
    """
    where = _Places(read, cuts)
    document = list(_of_document(read))
    committee, day = (
        next((v.value for v in document if v.name == name and v.value), None) for name in ("committee", "meeting_date")
    )
    items = list(_of_items(read, committee, day))
    for value in (*document, *items, *_lifted(read, items)):
        closed = value.line is not None and bool(read.reasons[value.line])
        secret = read.whole and value.name not in _PUBLIC
        passage = where.of(value) if value.part is not None or (closed and secret) else None
        if passage is None and (secret or (closed and not read.whole)):
            continue
        shown = evidence(value, read.source, read.seen)
        if value.line is not None:
            shown = replace(shown, text=printed.of(shown.text, value.line))
            if value.name not in _AS_READ and not (value.name == "municipality" and is_known(value.value)):
                value = replace(value, value=printed.of(value.value, value.line))
        if read.whole and passage is None:
            shown = Evidence(shown.page, value.value)  # the line it was read from may tell what the paper is about
        yield Field(value.name, value.value, shown, passage)


class _Places:
    """Which passage a value belongs to: its item's first; for a closed line in an open item that line's passage."""

    def __init__(self, read: _Read, cuts: Sequence[Cut]) -> None:
        self._cuts = cuts
        self._by_line = [0] * len(read.seen)
        self._first: dict[int, int] = {}
        for n, one in enumerate(cuts):
            self._by_line[one.start : one.end] = [n] * (one.end - one.start)
            if one.first and one.part is not None:
                self._first[one.part] = n

    def of(self, value: Value) -> int | None:
        """Give the position of the passage."""
        if value.line is None:
            return None
        own = self._by_line[value.line]
        first = self._first.get(value.part, own) if value.part is not None else own
        return first if self._cuts[first].passage.closed == self._cuts[own].passage.closed else own


def _of_document(read: _Read) -> Iterator[Value]:
    if read.kind.words:
        yield Value("kind", read.kind.name, read.kind.line, read.kind.words)
        yield Value("kind_probability", f"{read.kind.probability:.2f}", read.kind.line, read.kind.words)
    reasons = [""] * len(read.seen) if read.whole else read.reasons
    title = title_of(read.source, read.seen, reasons, read.items, read.family)
    if title and not (read.whole and title.line is None):
        yield Value("title", title.text, title.line)
    yield from facts(read.seen, read.readable, read.items, read.family, read.kind.name, read.source.title)
    yield from municipality(read.seen, read.readable, read.source.title, read.source.frame)
    yield from publisher(read.seen, read.readable, read.source.title, read.path, read.kind.name)
    if read.source.created and not read.family:
        yield Value("date", read.source.created.isoformat(), None, "dato i mailens hoved")
    if read.family:
        yield from _of_meeting(read)
        return
    own = _own_words(read.seen, read.readable)
    yield from hearing_values(read.seen, own, None)
    yield from told_decisions(read.seen, own)
    yield from non_responses(read.seen, own)
    top = [*(n for n in own if n < _HEAD), *(n for n in own[-_FOOT:] if n >= _HEAD)]
    values = list(identity(read.seen, top, 0, None))
    yield from values
    if not any(value.name == "case_number" for value in values):
        yield from told_identity(read.seen, top)


def _numbered(found: Outline, title: str | None) -> Outline:
    """Give a page's one item the number that only the markup's title tells: `Punkt 5. Natlukning | Lokaludvalg`."""
    match = _POINT.match(title or "")
    if match is None or len(found.items) != 1 or found.items[0].number:
        return found
    (item,) = found.items
    told = bare_words(match["t"])[: len(item.key)] == item.key
    return replace(found, items=(replace(item, number=match["n"]),)) if told else found


def _own_words(seen: Sequence[Seen], readable: Sequence[int]) -> Sequence[int]:
    """Give the readable lines above the mail that is answered: what that one says is not this paper's."""
    quoted = next((n for n in readable if n and _QUOTED.match(seen[n].text)), None)
    return readable if quoted is None else [n for n in readable if n < quoted]


def _of_meeting(read: _Read) -> Iterator[Value]:
    """Read the case number that the head of a meeting's paper gives, above the contents and the items."""
    first = min((h.line for h in (*read.items, *read.entries)), default=0)
    contents = next((n for n, one in enumerate(read.seen) if one.section_name == "contents"), first)
    yield from identity(read.seen, [n for n in read.readable if n < min(first, contents, _HEAD)], 0, None)


def _of_items(read: _Read, committee: str | None, day: str | None) -> Iterator[Value]:
    prose = read.kind.name == "minutes" and not any(one.section_name == "decision" for one in read.seen)
    for part, item in enumerate(read.items):
        stop = read.items[part + 1].line if part + 1 < len(read.items) else len(read.seen)
        closed = bool(read.reasons[min(item.line, len(read.reasons) - 1)])
        may_read = {n: bool(read.reasons[n]) == closed for n in range(item.line, stop)}
        yield Value("item", item.number or item.title or item.printed, item.line, item.printed, part)
        told = list(item_values(read.seen, item, stop, may_read, (committee, day), part))
        # what an agenda prints as a decision is one that somebody proposes
        yield from (v for v in told if read.kind.name != "agenda" or v.name not in _DECIDED)
        lines = [n for n, readable in may_read.items() if readable]
        if read.kind.name in {"minutes", "minutes_item"} and not any(value.name == "decision" for value in told):
            only = sum(n >= item.end for n in lines) == 1  # `Referatet blev godkendt.` is all there is to the item
            yield from row_decision(read.seen, item, part) or prose_decision(
                read.seen,
                [n for n in lines if n >= item.end and (prose or only or _is_short(read.seen[n].text))],
                committee,
                part,
            )
        yield from routing(read.seen, lines, part)
        yield from hearing_values(read.seen, lines, part)


def _is_short(text: str) -> bool:
    """In minutes with headings of decisions only a line that is one (`Godkendt.`) is one without its heading."""
    return text.count(" ") < _WORDS and text[0].isupper()


def _lifted(read: _Read, values: Sequence[Value]) -> Iterator[Value]:
    """Give the document what its one item says; and its case number when all open items have the same."""
    if read.whole:
        return
    shown = [value for value in values if value.line is not None and not read.reasons[value.line]]
    numbers = [value for value in shown if value.name == "case_number"]
    single = len(read.items) == 1
    if len({value.value for value in numbers}) == 1 and (single or len(numbers) > 1):
        names = {"case_number", "kle_subject", "kle_facet"}
        yield from (replace(v, part=None) for v in shown if v.name in names and v.part == numbers[0].part)
    if single:
        names = {"case_officer", "hearing_start", "hearing_deadline", "routing"}
        yield from (replace(value, part=None) for value in shown if value.name in names)

"""Which numbered lines are the items of an agenda or minutes: not lists in the text, not the table of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.understand.closed_headings import with_closed, without_empty
from ingest.understand.closed_marks import mark_in
from ingest.understand.headings import Heading, below_status, candidates, pulled_back, same
from ingest.understand.numberings import apart_items, counting, other_numbers, sectioned_items, shouted_items
from ingest.understand.seen import Seen
from ingest.understand.told_again import told_again
from ingest.understand.unnumbered import best_unnumbered, bulleted_items, single_item, title_above

_FEW = 12  # words below a heading that are no text of its own: a page number, a name of a section in the contents
_SHORT = 120  # characters of a title that has nothing but its number to show for it
_GAP = 3  # numbers that may be missing between two items, when a closed one is left out
_WORDS = re.compile(r"\w+")
_FIRST_LISTED = re.compile(r"(\d{1,2})[.)]\s")
_LETTERED = re.compile(r"\d{1,4}\.?\s?(?:L[.:)]|\(L\))\s")  # the letter closes, however the open ones are numbered
_SENTENCE_END = re.compile(r"[.;,]$")


@dataclass(frozen=True, slots=True)
class Outline:
    """The skeleton of a document.

    Attributes:
        items: Headings of the items, in order.
        entries: Lines that repeat an item's heading: the table of contents.
    """

    items: tuple[Heading, ...]
    entries: tuple[Heading, ...]


def outline(seen: Sequence[Seen], family: bool) -> Outline:
    """Find the items of a meeting's paper.

    Args:
        seen: All lines.
        family: The paper is an agenda or minutes. Else numbered lines are no items.
    """
    if not family:
        return Outline((), ())
    found = candidates(seen)
    entries = _contents(found, seen)
    items = _chosen(found, entries, seen)
    if not items:
        items = best_unnumbered(seen) or _otherwise(seen, found, entries)
    again = told_again(found, seen, items)
    if again:
        entries |= {n for n, heading in enumerate(found) if heading.line < again[0].line}
        items = again
    items = with_closed(without_empty(items, seen), seen)
    return Outline(
        tuple(below_status(pulled_back(items, found), seen)),
        tuple(entry for n, entry in enumerate(found) if n in entries),
    )


def _otherwise(seen: Sequence[Seen], found: Sequence[Heading], entries: set[int]) -> list[Heading]:
    """Find the items of a paper that numbers them in a rarer way, or not at all: the longest of what counts on."""
    counted = max(counting(found, entries), other_numbers(seen), key=len)
    titled = sectioned_items(seen)
    if len(titled) > len(counted):
        return titled
    return counted or bulleted_items(seen) or shouted_items(seen) or apart_items(seen) or single_item(seen)


def _contents(found: Sequence[Heading], seen: Sequence[Seen]) -> set[int]:
    """Find the entries of tables of contents: runs of headings without text of their own that return later."""
    later = _returns(found)
    entries = {n for n, heading in enumerate(found) if heading.style == "leader"}
    body = next((h.line for n, h in enumerate(found) if h.support and n not in later), len(seen))
    run: list[int] = []
    for n, heading in enumerate(found):
        stop = found[n + 1].line if n + 1 < len(found) else len(seen)
        if run and (heading.value or 0) < (found[run[-1]].value or 0):
            entries.update(run if _is_contents(run, later, found, seen, body) else ())
            run = []  # the numbers begin again: the contents are over
        if _is_plain(heading, seen, stop):
            run.append(n)
            if n + 1 < len(found):
                continue
        entries.update(run if _is_contents(run, later, found, seen, body) else ())
        run = []
    return entries


def _is_plain(heading: Heading, seen: Sequence[Seen], stop: int) -> bool:
    if heading.support:
        return False
    words = 0
    for one in seen[heading.end : stop]:
        if one.section_name and one.section_name not in {"contents", "break"}:
            return True
        words += len(_WORDS.findall(one.text))
        if words > _FEW and not _is_status(one):
            # the last entry is followed by the document's beginning, which a label or an empty line announces
            return bool(one.fields) or seen[heading.end].line.gap or seen[heading.end].line.first
    return True


def _is_status(one: Seen) -> bool:
    return one.mark is not None and one.mark.alone


def _returns(found: Sequence[Heading]) -> set[int]:
    """Give the positions of headings that stand again further down."""
    places: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    result: set[int] = set()
    for n in range(len(found) - 1, -1, -1):
        heading = found[n]
        first = heading.key[0] if heading.key else ""
        near = places[heading.number, first][-4:] + (places[None, first][-4:] if heading.number else [])
        if any(same(heading, found[other]) for other in near):
            result.add(n)
        places[heading.number, first].append(n)
    return result


def _is_contents(
    run: Sequence[int], later: set[int], found: Sequence[Heading], seen: Sequence[Seen], body: int
) -> bool:
    """Say whether a run of headings is a table of contents.

    Below `body`, where the first item has begun, it needs its label, or is a heading printed twice: a list that stands
    twice in an item is none.
    """
    if not run:
        return False
    start = found[run[0]].line
    under = any(one.section_name == "contents" for one in seen[max(0, start - 4) : start])
    returning = sum(n in later for n in run)
    if start > body and not under:
        after = run[-1] + 1
        return len(run) == 1 and after < len(found) and same(found[run[0]], found[after])
    return under or (returning > 0 and returning * 3 >= len(run))


class _Walk:
    """What is known while walking down the candidates: the last item's number, and the list one stands in."""

    def __init__(self) -> None:
        self.last: int | None = None
        self.listed: int | None = None
        self.style = ""
        self.number = ""

    def accepts(self, heading: Heading, confirmed: bool, closed: bool, section: str, known: bool) -> bool:
        """Say whether a heading begins an item. `known`: the table of contents tells what the items are."""
        number = heading.value or 0
        strong = heading.support == "case" or confirmed or (heading.markup and heading.support != "") or closed
        listing = self.listed is not None and number == self.listed + 1
        if strong:
            return True
        if heading.style in {"bare", "alone"} and heading.support != "section":
            goes_on = heading.style == self.style and number == (self.last or 0) + 1 and not listing
            return goes_on and heading.title[:1].isupper() and len(heading.title) < (30 if known else _SHORT)
        if self.last is None:
            if section in {"recommendation", "attachments"} or heading.title[:1].islower():
                return False
            return heading.support == "section" or heading.markup or (heading.style == "word" and heading.title != "")
        lettered = number == self.last and self.number[-1:].isalpha() and (heading.number or "") > self.number
        next_one = lettered or self.last < number <= self.last + (
            _GAP if heading.style == "word" or heading.support else 1
        )
        if not next_one or listing:
            return False
        if heading.style == "word" or heading.support == "section" or heading.markup:
            return True
        loose = section in {"recommendation", "attachments", "path"} and heading.style != self.style
        named = heading.title[:1].isupper() and not _SENTENCE_END.search(heading.title)
        if known and (heading.style != self.style or heading.title.count(" ") > 2):
            return False  # the contents would name it; a short one (`Eventuelt`) may be misread there
        return named and not loose and heading.style != "dash"


def _chosen(found: Sequence[Heading], entries: set[int], seen: Sequence[Seen]) -> list[Heading]:
    """Walk down the candidates and take those that are items."""
    listed = [found[n] for n in sorted(entries)]
    by_number = _by_number(listed)
    known = len(listed) >= 3
    walk, chosen, taken = _Walk(), [], set()
    previous, section = 0, ""
    for n, heading in enumerate(found):
        if n in entries:
            continue
        for one in seen[previous : heading.line]:
            if one.section:
                first = _FIRST_LISTED.match(one.section[1])  # `Bilag: 1. Notat`
                section, walk.listed = one.section_name, int(first[1]) if first else None
        previous = heading.end
        lettered = heading.value == (walk.last or 0) + 1 and _LETTERED.match(heading.printed.lstrip("*")) is not None
        closed = section != "attachments" and (lettered or mark_in(heading.printed, heading=True) is not None)
        key = (heading.number, heading.key)
        confirmed = key not in taken and _is_listed(heading, by_number)
        if walk.accepts(heading, confirmed, closed, section, known) and _has_name(heading):
            chosen.append(heading)
            taken.add(key)
            walk.last, walk.listed, section = heading.value or walk.last, None, ""
            walk.style, walk.number = heading.style, heading.number or ""
        elif heading.value is not None:
            walk.listed = heading.value
    chosen = _before_first(chosen, [h for n, h in enumerate(found) if n not in entries]) + chosen
    return [heading if heading.title else title_above(heading, seen) for heading in chosen]


def _before_first(chosen: Sequence[Heading], others: Sequence[Heading]) -> list[Heading]:
    """Give the headings that count down from the first item: `1. Godkendelse af dagsorden` often has no text."""
    if not chosen:
        return []
    before: list[Heading] = []
    expected, style = (chosen[0].value or 0) - 1, chosen[0].style
    for heading in reversed([h for h in others if h.line < chosen[0].line]):
        if heading.value != expected or heading.style != style or not heading.title[:1].isupper() or expected < 1:
            break
        before.append(heading)
        expected -= 1
    return before[::-1]


def _has_name(heading: Heading) -> bool:
    return bool(heading.title) or heading.style in {"word", "dot"}


def _by_number(listed: Sequence[Heading]) -> dict[str | None, list[Heading]]:
    table: dict[str | None, list[Heading]] = defaultdict(list)
    for entry in listed:
        table[entry.number].append(entry)
        if entry.key:
            table["\0" + entry.key[0]].append(entry)
    return table


def _is_listed(heading: Heading, table: dict[str | None, list[Heading]]) -> bool:
    near = table.get(heading.number, []) + (table.get("\0" + heading.key[0], []) if heading.key else [])
    return any(same(heading, entry) for entry in near[:50])

"""What open lines repeat of closed headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.understand.headings import Heading
from ingest.understand.seen import Seen
from ingest.understand.wording import bare_words

_Words = tuple[str, ...]
_MARKS = frozenset(("lukket", "lukkede", "punkt", "punkter", "sag", "sager", "pkt", "nr", "dagsordenspunkt"))
_ENOUGH = 10  # letters: a shorter title (`Orientering`) stands in many places and tells nothing
_CUT = 4  # words of a title that is cut short in a table of contents
REASON = "gentager overskriften på et lukket punkt"


def repeated(seen: Sequence[Seen], reasons: list[str], parts: Iterable[Heading], entries: Iterable[Heading]) -> None:
    """Close the open lines that repeat the title of a closed item, also when it runs over two lines or is cut short."""
    headings = [*parts, *entries]
    titles = {_core(h) for h in headings if reasons[h.line]}
    shown = {n: _core(h) for h in headings if not reasons[h.line] for n in range(h.line, h.end)}
    wanted = titles - set(shown.values()) - {()}
    numbered: set[tuple[str | None, _Words]] = {
        (h.number, _core(h)) for h in headings if reasons[h.line] and h.number and _core(h)
    }
    _close_titles(seen, reasons, wanted, shown)
    for n, one in enumerate(seen):
        if not reasons[n] and len(one.text) < 300 and _is_alone(one, wanted, numbered):
            reasons[n] = REASON


def _close_titles(
    seen: Sequence[Seen], reasons: list[str], wanted: Iterable[_Words], shown: Mapping[int, _Words]
) -> None:
    """Close the lines in which a title of two words or more stands, wherever it begins and ends."""
    starts: dict[_Words, list[_Words]] = defaultdict(list)
    for title in wanted:
        if len(title) > 1 and len("".join(title)) >= _ENOUGH:
            starts[title[:2]].append(title)
    if not starts:
        return
    words, places = _open_words(seen, reasons)
    for n in range(len(words) - 1):
        for title in starts.get((words[n], words[n + 1]), ()):
            length = _matched(title, words, places, n)
            lines = {places[k] for k in range(n, n + length)}
            if not any(line in shown and not _may_close(title, length, shown[line]) for line in lines):
                for line in lines:
                    reasons[line] = reasons[line] or REASON


def _may_close(title: _Words, length: int, shown: _Words) -> bool:
    """Say whether an open heading may be closed by a title in it: by a long one, or when it is that title cut."""
    cut = shown[:-1] if shown and shown[-1].isdigit() else shown
    if length == len(title) and length >= _CUT:
        return True
    last = len(cut) - 1
    return _CUT <= len(cut) <= len(title) and title[:last] == cut[:last] and title[last].startswith(cut[last])


def _core(heading: Heading) -> _Words:
    """Give a title's words, without those that every closed item has."""
    words = heading.key
    return () if all(word in _MARKS or word.isdigit() for word in words) else words


def _open_words(seen: Sequence[Seen], reasons: Sequence[str]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    places: list[int] = []
    for n, one in enumerate(seen):
        if not reasons[n]:
            found = bare_words(one.text)
            words.extend(found)
            places.extend([n] * len(found))
        elif words and words[-1]:
            words.append("")  # a title does not run over closed lines
            places.append(n)
    return words, places


def _matched(title: _Words, words: Sequence[str], places: Sequence[int], at: int) -> int:
    """Say over how many words a title stands here; 0 when it does not.

    A title that is cut short counts when its line ends there, or a page number follows.
    """
    length = 0
    while length < len(title) and at + length < len(words) and words[at + length] == title[length]:
        length += 1
    if length == len(title):
        return length
    after = at + length
    cut = (
        after < len(words)
        and words[after]
        and title[length].startswith(words[after])
        and places[after] == places[after - 1]
    )
    following = after + 1 if cut else after
    ends = following >= len(words) or places[following] != places[following - 1] or words[following].isdigit()
    return following - at if length >= _CUT and ends else 0


def _is_alone(one: Seen, wanted: set[_Words], numbered: set[tuple[str | None, _Words]]) -> bool:
    """Say whether a line is a closed title and nothing else but its number and page."""
    words = bare_words(one.text)
    if words in wanted:
        return True
    if len(words) > 1 and words[0].isdigit():
        return (words[0], words[1:]) in numbered or (words[-1].isdigit() and (words[0], words[1:-1]) in numbered)
    return len(words) > 1 and words[-1].isdigit() and words[:-1] in wanted

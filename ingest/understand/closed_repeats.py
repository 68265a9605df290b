"""What open lines repeat of closed headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ingest.understand.headings import Heading
from ingest.understand.seen import Seen
from ingest.understand.wording import bare_words, skeleton

_Words = tuple[str, ...]
_Tree = dict[str, Any]  # from word to tree: the titles, word by word
_END = "\0"
_MARKS = frozenset(("lukket", "lukkede", "punkt", "punkter", "sag", "sager", "pkt", "nr", "dagsordenspunkt"))
_ENOUGH = 10  # letters: a shorter title (`Orientering`) stands in many places and tells nothing
_CUT = 4  # words of a title that is cut short in a table of contents
REASON = "gentager overskriften på et lukket punkt"


def repeated(seen: Sequence[Seen], reasons: list[str], parts: Iterable[Heading], entries: Iterable[Heading]) -> None:
    """Close the open lines that repeat the title of a closed item, also when it runs over two lines or is cut short."""
    damaged = any(one.text != one.line.printed for one in seen)
    fold = _skeletons if damaged else _as_they_are
    headings = [*parts, *entries]
    cores = {h.line: fold(_core(h)) for h in headings}
    titles = {cores[h.line] for h in headings if reasons[h.line]}
    shown = {n: cores[h.line] for h in headings if not reasons[h.line] for n in range(h.line, h.end)}
    wanted = titles - set(shown.values()) - {()}
    numbered: set[tuple[str | None, _Words]] = {
        (h.number, cores[h.line]) for h in headings if reasons[h.line] and h.number and cores[h.line]
    }
    _close_titles(seen, reasons, wanted, shown, fold)
    for n, one in enumerate(seen):
        if not reasons[n] and len(one.text) < 300 and _is_alone(fold(bare_words(one.text)), wanted, numbered):
            reasons[n] = REASON


def _as_they_are(words: _Words) -> _Words:
    return words


def _skeletons(words: _Words) -> _Words:
    """Write words so that a title that was read in two ways is one."""
    return tuple(map(skeleton, words))


def _close_titles(
    seen: Sequence[Seen],
    reasons: list[str],
    wanted: Iterable[_Words],
    shown: Mapping[int, _Words],
    fold: Callable[[_Words], _Words],
) -> None:
    """Close the lines in which a title of two words or more stands, wherever it begins and ends."""
    tree: _Tree = {}
    for title in wanted:
        if len(title) > 1 and len("".join(title)) >= _ENOUGH:
            node = tree
            for word in title:
                node = node.setdefault(word, {})
            node[_END] = {}
    if not tree:
        return
    words, places = _open_words(seen, reasons, fold)
    for n, word in enumerate(words):
        if word in tree:
            length, cut = _matched(tree, words, places, n)
            title = tuple(words[n : n + length])
            lines = {places[k] for k in range(n, n + length)}
            if not any(line in shown and not _may_close(title, shown[line], cut) for line in lines):
                for line in lines:
                    reasons[line] = reasons[line] or REASON


def _may_close(title: _Words, shown: _Words, cut: bool) -> bool:
    """Say whether an open heading may be closed by a title in it: by a long one, or when it is that title cut short."""
    own = shown[:-1] if shown and shown[-1].isdigit() else shown
    return len(title) >= _CUT and (not cut or title[: len(own)] == own)


def _core(heading: Heading) -> _Words:
    """Give a title's words, without those that every closed item has."""
    words = heading.key
    return () if all(word in _MARKS or word.isdigit() for word in words) else words


def _open_words(
    seen: Sequence[Seen], reasons: Sequence[str], fold: Callable[[_Words], _Words]
) -> tuple[list[str], list[int]]:
    words: list[str] = []
    places: list[int] = []
    for n, one in enumerate(seen):
        if not reasons[n]:
            found = fold(bare_words(one.text))
            words.extend(found)
            places.extend([n] * len(found))
        elif words and words[-1]:
            words.append("")  # a title does not run over closed lines
            places.append(n)
    return words, places


def _matched(tree: _Tree, words: Sequence[str], places: Sequence[int], at: int) -> tuple[int, bool]:
    """Say over how many words a title stands here (0: none does), and whether it is cut short.

    A title that is cut short counts when its line ends there, or a page number follows.
    """
    node, length, whole = tree, 0, 0
    while at + length < len(words) and words[at + length] in node:
        node, length = node[words[at + length]], length + 1
        if _END in node:
            whole = length
    if whole == length:
        return whole, False
    after = at + length
    same_line = after < len(words) and places[after] == places[after - 1]
    if same_line and length >= _CUT - 1 and words[after] and any(child.startswith(words[after]) for child in node):
        length, after = length + 1, after + 1
    ends = after >= len(words) or places[after] != places[after - 1] or words[after].isdigit()
    return (length, True) if length >= _CUT and ends else (whole, False)


def _is_alone(words: _Words, wanted: set[_Words], numbered: set[tuple[str | None, _Words]]) -> bool:
    """Say whether a line is a closed title and nothing else but its number and page."""
    if words in wanted:
        return True
    if len(words) > 1 and words[0].isdigit():
        return (words[0], words[1:]) in numbered or (words[-1].isdigit() and (words[0], words[1:-1]) in numbered)
    return len(words) > 1 and words[-1].isdigit() and words[:-1] in wanted

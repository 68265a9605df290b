"""The kind of a document, with the words that tell it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.understand.bodies import body_in, is_body
from ingest.understand.dates import is_date_line, one_day
from ingest.understand.headings import Heading
from ingest.understand.kind_shapes import shapes_of
from ingest.understand.seen import Seen, is_noise
from ingest.understand.title_lines import menu_end
from ingest.understand.wording import rows

_RULES = [(row[0], re.compile(row[1], re.IGNORECASE | re.MULTILINE), row[2], int(row[3])) for row in rows("kinds.tsv")]
_HEAD = 15  # lines
_TEXT = 20_000  # characters: what a paper is stands near its beginning
_ENOUGH = 3
_SURE = 0.43  # below it two kinds weigh the same and little, and it is `other`
_SAID, _DECIDED, _FALLBACK = 0.98, 0.9, 0.6  # a title that says it; decisions that were made; only what is missing
_MINUTES = re.compile(
    r"(?i)\b(?:\w*referat|\w*protokol|udskrift af|forhandlinger)\b"
    r"|\b(?:(?:beslutninger|konklusioner|opsamling) fra .{0,40}m[øo]de\w*)\b"
)
_AGENDA = re.compile(r"(?i)\b(?:\w*dagsorden|m[øo]deindkaldelse|(?:indkaldelse|indbydelse) til .{0,40}m[øo]de\w*)\b")
_EXTRACT = re.compile(r"(?i)\budskrift af\b|\bprotokoludskrift\b")
_NUMBER = re.compile(r"\d{1,4}[.\s]\s?[A-ZÆØÅ]|Punkt \d")
_MEETING_WORD = re.compile(
    r"(?i)\b(?:\w*referat|\w*protokol|\w*dagsorden|dagsordenpunkter|m[øo]deindkaldelse)\b"
    r"|\b(?:indkaldelse|indbydelse) til (?:(?!borger|dialog|info|orienterings)\w+ ){0,2}"
    r"(?:m[øo]de|\w*(?:r[åa]ds|udvalgs|bestyrelses)m[øo]de)\b"
    r"|(?:r[åa]ds|udvalgs|bestyrelses)m[øo]de(?: (?:nr\.? ?\d+|den\b|d\.|\d|[-–]).*)?$"
    r"|\b(?:beslutninger|konklusioner|opsamling) fra (?:\w+ ){0,2}\w*m[øo]de"
    r"|\bbeslutninger fra .{3,50}(?:udvalg|r[åa]d)"
    r"|(?:r[åa]ds|udvalgs)?forhandlinger$"
)
_TELLS = re.compile(r"(?i)(?:(?:ekstra)?ordin[æa]rt )?m[øo]det?\b(?!.*(?:borger|frist|h[øo]ring))")
_PUBLISHED = re.compile(r"(?i)publiceret|udgivet|offentliggjort|opdateret")
_HOUR = re.compile(r"(?i)dag\b|\bkl\b|\d[.:]\d\d\b.*\d[.:]\d\d")
_POINT = re.compile(r"(?i)(?:pkt|punkt)\.?\s(?:nr\.?\s)?\d")
_LISTED = re.compile(r"(?i)(?:dagsordens?)?punkter$")
_TITLE_LINE = 120  # characters
_SHORT_NAME = r"(?:\S+ ){1,5}[\w-]+\."  # `Dagsorden Teknisk Udvalg.` in a page's title


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind and the line that tells it (position in the list of lines, None when nothing does).

    Attributes:
        probability: 0..1, how much speaks for it and how little for another; not measured on unseen papers.
    """

    name: str
    line: int | None
    words: str = ""
    probability: float = 0.0


def is_meeting_paper(seen: Sequence[Seen]) -> bool:
    """Say whether a document is an agenda or minutes: only there are numbered lines items."""
    head = [one for one in seen[: 2 * _HEAD] if not is_noise(one.text)]
    labels = {f.label.name: f.value for one in head for f in one.fields if f.label.where == "head"}
    if "meeting_date" in labels or is_body(labels.get("committee", "")):
        return True
    if any(is_body(one.text) for one in head[:3]) and any(_is_meeting_day(one.text) for one in head[:8]):
        present = any(f.label.name == "-" and f.label.where == "head" for one in head[:_HEAD] for f in one.fields)
        if present or any(_HOUR.search(one.text) for one in head[:8] if is_date_line(one.text)):
            return True
    if any(is_body(one.text) for one in head[:4]) and any(
        _TELLS.match(one.text) and one_day(one.text) for one in head[:8]
    ):
        return True
    if any(_MEETING_WORD.search(one.text) and _is_title_line(one.text) for one in head[:6]):
        return True
    names = [one.section_name for one in seen if one.opens_item]
    return names.count("decision") > 1 or {"decision", "recommendation"} <= set(names)


def _is_meeting_day(text: str) -> bool:
    return is_date_line(text) and not _PUBLISHED.match(text)


def _is_title_line(text: str) -> bool:
    """A line that names the paper, and not a sentence that mentions one."""
    sentence = re.search(r"[.!?]$", text) and not re.fullmatch(_SHORT_NAME, text)
    return len(text) < _TITLE_LINE and not sentence and not re.match(r"[a-zæøå]", text)


def kind_of(seen: Sequence[Seen], title: str | None, items: Sequence[Heading], family: bool, path: str) -> Kind:
    """Decide the kind.

    Args:
        seen: All lines.
        title: The document's title, when it has one.
        items: The items of a meeting's paper.
        family: It is a meeting's paper.
        path: As given; folders called `Nyheder` and names like `høringsbrev` tell something.
    """
    if family:
        return _meeting(seen, items)
    return _weighed(seen, title or "", path)


def _meeting(seen: Sequence[Seen], items: Sequence[Heading]) -> Kind:
    """Agenda or minutes: the decision makes the difference, where the head does not say it."""
    decided = _decision_line(seen)
    top = items[0].line if items else len(seen)
    contents = (n for n, one in enumerate(seen[:_HEAD]) if one.section_name == "contents" or _NUMBER.match(one.text))
    first = min(top, next(contents, len(seen)))
    head = [n for n in range(min(first, _HEAD)) if _is_title_line(seen[n].text)]
    extract = next((n for n in head if _EXTRACT.search(seen[n].text)), None)
    if extract is not None and len(items) < 2:
        return Kind("decision", extract, seen[extract].text, _SAID)
    said = next((n for n in head if _MINUTES.search(seen[n].text)), None)
    if said is not None and not (decided is not None and _leads(seen, items)):
        return Kind("minutes", said, seen[said].text, _SAID)
    agenda = next((n for n in head if _AGENDA.search(seen[n].text)), None)
    if agenda is not None and items and _decided_items(seen, items) * 3 < len(items):
        return Kind(
            "agenda", agenda, seen[agenda].text, _SAID
        )  # a proposal in an agenda may have its own `Beslutning:`
    if decided is not None:
        single = agenda is None and _is_one_item(seen, items)
        return Kind("minutes_item" if single else "minutes", decided, seen[decided].text, _DECIDED)
    present = _attendance(seen[:top])
    if present is not None and agenda is None:
        return Kind("minutes", present, seen[present].text, _FALLBACK)
    probability = _SAID if agenda is not None else _FALLBACK
    return Kind("agenda", agenda or 0, seen[agenda or 0].text, probability)


def _is_one_item(seen: Sequence[Seen], items: Sequence[Heading]) -> bool:
    """A page about one item begins with it: nothing stands above but the reference to the meeting."""
    if len(items) != 1:
        return False
    listed = any(one.section_name == "contents" or _LISTED.match(one.text) for one in seen[: items[0].line])
    listed = listed or sum(_POINT.match(one.text) is not None for one in seen[: items[0].line]) > 1
    if _leads(seen, items) or ((items[0].value or 0) > 1 and not listed):  # a meeting's first item is seldom its sixth
        return True
    bare = items[0].number is None and (items[0].style == "title" or items[0].line < 3)
    return bare or items[0].line == 0


def _leads(seen: Sequence[Seen], items: Sequence[Heading]) -> bool:
    """Say whether the page's first heading in the markup, or its first line in text, is its one item's."""
    if len(items) != 1:
        return False
    above = seen[: items[0].line]
    if items[0].markup:
        return not any(one.line.heading for one in above)
    return items[0].style == "word" and all(is_noise(one.text) for one in above)


def _decided_items(seen: Sequence[Seen], items: Sequence[Heading]) -> int:
    """Count the items in which a section `Beslutning` stands."""
    starts = [item.line for item in items]
    decisions = (n for n, one in enumerate(seen) if one.section_name == "decision")
    return len({bisect_right(starts, n) for n in decisions if n >= starts[0]})


def _decision_line(seen: Sequence[Seen]) -> int | None:
    """Find a decision that was made: a section `Beslutning` with text in it, that is not another committee's."""
    own = " ".join(one.text for one in seen[:_HEAD]).casefold()
    for n, one in enumerate(seen):
        if one.section_name == "decision" and one.section:
            name = body_in(one.text) if len(one.text) > 14 else None
            if name and name.casefold() not in own:
                continue
            below = seen[n + 1] if n + 1 < len(seen) else None
            if one.section[1] or (below and not below.section and not below.fields):
                return n
    return None


def _attendance(head: Sequence[Seen]) -> int | None:
    """Find who was absent: known only after the meeting."""
    for n, one in enumerate(head):
        for found in one.fields:
            if found.label.printed in {"Fraværende", "Afbud", "Til stede", "Tilstede"}:
                below = head[n + 1] if n + 1 < len(head) else None
                if found.value or (below and not (below.fields or below.section or below.line.first)):
                    return n
    return None


def _weighed(seen: Sequence[Seen], title: str, path: str) -> Kind:
    top = menu_end(seen)  # `Politik` in a menu tells nothing
    head = "\n".join(one.text for one in seen[top : top + _HEAD])
    text = "\n".join(one.text for one in seen)[:_TEXT]
    places = {"title": title, "head": head, "text": text, "path": path.replace("_", " ")}
    sums: dict[str, int] = defaultdict(int)
    best: dict[str, tuple[int, str]] = {}
    for where, pattern, kind, weight in _RULES:
        match = pattern.search(places[where])
        if match:
            sums[kind] += weight
            if weight > best.get(kind, (0, ""))[0]:
                best[kind] = (weight, match[0])
    for kind, weight, words in shapes_of(seen) if sums else ():
        sums[kind] += weight
        if words and weight > best.get(kind, (0, ""))[0]:
            best[kind] = (weight, words)
    if not sums or max(sums.values()) < _ENOUGH:
        return Kind("other", None)
    name = max(sums, key=lambda kind: sums[kind])
    second = max((weight for kind, weight in sums.items() if kind != name and weight > 0), default=0)
    probability = sums[name] / (sums[name] + second + 1)
    if probability < _SURE:
        return Kind("other", None)
    words = best[name][1]
    line = next((n for n, one in enumerate(seen) if words in one.text), None)
    return Kind(name, line, words, probability)

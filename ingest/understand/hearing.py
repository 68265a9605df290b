"""Hearings: from when, until when, and who did not answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.understand.bodies import local_bodies
from ingest.understand.dates import days_in, one_day, periods_in
from ingest.understand.labelled import Labelled, labelled
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value, unclear

_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|l[øo]r|s[øo]n)dag\s)?"
_DAY = rf"\s*{_WEEKDAY}(?:den|d\.)?\s*(?:kl\.?\s?[\d.:]+\s)?$"
_CHANGED = re.compile(rf"(?i)(?:frist\w*\ser\snu|(?:forl[æa]nget|udsat|udskudt)\s(?:frem\s)?til)(?:\sog\smed)?{_DAY}")
_MOVED = re.compile(rf"(?i)(?:flytte|rykke|udskud|udskyd|forl[æa]nge|udsat|[æa]ndre)\w*\s[^!?]{{0,75}}\btil{_DAY}")
_SENT = re.compile(
    r"(?i)(?:sendt\b.{0,40}i (?:\w+ )?h[øo]ring|h[øo]ring(?:en|sperioden) (?:begynder|starter|[åa]bner|l[øo]ber fra))"
    rf"(?:\sfra)?{_DAY}"
)
_SENT_LATER = re.compile(r"(?i)\s?(?:blev |er )?(?:sendt|udsendt)\b.{0,50}\bi (?:\w+ )?h[øo]ring\b")
_LABEL = re.compile(
    rf"(?i)(?:h[øo]rings-?\s?frist\w*|svarfrist\w*|frist\sfor\s(?:h[øo]ringssvar|svar|bem[æa]rkninger|indsigelser|at\s\w+(?:\s\w+)?)|^frist)"
    rf"\s?(?:er|:|den|udl[øo]ber|–|-)*{_DAY}"
)
_RUNS = re.compile(
    rf"(?i)(?:i\s(?:offentlig\s)?h[øo]ring\s(?:frem\s)?til|h[øo]ring(?:en|sperioden)\s(?:varer|l[øo]ber|er|slutter|udl[øo]ber)\s?(?:frem\s)?(?:til|indtil)?)"
    rf"(?:\sog\smed)?{_DAY}"
)
_UNTIL = re.compile(rf"(?i)(?:senest|inden|frem\stil|indtil|til\sog\smed)(?:\sog\smed)?{_DAY}")
_HEARING = re.compile(
    r"(?i)h[øo]ring|\bsvare?\b|\bsvaret|svar kan|bem[æa]rkning|indsigelse|protest|[æa]ndringsforslag|kommentar"
    r"|fremlagt|fremme|offentlighed"
)
_PERIOD = re.compile(r"(?i)h[øo]ring|fremlagt|(?:ligger|l[åa]) fremme|fremlægges|bem[æa]rkninger|debat")
_NO_ANSWER = re.compile(
    r"(?P<who>[^\W\d_][^.\n]{2,90}?)\s(?:svarede\sikke|har\sikke\s(?:svaret|afgivet\sh[øo]ringssvar)|afgav\sikke\s(?:h[øo]rings)?svar)\b"
)
_DIGIT = re.compile(r"\d")
_LIKELY = re.compile(r"(?i)\bden\s\d|(?:frist|senest|inden|indtil|til|h[øo]ring|fra|perioden?|fase)\b[^\d]{0,40}\d")
_REACH = 90  # characters before a date in which the words that make it a deadline stand
_AROUND = 200


def hearing_values(seen: Sequence[Seen], lines: Sequence[int], part: int | None) -> Iterator[Value]:
    """Read the period and the deadline of a hearing from lines (rising positions).

    The best kind of evidence decides: a new deadline, a labelled one, a period, a plain `senest den`. Where that kind
    gives several dates, or the year is missing, there is no deadline.
    """
    found: dict[int, dict[date, tuple[int, str]]] = {0: {}, 1: {}, 2: {}, 3: {}}
    starts: dict[date, tuple[int, str]] = {}
    for n, text, own, above in _windows(seen, lines):
        if not _DIGIT.search(own) or not _LIKELY.search(text):
            continue
        for start, end, begins, ends in periods_in(text):
            if start.start < len(own) and _PERIOD.search(text[max(0, start.start - _AROUND) : end.end + _REACH]):
                found[2].setdefault(ends, (n, text[start.start : end.end]))
                if begins:
                    starts.setdefault(begins, (n, text[start.start : end.end]))
        for day, words in _starts(text, len(own)):
            starts.setdefault(day, (n, words))
        for rank, day, words in _deadlines(text, len(own), above):
            found[rank].setdefault(day, (n, words))
    for one in labelled(seen, lines):
        _add_labelled(one, found, starts)
    yield from _best(found, starts, part)


def _add_labelled(
    one: Labelled, found: dict[int, dict[date, tuple[int, str]]], starts: dict[date, tuple[int, str]]
) -> None:
    """Add what a label says whose value stands apart from it, in a table or a list of terms."""
    day = one_day(one.value)
    if one.label.name == "hearing_period":
        for _, _, begins, ends in periods_in(one.value):
            found[2].setdefault(ends, (one.line, one.words))
            if begins:
                starts.setdefault(begins, (one.line, one.words))
    elif day and one.label.name == "hearing_deadline":
        found[1].setdefault(day, (one.line, one.words))
    elif day and one.label.name == "hearing_start":
        starts.setdefault(day, (one.line, one.words))


def _windows(seen: Sequence[Seen], lines: Sequence[int]) -> Iterator[tuple[int, str, str, str]]:
    """Give each line with the one below: (position, text from this line on, this line, the line it goes on from)."""
    for k, n in enumerate(lines):
        own = seen[n].text
        below = seen[lines[k + 1]].text if k + 1 < len(lines) and not seen[lines[k + 1]].line.gap else ""
        above = seen[lines[k - 1]].text if k and own[0].islower() and seen[lines[k - 1]].text[-1] not in ".!?" else ""
        yield n, f"{own} {below}".strip(), own, above


def _starts(text: str, limit: int) -> Iterator[tuple[date, str]]:
    """Find the day on which a hearing was sent out: `har den 20. marts 2023 sendt forslaget i høring`."""
    for day in days_in(text):
        if day.day and day.start < limit:
            before = text[max(0, day.start - _REACH) : day.start]
            if _SENT.search(before) or _SENT_LATER.match(text, day.end):
                yield day.day, text[max(0, day.start - 40) : day.end + 40]


def _deadlines(text: str, limit: int, above: str) -> Iterator[tuple[int, date, str]]:
    for day in days_in(text):
        if not day.day or day.start >= limit + 12:
            continue
        before = text[max(0, day.start - _REACH) : day.start]
        words = text[text.find(" ", max(0, day.start - 60), day.start) + 1 if day.start > 60 else 0 : day.end]
        around = text[max(0, day.start - _AROUND) : day.end + _AROUND]
        moved = _MOVED.search(before) and "rist" in before
        changed = _CHANGED.search(before) and _HEARING.search(around + " svar" if "rist" in before else around)
        if moved or changed:
            yield 0, day.day, words
        elif _LABEL.search(before):
            yield 1, day.day, words
        elif _RUNS.search(before):
            yield 2, day.day, words
        elif _UNTIL.search(before) and _HEARING.search(f"{above[-_AROUND:]} {around}"):
            yield 3, day.day, words


def _best(
    found: dict[int, dict[date, tuple[int, str]]], starts: dict[date, tuple[int, str]], part: int | None
) -> Iterator[Value]:
    for rank in sorted(found):
        days = found[rank]
        if len(days) == 1:
            day, (line, words) = next(iter(days.items()))
            yield Value("hearing_deadline", day.isoformat(), line, words, part)
            break
        if days:
            for line, words in list(days.values())[:5]:
                yield Value("unclear", "hearing_deadline", line, words, part)
            return
    if len(starts) == 1:
        day, (line, words) = next(iter(starts.items()))
        yield Value("hearing_start", day.isoformat(), line, words, part)


def non_responses(seen: Sequence[Seen], readable: Sequence[int]) -> Iterator[Value]:
    """Find who did not answer; `ukendt` where the text names nobody (`Lokaludvalget svarede ikke på denne høring`)."""
    for n in readable:
        text = seen[n].text
        match = _NO_ANSWER.search(text) if "ikke" in text else None
        if match:
            named = local_bodies(match["who"] + " ")
            yield Value("no_response", next(iter(named), "ukendt"), n, text)


__all__ = ["hearing_values", "non_responses", "unclear"]

"""Which case a paper or an item belongs to: case number, KLE number, officers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.bare_titles import case_behind
from ingest.understand.dates import first_day
from ingest.understand.labelled import labelled
from ingest.understand.numbers import case_number, is_case_line, kle, names_subject_only, told_case
from ingest.understand.seen import Seen
from ingest.understand.values_found import Value

_BY = re.compile(r"^.*\bv/\s?")  # `Kultur & Udvikling v/ Hans Fenger`
_OFFICERS = re.compile(r"\s*(?:,|;|\sog\s|/)\s*")


def identity(seen: Sequence[Seen], lines: Sequence[int], bare: int, part: int | None) -> Iterator[Value]:
    """Read case number, KLE number and officers from labels, and a case number that stands alone on a line.

    A number with a serial goes before a journal number that only names the subject.

    Args:
        seen: All lines.
        lines: Where to look (rising positions).
        bare: Up to this position a line that is a case number counts without a label: right under a heading.
        part: The item, None for the whole document.
    """
    numbers: list[tuple[str, int, str]] = []
    subjects: list[Value] = []
    found = list(labelled(seen, lines))
    for one in found:
        number = case_number(one.value) if one.label.name == "case_number" else None
        if number:
            numbers.append((number, one.line, one.words))
        if not number and one.label.name == "case_officer" and (told := told_case(one.value)):
            numbers.append((told[0], one.line, told[1]))
        if one.label.name in {"kle", "case_number"}:
            own = kle_values(one.value, one.line, one.words, part, labelled=True)
            subjects = [*own, *subjects] if one.label.name == "kle" else [*subjects, *own]
    for n in lines:
        printed = _bare_case(seen[n]) if n < bare else None
        told = told_case(seen[n].text[:60]) if n < bare and not printed and seen[n].text[0].isdigit() else None
        if printed:
            numbers.append((case_number(printed) or "", n, printed))
        elif told:
            numbers.append((told[0], n, told[1]))
    best = min(numbers, key=lambda number: names_subject_only(number[0]), default=None)
    if best:
        yield Value("case_number", best[0], best[1], best[2], part)
        subjects = [*subjects, *kle_values(*best, part)]
    yield from {value.name: value for value in reversed(subjects)}.values()
    for one in found:
        if one.label.name == "case_officer":
            yield from _officers(one.value, one.line, one.words, part)


def _bare_case(one: Seen) -> str | None:
    """Give a case number without a label: alone, before another label on its line, or in brackets behind a heading."""
    text = one.text[: one.fields[0].start].rstrip(" ,;|") if one.fields and one.fields[0].start else one.text
    return text if text and is_case_line(text) else case_behind(one.text)


def kle_values(text: str, line: int, words: str, part: int | None, *, labelled: bool = False) -> list[Value]:
    """Give the subject and the facet of the KLE number in a text."""
    read = kle(text, labelled)
    if read is None:
        return []
    subject = Value("kle_subject", read.subject, line, words, part)
    return [subject, Value("kle_facet", read.facet, line, words, part)] if read.facet else [subject]


def _officers(value: str, line: int, words: str, part: int | None) -> Iterator[Value]:
    """Give the officers a label names: names or initials."""
    for name in _OFFICERS.split(_BY.sub("", value)):
        if 2 <= len(name) <= 60 and name[0].isalpha() and name.count(" ") < 6 and not first_day(name):
            yield Value("case_officer", name.strip(" ."), line, words, part)


def told_identity(seen: Sequence[Seen], lines: Sequence[int]) -> Iterator[Value]:
    """Read the case number that running text tells (`Vedr. sagsnr. 2013-0030118`), also over a line's end."""
    for n in lines:
        below = seen[n + 1].text if n + 1 in lines else ""
        told = told_case(f"{seen[n].text} {below}") if any(c.isalpha() for c in seen[n].text) else None
        if told:
            yield Value("case_number", told[0], n, told[1])
            yield from kle_values(told[0], n, told[1], None)
            return

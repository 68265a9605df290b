"""Labels and their values: behind the label, on the line below, or all labels first and all values after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.understand.bodies import is_body
from ingest.understand.dates import first_day
from ingest.understand.labels import CELL, Label
from ingest.understand.numbers import case_number
from ingest.understand.seen import Seen, is_noise

_LONGEST = 160  # characters of a value


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and its value.

    Attributes:
        line: Where the value stands.
        words: Label and value as printed.
    """

    label: Label
    value: str
    line: int
    words: str


def labelled(seen: Sequence[Seen], lines: Sequence[int]) -> Iterator[Labelled]:
    """Give the labels that stand in these lines (rising positions), with their values."""
    position = 0
    while position < len(lines):
        n = lines[position]
        below = lines[position + 1] if position + 1 < len(lines) else -1
        if (
            below >= 0
            and CELL in seen[n].text
            and len(seen[n].fields) > 1
            and not any(found.value for found in seen[n].fields)
        ):
            yield from _table(seen, n, below)
            position += 1
            continue
        run = _bare_run(seen, lines, position)
        if len(run) > 1:
            yield from _columns(seen, lines, position + len(run), run)
            position += len(run)
            continue
        for found in seen[n].fields:
            if found.value and found.label.name == "case_number" and not any(c.isdigit() for c in found.value):
                number = case_number(seen[below].text) if below == n + 1 else None
                if number:  # a table's row of labels whose columns are lost
                    yield Labelled(found.label, number, below, f"{seen[n].text} {number}")
            elif found.value:
                words = seen[n].text[found.start : found.value_start + len(found.value)]
                yield Labelled(found.label, found.value, n, words)
            elif found is seen[n].fields[-1] and position + 1 < len(lines):
                below = lines[position + 1]
                if below == n + 1 and _is_value(seen[below]):
                    yield Labelled(found.label, seen[below].text, below, f"{seen[n].text} {seen[below].text}")
        position += 1


def _table(seen: Sequence[Seen], head: int, row: int) -> Iterator[Labelled]:
    """Pair a table's row of labels with the row below, cell by cell."""
    cells = seen[row].text.split(CELL)
    for found in seen[head].fields:
        column = seen[head].text[: found.start].count(CELL)
        value = cells[column].strip() if column < len(cells) else ""
        if value:
            yield Labelled(found.label, value, row, f"{found.label.printed} {value}")


def _is_value(one: Seen) -> bool:
    return not one.fields and not one.section and not is_noise(one.text) and len(one.text) <= _LONGEST


def _bare_run(seen: Sequence[Seen], lines: Sequence[int], position: int) -> list[int]:
    """Give the lines from here on that are a label and nothing else."""
    run: list[int] = []
    while position < len(lines) and (not run or lines[position] == run[-1] + 1):
        one = seen[lines[position]]
        if len(one.fields) != 1 or one.fields[0].value or one.fields[0].start:
            break
        run.append(lines[position])
        position += 1
    return run


def _columns(seen: Sequence[Seen], lines: Sequence[int], after: int, run: Sequence[int]) -> Iterator[Labelled]:
    """Pair labels with the values that follow all of them: by order when the kinds fit, else by kind alone."""
    values: list[int] = []
    for n in lines[after : after + len(run)]:
        if not _is_value(seen[n]):
            break
        values.append(n)
    labels = [seen[n].fields[0].label for n in run]
    ordered = len(values) == len(run) and all(
        _fits(label, seen[n].text) for label, n in zip(labels, values, strict=True)
    )
    for k, label in enumerate(labels):
        chosen = [values[k]] if ordered else [n for n in values if _fits(label, seen[n].text, sure=True)]
        if len(chosen) == 1:
            yield Labelled(label, seen[chosen[0]].text, chosen[0], f"{seen[run[k]].text} {seen[chosen[0]].text}")


def _fits(label: Label, text: str, *, sure: bool = False) -> bool:
    """Say whether a text may be a label's value. `sure`: only where the value's form tells."""
    is_date = first_day(text) is not None
    if label.name in {"meeting_date", "date_published", "hearing_deadline"}:
        return is_date
    if label.name == "committee":
        return is_body(text)
    return not sure and not is_date and not is_body(text)

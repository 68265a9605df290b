"""The routing row: which committees a case passes, as a row of initials. Its X may have lost its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.understand.seen import Seen
from ingest.understand.values_found import Value

_INITIALS = re.compile(r"^[A-ZÆØÅ]{2,4}$")
_ROW = re.compile(r"^(?:[A-ZÆØÅ]{2,4}\s+){3,}[A-ZÆØÅ]{2,4}X?$")
_CELLS = re.compile(r"^(?:[A-ZÆØÅ]{2,4}\s?\|\s?){3,}[A-ZÆØÅ]{2,4}$")
_CROSS = re.compile(r"^[xX](?:\s+[xX])*$")
_FEWEST = 4


def routing(seen: Sequence[Seen], lines: Sequence[int], part: int | None) -> Iterator[Value]:
    """Read a routing row (one line, or one committee a line): the committees, and whose the X is.

    Text has lost the columns, so there it is `X uklart`; a table's row has kept them.
    """
    run: list[int] = []
    for n in [*lines, -1]:
        text = seen[n].text if n >= 0 else ""
        glued = len(run) >= _FEWEST - 1 and re.match(r"^[A-ZÆØÅ]{2,3}X$", text)
        if n >= 0 and (_INITIALS.match(text) or glued) and (not run or n == run[-1] + 1):
            run.append(n)
            continue
        if len(run) >= _FEWEST:
            crossed = n >= 0 and _CROSS.match(text) is not None
            yield _value([seen[k].text for k in run], run[0], crossed, part)
            return
        run = [n] if n >= 0 and _INITIALS.match(text) else []
        if n >= 0 and _CELLS.match(text):
            below = seen[n + 1].text if n + 1 in lines else ""
            yield _from_table(text, below, n, part)
            return
        if n >= 0 and _ROW.match(text):
            yield _value(text.split(), n, False, part)
            return


def _from_table(head: str, row: str, line: int, part: int | None) -> Value:
    """Read a row of a table that kept its columns: there an X has its place."""
    names = [cell.strip() for cell in head.split("|")]
    cells = [cell.strip().upper() for cell in row.split("|")]
    value = " ".join(names)
    if len(cells) == len(names) and set(cells) <= {"", "X"}:
        value += ", X ved " + " ".join(name for name, cell in zip(names, cells, strict=True) if cell)
    elif _CROSS.match(row):
        value += ", X uklart"
    return Value("routing", value, line, f"{head} {row}", part)


def _value(names: list[str], line: int, crossed: bool, part: int | None) -> Value:
    words = " ".join(names)
    if len(names[-1]) == 4 and names[-1].endswith("X"):
        names, crossed = [*names[:-1], names[-1][:-1]], True
    return Value("routing", " ".join(names) + (", X uklart" if crossed else ""), line, words, part)

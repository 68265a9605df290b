"""Ruled tables of a PDF page, put out row by row where they stand.

pdfplumber's table finder works on the lines that pdfium saw; each character goes to the cell it stands in, so that
nothing is written twice. Reading the page again with pdfminer would cost 30-70 ms a page and find the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from ingest.readers.lines import clean, join_divided, row_text
from ingest.readers.pdf_chars import HYPHEN, Character, text_of
from ingest.readers.pdf_objects import Drawn, View, straight_lines

FEWEST_PATHS = 4
_MOST_EDGES = 1500
_MOST_CROSSINGS = 3000  # the finder is quadratic in these: 1,300 take 0.1 s
_NARROWEST = 6.0  # points; double borders make cells that hold nothing
_LEVEL = 4.5  # points between the middles of two characters of one line
_LONG_CELL = 8  # lines; more is prose in a box, which keeps its lines
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its rows from the top, each its cells from the left, as x0, top, x1, bottom."""

    rows: tuple[tuple[Box, ...], ...]

    @property
    def cells(self) -> list[Box]:
        """All of them, row by row."""
        return [cell for row in self.rows for cell in row]


def tables_of(drawn: Drawn, view: View) -> list[Table]:
    """Find the ruled tables of a page: two rows and two columns at least. Empty on nearly every page."""
    if drawn.paths < FEWEST_PATHS:
        return []
    lines = list(straight_lines(drawn, view))
    if not _could_be_ruled(lines):
        return []
    edges = merge_edges([_edge(line) for line in lines], 3, 3, 3, 3)
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright * (len(edges) - upright) > _MOST_CROSSINGS * 20:
        return []
    crossings = edges_to_intersections(edges, 3, 3)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    found = (_table(cells) for cells in cells_to_tables(intersections_to_cells(crossings)))
    return [table for table in found if max(map(len, table.rows), default=0) > 1 and len(table.rows) > 1]


def _could_be_ruled(lines: Sequence[Box]) -> bool:
    """See at a glance that there are lines in both directions at enough places."""
    if len(lines) > _MOST_EDGES * 4:
        return False
    across = {round(x0 / 3) for x0, top, x1, bottom in lines if bottom - top > x1 - x0}
    down = {round(top / 3) for x0, top, x1, bottom in lines if x1 - x0 > bottom - top}
    return len(across) > 2 and len(down) > 2


def _edge(line: Box) -> dict[str, float | str]:
    x0, top, x1, bottom = line
    if x1 - x0 > bottom - top:
        top = bottom = (top + bottom) / 2
        orientation = "h"
    else:
        x0 = x1 = (x0 + x1) / 2
        orientation = "v"
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _table(cells: Sequence[Box]) -> Table:
    rows: dict[float, list[Box]] = {}
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if min(cell[2] - cell[0], cell[3] - cell[1]) < _NARROWEST:
            continue
        rows.setdefault(cell[1], []).append(cell)
    return Table(tuple(tuple(row) for row in rows.values()))


def with_tables(found: Sequence[Character], tables: Sequence[Table]) -> list[tuple[str, float]]:
    """Give a page's lines, each with its place from the top, tables row by row where their first character stood."""
    boxes = [(table, cell) for table in tables for cell in table.cells]
    bounds = [_bounds(table) for table in tables]
    inside: dict[Box, list[Character]] = {}
    pieces: list[list[Character] | Table] = [[]]
    put: set[int] = set()
    held: tuple[Table, Box] | None = None
    for one in found:
        if not one.letter.isspace() and not (held and _within(one, held[1])):
            held = _cell_at(one, boxes) if any(_within(one, bound) for bound in bounds) else None
        if held is None:
            if not isinstance(pieces[-1], list):
                pieces.append([])
            pieces[-1].append(one)  # type: ignore[union-attr]
            continue
        table, cell = held
        if id(table) not in put:
            put.add(id(table))
            pieces.append(table)
        inside.setdefault(cell, []).append(one)
    lines: list[tuple[str, float]] = []
    for piece in pieces:
        lines += lines_of(piece) if isinstance(piece, list) else _rows(piece, inside)
    return lines


def _bounds(table: Table) -> Box:
    cells = table.cells
    return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def _within(one: Character, box: Box) -> bool:
    return box[0] <= one.x < box[2] and box[1] <= one.top < box[3]


def _cell_at(one: Character, boxes: Sequence[tuple[Table, Box]]) -> tuple[Table, Box] | None:
    return next((held for held in boxes if _within(one, held[1])), None)


def lines_of(found: Sequence[Character]) -> list[tuple[str, float]]:
    """Cut characters into lines, each with its place from the top; a divided word keeps a hyphen at its line's end."""
    lines: list[tuple[str, float]] = []
    current: list[Character] = []
    for one in found:
        # back to the left and down: where text runs over the columns, the line's end stands in another cell
        fell = (
            bool(current) and one.x < current[-1].x + 1 and one.top > current[-1].top + 4 and not one.letter.isspace()
        )
        if one.letter == HYPHEN:
            current.append(Character("-", one.x, one.top))
        if current and (fell or one.letter in ("\r", "\n", HYPHEN)):
            lines.append((text_of(current), current[0].top))
            current = []
        if one.letter not in ("\r", "\n", HYPHEN):
            current.append(one)
    return [*lines, (text_of(current), current[0].top)] if current else lines


def _rows(table: Table, inside: dict[Box, list[Character]]) -> list[tuple[str, float]]:
    lines: list[tuple[str, float]] = []
    for row in table.rows:
        cells = [[(line, top) for text, top in lines_of(inside.get(box, ())) if (line := clean(text))] for box in row]
        if not any(cells):
            continue
        if several := _rows_without_rules(cells):
            written = [row_text(cells_of_row) for cells_of_row in several]
        elif max(len(cell) for cell in cells) > _LONG_CELL:
            written = [line for cell in cells for line, _ in cell]
        else:
            written = [row_text([join_divided("\n".join(x for x, _ in cell)).replace("\n", " ") for cell in cells])]
        lines += [(line, row[0][1]) for line in written]
    return lines


def _rows_without_rules(cells: Sequence[Sequence[tuple[str, float]]]) -> list[list[str]]:
    """Split what stands between two rules into its rows, when short lines stand side by side; else give nothing."""
    tall = [cell for cell in cells if len(cell) > 2]
    if len(tall) < 2 or sum(len(line) > 25 for cell in tall[1:] for line, _ in cell):
        return []
    levels: list[float] = []
    for top in sorted(top for cell in cells for _, top in cell):
        if not levels or top > levels[-1] + _LEVEL:
            levels.append(top)
    if len(levels) > max(len(cell) for cell in tall) or any(len(cell) < 0.6 * len(levels) for cell in tall):
        return []
    rows = [["" for _ in cells] for _ in levels]
    for column, cell in enumerate(cells):
        for line, top in cell:
            nearest = min(range(len(levels)), key=lambda at: abs(levels[at] - top))
            rows[nearest][column] = " ".join(filter(None, (rows[nearest][column], line)))
    return rows

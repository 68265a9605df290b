"""What is drawn on a PDF page: images, lines and boxes, by pdfium. Positions are as the page is seen.

A place "as seen" is (x, top) in points from the upper left corner, after the page's own rotation.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

_MOST_OBJECTS = 20_000  # a map or a drawing; what comes after says no more about tables or images
_MOST_PATHS = 3_000
_MOST_SEGMENTS = 20_000
_DEEPEST = 3
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: its box in page units, and its rotation in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """As seen, in points."""
        return self.right - self.left if self.rotation % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """As seen, in points."""
        return self.top - self.bottom if self.rotation % 180 == 0 else self.right - self.left

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Turn a place in page units into (x, top) as seen."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


@dataclass(slots=True)
class Drawn:
    """What stands on a page besides text.

    Attributes:
        image_share: Part of the page that images cover, 0..1 (overlaps count twice).
        image_dpi: Resolution of the largest image as it stands on the page; 0 without images.
        image_size: Its pixels across and down.
        paths: Number of path objects.
        path_objects: The first of them, each with the matrix to page units.
    """

    image_share: float = 0.0
    image_dpi: float = 0.0
    image_size: tuple[int, int] = (0, 0)
    paths: int = 0
    path_objects: list[tuple[Any, Matrix]] = field(default_factory=list)


def view_of(page: pdfium.PdfPage) -> View:
    """Give how a page is looked at; call it before the rotation is set to 0."""
    left, bottom, right, top = page.get_bbox()
    return View(left, bottom, right, top, page.get_rotation() % 360)


def drawn_on(page: pdfium.PdfPage, view: View) -> Drawn:
    """Look at every object of a page once (forms inside it as well, three deep)."""
    drawn, largest = Drawn(), 0.0
    area = max(1.0, view.width * view.height)
    for kind, handle, matrix in _objects(page):
        if kind == c.FPDF_PAGEOBJ_PATH:
            drawn.paths += 1
            if drawn.paths <= _MOST_PATHS:
                drawn.path_objects.append((handle, matrix))
        elif kind == c.FPDF_PAGEOBJ_IMAGE:
            width, height = _size(handle, matrix)
            covered = min(width, view.right - view.left) * min(height, view.top - view.bottom)
            drawn.image_share += covered / area
            if covered > largest:
                largest, drawn.image_size = covered, _pixels(handle)
                # by the long sides: it may lie on its side
                drawn.image_dpi = 72.0 * max(drawn.image_size) / max(width, height, 1.0)
    drawn.image_share = min(1.0, drawn.image_share)
    return drawn


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, Any, Matrix]]:
    left = _MOST_OBJECTS
    waiting: list[tuple[Any, Matrix, int]] = [(None, _SAME, 0)]
    while waiting:
        form, matrix, depth = waiting.pop()
        count = c.FPDFPage_CountObjects(page.raw) if form is None else c.FPDFFormObj_CountObjects(form)
        for index in range(min(count, left)):
            handle = c.FPDFPage_GetObject(page.raw, index) if form is None else c.FPDFFormObj_GetObject(form, index)
            kind = c.FPDFPageObj_GetType(handle)
            if kind == c.FPDF_PAGEOBJ_FORM:
                if depth < _DEEPEST:
                    waiting.append((handle, _times(_matrix(handle), matrix), depth + 1))
            else:
                yield kind, handle, matrix
        left -= max(count, 0)
        if left <= 0:
            return


def _matrix(handle: Any) -> Matrix:
    held = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(handle, held):
        return _SAME
    return held.a, held.b, held.c, held.d, held.e, held.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, cc, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        cc * oa + d * oc,
        cc * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _size(handle: Any, matrix: Matrix) -> tuple[float, float]:
    """Give an object's width and height in page units."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not c.FPDFPageObj_GetBounds(handle, *edges):
        return 0.0, 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    return (
        max(x for x, _ in corners) - min(x for x, _ in corners),
        max(y for _, y in corners) - min(y for _, y in corners),
    )


def _pixels(handle: Any) -> tuple[int, int]:
    across, down = ctypes.c_uint(), ctypes.c_uint()
    if not c.FPDFImageObj_GetImagePixelSize(handle, across, down):
        return 0, 0
    return across.value, down.value


def straight_lines(drawn: Drawn, view: View) -> Iterator[tuple[float, float, float, float]]:
    """Give every level or upright line of the page's paths as seen: x0, top, x1, bottom."""
    left = _MOST_SEGMENTS
    for handle, outer in drawn.path_objects:
        count = c.FPDFPath_CountSegments(handle)
        left -= max(count, 0)
        if left < 0:
            return
        matrix = _times(_matrix(handle), outer)
        start = last = None
        for index in range(count):
            segment = c.FPDFPath_GetPathSegment(handle, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            c.FPDFPathSegment_GetPoint(segment, x, y)
            here = view.seen(*_moved(matrix, x.value, y.value))
            kind = c.FPDFPathSegment_GetType(segment)
            if kind == c.FPDF_SEGMENT_MOVETO:
                start = here
            elif kind == c.FPDF_SEGMENT_LINETO and last:
                yield from _straight(last, here)
            if start and c.FPDFPathSegment_GetClose(segment):
                yield from _straight(here, start)
            last = here


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[tuple[float, float, float, float]]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if (wide < 1.0) != (high < 1.0):
        yield min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

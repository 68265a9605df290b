"""Pages of a list: which one, how many, and which to offer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paging:
    """Where we are in a list.

    Attributes:
        page: 1-based, never beyond the last.
    """

    page: int
    total: int
    per_page: int

    @classmethod
    def of(cls, asked: str | None, total: int, per_page: int) -> Paging:
        """Read the page asked for; anything that is not a page becomes the nearest that is."""
        number = int(asked) if asked and asked.isdecimal() and len(asked) < 10 else 1
        return cls(max(1, min(number, _pages(total, per_page))), total, per_page)

    @property
    def pages(self) -> int:
        """How many pages; 1 for an empty list."""
        return _pages(self.total, self.per_page)

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.per_page

    @property
    def first(self) -> int:
        """1-based number of the first row shown; 0 in an empty list."""
        return self.offset + 1 if self.total else 0

    @property
    def last(self) -> int:
        """1-based number of the last row shown."""
        return min(self.offset + self.per_page, self.total)

    @property
    def offered(self) -> list[int | None]:
        """Give the pages to offer as links: first, last and those around; None where some are left out."""
        near = {1, self.pages, *range(self.page - 2, self.page + 3)}
        numbers = sorted(n for n in near if 1 <= n <= self.pages)
        offered: list[int | None] = []
        for before, number in zip([0, *numbers], numbers, strict=False):
            if number - before > 1:
                offered.append(None)
            offered.append(number)
        return offered


def _pages(total: int, per_page: int) -> int:
    return max(1, -(-total // per_page))

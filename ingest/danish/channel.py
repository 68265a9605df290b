"""What a machine made of printed letters, as costs: the confusion table as repairs go by it."""

from __future__ import annotations

from math import log

from ingest.danish import confusions

Option = tuple[bytes, bytes, float]  # read, printed, cost

_KEPT = 0.12  # share of Danish letters that survive on a damaged page


class Channel:
    """The confusion table as costs.

    Attributes:
        by_first: First letter read -> the confusions that may have made it.
        lost: Letters of which nothing may be left.
        kept: Cost of each letter read as printed.
    """

    __slots__ = ("by_first", "kept", "lost")

    def __init__(self, table: confusions.Confusions) -> None:
        self.by_first: dict[int, list[Option]] = {}
        self.lost: list[tuple[int, float]] = []
        self.kept = [0.0] * 256
        shares: dict[str, float] = {}
        for printed, read, share in table:
            danish = printed in ("æ", "ø", "å")
            cost = -log(share * (1 - _KEPT) if danish else share)
            if read:
                option = read.encode("latin-1"), printed.encode("latin-1"), cost
                self.by_first.setdefault(option[0][0], []).append(option)
            elif danish:
                self.lost.append((ord(printed), cost))
            if len(printed) == 1:
                shares[printed] = shares.get(printed, 0.0) + share
        for letter, share in shares.items():
            self.kept[ord(letter)] = -log(_KEPT if letter in "æøå" else 1 - share)

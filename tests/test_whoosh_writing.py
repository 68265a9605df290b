"""Segments stay few and writing stays cheap, however the entries come in."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ingest.archive.whoosh_writing import to_merge


@dataclass(eq=False)
class Segment:
    """As much of a Whoosh segment as the choice looks at."""

    passages: int
    deleted: int = 0

    def doc_count(self) -> int:
        return self.passages - self.deleted

    def doc_count_all(self) -> int:
        return self.passages

    def deleted_count(self) -> int:
        return self.deleted


@pytest.mark.parametrize(("commits", "passages"), [(3000, 1), (2000, 50), (400, 1000), (40, 20_000)])
def test_growing_by_many_commits(commits: int, passages: int) -> None:
    segments: list[Segment] = []
    rewritten = 0
    for _ in range(commits):
        chosen = to_merge(passages, segments)
        rewritten += sum(segment.doc_count() for segment in chosen)
        merged = passages + sum(segment.doc_count() for segment in chosen)
        assert merged <= max(16_384, passages)
        segments = [s for s in segments if s not in chosen] + [Segment(merged)]
    total = commits * passages
    assert sum(segment.passages for segment in segments) == total
    assert len(segments) <= 30 + total // 8_000
    assert rewritten <= 5 * total


def test_what_is_mostly_deleted_is_written_again_and_the_rest_left_alone() -> None:
    worn, fresh, large, gone = Segment(1000, 501), Segment(1000, 500), Segment(16_000), Segment(5, 5)
    assert to_merge(10, [worn, fresh, large]) == [worn]
    assert to_merge(10, [fresh, large]) == []
    assert to_merge(0, [gone]) == [gone]

"""The queries that the rank of hits is measured by (tests/bench/bench_rank.py), and how the measure counts."""

from __future__ import annotations

from collections import Counter

import pytest

from portal import demo
from tests.bench import graded
from tests.bench.graded import GradedQuery, Target


@pytest.fixture(scope="module")
def queries() -> list[GradedQuery]:
    return graded.read(graded.FILE.read_text(encoding="utf-8").splitlines())


def test_there_are_enough_of_every_kind_and_each_has_a_best_answer(queries: list[GradedQuery]) -> None:
    assert len(queries) >= 150
    assert len({query.text for query in queries}) == len(queries)
    assert min(Counter(query.kind for query in queries).values()) >= 10
    assert [query.text for query in queries if not any(target.grade == 3 for target in query.targets)] == []


def test_every_answer_stands_in_the_sample_archive(queries: list[GradedQuery]) -> None:
    told = {one.path: one for one in demo.truth()}
    targets = [target for query in queries for target in query.targets]
    assert {target.path for target in targets} - set(told) == set()
    for target in targets:
        printed = {item.number for item in told[target.path].items}
        assert not target.items or not printed or target.items & printed, target


def test_lines_that_are_no_query_are_told() -> None:
    for lines in (["3\ta.txt"], ["?\tword"], ["?\tword\tx", "4\ta.txt"], ["?\tword\tx", "3\ta.txt", "1\ta.txt"]):
        with pytest.raises(ValueError, match="answer"):
            graded.read(lines)


def test_the_measure_counts_what_stands_first_and_each_answer_once() -> None:
    query = GradedQuery(
        "word", "x", (Target(3, "a", frozenset({"1", "7"})), Target(2, "a", frozenset()), Target(1, "b", frozenset()))
    )
    whole = [("a", "7"), ("a", "2"), ("b", None)]
    assert graded.ndcg(query, whole) == 1
    assert graded.ndcg(query, [("a", "1"), ("a", "7"), *whole[1:]]) == 1  # another part of the same answer
    assert graded.ndcg(query, [("c", None), *whole]) < 1
    assert graded.ndcg(query, [*reversed(whole)]) < graded.ndcg(query, [whole[0], whole[2], whole[1]]) < 1
    assert graded.ndcg(query, [("c", None)] * 10 + whole) == graded.ndcg(query, []) == 0

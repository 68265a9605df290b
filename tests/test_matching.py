"""A passage keeps its id when the document is read again."""

from dataclasses import dataclass

from ingest.archive.matching import match


@dataclass
class P:
    number: str | None
    heading: str
    text: str


LONG = "Skolen i Mosebølle får nyt tag og ny varmepumpe, og eleverne flytter i pavillon fra august til november."


def test_same_items_in_another_order_are_followed_by_number_and_heading() -> None:
    old = [P("1", "Dagsorden", "Dagsorden"), P("2", "Skoletag", LONG)]
    new = [P("2", "Skoletag", LONG + " Rettet."), P("1", "Dagsorden", "Dagsorden")]
    assert match(old, new) == [1, 0]


def test_a_renumbered_item_is_followed_by_its_heading() -> None:
    assert match([P("2", "Skoletag", LONG)], [P("3", "Skoletag", "Helt andre ord")]) == [0]


def test_an_item_with_a_corrected_heading_is_followed_by_its_number() -> None:
    assert match([P("2", "Skoletæg", LONG)], [P("2", "Skoletag", "Andre ord")]) == [0]


def test_changed_text_nearby_is_followed_by_its_words() -> None:
    assert match([P(None, "", LONG)], [P(None, "", LONG.replace("august", "september"))]) == [0]


def test_other_text_is_new() -> None:
    assert match([P(None, "", LONG)], [P(None, "", "Budgettet for havnen blev udsat til næste møde.")]) == [None]


def test_no_old_passage_is_given_twice_and_equal_ones_keep_their_order() -> None:
    old = [P("4", "Punkt", "a"), P("4", "Punkt", "b")]
    new = [P("4", "Punkt", "c"), P("4", "Punkt", "d"), P("4", "Punkt", "e")]
    assert match(old, new) == [0, 1, None]


def test_splitting_one_passage_in_two_keeps_the_first() -> None:
    halves = LONG.split(", og ")
    assert match([P(None, "", LONG)], [P(None, "", halves[0]), P(None, "", halves[1])]) in ([0, None], [None, 0])


def test_nothing_to_match() -> None:
    assert match([], [P(None, "", LONG)]) == [None]
    assert match([P(None, "", LONG)], []) == []

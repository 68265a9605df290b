"""Text that nobody wrote: every word has its end, and what would cost too much is left as it was read."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

import pytest

from ingest.archive.excerpt import excerpt
from ingest.archive.marks import marks
from ingest.archive.query import Word
from ingest.archive.query_parser import parse
from ingest.danish import damage, damaged_texts, lexicon, normalise, ocr_repair, repaired_words, streams
from ingest.danish.suggest import closest, damaged_forms
from ingest.danish.synonyms import SynonymTable
from portal.model import Role
from portal.search.asked import Asked
from tests.bench.bench_bad_input import TEXTS, hostile_words
from tests.fixtures_web import Visitor

_SIZE = 40_000  # of each kind of text: their whole size is the bench's


@pytest.mark.parametrize("name", TEXTS)
def test_every_token_has_its_end_and_nothing_unseen_in_it(name: str) -> None:
    text = normalise(TEXTS[name]()[:_SIZE])
    made = streams(text, damaged="damaged" in name)
    seen = set(made.all.split())
    assert all(len(token) <= 64 for token in seen)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for token in seen for letter in token)
    assert len(made.all) <= 12 * max(len(text), 100)


def test_one_word_a_million_times_is_looked_at_once() -> None:
    text = "ressourceteammødet " * 100_000
    made = streams(text)
    assert made.text.count(" ") == 99_999
    assert set(made.all.split()) == set(streams("ressourceteammødet").all.split())
    html, shown = excerpt(text, parse("møde", SynonymTable()).tree)
    assert 0 < len(shown) < 30
    assert len(html) < 1000


@pytest.mark.parametrize(
    ("printed", "typed"),
    [("\u202eb\u200bø\u200crn\u202c", "børn"), ("børn", "\u2066bø\ufeffrn\u2069\x00"), ("bo\u0338rn", "børn"),
     ("\x07børn\x1b[31m", "børn"), ("a\u030arhus", "århus"), ("ｂørn børn", "børn")],
)  # fmt: skip
def test_what_cannot_be_seen_hides_nothing(printed: str, typed: str) -> None:
    text = normalise(printed)
    tree = parse(typed, SynonymTable()).tree
    assert isinstance(tree, Word)
    assert not set(tree.terms).isdisjoint(streams(text).all.split())
    html, found = excerpt(text, tree)
    assert found
    assert not any(unicodedata.category(letter) in ("Cc", "Cf") for letter in html)


def _pages(words: int) -> list[str]:
    made = hostile_words(words * 22).split()[320:]
    head = "og at der det til af som for " * 12
    return [head + " ".join(made[start : start + 400]) for start in range(0, len(made), 400)]


def test_a_document_of_hostile_words_is_repaired_as_far_as_it_can_be_afforded() -> None:
    pages = _pages(22_000)
    found = damaged_texts(pages)
    repaired = sum(found)
    assert found == [True] * repaired + [False] * (len(pages) - repaired), "its first pages, and then none"
    known = lexicon.load().trie
    unknown = {word for page in pages[: repaired + 1] for word in page.split() if known.cost(word) is None}
    assert len(unknown) > 14_000
    assert len({word for page in pages[:repaired] for word in page.split() if known.cost(word) is None}) <= 15_000
    assert damaged_texts(pages) == found, "asked again it is the same"
    assert damaged_texts(pages[:4]) == [True] * 4


def test_a_long_damaged_document_of_real_words_is_repaired_to_its_end() -> None:
    page = "Mgdet i udvalget om bgrnene og de unge blev holdt pa skolen, og der var et svar til alle som kom. " * 5
    assert all(damaged_texts([page] * 300))


def test_the_gate_looks_at_so_many_words_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(2)
    pages = _pages(30_000)
    pages = [page.replace("og at der", "", dice.randrange(6, 12)) for page in pages]
    looked_at: set[str] = set()
    repairs = ocr_repair.repairs

    def watched(token: str) -> ocr_repair.Repairs:
        looked_at.add(token)
        return repairs(token)

    monkeypatch.setattr(damage, "repairs", watched)
    damaged_texts([f"{page} {'æ' * 30}" for page in pages])
    assert 3900 < len(looked_at) <= 4000 + 60


def test_the_longest_words_are_left_alone() -> None:
    for word in ("ø" * 1000, "bgrnefazllesskaber" * 60, "o" * 41):
        assert ocr_repair.repairs(word) == ()
        assert closest(word, [("møde", 4), (word[:64], 9)]) is None
        assert repaired_words(word) == 0
    assert len(damaged_forms("ø" * 64)) <= 48
    assert marks("o" * 100_000, parse("børn*", SynonymTable()).tree, damaged=True) == []


@pytest.fixture
def reader(visit: Callable[[Role], Visitor]) -> Iterator[Visitor]:
    yield visit(Role.READER)


def test_what_is_typed_is_shown_without_what_cannot_be_seen(reader: Visitor) -> None:
    page = reader.text("/soeg?q=%E2%80%AEskole%00n%E2%80%8B%1B%EF%BB%BF")
    assert not any(letter in page for letter in "\u202e\x00\u200b\x1b\ufeff")
    assert 'value="skolen"' in page
    assert Asked(text="skolen").query == "q=skolen"


@pytest.mark.parametrize(
    "typed", ["%CC%81" * 900, "a" * 5000, "%F0%9F%92%A5" * 400, "18/O" * 300, "%22" * 500, "-" * 900]
)
def test_any_query_gets_a_page(reader: Visitor, typed: str) -> None:
    assert "Søg" in reader.text(f"/soeg?q={typed}")

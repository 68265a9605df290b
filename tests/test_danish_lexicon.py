"""The lexicon file: baked, whole, or refused with the command that mends it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.danish import LexiconMissing, lemma, lexicon
from ingest.danish.lexicon import trie


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the lexicon, in use until the test ends."""
    file = tmp_path / lexicon.NAME
    file.write_bytes((lexicon.folder() / lexicon.NAME).read_bytes())
    monkeypatch.setenv("PORTAL_LEXICON", str(tmp_path))
    lexicon.load.cache_clear()
    yield file
    lexicon.load.cache_clear()


def test_a_whole_lexicon_opens(copied: Path) -> None:
    words = lexicon.load()
    assert len(words) > 700_000
    assert words.lemmas("børnene") == (("barn", True),)
    assert words.lemmas("ungetopmødet") == ()
    assert "høringssvaret" in words
    assert lexicon.current(copied.parent)
    assert not lexicon.ensure()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda content: b"", "beskadiget"),
        (lambda content: content[:-1], "beskadiget"),
        (lambda content: content[: len(content) // 2], "beskadiget"),
        (lambda content: content[:300_000] + b"\0\1\2" + content[300_003:], "beskadiget"),
        (lambda content: b"{}\n" + content, "beskadiget"),
        (lambda content: b"\xff\xfe\n" + content, "beskadiget"),
        (lambda content: content.replace(lexicon.stamp().encode(), b"0-simplemma-1.0", 1), "anden version"),
    ],
    ids=["empty", "last byte", "half", "changed inside", "no head", "not JSON", "other version"],
)
def test_a_broken_or_foreign_lexicon_is_refused_with_the_command(copied: Path, damage: object, what: str) -> None:
    assert callable(damage)
    copied.write_bytes(damage(copied.read_bytes()))
    with pytest.raises(LexiconMissing, match=what) as refused:
        lexicon.load()
    assert "`portal lexicon`" in str(refused.value)
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value), "also out of a reading process"
    assert not lexicon.current(copied.parent)


def test_without_a_lexicon_every_question_names_the_command(copied: Path) -> None:
    copied.unlink()
    with pytest.raises(LexiconMissing, match=r"mangler.*`portal lexicon`"):
        lemma("etordsomingenharspurgtomfør")


@pytest.mark.slow
def test_baking_makes_what_is_missing(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = copied.read_bytes()
    copied.unlink()
    assert lexicon.ensure()
    assert str(copied.parent) in capsys.readouterr().out
    assert copied.read_bytes() == known, "the same data and code bake the same file"
    assert [path.name for path in copied.parent.iterdir()] == [lexicon.NAME]


@pytest.mark.slow
def test_the_process_that_makes_the_words_may_end_early(capfd: pytest.CaptureFixture[str]) -> None:
    from ingest.danish.lexicon.baking import _beside  # simplemma and wordfreq are loaded only to bake

    no_lemmas: Any = {"skolen": None}
    with pytest.raises(ChildProcessError, match="has ended"):
        _beside({"skolen": "skole"}, no_lemmas)()
    assert "TypeError" in capfd.readouterr().err, "what was wrong is told where the program is run"


def test_a_trie_takes_words_in_any_order_and_leaves_out_what_it_cannot_hold() -> None:
    words = ["ås", "hus", "łódź", "a", "x" * trie.LONGEST, "hu", "x" * (trie.LONGEST + 1), "h2o", "husene"]
    made = trie.make(words, range(1, 10), [trie.FIRST, trie.LAST, 0, 0, 0, 0, 0, 0, trie.WHOLE])
    costs = {word: made.cost(word) for word in [*words, "huse"]}
    left_out = dict.fromkeys(["łódź", "x" * (trie.LONGEST + 1), "h2o", "huse"])
    assert costs == {"ås": 1.0, "hus": 2.0, "a": 4.0, "x" * trie.LONGEST: 5.0, "hu": 6.0, "husene": 9.0, **left_out}
    assert [made.flags[made.find(word)] for word in ("ås", "hus", "hu", "huse", "husene")] == [1, 2, 0, 0, 4]
    assert made.best[made.find("h")] == 2 * trie.STEPS
    assert made.best[made.find("huse")] == 9 * trie.STEPS

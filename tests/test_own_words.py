"""An archive's own words: what is learned, from what alone, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from ingest.archive import own_words
from ingest.archive.model import Document, PassageStreams
from ingest.danish import LexiconMissing, compounds, lemma, local
from ingest.danish.lexicon import own_words as own_file
from ingest.danish.ocr_repair import best, repairs
from ingest.danish.suggest import closest
from ingest.in_language import in_language
from ingest.streams import VERSION, version
from ingest.values import Prepared, Source, Understood
from portal.instance import Instance
from tests.archive_making import Archive, Text

SENTENCE = "Byrådet drøftede sagen om vejen til {word} og tog den til efterretning."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "archive")
    yield made
    made.close()
    local.use(None)


def add(archive: Archive, word: str, documents: int = 3, **how: bool) -> None:
    for n in range(documents):
        archive.add(f"{word}-{n}.txt", Text((SENTENCE.format(word=word),), **how), title="Sag")


def learned(archive: Archive, **how: int) -> dict[str, float]:
    with archive.database.read() as session:
        return own_words.own_words(session, **how)


def learn(archive: Archive) -> int:
    with archive.database.read() as session:
        return own_words.learn(session, archive.files)


def test_words_of_enough_clean_open_documents_are_learned(archive: Archive) -> None:
    add(archive, "Kjølbrovad")
    add(archive, "Sejlstruphede", 2)
    assert set(learned(archive)) == {"kjølbrovad"}, "vejen, sagen, byrådet are known; two documents are too few"
    assert set(learned(archive, least=2)) == {"kjølbrovad", "sejlstruphede"}
    assert list(learned(archive, least=2, most=1)) == ["kjølbrovad"], "those in most documents first"


def test_nothing_closed_restricted_or_damaged_is_learned(archive: Archive) -> None:
    add(archive, "Ørkelmose", closed=True)
    add(archive, "Ålehusum", damaged=True)
    restricted = [archive.add(f"b{n}.txt", SENTENCE.format(word="Bjældekær")) for n in range(3)]
    with archive.database.write() as session:
        session.execute(update(Document).where(Document.id.in_(restricted)).values(audience="hearing:1"))
    removed = [archive.add(f"{n}.txt", SENTENCE.format(word="Skælvborg")) for n in range(3)]
    archive.remove(removed[0])
    assert learned(archive) == {}


def test_what_a_scanner_made_of_a_word_that_is_there_is_not_learned(archive: Archive) -> None:
    add(archive, "Kjølbrovad")
    add(archive, "pzdagogiske")
    add(archive, "pædagogiske", 7)
    assert set(learned(archive)) == {"kjølbrovad"}


def test_own_words_are_repaired_to_and_not_corrected_away(archive: Archive) -> None:
    before = best("kjglbrovad"), best("hulmosested"), lemma("kjølbrovads"), compounds.parts("kjølbrovadvejen")
    assert before[0] == "kjglbrovad"
    add(archive, "Kjølbrovad")
    add(archive, "Badevej")
    assert best("badevej") != "badevej", "the lexicon alone takes it for something else"
    assert learn(archive) == 2
    assert best("kjglbrovad") == best("kjolbrovad") == best("kjølbrovad") == "kjølbrovad"
    assert best("kjglbrovadvejen") == "kjølbrovadvejen", "also as a part of another word"
    assert best("badevej") == "badevej"
    assert best("bgrn") == "børn" and best("sagen") == "sagen"
    assert (best("hulmosested"), lemma("kjølbrovads"), compounds.parts("kjølbrovadvejen")) == before[1:]
    assert closest("kjølbrovda", [("kjølbrovad", 1)]) == "kjølbrovad", "a word that is known may be proposed"
    local.use(None)
    assert best("kjglbrovad") == "kjglbrovad"
    assert closest("kjølbrovda", [("kjølbrovad", 1)]) is None


def test_only_damaged_passages_are_read_again(archive: Archive) -> None:
    add(archive, "Kjølbrovad")
    archive.add("scan.txt", Text((SENTENCE.format(word="Kjglbrovad"),), damaged=True), title="Scanning")
    archive.generations.drain()
    made_with = archive.generations.language()
    assert made_with == version() == VERSION
    assert learn(archive) == 1
    assert version(damaged=False) == VERSION != version() and made_with != version()
    archive.generations.drain()
    assert archive.generations.language() == version(), "a drain builds an index of another language again"
    words = archive.generations.index().words("kjølbro", 9)
    assert [word for word, _ in words] == ["kjølbrovad"] and dict(words)["kjølbrovad"] == 4
    with archive.database.read() as session:
        assert {row.version for row in session.query(PassageStreams)} == {VERSION}


def test_a_reading_process_reads_with_the_archives_words_and_says_so(archive: Archive) -> None:
    add(archive, "Kjølbrovad")
    learn(archive)
    local.use(None)

    def step(name: str) -> Prepared:
        assert best("kjglbrovad") == "kjølbrovad"
        return Prepared(Source("text/plain"), Understood("other"), note=name)

    made = in_language(archive.files.language, step, "a.txt")
    assert made.note == "a.txt" and made.language == local.now().digest != ""


def test_another_process_that_learned_is_noticed(archive: Archive) -> None:
    assert local.use(archive.files.language).digest == ""
    own_file.write(archive.files.language / local.WORDS, {"kjølbrovad": 11.0})
    assert local.use(archive.files.language).digest != "" and repairs("kjglbrovad")[0][0] == "kjølbrovad"
    own_file.write(archive.files.language / local.WORDS, {})
    assert local.use(archive.files.language).words is None and repairs("kjglbrovad") == ()
    assert [path.name for path in archive.files.language.iterdir()] == [local.WORDS]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-4] + b"\0\1\2\3",
        lambda content: b"{}\n" + content,
        lambda content: b"\xff\xfe" * 1000,
        lambda content: content.replace(b"own-1", b"own-0", 1),
    ],
    ids=["empty", "last byte", "half", "changed inside", "no head", "not JSON", "other version"],
)
def test_broken_own_words_stop_the_start_with_the_command(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    instance = Instance.open(tmp_path)
    path = instance.files.language / local.WORDS
    own_file.write(path, {f"kjølbrovad{letter}": 11.0 for letter in "abcdefgh"})
    Instance.open(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(LexiconMissing, match=r"egen ordbog.*`portal lexicon`"):
        Instance.open(tmp_path)
    mended = Instance.open(tmp_path, read_language=False)
    with mended.database.read() as session:
        own_words.learn(session, mended.files)
    Instance.open(tmp_path)


def test_own_words_that_are_gone_stop_the_start(tmp_path: Path) -> None:
    instance = Instance.open(tmp_path)
    path = instance.files.language / local.WORDS
    own_file.write(path, {"kjølbrovad": 11.0})
    instance.generations.rebuild()
    path.unlink()
    with pytest.raises(LexiconMissing, match=r"mangler.*`portal lexicon`"):
        Instance.open(tmp_path)

"""The sample municipality, whose truth is known: every item found, nothing closed shown, nothing open lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import readers
from ingest.readers import Limits
from ingest.understand import understand
from ingest.understand.item_list import items_of
from ingest.values import Understood
from portal import demo
from tests.understand_texts import assert_whole, closed_text, open_text

pytestmark = pytest.mark.slow

Case = tuple[demo.Truth, Understood]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Every document of the sample that has text without OCR, understood."""
    folder = tmp_path_factory.mktemp("proever")
    made = {path.relative_to(folder).as_posix() for path in demo.build(folder, misread=False)}
    return list(_understood(folder, made))


def _understood(folder: Path, made: set[str]) -> Iterator[Case]:
    for told in demo.truth():
        if told.path not in made or told.image_only or told.damaged or told.path.endswith((".zip", ".eml")):
            continue
        source = readers.read(folder / told.path, told.path, folder, Limits())
        if any(page.wants_ocr for page in source.pages):
            continue
        understood = understand(source, told.path)
        assert_whole(source, understood)
        yield told, understood


def plain(text: str | None) -> str:
    """Give the words and figures of a text, in small letters."""
    return " ".join(re.findall(r"[^\W_]+", (text or "").lower()))


def test_enough_of_the_sample_is_read(archive: list[Case]) -> None:
    assert len(archive) > 60
    assert sum(item.closed for told, _ in archive for item in told.items) >= 10


def test_every_item_is_found_with_its_number_title_case_and_decision(archive: list[Case]) -> None:
    wrong = []
    for told, understood in archive:
        wanted = [(i.number, plain(i.title), i.case_number, plain(i.decision)) for i in told.items]
        given = [(i.number, plain(i.title), i.case_number, plain(i.decision)) for i in items_of(understood)]
        wrong += [(told.path, a, b) for a, b in zip(wanted, given, strict=False) if a != b]
        if len(wanted) != len(given):
            wrong.append((told.path, len(wanted), len(given)))
    assert wrong == []


def test_no_closed_item_is_taken_for_open_and_no_open_one_for_closed(archive: list[Case]) -> None:
    for told, understood in archive:
        wanted = [item.number for item in told.items if item.closed]
        assert [i.number for i in items_of(understood) if i.closed] == wanted, told.path


def test_no_word_that_stands_only_in_closed_text_is_readable(archive: list[Case]) -> None:
    secrets = demo.closed_only_words(told for told, _ in archive)
    for told, understood in archive:
        assert not set(re.findall(r"[a-zæøåé]{3,}", open_text(understood).lower())) & secrets, told.path


def test_no_open_sentence_is_hidden(archive: list[Case]) -> None:
    for told, understood in archive:
        hidden = plain(closed_text(understood))
        assert not [sentence for sentence in told.sentences if plain(sentence) in hidden], told.path


def test_meetings_have_their_committee_and_date(archive: list[Case]) -> None:
    for told, understood in archive:
        if told.kind in {"agenda", "minutes"}:
            assert understood.kind == told.kind, told.path
            assert understood.first("committee") == told.committee, told.path
            assert understood.first("meeting_date") == told.date.isoformat(), told.path


def test_kinds_are_mostly_right_and_the_rest_is_not_invented(archive: list[Case]) -> None:
    same = {"cooperation_agreement": "agreement"}
    right = [understood.kind == same.get(told.kind, told.kind) for told, understood in archive]
    assert sum(right) >= 0.9 * len(right)

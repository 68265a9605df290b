"""The whole way with the sample municipality: what is open is found, what is closed is nowhere."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from ingest.archive.entries import entries_of
from ingest.archive.model import Document, Sighting
from ingest.archive.search import SearchRequest, search
from ingest.archive.store import Place
from ingest.pipeline import Given, ingest_many
from ingest.values import FileState, Outcome
from portal import create_app, demo
from portal.cli.people import add_sample_people
from portal.instance import Instance
from portal.workshop import workshop
from tests.fixtures_web import Visitor

pytestmark = pytest.mark.slow

EVERYTHING = frozenset({"closed:*"})


@dataclass(frozen=True)
class Sample:
    instance: Instance
    outcomes: dict[str, Outcome]
    told: tuple[demo.Truth, ...]

    def found(self, query: str, audience: frozenset[str] = frozenset()) -> list[str]:
        with self.instance.database.read() as session:
            request = SearchRequest(query=query, limit=100)
            return [hit.path for hit in search(session, self.instance.generations.index(), request, audience).hits]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("sample")
    paths = demo.build(folder, misread=False)
    instance = Instance.open(tmp_path_factory.mktemp("instance"))
    outcomes: dict[str, Outcome] = {}

    def note(outcome: Outcome) -> None:
        outcomes[outcome.path] = outcome
        for member in outcome.members:
            note(member)

    with workshop(instance) as shop:
        ingest_many(shop, [Given(path, Place(str(path.relative_to(folder)))) for path in paths], note)
    yield Sample(instance, outcomes, tuple(one for one in demo.truth() if one.path in outcomes))


def words(text: str) -> list[str]:
    """Give the words as somebody would type them: without figures and the signs around them."""
    return [word for word in re.findall(r"[^\W_](?:[\w'’-]*[^\W_])?", text) if word.isalpha()]


def test_every_file_of_the_sample_is_taken_in(sample: Sample) -> None:
    assert len(sample.told) > 80
    assert {outcome.state for outcome in sample.outcomes.values()} == {FileState.INDEXED}


def test_every_open_document_is_found_by_a_sentence_of_its_own(sample: Sample) -> None:
    dice = random.Random(4)
    missed = []
    for told in sample.told:
        if told.damaged or told.image_only or not told.sentences:
            continue
        sentence = dice.choice(told.sentences)
        if told.path not in sample.found(" ".join(words(sentence)[:12])):
            missed.append((told.path, sentence))
    assert missed == []


def test_scans_are_found_by_most_of_their_sentences(sample: Sample) -> None:
    asked = [(told.path, sentence) for told in sample.told if told.image_only for sentence in told.sentences]
    hits = [path in sample.found(" ".join(words(sentence)[:5])) for path, sentence in asked]
    assert len(hits) > 10 and sum(hits) / len(hits) > 0.85


def test_no_closed_word_is_in_the_open_index_or_found_without_a_grant(sample: Sample) -> None:
    secrets = {secret.lower() for told in sample.told for secret in told.secrets}
    assert len(secrets) > 8
    with sample.instance.database.read() as session:
        ids = list(session.scalars(select(Document.id)))
        entries = [entry for _, found in entries_of(session, ids) for entry in found if entry.audience is None]
    for entry in entries:
        streams = entry.streams
        everything = " ".join((streams.all, streams.text, streams.lemma, streams.forms, streams.title))
        assert not secrets & set(everything.split())
    for secret in secrets:
        assert sample.found(secret) == []
        assert sample.found(secret, EVERYTHING) != []
        assert list(sample.instance.generations.index().words(secret[:5], 20)) == [] or secret not in dict(
            sample.instance.generations.index().words(secret[:5], 1000)
        )


def test_no_page_shows_a_reader_a_closed_word(sample: Sample) -> None:
    add_sample_people(sample.instance, "en lang kode til prøver")
    app = create_app(sample.instance)
    app.config["RATELIMIT_ENABLED"] = False
    reader = Visitor(app)
    reader.post("/konto/login", {"username": "laeser", "password": "en lang kode til prøver"})
    assert "Mosebølle" in reader.text("/soeg?q=mosebølle")
    secrets = {secret.lower() for told in sample.told for secret in told.secrets}
    with sample.instance.database.read() as session:
        holding = set(session.scalars(select(Document.id).where(Document.has_closed)))
        sightings = session.execute(select(Sighting.document_id, Sighting.path))
        paths = {document: path for document, path in sightings}
    assert len(holding) > 5
    for document in holding:
        pages = max(1, sample.outcomes[paths[document]].pages)
        for address in (f"/dokument/{document}", *(f"/dokument/{document}/side/{n}" for n in range(1, pages + 1))):
            answer = reader.get(address)
            assert answer.status_code in (200, 302, 303, 404)
            assert not [secret for secret in secrets if secret in answer.get_data(as_text=True).lower()], address
        for kept in ("original", "side/1/billede", "side/1/lag"):
            assert reader.get(f"/dokument/{document}/{kept}").status_code in (403, 404)


def test_afterwards_everything_agrees(sample: Sample) -> None:
    assert sample.instance.generations.check() == []

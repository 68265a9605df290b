"""Every file ends in one named state, and what went in is found again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from ingest import pipeline
from ingest.archive.model import Document, IndexChange, Passage, Sighting
from ingest.archive.search import SearchRequest, search
from ingest.archive.store import Place
from ingest.pipeline import Given, Workshop, ingest_many
from ingest.values import FileState, Outcome
from portal.instance import Instance
from portal.workshop import workshop
from tests.cpr_numbers import number as cpr_number

pytestmark = pytest.mark.slow

MINUTES = """Referat
Udvalg: Børne- og Ungeudvalget
Mødedato: 12. marts 2014

1. Godkendelse af dagsorden
Dagsordenen blev godkendt.

2. Nyt tag på skolen i Mosebølle
Sagsfremstilling
Taget på gymnastiksalen er utæt, og eleverne fryser.
Beslutning
Tiltrådt som indstillet.

3. Lukket punkt: Køb af ejendom på Bøgevænget
Ejendommen tilhører firmaet Grævlingsund Invest.
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, Workshop]]:
    instance = Instance.open(tmp_path_factory.mktemp("instance"))
    with workshop(instance) as opened:
        yield instance, opened


def take_in(shop: Workshop, *paths: Path, again: bool = False) -> dict[str, Outcome]:
    outcomes: list[Outcome] = []
    ingest_many(shop, [Given(path, Place(str(path)), again) for path in paths], outcomes.append)
    return {Path(outcome.path).name: outcome for outcome in outcomes}


def found(instance: Instance, query: str, audience: frozenset[str] = frozenset()) -> set[int]:
    with instance.database.read() as session:
        answer = search(session, instance.generations.index(), SearchRequest(query=query), audience)
        return {hit.document_id for hit in answer.hits}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_found_by_its_words(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    outcome = take_in(shop[1], write(tmp_path, "referat.txt", MINUTES))["referat.txt"]
    assert (outcome.state, outcome.cause, outcome.pages) == (FileState.INDEXED, None, 1)
    assert outcome.passages >= 3
    assert found(shop[0], "gymnastiksalen") == {outcome.document_id}


def test_closed_words_are_found_only_with_a_grant(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    outcome = take_in(shop[1], write(tmp_path, "lukkede.txt", MINUTES + "\nGrævlingsund skriver selv.\n"))[
        "lukkede.txt"
    ]
    assert found(shop[0], "grævlingsund") == set()
    assert outcome.document_id in found(shop[0], "grævlingsund", frozenset({"closed:*"}))
    assert outcome.document_id in found(shop[0], "grævlingsund", frozenset({"closed:børne- og ungeudvalget"}))
    assert found(shop[0], "grævlingsund", frozenset({"closed:byrådet"})) == set()


def test_given_again_a_file_has_the_same_state(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    path = write(tmp_path, "igen.txt", "Budgettet for havnebadet blev vedtaget i går aftes.")
    first, again = take_in(shop[1], path)["igen.txt"], take_in(shop[1], path)["igen.txt"]
    assert again.document_id == first.document_id
    assert again.state == first.state == FileState.INDEXED


def test_the_same_bytes_elsewhere_are_a_duplicate(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    text = "Notat om broen ved Ørbæk, som skal males grøn."
    first = take_in(shop[1], write(tmp_path, "a/bro.txt", text))["bro.txt"]
    copy = write(tmp_path, "b/kopi.txt", text)
    for _ in range(2):
        outcome = take_in(shop[1], copy)["kopi.txt"]
        assert (outcome.state, outcome.document_id) == (FileState.DUPLICATE, first.document_id)
    with shop[0].database.read() as session:
        paths = session.scalars(select(Sighting.path).where(Sighting.document_id == first.document_id)).all()
    assert len(paths) == 2


def test_copies_in_one_run_become_one_document(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}/ens.txt", "Ens ord i alle ti filer om æblehaven.") for n in range(10)]
    outcomes: list[Outcome] = []
    ingest_many(shop[1], [Given(path, Place(str(path))) for path in paths], outcomes.append)
    states = sorted(outcome.state for outcome in outcomes)
    assert states == [FileState.DUPLICATE] * 9 + [FileState.INDEXED]
    assert len({outcome.document_id for outcome in outcomes}) == 1


def test_bad_files_have_a_cause_and_leave_their_neighbours_alone(
    shop: tuple[Instance, Workshop], tmp_path: Path
) -> None:
    (tmp_path / "tom.pdf").touch()
    (tmp_path / "brudt.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer <<>>\n")
    (tmp_path / "program.bin").write_bytes(b"\x7fELF" + bytes(range(256)) * 20)
    good = write(tmp_path, "god.txt", "Naboen er hel: parkeringspladsen ved åen.")
    outcomes = take_in(shop[1], *sorted(tmp_path.iterdir()))
    causes = {name: outcome.cause for name, outcome in outcomes.items()}
    assert causes == {"tom.pdf": "empty", "brudt.pdf": "damaged", "program.bin": "unsupported", "god.txt": None}
    assert all(o.state == FileState.QUARANTINED and o.message for n, o in outcomes.items() if n != "god.txt")
    assert outcomes["god.txt"].document_id in found(shop[0], "parkeringspladsen") and good.exists()
    assert take_in(shop[1], tmp_path / "brudt.pdf")["brudt.pdf"].cause == "damaged"


def test_a_missing_file_and_a_pipe_are_named_and_keep_nobody_waiting(
    shop: tuple[Instance, Workshop], tmp_path: Path
) -> None:
    import os

    os.mkfifo(tmp_path / "rør")
    outcomes = take_in(shop[1], tmp_path / "findes-ikke.pdf", tmp_path / "rør")
    assert {o.cause for o in outcomes.values()} == {"unreadable"}


def test_what_lies_in_a_zip_is_taken_in_with_its_container(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    inner = tmp_path / "indre.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("dybt/bilag.txt", "Det inderste bilag nævner isfuglen.")
    with zipfile.ZipFile(tmp_path / "ydre.zip", "w") as archive:
        archive.writestr("notat.txt", "Et notat om rørdrummen i mosen.")
        archive.writestr("tom.txt", "")
        archive.write(inner, "indre.zip")
    outcome = take_in(shop[1], tmp_path / "ydre.zip")["ydre.zip"]
    members = {m.path.removeprefix(str(tmp_path)): m for m in (*outcome.members, *outcome.members[2].members)}
    assert outcome.state == FileState.INDEXED
    assert set(members) == {
        "/ydre.zip/notat.txt", "/ydre.zip/tom.txt", "/ydre.zip/indre.zip", "/ydre.zip/indre.zip/dybt/bilag.txt"
    }  # fmt: skip
    assert members["/ydre.zip/tom.txt"].cause == "empty"
    assert found(shop[0], "isfuglen") == {members["/ydre.zip/indre.zip/dybt/bilag.txt"].document_id}
    with shop[0].database.read() as session:
        parent = session.scalar(select(Sighting.parent_id).where(Sighting.path.endswith("/ydre.zip/notat.txt")))
    assert parent == outcome.document_id


def test_reading_again_keeps_the_ids_of_passages(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    path = write(tmp_path, "ids.txt", MINUTES + "\n4. Sommerferie\nUdvalget holder ferie i uge 29.\n")
    outcome = take_in(shop[1], path)["ids.txt"]

    def ids() -> list[int]:
        with shop[0].database.read() as session:
            live = select(Passage.id).where(Passage.document_id == outcome.document_id, Passage.superseded_at.is_(None))
            return list(session.scalars(live.order_by(Passage.ordinal)))

    before = ids()
    assert take_in(shop[1], path, again=True)["ids.txt"].state == FileState.INDEXED
    assert ids() == before


def test_what_was_removed_is_gone_and_stays_away(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    from ingest.archive import store

    path = write(tmp_path, "slettes.txt", "Skrivelsen om kvæghegnet ved Tåstrup skal slettes.")
    outcome = take_in(shop[1], path)["slettes.txt"]
    with shop[0].database.write() as session:
        document = session.get_one(Document, outcome.document_id)
        store.remove(session, document, "personoplysninger")
        shop[0].files.forget(document.sha256)
    shop[0].generations.drain(wait=True)
    assert found(shop[0], "kvæghegnet") == set()
    for again in (False, True):
        assert take_in(shop[1], path, again=again)["slettes.txt"].state == FileState.REMOVED
    with shop[0].database.read() as session:
        texts = session.scalars(select(Passage.text).where(Passage.document_id == outcome.document_id)).all()
    assert not any(texts) and not shop[0].files.original(document.sha256).exists()


def test_a_file_over_the_limit_is_not_copied(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    from dataclasses import replace

    small = replace(shop[1], limits=replace(shop[1].limits, max_bytes=10))
    outcome = take_in(small, write(tmp_path, "stor.txt", "Mere end ti tegn om ål."))["stor.txt"]
    assert (outcome.state, outcome.cause) == (FileState.QUARANTINED, "too_large")


def test_a_refused_file_is_taken_in_when_the_reason_is_gone(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    from dataclasses import replace

    path = write(tmp_path, "stor.txt", "Denne fil var for stor, men handler om fiskeøjne.")
    small = replace(shop[1], limits=replace(shop[1].limits, max_bytes=10))
    take_in(small, path)
    assert take_in(shop[1], path)["stor.txt"].cause == "too_large"
    assert take_in(shop[1], path, again=True)["stor.txt"].state == FileState.INDEXED
    assert found(shop[0], "fiskeøjne")


def test_inspecting_stores_nothing(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    with shop[0].database.read() as session:
        before = session.scalar(select(func.count(Document.id)))
    prepared = pipeline.inspect(shop[1], write(tmp_path, "se.txt", MINUTES + "Kun set."), tmp_path)
    assert prepared.understood.first("meeting_date") == "2014-03-12"
    with shop[0].database.read() as session:
        assert session.scalar(select(func.count(Document.id))) == before


def test_database_files_and_index_agree_afterwards(shop: tuple[Instance, Workshop], tmp_path: Path) -> None:
    take_in(shop[1], write(tmp_path, "enig.txt", "Alt skal passe sammen til sidst, også ved søen."))
    assert shop[0].generations.check() == []
    with shop[0].database.read() as session:
        assert session.scalar(select(func.count(IndexChange.id))) is not None


def test_a_cpr_number_is_neither_searched_nor_shown_in_an_excerpt(
    shop: tuple[Instance, Workshop], tmp_path: Path
) -> None:
    number = cpr_number(Random(7))
    text = f"Klage over støj fra vindmøllen. Afsenders cpr-nr. er {number[:6]}-{number[6:]}, skriver borgeren i brevet."
    outcome = take_in(shop[1], write(tmp_path, "klage.txt", text))["klage.txt"]
    for query in (number, f"{number[:6]}-{number[6:]}", number[6:], f"{number[:6]}*"):
        assert outcome.document_id not in found(shop[0], query, frozenset({"closed:*"}))
    with shop[0].database.read() as session:
        (hit,) = search(session, shop[0].generations.index(), SearchRequest(query="vindmøllen"), frozenset()).hits
    assert number[6:] not in hit.excerpt and "••••" in hit.excerpt
    assert not [word for word, _ in shop[0].generations.index().words(number[:4], 50) if number[6:] in word]

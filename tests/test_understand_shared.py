"""The sample documents beside the checkout: floors that were reached, and what the seeds must give."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.html import read_html
from ingest.readers.limits import Limits
from ingest.readers.pdf import read_pdf
from ingest.understand import understand
from ingest.understand.item_list import items_of
from tests.bench.understand_score import read_sample, score
from tests.understand_texts import assert_whole, item_numbers, open_text

pytestmark = pytest.mark.shared

# What was reached on 22 documents: share right of those given, and of what the text says.
FLOORS = {
    "kind": (1.0, 1.0),
    "quality": (1.0, 1.0),
    "committee": (1.0, 1.0),
    "meeting_date": (1.0, 1.0),
    "place": (1.0, 1.0),
    "case_number": (1.0, 1.0),
    "kle_number": (1.0, 1.0),
    "case_worker": (1.0, 1.0),
    "hearing_deadline": (1.0, 1.0),
    "hearing_start": (1.0, 1.0),
    "municipality": (1.0, 0.77),
    "title": (1.0, 0.95),
    "heading": (1.0, 1.0),
    "item title": (1.0, 1.0),
    "item case": (1.0, 1.0),
    "item decision": (1.0, 1.0),
    "item closed": (1.0, 1.0),
    "closed entry": (1.0, 1.0),
}


def test_the_labelled_documents_are_understood_as_well_as_before(shared: Path) -> None:
    reached = score(shared / "samples")
    low = {
        what: (reached.precision(what), reached.recall(what))
        for what, (given, said) in FLOORS.items()
        if reached.precision(what) < given or reached.recall(what) < said
    }
    assert not low, reached.faults


def test_an_item_with_everything(shared: Path) -> None:
    understood = read_sample(shared / "seeds" / "002_28a8ef136f2add5b.txt")
    assert understood.kind == "minutes"
    assert understood.first("committee") == "Børne- og Familieudvalget"
    assert understood.first("meeting_date") == "2021-02-10"
    assert understood.first("place") == "Teams"
    assert understood.first("kle_subject") == "00.01.10"
    assert understood.first("kle_facet") == "G01"
    assert [f.value for f in understood.fields if f.name == "case_officer" and f.passage is None] == [
        "Louise Maria Raunkjær",
        "Peter Jonsen",
    ]
    (item,) = items_of(understood)
    assert (item.number, item.title) == ("20", "Drøftelse af input og inspiration fra Børn og Ungetopmødet")
    assert item.case_number == "00.01.10-G01-1-21"
    assert item.decision == "Tiltrådt som indstillet."
    assert len(item.recommendation) == 1
    assert "uklart" in (understood.first("routing") or "")


def test_a_hearing_that_a_local_committee_did_not_answer(shared: Path) -> None:
    understood = read_sample(shared / "seeds" / "000_1da990b1e8ce89a3.txt")
    assert understood.first("hearing_deadline") == "2012-11-16"
    assert understood.first("decision_date") == "2012-09-26"
    assert understood.first("decision_body") == "Børne- og Ungdomsudvalget"
    assert understood.first("no_response") == "ukendt"


def test_a_paper_whose_letters_are_gone(shared: Path) -> None:
    understood = read_sample(shared / "seeds" / "001_1773153660a6d451.txt")
    assert understood.language_quality == "damaged"
    assert all(p.damaged for p in understood.passages)


def test_a_saved_agenda_of_firstagenda_gives_its_items_with_path_and_annexes(shared: Path) -> None:
    path = shared / "samples" / "real" / "aarhus_byraad_dagsorden_2025-10-08.html"
    understood = understand(read_html(path, Limits()), path.name)
    items = items_of(understood)
    assert understood.kind == "agenda"
    assert [item.number for item in items] == [str(n) for n in range(1, 34)]
    assert all(item.title and item.case_number and item.case_number.startswith("EMN-") for item in items)
    assert all(item.decision is None for item in items)
    assert items[1].annexes[0]
    assert sum(len(item.annexes) for item in items) > 500
    paths = {f.passage for f in understood.fields if f.name == "path"}
    assert all(paths & set(item.passages) for item in items[1:24])


def test_real_minutes_give_every_item_with_page_and_decision(shared: Path) -> None:
    source = read_pdf(shared / "samples" / "real" / "aarhus_byraad_2025-08-27.pdf", Limits())
    understood = understand(source, "aarhus_byraad_2025-08-27.pdf")
    assert_whole(source, understood)
    assert item_numbers(understood) == [str(n) for n in range(1, 22)]
    items = items_of(understood)
    assert [(i.first_page, i.last_page) for i in items[:4]] == [(3, 3), (4, 5), (6, 7), (8, 9)]
    assert all(item.decision for item in items[:-1])
    assert [item.closed for item in items] == [False] * 20 + [True]
    assert "landbrugsejendom" not in open_text(understood)
    assert understood.kind == "minutes"
    assert understood.first("committee") == "Aarhus Byråd"
    assert understood.first("meeting_date") == "2025-08-27"
    assert understood.first("place") == "Byrådssalen"
    assert items[1].case_number == "EMN-2025-003383"

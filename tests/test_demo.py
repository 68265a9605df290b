"""The sample municipality: what is in it, and what of it is closed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from portal import demo
from portal.demo import dates
from portal.demo.people import DEMO_USERS
from portal.demo.plan import ENDINGS, plan
from portal.demo.prose import town
from portal.demo.words import open_paragraphs
from portal.model import Role

TOLD = demo.truth()
PLANNED = {planned.path: planned for planned in plan(demo.BASE, 1)}


def test_there_are_96_files_over_all_years_and_every_form():
    assert len(PLANNED) == demo.BASE
    assert {each.date.year for each in TOLD} == set(range(2004, 2026))
    counts = Counter(planned.form for planned in PLANNED.values())
    assert set(counts) == set(ENDINGS)
    assert counts["pdf"] >= 20
    assert min(counts["pdf2"], counts["docx"], counts["html"], counts["scan"], counts["scan_eng"]) >= 4
    kinds = Counter(each.kind for each in TOLD)
    assert kinds["minutes"] >= 40
    assert min(kinds[kind] for kind in ("agenda", "hearing_letter", "hearing_response", "policy", "news")) >= 5
    assert {"hearing_note", "decision", "cooperation_agreement"} <= set(kinds)
    assert len({each.committee for each in TOLD}) >= 14


def test_a_small_archive_still_shows_every_form():
    assert {planned.form for planned in plan(len(ENDINGS), 1)} == set(ENDINGS)


def test_a_larger_archive_keeps_the_base_and_has_no_name_twice():
    larger = [planned.path for planned in plan(400, 1)]
    assert len(set(larger)) == 400
    assert set(PLANNED) < set(larger)


def test_the_prose_is_rich_and_no_two_paragraphs_are_alike():
    texts = [block.text for block in open_paragraphs()]
    assert len(texts) == len(set(texts)) >= 300
    assert len(set(re.findall(r"[a-zæøå]+", " ".join(texts).lower()))) > 2500


def test_every_paper_is_dated_on_a_working_day():
    assert [each.path for each in TOLD if each.date.weekday() > 4] == []
    further = demo.truth(300)
    assert [each.path for each in further if each.kind in ("agenda", "minutes") and each.date.weekday() > 4] == []


def test_weekdays_in_the_texts_are_right():
    seen = 0
    for each in TOLD:
        for name, day, month, year in re.findall(r"(\w+dag) den (\d+)\. (\w+) (\d{4})", each.open_text):
            seen += 1
            when = date(int(year), dates.MONTHS.index(month) + 1, int(day))
            assert dates.WEEKDAYS[when.weekday()] == name.lower(), f"{each.path}: {name} {when}"
    assert seen > 15


def test_there_are_no_civil_registration_numbers_and_no_real_addresses():
    for each in TOLD:
        text = each.open_text + each.closed_text
        assert not re.search(r"\b\d{6}[- ]?\d{4}\b", text), each.path
        assert all(name.rstrip(".").endswith(".example") for name in re.findall(r"@([\w.]+)", text)), each.path


def test_a_matter_can_be_followed_by_its_case_number():
    skolestruktur = [each for each in TOLD if "2014-0021312" in f"{each.open_text} {each.case_number}"]
    assert {each.kind for each in skolestruktur} == {
        "minutes", "agenda", "hearing_letter", "hearing_response", "hearing_note", "decision",
    }  # fmt: skip
    for letter in (each for each in TOLD if each.kind == "hearing_letter"):
        others = [each for each in TOLD if letter.case_number == each.case_number and each is not letter]
        treated = [each for each in TOLD if each.kind in ("minutes", "agenda") and letter.case_number in each.open_text]
        assert others or treated, letter.path


def test_minutes_differ_from_the_agenda_by_the_decisions_only():
    held = [each for each in TOLD if (each.committee, each.date) == ("Børne- og Ungeudvalget", date(2012, 9, 5))]
    agenda, minutes = sorted(held, key=lambda each: each.kind)
    assert (agenda.kind, minutes.kind) == ("agenda", "minutes")
    assert [item.title for item in agenda.items] == [item.title for item in minutes.items]
    assert {item.decision for item in agenda.items} == {""}
    assert "" not in {item.decision for item in minutes.items}


def test_every_document_can_be_found_by_a_sentence():
    assert [each.path for each in TOLD if not each.sentences] == []


# What is closed


def test_secrets_stand_in_closed_text_only():
    secrets = {word for each in TOLD for word in each.secrets}
    assert len(secrets) >= 10
    everything_open = " ".join(f"{each.open_text} {each.title} {each.path}" for each in TOLD).lower()
    assert [word for word in secrets if word.lower() in everything_open] == []
    assert {word.lower() for word in secrets} <= demo.closed_only_words(TOLD)
    for each in TOLD:
        assert all(word in each.closed_text for word in each.secrets), each.path


def test_every_closed_item_is_marked_in_its_heading_its_label_or_its_section():
    seen: Counter[str] = Counter()
    for _, paper in (each for planned in plan(300, 1) for each in planned.papers):
        closed_titles = {item.title for item in paper.items if item.closed}
        in_section = False
        for number, block in enumerate(paper.blocks):
            in_section |= block.level == 2 and block.text in ("LUKKET MØDE", "Lukkede punkter")
            title = next((title for title in closed_titles if block.level == 2 and title in block.text), None)
            if title is None:
                continue
            label = paper.blocks[number + 1].words if number + 1 < len(paper.blocks) else ""
            ways = {
                "heading": "lukket" in block.text.lower(), "label": "Lukket sag" in label, "section": in_section,
            }  # fmt: skip
            assert any(ways.values()), f"{paper.title}: {title}"
            seen.update(way for way, holds in ways.items() if holds)
    assert min(seen[way] for way in ("heading", "label", "section")) >= 3


def test_grants_name_committees_that_meet():
    names = {committee["name"] for committee in town()["committees"].values()} | {"*"}
    assert [user.username for user in DEMO_USERS] == ["laeser", "lokaludvalg", "sagsbehandler", "arkivar", "admin"]
    assert {user.role for user in DEMO_USERS} == set(Role)
    assert {grant for user in DEMO_USERS for grant in user.grants} <= names
    granted = {each.committee for each in TOLD if each.secrets}
    assert "Børne- og Ungeudvalget" in granted
    assert len(granted) > 3

"""/hoeringer/<id>/ret: a hearing's own facts, two tabs, and its period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from portal import days
from portal.hearings import edit, publish
from portal.model import Hearing, Role, User
from tests.fixtures_web import Archive, Visitor, words_of
from tests.hearing_making import FACTS, kept_hearing, said, send_facts

Visit = Callable[[Role], Visitor]
TODAY = date(2026, 9, 1)


@pytest.fixture
def officer(changeable: Archive, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """An officer on 1 September 2026."""
    for module in (edit, publish):
        monkeypatch.setattr(module, "now", lambda: datetime(2026, 9, 1, 10, tzinfo=UTC))
    return Visitor(changeable.app).enter(Role.OFFICER)


class TestSaving:
    def test_every_field_is_kept(self, officer: Visitor, changeable: Archive):
        archivist = changeable.user(Role.ARCHIVIST)
        answer = send_facts(officer, changeable, officer=str(archivist.id), type="school", visibility="invited")
        assert (answer.status_code, answer.headers["Location"]) == (
            303,
            f"/hoeringer/{changeable.ids['hearing-draft']}",
        )
        hearing = kept_hearing(changeable)
        assert (hearing.opens_on, hearing.deadline) == (TODAY, date(2026, 10, 12))
        assert (hearing.type, hearing.visibility, hearing.reminder_days) == ("school", "invited", [7, 2])
        assert (hearing.case_number, hearing.kle_subject, hearing.committee) == ("26/1", "04.00.00", "Byrådet")
        assert (hearing.officer_id, hearing.row_version) == (archivist.id, 2)
        assert hearing.events[-1].text.startswith("Ændrede type, resumé, sagsnummer")

    def test_nothing_changed_is_nothing_saved(self, officer: Visitor, changeable: Archive):
        send_facts(officer, changeable)
        events = len(kept_hearing(changeable).events)
        send_facts(officer, changeable, row_version="2", deadline="12/10/2026", reminder_days="7; 2")
        assert kept_hearing(changeable).row_version == 2
        assert len(kept_hearing(changeable).events) == events

    def test_empty_fields_are_nothing(self, officer: Visitor, changeable: Archive):
        send_facts(officer, changeable)
        send_facts(
            officer,
            changeable,
            row_version="2",
            case_number=" ",
            deadline="",
            opens_on="",
            reminder_days="",
            officer="",
        )
        hearing = kept_hearing(changeable)
        assert hearing.case_number is hearing.deadline is hearing.opens_on is hearing.officer_id is None
        assert hearing.reminder_days == []

    @pytest.mark.parametrize(
        ("field", "typed", "message"),
        [
            ("title", "  ", "Skriv, hvad høringen handler om."),
            ("title", "æ" * 301, "højst 300 tegn"),
            ("deadline", "31-02-2026", "Den dato findes ikke i kalenderen."),
            ("deadline", "til jul", "Skriv datoen som 12-03-2021"),
            ("deadline", "12-10-1926", "Brug et år fra 2000 til 2100."),
            ("deadline", "31-08-2026", "Fristen ligger før høringen begynder den 1. september 2026."),
            ("opens_on", "1-9-26", "Skriv datoen som"),
            ("opens_on", "01-09-9999", "Brug et år fra 2000 til 2100."),
            ("kle_subject", "skole", "Skriv KLE-emnet med tal"),
            ("reminder_days", "7, i morgen", "Skriv antal dage før fristen"),
            ("reminder_days", "0", "Skriv antal dage før fristen"),
            ("type", "findes-ikke", "Vælg en af mulighederne."),
            ("officer", "999", "Vælg en af mulighederne."),
            ("visibility", "alle", "Vælg en af mulighederne."),
        ],
    )
    def test_wrong_input_is_said_and_nothing_typed_is_lost(
        self, officer: Visitor, changeable: Archive, field: str, typed: str, message: str
    ):
        answer = send_facts(officer, changeable, **{field: typed, "contact": "det her skal stå der endnu"})
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert message in words_of(page)
        assert f'href="#{field}' in page
        assert "det her skal stå der endnu" in page
        assert (
            field in ("type", "officer", "visibility")
            or f'value="{typed.strip() and typed}"' in page
            or not typed.strip()
        )
        assert kept_hearing(changeable).row_version == 1

    def test_a_published_hearing_keeps_its_dates_here(self, officer: Visitor, changeable: Archive):
        before = kept_hearing(changeable, "hearing-open")
        page = officer.text(f"/hoeringer/{before.id}/ret")
        assert 'name="deadline"' not in page
        assert "Breve og frister" in page
        send_facts(officer, changeable, "hearing-open", deadline="01-01-2030", decided_on="")
        after = kept_hearing(changeable, "hearing-open")
        assert (after.deadline, after.opens_on) == (before.deadline, before.opens_on)
        assert after.title == FACTS["title"]

    def test_a_decision_comes_after_the_deadline(self, officer: Visitor, changeable: Archive):
        past = kept_hearing(changeable, "hearing-past").deadline or TODAY
        early = send_facts(officer, changeable, "hearing-past", decided_on=days.typed(past - timedelta(days=1)))
        assert early.status_code == 422
        assert "før høringsfristen var gået" in said(early)
        assert send_facts(officer, changeable, "hearing-past", decided_on=days.typed(past)).status_code == 303
        assert kept_hearing(changeable, "hearing-past").decided_on == past


class TestTwoTabs:
    def test_the_older_version_changes_nothing_and_both_texts_are_shown(self, officer: Visitor, changeable: Archive):
        send_facts(officer, changeable, summary="Den førstes resumé")
        answer = send_facts(officer, changeable, summary="Den andens <b>resumé</b>", committee="Byrådet")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert kept_hearing(changeable).summary == "Den førstes resumé"
        assert "En anden har gemt, mens du skrev" in page
        assert "Den førstes resumé" in page
        assert page.count("Den andens &lt;b&gt;resumé&lt;/b&gt;") == 2  # beside the other, and in its field
        assert 'name="row_version" type="hidden" value="2"' in page
        assert "Høringsfrist" not in words_of(page.split("<table")[1].split("</table")[0])  # only what differs

    def test_going_on_after_having_seen_both_saves(self, officer: Visitor, changeable: Archive):
        send_facts(officer, changeable, summary="Den førstes")
        send_facts(officer, changeable, summary="Den andens")
        assert send_facts(officer, changeable, summary="Den andens", row_version="2").status_code == 303
        assert kept_hearing(changeable).summary == "Den andens"

    @pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999"])
    def test_a_version_that_never_was_changes_nothing(self, officer: Visitor, changeable: Archive, version: str):
        assert send_facts(officer, changeable, row_version=version).status_code == 409
        assert kept_hearing(changeable).row_version == 1


class TestPeriod:
    def test_it_is_checked_beside_the_fields(self, officer: Visitor, changeable: Archive):
        where = f"/hoeringer/{changeable.ids['hearing-draft']}/ret?type=school&opens_on=1-6-2027&deadline=3-7-2027"
        block = officer.block(where).get_data(as_text=True)
        assert "<html" not in block
        text = words_of(block)
        assert "Høringen varer 33 dage. Nedlæggelse af skole eller ændret skolestruktur: mindst 56 dage" in text
        assert "en lørdag" in text
        assert "3 af 33 dage ligger i juli" in text
        assert "33 dage" in words_of(officer.text(where))  # the same without JavaScript

    def test_a_wrong_day_is_said_there_too(self, officer: Visitor, changeable: Archive):
        where = f"/hoeringer/{changeable.ids['hearing-draft']}/ret?type=other&opens_on=&deadline=30-2-2027"
        assert "Den dato findes ikke" in words_of(officer.block(where).get_data(as_text=True))

    def test_nothing_to_say_is_said_to_those_who_listen(self, officer: Visitor, changeable: Archive):
        where = f"/hoeringer/{changeable.ids['hearing-draft']}/ret?type=other&opens_on=1-9-2026&deadline=12-10-2026"
        assert 'data-status="Ingen bemærkninger til perioden"' in officer.block(where).get_data(as_text=True)


def test_an_officer_who_left_stays_on_the_hearing(officer: Visitor, changeable: Archive):
    with changeable.instance.database.write() as session:
        gone = User(username="gammel", name="Gamle Gerda", role=Role.OFFICER.value, password_hash="x", active=False)
        session.add(gone)
        session.flush()
        session.get_one(Hearing, changeable.ids["hearing-draft"]).officer_id = gone.id
        number = gone.id
    page = officer.text(f"/hoeringer/{changeable.ids['hearing-draft']}/ret")
    assert f'<option selected value="{number}">Gamle Gerda' in page
    assert "Gamle Gerda" not in officer.text(f"/hoeringer/{changeable.ids['hearing-open']}/ret")

"""/hoeringer/<id>/spoergsmaal: adding, changing, moving and removing questions, until somebody answered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal.hearings import questions
from portal.model import Hearing, Question, QuestionKind, Role
from tests.fixtures_web import Archive, Visitor, words_of


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


def send(visitor: Visitor, archive: Archive, name: str = "hearing-draft", **data: Any) -> TestResponse:
    return visitor.post(f"/hoeringer/{archive.ids[name]}/spoergsmaal", {"what": "save", "kind": "text"} | data)


def asked(archive: Archive, name: str = "hearing-draft") -> list[Question]:
    with archive.instance.database.read() as session:
        return list(session.get_one(Hearing, archive.ids[name]).questions)


def texts(archive: Archive, name: str = "hearing-draft") -> list[str]:
    return [question.text for question in asked(archive, name)]


def seen(visitor: Visitor, archive: Archive, question: Question) -> str:
    page = visitor.text(f"/hoeringer/{archive.ids['hearing-draft']}/spoergsmaal?ret={question.id}")
    found = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', page)
    assert found
    return found[1]


class TestAdding:
    def test_each_kind_under_a_section(self, officer: Visitor, changeable: Archive):
        send(
            officer,
            changeable,
            text="Hvor tit?",
            kind="choice",
            choices=" Hver dag \n\nHver uge\nHver dag",
            section=" Mål  1 ",
        )
        send(officer, changeable, text="Hvor enige er I?", kind="scale", choices="glemt", required="y")
        found = asked(changeable)
        assert [(q.text, q.section, q.kind, q.choices, q.required) for q in found] == [
            ("Jeres høringssvar", "", "text", [], True),
            ("Hvor tit?", "Mål 1", "choice", ["Hver dag", "Hver uge"], False),
            ("Hvor enige er I?", "", "scale", [], True),
        ]
        assert [q.ordinal for q in found] == [0, 1, 2]
        assert "Vælg én af flere: Hver dag, Hver uge" in words_of(
            officer.text(f"/hoeringer/{changeable.ids['hearing-draft']}/spoergsmaal")
        )

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"text": "  "}, "Skriv spørgsmålet."),
            ({"text": "Hvad?", "kind": "essay"}, "Vælg en af mulighederne."),
            ({"text": "Hvad?", "kind": "choice", "choices": "Ja\nJa\n"}, "mindst to forskellige"),
            ({"text": "Hvad?", "kind": "choice", "choices": "\n".join("abcdefghijklmnopqrstuvwxyzæøå12")}, "Højst 30"),
            ({"text": "Hvad?", "kind": "choice", "choices": f"Ja\n{'n' * 201}"}, "Højst 30"),
            ({"text": "æ" * 2001}, "Højst 2.000 tegn."),
        ],
    )
    def test_wrong_input_keeps_what_was_typed(
        self, officer: Visitor, changeable: Archive, data: dict[str, str], message: str
    ):
        answer = send(officer, changeable, section="Står her endnu", **data)
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert message in words_of(page)
        assert 'value="Står her endnu"' in page
        assert texts(changeable) == ["Jeres høringssvar"]


class TestChanging:
    def test_a_question_is_changed(self, officer: Visitor, changeable: Archive):
        (question,) = asked(changeable)
        answer = send(
            officer, changeable, text="Hvad mener I?", question=question.id, seen=seen(officer, changeable, question)
        )
        assert answer.status_code == 303
        assert [(q.id, q.text, q.required) for q in asked(changeable)] == [(question.id, "Hvad mener I?", False)]

    def test_the_older_of_two_tabs_changes_nothing_and_shows_both(self, officer: Visitor, changeable: Archive):
        (question,) = asked(changeable)
        version = seen(officer, changeable, question)
        send(officer, changeable, text="Den førstes", question=question.id, seen=version)
        answer = send(officer, changeable, text="Den andens", question=question.id, seen=version)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert "»Den førstes«" in page
        assert ">\nDen andens</textarea>" in page.replace("\r\n", "\n")
        assert texts(changeable) == ["Den førstes"]
        kept = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', page)
        assert kept
        assert send(officer, changeable, text="Den andens", question=question.id, seen=kept[1]).status_code == 303
        assert texts(changeable) == ["Den andens"]

    def test_one_that_was_removed_meanwhile_can_be_kept_as_new(self, officer: Visitor, changeable: Archive):
        (question,) = asked(changeable)
        version = seen(officer, changeable, question)
        send(officer, changeable, what="remove", question=question.id)
        answer = send(officer, changeable, text="Min tekst", question=question.id, seen=version)
        assert answer.status_code == 409
        assert "fjernet i mellemtiden" in answer.get_data(as_text=True)
        assert "Min tekst</textarea>" in answer.get_data(as_text=True)
        assert 'name="question" type="hidden" value=""' in answer.get_data(as_text=True)
        assert send(officer, changeable, text="Min tekst").status_code == 303
        assert texts(changeable) == ["Min tekst"]

    def test_another_hearings_question_is_not_changed_from_here(self, officer: Visitor, changeable: Archive):
        other = asked(changeable, "hearing-coming")[0]
        assert (
            send(
                officer, changeable, text="Ind ad bagdøren", question=other.id, seen=questions.digest_of(other)
            ).status_code
            == 409
        )
        assert send(officer, changeable, what="remove", question=other.id).status_code == 409
        assert texts(changeable, "hearing-coming") == ["Jeres høringssvar"]


class TestOrder:
    def test_questions_move_and_go(self, officer: Visitor, changeable: Archive):
        for text in ("B", "C"):
            send(officer, changeable, text=text)
        first, second, third = asked(changeable)
        send(officer, changeable, what="up", question=third.id)
        assert texts(changeable) == ["Jeres høringssvar", "C", "B"]
        send(officer, changeable, what="down", question=first.id)
        assert texts(changeable) == ["C", "Jeres høringssvar", "B"]
        send(officer, changeable, what="up", question=third.id)  # the first stays the first
        send(officer, changeable, what="down", question=second.id)  # and the last the last
        assert texts(changeable) == ["C", "Jeres høringssvar", "B"]
        send(officer, changeable, what="remove", question=first.id)
        assert [(q.text, q.ordinal) for q in asked(changeable)] == [("C", 0), ("B", 1)]

    def test_twice_removed_is_said(self, officer: Visitor, changeable: Archive):
        (question,) = asked(changeable)
        assert send(officer, changeable, what="remove", question=question.id).status_code == 303
        again = send(officer, changeable, what="remove", question=question.id)
        assert again.status_code == 409
        assert "fjernet i mellemtiden" in again.get_data(as_text=True)

    def test_a_button_nobody_made(self, officer: Visitor, changeable: Archive):
        assert send(officer, changeable, what="explode").status_code == 400


class TestLocked:
    def test_after_the_first_answer_nothing_changes(self, officer: Visitor, changeable: Archive):
        before = asked(changeable, "hearing-open")
        page = officer.text(f"/hoeringer/{changeable.ids['hearing-open']}/spoergsmaal")
        assert "Der er sendt svar" in page
        assert "<textarea" not in page
        for data in (
            {"text": "Et nyt"},
            {"what": "remove", "question": before[0].id},
            {"what": "up", "question": before[1].id},
        ):
            answer = send(officer, changeable, "hearing-open", **data)
            assert answer.status_code == 409
            assert "Der er sendt svar" in answer.get_data(as_text=True)
        assert "Et nyt" in send(officer, changeable, "hearing-open", text="Et nyt").get_data(as_text=True)
        assert [q.text for q in asked(changeable, "hearing-open")] == [q.text for q in before]

    def test_a_draft_does_not_lock_but_the_change_is_in_the_log(self, officer: Visitor, changeable: Archive):
        assert send(officer, changeable, "hearing-coming", text="Og hvad med bussen?").status_code == 303
        with changeable.instance.database.read() as session:
            events = session.get_one(Hearing, changeable.ids["hearing-coming"]).events
            assert events[-1].text == "Ændrede spørgsmålene."


def test_digests_tell_questions_apart():
    one = Question(text="a", section="b", kind=QuestionKind.TEXT.value, choices=[], required=False)
    other = Question(text="a", section="b", kind=QuestionKind.TEXT.value, choices=[], required=True)
    assert questions.digest_of(one) != questions.digest_of(other)
    assert questions.choices_of("a\r\n a \n\nb") == ["a", "b"]

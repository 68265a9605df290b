"""The same text to several hearings; a draft that is there is asked about."""

from __future__ import annotations

from portal.model import Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.response_steps import (
    address,
    draft,
    questions,
    response_of,
    send_form,
    write,
)

MINE = "Vi ønsker en cykelsti langs Ågade."
THEIRS = "Vi ønsker en skolebus fra Ærø."


class TestAlsoAnswer:
    def test_the_text_goes_to_the_drafts_that_were_chosen(self, changeable: Archive):
        visitor = Visitor(changeable.app).enter(Role.RESPONDER)
        where = address(changeable, "open", "west")
        field = questions(changeable, "open")[0]
        assert write(visitor, where, **{field: MINE, "handling": "ogsaa"}).headers["Location"] == f"{where}/ogsaa"
        page = visitor.text(f"{where}/ogsaa")
        assert "Støj langs Ringvejen" in page
        assert "Trafikplan" not in page  # not open yet
        assert "Lokalplan 314" not in page  # over
        answer = send_form(visitor, f"{where}/ogsaa", page, til=str(changeable.ids["hidden-west"]))
        assert answer.status_code == 303
        assert list(draft(changeable, "hidden-west").values()) == [MINE]
        assert "1 kladde mere" in words_of(visitor.text(where))

    def test_a_draft_that_is_there_is_asked_about(self, changeable: Archive):
        visitor = Visitor(changeable.app).enter(Role.RESPONDER)
        there, where = address(changeable, "hidden", "west"), address(changeable, "open", "west")
        write(visitor, there, **{questions(changeable, "hidden")[0]: THEIRS})
        write(visitor, where, **{questions(changeable, "open")[0]: MINE})
        page, number = visitor.text(f"{where}/ogsaa"), changeable.ids["hidden-west"]
        assert THEIRS in page
        refused = send_form(visitor, f"{where}/ogsaa", page, til=str(number))
        assert refused.status_code == 422
        assert list(draft(changeable, "hidden-west").values()) == [THEIRS]
        wrong = send_form(visitor, f"{where}/ogsaa", page, til=str(number), erstat=f"{number}:99")
        assert wrong.status_code == 422
        row = response_of(changeable, "hidden-west")
        assert row is not None
        send_form(visitor, f"{where}/ogsaa", page, til=str(number), erstat=f"{number}:{row.row_version}")
        assert list(draft(changeable, "hidden-west").values()) == [MINE]

    def test_nothing_chosen(self, changeable: Archive):
        visitor = Visitor(changeable.app).enter(Role.RESPONDER)
        where = address(changeable, "open", "west") + "/ogsaa"
        assert send_form(visitor, where, visitor.text(where)).status_code == 422

    def test_another_partys_hearing_cannot_be_chosen(self, changeable: Archive):
        visitor = Visitor(changeable.app).enter(Role.RESPONDER)
        where = address(changeable, "open", "west") + "/ogsaa"
        answer = send_form(visitor, where, visitor.text(where), til=str(changeable.ids["open-elders"]))
        assert answer.status_code == 422
        assert response_of(changeable, "open-elders") is None

    def test_a_link_answers_for_one_hearing(self, union: Visitor, where: str):
        assert union.get(f"{where}/ogsaa").status_code == 404

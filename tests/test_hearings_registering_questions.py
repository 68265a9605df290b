"""Staff register an answer question by question, as the party's own form does."""

from __future__ import annotations

from sqlalchemy import select

from portal import question_form
from portal.model import Question, Response, Role
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor
from tests.test_hearings_registering import Office, office

__all__ = ["office"]


class TestQuestionByQuestion:
    """The open hearing asks in words and from 1 to 5; staff answer what the letter answers."""

    def fields(self, archive: Archive) -> list[Question]:
        with archive.instance.database.read() as session:
            asked = select(Question).where(Question.hearing_id == archive.ids["hearing-open"])
            return list(session.scalars(asked.order_by(Question.ordinal)))

    def answers(self, office: Office) -> list[tuple[str, str]]:
        version = office.response("open-elders").sent
        assert version
        return [(answer["question"], answer["answer"]) for answer in version.content["answers"]]

    def test_the_form_shows_them_and_asks_for_none(self, archive: Archive):
        office = Office(archive)
        page = office.visitor.text(office.address)
        for question in self.fields(archive):
            assert f'name="svar-{question.id}"' in page
            assert question.text in page
        assert "skal besvares" not in page
        assert "Intet svar" in page
        one = Office(archive, "hidden")
        assert 'name="svar-' not in one.visitor.text(one.address)

    def test_answers_stand_at_their_questions(self, office: Office):
        words, scale = self.fields(office.archive)[:2]
        fields = {f"svar-{words.id}": " Vi er enige. ", f"svar-{scale.id}": "4", f"vist-{scale.id}": "1"}
        assert office.send("open-elders", **fields).status_code == 303
        assert self.answers(office)[:2] == [(words.text, "Vi er enige."), (scale.text, "4")]

    def test_what_follows_no_question_comes_last(self, office: Office):
        words, scale = self.fields(office.archive)[:2]
        office.send("open-elders", text="Med hilsen", **{f"svar-{scale.id}": "4"})
        said = self.answers(office)
        assert said[:2] == [(words.text, ""), (scale.text, "4")]
        assert said[-1] == ("Høringssvar", "Med hilsen")

    def test_a_letter_alone_leaves_no_question_unanswered(self, office: Office):
        office.send("open-elders", text="Vi er enige.")
        assert self.answers(office) == [("Høringssvar", "Vi er enige.")]

    def test_what_was_typed_stays_and_what_is_no_choice_is_none(self, archive: Archive):
        office = Office(archive)
        words, scale = self.fields(archive)[:2]
        page = office.send(**{f"svar-{words.id}": "Vi er enige.", f"svar-{scale.id}": "5"})
        assert page.status_code == 422
        shown = page.get_data(as_text=True)
        assert "Vi er enige.</textarea>" in shown
        assert f'name="svar-{scale.id}" value="5" checked' in shown
        assert " checked" not in shown.split('value="5" checked')[1].split("</fieldset>")[0]
        refused = office.send("open-elders", **{f"svar-{scale.id}": "6"})
        assert refused.status_code == 422

    def test_numbers_of_persons_are_warned_of_at_the_question(self, archive: Archive):
        office = Office(archive)
        words = self.fields(archive)[0]
        page = office.send("open-elders", **{f"svar-{words.id}": f"Formanden cpr {PERSON}"})
        assert page.status_code == 422
        said = page.get_data(as_text=True)
        assert f'<a href="#svar-{words.id}">Spørgsmål 1</a>' in said
        assert f'id="svar-{words.id}-fejl"' in said

    def test_an_answer_that_is_too_long_is_told_at_its_question(self, archive: Archive):
        office = Office(archive)
        words = self.fields(archive)[0]
        page = office.send("open-elders", **{f"svar-{words.id}": "x" * (question_form.LONGEST + 1)})
        assert page.status_code == 422
        assert f'<a href="#svar-{words.id}">Skriv højst 100.000 tegn i et svar.' in page.get_data(as_text=True)

    def test_a_party_that_changes_it_begins_with_what_was_registered(self, office: Office):
        office.send("open-west", text="Kom på papir.")
        west = Visitor(office.archive.app).enter(Role.RESPONDER)
        where = f"/hoeringer/{office.archive.ids['hearing-open']}/svar/{office.archive.ids['open-west']}"
        with office.archive.instance.database.write() as session:
            response = session.get_one(Response, office.response("open-west").id)
            response.draft = None
        west.post(f"{where}/aendr")
        assert "Kom på papir.</textarea>" in west.text(where)

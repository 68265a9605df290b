"""/hoeringer/ny: a hearing begins from a template, or as a copy of an earlier one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from ingest.archive.model import Document
from portal.model import Hearing, HearingPaper, Invitation, Party, Role
from tests.fixtures_web import Archive, Visitor, words_of
from tests.hearing_making import newest_hearing


def count(archive: Archive) -> int:
    with archive.instance.database.read() as session:
        return session.scalar(select(func.count()).select_from(Hearing)) or 0


def begin(archive: Archive, role: Role = Role.OFFICER, **data: Any) -> Any:
    return Visitor(archive.app).enter(role).post("/hoeringer/ny", data)


class TestFromAnEarlierOne:
    def test_a_copy_has_questions_papers_parties_and_settings_but_no_dates_or_answers(self, changeable: Archive):
        source = changeable.ids["hearing-open"]
        with changeable.instance.database.write() as session:
            hearing = session.get_one(Hearing, source)
            hearing.visibility, hearing.reminder_days = "hidden", [9]
            session.get_one(Party, changeable.ids["party-union"]).active_to = hearing.opens_on
            session.get_one(Invitation, changeable.ids["open-elders"]).withdrawn_at = hearing.published_at
        begin(changeable, **{"way": "copy", "from": source})
        made = newest_hearing(changeable)
        assert made.title == "Fælles skoledistrikt i Ådal Vest"
        assert made.opens_on is made.deadline is made.published_at is made.case_number is None
        assert (made.visibility, made.reminder_days) == ("hidden", [9])
        assert [(q.section, q.kind, q.choices) for q in made.questions] == [
            ("Distriktet", "text", []), ("Distriktet", "scale", []),
            ("Skolevejen", "choice", ["Cykelsti", "Skolebus", "Ingen af dem"]),
        ]  # fmt: skip
        assert [paper.document_id for paper in made.papers] == [changeable.ids["letter"]]
        parties = [i.party_id for i in made.invitations]
        assert parties == [changeable.ids["party-west"], changeable.ids["party-school"]]  # not withdrawn, not ended
        assert made.invitations[0].origin == "Kopieret fra Fælles skoledistrikt i Ådal Vest"

    def test_papers_of_the_first_are_read_by_those_of_the_second(self, changeable: Archive):
        source = changeable.ids["hearing-invited"]
        with changeable.instance.database.write() as session:
            document = session.get_one(Document, changeable.ids["letter"])
            document.audience = f"papers:{source}"
            session.execute(HearingPaper.__table__.delete().where(HearingPaper.hearing_id != source))
        begin(changeable, **{"way": "copy", "from": source})
        with changeable.instance.database.read() as session:
            audience = session.get_one(Document, changeable.ids["letter"]).audience
        assert set((audience or "").split("|")) == {f"papers:{source}", f"papers:{newest_hearing(changeable).id}"}

    def test_a_template_is_saved_and_used(self, changeable: Archive):
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        answer = officer.post(f"/hoeringer/{changeable.ids['hearing-open']}/skabelon")
        template = newest_hearing(changeable)
        assert answer.headers["Location"] == f"/hoeringer/{template.id}"
        assert template.template
        assert template.deadline is None
        assert "Dette er en skabelon" in officer.text(f"/hoeringer/{template.id}")
        assert f'<option value="{template.id}">' in officer.text("/hoeringer/ny")
        begin(changeable, **{"way": "template", "from": template.id})
        made = newest_hearing(changeable)
        assert made.id != template.id
        assert not made.template
        assert len(made.invitations) == 4
        assert made.invitations[0].origin == "Skabelonen Fælles skoledistrikt i Ådal Vest"

    def test_a_template_is_for_those_who_run_hearings_and_is_never_sent_out(self, changeable: Archive):
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        officer.post(f"/hoeringer/{changeable.ids['hearing-open']}/skabelon")
        template = newest_hearing(changeable).id
        assert Visitor(changeable.app).enter(Role.READER).get(f"/hoeringer/{template}").status_code == 404
        answer = officer.post(f"/hoeringer/{template}/udgiv", {"row_version": "1"}, follow_redirects=True)
        assert "En skabelon kan ikke udgives" in answer.get_data(as_text=True)
        assert newest_hearing(changeable).published_at is None

    def test_one_is_not_taken_for_the_other(self, changeable: Archive):
        before = count(changeable)
        for way in ("template", "copy"):
            for number in ("", "x", "999999"):
                answer = begin(changeable, **{"way": way, "from": number})
                assert answer.status_code == 422
                assert "Vælg" in words_of(answer.get_data(as_text=True))
        assert begin(changeable, **{"way": "template", "from": changeable.ids["hearing-open"]}).status_code == 422
        assert count(changeable) == before

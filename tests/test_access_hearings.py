"""Who knows of which hearing, who reads what was sent, and who answers for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import session as browser
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from ingest.archive.model import now
from portal import access, clock
from portal.context import db
from portal.model import Hearing, Invitation, Role, User
from tests.fixtures_web import Archive

EVERY = {"open", "past", "hidden", "invited", "decided", "coming", "draft"}
KNOWN = {
    Role.READER: EVERY - {"invited", "draft"},
    Role.RESPONDER: {"open", "past", "hidden", "coming"},  # where its party is asked
    Role.OFFICER: EVERY,
    Role.ARCHIVIST: EVERY,
    Role.ADMIN: EVERY,
}
READS = {
    Role.READER: {"open", "past", "decided", "coming"},
    Role.RESPONDER: set(),
    Role.OFFICER: EVERY,
    Role.ARCHIVIST: EVERY,
    Role.ADMIN: EVERY,
}


def person(archive: Archive, role: Role) -> access.Person:
    with archive.instance.database.read() as session:
        return access.person_of(session.scalars(select(User).where(User.role == role.value)).one())


@pytest.mark.parametrize("role", list(Role))
def test_who_knows_and_who_reads(archive: Archive, role: Role):
    who = person(archive, role)
    names = {archive.ids[f"hearing-{name}"]: name for name in EVERY}
    with archive.instance.database.read() as session:
        known = session.scalars(select(Hearing).where(access.hearings_known_to(session, who))).all()
        assert {names[hearing.id] for hearing in known} == KNOWN[role]
        every = session.scalars(select(Hearing)).all()
        reads = {names[hearing.id] for hearing in every if access.sees_responses(who, hearing, now())}
        assert reads & KNOWN[role] == READS[role]
        for name in EVERY:
            if name not in KNOWN[role]:
                with pytest.raises(NotFound):
                    access.find_hearing(session, who, archive.ids[f"hearing-{name}"])


def test_hidden_responses_open_with_the_deadline(archive: Archive):
    reader = person(archive, Role.READER)
    with archive.instance.database.read() as session:
        hearing = session.get_one(Hearing, archive.ids["hearing-hidden"])
        assert hearing.deadline
        last = clock.ends(hearing.deadline)
        assert not access.sees_responses(reader, hearing, last - timedelta(seconds=1))
        assert access.sees_responses(reader, hearing, last)


def test_a_party_taken_off_the_list_knows_the_hearing_no_more(changeable: Archive):
    responder = person(changeable, Role.RESPONDER)
    with changeable.instance.database.write() as session:
        session.get_one(Invitation, changeable.ids["open-west"]).withdrawn_at = now()
        known = session.scalars(select(Hearing.id).where(access.hearings_known_to(session, responder)))
        assert changeable.ids["hearing-open"] not in set(known)


class TestLink:
    """The personal link, once opened, is the session's."""

    def enter(self, archive: Archive, name: str = "open-school") -> Invitation:
        invitation = db.session.get_one(Invitation, archive.ids[name])
        access.enter_by_link(invitation)
        return invitation

    def test_it_answers_for_its_own_party_alone(self, archive: Archive):
        with archive.app.test_request_context():
            invitation = self.enter(archive)
            found, actor = access.find_invitation(db.session, invitation.id)
            assert found is invitation
            assert actor.user_id is None
            assert "Forældrerådet" in actor.name
            for other in ("open-west", "open-elders", "past-school", "hidden-school"):
                with pytest.raises(NotFound):
                    access.find_invitation(db.session, archive.ids[other])

    @pytest.mark.parametrize("change", [{"link_version": 2}, {"link_revoked": True}, {"withdrawn_at": now()}])
    def test_it_ends_when_it_is_taken_back(self, changeable: Archive, change: dict[str, object]):
        with changeable.app.test_request_context():
            self.enter(changeable)
            with changeable.instance.database.write() as session:
                invitation = session.get_one(Invitation, changeable.ids["open-school"])
                for name, value in change.items():
                    setattr(invitation, name, value)
            db.session.rollback()  # a request of its own sees the change
            with pytest.raises(NotFound):
                access.find_invitation(db.session, changeable.ids["open-school"])

    def test_a_made_up_session_value_opens_nothing(self, archive: Archive):
        for value in ("x", "1", "1:", ":1", "1:1:1", "999999:1", "-1:1", "²:1"):
            with archive.app.test_request_context():
                browser["invitation"] = value
                with pytest.raises(NotFound):
                    access.find_invitation(db.session, archive.ids["open-school"])

    def test_those_who_run_hearings_do_not_answer_for_a_party(self, archive: Archive):
        from flask_login import login_user

        with archive.app.test_request_context():
            login_user(person(archive, Role.OFFICER))
            with pytest.raises(NotFound):
                access.find_invitation(db.session, archive.ids["open-west"])

"""Who somebody is: the person of a session, read afresh at every request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import abort
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.context import db
from portal.model import Role, User

DESK = frozenset({Role.ARCHIVIST, Role.ADMIN})
RUNS_HEARINGS = frozenset({Role.OFFICER, Role.ARCHIVIST, Role.ADMIN})
EVERY_COMMITTEE = "*"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in, as read at the beginning of the request.

    Attributes:
        grants: Committees whose closed material may be seen; `*` means every committee's.
    """

    id: int
    username: str
    name: str
    role: Role
    session_version: int
    grants: frozenset[str]

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """Give what the session keeps: a raised session version ends every session of the person."""
        return f"{self.id}:{self.session_version}"

    @property
    def works_at_desk(self) -> bool:
        """Archivists and administrators take files in and see what became of them."""
        return self.role in DESK

    @property
    def runs_hearings(self) -> bool:
        """Officers, archivists and administrators make hearings and see all that is sent in them."""
        return self.role in RUNS_HEARINGS

    @property
    def is_admin(self) -> bool:
        """Administrators decide who may log in and see what."""
        return self.role == Role.ADMIN


def load(kept: str) -> Person | None:
    """Find the person of a session, or None when it has ended, the person is disabled or it never was one."""
    number, _, session_version = kept.partition(":")
    if not (number.isdecimal() and session_version.isdecimal()):
        return None
    user = db.session.scalar(select(User).where(User.id == int(number)).options(selectinload(User.grants)))
    if user is None or not user.active or user.session_version != int(session_version):
        return None
    return person_of(user)


def person_of(user: User) -> Person:
    """Make a person of a row whose grants are loaded."""
    grants = frozenset(grant.committee for grant in user.grants)
    return Person(user.id, user.username, user.name, Role(user.role), user.session_version, grants)


def me() -> Person:
    """Give the person who is logged in; 401 when nobody is."""
    person = current_user._get_current_object()
    if not isinstance(person, Person):
        abort(401)
    return person

"""Fixtures of the web: the sample archive, an application on it, and visitors with a role."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal import create_app, passwords
from portal.context import limiter
from portal.instance import Instance
from portal.model import ClosedOpening, Role, User
from tests.sample_web import PASSWORD, PEOPLE, new_instance

STRONG = passwords._hasher  # the portal's own
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Archive:
    """The sample archive with its application. `ids`: document ids by name (tests/sample_web.py)."""

    instance: Instance
    app: Flask
    ids: dict[str, int]

    def openings(self, **of: Any) -> list[tuple[int, int | None, str]]:
        """Give (document, passage, how) of what is written down about closed material, in order."""
        with self.instance.database.read() as session:
            rows = session.scalars(select(ClosedOpening).filter_by(**of).order_by(ClosedOpening.id))
            return [(row.document_id, row.passage_id, row.how) for row in rows]

    def user(self, role: Role) -> User:
        """Give the row of the person with that role, as it is now."""
        with self.instance.database.read() as session:
            return session.scalars(select(User).where(User.username == PEOPLE[role][0])).one()


class Visitor:
    """A browser without JavaScript: keeps its cookies, and fills in the token of a form."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, address: str, **more: Any) -> TestResponse:
        """Ask for an address; the answer is read to its end."""
        return self.client.get(address, buffered=True, **more)

    def text(self, address: str, status: int = 200, **more: Any) -> str:
        """Give the page as HTML, after checking its status."""
        answer = self.get(address, **more)
        assert answer.status_code == status, (address, answer.status)
        return answer.get_data(as_text=True)

    def block(self, address: str, **headers: str) -> TestResponse:
        """Ask as HTMX does."""
        return self.get(address, headers={"HX-Request": "true", **headers})

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Send a form with the token that a page of the site gives."""
        page = self.client.get("/konto/login", follow_redirects=True).get_data(as_text=True)
        token = _TOKEN.search(page)
        assert token, "no form with a token"
        return self.client.post(address, data={"csrf_token": token[1], **(data or {})}, **more)

    def log_in(self, role: Role, password: str = PASSWORD, **more: Any) -> TestResponse:
        data = {"username": PEOPLE[role][0], "password": password, **more}
        return self.post("/konto/login", data)

    def enter(self, role: Role) -> Visitor:
        """Be logged in, without the login page (tests/test_accounts.py is about that) and what it costs."""
        database = self.client.application.extensions["instance"].database
        with database.read() as reading:
            user = reading.scalars(select(User).where(User.username == PEOPLE[role][0])).one()
        with self.client.session_transaction() as session:
            session["_user_id"] = f"{user.id}:{user.session_version}"
        return self


class _Compiled(BytecodeCache):
    """Templates as code, for every application of this process; a template that has changed is another one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self.kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Compile templates and addresses once: a thousand tests make an application, and that was half their time."""
    made: dict[tuple[object, ...], Any] = {}
    compile_address = Rule._compile_builder

    def compiled(rule: Rule, append_unknown: bool = True) -> Any:
        known_by = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if known_by not in made:
            made[known_by] = compile_address(rule, append_unknown)
        return made[known_by]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": _Compiled()})
        patched.setattr(Rule, "_compile_builder", compiled)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little() -> Iterator[None]:
    """Hash as the portal does, at a hundredth of the cost that is meant for those who guess."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))
        yield


@pytest.fixture(scope="session")
def _untouched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The sample archive as it is made, to be copied."""
    folder = tmp_path_factory.mktemp("untouched") / "instance"
    instance, ids = new_instance(folder)
    instance.database.engine.dispose()  # what is written goes from the log into the file, once
    return folder, ids


@pytest.fixture(scope="session")
def archive(_untouched: tuple[Path, dict[str, int]], tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The sample archive: read it, do not change it."""
    folder = tmp_path_factory.mktemp("archive") / "instance"
    shutil.copytree(_untouched[0], folder)
    instance = Instance.open(folder)
    return Archive(instance, create_app(instance), _untouched[1])


@pytest.fixture
def copied(tmp_path: Path, _untouched: tuple[Path, dict[str, int]]) -> Instance:
    """An instance of one's own, with the people and the documents."""
    shutil.copytree(_untouched[0], tmp_path / "instance")
    return Instance.open(tmp_path / "instance")


@pytest.fixture
def changeable(copied: Instance, _untouched: tuple[Path, dict[str, int]]) -> Archive:
    """An archive of one's own, with its application."""
    return Archive(copied, create_app(copied), _untouched[1])


@pytest.fixture(autouse=True)
def _wrong_guesses_are_forgotten() -> None:
    if limiter.initialized:
        limiter.reset()


@pytest.fixture
def visit(archive: Archive) -> Callable[[Role], Visitor]:
    """Give a visitor of the sample archive who is logged in with a role."""

    return lambda role: Visitor(archive.app).enter(role)


def words_of(html: str) -> str:
    """Give what a reader reads of a page: without tags, white space as one space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

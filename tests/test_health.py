"""What the proxy in front asks, what every answer carries, and what an error looks like."""

from __future__ import annotations

import dataclasses
import logging

import pytest

from ingest.archive.index import IndexDamaged
from portal import create_app
from portal.model import Role
from portal.security import HEADERS, POLICY
from tests.fixtures_web import Archive, Visitor, words_of


def test_answers_without_login_and_tells_nothing(archive: Archive):
    answer = Visitor(archive.app).get("/sundhed")
    assert (answer.status_code, answer.data) == (200, b"ok\n")


def test_says_no_when_the_database_does_not_answer(changeable: Archive, caplog: pytest.LogCaptureFixture):
    changeable.instance.database.engine.dispose()
    for path in changeable.instance.files.root.glob("portal.sqlite*"):
        path.unlink()
    changeable.instance.files.database.mkdir()
    visitor = Visitor(changeable.app)
    with caplog.at_level(logging.CRITICAL):
        answer = visitor.get("/sundhed")
    assert answer.status_code == 500
    assert "Noget gik galt hos os" in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/konto/login", "/", "/nix", "/sundhed", "/static/portal.css", "/hjaelp"])
def test_every_answer_is_protected(archive: Archive, address: str):
    answer = Visitor(archive.app).get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in POLICY


def test_nothing_is_inline(archive: Archive):
    visitor = Visitor(archive.app).enter(Role.ADMIN)
    for address in ("/", "/soeg?q=skole", f"/dokument/{archive.ids['minutes']}?q=skole", "/arkiv", "/konto/brugere/1"):
        page = visitor.text(address)
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert " onclick=" not in page


def test_what_was_read_stays_in_no_cache_but_styles_do(archive: Archive):
    visitor = Visitor(archive.app).enter(Role.READER)
    assert visitor.get("/soeg?q=skole").headers["Cache-Control"] == "no-store"
    style = visitor.text("/").split("portal.css")[1].split('"')[0]
    assert "immutable" in visitor.get(f"/static/portal.css{style}").headers["Cache-Control"]


class TestErrorPages:
    @pytest.mark.parametrize(
        ("address", "title"), [("/nix", "Siden findes ikke"), ("/konto/logout", "Det kan siden ikke")]
    )
    def test_say_what_happened(self, archive: Archive, address: str, title: str):
        page = Visitor(archive.app).get(address).get_data(as_text=True)
        assert title in page
        assert "Gå til forsiden" in page

    def test_an_unforeseen_fault_shows_no_traceback_and_is_logged(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ):
        def fails(*_: object) -> None:
            raise RuntimeError("hemmelig detalje")

        monkeypatch.setattr(type(archive.instance.generations), "index", fails)
        answer = Visitor(archive.app).enter(Role.READER).get("/soeg?q=skole")
        assert answer.status_code == 500
        assert "Noget gik galt hos os" in answer.get_data(as_text=True)
        assert "hemmelig" not in answer.get_data(as_text=True)
        assert "hemmelig detalje" in caplog.text

    def test_an_index_that_cannot_be_opened(self, changeable: Archive, monkeypatch: pytest.MonkeyPatch):
        def damaged(*_: object) -> None:
            raise IndexDamaged("gone")

        monkeypatch.setattr(type(changeable.instance.generations), "index", damaged)
        answer = Visitor(changeable.app).enter(Role.READER).get("/soeg?q=skole")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
        assert "bliver bygget igen" in words_of(answer.get_data(as_text=True))

    def test_too_much_is_refused_before_it_is_read(self, archive: Archive):
        visitor = Visitor(archive.app).enter(Role.READER)
        answer = visitor.post("/konto/adgangskode", {"current": "x" * (2 << 20)})
        assert answer.status_code == 413
        assert "Det er for stort" in answer.get_data(as_text=True)


def test_behind_a_proxy_the_visitors_address_counts(archive: Archive):
    settings = dataclasses.replace(archive.instance.settings, behind_proxy=1)
    app = create_app(dataclasses.replace(archive.instance, settings=settings))
    visitor = Visitor(app)
    for _ in range(5):
        visitor.log_in(Role.READER, password="forkert kodeord")
    blocked = visitor.log_in(Role.READER)
    assert blocked.status_code == 429
    form = {"username": "laeser", "password": "grævling under broen"}
    assert visitor.post("/konto/login", form, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 303

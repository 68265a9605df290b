"""Who may see and do what: the matrix, closed material, and that nobody starts without a rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Blueprint
from werkzeug.test import TestResponse

import portal
from ingest.archive.audience import closed_token
from portal import access, create_app, health
from portal.model import ClosedGrant, Role, User
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_web import PLANNING, SECRET, YOUTH

MATRIX = Path(__file__).with_name("access_matrix.tsv")
ROLES = ("anonymous", *(role.value for role in Role))


def matrix() -> list[dict[str, str]]:
    lines = [line for line in MATRIX.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    head, *rows = (line.split("\t") for line in lines)
    assert head == ["route", "method", "case", *ROLES]
    return [dict(zip(head, row, strict=True)) for row in rows]


def address(row: dict[str, str], ids: dict[str, int]) -> str:
    """Fill in a route: the case names the document, or the hearing and what is in it (`hearing-open+open-west`)."""
    unknown = row["case"] in ("unknown", "nothing")
    hearing, inner = row["case"].partition("+")[0], row["case"].rpartition("+")[2]
    values = {
        "<int:document_id>": str(ids.get(row["case"], 999_999)),
        "<int:hearing_id>": str(ids.get(hearing, 999_999)),
        "<int:invitation_id>": str(ids.get(inner, 999_999)),
        "<int:response_id>": str(ids.get(inner, 999_999)),
        "<int:party_id>": str(ids.get(inner, 999_999)),
        "<int:attachment_id>": "999999",
        "<int:number>": "1",
        "<int:finding_id>": "999999",
        "<int:passage_id>": "999999",
        "<int:group_id>": "999999",
        "<int:user_id>": "999999" if unknown else "1",
        "<name>": "findes-ikke" if unknown else "uden-dato",
        "<tray>": "findes-ikke",
        "<path:filename>": "portal.css",
    }
    route = row["route"]
    for part, value in values.items():
        route = route.replace(part, value)
    return route


def outcome(answer: TestResponse) -> str:
    sent_to_login = answer.status_code == 302 and answer.headers["Location"].startswith("/konto/login")
    return "login" if sent_to_login else str(answer.status_code)


def be(visitor: Visitor, role: str) -> None:
    visitor.client.delete_cookie("session")
    if role != "anonymous":
        visitor.enter(Role(role))


def test_every_route_and_method_is_in_the_matrix(archive: Archive):
    served = {
        (rule.rule, method)
        for rule in archive.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD"}
    }
    assert {(row["route"], row["method"]) for row in matrix()} == served


@pytest.mark.parametrize("role", ROLES)
def test_matrix(changeable: Archive, role: str):
    changeable.app.config["WTF_CSRF_ENABLED"] = False  # forms without a token are tested below
    visitor = Visitor(changeable.app)
    found = {}
    for row in matrix():
        for method in ("GET", "HEAD") if row["method"] == "GET" else (row["method"],):
            be(visitor, role)
            answer = visitor.client.open(address(row, changeable.ids), method=method)
            found[row["route"], method, row["case"]] = (outcome(answer), row[role])
            answer.close()
    assert {where: seen for where, seen in found.items() if seen[0] != seen[1]} == {}


def test_a_route_without_a_rule_stops_the_start(archive: Archive, monkeypatch: pytest.MonkeyPatch):
    bp = Blueprint("health", __name__)
    bp.add_url_rule("/glemt", "forgotten", lambda: "oh")
    monkeypatch.setattr(health, "bp", bp)
    with pytest.raises(access.UnruledRoute, match=r"health\.forgotten"):
        create_app(archive.instance)
    assert portal.create_app is create_app


def test_every_form_asks_for_its_token(changeable: Archive):
    visitor = Visitor(changeable.app)
    for row in matrix():
        if row["method"] == "POST":
            be(visitor, "admin")
            answer = visitor.client.post(address(row, changeable.ids))
            assert answer.status_code == 400, row["route"]
            assert "Formularen er udløbet" in answer.get_data(as_text=True)


def test_htmx_is_told_to_go_to_login(archive: Archive):
    answer = Visitor(archive.app).block("/soeg?q=skole", **{"HX-Current-URL": "http://localhost/soeg?q=sko"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/konto/login?next=/soeg?q%3Dsko"


def closed_tokens(tokens: frozenset[str]) -> set[str]:
    return {token for token in tokens if token.startswith("closed:")}


class TestClosed:
    def test_a_grant_opens_one_committee(self, archive: Archive):
        person = access.Person(1, "b", "B", Role.OFFICER, 1, frozenset({YOUTH}))
        with archive.instance.database.read() as session:
            assert closed_tokens(access.audience(session, person)) == {closed_token(YOUTH)}
        assert access.sees_closed(person, YOUTH.upper())
        assert not access.sees_closed(person, PLANNING)
        assert not access.sees_closed(person, None)

    def test_every_committee(self, archive: Archive):
        person = access.Person(1, "b", "B", Role.READER, 1, frozenset({"*"}))
        with archive.instance.database.read() as session:
            assert closed_tokens(access.audience(session, person)) == {"closed:*"}
        assert access.sees_closed(person, PLANNING)
        assert access.sees_closed(person, None)

    @pytest.mark.parametrize("role", [Role.READER, Role.RESPONDER, Role.ARCHIVIST, Role.ADMIN])
    def test_no_role_opens_closed_items_by_itself(self, archive: Archive, visit: Callable[[Role], Visitor], role: Role):
        visitor = visit(role)
        before = archive.openings()
        minutes = archive.ids["minutes"]
        for where in (f"/dokument/{minutes}/side/2", f"/dokument/{minutes}?q=ejendom", "/soeg?q=ejendom"):
            page = visitor.text(where)
            assert SECRET not in page
            assert "Bøgevænget" not in page
        assert "Lukket punkt" in words_of(visitor.text(f"/dokument/{minutes}/side/2"))
        assert archive.openings() == before

    def test_every_opening_is_written_down(self, changeable: Archive):
        visitor = Visitor(changeable.app).enter(Role.OFFICER)
        minutes = changeable.ids["minutes"]
        assert SECRET in visitor.text(f"/dokument/{minutes}/side/2")
        assert SECRET in visitor.text("/soeg?q=ejendom")
        assert SECRET in visitor.text("/soeg.csv?q=ejendom")
        visitor.get(f"/dokument/{minutes}/original")
        visitor.get(f"/dokument/{minutes}/side/1/billede")
        visitor.text(f"/dokument/{minutes}/side/1")  # nothing closed on that page
        written = changeable.openings(user_id=changeable.user(Role.OFFICER).id)
        passage = written[0][1]
        assert passage is not None
        assert written == [
            (minutes, passage, "page"),
            (minutes, passage, "search"),
            (minutes, passage, "search"),
            (minutes, None, "original"),
            (minutes, None, "image"),
        ]

    def test_a_package_with_something_closed_inside_is_closed(self, changeable: Archive):
        visitor = Visitor(changeable.app).enter(Role.OFFICER)
        visitor.get(f"/dokument/{changeable.ids['zip']}/original")
        assert changeable.openings() == [(changeable.ids["zip"], None, "original")]

    def test_a_document_where_all_is_closed_is_known_only_with_a_grant(self, changeable: Archive):
        secret = f"/dokument/{changeable.ids['secret']}"
        archivist = Visitor(changeable.app).enter(Role.ARCHIVIST)
        for page in ("/arkiv", "/arkiv/bunke/uden-dato", "/soeg?q=afskedigelse"):
            assert "Afskedigelsessag" not in archivist.text(page)
        assert archivist.get(secret).status_code == 404
        with changeable.instance.database.write() as session:
            user_id = changeable.user(Role.ARCHIVIST).id
            session.add(ClosedGrant(user_id=user_id, committee=PLANNING.lower()))
        assert "Afskedigelsessag" in archivist.text(secret)
        assert "1 fund" in words_of(archivist.text("/soeg?q=afskedigelse"))

    def test_a_grant_taken_away_works_at_once(self, changeable: Archive):
        visitor = Visitor(changeable.app).enter(Role.OFFICER)
        page = f"/dokument/{changeable.ids['minutes']}/side/2"
        assert SECRET in visitor.text(page)
        with changeable.instance.database.write() as session:
            session.get_one(User, changeable.user(Role.OFFICER).id).grants = []
        assert SECRET not in visitor.text(page)


@pytest.mark.parametrize(
    ("where", "local"),
    [
        ("/soeg?q=skole", True),
        ("/dokument/1#traf", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example/", False),
        ("/\nSet-Cookie: a=b", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_only_addresses_here_are_gone_on_to(where: str, local: bool):
    assert access.is_local(where) is local

"""Requests that no page of ours makes: numbers no row can have, addresses that are none, hosts that are none.

Each is answered with a sentence: never with a 500, and nothing of ours is written in the log.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from sqlalchemy import select

from ingest.archive.model import now
from portal import clock
from portal.model import ExtensionRequest, Role
from tests.fixtures_web import Archive, Visitor

#: Of what may stand in an address in place of a row's number.
NO_NUMBERS = ("9223372036854775808", "9" * 40, "٣")
NOT_AN_ADDRESS = ("http://[::1", "//[", "http://[x]/", "\x7f", "x" * 5000)


def addresses(archive: Archive) -> list[tuple[str, str]]:
    """Give every address with a number in it, with the other numbers of rows that are there: method and address."""
    ids, found = archive.ids, []
    there = {
        "document_id": ids["minutes"],
        "hearing_id": ids["hearing-open"],
        "invitation_id": ids["open-west"],
        "response_id": ids["response-open-school"],
        "party_id": ids["party-west"],
    }
    for rule in archive.app.url_map.iter_rules():
        names = re.findall(r"<int:(\w+)>", rule.rule)
        for name, method in ((name, method) for name in names for method in (rule.methods or set()) & {"GET", "POST"}):
            for bad in NO_NUMBERS:
                values = {**dict.fromkeys(rule.arguments, 1), **there, name: bad}
                found.append((method, re.sub(r"<(?:\w+:)?(\w+)>", lambda part, v=values: str(v[part[1]]), rule.rule)))  # type: ignore[misc]
    return found


def test_a_number_that_no_row_can_have_is_no_address(archive: Archive, visit: Callable[[Role], Visitor]) -> None:
    admin, asked = visit(Role.ADMIN).client, addresses(archive)
    assert len(asked) > 200
    codes = {where: admin.open(where[1], method=where[0]).status_code for where in asked}
    assert {where: code for where, code in codes.items() if code != 404} == {}


@pytest.mark.parametrize("current", NOT_AN_ADDRESS)
def test_a_browser_that_stands_nowhere(archive: Archive, visit: Callable[[Role], Visitor], current: str) -> None:
    reader, stranger = visit(Role.READER), Visitor(archive.app)
    assert reader.block("/soeg?q=skole", **{"HX-Current-URL": current}).status_code == 200
    answer = stranger.block("/soeg?q=skole", **{"HX-Current-URL": current})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/konto/login")


@pytest.mark.parametrize("host", ["x" * 300, "ø" * 80 + ".dk", "a..b", "[", "a b", "a:b:c", ""])
def test_a_host_that_is_none(archive: Archive, host: str) -> None:
    for path in ("/", "/soeg?q=skole", "/findes-ikke", "/konto/login"):
        answer = Visitor(archive.app).get(path, headers={"Host": host})
        assert answer.status_code < 500, (path, answer.status)


def test_who_asks_for_no_host_is_told_in_words(archive: Archive) -> None:
    answer = Visitor(archive.app).get("/", headers={"Host": "x" * 300})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "noget, vi ikke kan bruge" in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("origin", ["null", "http://[", "//[::1", "https://evil.example"])
def test_a_text_from_elsewhere_is_put_into_nobodys_form(archive: Archive, origin: str) -> None:
    where = f"/hoeringer/{archive.ids['hearing-open']}/svar/{archive.ids['open-west']}"
    form = {"svar-1": "En fremmed tekst", "row_version": "0"}
    answer = archive.app.test_client().post(where, data=form, headers={"Origin": origin})
    assert answer.status_code == 302
    assert "fremmed" not in answer.get_data(as_text=True)


NO_ROW = ("9223372036854775808", "9" * 30, "²", "-1", "\x00", "1e9")


@pytest.mark.parametrize("number", NO_ROW)
@pytest.mark.parametrize("where", ["/konto/aabninger?bruger=", "/arkiv/lukket?fortryd=", "/arkiv/cpr?fortryd="])
def test_a_number_in_the_question_that_no_row_can_have(
    visit: Callable[[Role], Visitor], where: str, number: str
) -> None:
    assert visit(Role.ADMIN).get(where + quote(number)).status_code == 200


@pytest.mark.parametrize("number", NO_ROW)
def test_a_number_in_a_form_that_no_row_can_have(changeable: Archive, number: str) -> None:
    officer, ids = Visitor(changeable.app).enter(Role.OFFICER), changeable.ids
    party = {"name": "Ungerådet", "kind": "council", "groups": number, "users": number}
    assert officer.post("/parter/ny", party).status_code in (303, 422)
    assert officer.post("/parter/grupper", {"name": "Alle råd"}).status_code == 303
    assert officer.post("/parter/grupper/1", {"name": "Alle råd", "members": number}).status_code in (303, 422)
    with changeable.instance.database.write() as session:
        wish = ExtensionRequest(invitation_id=ids["open-west"], wanted=clock.today(now()), why="Ferie", asked_by="Åse")
        session.add(wish)
    where = f"/hoeringer/{ids['hearing-open']}/breve/{ids['open-west']}/frist"
    assert officer.post(where, {"oenske": number, "ja": ""}).status_code == 422
    with changeable.instance.database.read() as session:
        assert session.scalars(select(ExtensionRequest.state)).all() == ["open"], "none was meant, none is answered"


@pytest.mark.parametrize("field", ["part", "gruppe"])
def test_a_form_with_more_choices_than_there_can_be(changeable: Archive, field: str) -> None:
    officer = Visitor(changeable.app).enter(Role.OFFICER)
    action = {"part": "tilfoej", "gruppe": "gruppe"}[field]
    where = f"/hoeringer/{changeable.ids['hearing-draft']}/parter/{action}"
    answer = officer.post(where, {field: [str(number) for number in range(1, 80_000)]})
    assert answer.status_code == 303


def test_a_group_is_made_once_however_often_one_clicks(changeable: Archive) -> None:
    officers = [Visitor(changeable.app).enter(Role.OFFICER) for _ in range(6)]
    with ThreadPoolExecutor(len(officers)) as pool:
        codes = list(pool.map(lambda one: one.post("/parter/grupper", {"name": "Alle råd"}).status_code, officers))
    assert sorted(codes) == [303] + [422] * 5


@pytest.mark.parametrize("mark", ["--5", "-", "5-", "9" * 30, "²", "\x00"])
def test_a_mark_that_is_no_number(archive: Archive, visit: Callable[[Role], Visitor], mark: str) -> None:
    page = visit(Role.READER).text(f"/dokument/{archive.ids['minutes']}/side/2?q=læringscenter&m={quote(mark)}")
    assert "Markering" in page


@pytest.mark.parametrize("name", ["udvalg", "type", "beslutning", "laes"])
def test_a_search_with_thousands_of_filters_is_a_page_like_others(visit: Callable[[Role], Visitor], name: str) -> None:
    many = "&".join(f"{name}={'x' * 40}{number}" for number in range(3000))
    assert len(visit(Role.READER).text(f"/soeg?q=skole&{many}")) < 1_000_000

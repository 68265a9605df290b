"""No party sees another's draft, attachment or receipt: by number, link, search or export."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from portal.model import Invitation, Role
from portal.worker import run_job
from portal.workshop import workshop
from tests.fixtures_web import Archive, Visitor
from tests.response_steps import (
    address,
    check_and_send,
    file,
    guest,
    hidden,
    questions,
    response_of,
    versions_of,
    write,
)
from tests.sample_hearings import DRAFT_WORDS, HIDDEN_WORDS, SCHOOL_WORDS

PAGES = ("", "/kontrol", "/ogsaa", "/traek-tilbage", "/ingen-bemaerkninger", "/afgiver-ikke", "/papir/1", "/bilag/1")
FORMS = ("", "/bilag", "/send", "/aendr", "/traek-tilbage", "/ingen-bemaerkninger", "/afgiver-ikke", "/ogsaa")
NOT_MINE = ("open-west", "open-elders", "past-west", "hidden-west", "coming-west", "open-union")
FOUND = (200, 303, 409, 422)


def where_of(archive: Archive, invitation: str, more: str = "") -> str:
    return address(archive, *invitation.split("-"), more)


@pytest.mark.parametrize("more", PAGES)
def test_a_link_opens_its_own_and_nothing_else(archive: Archive, more: str):
    school = guest(archive, "open-school")
    for invitation in NOT_MINE:
        answer = school.get(where_of(archive, invitation, more))
        assert answer.status_code == 404, (invitation, more)
    own = school.get(where_of(archive, "open-school", more))
    assert own.status_code in (*FOUND, 404)
    assert DRAFT_WORDS not in own.get_data(as_text=True)


@pytest.mark.parametrize("more", FORMS)
def test_nobody_writes_for_another(changeable: Archive, more: str):
    changeable.app.config["WTF_CSRF_ENABLED"] = False
    visitors = [guest(changeable, "open-school"), Visitor(changeable.app).enter(Role.OFFICER),
                Visitor(changeable.app).enter(Role.READER), Visitor(changeable.app).enter(Role.ADMIN)]  # fmt: skip
    before = [response_of(changeable, name) for name in ("open-west", "open-elders")]
    form = {questions(changeable, "open")[0]: "Indtrængende tekst", "row_version": "1", "submission": "x" * 24}
    for visitor, invitation in product(visitors, ("open-west", "open-elders", "past-west")):
        answer = visitor.client.post(where_of(changeable, invitation, more), data={**form, "bilag": [file("a.pdf")]})
        assert answer.status_code == 404
    after = [response_of(changeable, name) for name in ("open-west", "open-elders")]
    assert [row and (row.draft, row.row_version, row.current) for row in after] == [
        row and (row.draft, row.row_version, row.current) for row in before
    ]


@pytest.mark.parametrize("role", [Role.READER, Role.OFFICER, Role.ARCHIVIST, Role.ADMIN])
def test_staff_do_not_open_a_partys_pages(archive: Archive, visit: Callable[[Role], Visitor], role: Role):
    visitor = visit(role)
    for invitation, more in product(("open-west", "open-school", "past-west"), PAGES):
        assert visitor.get(where_of(archive, invitation, more)).status_code == 404
    for invitation in ("open-school", "past-west"):
        for ending in ("", ".pdf"):
            assert visitor.get(f"/kvittering/{archive.ids[invitation]}/1{ending}").status_code == 404


def test_receipts_by_number(archive: Archive, visit: Callable[[Role], Visitor]):
    school, west = guest(archive, "open-school"), visit(Role.RESPONDER)
    assert school.get(f"/kvittering/{archive.ids['open-school']}/1").status_code == 200
    assert west.get(f"/kvittering/{archive.ids['past-west']}/1").status_code == 200
    for number in range(1, 40):
        for ending in ("/1", "/1.pdf", "/2", "/0"):
            path = f"/kvittering/{number}{ending}"
            if number != archive.ids["open-school"] or ending in ("/2", "/0"):
                assert school.get(path).status_code == 404, path
            if number != archive.ids["past-west"] or ending in ("/2", "/0"):
                assert west.get(path).status_code == 404, path
            assert Visitor(archive.app).get(path).status_code == 302


@pytest.mark.parametrize("role", list(Role))
def test_a_draft_is_nowhere(changeable: Archive, role: Role):
    """Not in lists, search, suggestions, exports or the hearing's own pages; only on its party's page."""
    visitor = Visitor(changeable.app).enter(role)
    hearing = changeable.ids["hearing-open"]
    for path in (
        "/", "/hoeringer", "/soeg?q=kladdehemmelighed", "/soeg.csv?q=kladdehemmelighed", "/soeg?q=græsplænen",
        f"/hoeringer/{hearing}", "/parter", "/arkiv", "/arkiv/cpr",
        f"/hoeringer/{hearing}/svar-fra/{changeable.ids['response-open-west']}",
    ):  # fmt: skip
        answer = visitor.get(path, follow_redirects=True)
        text = answer.get_data(as_text=True)
        assert DRAFT_WORDS not in text, path
        assert "om græsplænen" not in text, path


def test_an_attachment_of_a_draft_is_found_by_nobody_until_it_is_sent(changeable: Archive):
    union, where = guest(changeable, "open-union"), address(changeable, "open", "union")
    content = b"Bilagets ord er fluesvampekatalog og intet andet sted i arkivet.\n" * 4
    write(union, where, bilag=[file("katalog.txt", content)])
    row = response_of(changeable, "open-union")
    assert row is not None
    read_all(changeable, [one.job_id for one in row.attachments])
    everyone = [Visitor(changeable.app).enter(role) for role in Role]
    for visitor in everyone:
        assert "katalog.txt" not in visitor.text("/soeg?q=fluesvampekatalog")
        assert visitor.get(f"{where}/bilag/1").status_code == 404
    read = response_of(changeable, "open-union")
    assert read is not None
    document = read.attachments[0].document_id
    assert document
    assert [v.get(f"/dokument/{document}").status_code for v in everyone] == [404] * len(everyone)
    write(union, where, **{questions(changeable, "open")[0]: "Se bilaget."})
    check_and_send(union, where)
    read_all(changeable, [versions_of(changeable, "open-union")[0].job_id])
    statuses = {role: Visitor(changeable.app).enter(role).get(f"/dokument/{document}").status_code for role in Role}
    assert statuses == {role: 404 if role == Role.RESPONDER else 200 for role in Role}


def read_all(archive: Archive, job_ids: list[int | None]) -> None:
    """Do the worker's jobs, and bring the index up to date."""
    with workshop(archive.instance) as shop:
        for job_id in job_ids:
            assert job_id
            run_job(archive.instance, shop, "test", job_id)
    archive.instance.generations.drain(wait=True)


def test_another_partys_answer_is_not_found_by_search(visit: Callable[[Role], Visitor]):
    west = visit(Role.RESPONDER)
    officer = visit(Role.OFFICER)
    for words in (SCHOOL_WORDS, HIDDEN_WORDS):
        query = {"q": f'"{words}"'}
        assert "1 fund" in officer.text("/soeg", query_string=query)
        assert "1 fund" not in west.text("/soeg", query_string=query)
        assert words not in west.text("/soeg.csv", query_string=query)


def test_a_link_that_was_ended_opens_nothing(changeable: Archive):
    school = guest(changeable, "open-school")
    where = where_of(changeable, "open-school")
    assert school.get(where).status_code == 200
    with changeable.instance.database.write() as session:
        session.get_one(Invitation, changeable.ids["open-school"]).link_version += 1
    assert school.get(where).status_code == 302
    fresh = guest(changeable, "open-school")
    with changeable.instance.database.write() as session:
        session.get_one(Invitation, changeable.ids["open-school"]).link_revoked = True
    assert fresh.get(where).status_code == 302
    assert fresh.get(f"/kvittering/{changeable.ids['open-school']}/1").status_code == 302


def test_a_party_taken_off_the_list_opens_nothing(changeable: Archive):
    west = Visitor(changeable.app).enter(Role.RESPONDER)
    with changeable.instance.database.write() as session:
        mine = session.get_one(Invitation, changeable.ids["open-west"])
        mine.withdrawn_at = mine.created_at
    assert west.get(where_of(changeable, "open-west")).status_code == 404


def test_htmx_is_given_nothing_more(archive: Archive):
    school = guest(archive, "open-school")
    answer = school.block(where_of(archive, "open-west"))
    assert answer.status_code == 404
    assert DRAFT_WORDS not in answer.get_data(as_text=True)


@pytest.mark.parametrize("kept", ["", "abc", "999:1", "{}", "{}:", ":1", "{}:1:1", "-{}:1", "{}:2"])
def test_what_a_browser_keeps_must_be_the_links_own(archive: Archive, kept: str):
    visitor = Visitor(archive.app)
    with visitor.client.session_transaction() as cookies:
        cookies["invitation"] = kept.format(archive.ids["open-union"])
    for invitation in ("open-union", "open-west"):
        assert visitor.get(where_of(archive, invitation)).status_code in (302, 404)


def test_a_guest_is_not_staff(archive: Archive):
    school = guest(archive, "open-school")
    for path in ("/", "/soeg?q=skole", "/hoeringer", f"/hoeringer/{archive.ids['hearing-open']}", "/parter", "/arkiv",
                 f"/dokument/{archive.ids['letter']}", "/konto/brugere"):  # fmt: skip
        assert school.get(path).status_code in (302, 303)
        assert school.get(path).headers["Location"].startswith("/konto/login")


def test_a_page_of_one_party_holds_no_other_partys_name(archive: Archive):
    page = guest(archive, "open-union").text(where_of(archive, "open-union"))
    for name in ("Forældrerådet", "Ældrerådet", "Lokaludvalget for Ådal Vest"):
        assert name not in page
    assert hidden(page)["row_version"] == "0"

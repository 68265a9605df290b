"""The register of parties: finding, adding, changing, and never losing one that was asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from ingest.archive.model import now
from portal import clock
from portal.addresses import is_mail
from portal.model import Invitation, Party, PartyContact, PartyGroup, PartyUser, Role
from portal.party_names import key_of
from portal.tables import read
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_hearings import PARTIES

NEW = {"name": "Ådal Grundejerforening", "kind": "organisation"}


@pytest.fixture
def officer(changeable: Archive) -> Visitor:
    return Visitor(changeable.app).enter(Role.OFFICER)


def party(archive: Archive, name: str) -> Party:
    with archive.instance.database.read() as session:
        return session.scalars(select(Party).where(Party.name == name)).one()


class TestList:
    def test_everybody_by_name(self, visit: Callable[[Role], Visitor]):
        page = visit(Role.OFFICER).text("/parter")
        assert f"{len(PARTIES)} parter" in page
        names = re.findall(r'<th scope="row"><a[^>]*>([^<]+)', page)
        assert names == sorted(names, key=str.casefold)
        assert "Ingen: breve gives i hånden" in page  # the elders have no mail

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("type=school", ["school"]),
            ("q=ÆLDRE", ["elders", "school"]),
            ("q=laerer@", ["union"]),
            ("q=%25", []),
            ("type=school&q=vest", []),
            ("aktiv=nej", []),
            ("type=findes-ikke&sorter=omvendt&side=-1&gruppe=x", ["union", "school", "west", "elders"]),
        ],
    )
    def test_narrowed(self, visit: Callable[[Role], Visitor], asked: str, found: list[str]):
        page = visit(Role.OFFICER).text(f"/parter?{asked}")
        assert {name for name, (title, _, _) in PARTIES.items() if f">{title}</a>" in page} == set(found)
        assert found or "Ingen parter passer på det" in page

    def test_one_whose_last_day_is_over_is_not_listed(self, changeable: Archive, officer: Visitor):
        yesterday = clock.today(now()) - timedelta(days=1)
        where = officer.post("/parter/ny", {**NEW, "active_to": yesterday.strftime("%d-%m-%Y")}).headers["Location"]
        assert NEW["name"] in officer.text(where)
        assert NEW["name"] not in officer.text("/parter")
        assert NEW["name"] in officer.text("/parter?aktiv=nej")
        assert "ikke aktiv nu" in officer.text("/parter?aktiv=")

    def test_an_empty_register_says_what_to_do(self, changeable: Archive, officer: Visitor):
        with changeable.instance.database.write() as session:
            for row in session.scalars(select(Invitation)):
                row.party_id = None
            session.flush()
            for row in session.scalars(select(Party)):
                session.delete(row)
        assert "Registret er tomt" in officer.text("/parter")

    def test_as_csv_that_calculates_nothing(self, changeable: Archive, officer: Visitor):
        officer.post("/parter/ny", {**NEW, "name": "=1+1 Foreningen", "note": "@SUM(A1)"})
        answer = officer.get("/parter/hent.csv?type=organisation")
        rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
        assert [(row["Navn"], row["Type"], row["Bemærkning"]) for row in rows] == [
            ("'=1+1 Foreningen", "Forening", "'@SUM(A1)")
        ]

    def test_as_xlsx_that_can_be_read_in_again(self, visit: Callable[[Role], Visitor], tmp_path):
        answer = visit(Role.OFFICER).get("/parter/hent.xlsx")
        (tmp_path / "parter.xlsx").write_bytes(answer.data)
        rows = read(tmp_path / "parter.xlsx", "parter.xlsx").rows
        assert {row.cells["navn"] for row in rows} == {title for title, _, _ in PARTIES.values()}


class TestNew:
    def test_with_everything(self, changeable: Archive, officer: Visitor):
        user = changeable.user(Role.RESPONDER).id
        soon = clock.today(now()) + timedelta(days=30)
        data = {
            **NEW, "mail": "post@grund.example", "note": "Se mødeplanen", "active_from": "1. januar 2020",
            "meetings": f"{soon.isoformat()}\n\n{soon.strftime('%d.%m.%Y')}\n", "users": str(user),
            "contact_name": ["Bo Sø", ""], "contact_title": ["Formand", ""], "contact_mail": ["bo@grund.example", ""],
            "contact_phone": ["+45 12 34 56 78", ""],
        }  # fmt: skip
        answer = officer.post("/parter/ny", data)
        assert answer.status_code == 303
        page = officer.text(answer.headers["Location"])
        with changeable.instance.database.read() as session:
            made = session.scalars(select(Party).where(Party.name == NEW["name"])).one()
            assert (made.name_key, made.kind, made.mail) == (key_of(NEW["name"]), "organisation", "post@grund.example")
            assert [meeting.day for meeting in made.meetings] == [soon]
            assert [(c.name, c.mail, c.phone) for c in made.contacts] == [
                ("Bo Sø", "bo@grund.example", "+45 12 34 56 78")
            ]
            assert [tie.user_id for tie in made.users] == [user]
        for shown in ("er nu i registret", "01-01-2020", soon.strftime("%d-%m-%Y"), "Bo Sø", "Se mødeplanen"):
            assert shown in page

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"name": " "}, "Skriv partens navn"),
            ({"kind": ""}, "Vælg en type"),
            ({"mail": "post@grund"}, "ligner ikke en mailadresse"),
            ({"mail": "Bo <bo@grund.example>"}, "ligner ikke en mailadresse"),
            ({"active_from": "31-02-2020"}, "»31-02-2020« er ikke en dato"),
            ({"active_from": "01-02-2020", "active_to": "01-01-2020"}, "Sidste dag ligger før første dag"),
            ({"meetings": "12-03-2027\ni næste uge"}, "»i næste uge« er ikke en dato"),
            ({"contact_mail": "forkert", "contact_name": "Bo"}, "ligner ikke en mailadresse"),
            ({"contact_name": "", "contact_mail": "bo@grund.example"}, "Skriv kontaktpersonens navn"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, archive: Archive, visit: Callable[[Role], Visitor], wrong: dict[str, str], said: str
    ):
        contact = {"contact_name": "Bo Sø", "contact_title": "Formand", "contact_mail": "", "contact_phone": ""}
        answer = visit(Role.OFFICER).post("/parter/ny", {**NEW, **contact, "note": "Husk mig", **wrong})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert page.count(said) >= 2  # in the summary and at the field
        assert "Husk mig" in page
        assert "Formand" in page
        with archive.instance.database.read() as session:
            assert session.scalar(select(Party).where(Party.name == NEW["name"])) is None

    @pytest.mark.parametrize(
        "name", ["LOKALUDVALGET  for ådal vest", "LU for Ådal Vest", "Lokaludvalget for Ådal Vest."]
    )
    def test_the_same_name_twice_is_one_party(self, archive: Archive, visit: Callable[[Role], Visitor], name: str):
        answer = visit(Role.OFFICER).post("/parter/ny", {**NEW, "name": name})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'href="/parter/{archive.ids["party-west"]}"' in page
        assert "står allerede i registret" in page

    def test_rows_of_contact_persons_come_and_go_without_saving(
        self, archive: Archive, visit: Callable[[Role], Visitor]
    ):
        data = {"name": "Halvt skrevet", "contact_name": ["Bo", "Eva"], "contact_title": ["", ""],
                "contact_mail": ["", ""], "contact_phone": ["", ""]}  # fmt: skip
        visitor = visit(Role.OFFICER)
        more = visitor.post("/parter/ny", {**data, "add": "contact"}).get_data(as_text=True)
        fewer = visitor.post("/parter/ny", {**data, "remove": "0"}).get_data(as_text=True)
        assert (more.count('name="contact_name"'), fewer.count('name="contact_name"')) == (3, 1)
        assert 'value="Halvt skrevet"' in more
        assert 'value="Bo"' not in fewer
        assert 'value="Eva"' in fewer


class TestChange:
    def test_its_own_name_is_not_in_its_way(self, changeable: Archive, officer: Visitor):
        west = changeable.ids["party-west"]
        data = {"name": "Lokaludvalget for ÅDAL Vest", "kind": "committee", "mail": ""}
        assert officer.post(f"/parter/{west}", data).status_code == 303
        assert party(changeable, "Lokaludvalget for ÅDAL Vest").mail is None

    def test_another_ones_name_is(self, changeable: Archive, officer: Visitor):
        answer = officer.post(f"/parter/{changeable.ids['party-west']}", {**NEW, "name": PARTIES["elders"][0]})
        assert answer.status_code == 422
        assert party(changeable, PARTIES["west"][0]).kind == "committee"

    def test_contacts_meetings_and_logins_can_be_taken_away(self, changeable: Archive, officer: Visitor):
        west = changeable.ids["party-west"]
        with changeable.instance.database.write() as session:
            session.add(PartyContact(party_id=west, name="Bo"))
        officer.post(f"/parter/{west}", {"name": PARTIES["west"][0], "kind": "committee", "contact_name": ""})
        with changeable.instance.database.read() as session:
            kept = session.get_one(Party, west)
            assert (kept.contacts, kept.meetings, kept.users) == ([], [], [])

    def test_a_login_answers_for_it_at_once(self, changeable: Archive, officer: Visitor):
        school, user = changeable.ids["party-school"], changeable.user(Role.RESPONDER).id
        officer.post(f"/parter/{school}", {"name": PARTIES["school"][0], "kind": "school", "users": str(user)})
        with changeable.instance.database.read() as session:
            assert session.scalar(select(PartyUser).where(PartyUser.party_id == school, PartyUser.user_id == user))
        assert f'value="{user}" checked' in officer.text(f"/parter/{school}")

    def test_the_hearings_it_was_asked_in(self, archive: Archive, visit: Callable[[Role], Visitor]):
        page = words_of(visit(Role.OFFICER).text(f"/parter/{archive.ids['party-elders']}"))
        assert "Kvalitetsstandard for madservice Afgjort" in page
        assert "kan ikke slettes" in page

    def test_one_that_was_asked_is_never_deleted(self, changeable: Archive, officer: Visitor):
        elders = changeable.ids["party-elders"]
        answer = officer.post(f"/parter/{elders}/slet")
        assert answer.headers["Location"] == f"/parter/{elders}"
        assert "kan ikke slettes" in officer.text(f"/parter/{elders}")
        assert party(changeable, PARTIES["elders"][0]).id == elders

    def test_one_that_never_was_can_be(self, changeable: Archive, officer: Visitor):
        where = officer.post("/parter/ny", NEW).headers["Location"]
        with changeable.instance.database.write() as session:
            session.add(PartyGroup(name="G", parties=list(session.scalars(select(Party)))))
        assert officer.post(f"{where}/slet").headers["Location"] == "/parter"
        assert officer.get(where).status_code == 404


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ældrerådet i Ådal", "ældrerådet i ådal"),
        ("  ÆLDRERÅDET\u00a0 i  ådal. ", "ældrerådet i ådal"),
        ("A\u030adal LU", "ådal lokaludvalg"),
        ("LU for Ådal", "lokaludvalget for ådal"),
        ("Lunden", "lunden"),
        ("Bo–og ”naboer”", 'bo-og "naboer"'),
    ],
)
def test_how_names_are_folded(typed: str, key: str):
    assert key_of(typed) == key == key_of(key)


@pytest.mark.parametrize(
    ("text", "good"),
    [("a.b+c@sub.aadal.example", True), ("bo@ådal.example", True), ("a@b", False), ("a b@c.example", False),
     ("a@b.example\nBcc: x@y.example", False), ("@b.example", False), ("a..b@c.example", False)],
)  # fmt: skip
def test_mail_addresses(text: str, good: bool):
    assert is_mail(text) is good

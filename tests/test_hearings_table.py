"""The officer's table: the numbers, the picture, the filters, one response as staff read it; and never a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ingest.archive.model import now
from portal.hearings.over_time import draw
from portal.model import (
    Attachment,
    Dispatch,
    DispatchKind,
    ExtensionRequest,
    Hearing,
    HearingEvent,
    Invitation,
    Response,
    ResponseVersion,
    Role,
)
from portal.sent_files import name_on_disk
from tests.cpr_numbers import PERSON
from tests.fixtures_web import Archive, Visitor, words_of
from tests.sample_hearings import DRAFT_WORDS, HIDDEN_WORDS, PARTIES, SCHOOL_WORDS


@pytest.fixture
def officer(visit: Callable[[Role], Visitor]) -> Visitor:
    return visit(Role.OFFICER)


def address(archive: Archive, hearing: str, more: str = "") -> str:
    return f"/hoeringer/{archive.ids[f'hearing-{hearing}']}{more}"


def rows_of(page: str) -> list[str]:
    """Give the lines of the party table as read."""
    body = page.split('class="table standings__table"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return [words_of(row) for row in body.split("<tr>")[1:]]


class TestNumbers:
    def test_before_the_deadline_some_are_awaited(self, archive: Archive, officer: Visitor):
        said = words_of(officer.text(address(archive, "open")))
        assert "4 Inviteret 0 Ikke leveret 1 Svaret 0 Ingen bemærkninger 3 Mangler svar" in said
        assert "Svarede ikke" not in said

    def test_after_the_deadline_they_did_not_answer(self, archive: Archive, officer: Visitor):
        said = words_of(officer.text(address(archive, "past")))
        assert "3 Inviteret 0 Ikke leveret 1 Svaret 1 Ingen bemærkninger 1 Svarede ikke" in said
        assert "Mangler svar" not in said

    def test_every_standing_is_counted_and_leads_to_its_parties(self, changeable: Archive):
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        with changeable.instance.database.write() as session:
            school = session.get_one(Response, changeable.ids["response-open-school"])
            school.withdrawn_at = now()
            failed = {"hearing_id": school.hearing_id, "kind": DispatchKind.INVITATION.value, "address": "x@y.example"}
            session.add(
                Dispatch(invitation_id=changeable.ids["open-union"], subject="", text="", state="failed", **failed)
            )
            late = Response(hearing_id=school.hearing_id, sender="Nabo Nord", current=1, channel="paper")
            session.add(late)
            session.flush()
            content = {"hearing": {}, "party": "Nabo Nord", "kind": "answer", "answers": [], "attachments": []}
            session.add(ResponseVersion(response_id=late.id, number=1, kind="answer", content=content, sha256="0" * 64,
                                        receipt_number="HS-1", submission="1", sent_by="x", late=True,
                                        sent_at=now() + timedelta(days=30)))  # fmt: skip
        for slug, number, name, party in (
            ("trukket-tilbage", 1, "Trukket tilbage", "Forældrerådet ved Ådalskolen"),
            ("ikke-leveret", 1, "Ikke leveret", "Lærerforeningen i Ådal"),
            ("for-sent", 1, "Svaret for sent", "Nabo Nord Ikke på høringslisten"),
            ("uopfordret", 1, "Ikke på høringslisten", "Nabo Nord"),
            ("mangler-svar", 2, "Mangler svar", "Lokaludvalget for Ådal Vest"),
        ):
            page = officer.text(address(changeable, "open", f"?status={slug}"))
            assert f"{number} {name}" in words_of(page)
            assert len(rows_of(page)) == number
            assert rows_of(page)[0].startswith(party)

    def test_historical_hearings_with_unknown_parties(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            hearing = Hearing(
                title="Gammel høring", type="other", historical=True, published_at=now(), deadline=date(2011, 3, 1)
            )
            hearing.invitations = [
                Invitation(answered_before_us=False, note="side 3"),
                Invitation(party_id=changeable.ids["party-west"]),
            ]
            session.add(hearing)
            session.flush()
            hearing_id = hearing.id
        page = Visitor(changeable.app).enter(Role.OFFICER).text(f"/hoeringer/{hearing_id}")
        assert [row[:45] for row in rows_of(page)] == [
            "Lokaludvalget for Ådal Vest Vides ikke – – – ",
            "Ukendt part (side 3) Svarede ikke – – – – Reg",
        ]
        assert "Send påmindelse" not in page


class TestList:
    def test_text_sort_and_what_is_not_known(self, archive: Archive, officer: Visitor):
        assert len(rows_of(officer.text(address(archive, "open", "?q=råDET+i")))) == 1
        newest = rows_of(officer.text(address(archive, "open", "?sorter=nyeste")))
        assert newest[0].startswith(PARTIES["school"][0])
        by_standing = rows_of(officer.text(address(archive, "past", "?sorter=status")))
        assert [row.split("ikke")[0][-8:] for row in by_standing][-1].endswith("Svarede ")
        assert len(rows_of(officer.text(address(archive, "open", "?status=noget&sorter=x&side=99")))) == 4

    def test_nobody_fits(self, archive: Archive, officer: Visitor):
        assert "Ingen parter passer." in officer.text(address(archive, "open", "?q=zzz"))

    def test_htmx_gets_the_table_alone(self, archive: Archive, officer: Visitor):
        answer = officer.block(address(archive, "open", "?status=svaret"))
        page = answer.get_data(as_text=True)
        assert page.startswith("<title>Fælles skoledistrikt i Ådal Vest – Høringsarkivet")
        assert "<h1" not in page
        assert len(rows_of(page)) == 1
        assert "HX-Request" in answer.headers["Vary"]

    def test_a_draft_is_the_partys_own(self, archive: Archive, officer: Visitor):
        page = officer.text(address(archive, "open"))
        drafting = next(row for row in rows_of(page) if row.startswith(PARTIES["west"][0]))
        silent = next(row for row in rows_of(page) if row.startswith(PARTIES["union"][0]))
        assert drafting.replace(PARTIES["west"][0], "") == silent.replace(PARTIES["union"][0], "")
        assert DRAFT_WORDS not in page

    def test_wishes_for_more_time_and_the_log(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            wanted = date.today() + timedelta(days=40)
            session.add(ExtensionRequest(invitation_id=changeable.ids["open-west"], wanted=wanted, asked_by="Åse"))
            session.add(HearingEvent(hearing_id=changeable.ids["hearing-open"], what="x", text=f"Noget om {PERSON}."))
        page = Visitor(changeable.app).enter(Role.OFFICER).text(address(changeable, "open"))
        assert "1 part beder om længere frist" in words_of(page)
        assert "Noget om 0101••-••••." in page

    def test_those_that_miss_can_be_reminded_while_there_is_time(self, archive: Archive, officer: Visitor):
        assert f'action="{address(archive, "open", "/paamind")}"' in officer.text(address(archive, "open"))
        assert "Send påmindelse" not in officer.text(address(archive, "past"))

    def test_others_do_not_get_the_table(self, archive: Archive, visit: Callable[[Role], Visitor]):
        for role in (Role.READER, Role.RESPONDER):
            assert "standings__table" not in visit(role).text(address(archive, "open"))


class TestPicture:
    def test_days_and_the_deadline(self):
        start = date(2026, 3, 1)
        picture = draw([start, start, start + timedelta(days=8)], start, start + timedelta(days=9))
        assert picture
        assert (len(picture.bars), picture.step, picture.most, picture.deadline_at) == (10, 1, 2, 100)
        assert [(bar.day.day, bar.count, bar.left, bar.height) for bar in picture.filled] == [
            (1, 2, 0, 100),
            (9, 1, 80, 50),
        ]

    def test_a_late_one_stands_after_the_deadline(self):
        start = date(2026, 3, 1)
        picture = draw([start + timedelta(days=19)], start, start + timedelta(days=9))
        assert picture
        assert picture.deadline_at == 50
        assert picture.filled[0].left == 95

    def test_long_hearings_by_weeks(self):
        picture = draw([date(2026, 1, 1), date(2026, 4, 1)], None, date(2026, 4, 2))
        assert picture
        assert (picture.step, len(picture.bars)) == (7, 14)

    def test_nothing_to_draw(self):
        assert draw([], date(2026, 1, 1), None) is None
        assert draw([date(1926, 1, 1)], date(2026, 1, 1), date(2026, 2, 1)) is None


class TestOneResponse:
    def test_officers_read_all_of_it(self, archive: Archive, officer: Visitor):
        page = officer.text(address(archive, "open", f"/svar-fra/{archive.ids['response-open-school']}"))
        assert SCHOOL_WORDS in page
        assert "Journalisering" in page
        assert "sha256" in page

    def test_staff_read_what_they_may(self, archive: Archive, visit: Callable[[Role], Visitor]):
        reader = visit(Role.READER)
        page = reader.text(address(archive, "open", f"/svar-fra/{archive.ids['response-open-school']}"))
        assert SCHOOL_WORDS in page
        assert "Journalisering" not in page
        hidden = reader.text(address(archive, "hidden", f"/svar-fra/{archive.ids['response-hidden-school']}"), 404)
        assert HIDDEN_WORDS not in hidden

    def test_a_draft_a_wrong_hearing_and_what_was_taken_back(self, changeable: Archive):
        officer, reader = (Visitor(changeable.app).enter(role) for role in (Role.OFFICER, Role.READER))
        draft = address(changeable, "open", f"/svar-fra/{changeable.ids['response-open-west']}")
        assert DRAFT_WORDS not in officer.text(draft, 404)
        school = changeable.ids["response-open-school"]
        assert officer.get(address(changeable, "past", f"/svar-fra/{school}")).status_code == 404
        with changeable.instance.database.write() as session:
            session.get_one(Response, school).withdrawn_at = now()
        assert "Trukket tilbage" in officer.text(address(changeable, "open", f"/svar-fra/{school}"))
        assert reader.get(address(changeable, "open", f"/svar-fra/{school}")).status_code == 404

    def test_files_of_a_draft_are_nowhere(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            school = session.get_one(Response, changeable.ids["response-open-school"])
            letter = changeable.instance.files.originals
            sha256 = next(path.name for path in letter.rglob("*") if path.is_file())
            file = Attachment(response=school, name="kladdebilag.pdf", size=1, sha256=sha256, media_type="text/plain")
            session.add(file)
            session.flush()
            number, response_id = file.id, school.id
        officer = Visitor(changeable.app).enter(Role.OFFICER)
        page = address(changeable, "open", f"/svar-fra/{response_id}")
        assert "kladdebilag" not in officer.text(page)
        assert officer.get(f"{page}/bilag/{number}").status_code == 404


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\svar\\Høringssvar.PDF", "Høringssvar.pdf"),
        (f"{PERSON} underskrift.pdf", "0101xx-xxxx underskrift.pdf"),
        ("a" * 300 + ".docx", "a" * 100 + ".docx"),
        ("\r\nSet-Cookie: x.pdf", "__Set-Cookie_ x.pdf"),
        ("..", "bilag"),
        ("=cmd|'/c calc'!A1.csv", "c calc__A1.csv"),
    ],
)
def test_names_for_the_disk(name: str, kept: str):
    assert name_on_disk(Attachment(name=name)) == kept

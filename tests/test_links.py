"""Personal links: what opens, what does not and what is said then, and that the key leaks nowhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal import clock, links
from portal.context import limiter
from portal.mail import tokens
from portal.mail.tokens import ForgedLink, LinkState
from portal.model import Hearing, Invitation, Role
from tests.fixtures_web import Archive, Visitor, words_of

MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Linked:
    """An archive, and the personal links of its invitations."""

    archive: Archive

    def token(self, name: str = "open-west", moment: datetime | None = None, secret: str = "") -> str:
        with self.archive.instance.database.read() as session:
            invitation = session.get_one(Invitation, self.archive.ids[name])
            secret = secret or self.archive.instance.settings.secret_key
            return tokens.make(secret, invitation, moment or datetime.now(UTC))

    def address(self, name: str = "open-west") -> str:
        return f"/svar/{self.token(name)}"

    def change(self, name: str, **values: Any) -> None:
        with self.archive.instance.database.write() as session:
            row = session.get_one(Hearing if name.startswith("hearing") else Invitation, self.archive.ids[name])
            for key, value in values.items():
                setattr(row, key, value)


@pytest.fixture
def linked(archive: Archive) -> Linked:
    return Linked(archive)


@pytest.fixture
def own(changeable: Archive) -> Linked:
    return Linked(changeable)


def test_looking_opens_nothing(linked: Linked):
    guest = Visitor(linked.archive.app)
    page = words_of(guest.text(linked.address()))
    for shown in ("Fælles skoledistrikt i Ådal Vest", "Lokaludvalget for Ådal Vest", "om 18 dage", "Åbn og svar"):
        assert shown in page
    with guest.client.session_transaction() as session:
        assert set(session) <= {"csrf_token"}
    west = linked.archive.ids["open-west"]
    assert guest.get(f"/hoeringer/{linked.archive.ids['hearing-open']}/svar/{west}").status_code == 302


def test_the_button_opens_the_answer(linked: Linked):
    guest = Visitor(linked.archive.app)
    answer = guest.post(linked.address())
    assert answer.status_code == 303
    hearing, west = linked.archive.ids["hearing-open"], linked.archive.ids["open-west"]
    assert answer.headers["Location"] == f"/hoeringer/{hearing}/svar/{west}"
    with guest.client.session_transaction() as session:
        assert session["invitation"] == f"{west}:1"


def test_it_opens_no_other_partys_answer(linked: Linked):
    guest = Visitor(linked.archive.app)
    guest.post(linked.address("open-school"))
    ids = linked.archive.ids
    assert guest.get(f"/hoeringer/{ids['hearing-open']}/svar/{ids['open-west']}").status_code == 404


def test_a_link_may_be_used_again(linked: Linked):
    address = linked.address()
    assert [Visitor(linked.archive.app).post(address).status_code for _ in range(2)] == [303, 303]


def test_a_login_stays(linked: Linked, visit: Callable[[Role], Visitor]):
    officer = visit(Role.OFFICER)
    assert officer.post(linked.address()).status_code == 303
    assert "Bjørn Ærø" in officer.text("/hoeringer")


@pytest.mark.parametrize("answer_to", ["get", "post"])
def test_the_address_is_kept_to_ourselves(linked: Linked, answer_to: str):
    answer: TestResponse = getattr(Visitor(linked.archive.app), answer_to)(linked.address())
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_button_works_over_https_though_no_referrer_is_sent(linked: Linked):
    guest = Visitor(linked.archive.app)
    page = guest.text(linked.address(), base_url="https://localhost")
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = guest.client.post(linked.address(), data={"csrf_token": token}, base_url="https://localhost")
    assert answer.status_code == 303


def test_the_button_asks_for_its_token(linked: Linked):
    assert linked.archive.app.test_client().post(linked.address()).status_code == 400


def forged(linked: Linked) -> dict[str, str]:
    good = linked.token()
    body, _, signature = good.rpartition(".")
    other = linked.token("open-school")
    return {
        "made up": "abc.def",
        "cut off": good[:-1],
        "half": good[: len(good) // 2],
        "another's body": f"{other.rpartition('.')[0]}.{signature}",
        "other key": linked.token(secret="en anden nøgle"),
        "not signed": body,
        "letters": "æøå🙂",
        "too long": "a" * 5000,
        "null": "%00",
    }


FORGERIES = ["made up", "cut off", "half", "another's body", "other key", "not signed", "letters", "too long", "null"]


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_link_opens_nothing(linked: Linked, name: str):
    guest = Visitor(linked.archive.app)
    address = f"/svar/{forged(linked)[name]}"
    page = words_of(guest.text(address, 403))
    assert "Linket virker ikke" in page
    assert "kopiér hele adressen" in page
    assert guest.post(address).status_code == 403
    with guest.client.session_transaction() as session:
        assert "invitation" not in session


REVOKED, WITHDRAWN = "Linket er spærret", "Linket bruges ikke mere"


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("open-west", {"link_version": 2}, REVOKED),
        ("open-west", {"link_revoked": True}, REVOKED),
        ("open-west", {"withdrawn_at": MADE}, WITHDRAWN),
        ("hearing-open", {"published_at": None}, WITHDRAWN),
        ("hearing-open", {"deadline": date(2020, 1, 1)}, "Linket er udløbet"),
    ],
)
def test_a_link_that_was_good_once(own: Linked, name: str, change: dict[str, Any], said: str):
    address = own.address()
    guest = Visitor(own.archive.app)
    own.change(name, **change)
    assert said in words_of(guest.text(address, 410))
    assert guest.post(address).status_code == 410


def test_a_link_in_the_wrong_hands_is_worth_nothing_once_it_is_revoked(own: Linked):
    guest = Visitor(own.archive.app)
    guest.post(own.address())
    own.change("open-west", link_version=2)
    ids = own.archive.ids
    assert guest.get(f"/hoeringer/{ids['hearing-open']}/svar/{ids['open-west']}").status_code == 302


def test_after_the_deadline_it_says_so(linked: Linked):
    page = words_of(Visitor(linked.archive.app).text(linked.address("past-elders")))
    assert "Fristen er gået" in page
    assert "Åbn og svar" not in page


def test_before_it_begins_it_says_so(linked: Linked):
    page = words_of(Visitor(linked.archive.app).text(linked.address("coming-west")))
    assert "Du kan læse høringsbrevet, men ikke svare endnu" in page


def test_guessing_is_stopped(linked: Linked):
    guest = Visitor(linked.archive.app)
    codes = [guest.get(f"/svar/gaet-{n}").status_code for n in range(31)]
    assert set(codes[:30]) == {403}
    assert codes[30] == 429
    limiter.reset()
    assert {guest.get(linked.address()).status_code for _ in range(40)} == {200}


def test_the_key_stands_in_no_log(linked: Linked, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> str:
        raise ValueError("noget gik galt")

    monkeypatch.setattr(links, "render_template", fail)
    monkeypatch.setitem(linked.archive.app.config, "PROPAGATE_EXCEPTIONS", False)
    token = linked.token()
    with caplog.at_level(logging.INFO):
        assert Visitor(linked.archive.app).get(f"/svar/{token}").status_code == 500
        logging.getLogger("waitress").error("Exception while serving %s", f"/svar/{token}")
    assert caplog.text.count("/svar/...") == 2
    assert token not in caplog.text


class Row:
    """A hearing and an invitation in one, for the clock."""

    id, link_version, link_revoked = 7, 1, False
    withdrawn_at = extended_to = opens_on = decided_on = None
    published_at, deadline = MADE, date(2026, 4, 1)

    def __init__(self, **values: Any) -> None:
        self.hearing = self
        self.__dict__.update(values)


@pytest.mark.parametrize(
    ("row", "moment", "state"),
    [
        (Row(), datetime(2026, 5, 1, 21, 59, 59, tzinfo=UTC), LinkState.GOOD),  # 1 May 23:59:59 in Copenhagen
        (Row(), datetime(2026, 5, 1, 22, 0, tzinfo=UTC), LinkState.EXPIRED),
        (Row(extended_to=date(2026, 4, 11)), datetime(2026, 5, 1, 22, 0, tzinfo=UTC), LinkState.GOOD),
        (Row(deadline=date(2030, 1, 1)), MADE + timedelta(days=400, seconds=-1), LinkState.GOOD),
        (Row(deadline=date(2030, 1, 1)), MADE + timedelta(days=400), LinkState.EXPIRED),
        (Row(deadline=None), MADE + timedelta(days=1), LinkState.GOOD),
        (Row(link_revoked=True), MADE, LinkState.REVOKED),
        (Row(link_version=2), MADE, LinkState.REVOKED),
        (Row(withdrawn_at=MADE), MADE, LinkState.WITHDRAWN),
        (None, MADE, LinkState.WITHDRAWN),
    ],
)
def test_what_a_link_is_worth(row: Any, moment: datetime, state: LinkState):
    claim = tokens.read("nøgle", tokens.make("nøgle", Row(), MADE))  # type: ignore[arg-type]
    assert tokens.state_of(claim, row, moment) is state


def test_a_token_says_whose_it_is_and_nothing_else():
    token = tokens.make("nøgle", Row(), MADE)  # type: ignore[arg-type]
    assert tokens.read("nøgle", token) == tokens.Claim(7, 1, MADE)
    with pytest.raises(ForgedLink):
        tokens.read("en anden nøgle", token)
    assert clock.ends(date(2026, 5, 1)) == datetime(2026, 5, 1, 22, 0, tzinfo=UTC)

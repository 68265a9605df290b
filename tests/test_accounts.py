"""Logging in and out, one's own password, and the administrator's pages."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable

import itsdangerous.timed
import pytest

from portal import create_app, passwords
from portal.model import Role, User
from tests.fixtures_web import STRONG, Archive, Visitor, words_of
from tests.sample_web import PASSWORD, PEOPLE

NEW = "et helt andet kodeord"


class TestLogin:
    def test_right_password(self, changeable: Archive):
        visitor = Visitor(changeable.app)
        answer = visitor.log_in(Role.READER)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        page = words_of(visitor.text("/"))
        assert "Læser Lone Læser" in page
        assert changeable.user(Role.READER).last_login_at is not None

    def test_wrong_password_and_unknown_person_read_alike(self, archive: Archive):
        pages = []
        for username in ("laeser", "findes-ikke"):
            visitor = Visitor(archive.app)
            answer = visitor.post("/konto/login", {"username": username, "password": "forkert kodeord"})
            assert answer.status_code == 422
            page = words_of(answer.get_data(as_text=True))
            assert "Brugernavnet og adgangskoden passer ikke sammen" in page
            pages.append(page)
        assert pages[0] == pages[1]

    def test_an_unknown_person_costs_the_same_work(self, monkeypatch: pytest.MonkeyPatch):
        verified: list[str] = []
        real = passwords._hasher.verify
        monkeypatch.setattr(
            passwords, "_hasher", _Counting(passwords._hasher, lambda h, p: verified.append(h) or real(h, p))
        )
        stored = passwords.hash_password(PASSWORD)
        assert passwords.matches(stored, PASSWORD)
        assert not passwords.matches(None, PASSWORD)
        assert not passwords.matches(None, "the password of nobody")
        assert len(verified) == 3

    def test_a_hash_that_cost_too_little_is_made_anew_at_login(
        self, changeable: Archive, monkeypatch: pytest.MonkeyPatch
    ):
        assert "$m=1024,t=1,p=1$" in changeable.user(Role.READER).password_hash
        monkeypatch.setattr(passwords, "_hasher", STRONG)
        assert Visitor(changeable.app).log_in(Role.READER).status_code in (302, 303)
        assert "$m=65536,t=3,p=4$" in changeable.user(Role.READER).password_hash

    def test_a_disabled_person_cannot_log_in(self, changeable: Archive):
        with changeable.instance.database.write() as session:
            session.get_one(User, changeable.user(Role.READER).id).active = False
        assert Visitor(changeable.app).log_in(Role.READER).status_code == 422

    def test_goes_on_to_where_one_was_going(self, archive: Archive):
        visitor = Visitor(archive.app)
        sent = visitor.get("/soeg?q=skole&sort=nyeste").headers["Location"]
        form = visitor.text(sent)
        assert 'value="/soeg?q=skole&amp;sort=nyeste"' in form
        answer = visitor.log_in(Role.READER, next="/soeg?q=skole&sort=nyeste")
        assert answer.headers["Location"] == "/soeg?q=skole&sort=nyeste"

    @pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example"])
    def test_never_goes_on_to_another_site(self, archive: Archive, where: str):
        answer = Visitor(archive.app).log_in(Role.READER, next=where)
        assert answer.headers["Location"] == "/"

    def test_a_session_from_before_is_not_kept(self, archive: Archive):
        visitor = Visitor(archive.app)
        visitor.text("/konto/login")
        with visitor.client.session_transaction() as session:
            session["planted"] = "by somebody else"
        visitor.log_in(Role.READER)
        with visitor.client.session_transaction() as session:
            assert "planted" not in session

    def test_five_wrong_guesses_close_the_account_to_that_address(self, archive: Archive):
        visitor = Visitor(archive.app)
        for _ in range(5):
            assert visitor.log_in(Role.READER, password="forkert kodeord").status_code == 422
        refused = visitor.log_in(Role.READER)
        assert refused.status_code == 429
        assert "Vent fem minutter" in refused.get_data(as_text=True)
        assert int(refused.headers["Retry-After"]) > 0
        assert Visitor(archive.app).log_in(Role.OFFICER).status_code == 303  # another account from the same address
        elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
        page = visitor.post("/konto/login", {"username": "laeser", "password": PASSWORD}, **elsewhere)
        assert page.status_code == 303  # the person is not shut out by somebody else's guesses

    def test_right_passwords_are_not_counted(self, archive: Archive):
        for _ in range(8):
            assert Visitor(archive.app).log_in(Role.READER).status_code == 303


@dataclasses.dataclass
class _Counting:
    """The real hasher, with its verifying seen."""

    real: passwords.PasswordHasher
    verify: Callable[[str, str], bool]

    def hash(self, password: str) -> str:
        return self.real.hash(password)


class TestSession:
    def test_logging_out_needs_a_form(self, archive: Archive, visit: Callable[[Role], Visitor]):
        assert visit(Role.READER).get("/konto/logout").status_code == 405

    def test_a_copied_cookie_is_worth_nothing_after_logging_out(self, changeable: Archive):
        visitor, thief = Visitor(changeable.app), Visitor(changeable.app)
        visitor.log_in(Role.READER)
        cookie = visitor.client.get_cookie("session")
        assert cookie is not None
        thief.client.set_cookie("session", cookie.value)
        assert thief.get("/").status_code == 200
        assert visitor.post("/konto/logout").status_code == 303
        assert thief.get("/").headers["Location"] == "/konto/login"

    def test_a_raised_session_version_ends_sessions(self, changeable: Archive):
        visitor = Visitor(changeable.app)
        visitor.log_in(Role.READER)
        with changeable.instance.database.write() as session:
            session.get_one(User, changeable.user(Role.READER).id).session_version += 1
        assert visitor.get("/").headers["Location"] == "/konto/login"

    @pytest.mark.parametrize("kept", ["", "x", "1", "1:", ":1", "-1:1", "1:1:1", "999999:1", "1e3:1"])
    def test_a_session_that_is_not_one(self, archive: Archive, kept: str):
        visitor = Visitor(archive.app)
        with visitor.client.session_transaction() as session:
            session["_user_id"] = kept
        assert visitor.get("/").status_code == 302

    def test_a_session_ends_when_it_has_not_been_used_for_hours(
        self, archive: Archive, visit: Callable[[Role], Visitor], monkeypatch: pytest.MonkeyPatch
    ):
        visitor = Visitor(archive.app)
        visitor.log_in(Role.READER)
        hours, moment = archive.instance.settings.session_hours, time.time()
        monkeypatch.setattr(itsdangerous.timed.time, "time", lambda: moment + hours * 3600 - 60)
        assert visitor.get("/").status_code == 200  # and with that it is used
        monkeypatch.setattr(itsdangerous.timed.time, "time", lambda: moment + 2 * hours * 3600)
        assert visitor.get("/").headers["Location"] == "/konto/login"

    def test_a_files_answer_never_carries_the_cookie(
        self, archive: Archive, visit: Callable[[Role], Visitor], monkeypatch: pytest.MonkeyPatch
    ):
        visitor, moment = visit(Role.READER), time.time()
        for later in (0, 3600):  # what a shared cache keeps; and what is under way while somebody logs out
            monkeypatch.setattr(itsdangerous.timed.time, "time", lambda later=later: moment + later)
            answer = visitor.get("/static/portal.css?v=1")
            assert answer.status_code == 200
            assert "Set-Cookie" not in answer.headers
        assert "Set-Cookie" in visitor.get("/").headers
        assert "Set-Cookie" not in visitor.get("/").headers  # renewed now and then, not by every answer

    @pytest.mark.parametrize("https", [False, True])
    def test_cookie(self, archive: Archive, https: bool):
        settings = dataclasses.replace(
            archive.instance.settings, base_url="https://arkiv.aadal.example" if https else ""
        )
        app = create_app(dataclasses.replace(archive.instance, settings=settings))
        app.config["WTF_CSRF_SSL_STRICT"] = False
        scheme = "https" if https else "http"
        client = app.test_client()
        form = client.get(f"{scheme}://localhost/konto/login")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form.get_data(as_text=True))
        assert token
        data = {"csrf_token": token[1], "username": PEOPLE[Role.READER][0], "password": PASSWORD}
        cookie = client.post(f"{scheme}://localhost/konto/login", data=data).headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is https
        assert cookie.startswith("__Host-session=") is https
        assert ("Strict-Transport-Security" in form.headers) is https


class TestOwnPassword:
    def change(self, visitor: Visitor, current: str = PASSWORD, new: str = NEW, again: str | None = None):
        data = {"current": current, "password": new, "repeated": new if again is None else again}
        return visitor.post("/konto/adgangskode", data)

    def test_change(self, changeable: Archive):
        here, elsewhere = Visitor(changeable.app), Visitor(changeable.app)
        here.log_in(Role.READER)
        elsewhere.log_in(Role.READER)
        assert self.change(here).status_code == 303
        assert "Din adgangskode er skiftet" in words_of(here.text("/konto/adgangskode"))
        assert elsewhere.get("/").status_code == 302
        assert Visitor(changeable.app).log_in(Role.READER).status_code == 422
        assert Visitor(changeable.app).log_in(Role.READER, password=NEW).status_code == 303

    @pytest.mark.parametrize(
        ("current", "new", "again", "said"),
        [
            ("forkert kodeord", NEW, NEW, "Den nuværende adgangskode er ikke rigtig"),
            (PASSWORD, "kort", "kort", "mindst 12 tegn"),
            (PASSWORD, "aaaaaaaaaaaaa", "aaaaaaaaaaaaa", "gentager de samme tegn"),
            (PASSWORD, "laeser er mit navn", "laeser er mit navn", "må ikke indeholde brugernavnet"),
            (PASSWORD, NEW, "noget andet", "er ikke ens"),
            ("", NEW, NEW, "Skriv din nuværende adgangskode"),
        ],
    )
    def test_what_is_wrong_is_said(self, changeable: Archive, current: str, new: str, again: str, said: str):
        visitor = Visitor(changeable.app)
        visitor.log_in(Role.READER)
        answer = self.change(visitor, current, new, again)
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert said in words_of(page)
        assert 'aria-invalid="true"' in page
        assert Visitor(changeable.app).log_in(Role.READER).status_code == 303

"""Log in, log out, one's own password."""

from __future__ import annotations

import hashlib

from flask import Response, abort, flash, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from ingest.archive.model import now
from portal import access, passwords
from portal.accounts import bp
from portal.accounts.forms import LoginForm, PasswordForm, say
from portal.context import db, instance, limiter
from portal.model import User

# Wrong guesses only: a person who mistypes has five tries, an office behind one address has fifty.
PER_ACCOUNT = "5 per 5 minutes"
PER_ADDRESS = "50 per 5 minutes"
WRONG = "Brugernavnet og adgangskoden passer ikke sammen. Prøv igen."


def _account_and_address() -> str:
    name = hashlib.sha256(request.form.get("username", "").strip().casefold().encode()).hexdigest()
    return f"{name}:{request.remote_addr}"


def _person_id() -> str:
    return f"own-password:{current_user.get_id()}"


def _was_wrong(response: Response) -> bool:
    return response.status_code == 422


@bp.get("/login")
@access.anyone
def login() -> Response:
    """Show the login form; somebody who is logged in is sent on."""
    back = request.args.get("next", "")
    if current_user.is_authenticated:
        return _on(back)
    return make_response(render_template("accounts/login.html", form=LoginForm(next=back)))


@bp.post("/login")
@access.anyone
@limiter.limit(PER_ADDRESS, deduct_when=_was_wrong)
@limiter.limit(PER_ACCOUNT, key_func=_account_and_address, deduct_when=_was_wrong)
def login_submit() -> Response:
    """Log in. What is wrong is never said: neither whether the person exists, nor by how long it takes."""
    form = LoginForm()
    if form.validate_on_submit():
        user = _find(form.username.data or "")
        right = passwords.matches(user.password_hash if user else None, form.password.data or "")
        if user and right and user.active:
            _note_login(user, form.password.data or "")
            access.log_in(access.person_of(user))
            return _on(form.next.data or "")
        say(form, "password", WRONG)
    return make_response(render_template("accounts/login.html", form=form), 422)


@bp.post("/logout")
@access.allow()
def logout() -> Response:
    """Log out, everywhere: a copied session is worth nothing afterwards."""
    _end_sessions(access.me().id)
    access.log_out()
    flash("Du er logget ud.")
    return make_response("", 303, {"Location": url_for("accounts.login")})


@bp.get("/adgangskode")
@access.allow()
def password() -> Response:
    """Show the form for a new password."""
    return make_response(render_template("accounts/password.html", form=PasswordForm()))


@bp.post("/adgangskode")
@access.allow()
@limiter.limit(PER_ACCOUNT, key_func=_person_id, deduct_when=_was_wrong)
def password_submit() -> Response:
    """Change one's own password; other browsers are logged out, this one stays."""
    form = PasswordForm()
    user = db.session.get_one(User, access.me().id)
    if form.validate_on_submit():
        if not passwords.matches(user.password_hash, form.current.data or ""):
            say(form, "current", "Den nuværende adgangskode er ikke rigtig. Skriv den igen.")
        elif said := passwords.problem(form.password.data or "", user.username):
            say(form, "password", said)
        else:
            access.log_in(set_password(user.id, form.password.data or ""))
            flash("Din adgangskode er skiftet. Andre steder, hvor du var logget ind, er logget ud.")
            return make_response("", 303, {"Location": url_for("accounts.password")})
    return make_response(render_template("accounts/password.html", form=form), 422)


def set_password(user_id: int, new: str) -> access.Person:
    """Give a person a new password and end their sessions; give the person as they are then."""
    hashed = passwords.hash_password(new)  # before the transaction: it takes time
    with instance().database.write() as session:
        user = session.get(User, user_id, options=[selectinload(User.grants)])
        if user is None:
            abort(404)
        user.password_hash = hashed
        user.session_version += 1
        return access.person_of(user)


def _find(username: str) -> User | None:
    by_name = select(User).where(User.username == username.strip()).options(selectinload(User.grants))
    return db.session.scalar(by_name)


def _note_login(user: User, given: str) -> None:
    values: dict[str, object] = {"last_login_at": now()}
    if passwords.outdated(user.password_hash):
        values["password_hash"] = passwords.hash_password(given)
    with instance().database.write() as session:
        session.execute(update(User).where(User.id == user.id).values(**values))


def _end_sessions(user_id: int) -> None:
    with instance().database.write() as session:
        session.execute(update(User).where(User.id == user_id).values(session_version=User.session_version + 1))


def _on(back: str) -> Response:
    return make_response("", 303, {"Location": back if access.is_local(back) else url_for("search.home")})

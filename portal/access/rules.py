"""Who may use which route: a mark on every view, and one check before every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, make_response, request, session, url_for
from flask_login import LoginManager, current_user, login_user
from werkzeug.exceptions import Unauthorized

from portal import htmx
from portal.access.hearings import link_is_good
from portal.access.people import Person, load
from portal.context import db
from portal.model import Role

View = TypeVar("View", bound=Callable[..., Any])
_EVERY_ROLE = frozenset(Role)
_rules: dict[Callable[..., Any], frozenset[Role] | None] = {}  # None: anyone, also without login
_by_link: set[Callable[..., Any]] = set()  # views that also take those who came by a personal link


class UnruledRoute(RuntimeError):
    """A route that does not say who may use it: the application must not start."""


class LoggedOut(Unauthorized):
    """A form came from somebody who is not logged in any more.

    It answers with the way to the login page; a task whose forms hold long texts catches it and gives them back.
    """


def allow(*roles: Role) -> Callable[[View], View]:
    """Mark a view as usable by these roles; none given means every person who is logged in."""

    def mark(view: View) -> View:
        _rules[view] = frozenset(roles) or _EVERY_ROLE
        return view

    return mark


def anyone(view: View) -> View:
    """Mark a view as usable without login."""
    _rules[view] = None
    return view


def parties(view: View) -> View:
    """Mark a view as usable by everybody who is logged in, and by those who came by a personal link.

    The view itself asks `find_invitation` whom the person answers for.
    """
    _by_link.add(view)
    return allow()(view)


def enforce(app: Flask) -> None:
    """Put login and rules in force; the first thing that happens to a request.

    Raises:
        UnruledRoute: A route does not say who may use it.
    """
    anyone(app.view_functions["static"])
    manager = LoginManager(app)
    manager.user_loader(load)
    app.before_request(_check)
    _refuse_unruled(app)


def _refuse_unruled(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    missing = sorted(name for name in routes if app.view_functions[name] not in _rules)
    if missing:
        raise UnruledRoute(f"no rule says who may use: {', '.join(missing)}")


def _check() -> Response | None:
    if request.endpoint is None:
        return None  # no such route: the page that says so
    view = current_app.view_functions[request.endpoint]
    roles = _rules[view]
    if roles is None or (view in _by_link and not current_user.is_authenticated and link_is_good(db.session)):
        return None
    if not current_user.is_authenticated:
        if request.method == "POST":
            raise LoggedOut(response=_to_login())
        return _to_login()
    if current_user.role not in roles:
        abort(403)
    return None


def _to_login() -> Response:
    """Send to the login page and remember where to; HTMX would follow a redirect silently, so it is told."""
    if request.headers.get("HX-Request"):
        current = htmx.parts_of(request.headers.get("HX-Current-URL"))
        address = _login_address(f"{current.path}?{current.query}")
        return make_response("", 401, {"HX-Redirect": address})
    address = _login_address(request.full_path if request.method in ("GET", "HEAD") else "")
    return make_response("", 302, {"Location": address})


def _login_address(back: str) -> str:
    back = back.rstrip("?")
    return url_for("accounts.login", next=back if is_local(back) and back != "/" else None)


def is_local(address: str) -> bool:
    """Tell whether an address stays on this site: a path, with nothing a browser reads as another host."""
    plain = address.isprintable() and "\\" not in address
    return plain and address.startswith("/") and not address.startswith("//") and not urlsplit(address).netloc


def log_in(person: Person) -> None:
    """Begin a new session for the person; nothing of the old one lives on (session fixation)."""
    session.clear()
    session.permanent = True
    login_user(person)


def log_out() -> None:
    """Forget everything in the browser's session."""
    session.clear()

"""What every answer carries so that a browser protects the reader, and how sessions are kept."""

from __future__ import annotations

import time
from datetime import timedelta

from flask import Flask, Response, request, session
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from portal.config import Settings
from portal.row_numbers import MOST_DIGITS

# Nothing inline and nothing from elsewhere: htmx is told not to add styles of its own (base.html).
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # searches stand in addresses; CSRF over https needs the referrer on our own
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_YEAR = 365 * 24 * 3600
_FORM_BYTES = 1 << 20
_USED = "used"
_RENEWED = 300  # seconds from one renewal of a login's cookie to the next


class RowNumber(IntegerConverter):
    """`<int:...>` in an address: the number of a row. What no row can have is no address."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"


def protect(app: Flask, settings: Settings) -> None:
    """Set how sessions are kept, how much may be sent, and the headers of every answer. Before any route is added."""
    app.url_map.converters["int"] = RowNumber
    https = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-session" if https else "session",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        SESSION_REFRESH_EACH_REQUEST=False,  # see _keep_alive
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may stand open over lunch
        PROVIDE_AUTOMATIC_OPTIONS=False,
        MAX_CONTENT_LENGTH=_FORM_BYTES,  # the upload view asks for more
    )
    if settings.behind_proxy:
        hops = settings.behind_proxy
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    app.before_request(_keep_alive)

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
        _keep_private(response)
        return response


def _keep_alive() -> None:
    """Let a login that is used last on: its cookie is renewed now and then, and never by a file of ours.

    Such a file may be kept by a shared cache, and the cookie with it; and one that is still on its way when a person
    logs out would bring the cookie back.
    """
    if request.endpoint == "static" or not session.permanent:
        return
    used = session.get(_USED)
    if not isinstance(used, int) or not 0 <= time.time() - used < _RENEWED:
        session[_USED] = int(time.time())


def _keep_private(response: Response) -> None:
    """Keep what a person was shown out of every cache, so that Back after logging out shows nothing."""
    if request.endpoint == "static":
        if "v" in request.args:  # the address changes with the file
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")

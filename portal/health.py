"""/sundhed: whether the portal can answer, for the proxy in front. Says nothing else."""

from __future__ import annotations

from flask import Blueprint, Response, make_response
from sqlalchemy import text

from portal import access
from portal.context import db

bp = Blueprint("health", __name__)


@bp.get("/sundhed")
@access.anyone
def health() -> Response:
    """Answer `ok` when the database answers; else the error page says 500."""
    db.session.execute(text("SELECT 1"))
    return make_response("ok\n", {"Content-Type": "text/plain; charset=utf-8"})

"""/hoeringer: what waits for an answer, what one runs, and what else there is to read."""

from __future__ import annotations

from flask import render_template

from portal import access
from portal.hearings import bp


@bp.get("")
@access.allow()
def index() -> str:
    """List the hearings the person may know of."""
    return render_template("hearings/list.html")

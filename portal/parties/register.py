"""The register itself."""

from __future__ import annotations

from flask import render_template

from portal import access
from portal.model import Role
from portal.parties import bp


@bp.get("")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def index() -> str:
    """List the parties."""
    return render_template("parties/list.html")

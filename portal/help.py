"""/hjaelp and /tilgaengelighed: how to search, how to answer a hearing, the keys, and the accessibility statement."""

from __future__ import annotations

from flask import Blueprint, render_template

from portal import access

bp = Blueprint("help", __name__)


@bp.get("/hjaelp")
@access.anyone
def guide() -> str:
    """Tell how to search and which keys there are."""
    return render_template("help/guide.html")


@bp.get("/hjaelp/hoeringer")
@access.anyone
def hearings() -> str:
    """Tell how to answer a hearing, and how to hold one."""
    return render_template("help/hearings.html")


@bp.get("/tilgaengelighed")
@access.anyone
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("help/accessibility.html")

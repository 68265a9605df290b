"""/hoeringer: hearings as those who run them make, send and follow them, and as others read them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("hearings", __name__, url_prefix="/hoeringer")


from portal.hearings import listing, reading, stubs  # noqa: E402, F401

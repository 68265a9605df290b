"""/hoeringer/<hearing>/svar: a party writes, checks and sends its answer, and keeps its receipt."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("responses", __name__)


from portal.responses import stubs  # noqa: E402, F401

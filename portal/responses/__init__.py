"""/hoeringer/<hearing>/svar: a party writes, checks and sends its answer, and keeps its receipt."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("responses", __name__)

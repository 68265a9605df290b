"""/parter: the register of those who can be asked, and the groups they are asked in."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("parties", __name__, url_prefix="/parter")


from portal.parties import groups, import_pages, party, register  # noqa: E402, F401

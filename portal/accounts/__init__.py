"""/konto: log in and out, one's own password; for the administrator who may log in and see what, and who saw what."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/konto")

from portal.accounts import login, openings, people  # noqa: E402, F401  (they put their views on bp)

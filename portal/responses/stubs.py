"""Addresses that other pages link to and whose page is being built."""

from __future__ import annotations

from flask import abort

from portal import access
from portal.responses import bp


@bp.get("/hoeringer/<int:hearing_id>/svar/<int:invitation_id>")
@access.parties
def write(hearing_id: int, invitation_id: int) -> str:
    """Wait for the page."""
    abort(404)


@bp.get("/kvittering/<int:invitation_id>/<int:number>")
@access.parties
def receipt(invitation_id: int, number: int) -> str:
    """Wait for the page."""
    abort(404)

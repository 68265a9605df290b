"""/hoeringer/<hearing>/svar: a party writes, checks and sends its answer, and keeps its receipt."""

from __future__ import annotations

from flask import Blueprint, request

bp = Blueprint("responses", __name__)

ROOT = "/hoeringer/<int:hearing_id>/svar/<int:invitation_id>"
_ROOM = 250 << 20  # beyond what is kept of files (attaching.py), so that one too large is answered with a sentence
_ROOM_FOR_TEXT = 4 << 20


@bp.before_app_request
def _room_for_files() -> None:
    """Let the form that carries files send more than others; who may send is asked before anything of it is read."""
    if request.endpoint in ("responses.save", "responses.attach"):
        request.max_content_length = _ROOM
        request.max_form_memory_size = _ROOM_FOR_TEXT


from portal.responses import also, attachments, check, lost, one_step, papers, receipt, send, write  # noqa: E402, F401

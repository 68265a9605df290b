"""The original and the pictures of its pages: only for those who may see everything in it."""

from __future__ import annotations

import re

from flask import Response, abort, request, send_file

from ingest.archive.model import Document
from ingest.values import FileState
from portal import access, downloads, words
from portal.context import db, instance
from portal.documents import bp
from portal.documents.pictures import WIDTHS, can_be_drawn, studio

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]')
_LONGEST_NAME = 150


@bp.get("/<int:document_id>/original")
@access.allow()
def original(document_id: int) -> Response:
    """Give the file as it came, under the sender's name."""
    document, _ = _whole(document_id, "original")
    path = instance().files.original(document.sha256)
    if document.state == FileState.REMOVED or not path.is_file():
        abort(404)
    return downloads.as_it_came(path, safe_name(document), document.media_type)


@bp.get("/<int:document_id>/side/<int:number>/billede")
@access.allow()
def picture(document_id: int, number: int) -> Response:
    """Give the picture of a page as PNG; `stor` for one to read small print on."""
    document, everybodys = _whole(document_id, "image")
    if not can_be_drawn(document.media_type):
        abort(404)
    width = WIDTHS["stor" if "stor" in request.args else ""]
    response = send_file(studio().draw(document, number, width), mimetype="image/png")
    response.headers["Cache-Control"] = "private, max-age=600" if everybodys else "private, no-store"
    return response


def _whole(document_id: int, how: str) -> tuple[Document, bool]:
    """Find a document of which the person may have everything, and write it down when some of it is closed.

    Returns:
        The document, and whether every reader may have all of it.
    """
    person = access.me()
    document = access.find_document(db.session, person, document_id)
    parts = access.family(db.session, document.id)
    access.demand_all(person, parts)
    hidden = any(part.closed or part.unread for part in parts)
    if hidden:
        access.log_openings(person, how, [(document.id, None)])
    return document, not hidden and document.audience is None


def safe_name(document: Document) -> str:
    """Give the sender's file name without what another system could stumble over; its ending is kept."""
    name = _NOT_IN_NAMES.sub("_", words.masked(document.name)).strip(". ") or f"dokument-{document.id}"
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= _LONGEST_NAME else f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending[:20]}"

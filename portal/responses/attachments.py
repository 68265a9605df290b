"""Sending files one at a time with a bar that shows how far, and fetching one's own again."""

from __future__ import annotations

from flask import Response as Answer
from flask import abort, jsonify, make_response, render_template, request

from ingest.archive.model import now
from portal import access, downloads
from portal.context import db, instance
from portal.responses import ROOT, bp
from portal.responses.attaching import shown, take
from portal.responses.place import find
from portal.sent_files import name_on_disk, path_of


@bp.post(f"{ROOT}/bilag")
@access.parties
def attach(hearing_id: int, invitation_id: int) -> Answer:
    """Take files that the page sends by itself; the form that sends them with the text is `write.save`.

    The page's row version is raised with ours only when it stood on the newest draft: else its next save must see that
    somebody else was here.
    """
    place = find(db.session, hearing_id, invitation_id, now())
    before = place.row_version
    files = [file for file in request.files.getlist("bilag") if file.filename]
    taken = take(files, hearing_id, invitation_id, place.moment)
    db.session.rollback()  # the reading session saw the draft as it was
    place = find(db.session, hearing_id, invitation_id, place.moment)
    stood = request.form.get("row_version") == str(before) and taken.names
    answer = jsonify(
        html=render_template("responses/attachments.html", place=place, files=shown(place.response)),
        row_version=taken.row_version if stood else None,
        refused=taken.refused,
    )
    return make_response(answer, 200 if taken.names or not files else 422)


@bp.get(f"{ROOT}/bilag/<int:number>")
@access.parties
def attachment(hearing_id: int, invitation_id: int, number: int) -> Answer:
    """Give the party one of its own files as it came."""
    place = find(db.session, hearing_id, invitation_id, now())
    files = place.response.attachments if place.response else []
    file = files[number - 1] if 0 < number <= len(files) else abort(404)
    path = path_of(instance().files, file)
    if path is None:
        abort(404)
    return downloads.as_it_came(path, name_on_disk(file))

"""/hoeringer: hearings as those who run them make, send and follow them, and as others read them."""

from __future__ import annotations

from flask import Blueprint, request

from portal.context import instance

bp = Blueprint("hearings", __name__, url_prefix="/hoeringer")

_FILES_AT_ONCE = 5  # as many of the largest allowed file; more go in the next round


@bp.before_app_request
def _room_for_files() -> None:
    """Let the upload of papers alone send more than a form; who may is asked before anything of it is read."""
    if request.endpoint == "hearings.upload_papers":
        request.max_content_length = _FILES_AT_ONCE * (instance().settings.max_file_mb << 20)


from portal.hearings import (  # noqa: E402, F401
    asking,
    edit,
    export,
    extensions,
    handing_out,
    historical,
    historical_parties,
    journal,
    letters,
    list_export,
    listing,
    many_confirming,
    new,
    papers,
    party_file,
    party_list,
    publish,
    questions,
    reading,
    registering,
    registering_many,
    show,
)

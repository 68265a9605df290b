"""/arkiv: the archivist's desk. What needs somebody, files on their way in, and the archive as a picture."""

from flask import Blueprint, request

from portal.context import instance

bp = Blueprint("desk", __name__, url_prefix="/arkiv")

_FILES_AT_ONCE = 5  # as many of the largest allowed file; more go in the next round


@bp.before_app_request
def _room_for_files() -> None:
    """Let the upload alone send more than a form; who may upload is asked before anything of it is read."""
    if request.endpoint == "desk.upload":
        request.max_content_length = _FILES_AT_ONCE * (instance().settings.max_file_mb << 20)


from portal.desk import hard_to_read, maybe_closed, numbers, overview, synonyms, uploads  # noqa: E402, F401  (they put their views on bp)

"""/dokument: a document, opened where it matched; page by page, with its picture, its facts and where they stand.

`/dokument/<id>` finds the right page by itself (`punkt`: a passage; `q`: what was searched for).
`/dokument/<id>/side/<n>` is that page. Both are the same template.
"""

from flask import Blueprint

bp = Blueprint("documents", __name__, url_prefix="/dokument")

from portal.documents import correcting, files, page_text, reading  # noqa: E402, F401  (they put their views on bp)

"""/dokument: a document, opened where it matched; page by page, with its picture, its facts and where they stand.

`/dokument/<id>` finds the right page by itself (`punkt`: a passage; `q`: what was searched for).
`/dokument/<id>/side/<n>` is that page. Both are the same template.
"""

from flask import Blueprint

bp = Blueprint("documents", __name__, url_prefix="/dokument")

from portal.documents import (  # noqa: E402  (they put their views on bp)
    correcting,  # noqa: F401
    correcting_items,  # noqa: F401
    files,  # noqa: F401
    layers,  # noqa: F401
    page_text,  # noqa: F401
    reading,  # noqa: F401
)

"""/dokument/<id>/side/<n>/lag: every text a page has had, side by side: what was read, and what became of it."""

from __future__ import annotations

from flask import abort, render_template

from ingest.archive.model import Page
from ingest.archive.page_layers import is_corrected, repairs_of
from ingest.danish.ocr_repair import LIKELY
from ingest.values import LayerKind
from portal import access, readable
from portal.context import db
from portal.documents import bp
from portal.documents.reading import current_pages, page_count
from portal.model import Role


@bp.get("/<int:document_id>/side/<int:number>/lag")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def layers(document_id: int, number: int) -> str:
    """Show the layers of a page, which of them counts, and the words that were guessed."""
    person = access.me()
    document = access.find_document(db.session, person, document_id)
    parts = access.family(db.session, document.id)
    access.demand_all(person, parts)
    page = db.session.scalar(current_pages(document).where(Page.number == number)) or abort(404)
    if any(part.closed for part in parts):
        access.log_openings(person, "layers", [(document.id, None)])
    return render_template(
        "documents/layers.html",
        document=document,
        page=page,
        pages=page_count(document),
        laid_over=not is_corrected(page),
        repairs={layer.id: repairs_of(layer) for layer in page.layers if layer.kind == LayerKind.REPAIR},
        likely=LIKELY,
        reads=readable.percent,
    )

"""/kvittering: what was sent, when, and what happens next, as a page and as a PDF. Only for the party itself."""

from __future__ import annotations

from flask import Response as Answer
from flask import abort, make_response, render_template

from ingest.archive.model import now
from portal import access, clock
from portal.context import db
from portal.model import ResponseVersion
from portal.receipts import next_steps, pdf_of, stamp
from portal.responses import bp
from portal.responses.place import Place, find


@bp.get("/kvittering/<int:invitation_id>/<int:number>")
@access.parties
def receipt(invitation_id: int, number: int) -> str:
    """Show the receipt of a version."""
    place, version = _find(invitation_id, number)
    response = version.response
    return render_template(
        "responses/receipt.html",
        place=place,
        hearing=place.hearing,
        today=clock.today(place.moment),
        sent=version,
        stamp=stamp(version.sent_at),
        content=version.content,
        counts=response.sent is version,
        withdrawn=response.withdrawn_at if response.current == version.number else None,
        steps=next_steps(place.hearing, place.invitation, version.sent_at),
    )


@bp.get("/kvittering/<int:invitation_id>/<int:number>.pdf")
@access.parties
def receipt_pdf(invitation_id: int, number: int) -> Answer:
    """Give the receipt as a PDF, with everything as it was written."""
    _, version = _find(invitation_id, number)
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="kvittering-{version.receipt_number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return make_response(pdf_of(version, whole=True), headers)


def _find(invitation_id: int, number: int) -> tuple[Place, ResponseVersion]:
    invitation, _ = access.find_invitation(db.session, invitation_id)
    place = find(db.session, invitation.hearing_id, invitation_id, now())
    versions = place.response.versions if place.response else []
    return place, next((version for version in versions if version.number == number), None) or abort(404)

"""/konto/aabninger: who saw which closed material, when and how."""

from __future__ import annotations

from flask import render_template, request
from sqlalchemy import func, select

from ingest.archive.model import Document, Passage
from portal import access
from portal.accounts import bp
from portal.context import db
from portal.model import ClosedOpening, Role, User
from portal.paging import Paging
from portal.row_numbers import row_number

PER_PAGE = 50


@bp.get("/aabninger")
@access.allow(Role.ADMIN)
def openings() -> str:
    """Show the log of closed openings, newest first."""
    person = request.args.get("bruger", type=row_number)
    mine = ClosedOpening.user_id == person if person else ClosedOpening.user_id.is_not(None)
    total = db.session.scalar(select(func.count()).select_from(ClosedOpening).where(mine)) or 0
    paging = Paging.of(request.args.get("side"), total, PER_PAGE)
    rows = db.session.execute(
        select(ClosedOpening, User, Document, Passage)
        .join(User, User.id == ClosedOpening.user_id)
        .join(Document, Document.id == ClosedOpening.document_id)
        .outerjoin(Passage, Passage.id == ClosedOpening.passage_id)
        .where(mine)
        .order_by(ClosedOpening.id.desc())
        .limit(PER_PAGE)
        .offset(paging.offset)
    )
    users = db.session.scalars(select(User).order_by(User.name)).all()
    return render_template("accounts/openings.html", rows=rows.all(), paging=paging, users=users, chosen=person)

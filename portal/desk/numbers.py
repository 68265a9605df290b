"""/arkiv/cpr: places where civil registration numbers stand, or may stand, to be decided one by one.

The numbers are covered wherever text is shown, whatever is decided; a decision says whether somebody must act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, selectinload

from ingest.archive.cpr_table import CONFIRMED, DISMISSED, OPEN, CprFinding
from ingest.archive.model import Document, now
from ingest.cpr import Certainty
from portal import access
from portal.context import db, instance
from portal.desk import bp
from portal.model import Role
from portal.paging import Paging
from portal.row_numbers import row_number

PER_PAGE = 25
_SURE = (Certainty.HIGH.value, Certainty.MEDIUM.value)
_WORDS = {
    "er": (CONFIRMED, "Noteret: det er et CPR-nummer."),
    "ikke": (DISMISSED, "Noteret: det er ikke et CPR-nummer."),
    "fortryd": (OPEN, "Fortrudt. Fundet ligger i bunken igen."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as this person may see it: `context` is "" where it may stand in something closed to them."""

    finding: CprFinding
    context: str


def open_findings(known: ColumnElement[bool], *, sure: bool = True) -> ColumnElement[bool]:
    """Give the condition of findings nobody has decided, in documents the person may know of.

    Args:
        known: Condition of Document.
        sure: Those of medium certainty or surer; else those of low.
    """
    certain = CprFinding.certainty.in_(_SURE) if sure else CprFinding.certainty == Certainty.LOW.value
    return and_(CprFinding.state == OPEN, certain, CprFinding.document_id.in_(select(Document.id).where(known)))


@bp.get("/cpr")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def numbers() -> str:
    """Show what is to be decided, the oldest first; `?usikre=ja` those that are hardly any."""
    person, sure = access.me(), request.args.get("usikre") != "ja"
    wanted = open_findings(access.documents_known_to(db.session, person), sure=sure)
    total = db.session.scalar(select(func.count()).select_from(CprFinding).where(wanted)) or 0
    paging = Paging.of(request.args.get("side"), total, PER_PAGE)
    asked = select(CprFinding).where(wanted).options(selectinload(CprFinding.document)).order_by(CprFinding.id)
    found = db.session.scalars(asked.limit(PER_PAGE).offset(paging.offset))
    shown = list(_shown(db.session, person, found))
    undo = request.args.get("fortryd", type=row_number)
    return render_template("desk/numbers.html", found=shown, paging=paging, sure=sure, undo=undo)


def _shown(session: Session, person: access.Person, found: Iterable[CprFinding]) -> Iterable[Shown]:
    for finding in found:
        open_ = access.all_open_to(person, access.family(session, finding.document_id))
        yield Shown(finding, finding.context if open_ else "")


@bp.post("/cpr/<int:finding_id>")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def decide(finding_id: int) -> Response:
    """Note what somebody says of a finding: `er`, `ikke`, or `fortryd`."""
    person = access.me()
    state, said = _WORDS.get(request.form.get("svar", "")) or abort(400)
    known = select(Document.id).where(access.documents_known_to(db.session, person))
    with instance().database.write() as session:
        asked = select(CprFinding).where(CprFinding.id == finding_id, CprFinding.document_id.in_(known))
        finding = session.scalar(asked) or abort(404)
        finding.state = state
        finding.decided_by, finding.decided_at = (None, None) if state == OPEN else (person.id, now())
    flash(said)
    unsure = "ja" if request.form.get("usikre") == "ja" else None
    undo = finding_id if state != OPEN else None
    target = url_for("desk.numbers", usikre=unsure, side=request.form.get("side") or None, fortryd=undo)
    return make_response("", 303, {"Location": target})

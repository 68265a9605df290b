"""Who was heard in a hearing before the portal: more lines, what each said, and who the unknown ones were."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, flash, make_response, render_template, url_for
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, publishing
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.head import head_of
from portal.hearings.historical import put_lines, take_list
from portal.hearings.historical_form import HeardForm, PartiesForm
from portal.model import Dispatch, ExtensionRequest, Hearing, HearingEvent, Invitation, Party, Role
from portal.model import Response as Answer
from portal.party_names import key_of
from portal.standing import lines, name_of
from portal.words import count

_SAID: dict[str, bool | None] = {"ja": True, "nej": False, "": None}


class BothAnswered(Exception):
    """Two lines that are the same party have an answer each; somebody must look first."""


@bp.get("/<int:hearing_id>/historisk")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def historical_parties(hearing_id: int) -> str:
    """Show who was heard, and take more lines."""
    return _page(_find(db.session, hearing_id), PartiesForm(formdata=None))


@bp.post("/<int:hearing_id>/historisk")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def historical_add(hearing_id: int) -> Response:
    """Put more on the list; a list that comes along is shown as lines first."""
    form, hearing = PartiesForm(), _find(db.session, hearing_id)
    if told := take_list(form):
        return make_response(_page(hearing, form, told), 422 if form.lines.errors else 200)
    if not (form.lines.data or "").strip():
        form.lines.errors = ["Skriv mindst én linje, eller vælg en fil."]
        return make_response(_page(hearing, form), 422)
    if not form.validate_on_submit():
        return make_response(_page(hearing, form), 422)
    with instance().database.write() as session:
        put = put_lines(session, _find(session, hearing_id), form)
        _note(session, hearing_id, None, f"{count(put, 'part', 'parter')} kom på listen bagefter.")
    flash(f"{count(put, 'part er', 'parter er')} kommet på listen.")
    return make_response("", 303, {"Location": url_for("hearings.historical_parties", hearing_id=hearing_id)})


@bp.get("/<int:hearing_id>/historisk/<int:invitation_id>")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def historical_party(hearing_id: int, invitation_id: int) -> str:
    """Show what is known of one who was heard."""
    row = _row(_find(db.session, hearing_id), db.session, invitation_id)
    said = {True: "ja", False: "nej", None: ""}[row.answered_before_us]
    name = row.party.name if row.party else ""
    return _one(row, HeardForm(formdata=None, party=name, answered=said, note=row.note))


@bp.post("/<int:hearing_id>/historisk/<int:invitation_id>")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def historical_party_submit(hearing_id: int, invitation_id: int) -> Response:
    """Keep what is known; a party from the register takes the place of an unknown one."""
    form = HeardForm()
    row = _row(_find(db.session, hearing_id), db.session, invitation_id)
    party = _named(form, row)
    if not form.validate_on_submit() or form.party.errors or (party is None and (form.party.data or "").strip()):
        form.party.errors = form.party.errors or _unknown(form, party)
        return make_response(_one(row, form), 422)
    try:
        with instance().database.write() as session:
            kept = _row(_find(session, hearing_id), session, invitation_id)
            kept.answered_before_us, kept.note = _SAID.get(form.answered.data or ""), (form.note.data or "").strip()
            before = name_of(kept)
            if party is not None and kept.party_id != party.id:
                kept = attach(session, kept, session.get_one(Party, party.id))
                _note(session, hearing_id, kept.id, f"{before} er {party.name}.")
            else:
                _note(session, hearing_id, kept.id, f"Oplysningerne om {before} blev rettet.")
            name = name_of(kept)
    except BothAnswered:
        form.party.errors = [f"{form.party.data} er på listen med sit eget svar. Se de to svar igennem først."]
        return make_response(_one(row, form), 422)
    flash(f"Oplysningerne om {name} er gemt.")
    return make_response("", 303, {"Location": url_for("hearings.historical_parties", hearing_id=hearing_id)})


def attach(session: Session, unknown: Invitation, party: Party) -> Invitation:
    """Say who an unknown party was; one that is on the list already takes over what was known, and is given.

    What the list said of the party before is believed over what was said of somebody unknown.

    Raises:
        BothAnswered: Both hold a registered response.
    """
    asked = select(Invitation).where(Invitation.hearing_id == unknown.hearing_id, Invitation.party_id == party.id)
    known = session.scalar(asked)
    rows = (unknown.id, known.id) if known else (unknown.id,)
    answers = session.scalars(select(Answer).where(Answer.invitation_id.in_(rows))).all()
    if len(answers) > 1:
        raise BothAnswered
    if known is None:
        unknown.party = party
    else:
        _merge(session, unknown, known, answers)
    for answer in answers:
        publishing.refresh(session, answer)  # the party itself may read it now
    session.flush()
    return known or unknown


def _merge(session: Session, unknown: Invitation, known: Invitation, answers: Sequence[Answer]) -> None:
    if known.answered_before_us is None:
        known.answered_before_us = unknown.answered_before_us
    known.note = "\n".join(dict.fromkeys(part for part in (known.note, unknown.note) if part))
    known.withdrawn_at = None
    for answer in answers:
        answer.invitation = known
    for table in (Dispatch, ExtensionRequest, HearingEvent):
        moved = update(table).where(table.invitation_id == unknown.id)
        session.execute(moved.values(invitation_id=known.id))
    session.flush()
    session.delete(unknown)


def _find(session: Session, hearing_id: int) -> Hearing:
    hearing = access.find_hearing(session, access.me(), hearing_id)
    return hearing if hearing.historical else abort(404)


def _row(hearing: Hearing, session: Session, invitation_id: int) -> Invitation:
    row = session.get(Invitation, invitation_id)
    if row is None or row.hearing_id != hearing.id or row.withdrawn_at is not None:
        abort(404)
    return row


def _named(form: HeardForm, row: Invitation) -> Party | None:
    name = form.party.data or ""
    return db.session.scalar(select(Party).where(Party.name_key == key_of(name))) if name.strip() else row.party


def _unknown(form: HeardForm, party: Party | None) -> list[str]:
    if party is None and (form.party.data or "").strip():
        return ["Der er ingen part med det navn i registret. Vælg en fra listen, eller opret den først."]
    return []


def _note(session: Session, hearing_id: int, invitation_id: int | None, text: str) -> None:
    event = HearingEvent(hearing_id=hearing_id, user_id=access.me().id, what="heard_before", text=text, at=now())
    event.invitation_id = invitation_id
    session.add(event)


def _page(hearing: Hearing, form: PartiesForm, told: str | None = None) -> str:
    listed = [line for line in lines(db.session, hearing, now()) if line.invitation]
    return render_template(
        "hearings/historical_parties.html",
        **head_of(hearing, now()),
        form=form,
        told=None if form.lines.errors else told,
        listed=listed,
        unknown=sum(line.invitation is not None and line.invitation.party is None for line in listed),
    )


def _one(row: Invitation, form: HeardForm) -> str:
    names = db.session.scalars(select(Party.name).order_by(Party.name_key)).all()
    return render_template("hearings/historical_party.html", row=row, hearing=row.hearing, form=form, names=names)

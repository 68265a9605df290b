"""A list from a file, put on the list of a hearing: shown first, each name matched with the register."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import Response, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, kept_lists
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.head import head_of
from portal.hearings.inviting import add, day_of
from portal.hearings.party_list import page, told
from portal.kept_lists import KeptList, ListIsGone
from portal.model import Hearing, Party, PartyKind, Role
from portal.party_rows import COLUMNS, PartyRow, read_rows
from portal.row_numbers import row_numbers
from portal.tables import TableError, read

GONE = "Filen er her ikke mere, måske fordi listen allerede er brugt. Send den igen, hvis det skal gøres om."


class Match(StrEnum):
    """What a row is to the register and to the list."""

    KNOWN = "known"
    INACTIVE = "inactive"
    LISTED = "listed"
    NEW = "new"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Matched:
    """A row, and the party it names: None for one that is new or wrong."""

    row: PartyRow
    match: Match
    party_id: int | None
    name: str


@bp.before_app_request
def _room_for_a_list() -> None:
    """Let the page of a list take more than a form."""
    if request.endpoint == "hearings.party_file":
        request.max_content_length = kept_lists.ROOM


@bp.post("/<int:hearing_id>/parter/fil")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def party_file(hearing_id: int) -> Response:
    """Keep a list and show whom it names."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    file = request.files.get("fil")
    if file is None or not file.filename:
        return make_response(page(hearing, [("fil", "Vælg en fil.")]), 422)
    try:
        kept = kept_lists.receive(file)
    except TableError as error:
        return make_response(page(hearing, [("fil", str(error))]), 422)
    try:
        read(kept.path, kept.name, COLUMNS)
    except TableError as error:
        kept.path.unlink()
        return make_response(page(hearing, [("fil", str(error))]), 422)
    where = url_for("hearings.party_file_preview", hearing_id=hearing_id, fil=kept.reference)
    return make_response("", 303, {"Location": where})


@bp.get("/<int:hearing_id>/parter/fil")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def party_file_preview(hearing_id: int) -> Response:
    """Show whom a list names."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    try:
        return make_response(_preview(hearing, kept_lists.find(request.args.get("fil"))))
    except ListIsGone:
        return make_response(page(hearing, [("fil", GONE)]), 404)


@bp.post("/<int:hearing_id>/parter/fil/tilfoej")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def party_file_confirm(hearing_id: int) -> Response:
    """Put the ticked rows on the list, exactly as they were shown."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    try:
        kept = kept_lists.find(request.form.get("fil"))
    except ListIsGone:
        return make_response(page(hearing, [("fil", GONE)]), 404)
    ticked = set(row_numbers(request.form.getlist("linje")))
    if not ticked:
        return make_response(_preview(hearing, kept, "Vælg mindst én linje."), 422)
    rows, _ = _rows(kept)
    with instance().database.write() as session:
        listed = access.find_hearing(session, access.me(), hearing_id)
        matched = match(session, listed, rows)
        same = _digest(matched) == request.form.get("vist")
        if same:
            chosen = [line for line in matched if line.row.number in ticked]
            given = [(party, _origin(kept, line)) for line in chosen if (party := _party(session, line))]
            added = add(session, listed, given, by=access.me().id, moment=now(), inactive_too=True)
    if not same:
        said = "Registret eller listen er ændret, siden du så filen. Der er ikke gemt noget. Se den igennem igen."
        return make_response(_preview(hearing, kept, said), 409)
    kept.path.unlink(missing_ok=True)
    return told(hearing_id, added)


def match(session: Session, hearing: Hearing, rows: Sequence[PartyRow]) -> list[Matched]:
    """Find the party each row names."""
    day = day_of(hearing, now())
    known = {party.name_key: party for party in session.scalars(select(Party))}
    on_list = {row.party_id for row in hearing.invitations if row.withdrawn_at is None}
    found = []
    for row in rows:
        party = known.get(row.key)
        if row.wrong:
            found.append(Matched(row, Match.WRONG, None, row.name))
        elif party is None:
            found.append(Matched(row, Match.NEW, None, row.name))
        elif party.id in on_list:
            found.append(Matched(row, Match.LISTED, party.id, party.name))
        else:
            kind = Match.KNOWN if party.active_on(day) else Match.INACTIVE
            found.append(Matched(row, kind, party.id, party.name))
    return found


def _party(session: Session, line: Matched) -> Party | None:
    if line.match in (Match.WRONG, Match.LISTED):
        return None
    if line.party_id is not None:
        return session.get_one(Party, line.party_id)
    row = line.row
    party = Party(name=row.name, name_key=row.key, kind=row.kind or PartyKind.OTHER.value, mail=row.mail or None)
    party.active_from, party.active_to, party.note = row.active_from, row.active_to, row.note
    session.add(party)
    session.flush()
    return party


def _origin(kept: KeptList, line: Matched) -> str:
    return f"Regneark {kept.name}, linje {line.row.number}"


def _rows(kept: KeptList) -> tuple[list[PartyRow], bool]:
    sheet = read(kept.path, kept.name, COLUMNS)
    return read_rows(sheet.rows), sheet.merged


def _digest(matched: Sequence[Matched]) -> str:
    shown = [(line.row.number, line.match, line.party_id, line.name) for line in matched]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def _preview(hearing: Hearing, kept: KeptList, problem: str | None = None) -> str:
    rows, merged = _rows(kept)
    matched = match(db.session, hearing, rows)
    return render_template(
        "hearings/party_file.html",
        **head_of(hearing, now()),
        day=day_of(hearing, now()),
        kept=kept,
        matched=matched,
        counts=Counter(line.match.value for line in matched),
        ticked=set(request.form.getlist("linje")) if request.method == "POST" else None,
        digest=_digest(matched),
        merged=merged,
        problem=problem,
    )

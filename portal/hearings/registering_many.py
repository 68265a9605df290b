"""/hoeringer/<hearing>/registrer/mange: many answers at once, from a list, a folder of files, or both.

What came is kept in a tray and shown row by row; only then somebody says yes. Every row gets an outcome. Saying yes
twice registers nothing twice: each row has a one-time key of its own.
"""

from __future__ import annotations

from typing import Any

from flask import Response as Answer
from flask import abort, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.model import now
from portal import access, clock, days, tables, words
from portal.context import db, instance
from portal.file_names import safe
from portal.hearings import bp, trays
from portal.hearings.many_form import ManyForm
from portal.hearings.many_rows import COLUMNS, MOST_ROWS, Known, Plan, Usual, plan
from portal.hearings.many_taking import register
from portal.hearings.registering import find_begun
from portal.hearings.trays import NotATray, Tray
from portal.hearings.unpacking import MOST_MEMBERS, unpack
from portal.model import Channel, Hearing, Response
from portal.party_names import key_of
from portal.table_errors import TooLarge

_MOST_MB = 1024
_FORM_BYTES = 1 << 20
_ZIP, _LIST = "application/zip", "list-as-it-came"


@bp.before_app_request
def _room_for_folders() -> None:
    """Let this form alone send a folder; who may register is asked before anything of it is read."""
    if request.endpoint == "hearings.registered_many":
        request.max_content_length = (_MOST_MB << 20) + _FORM_BYTES
        request.max_form_parts = MOST_MEMBERS + 50


@bp.route("/<int:hearing_id>/registrer/mange", methods=["GET", "POST"])
@access.allow(*access.RUNS_HEARINGS)
def registered_many(hearing_id: int) -> Answer:
    """Show the form, or take a list and files in to be looked through."""
    hearing, today = find_begun(db.session, hearing_id), clock.today(now())
    form = ManyForm(received_on=f"{today:%d-%m-%Y}")
    form.today = today
    if request.method != "POST":
        return _form_page(hearing, form)
    tray = trays.new(instance().files, instance().settings.secret_key, _whose(hearing))
    if form.validate_on_submit():
        _fill(tray, form)
    if form.errors:
        tray.empty()
        return _form_page(hearing, form)
    target = url_for("hearings.many_rows", hearing_id=hearing.id, tray=tray.token)
    return make_response("", 303, {"Location": target})


def _whose(hearing: Hearing) -> str:
    return f"{access.me().id}:{hearing.id}:many"


def _fill(tray: Tray, form: ManyForm) -> None:
    """Put the list and the files in the tray; what is wrong is said at the field."""
    limit = instance().settings.max_file_mb << 20
    listed = request.files.get("list")
    if listed and listed.filename:
        tray.note("list_name", safe(listed.filename))
        good = tray.put_beside(listed.stream, _LIST, tables.MOST_BYTES)
        if said := _problem_of_list(tray) if good else str(TooLarge()):
            form.say("list", said)
    said_of_files = trays.put(tray, request.files.getlist("files"), limit)
    for kept in [kept for kept in tray.files() if kept.media_type == _ZIP]:
        said_of_files += unpack(tray, tray.path(kept), kept.name, limit)
        tray.remove([kept.place])
    tray.note("refused", said_of_files)
    has_list = tray.noted("list_name") is not None
    if not form.errors and not has_list and not tray.files():
        form.say("files", " ".join(["Vælg en liste, nogle filer eller begge dele.", *said_of_files]))
    if not form.errors and not has_list and len(tray.files()) > MOST_ROWS:
        form.say("files", f"Der er flere end {words.number(MOST_ROWS)} filer. Del dem i mindre bunker.")
    tray.note("usual", {"channel": form.channel.data, "received_on": form.received_on.data})


def _problem_of_list(tray: Tray) -> str | None:
    try:
        sheet = _sheet(tray)
    except tables.TableError as error:
        return str(error)
    if sheet is not None and len(sheet.rows) > MOST_ROWS:
        return f"Listen har flere end {words.number(MOST_ROWS)} linjer. Del den i mindre, og tag én ad gangen."
    if sheet is not None and "party" not in sheet.header:
        return "Listen har ingen kolonne med navne. Kald den Part eller Afsender."
    return None


def _sheet(tray: Tray) -> tables.Sheet | None:
    name = tray.noted("list_name")
    return tables.read(tray.path_beside(_LIST), name, COLUMNS) if name else None


@bp.route("/<int:hearing_id>/registrer/mange/<tray>", methods=["GET", "POST"])
@access.allow(*access.RUNS_HEARINGS)
def many_rows(hearing_id: int, tray: str) -> Answer:
    """Show row by row what will be registered, register it, and then show what came of each row."""
    hearing = find_begun(db.session, hearing_id)
    try:
        opened = trays.opened(instance().files, instance().settings.secret_key, _whose(hearing), tray)
    except NotATray:
        abort(404)
    outcomes = opened.noted("outcomes")
    if request.method != "POST" or outcomes is not None:
        planned = None if outcomes is not None else _plan(db.session, hearing, opened)
        return _rows_page(hearing, opened, planned, outcomes)
    planned = _plan(db.session, hearing, opened)
    reason = request.form.get("cpr_reason", "").strip()[:2000]
    outcomes = register(hearing_id, opened, planned, with_again=bool(request.form.get("again")), cpr_reason=reason)
    opened.note("outcomes", outcomes)
    registered = sum(row["state"] == "registered" for row in outcomes)
    flash(f"{words.count(registered, 'svar er registreret', 'svar er registreret')}.")
    target = url_for("hearings.many_rows", hearing_id=hearing_id, tray=tray)
    return make_response("", 303, {"Location": target})


def _plan(session: Session, hearing: Hearing, tray: Tray) -> Plan:
    noted, today = tray.noted("usual"), clock.today(now())
    usual = Usual(Channel(noted["channel"]), days.read(noted["received_on"]) or today, today)
    return plan(_sheet(tray), tray.files(), _known(session, hearing), usual)


def _known(session: Session, hearing: Hearing) -> Known:
    asked = [row for row in hearing.invitations if row.withdrawn_at is None and row.party]
    parties = {key_of(row.party.name): (row.id, row.party.name) for row in asked if row.party}
    given = session.scalars(select(Response).where(Response.hearing_id == hearing.id, Response.current.is_not(None)))
    answered = {response.invitation_id or key_of(response.sender) for response in given}
    return Known(parties, answered)


def _form_page(hearing: Hearing, form: ManyForm) -> Answer:
    page = render_template(
        "hearings/registering_many.html",
        hearing=hearing,
        state=clock.state_of(hearing, now()),
        today=clock.today(now()),
        form=form,
        most_mb=instance().settings.max_file_mb,
        most_rows=MOST_ROWS,
    )
    return make_response(page, 422 if request.method == "POST" else 200)


def _rows_page(hearing: Hearing, tray: Tray, planned: Plan | None, outcomes: list[dict[str, Any]] | None) -> Answer:
    rows = planned.rows if planned else ()
    page = render_template(
        "hearings/many_rows.html",
        hearing=hearing,
        tray=tray.token,
        plan=planned,
        outcomes=outcomes,
        refused=tray.noted("refused") or [],
        merged=bool(planned) and (sheet := _sheet(tray)) is not None and sheet.merged,
        good=sum(not row.problem and not row.again for row in rows),
        again=sum(not row.problem and row.again for row in rows),
        bad=sum(bool(row.problem) for row in rows),
        warned=sum(not row.problem and bool(row.numbers) for row in rows),
    )
    return make_response(page)

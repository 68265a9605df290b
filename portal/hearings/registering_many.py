"""/hoeringer/<hearing>/registrer/mange: many answers at once, from a list, a folder of files, or both.

What came is kept in a tray and shown row by row (`many_confirming`); only then somebody says yes.
"""

from __future__ import annotations

from flask import Response as Answer
from flask import make_response, render_template, request, url_for
from sqlalchemy import select

from ingest.archive.model import Job, now
from portal import access, clock, tables, words
from portal.context import db, instance
from portal.file_names import safe
from portal.hearings import bp, trays
from portal.hearings.head import head_of
from portal.hearings.many_form import ManyForm
from portal.hearings.many_rows import COLUMNS, MOST_ROWS
from portal.hearings.many_taking import KIND
from portal.hearings.registering import find_begun
from portal.hearings.trays import Tray
from portal.hearings.unpacking import MOST_MEMBERS, unpack
from portal.model import Hearing
from portal.tables.errors import TooLarge

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
    tray = trays.new(instance().files, instance().settings.secret_key, whose(hearing))
    if form.validate_on_submit():
        _fill(tray, form)
    if form.errors:
        tray.empty()
        return _form_page(hearing, form)
    target = url_for("hearings.many_rows", hearing_id=hearing.id, tray=tray.token)
    return make_response("", 303, {"Location": target})


def whose(hearing: Hearing) -> str:
    """Say whose the trays of this page are: the person's, for this hearing."""
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
        sheet = sheet_of(tray)
    except tables.TableError as error:
        return str(error)
    if sheet is not None and len(sheet.rows) > MOST_ROWS:
        return f"Listen har flere end {words.number(MOST_ROWS)} linjer. Del den i mindre, og tag én ad gangen."
    if sheet is not None and "party" not in sheet.header:
        return "Listen har ingen kolonne med navne. Kald den Part eller Afsender."
    return None


def sheet_of(tray: Tray) -> tables.Sheet | None:
    """Read the list of a tray; None when there are only files."""
    name = tray.noted("list_name")
    return tables.read(tray.path_beside(_LIST), name, COLUMNS) if name else None


def _form_page(hearing: Hearing, form: ManyForm) -> Answer:
    page = render_template(
        "hearings/registering_many.html",
        **head_of(hearing, now()),
        form=form,
        most_mb=instance().settings.max_file_mb,
        most_rows=MOST_ROWS,
        under_way=_under_way(hearing),
    )
    return make_response(page, 422 if request.method == "POST" else 200)


def _under_way(hearing: Hearing) -> list[str]:
    """Give the tokens of the trays of this person that are being registered, so that the way back is found."""
    mine = select(Job).where(Job.state.in_(("queued", "running")), Job.kind == KIND, Job.created_by == access.me().id)
    return [job.payload["token"] for job in db.session.scalars(mine) if job.payload["hearing_id"] == hearing.id]

"""/parter/import: a list is sent, looked through row by row, and only then taken in, with a report."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from flask import Response, flash, make_response, render_template, request, url_for

from portal import access, downloads, kept_lists
from portal.context import db, instance
from portal.kept_lists import KeptList, ListIsGone
from portal.model import Role
from portal.parties import bp
from portal.parties.importing import Outcome, Planned, carry_out, digest_of, plan
from portal.party_rows import COLUMNS, PartyRow, read_rows
from portal.tables import TableError, read

OUTCOMES = {"new": "Ny", "changed": "Ændres", "unchanged": "Uændret", "wrong": "Forkert"}
DONE = {"new": "Oprettet", "changed": "Ændret", "unchanged": "Uændret", "wrong": "Ikke læst ind"}
GONE = "Filen er her ikke mere, måske fordi den allerede er læst ind. Send den igen, hvis det skal gøres om."


@bp.before_app_request
def _room_for_a_list() -> None:
    """Let the page of a list take more than a form."""
    if request.endpoint == "parties.import_submit":
        request.max_content_length = kept_lists.ROOM


@bp.get("/import")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def import_list() -> str:
    """Show where to send a list."""
    return _form()


@bp.post("/import")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def import_submit() -> Response:
    """Keep a list and show what it would do. Nothing of it is saved."""
    file = request.files.get("fil")
    if file is None or not file.filename:
        return make_response(_form("Vælg en fil."), 422)
    try:
        kept = kept_lists.receive(file)
    except TableError as error:
        return make_response(_form(str(error)), 422)
    try:
        _rows(kept)
    except TableError as error:
        kept.path.unlink()
        return make_response(_form(str(error)), 422)
    return make_response("", 303, {"Location": url_for("parties.import_preview", fil=kept.reference)})


@bp.get("/import/se")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def import_preview() -> Response:
    """Show what a list would do, row by row."""
    try:
        return make_response(_preview(kept_lists.find(request.args.get("fil"))))
    except ListIsGone:
        return make_response(_form(GONE), 404)


@bp.post("/import/gem")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def import_confirm() -> Response:
    """Do exactly what was shown; when the register has changed since, show it again instead."""
    try:
        kept = kept_lists.find(request.form.get("fil"))
    except ListIsGone:
        return make_response(_form(GONE), 404)
    rows, _ = _rows(kept)
    with instance().database.write() as session:
        planned = plan(session, rows)
        same = digest_of(planned) == request.form.get("vist")
        if same:
            carry_out(session, planned)
    if not same:
        said = "Registret er ændret, siden du så listen. Der er ikke gemt noget. Se listen igennem igen."
        return make_response(_preview(kept, said), 409)
    kept.path.unlink(missing_ok=True)
    report = kept_lists.keep(_as_json(kept, planned), kept.name)
    counts = Counter(line.outcome for line in planned)
    flash(f"{counts[Outcome.NEW]} oprettet, {counts[Outcome.CHANGED]} ændret, {counts[Outcome.WRONG]} ikke læst ind.")
    return make_response("", 303, {"Location": url_for("parties.import_report", fil=report.reference)})


@bp.get("/import/rapport")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def import_report() -> Response:
    """Show what became of every row."""
    try:
        report = _report(request.args.get("fil"))
    except ListIsGone:
        return make_response(_form("Rapporten er her ikke mere. Parterne står i registret."), 404)
    return make_response(render_template("parties/import_report.html", words=DONE, **report))


@bp.get("/import/rapport.csv")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def import_report_csv() -> Response:
    """Give the report as CSV."""
    try:
        report = _report(request.args.get("fil"))
    except ListIsGone:
        return make_response(_form("Rapporten er her ikke mere. Parterne står i registret."), 404)
    rows = [(row["number"], row["name"], DONE[row["outcome"]], " ".join(row["said"])) for row in report["rows"]]
    return downloads.table("csv", "rapport-parter", "Rapport", ("Linje", "Navn", "Resultat", "Hvad der skete"), rows)


def _form(problem: str | None = None) -> str:
    return render_template("parties/import.html", problem=problem)


def _rows(kept: KeptList) -> tuple[list[PartyRow], bool]:
    sheet = read(kept.path, kept.name, COLUMNS)
    return read_rows(sheet.rows), sheet.merged


def _preview(kept: KeptList, said: str | None = None) -> str:
    rows, merged = _rows(kept)
    planned = plan(db.session, rows)
    return render_template(
        "parties/import_preview.html",
        kept=kept,
        planned=planned,
        counts=Counter(line.outcome.value for line in planned),
        words=OUTCOMES,
        digest=digest_of(planned),
        merged=merged,
        said=said,
    )


def _as_json(kept: KeptList, planned: list[Planned]) -> bytes:
    rows = [
        {"number": line.row.number, "name": line.row.name, "outcome": line.outcome.value, "said": line.said}
        for line in planned
    ]
    return json.dumps({"name": kept.name, "rows": rows}, ensure_ascii=False).encode()


def _report(reference: str | None) -> dict[str, Any]:
    kept = kept_lists.find(reference)
    found: dict[str, Any] = json.loads(kept.path.read_bytes())
    counts = Counter(row["outcome"] for row in found["rows"])
    return {**found, "counts": counts, "reference": kept.reference}

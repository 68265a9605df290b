"""The list of hearings as a file that opens in a spreadsheet: the same rows as on the page, all of them."""

from __future__ import annotations

import io
from collections.abc import Iterable

from flask import Response as Answer
from flask import make_response

from ingest.archive.model import now
from portal import access, clock, hearing_words, words
from portal.context import db
from portal.hearings import bp
from portal.hearings.listing import Row, rows_asked_for
from portal.tables.spreadsheets import Cell, write_csv

_HEAD = ("Høring", "Sagsnummer", "Tilstand", "Begynder", "Frist", "Ansvarlig", "Inviteret", "Svaret", "Mangler svar")


@bp.get("/liste.csv")
@access.allow(*access.RUNS_HEARINGS)
def list_csv() -> Answer:
    """Give the hearings that the list's filters leave, with their numbers."""
    moment = now()
    out = io.StringIO(newline="")
    write_csv(out, _HEAD, _cells(rows_asked_for(db.session, access.me(), moment)))
    name = f"hoeringer-{clock.today(moment).isoformat()}.csv"
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{name}"'}
    return make_response(out.getvalue().encode("utf-8-sig"), headers)


def _cells(rows: Iterable[Row]) -> Iterable[tuple[Cell, ...]]:
    for row in rows:
        one = row.hearing
        yield (
            words.masked(one.title),
            words.masked(one.case_number),
            hearing_words.HEARING_STATES[row.state],
            one.opens_on,
            one.deadline,
            one.officer.name if one.officer else "",
            row.asked,
            row.answered,
            row.missing,
        )

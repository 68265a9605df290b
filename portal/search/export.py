"""Hits as a file that opens in a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

from flask import Response, make_response
from markupsafe import Markup

from ingest.archive.search import FoundPassage
from portal import words
from portal.context import address_of
from portal.tables.spreadsheets import write_csv

MOST_ROWS = 5000
_HEAD = ("Type", "Udvalg", "Dato", "Punkt", "Sagsnummer", "Overskrift", "Titel", "Fil", "Side", "Uddrag", "Adresse")


def response(hits: Iterable[FoundPassage]) -> Response:
    """Write the hits as CSV: semicolons, UTF-8 with the mark that Excel needs for æøå."""
    out = io.StringIO()
    write_csv(out, _HEAD, (_row(hit) for hit in hits))
    name = f"soegning-{date.today().isoformat()}.csv"
    return make_response(
        out.getvalue().encode("utf-8-sig"),
        {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{name}"'},
    )


def _row(hit: FoundPassage) -> tuple[str, ...]:
    return (
        words.kind(hit.kind),
        hit.committee or "",
        hit.date or "",
        hit.number or "",
        hit.case_number or "",
        words.masked(hit.heading),
        words.masked(hit.title),
        words.masked(hit.name),
        str(hit.page),
        Markup(hit.excerpt).striptags(),  # noqa: S704  (`excerpt` escapes)
        address_of("documents.show", document_id=hit.document_id, punkt=hit.passage_id),
    )

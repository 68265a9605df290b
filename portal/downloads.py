"""Files to fetch: one as it came, or a table as CSV or XLSX."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from flask import Response, make_response, send_file

from ingest.archive.model import now
from portal import clock
from portal.context import instance
from portal.tables.spreadsheets import CSV_TYPE, XLSX_TYPE, Cell, write_csv, write_xlsx

_AS_THEY_ARE = ("application/pdf", "image/png", "image/jpeg", "image/tiff")


def as_it_came(path: Path, name: str, media_type: str | None = None) -> Response:
    """Answer with a file to be saved, not shown; nothing on the way keeps a copy of it.

    Args:
        path: Where it lies.
        name: For the one who saves it.
        media_type: What it is, by its content. Types that a browser might run are not named.
    """
    kind = media_type if media_type in _AS_THEY_ARE else "application/octet-stream"
    answer = send_file(path, mimetype=kind, as_attachment=True, download_name=name, max_age=0)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def table(form: str, name: str, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Answer with a table.

    Args:
        form: `csv` or `xlsx`.
        name: Of the file, in ASCII, without day and ending: they are added.
        title: Of the sheet, at most 31 characters.
        head: Names of the columns.
        rows: As long as the head.
    """
    content = _xlsx(title, head, rows) if form == "xlsx" else _csv(head, rows)
    file = f"{name}-{clock.today(now()).isoformat()}.{form}"
    kind = XLSX_TYPE if form == "xlsx" else CSV_TYPE
    return make_response(content, {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{file}"'})


def _csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    write_csv(out, head, rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    folder = instance().files.working_folder()
    try:
        write_xlsx(folder / "table.xlsx", title, head, rows)
        return (folder / "table.xlsx").read_bytes()
    finally:
        shutil.rmtree(folder)

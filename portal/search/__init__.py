"""/ and /soeg: the search box, and what it finds.

`/` is the box alone. `/soeg` answers, and its address says the whole search, so that it can be kept, sent and gone back
to; typing in the box on `/` leads there too. `/soeg.csv` is the same answer as a file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, render_template, url_for
from htmx_flask import request
from sqlalchemy import func, select

from ingest.archive import search as archive
from ingest.archive.model import Document, Passage
from ingest.archive.query import QueryProblem
from ingest.archive.search import Found, SearchRequest
from portal import access, htmx
from portal.context import db, instance
from portal.cpr_guard import HIDDEN
from portal.paging import Paging
from portal.search import cards, export
from portal.search.asked import PER_PAGE, SORTS, Asked

bp = Blueprint("search", __name__)


@bp.get("/")
@access.allow()
def home() -> str:
    """Show the search box, and how much there is to find."""
    return render_template("search/page.html", **_page(Asked(), None, None) | {"archive": _extent()})


@bp.get("/soeg")
@access.allow()
def results() -> Response:
    """Answer a search: the page, or only the results while one types."""
    asked = Asked.read(request.args)
    person = access.me()
    found, problem = None, asked.problems.get("fra") or asked.problems.get("til") or _number_left_out(asked)
    if asked.anything and not problem:
        try:
            found = _search(asked.request(), person)
        except QueryProblem as refused:
            problem = refused.message
    if found:
        access.log_openings(person, "search", [(h.document_id, h.passage_id) for h in found.hits if h.closed])
    response = htmx.page_or_block("search/page.html", "results", **_page(asked, found, problem))
    _keep_address(response, asked)
    return response


@bp.get("/soeg.csv")
@access.allow()
def csv() -> Response:
    """Give the hits as a file for a spreadsheet: only what the reader may see."""
    asked = Asked.read(request.args)
    person = access.me()
    if asked.problems or not asked.anything:
        return make_response("", 303, {"Location": _address(asked)})
    try:
        found = _search(asked.request(limit=export.MOST_ROWS, offset=0), person)
    except QueryProblem:
        return make_response("", 303, {"Location": _address(asked)})
    access.log_openings(person, "search", [(h.document_id, h.passage_id) for h in found.hits if h.closed])
    return export.response(found.hits)


def _number_left_out(asked: Asked) -> str | None:
    """Say what became of a search for a civil registration number, whose address was left (portal.cpr_guard)."""
    if asked.text or request.args.get("skjult") != HIDDEN:
        return None
    return "CPR-numre kan ikke søges frem. Søg på navnet, sagsnummeret eller emnet i stedet."


def _search(asked: SearchRequest, person: access.Person) -> Found:
    return archive.search(db.session, instance().generations.index(), asked, access.audience(db.session, person))


def _page(asked: Asked, found: Found | None, problem: str | None) -> dict[str, Any]:
    page = {"asked": asked, "found": found, "problem": problem, "sorts": SORTS, "to": _addresses(), "archive": None}
    if found is None:
        return page
    kinds, committees = found.choices.get("kind", {}), found.choices.get("committee", {})
    return page | {
        "cards": cards.cards(found.hits),
        "address": lambda hit: cards.address(hit, asked),
        "paging": Paging.of(str(asked.page), found.total, PER_PAGE),
        "kinds": cards.choices(kinds, asked.kinds, cards.kind_names(kinds, asked.kinds)),
        "committees": cards.choices(committees, asked.committees, {}),
        "decisions": cards.decisions(found.choices.get("decision", {}), asked.decisions),
        "qualities": cards.qualities(found.choices.get("quality", {}), asked.qualities),
        "bars": cards.bars(found.choices.get("year", {}), asked),
        "chips": cards.chips(asked),
        "most_rows": export.MOST_ROWS,
    }


def _address(asked: Asked) -> str:
    return _addresses()(asked)


def _addresses() -> Callable[[Asked], str]:
    """Give what writes the address of a search: a page has some fifty of them."""
    results = url_for("search.results")

    def to(asked: Asked) -> str:
        query = asked.query
        return f"{results}?{query}" if query else results

    return to


def _keep_address(response: Response, asked: Asked) -> None:
    """Tell HTMX the address to show: a new step back for a new search, none while the same words grow."""
    if not htmx.wants_block():
        return
    before = Asked.read(htmx.query_of(request.htmx.current_url))
    only_words = before.text not in ("", asked.text) and asked.but(text="") == before.but(text="")
    same_words = only_words and (asked.text.startswith(before.text) or before.text.startswith(asked.text))
    response.headers["HX-Replace-Url" if same_words else "HX-Push-Url"] = _address(asked)


def _extent() -> dict[str, int]:
    """Count what there is: documents that can be read, their passages, and the years from first to last."""
    documents = select(func.count(), func.min(Document.meeting_date), func.max(Document.meeting_date))
    shown = access.documents_known_to(db.session, access.me())
    number, first, last = db.session.execute(documents.select_from(Document).where(shown)).one()
    live = (Passage.superseded_at.is_(None), Passage.closed.is_(False))
    inside = Passage.document_id.in_(select(Document.id).where(shown))
    passages = select(func.count()).select_from(Passage).where(*live, inside)
    years = last.year - first.year + 1 if first and last else 0
    return {"documents": number, "passages": db.session.scalar(passages) or 0, "years": years}

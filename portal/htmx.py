"""HTMX manners: the same address answers a whole page or one block of the same template."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Response, current_app, make_response, render_template, url_for
from htmx_flask import request
from werkzeug.datastructures import MultiDict


def wants_block() -> bool:
    """Tell whether HTMX asks for a part. Restoring history asks for the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def page_or_block(template: str, block: str, /, **values: Any) -> Response:
    """Render the page, or only its block when HTMX asks. `Vary` keeps caches from mixing the two up."""
    if wants_block():
        found = current_app.jinja_env.get_template(template)
        current_app.update_template_context(values)
        text = "".join(found.blocks[block](found.new_context(values)))
    else:
        text = render_template(template, **values)
    response = make_response(text)
    response.vary.update(("HX-Request", "HX-History-Restore-Request"))
    return response


def go(endpoint: str, code: int = 303, /, **values: Any) -> Response:
    """Send the browser on: a redirect, or HX-Redirect when HTMX asked (which would follow silently)."""
    address = url_for(endpoint, **values)
    if request.htmx:
        return make_response("", 204, {"HX-Redirect": address})
    return make_response("", code, {"Location": address})


def query_of(address: str | None) -> MultiDict[str, str]:
    """Read the part after the question mark of an address; empty when there is none."""
    return MultiDict(parse_qsl(urlsplit(address or "").query))

"""HTMX manners: the same address answers a whole page or one block of the same template."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from flask import Response, current_app, make_response, render_template
from htmx_flask import request
from markupsafe import escape
from werkzeug.datastructures import MultiDict

_SITE = " – Høringsarkivet, {}"  # as base.html ends every title


def wants_block() -> bool:
    """Tell whether HTMX asks for a part. Restoring history asks for the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def page_or_block(template: str, block: str, /, **values: Any) -> Response:
    """Render the page, or only its title and block when HTMX asks. `Vary` keeps caches from mixing the two up."""
    if wants_block():
        found = current_app.jinja_env.get_template(template)
        current_app.update_template_context(values)
        # The address changes with the block, so the browser's history needs the title that goes with it.
        title, part = ("".join(found.blocks[name](found.new_context(values))) for name in ("title", block))
        site = _SITE.format(escape(values["settings"].municipality))
        text = f"<title>{title}{site}</title>\n{part}"
    else:
        text = render_template(template, **values)
    response = make_response(text)
    response.vary.update(("HX-Request", "HX-History-Restore-Request"))
    return response


def query_of(address: str | None) -> MultiDict[str, str]:
    """Read the part after the question mark of an address; empty when there is none."""
    return MultiDict(parse_qsl(parts_of(address).query))


def parts_of(address: str | None) -> SplitResult:
    """Split the address that a browser says it stands on; what is no address has no parts."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return urlsplit("")

"""Error pages: what happened and what to do, in calm Danish. Never a traceback."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from ingest.archive.index import IndexDamaged
from portal.access import ClosedToYou

log = logging.getLogger("portal")


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says."""

    title: str
    text: str
    advice: str


PAGES = {
    400: Words(
        "Det kunne vi ikke forstå",
        "Adressen eller formularen indeholdt noget, vi ikke kan bruge.",
        "Gå tilbage, ret det, og prøv igen.",
    ),
    401: Words("Du er ikke logget ind", "Siden kræver, at du er logget ind.", "Log ind, og prøv igen."),
    403: Words(
        "Det har du ikke adgang til",
        "Siden er for andre roller end din.",
        "Mener du, at du skal have adgang, så spørg den, der står for arkivet hos jer.",
    ),
    404: Words(
        "Siden findes ikke",
        "Adressen kan være forkert, eller siden kan være fjernet.",
        "Søg efter det, du leder efter, eller gå til forsiden.",
    ),
    405: Words("Det kan siden ikke", "Adressen kan ikke bruges på den måde.", "Gå til forsiden, og begynd forfra."),
    413: Words(
        "Det er for stort",
        "Det, du sendte, fylder mere end grænsen.",
        "Send færre filer ad gangen, eller del filen i mindre dele.",
    ),
    429: Words(
        "For mange forsøg",
        "Der er prøvet for mange gange på kort tid.",
        "Vent fem minutter, og prøv så igen.",
    ),
    500: Words(
        "Noget gik galt hos os",
        "Fejlen er skrevet ned. Det, du allerede har gemt, er ikke gået tabt.",
        "Prøv igen om lidt. Sker det igen, så fortæl os, hvad du var i gang med.",
    ),
    503: Words("Vi har for travlt lige nu", "Der er mange, der bruger arkivet.", "Vent et øjeblik, og prøv igen."),
}
EXPIRED = Words(
    "Formularen er udløbet",
    "Der gik for længe, eller du er logget ind igen i et andet vindue. Der er ikke gemt noget.",
    "Gå tilbage, genindlæs siden, og send formularen igen.",
)
TOO_MUCH_TO_ANSWER = Words(
    "Filerne fylder for meget",
    "Svaret blev ikke gemt denne gang, fordi filerne tilsammen fylder mere end grænsen.",
    "Gå tilbage: din tekst står der endnu. Fjern nogle af filerne, og gem igen.",
)
CLOSED = Words(
    "Originalen er ikke åben for dig",
    "Filen indeholder noget, der er lukket, eller som ingen endnu har set efter. De åbne punkter kan du læse på siden.",
    "Skal du bruge det lukkede i dit arbejde, så spørg den, der står for arkivet hos jer.",
)
REBUILDING = Words(
    "Søgningen er ved at blive sat i stand",
    "Arkivet er der, men det, vi søger i, bliver bygget igen. Dokumenterne kan stadig åbnes på deres adresse.",
    "Prøv igen om et par minutter.",
)
_OTHER = Words("Det gik ikke", "Vi kunne ikke vise siden.", "Gå til forsiden, og begynd forfra.")


def register(app: Flask) -> None:
    """Show our own page for every error; Flask writes an unforeseen one in the log and hands it on as a 500."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(ClosedToYou, _closed)
    app.register_error_handler(IndexDamaged, _rebuilding)
    app.register_error_handler(CSRFError, expired)


def _http(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect by the router
        return make_response(error.get_response())
    return page(error.code or 500, PAGES.get(error.code or 500, _OTHER), error)


def _closed(error: ClosedToYou) -> Response:
    return page(403, CLOSED, error)


def _rebuilding(error: IndexDamaged) -> Response:
    log.error("the index cannot be opened: %s", error)
    return page(503, REBUILDING, ServiceUnavailable(retry_after=120))


def expired(error: CSRFError) -> Response:
    """Say that the form's token is no longer good."""
    return page(400, EXPIRED, error)


def page(code: int, words: Words, error: HTTPException) -> Response:
    """Show an error page with the headers that belong to the error."""
    if request_ctx.url_adapter is None:  # the host that was asked for can be none, so no page can name an address here
        return make_response(f"{words.title}. {words.text}\n", code, {"Content-Type": "text/plain; charset=utf-8"})
    response = make_response(render_template("error.html", code=code, words=words), code)
    headers = error.get_response().headers
    for name in ("Retry-After", "Allow"):
        if name in headers:
            response.headers[name] = headers[name]
    return response

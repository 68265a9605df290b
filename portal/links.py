"""/svar/<token>: a party comes by its personal link.

Opening the address changes nothing and opens nothing, so mail scanners may look at it; the button does. The address is
a key, so it is kept out of logs, of other sites' referrers and of search engines.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError, validate_csrf
from wtforms import ValidationError

from ingest.archive.model import now
from portal import access, clock
from portal.context import csrf, db, instance, limiter
from portal.mail import tokens
from portal.mail.tokens import ForgedLink, LinkState
from portal.model import Invitation
from portal.standing import name_of

bp = Blueprint("links", __name__)

PER_ADDRESS = "30 per 5 minutes"  # of tokens that are not ours; a right one is never counted
_TOKEN = re.compile(r"(/svar/)[\w.~%-]{20,}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said of a link that does not open anything."""

    code: int
    title: str
    text: str
    advice: str


FORGED = Refusal(
    403,
    "Linket virker ikke",
    "Adressen er ikke hel, eller den er ikke lavet af os. Lange links bliver nogle gange delt i to i en mail.",
    "Åbn linket direkte fra mailen, eller kopiér hele adressen. Hjælper det ikke, så bed om et nyt link.",
)
REFUSALS = {
    LinkState.EXPIRED: Refusal(
        410,
        "Linket er udløbet",
        "Et personligt link virker til 30 dage efter fristen.",
        "Skal I bruge jeres svar eller kvittering, så bed om at få dem sendt.",
    ),
    LinkState.REVOKED: Refusal(
        410,
        "Linket er spærret",
        "Linket er lukket, for eksempel fordi det er sendt til en forkert. Et nyere link kan være på vej til jer.",
        "Se efter en nyere mail fra os, eller bed om et nyt link.",
    ),
    LinkState.WITHDRAWN: Refusal(
        410,
        "Linket bruges ikke mere",
        "Høringen er trukket tilbage, eller I bliver ikke hørt i den alligevel.",
        "Er I i tvivl, så spørg os.",
    ),
}


def _was_forged(response: Response) -> bool:
    return response.status_code == FORGED.code


@bp.get("/svar/<token>")
@access.anyone
@limiter.limit(PER_ADDRESS, deduct_when=_was_forged)
def enter(token: str) -> Response:
    """Show what the link opens: the hearing, the party, the deadline. Nothing is opened yet."""
    found = _find(token)
    if isinstance(found, Refusal):
        return _refuse(found)
    moment = now()
    page = render_template(
        "links/enter.html",
        hearing=found.hearing,
        party=name_of(found),
        deadline=clock.deadline_of(found.hearing, found),
        open=clock.can_answer(found.hearing, found, moment),
        in_time=clock.in_time(found.hearing, found, moment),
        today=clock.today(moment),
        token=token,
    )
    return _private(make_response(page))


# The form's token is checked below: over https the usual check wants the referrer, which this page must not send.
@bp.post("/svar/<token>")
@access.anyone
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit(PER_ADDRESS, deduct_when=_was_forged)
def enter_submit(token: str) -> Response:
    """Open the hearing for the party in this browser."""
    _check_form()
    found = _find(token)
    if isinstance(found, Refusal):
        return _refuse(found)
    access.enter_by_link(found)
    where = url_for("responses.write", hearing_id=found.hearing_id, invitation_id=found.id)
    return _private(make_response("", 303, {"Location": where}))


def _check_form() -> None:
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    try:
        validate_csrf(request.form.get("csrf_token", ""))
    except ValidationError as error:
        raise CSRFError(str(error)) from error


def _find(token: str) -> Invitation | Refusal:
    """Give the invitation of a token, or what to say instead."""
    try:
        claim = tokens.read(instance().settings.secret_key, token)
    except ForgedLink:
        return FORGED
    invitation = db.session.get(Invitation, claim.invitation_id)
    state = tokens.state_of(claim, invitation, now())
    return invitation if invitation is not None and state is LinkState.GOOD else REFUSALS[state]


def _refuse(refusal: Refusal) -> Response:
    return _private(make_response(render_template("links/refused.html", refusal=refusal), refusal.code))


def _private(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


class HidesTokens(logging.Filter):
    """Keeps the keys in addresses out of logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write `/svar/...` for an address with a token."""
        said = record.getMessage()
        if "/svar/" in said:
            record.msg, record.args = _TOKEN.sub(r"\1...", said), None
        return True


for _name in ("portal", "waitress"):
    logging.getLogger(_name).addFilter(HidesTokens())

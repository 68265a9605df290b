"""No text is lost: what was sent too late, without a login or with an old token comes back in a form of its own."""

from __future__ import annotations

from flask import Response as Answer
from flask import jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import RequestEntityTooLarge

from portal import errors, htmx
from portal.access import LoggedOut
from portal.responses import bp
from portal.responses.drafts import Saving
from portal.responses.place import Place

_WRITTEN = ("svar-", "cpr_reason")  # fields that people write in; shown, not hidden
_ROOM_FOR_STRANGERS = 30 << 20  # a text and the largest file: nobody knows who sends it
_SAID = {
    Saving.SENT: (
        "Svaret er allerede sendt",
        "Det blev sendt imens. Din tekst er ikke med i det. Vil I ændre svaret, så gå til det, og sæt teksten ind.",
    ),
    Saving.NOT_BEGUN: ("Høringen er ikke begyndt", "I kan svare fra den dag, den begynder. Gem din tekst til da."),
}


@bp.errorhandler(CSRFError)
def expired(error: CSRFError) -> Answer:
    """Give the text back with a fresh token."""
    if not _from_here():
        return errors.expired(error)
    if "autosave" in request.form:
        return make_response(jsonify(state="expired", token=generate_csrf()), 400)
    if not _written():
        return errors.expired(error)
    return _page(
        400,
        "Formularen er udløbet",
        "Du er måske logget ind igen i et andet vindue. Der er ikke gemt noget endnu, men din tekst står her.",
    )


@bp.errorhandler(LoggedOut)
def logged_out(error: LoggedOut) -> Answer:
    """Give the text back to one whose login or personal link has ended, and say how to go on."""
    request.max_content_length = _ROOM_FOR_STRANGERS
    try:
        request.form  # noqa: B018  (read here: what is too large is answered here)
    except RequestEntityTooLarge as large:
        return too_much(large)
    if not _from_here():
        return make_response(error.get_response())
    if "autosave" in request.form:
        return make_response(jsonify(state="logged_out", told="Ikke gemt: du er ikke logget ind længere."), 401)
    if not _written():
        return make_response(error.get_response())
    return _page(
        401,
        "Du er ikke logget ind længere",
        "Din tekst står her endnu. Log ind i et nyt vindue, eller åbn jeres personlige link igen, og tryk så på "
        "knappen herunder.",
        login=True,
    )


@bp.errorhandler(RequestEntityTooLarge)
def too_much(error: RequestEntityTooLarge) -> Answer:
    """Say that the files are too many or too large, and that the text is where it was."""
    if request.endpoint == "responses.attach":
        return make_response(jsonify(refused=["Filerne fylder for meget. Send færre ad gangen."]), 413)
    return errors.page(413, errors.TOO_MUCH_TO_ANSWER, error)


def overtaken(place: Place, why: Saving) -> Answer:
    """Give the text back when something happened to the answer meanwhile that saving it would undo."""
    title, text = _SAID[why]
    return _page(409, title, text, back=place.address(), again=False)


def _page(code: int, title: str, text: str, *, login: bool = False, back: str = "", again: bool = True) -> Answer:
    kept = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    written = _written()
    hidden = [pair for pair in kept if pair not in written]
    files = [file.filename for file in request.files.getlist("bilag") if file.filename]
    page = render_template(
        "responses/lost.html", title=title, text=text, written=written, hidden=hidden, files=files, login=login,
        back=back, again=again, address=request.path,
    )  # fmt: skip
    return make_response(page, code)


def _written() -> list[tuple[str, str]]:
    fields = request.form.items(multi=True)
    return [(name, value) for name, value in fields if name.startswith(_WRITTEN) and value.strip()]


def _from_here() -> bool:
    """Tell whether one of our own pages sent the form: another's text is not put into anybody's form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or htmx.parts_of(origin).netloc == request.host

"""/hoeringer/<id>/udgiv: a page to look everything through, and the one step that cannot be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, flash, make_response, render_template, url_for
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Length

from ingest.archive.model import now
from portal import access, clock, periods
from portal.context import db, instance
from portal.hearings import bp
from portal.hearings.preparing import missing, steps
from portal.model import Hearing, HearingEvent, Role
from portal.periods import Remark, Severity

_LONGEST_REASON = 500


class PublishForm(FlaskForm):  # type: ignore[misc]
    """That one knows the period is short, and why it is."""

    know_short = BooleanField("Jeg ved, at perioden er kortere end normalt")
    why_short = StringField(
        "Begrundelse", [Length(max=_LONGEST_REASON, message=f"Skriv højst {_LONGEST_REASON} tegn.")]
    )
    row_version = HiddenField()


@bp.get("/<int:hearing_id>/udgiv")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def publish(hearing_id: int) -> Response:
    """Show the hearing as it will be sent out, and what it lacks."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    if said := _cannot(hearing):
        return _back(hearing_id, said)
    return make_response(_page(hearing, PublishForm(row_version=str(hearing.row_version))))


@bp.post("/<int:hearing_id>/udgiv")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def publish_submit(hearing_id: int) -> Response:
    """Send it out, once, if it lacks nothing."""
    person, form, moment = access.me(), PublishForm(), now()
    form.validate_on_submit()
    with instance().database.write() as session:
        hearing = access.find_hearing(session, person, hearing_id)
        said, status = _cannot(hearing), 422
        if said is None:
            status = _judge(form, hearing, clock.today(moment))
        if said is None and not form.errors:
            _publish(session, hearing, form, person.id)
    if said:
        return _back(hearing_id, said)
    if form.errors:
        hearing = access.find_hearing(db.session, person, hearing_id)
        db.session.refresh(hearing)
        form.row_version.data = str(hearing.row_version)
        return make_response(_page(hearing, form), status)
    flash("Høringen er udgivet. Send nu brevene til parterne under Breve og frister.")
    return make_response("", 303, {"Location": url_for("hearings.show", hearing_id=hearing_id)})


def period_of(hearing: Hearing, today: date) -> list[Remark]:
    """Check the period as it will be: it cannot begin before the day it is sent out."""
    found = periods.check(hearing.type, hearing.opens_on, hearing.deadline, today)
    if any(remark.severity == Severity.ERROR for remark in found):
        return found
    return periods.check(hearing.type, max(hearing.opens_on or today, today), hearing.deadline, today)


def _cannot(hearing: Hearing) -> str | None:
    if hearing.template:
        return "En skabelon kan ikke udgives. Opret en ny høring fra den."
    return "Høringen er allerede udgivet." if hearing.published_at is not None else None


def _judge(form: PublishForm, hearing: Hearing, today: date) -> int:
    """Put on the form why the hearing cannot be sent out, and give the status that says it."""
    if form.row_version.data != str(hearing.row_version):
        said = "Oplysningerne er ændret, siden du så dem. Se dem igennem her, og udgiv så."
        form.form_errors.append(said)
        return 409
    form.form_errors += [step.told for step in missing(hearing)]
    for remark in period_of(hearing, today):
        if remark.severity == Severity.ERROR:
            form.form_errors.append(remark.text)
        if remark.severity == Severity.SHORT:
            if not form.know_short.data:
                form.know_short.errors = ["Sæt kryds, hvis høringen skal udgives med så kort en frist."]
            if not (form.why_short.data or "").strip():
                form.why_short.errors = ["Skriv, hvorfor perioden er kortere. Det bliver skrevet i høringens log."]
    return 422


def _publish(session: Session, hearing: Hearing, form: PublishForm, user_id: int) -> None:
    moment = now()
    today = clock.today(moment)
    short = [remark for remark in period_of(hearing, today) if remark.severity == Severity.SHORT]
    hearing.published_at = moment
    hearing.opens_on = hearing.opens_on or today
    hearing.row_version += 1
    notes = [("published", "Udgav høringen.")]
    if short:
        notes.append(("short_period", f"{short[0].text} Begrundelse: {(form.why_short.data or '').strip()}"))
    for what, text in notes:
        session.add(HearingEvent(hearing_id=hearing.id, user_id=user_id, what=what, text=text, at=moment))


def _back(hearing_id: int, said: str) -> Response:
    flash(said)
    return make_response("", 303, {"Location": url_for("hearings.show", hearing_id=hearing_id)})


def _page(hearing: Hearing, form: PublishForm) -> str:
    moment = now()
    today = clock.today(moment)
    period = period_of(hearing, today)
    values: dict[str, Any] = {
        "hearing": hearing,
        "form": form,
        "steps": steps(hearing),
        "lacking": missing(hearing),
        "period": period,
        "short": any(remark.severity == Severity.SHORT for remark in period),
        "wrong": any(remark.severity == Severity.ERROR for remark in period),
        "kind": periods.type_of(hearing.type),
        "state": clock.state_of(hearing, moment),
        "today": today,
    }
    return render_template("hearings/publish.html", **values)

"""/parter/grupper: parties that are asked together."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, flash, make_response, render_template, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from ingest.archive.model import now
from portal import access, clock
from portal.context import db, instance
from portal.model import Party, PartyGroup, Role
from portal.parties import bp
from portal.parties.forms import GroupForm, say


@bp.get("/grupper")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def groups() -> str:
    """List the groups, with the form for a new one."""
    return _list(GroupForm(formdata=None))


@bp.post("/grupper")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def new_group() -> Response:
    """Add a group; its members are chosen next."""
    form = GroupForm()
    form.members.choices = []
    if not form.validate_on_submit():
        return make_response(_list(form), 422)
    number = None
    with instance().database.write() as session:
        if _is_free(session, form, None):
            group = PartyGroup(name=_name(form))
            session.add(group)
            session.flush()
            number = group.id
    if number is None:
        return make_response(_list(form), 422)
    flash(f"Gruppen {_name(form)} er oprettet. Vælg nu, hvem der er med.")
    return make_response("", 303, {"Location": url_for("parties.group", group_id=number)})


@bp.get("/grupper/<int:group_id>")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def group(group_id: int) -> str:
    """Show a group."""
    found = _get(db.session, group_id)
    form = GroupForm(formdata=None, name=found.name, members=[party.id for party in found.parties])
    return _page(form, found)


@bp.post("/grupper/<int:group_id>")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def save_group(group_id: int) -> Response:
    """Give a group its name and its members."""
    found = _get(db.session, group_id)
    form = GroupForm()
    _offer(form)
    if not form.validate_on_submit():
        return make_response(_page(form, found), 422)
    with instance().database.write() as session:
        kept = _get(session, group_id)
        free = _is_free(session, form, kept)
        if free:
            kept.name = _name(form)
            kept.parties = list(session.scalars(select(Party).where(Party.id.in_(form.members.data or ()))))
    if not free:
        return make_response(_page(form, found), 422)
    flash(f"Gruppen {_name(form)} er gemt.")
    return make_response("", 303, {"Location": url_for("parties.groups")})


@bp.post("/grupper/<int:group_id>/slet")
@access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)
def delete_group(group_id: int) -> Response:
    """Delete a group; its parties stay, and so do the lists they are on."""
    with instance().database.write() as session:
        found = _get(session, group_id)
        name = found.name
        session.delete(found)
    flash(f"Gruppen {name} er slettet. Parterne er stadig i registret.")
    return make_response("", 303, {"Location": url_for("parties.groups")})


def _get(session: Session, group_id: int) -> PartyGroup:
    return session.get(PartyGroup, group_id) or abort(404)


def _name(form: GroupForm) -> str:
    return " ".join((form.name.data or "").split())


def _is_free(session: Session, form: GroupForm, own: PartyGroup | None) -> bool:
    """Tell whether no other group has the name, however it is typed. Ask where it is given: two may click at once."""
    others = session.scalars(select(PartyGroup).where(PartyGroup.id != (own.id if own else 0)))
    if _name(form).casefold() not in {other.name.casefold() for other in others}:
        return True
    say(form, "name", "Der er allerede en gruppe med det navn.")
    return False


def _offer(form: GroupForm) -> Sequence[Party]:
    everybody = db.session.scalars(select(Party).order_by(Party.name_key)).all()
    form.members.choices = [SelectChoice(party.id, party.name) for party in everybody]
    return everybody


def _list(form: GroupForm) -> str:
    counted = select(PartyGroup, func.count(Party.id)).outerjoin(PartyGroup.parties).group_by(PartyGroup.id)
    rows = db.session.execute(counted.order_by(PartyGroup.name)).all()
    return render_template("parties/groups.html", form=form, groups=rows)


def _page(form: GroupForm, group: PartyGroup) -> str:
    everybody = _offer(form)
    today = clock.today(now())
    shown = [party for party in everybody if party.active_on(today) or party.id in (form.members.data or ())]
    return render_template("parties/group.html", form=form, group=group, parties=shown, today=today)

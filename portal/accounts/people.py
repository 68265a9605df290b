"""/konto/brugere: the administrator decides who may log in, as what, and whose closed material they may see."""

from __future__ import annotations

from flask import Response, abort, flash, make_response, render_template, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from ingest.archive.model import Document
from portal import access, passwords
from portal.accounts import bp
from portal.accounts.forms import NewPasswordForm, NewPersonForm, PersonForm, say
from portal.accounts.login import set_password
from portal.context import db, instance
from portal.model import ClosedGrant, Role, User

# The committee of closed items that say no committee: ingest.archive.entries gives them the same token.
UNKNOWN_COMMITTEE = "ukendt"


@bp.get("/brugere")
@access.allow(Role.ADMIN)
def people() -> str:
    """List everybody."""
    users = db.session.scalars(select(User).options(selectinload(User.grants)).order_by(User.active.desc(), User.name))
    return render_template("accounts/people.html", users=users.all())


@bp.get("/brugere/ny")
@access.allow(Role.ADMIN)
def new_person() -> str:
    """Show the form for a new person."""
    form = NewPersonForm(role=Role.READER.value)
    form.offer(_committees(()))
    return render_template("accounts/person.html", form=form, user=None, reset=None)


@bp.post("/brugere/ny")
@access.allow(Role.ADMIN)
def new_person_submit() -> Response:
    """Add a person."""
    form = NewPersonForm()
    form.offer(_committees(()))
    if form.validate_on_submit():
        username = (form.username.data or "").strip()
        user = User(username=username, password_hash=passwords.hash_password(form.password.data or ""))
        try:
            with instance().database.write() as session:
                _fill(user, form)
                session.add(user)
        except IntegrityError:
            say(form, "username", "Der er allerede en bruger med det brugernavn. Vælg et andet.")
        else:
            flash(f"{user.name} kan nu logge ind som {user.username}.")
            return make_response("", 303, {"Location": url_for("accounts.people")})
    return make_response(render_template("accounts/person.html", form=form, user=None, reset=None), 422)


@bp.get("/brugere/<int:user_id>")
@access.allow(Role.ADMIN)
def person(user_id: int) -> str:
    """Show one person."""
    user = _get(db.session, user_id)
    form = _form_of(user)
    return render_template("accounts/person.html", form=form, user=user, reset=NewPasswordForm())


@bp.post("/brugere/<int:user_id>")
@access.allow(Role.ADMIN)
def person_submit(user_id: int) -> Response:
    """Change a person. Administrators cannot shut themselves out."""
    form = PersonForm()
    user = _get(db.session, user_id)
    form.offer(_committees(grant.committee for grant in user.grants))
    own = user_id == access.me().id
    if form.validate_on_submit():
        if own and (not form.active.data or form.role.data != Role.ADMIN):
            say(form, "role", "Du kan ikke tage din egen adgang fra dig. Bed en anden administrator om det.")
        else:
            with instance().database.write() as session:
                _fill(_get(session, user_id), form)
            flash(f"Oplysningerne om {form.name.data} er gemt.")
            return make_response("", 303, {"Location": url_for("accounts.people")})
    page = render_template("accounts/person.html", form=form, user=user, reset=NewPasswordForm())
    return make_response(page, 422)


@bp.post("/brugere/<int:user_id>/adgangskode")
@access.allow(Role.ADMIN)
def reset_password(user_id: int) -> Response:
    """Set a new password for somebody who lost theirs, and end their sessions."""
    user = _get(db.session, user_id)
    reset = NewPasswordForm()
    if reset.validate_on_submit():
        set_password(user_id, reset.new_password.data or "")
        flash(f"{user.name} har fået en ny adgangskode og er logget ud alle steder.")
        return make_response("", 303, {"Location": url_for("accounts.people")})
    form = _form_of(user)
    return make_response(render_template("accounts/person.html", form=form, user=user, reset=reset), 422)


def _get(session: Session, user_id: int) -> User:
    user = session.get(User, user_id, options=[selectinload(User.grants)])
    return user or abort(404)


def _form_of(user: User) -> PersonForm:
    """Fill the form with what is kept about a person, whatever was just sent."""
    grants = [grant.committee for grant in user.grants]
    form = PersonForm(formdata=None, name=user.name, role=user.role, active=user.active, grants=grants)
    form.offer(_committees(grants))
    return form


def _fill(user: User, form: PersonForm) -> None:
    user.name, user.role, user.active = (form.name.data or "").strip(), form.role.data, bool(form.active.data)
    wanted = set(form.grants.data or ())
    user.grants = [grant for grant in user.grants if grant.committee in wanted]
    kept = {grant.committee for grant in user.grants}
    user.grants += [ClosedGrant(committee=committee) for committee in sorted(wanted - kept)]


def _committees(granted: object) -> list[tuple[str, str]]:
    """Give the committees whose closed material can be granted, also those only a grant still names."""
    known = db.session.scalars(select(Document.committee).where(Document.committee.is_not(None)).distinct())
    named = {name for name in known if name} | set(granted)  # type: ignore[call-overload]
    special = {access.EVERY_COMMITTEE: "Alle udvalg", UNKNOWN_COMMITTEE: "Punkter uden kendt udvalg"}
    return [*special.items(), *((name, name) for name in sorted(named - set(special)))]

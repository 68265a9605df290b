"""/arkiv/forkortelser: abbreviations, and committees that changed their name. They count at the next search."""

from __future__ import annotations

from flask import Response, abort, flash, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive import synonym_groups
from ingest.archive.model import now
from ingest.archive.synonym_groups import SynonymGroup
from ingest.danish import synonyms as packaged
from portal import access
from portal.context import db, instance
from portal.desk import bp
from portal.model import Role

_NEW = 0


@bp.get("/forkortelser")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def synonyms() -> str:
    """List the groups of names."""
    kept = db.session.scalars(select(SynonymGroup)).all()
    groups: list[tuple[int | None, list[str]]]
    groups = [(group.id, list(group.names)) for group in kept] or [(None, names) for names in packaged.groups()]
    return render_template("desk/synonyms.html", groups=sorted(groups, key=lambda group: group[1][0].casefold()))


@bp.post("/forkortelser")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def edit_synonyms() -> Response:
    """Begin to edit the table that came with the program."""
    with instance().database.write() as session:
        synonym_groups.begin(session)
    return make_response("", 303, {"Location": url_for("desk.synonyms")})


@bp.get("/forkortelser/<int:group_id>")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def synonym(group_id: int) -> str:
    """Show one group of names; 0 is a new one."""
    names = [] if group_id == _NEW else list(_get(db.session, group_id).names)
    return render_template("desk/synonym.html", group_id=group_id, text="\n".join(names), problem=None)


@bp.post("/forkortelser/<int:group_id>")
@access.allow(Role.ARCHIVIST, Role.ADMIN)
def synonym_submit(group_id: int) -> Response:
    """Keep a group of names, or take it away (`handling=slet`)."""
    text = request.form.get("navne", "")
    names = list(dict.fromkeys(name for line in text.splitlines() if (name := " ".join(line.split()))))
    with instance().database.write() as session:
        synonym_groups.begin(session)
        group = SynonymGroup() if group_id == _NEW else _get(session, group_id)
        if request.form.get("handling") == "slet" and group_id != _NEW:
            session.delete(group)
            said = f"{group.names[0]} er fjernet."
        else:
            others = session.scalars(select(SynonymGroup.names).where(SynonymGroup.id != group_id))
            if problem := synonym_groups.problem(names, others):
                page = render_template("desk/synonym.html", group_id=group_id, text=text, problem=problem)
                return make_response(page, 422)
            group.names, group.changed_by, group.changed_at = names, access.me().id, now()
            session.add(group)
            said = f"{names[0]} er gemt og gælder fra næste søgning."
    flash(said)
    return make_response("", 303, {"Location": url_for("desk.synonyms")})


def _get(session: Session, group_id: int) -> SynonymGroup:
    return session.get(SynonymGroup, group_id) or abort(404)

"""/hoeringer/<id>/breve/links: personal links for parties that get no mail, and shutting those in the wrong hands."""

from __future__ import annotations

import io

from flask import Response, flash, make_response, render_template, request

from ingest.archive.model import now
from portal import access, mail, standing, words
from portal.context import address_of, db, instance
from portal.hearings import bp, delivery
from portal.hearings.delivery import Row
from portal.hearings.head import head_of
from portal.hearings.letters import page
from portal.hearings.sending import STAFF, back, find, note, parties
from portal.mail import tokens
from portal.model import Hearing
from portal.standing import name_of
from portal.tables import spreadsheets

_NOT_PUBLISHED = "Høringen er ikke udgivet. Links kan laves, når den er det."


@bp.get("/<int:hearing_id>/breve/links")
@access.allow(*STAFF)
def personal_links(hearing_id: int) -> Response:
    """Show the links to hand out. `?alle`: those of parties with a mail address too."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    if not _can_have_links(hearing):
        return page(hearing, problem=_NOT_PUBLISHED)
    moment = now()
    return make_response(
        render_template(
            "hearings/personal_links.html",
            **head_of(hearing, moment),
            links=_links(hearing),
            everybody=_wants_all(),
            valid_days=tokens.AFTER_DEADLINE.days,
        )
    )


@bp.post("/<int:hearing_id>/breve/links")
@access.allow(*STAFF)
def personal_links_file(hearing_id: int) -> Response:
    """Give the same as a file that opens in a spreadsheet, for merging letters."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    if not _can_have_links(hearing):
        return page(hearing, problem=_NOT_PUBLISHED)
    out = io.StringIO(newline="")
    head = ("Part", "Frist", "Personligt link")
    spreadsheets.write_csv(out, head, [(row.name, words.day(row.deadline), link) for row, link in _links(hearing)])
    name = f"personlige-links-{hearing_id}.csv"
    headers = {"Content-Type": spreadsheets.CSV_TYPE, "Content-Disposition": f'attachment; filename="{name}"'}
    return make_response(out.getvalue().encode("utf-8-sig"), headers)


@bp.post("/<int:hearing_id>/breve/<int:invitation_id>/link")
@access.allow(*STAFF)
def change_link(hearing_id: int, invitation_id: int) -> Response:
    """End every link a party was given, at once; with `nyt` it may have new ones, else none."""
    hearing = access.find_hearing(db.session, access.me(), hearing_id)
    find(db.session, hearing_id, invitation_id)
    if not _can_have_links(hearing):
        return page(hearing, problem=_NOT_PUBLISHED)
    renewed = "nyt" in request.form
    with instance().database.write() as session:
        invitation = find(session, hearing_id, invitation_id)
        invitation.link_version += 1
        invitation.link_revoked = not renewed
        name = name_of(invitation)
        said = f"{name} kan få et nyt link; de gamle virker ikke mere." if renewed else f"Linket til {name} er spærret."
        note(session, hearing_id, "link_renewed" if renewed else "link_revoked", said, invitation_id)
    flash(
        f"De gamle links til {name} virker ikke mere. Send brevet igen, eller uddel det nye link." if renewed else said
    )
    return back(hearing_id)


def _wants_all() -> bool:
    return "alle" in request.args or "alle" in request.form or not instance().settings.smtp_host


def _can_have_links(hearing: Hearing) -> bool:
    return hearing.published_at is not None and not hearing.historical and not hearing.template


def _links(hearing: Hearing) -> list[tuple[Row, str]]:
    """Make the links and write down that somebody took them; the links themselves are kept nowhere."""
    rows = [row for row in delivery.rows(standing.lines(db.session, hearing, now())) if _handed(row)]
    secret = instance().settings.secret_key
    if rows and request.method != "HEAD":
        with instance().database.write() as session:
            note(session, hearing.id, "links_made", f"Personlige links til {parties(len(rows))} hentet til uddeling.")
    site = address_of("search.home")
    return [(row, tokens.address(site, secret, row.invitation, now())) for row in rows]


def _handed(row: Row) -> bool:
    if row.invitation.link_revoked or row.invitation.party is None:
        return False
    return _wants_all() or not mail.addresses_of(row.invitation.party)

"""Addresses that other pages link to and whose page is being built. An owner deletes its line here."""

from __future__ import annotations

from flask import abort

from portal import access
from portal.hearings import bp
from portal.model import Role

_STAFF = access.allow(Role.OFFICER, Role.ARCHIVIST, Role.ADMIN)


def _stub(rule: str, name: str) -> None:
    def view(**_: int) -> str:
        abort(404)

    bp.add_url_rule(rule, name, _STAFF(view))


_stub("/historisk/ny", "historical")

"""The people of the sample municipality who can log in. None of them exists."""

from __future__ import annotations

from typing import NamedTuple

from portal.model import Role


class DemoUser(NamedTuple):
    """One login.

    Attributes:
        grants: Committees whose closed material this person may see; `*` is every one.
    """

    username: str
    name: str
    role: Role
    grants: tuple[str, ...] = ()


DEMO_USERS = (
    DemoUser("laeser", "Åse Læsø Tjørnelund", Role.READER),
    DemoUser("lokaludvalg", "Merete Fjordby", Role.RESPONDER),
    DemoUser("sagsbehandler", "Birthe Ærvang", Role.OFFICER, ("Børne- og Ungeudvalget",)),
    DemoUser("arkivar", "Øjvind Skræddergård", Role.ARCHIVIST, ("*",)),
    DemoUser("admin", "Rosa Kærsig", Role.ADMIN),
)

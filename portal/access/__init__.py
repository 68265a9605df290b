"""Who may see and do what: the one place.

`people`: who somebody is. `rules`: who may use which route. `closed`: who may see what in a document.
Every view says who may use it (`@allow(...)`), and `enforce` refuses to start an application where one does not.
What a person may not know of answers 404, what the role may not do 403.
"""

from portal.access.closed import (
    ClosedToYou,
    Part,
    all_open_to,
    audience,
    demand_all,
    documents_known_to,
    family,
    find_document,
    log_openings,
    sees_closed,
)
from portal.access.people import DESK, EVERY_COMMITTEE, Person, load, me, person_of
from portal.access.rules import UnruledRoute, allow, anyone, enforce, is_local, log_in, log_out

__all__ = [
    "DESK",
    "EVERY_COMMITTEE",
    "ClosedToYou",
    "Part",
    "Person",
    "UnruledRoute",
    "all_open_to",
    "allow",
    "anyone",
    "audience",
    "demand_all",
    "documents_known_to",
    "enforce",
    "family",
    "find_document",
    "is_local",
    "load",
    "log_in",
    "log_openings",
    "log_out",
    "me",
    "person_of",
    "sees_closed",
]

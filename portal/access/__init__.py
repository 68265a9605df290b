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
from portal.access.hearings import (
    Actor,
    enter_by_link,
    find_hearing,
    find_invitation,
    hearings_known_to,
    linked_invitation_id,
    parties_of,
    sees_responses,
)
from portal.access.people import DESK, EVERY_COMMITTEE, RUNS_HEARINGS, Person, load, me, person_of
from portal.access.rules import LoggedOut, UnruledRoute, allow, anyone, enforce, is_local, log_in, log_out, parties

__all__ = [
    "DESK",
    "EVERY_COMMITTEE",
    "RUNS_HEARINGS",
    "Actor",
    "ClosedToYou",
    "LoggedOut",
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
    "enter_by_link",
    "family",
    "find_document",
    "find_hearing",
    "find_invitation",
    "hearings_known_to",
    "is_local",
    "linked_invitation_id",
    "load",
    "log_in",
    "log_openings",
    "log_out",
    "me",
    "parties",
    "parties_of",
    "person_of",
    "sees_closed",
    "sees_responses",
]

"""The words of hearings, by the codes they are stored as. `TABLES` names them as the templates' filters."""

from __future__ import annotations

RESPONSE_KINDS = {
    "answer": "Svar",
    "no_comments": "Ingen bemærkninger",
    "declines": "Afgiver ikke høringssvar",
}
STANDINGS = {
    "answered": "Svaret",
    "no_comments": "Ingen bemærkninger",
    "declines": "Afgiver ikke høringssvar",
    "late": "Svaret for sent",
    "withdrawn": "Trukket tilbage",
    "not_delivered": "Ikke leveret",
    "awaiting": "Mangler svar",
    "no_response": "Svarede ikke",
    "unknown": "Vides ikke",
}
HEARING_STATES = {
    "draft": "Kladde",
    "coming": "Begynder senere",
    "open": "Åben",
    "closed": "Fristen er gået",
    "decided": "Afgjort",
}
PARTY_KINDS = {
    "committee": "Udvalg",
    "union": "Faglig organisation",
    "council": "Råd",
    "school": "Skolebestyrelse",
    "organisation": "Forening",
    "authority": "Myndighed",
    "other": "Andet",
}
VISIBILITIES = {
    "staff": "Alle ansatte",
    "hidden": "Alle ansatte; svarene først efter fristen",
    "invited": "Kun de inviterede",
}
CHANNELS = {"portal": "Portalen", "mail": "Mail", "paper": "Papir"}
DISPATCH_STATES = {"queued": "Venter på at blive sendt", "sent": "Sendt", "failed": "Ikke leveret"}

TABLES = {
    "response_kind": RESPONSE_KINDS,
    "standing": STANDINGS,
    "hearing_state": HEARING_STATES,
    "party_kind": PARTY_KINDS,
    "visibility": VISIBILITIES,
    "channel": CHANNELS,
    "dispatch_state": DISPATCH_STATES,
}

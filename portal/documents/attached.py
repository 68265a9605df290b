"""The annexes that a paper names, and which of them the archive holds: files of the same folder or the same package."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ingest.archive.model import Document, Sighting
from portal import access

_MOST = 2000  # files of a folder that are looked through
_ENDING = re.compile(r"\.[a-zæøå0-9]{2,5}$")
_NUMBERED = re.compile(r"^(?:bilag\s*)?\d{0,3}[a-z]?\s*[.:)–-]+\s*|^bilag\s*\d{1,3}[a-z]?\s+")
_SHORTEST = 4  # letters and digits of a name: shorter ones stand for anything


def held(session: Session, person: access.Person, document: Document, names: Collection[str]) -> dict[str, int]:
    """Give the document of each annex that lies beside this one, and only one does, and the person may know of."""
    beside = _beside(session, person, document) if names else {}
    found: dict[str, int] = {}
    for name in names:
        ids = {id_ for key in _keys(name) for id_ in beside.get(key, ())}
        if len(ids) == 1:
            found[name] = ids.pop()
    return found


def _beside(session: Session, person: access.Person, document: Document) -> dict[str, set[int]]:
    """Give the documents beside this one by what they are called."""
    near = [Sighting.parent_id == seen.parent_id for seen in document.sightings[:20] if seen.parent_id]
    for folder in {seen.path.rpartition("/")[0] for seen in document.sightings[:20]} - {""}:
        near.append((Sighting.path > f"{folder}/") & (Sighting.path < f"{folder}0"))  # `0` comes after `/`
    if not near:
        return {}
    asked = select(Sighting.path, Document.title, Document.id).join(Document, Document.id == Sighting.document_id)
    known = access.documents_known_to(session, person)
    called: dict[str, set[int]] = defaultdict(set)
    for path, title, id_ in session.execute(asked.where(or_(*near), Document.id != document.id, known).limit(_MOST)):
        for key in (*_keys(path.rpartition("/")[2]), *_keys(title or "")):
            called[key].add(id_)
    return called


def _keys(name: str) -> set[str]:
    """Give what a name comes down to: letters and digits, without its ending, with and without `Bilag 1`."""
    plain = _ENDING.sub("", name.strip().casefold())
    keys = {"".join(filter(str.isalnum, text)) for text in (plain, _NUMBERED.sub("", plain))}
    return {key for key in keys if len(key) >= _SHORTEST}

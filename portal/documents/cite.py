"""One line about a document, ready for a memo."""

from __future__ import annotations

from ingest.archive.model import Document, Passage
from portal import words
from portal.context import address_of, instance
from portal.documents.facts import About


def citation(document: Document, known: About, passage: Passage | None, page: int | None) -> str:
    """Write where something stands: committee, kind and date, item, case, page, address."""
    head = " ".join((words.kind(document.kind).lower() if known.committee else words.kind(document.kind), _day(known)))
    parts = [instance().settings.municipality, known.committee or "", head.strip()]
    if passage and passage.number:
        parts.append(f"punkt {passage.number}" + (f": {passage.heading}" if passage.heading else ""))
    else:
        parts.append(known.title or document.name)
    if known.case_number:
        parts.append(f"sag {known.case_number}")
    if page:
        parts.append(f"side {page}")
    values = {"punkt": passage.id} if passage else {}
    address = address_of("documents.show", document_id=document.id, **values)
    return f"{', '.join(part for part in parts if part)}. {address}"


def _day(known: About) -> str:
    return f"af {words.day(known.day)}" if known.day else ""

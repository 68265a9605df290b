"""The shape of `portal inspect --json` (DESIGN.md 7): what would be stored, as others rely on it."""

from __future__ import annotations

from typing import Any

from ingest.understand.item_list import Item, items_of
from ingest.values import Field, Prepared, Understood


def inspected(prepared: Prepared) -> dict[str, Any]:
    """Give the JSON object for one prepared file; null where the text does not say."""
    known = prepared.understood
    return {
        "kind": known.kind,
        **{name: known.first(name) for name in ("title", "committee", "meeting_date", "place", "case_number")},
        "kle": known.first("kle_subject"),
        "kle_facet": known.first("kle_facet"),
        "case_officers": _every(known, "case_officer"),
        "publisher": known.first("publisher"),
        "municipality": known.first("municipality"),
        "routing": _every(known, "routing"),
        "hearing_start": known.first("hearing_start"),
        "hearing_deadline": known.first("hearing_deadline"),
        "language_quality": known.language_quality,
        "items": [_item(item) for item in items_of(known)],
        "pages": [
            {
                "number": page.number,
                "characters": len(page.text),
                "source": page.layer_kind,
                "quality": page.layers[page.chosen].quality if page.layers else None,
            }
            for page in prepared.source.pages
        ],
        "evidence": _evidence(known.fields),
    }


def _every(known: Understood, name: str) -> list[str]:
    return [f.value for f in known.fields if f.name == name and f.passage is None]


def _item(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title or None,
        "case_number": item.case_number,
        "recommendation": list(item.recommendation),
        "decision": item.decision,
        "decision_type": item.decision_type,
        "closed": item.closed,
        "annexes": list(item.annexes),
        "first_page": item.first_page,
        "last_page": item.last_page,
    }


def _evidence(fields: tuple[Field, ...]) -> dict[str, dict[str, Any]]:
    """Give where each of the document's own values was read; the first of several of one name."""
    found: dict[str, dict[str, Any]] = {}
    for f in fields:
        if f.passage is None:
            found.setdefault(f.name, {"page": f.evidence.page, "text": f.evidence.text})
    return found

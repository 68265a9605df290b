"""The shape of `portal inspect --json` (DESIGN.md 7): what would be stored, as others rely on it."""

from __future__ import annotations

from typing import Any

from ingest.values import Field, PassageText, Prepared, Understood


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
        "items": _items(known),
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


def _every(known: Understood, name: str, passage: int | None = None) -> list[str]:
    return [f.value for f in known.fields if f.name == name and f.passage == passage]


def _items(known: Understood) -> list[dict[str, Any]]:
    """Give each agenda item once, also when its text was cut into several passages."""
    items: list[dict[str, Any]] = []
    last: PassageText | None = None
    for position, passage in enumerate(known.passages):
        if passage.kind != "item":
            last = None
            continue
        if last and items and (last.number, last.heading) == (passage.number, passage.heading):
            items[-1]["last_page"] = passage.last_page
            _fill(items[-1], known, position)
        else:
            items.append(_item(known, position, passage))
        last = passage
    return items


def _item(known: Understood, position: int, passage: PassageText) -> dict[str, Any]:
    item: dict[str, Any] = {
        "number": passage.number,
        "title": passage.heading or None,
        "case_number": None,
        "recommendation": [],
        "decision": None,
        "decision_type": None,
        "closed": passage.closed,
        "annexes": [],
        "first_page": passage.first_page,
        "last_page": passage.last_page,
    }
    _fill(item, known, position)
    return item


def _fill(item: dict[str, Any], known: Understood, position: int) -> None:
    for name in ("case_number", "decision", "decision_type"):
        item[name] = item[name] or known.first(name, position)
    item["recommendation"] += _every(known, "recommendation", position)
    item["annexes"] += _every(known, "annex", position)


def _evidence(fields: tuple[Field, ...]) -> dict[str, dict[str, Any]]:
    """Give where each of the document's own values was read; the first of several of one name."""
    found: dict[str, dict[str, Any]] = {}
    for f in fields:
        if f.passage is None:
            found.setdefault(f.name, {"page": f.evidence.page, "text": f.evidence.text})
    return found

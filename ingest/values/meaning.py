"""What it means: kind, fields with their evidence, passages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a value was read from: 1-based page (None when it came from the name or the mail head) and text."""

    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One value that the text gives, with its evidence.

    Attributes:
        name: One of the names in docs/glossary.md: title, committee, meeting_date, place, case_number, kle_subject,
            kle_facet, case_officer, routing, recommendation, decision, decision_type, hearing_start,
            hearing_deadline, publisher, municipality ...
        value: Text; dates as ISO `2021-02-10`. A name may come several times (case officers), in order.
        passage: Position in `Understood.passages` when the value belongs to one item, else None: the whole document.
    """

    name: str
    value: str
    evidence: Evidence
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a passage that stands on one page: `passage.text[start:end]`, 1-based page."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PassageText:
    """The search unit: an agenda item, a section, else about 300 words.

    Attributes:
        kind: `item` | `section` | `text`.
        heading: The heading line, without number; "" when there is none.
        number: The item's number as printed ("20", "4.2"), else None.
        text: The passage including its heading line, as a reader should see it.
        segments: Cover `text` in order; never empty.
        closed: True when it may be shown only to those with a grant. Uncertain counts as closed.
        closed_reason: The words that made it closed; "" when open.
        damaged: True when its words may have lost letters (bad OCR).
    """

    kind: str
    heading: str
    number: str | None
    text: str
    segments: tuple[Segment, ...]
    closed: bool = False
    closed_reason: str = ""
    damaged: bool = False

    @property
    def first_page(self) -> int:
        """1-based."""
        return self.segments[0].page

    @property
    def last_page(self) -> int:
        """1-based."""
        return self.segments[-1].page


@dataclass(frozen=True, slots=True)
class Understood:
    """What a source means: its kind, its fields with evidence, its passages.

    Attributes:
        kind: agenda, minutes, hearing_letter, hearing_response, ... , other.
        language_quality: `clean` | `damaged`, about any damage to the words.
    """

    kind: str
    fields: tuple[Field, ...] = ()
    passages: tuple[PassageText, ...] = ()
    language_quality: str = "clean"

    def first(self, name: str, passage: int | None = None) -> str | None:
        """Give the first value of that name for the document (or one passage), or None when the text does not say."""
        return next((f.value for f in self.fields if f.name == name and f.passage == passage), None)

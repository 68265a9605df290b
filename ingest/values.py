"""The values that travel down the straight line: file -> Source -> Understood -> Prepared -> Outcome.

Plain frozen dataclasses, so that they cross process borders and can be compared in tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path


class LayerKind(StrEnum):
    """Where a page's text came from."""

    MARKUP = "markup"  # written as text: HTML, DOCX, TXT, mail
    LAYER = "layer"  # the text layer of a PDF
    OCR = "ocr"  # read from the image by us
    REPAIR = "repair"  # a layer with damaged words mended
    CORRECTION = "correction"  # typed by an archivist


class FileState(StrEnum):
    """The one state in which every file given to ingest ends."""

    INDEXED = "indexed"
    INDEXED_NO_TEXT = "indexed_no_text"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Layer:
    """One reading of a page.

    Attributes:
        text: Lines separated by newline, NFC, no control characters but newline. May be empty.
        quality: 0..1, how readable; None when nobody measured.
    """

    kind: LayerKind
    text: str
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as it was read.

    Attributes:
        number: 1-based. Formats without pages have the one page 1.
        layers: In the order they were made; never empty for a page that could be opened.
        chosen: Position in `layers` of the text that counts.
        body: The chosen text without running headers, footers and page numbers, hyphens joined.
            This is what passages are made of.
        wants_ocr: True when the page has an image but no usable text: the pipeline runs OCR on it.
        problem: Cause code (see ingest.errors) when this page alone failed, else None.
    """

    number: int
    layers: tuple[Layer, ...]
    chosen: int = 0
    body: str = ""
    wants_ocr: bool = False
    problem: str | None = None

    @property
    def text(self) -> str:
        """The chosen layer's text."""
        return self.layers[self.chosen].text if self.layers else ""

    @property
    def layer_kind(self) -> LayerKind | None:
        """Where the chosen text came from."""
        return self.layers[self.chosen].kind if self.layers else None


@dataclass(frozen=True, slots=True)
class Member:
    """A file found inside another: in a ZIP, or attached to a mail.

    Attributes:
        name: Path inside the container with forward slashes, as the sender wrote it. Data, never a path of ours.
        path: The extracted bytes, in a folder the caller owns and deletes.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader got out of one file.

    Attributes:
        media_type: By content, for instance `application/pdf`.
        pages: In order, numbers rising from 1. Empty for a container that has no text of its own (ZIP).
        members: Files inside; empty unless this is a container.
        title: The title the file's own markup gives (HTML `title`, DOCX core property, mail subject), else None.
        headings: Lines that the markup says are headings, in order (DOCX styles, h1-h6). May be empty.
        created: The date the file itself carries (mail date), else None.
    """

    media_type: str
    pages: tuple[SourcePage, ...] = ()
    members: tuple[Member, ...] = ()
    title: str | None = None
    headings: tuple[str, ...] = ()
    created: date | None = None


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


@dataclass(frozen=True, slots=True)
class Streams:
    """The token streams of one index entry, as DESIGN.md 3 names them: tokens joined by one space.

    Attributes:
        all: Bag of everything a word may be (surface, lemma, repairs, printed form, twins, parts); heading included.
        text: One token per position: surface, or the best repair where the word is damaged; heading included.
        lemma: Lemmas that differ from the surface. Only lifts.
        forms: Less likely repairs, printed forms, twins. Only lifts.
        parts: Parts of compounds. Only lifts.
        title: Tokens of the heading and the document title. Only lifts.
    """

    all: str
    text: str
    lemma: str = ""
    forms: str = ""
    parts: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything the parsing workers hand on about one file: ready to be saved without thinking.

    Attributes:
        streams: One per passage, same order as `understood.passages`.
        ocr_pages: How many pages were read by OCR in this parse.
        repaired_words: How many words were mended.
        note: Cause code explaining a missing text (for instance `no_ocr`), else None.
    """

    source: Source
    understood: Understood
    streams: tuple[Streams, ...] = ()
    ocr_pages: int = 0
    repaired_words: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one file: the JSON line of `portal ingest --json`.

    Attributes:
        path: As given or found; members of containers as `container/member`.
        cause: Code from ingest.errors, or None.
        message: Danish, what happened and what to do; "" when all went well.
        pages, passages, ocr_pages, repaired_words: Counts.
        seconds: Wall time from start to saved.
    """

    path: str
    state: FileState
    cause: str | None = None
    message: str = ""
    document_id: int | None = None
    kind: str | None = None
    pages: int = 0
    passages: int = 0
    ocr_pages: int = 0
    repaired_words: int = 0
    seconds: float = 0.0
    members: tuple[Outcome, ...] = field(default=(), repr=False)

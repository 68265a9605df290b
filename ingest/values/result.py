"""What the workers hand on, and what became of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.values.meaning import Understood
from ingest.values.source import Source


class FileState(StrEnum):
    """The one state in which every file given to ingest ends."""

    INDEXED = "indexed"
    INDEXED_NO_TEXT = "indexed_no_text"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    REMOVED = "removed"


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
class CprFinding:
    """A place where a civil registration number stands, or may stand. Holds day and month of it alone.

    Attributes:
        place: `text`, `title` or `name` (of the file).
        page: 1-based; None outside the text.
        certainty: A value of `ingest.cpr.Certainty`.
        masked: `0101••-••••`.
        reason: Danish: why it is taken for one.
        context: The words around it, masked.
    """

    place: str
    page: int | None
    certainty: str
    masked: str
    reason: str
    context: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything the parsing workers hand on about one file: ready to be saved without thinking.

    Attributes:
        streams: One per passage, same order as `understood.passages`.
        ocr_pages: How many pages were read by OCR in this parse.
        repaired_words: How many words were mended.
        note: Cause code explaining a missing text (for instance `no_ocr`), else None.
        findings: Where civil registration numbers stand, or may stand.
        language: Digest of the archive's own language (`danish.local`) that damaged words were read with; None: of now.
    """

    source: Source
    understood: Understood
    streams: tuple[Streams, ...] = ()
    ocr_pages: int = 0
    repaired_words: int = 0
    note: str | None = None
    findings: tuple[CprFinding, ...] = ()
    language: str | None = None


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
